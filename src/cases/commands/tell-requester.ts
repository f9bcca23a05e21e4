import { renderHtml, renderText, type LetterKind } from '../../correspondence/index.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import {
  examineRelease,
  publicDetailsOf,
  recordCertificate,
  stoppedBy,
  waysOut,
  type ReleaseRequest,
} from '../../release/index.ts'
import type { CaseRecord, CaseServices } from '../case.ts'
import type { Change } from '../change-case.ts'
import { composeCaseLetter, type Extras } from '../letter-input.ts'
import { mailDomain } from '../people.ts'
import { loadCaseRecord } from '../queries/case-record.ts'
import { sayToRequester } from '../store.ts'

/**
 * Composes a notice of one kind from the case as it now is, and sends or keeps it by the requester's own channel.
 * `key` names the act, so that the same act done twice says it once.
 */
export async function tellRequester(
  services: CaseServices,
  change: Change,
  kind: LetterKind,
  key: string,
  extras: Extras,
): Promise<Outcome<{ messageId: string }>> {
  const { tx, row, authority, actor, now, today } = change
  const record = await loadCaseRecord(tx, { caseId: row.id })
  if (!record) throw new Error('a locked case cannot be missing')
  const composed = await composeCaseLetter(tx, services, authority, record, kind, today, extras)
  if (!composed.ok) return composed
  const { model } = composed.value
  const subject = `${record.reference}: ${record.title}`
  const text = renderText(model)
  const released = await certify(change, record, kind, `${subject}\n\n${text}`)
  if (!released.ok) return released
  const tracking = services.linkTo(authority, `/requests/${services.trackingSecret(row.id)}`)
  const messageId = await sayToRequester(
    tx,
    row,
    {
      kind,
      to: record.requester.email,
      channel: record.replyBy,
      subject,
      body: `${text}\n\nRead and answer this at:\n${tracking}\n`,
      html: renderHtml(model),
      key,
      domain: mailDomain(authority),
    },
    now,
    actor.kind === 'staff' ? actor.id : null,
  )
  return success({ messageId })
}

/**
 * Notices carry free text of staff, so they pass the gate like any other way out. A stop undoes the change; its
 * certificate stays, so that a second person may let go what was found before it is tried again.
 */
async function certify(
  { tx, row, authority, actor, now, afterRefusal }: Change,
  record: CaseRecord,
  kind: LetterKind,
  text: string,
): Promise<Outcome<null>> {
  const request: ReleaseRequest = {
    authorityId: row.authority_id,
    caseId: row.id,
    route: 'email',
    subject: `${kind} message`,
    content: { text },
    identity: record.requester,
    allow: waysOut.email.allow,
    ordinaryWords: [authority.name, authority.shortName],
    public: await publicDetailsOf(tx, row.authority_id),
    given: saidByRequester(record),
    createdBy: actor.kind === 'staff' ? actor.id : null,
  }
  const examined = await examineRelease(request)
  const certificate = await recordCertificate(tx, now, request, examined)
  if (certificate.verdict === 'clean') return success(null)
  afterRefusal(async (later) => {
    await recordCertificate(later, now, request, examined, certificate.id)
  })
  return stoppedBy(certificate)
}

/** What the requester wrote to us: letters may say it back to them, whoever it is about. */
export function saidByRequester({ requestText, messages }: CaseRecord): string[] {
  return [requestText, ...messages.flatMap(({ direction, body }) => (direction === 'in' ? [body] : []))]
}
