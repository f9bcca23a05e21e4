import { recordAudit } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import { can, staffActor, type Services, type Staff } from '../../identity/index.ts'
import { isId, newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { workingDaysBetween } from '../../law/index.ts'
import {
  examineRelease,
  identityOfCase,
  publicDetailsOf,
  recordCertificate,
  stoppedBy,
  waysOut,
} from '../../release/index.ts'
import { checkEntry, tidyEntry } from '../check-input.ts'
import type { EntryPart, PublishInput } from '../entry.ts'
import { entryOutcomeOf } from '../prepare-entry.ts'

const answered = ['answered', 'closed']

/**
 * Publishes a reviewed answer in the disclosure log. The release gate sees every word that will be public; if it stops
 * them, its certificate is kept and nothing is published (`release-stopped`). A case already in the log answers with
 * the entry it has; one whose entry was withdrawn gets a new reference (`REQ04543-2`), and the old one points to it.
 */
export async function publishEntry(
  { database, clock, calendars }: Services,
  staff: Staff,
  given: PublishInput,
): Promise<Outcome<{ reference: string; already: boolean }>> {
  if (!can(staff, 'publish-disclosure')) return refuse('not-permitted')
  if (!isId(given.caseId)) return refuse('not-found')
  const input = tidyEntry(given)
  const errors = checkEntry(input)
  if (errors.length > 0) return refuseFields(errors)
  const now = clock.now()
  return database.write(async (tx) => {
    const row = await lockCase(tx, staff.authorityId, input.caseId)
    if (row === undefined) return refuse('not-found')
    if (!answered.includes(row.stage) || row.answered_on === null)
      return refuse('not-now', 'Only an answered case can be published.')
    const before = await entryOfCase(tx, input.caseId)
    if (before !== undefined && before.withdrawn_at === null)
      return success({ reference: before.reference, already: true })
    const identity = await identityOfCase(tx, staff.authorityId, input.caseId)
    const outcome = entryOutcomeOf(input.parts.map((part) => part.outcome))
    if (identity === null || outcome === null) return refuse('not-found')
    const bodyText = publicText(input.parts)
    const reference = before === undefined ? row.reference : nextReference(before.reference, row.reference)
    const request = {
      authorityId: staff.authorityId,
      caseId: input.caseId,
      route: 'disclosure-log',
      subject: `disclosure log entry ${reference}`,
      content: { text: [input.title, input.summary, input.topic ?? '', bodyText].join('\n') },
      identity,
      allow: waysOut['disclosure-log'].allow,
      ordinaryWords: [row.authority_name],
      public: await publicDetailsOf(tx, staff.authorityId),
      createdBy: staff.id,
    } as const
    const examination = await examineRelease(request)
    const certificate = await recordCertificate(tx, now, request, examination)
    // Returned, not thrown: the transaction commits, so the stop stays on record
    if (certificate.verdict !== 'clean') return stoppedBy(certificate)
    if (before !== undefined) await leaveTombstone(tx, before.id, reference)
    const id = newId()
    await tx
      .insertInto('disclosure_entry')
      .values({
        id,
        authority_id: staff.authorityId,
        case_id: input.caseId,
        reference,
        title: input.title,
        summary: input.summary,
        parts: json(input.parts),
        body_text: bodyText,
        regime: row.regime,
        outcome,
        topic: input.topic,
        received_on: row.received_on,
        answered_on: row.answered_on,
        working_days: workingDaysBetween(calendars(), 'uk-all', row.received_on, row.answered_on),
        published_at: now,
        published_by: staff.id,
      })
      .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action: 'publish-entry',
        subject: { kind: 'disclosure-entry', id },
        caseId: input.caseId,
        details: { reference, outcome, certificate: certificate.id },
      },
    ])
    return success({ reference, already: false })
  })
}

async function lockCase(tx: Writer, authorityId: string, caseId: string) {
  return tx
    .selectFrom('cases')
    .innerJoin('authority', 'authority.id', 'cases.authority_id')
    .select([
      'cases.reference',
      'cases.regime',
      'cases.stage',
      'cases.received_on',
      'cases.answered_on',
      'authority.name as authority_name',
    ])
    .where('cases.id', '=', caseId)
    .where('cases.authority_id', '=', authorityId)
    .forUpdate('cases')
    .executeTakeFirst()
}

async function entryOfCase(tx: Writer, caseId: string) {
  return tx
    .selectFrom('disclosure_entry')
    .select(['id', 'reference', 'withdrawn_at'])
    .where('case_id', '=', caseId)
    .executeTakeFirst()
}

/** A case has one entry; the withdrawn one lets go of it and says where the corrected words are. */
async function leaveTombstone(tx: Writer, id: string, replacedBy: string): Promise<void> {
  await tx
    .updateTable('disclosure_entry')
    .set({ case_id: null, replaced_by: replacedBy })
    .where('id', '=', id)
    .execute()
}

function nextReference(withdrawn: string, first: string): string {
  const number = withdrawn === first ? 1 : Number(withdrawn.slice(first.length + 1)) || 1
  return `${first}-${number + 1}`
}

/** Every word of the parts that a reader or a search will see. */
function publicText(parts: readonly EntryPart[]): string {
  return parts
    .flatMap(({ question, answer, link, grounds }) => [
      question,
      answer,
      ...(link ? [link.title, link.url] : []),
      ...grounds.map(({ provision, act, plain }) => [provision, act, plain].filter(Boolean).join(', ')),
    ])
    .filter((text) => text !== '')
    .join('\n\n')
}
