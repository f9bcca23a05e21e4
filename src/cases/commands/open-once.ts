import { json, type Writer } from '../../db/index.ts'
import type { Authority } from '../../identity/index.ts'
import { sha256, type CaseId } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import type { OpenCaseInput, OpenedCase } from './open-case.ts'

const keyScope = (authority: Authority): string => `open-case:${authority.id}`

/** The case an earlier use of the same key opened; null where the key is new, and now ours. */
export async function claimKey(
  tx: Writer,
  services: CaseServices,
  input: OpenCaseInput,
  now: Temporal.Instant,
): Promise<Outcome<OpenedCase> | null> {
  if (input.idempotencyKey === undefined) return null
  const bodyHash = hashOf(input)
  const claimed = await tx
    .insertInto('idempotency_key')
    .values({
      scope: keyScope(input.authority),
      key: input.idempotencyKey,
      body_hash: bodyHash,
      status: null,
      response: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (claimed.numInsertedOrUpdatedRows === 1n) return null
  const row = await tx
    .selectFrom('idempotency_key')
    .selectAll()
    .where('scope', '=', keyScope(input.authority))
    .where('key', '=', input.idempotencyKey)
    .executeTakeFirstOrThrow()
  if (row.body_hash !== bodyHash) return refuse('idempotency-conflict')
  const { caseId, reference } = row.response as { caseId: CaseId; reference: string }
  const found = await tx
    .selectFrom('cases')
    .select('due_on')
    .where('id', '=', caseId)
    .executeTakeFirstOrThrow()
  return success({ caseId, reference, dueOn: found.due_on, trackingSecret: services.trackingSecret(caseId) })
}

/** Of everything a sender may say: the same key with other words is another request, and is refused. */
function hashOf(input: OpenCaseInput): string {
  const { regime, requestText, requester, title, parts, periodText, formatPreference, replyBy } = input
  const rest = [title, parts, periodText, formatPreference, replyBy, input.followsReference]
  return sha256(JSON.stringify([regime, requestText, requester, input.receivedOn?.toString(), ...rest]))
}

export async function keepAnswer(tx: Writer, input: OpenCaseInput, opened: OpenedCase): Promise<void> {
  await tx
    .updateTable('idempotency_key')
    .set({ status: 201, response: json({ caseId: opened.caseId, reference: opened.reference }) })
    .where('scope', '=', keyScope(input.authority))
    .where('key', '=', input.idempotencyKey ?? '')
    .execute()
}
