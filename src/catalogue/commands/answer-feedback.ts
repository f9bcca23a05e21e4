import {
  examineRelease,
  publicDetailsOf,
  recordCertificate,
  stoppedBy,
  waysOut,
} from '../../release/index.ts'
import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { refuse, refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { checkLength, tidyText } from '../check-input.ts'
import { feedbackPath, type FeedbackState } from '../feedback.ts'
import { queueMail } from '../send-mail.ts'
import type { CatalogueServices } from '../services.ts'

type Named = { reference: string; version: number }
type Saved = Outcome<{ reference: string; version: number }>

/** Lets the words be seen in public, as the publisher leaves them: without names or anything else of a person. */
export async function clearFeedback(
  services: CatalogueServices,
  staff: Staff,
  input: Named & { publicText: string },
): Promise<Saved> {
  const publicText = tidyText(input.publicText)
  const errors = checkLength('publicText', publicText, { most: 5000 }, 'Enter the words to show')
  if (errors.length > 0) return refuseFields(errors)
  return change(services, staff, input, ['new', 'open'], 'clear-feedback', async () =>
    success({ state: 'open', public_text: publicText }),
  )
}

/** Answers in public, names the version in which it was put right, and writes to whoever asked to be told. */
export async function answerFeedback(
  services: CatalogueServices,
  staff: Staff,
  input: Named & { answer: string; correctedIn?: number | null; publicText?: string },
): Promise<Saved> {
  const answer = tidyText(input.answer)
  const words = tidyText(input.publicText)
  const { correctedIn = null } = input
  const errors: FieldError[] = checkLength('answer', answer, { most: 5000 }, 'Enter the answer')
  if (errors.length > 0) return refuseFields(errors)
  return change(services, staff, input, ['new', 'open'], 'answer-feedback', async (tx, row) => {
    const publicText = words || row.public_text
    if (publicText === null)
      return refuseFields([{ field: 'publicText', message: 'Enter the words to show beside the answer' }])
    if (correctedIn !== null && !(await isVersion(tx, row.dataset_id, correctedIn)))
      return refuseFields([{ field: 'correctedIn', message: 'Select a published version of the dataset' }])
    return success({ state: 'answered', public_text: publicText, answer, corrected_in: correctedIn })
  })
}

/** Closes what is no report: abuse, a private matter, another authority’s. It is never public; the reporter is told why. */
export async function rejectFeedback(
  services: CatalogueServices,
  staff: Staff,
  input: Named & { reason: string },
): Promise<Saved> {
  const reason = tidyText(input.reason)
  const errors = checkLength('reason', reason, { most: 5000 }, 'Enter why')
  if (errors.length > 0) return refuseFields(errors)
  return change(services, staff, input, ['new', 'open'], 'reject-feedback', async () =>
    success({ state: 'rejected', public_text: null, answer: reason }),
  )
}

type Row = { id: string; dataset_id: string | null; public_text: string | null }
type Values = {
  state: FeedbackState
  public_text: string | null
  answer?: string
  corrected_in?: number | null
}

async function change(
  services: CatalogueServices,
  staff: Staff,
  { reference, version }: Named,
  from: readonly FeedbackState[],
  action: string,
  decide: (tx: Writer, row: Row) => Promise<Outcome<Values>>,
): Promise<Saved> {
  if (!can(staff, 'answer-feedback')) return refuse('not-permitted')
  const now = services.clock.now()
  return services.database.write(async (tx) => {
    const row = await tx
      .selectFrom('feedback')
      .select(['id', 'state', 'version', 'dataset_id', 'public_text', 'reporter_email'])
      .where('authority_id', '=', staff.authorityId)
      .where('reference', '=', reference)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return refuse('not-found')
    if (row.version !== version) return refuse('stale')
    if (!from.some((state) => state === row.state))
      return refuse('not-now', 'It has been answered or closed already.')
    const decided = await decide(tx, row)
    if (!decided.ok) return decided
    const values = decided.value
    // Why a report is no report is not public; it goes by mail all the same.
    const shown = [values.public_text, values.answer]
    const checked = await checkShown(tx, now, staff, reference, row.reporter_email, shown)
    if (!checked.ok) return checked
    const closing = values.state === 'answered' || values.state === 'rejected'
    if (closing && row.reporter_email !== null) {
      const authority = services.authority(staff.authorityId)
      const where =
        values.state === 'answered'
          ? `\n\nRead it in public at:\n${services.linkTo(authority, feedbackPath(reference))}`
          : ''
      await queueMail(tx, staff.authorityId, now, {
        key: `feedback:${row.id}`,
        to: row.reporter_email,
        subject: `${reference}: ${values.state === 'answered' ? 'your report was answered' : 'your report was closed'}`,
        text: `You wrote to us about our data (${reference}). This is the answer of ${authority.name}:\n\n${values.answer ?? ''}${where}\n\nWe have now forgotten your address.\n`,
      })
    }
    await tx
      .updateTable('feedback')
      .set({
        ...values,
        version: row.version + 1,
        ...(closing ? { answered_at: now, answered_by: staff.id, reporter_email: null } : {}),
      })
      .where('id', '=', row.id)
      .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action,
        subject: { kind: 'feedback', id: row.id },
        details: { state: values.state, correctedIn: values.corrected_in ?? null },
      },
    ])
    return success({ reference, version: row.version + 1 })
  })
}

/** What will be public or be mailed may not name who reported it, nor anybody else. */
async function checkShown(
  tx: Writer,
  now: Temporal.Instant,
  staff: Staff,
  reference: string,
  reporter: string | null,
  shown: readonly (string | null | undefined)[],
): Promise<Outcome<null>> {
  const text = shown.filter((each) => typeof each === 'string' && each !== '').join('\n')
  if (text === '') return success(null)
  const request = {
    authorityId: staff.authorityId,
    caseId: null,
    route: 'feedback',
    subject: `report ${reference}`,
    content: { text },
    identity: { name: null, email: reporter, phone: null, postalAddress: null },
    allow: waysOut.feedback.allow,
    public: await publicDetailsOf(tx, staff.authorityId),
    createdBy: staff.id,
  } as const
  const examination = await examineRelease(request)
  const certificate = await recordCertificate(tx, now, request, examination)
  return certificate.verdict === 'clean' ? success(null) : stoppedBy(certificate)
}

async function isVersion(tx: Writer, datasetId: string | null, number: number): Promise<boolean> {
  if (datasetId === null || !Number.isInteger(number)) return false
  const row = await tx
    .selectFrom('dataset_version')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('number', '=', number)
    .where('state', '=', 'published')
    .executeTakeFirst()
  return row !== undefined
}
