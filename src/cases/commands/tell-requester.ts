import { renderHtml, renderText, type LetterKind } from '../../correspondence/index.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
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
  { tx, row, authority, actor, now, today }: Change,
  kind: LetterKind,
  key: string,
  extras: Extras,
): Promise<Outcome<{ messageId: string }>> {
  const record = await loadCaseRecord(tx, { caseId: row.id })
  if (!record) throw new Error('a locked case cannot be missing')
  const composed = await composeCaseLetter(tx, services, authority, record, kind, today, extras)
  if (!composed.ok) return composed
  const { model } = composed.value
  const tracking = services.linkTo(authority, `/requests/${services.trackingSecret(row.id)}`)
  const messageId = await sayToRequester(
    tx,
    row,
    {
      kind,
      to: record.requester.email,
      channel: record.replyBy,
      subject: `${record.reference}: ${record.title}`,
      body: `${renderText(model)}\n\nRead and answer this at:\n${tracking}\n`,
      html: renderHtml(model),
      key,
      domain: mailDomain(authority),
    },
    now,
    actor.kind === 'staff' ? actor.id : null,
  )
  return success({ messageId })
}
