import type { Actor } from '../../audit/index.ts'
import { suggestParts, suggestTitle, withoutMarker } from '../../correspondence/index.ts'
import { writeOutcome, type Writer } from '../../db/index.ts'
import { nextReference, type Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { hashSecret, newId, type CaseId } from '../../kernel/ids.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices, Channel, Regime, RequesterDetails } from '../case.ts'
import { recomputeClock } from '../clock-keeping.ts'
import { checkRequester, checkText, textLimits, tidyLine, tidyRequester, tidyText } from '../people.ts'
import { auditCase } from '../store.ts'
import { insertDocuments, keepUploads, type KeptUpload, type Upload } from '../uploads.ts'
import { acknowledge } from './acknowledge.ts'
import { claimKey, keepAnswer } from './open-once.ts'
import { insertParts } from './set-parts.ts'

export type OpenCaseInput = {
  authority: Authority
  regime: Regime
  channel: Channel
  title?: string
  requestText: string
  parts?: string[]
  requester: RequesterDetails
  /** The legal day it reached the authority, however late it is keyed in; today where not given */
  receivedOn?: Temporal.PlainDate
  periodText?: string
  formatPreference?: string
  replyBy?: 'email' | 'post'
  uploads?: Upload[]
  /** The same key at the same authority gives the same case again */
  idempotencyKey?: string
  /** The reference of a case that this one follows from */
  followsReference?: string
  /** False for records taken over from elsewhere: no acknowledgement is sent */
  acknowledge?: boolean
  /** Where it arrived as mail */
  mail?: {
    mailId: string | null
    references: string[]
    contentHash: string
    subject: string
    warnings: string[]
  }
}

export type OpenedCase = {
  caseId: CaseId
  reference: string
  dueOn: Temporal.PlainDate | null
  trackingSecret: string
}

/** Opens a case: reference, requester, parts, clock, acknowledgement and audit record, together or not at all. */
export async function openCase(
  services: CaseServices,
  actor: Actor,
  given: OpenCaseInput,
): Promise<Outcome<OpenedCase>> {
  const input = tidy(given)
  const now = services.clock.now()
  const errors = check(input, legalDay(now))
  if (errors.length > 0) return refuseFields(errors)
  const uploads = await keepUploads(services.files, input.uploads ?? [])
  return writeOutcome(services.database, async (tx) => {
    const known = await claimKey(tx, services, input, now)
    if (known) return known
    const opened = await insertCase(tx, services, actor, input, uploads, now)
    if (opened.ok && input.idempotencyKey !== undefined) await keepAnswer(tx, input, opened.value)
    return opened
  })
}

function tidy(given: OpenCaseInput): OpenCaseInput {
  const requestText = tidyText(given.requestText)
  return {
    ...given,
    requestText,
    title: tidyLine(given.title ?? '') || suggestTitle(requestText),
    requester: tidyRequester(given.requester),
    periodText: tidyLine(given.periodText ?? ''),
    formatPreference: tidyLine(given.formatPreference ?? ''),
    ...(given.parts ? { parts: given.parts.map(tidyText).filter(Boolean) } : {}),
  }
}

function check(input: OpenCaseInput, today: Temporal.PlainDate): FieldError[] {
  const errors = [
    ...checkText('requestText', input.requestText, textLimits.request, 'Enter what you would like to know'),
    ...checkRequester(input.requester, input.replyBy ?? 'email'),
  ]
  if ((input.title ?? '').length > textLimits.short)
    errors.push({ field: 'title', message: 'Title must be 300 characters or fewer' })
  // FOIA s.8(1)(b) asks for the applicant's name; the Environmental Information Regulations ask for none.
  if (input.regime !== 'eir' && input.regime !== 'eir-review' && input.requester.name === null) {
    errors.push({ field: 'name', message: 'Enter your full name' })
  }
  if (input.receivedOn && Temporal.PlainDate.compare(input.receivedOn, today) > 0) {
    errors.push({ field: 'receivedOn', message: 'The date received must be today or in the past' })
  }
  if (input.receivedOn && input.receivedOn.year < 2005) {
    errors.push({ field: 'receivedOn', message: 'The date received must be in or after 2005' })
  }
  return errors
}

function partsOf(text: string): string[] {
  const parts = suggestParts(text).parts.map(withoutMarker).filter(Boolean)
  return parts.length > 0 ? parts : [text]
}

/** The same inside a transaction that is already open, for commands that open a case as part of their own work. */
export async function insertCase(
  tx: Writer,
  services: CaseServices,
  actor: Actor,
  input: OpenCaseInput,
  uploads: readonly KeptUpload[],
  now: Temporal.Instant,
): Promise<Outcome<OpenedCase>> {
  const { authority } = input
  const today = legalDay(now)
  const caseId = newId<CaseId>()
  const requesterId = newId()
  const trackingSecret = services.trackingSecret(caseId)
  const receivedOn = input.receivedOn ?? today
  const reference = await nextReference(tx, authority.id, authority.referencePrefix)
  const { name, email, phone, postalAddress } = input.requester
  await tx
    .insertInto('requester')
    .values({
      id: requesterId,
      authority_id: authority.id,
      name,
      email,
      phone,
      postal_address: postalAddress,
      kind: null,
      erased_at: null,
      created_at: now,
    })
    .execute()
  const title = input.title ?? suggestTitle(input.requestText)
  await tx
    .insertInto('cases')
    .values({
      id: caseId,
      authority_id: authority.id,
      reference,
      regime: input.regime,
      channel: input.channel,
      title,
      request_text: input.requestText,
      period_text: input.periodText || null,
      format_preference: input.formatPreference || null,
      reply_by: input.replyBy ?? 'email',
      requester_id: requesterId,
      received_on: receivedOn,
      received_at: now,
      stage: 'new',
      outcome: null,
      officer_id: null,
      topic: null,
      waiting_for: null,
      due_on: null,
      draft_due_on: null,
      answered_on: null,
      closed_on: null,
      tracking_hash: hashSecret(trackingSecret),
      campaign: null,
      created_at: now,
    })
    .execute()
  await insertParts(tx, caseId, input.parts?.length ? input.parts : partsOf(input.requestText))
  const clock = await recomputeClock(
    tx,
    authority,
    { id: caseId, regime: input.regime, received_on: receivedOn },
    services.calendars(),
    now,
    'opened',
  )
  if (!clock.ok) return clock
  const row = { id: caseId, authority_id: authority.id }
  const messageId = newId()
  await tx
    .insertInto('message')
    .values({
      id: messageId,
      authority_id: authority.id,
      case_id: caseId,
      direction: 'in',
      kind: 'request',
      channel: input.channel,
      from_address: email,
      to_address: null,
      subject: input.mail?.subject ?? title,
      body: input.requestText,
      mail_id: input.mail?.mailId ?? null,
      mail_references: input.mail?.references ?? [],
      content_hash: input.mail?.contentHash ?? null,
      warnings: input.mail?.warnings ?? [],
      outbox_id: null,
      created_by: actor.kind === 'staff' ? actor.id : null,
      created_at: now,
    })
    .execute()
  await insertDocuments(
    tx,
    uploads,
    {
      authorityId: authority.id,
      caseId,
      messageId,
      origin: input.mail ? 'mail' : 'requester',
      uploadedBy: actor.kind === 'staff' ? actor.id : null,
    },
    now,
  )
  if (input.followsReference) await linkTo(tx, authority, caseId, input.followsReference, 'follows', now)
  if (input.acknowledge !== false) {
    const sent = await acknowledge(
      tx,
      services,
      authority,
      { ...input, title },
      { caseId, reference, receivedOn, dueOn: clock.value.due, trackingSecret },
      now,
    )
    if (!sent.ok) return sent
  }
  await auditCase(tx, row, now, actor, 'open-case', {
    reference,
    regime: input.regime,
    channel: input.channel,
    receivedOn: receivedOn.toString(),
    dueOn: clock.value.due?.toString() ?? null,
    files: uploads.map(({ sha256: hash, problems }) => ({
      sha256: hash,
      problems: problems.map(({ code }) => code),
    })),
  })
  return success({ caseId, reference, dueOn: clock.value.due, trackingSecret })
}

export async function linkTo(
  tx: Writer,
  authority: Authority,
  fromId: string,
  reference: string,
  kind: 'review-of' | 'duplicate-of' | 'aggregated-with' | 'follows' | 'complaint-about',
  now: Temporal.Instant,
): Promise<boolean> {
  const other = await tx
    .selectFrom('cases')
    .select('id')
    .where('authority_id', '=', authority.id)
    .where('reference', '=', reference)
    .executeTakeFirst()
  if (!other || other.id === fromId) return false
  await tx
    .insertInto('case_link')
    .values({ from_id: fromId, to_id: other.id, kind, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}
