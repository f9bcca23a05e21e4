import { renderHtml, renderText, type LetterKind } from '../../correspondence/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import {
  examineRelease,
  findingsInWords,
  recordCertificate,
  waysOut,
  type ReleaseRequest,
} from '../../release/index.ts'
import type { CaseServices, RequesterDetails } from '../case.ts'
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
  const released = await certify(change, record.requester, kind, `${subject}\n\n${text}`)
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

/** Notices carry free text of staff, so they pass the gate like any other way out; the certificate stays either way. */
async function certify(
  { tx, row, authority, actor, now }: Change,
  identity: RequesterDetails,
  kind: LetterKind,
  text: string,
): Promise<Outcome<null>> {
  const request: ReleaseRequest = {
    authorityId: row.authority_id,
    caseId: row.id,
    route: 'email',
    subject: `${kind} message`,
    content: { text },
    identity,
    allow: waysOut.email.allow,
    ordinaryWords: [authority.name, authority.shortName],
    createdBy: actor.kind === 'staff' ? actor.id : null,
  }
  const examined = await examineRelease(request)
  if (examined.verdict === 'stopped')
    return refuse('release-stopped', findingsInWords(request.subject, examined.findings))
  await recordCertificate(tx, now, request, examined)
  return success(null)
}
