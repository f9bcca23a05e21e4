import type { Writer } from '../db/index.ts'
import { newId } from '../kernel/ids.ts'

/**
 * Puts a message in the outbox, once for each key. It holds no record of a case: a fixed text, and what the gate let
 * through (`certifiedNotice`, `answer-feedback.ts`).
 */
export async function queueMail(
  tx: Writer,
  authorityId: string,
  at: Temporal.Instant,
  mail: { key: string; to: string; subject: string; text: string; headers?: Record<string, string> },
): Promise<boolean> {
  const { key, to, subject, text, headers } = mail
  const done = await tx
    .insertInto('outbox')
    .values({
      id: newId(),
      key,
      kind: 'mail',
      authority_id: authorityId,
      payload: JSON.stringify({ caseId: null, to, subject, text, html: null, attachments: [], headers }),
      created_at: at,
      next_attempt_at: at,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst()
  return done.numInsertedOrUpdatedRows === 1n
}

/** Whether a message of this key was put there before, whatever became of it. */
export async function isQueued(tx: Writer, key: string): Promise<boolean> {
  const row = await tx.selectFrom('outbox').select('id').where('key', '=', key).executeTakeFirst()
  return row !== undefined
}
