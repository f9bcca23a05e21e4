import { recordAudit } from '../../audit/index.ts'
import { json } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { checkRows, type AppendedRow } from '../check-rows.ts'
import type { DatasetServices } from '../dataset.ts'
import { lockDataset } from '../store.ts'
import { canonicalJson } from './import-base.ts'

export type { AppendedRow } from '../check-rows.ts'

const most = { rows: 10_000, bytes: 5_000_000 } as const
const keyPattern = /^[\x20-\x7e]{1,255}$/

/**
 * Takes rows that a machine sends, once per key; they become public when they are sealed. At most 10,000 rows or 5 MB.
 * The same key with the same rows is answered as before; with others it is an `idempotency-conflict`.
 */
export async function appendRows(
  { database, clock }: DatasetServices,
  staff: Staff,
  input: { slug: string; key: string; rows: AppendedRow[] },
): Promise<Outcome<{ received: number; already: boolean }>> {
  if (!can(staff, 'append-rows')) return refuse('not-permitted')
  if (!keyPattern.test(input.key))
    return refuseFields([
      { field: 'key', message: 'Give a key of 1 to 255 plain characters, new for each batch' },
    ])
  if (input.rows.length === 0) return refuseFields([{ field: 'rows', message: 'Send one row or more' }])
  const body = canonicalJson(input.rows)
  if (input.rows.length > most.rows || Buffer.byteLength(body) > most.bytes)
    return refuse(
      'too-large',
      'A batch holds at most 10,000 rows and 5 MB. Send it in parts, each with its key.',
    )
  const bodyHash = sha256(body)
  const at = clock.now()
  return database.write(async (tx) => {
    // Batches are numbered in the order they are committed in, because each holds this lock to the end.
    const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
    if (dataset === null) return refuse('not-found')
    if (dataset.state === 'withdrawn') return refuse('withdrawn')
    const before = await tx
      .selectFrom('dataset_batch')
      .select(['body_hash', 'row_count'])
      .where('dataset_id', '=', dataset.id)
      .where('key', '=', input.key)
      .executeTakeFirst()
    if (before !== undefined)
      return before.body_hash === bodyHash
        ? success({ received: before.row_count, already: true })
        : refuse('idempotency-conflict')
    if (dataset.kind !== 'table' || dataset.contract.length === 0)
      return refuse(
        'not-now',
        'The dataset has no columns yet: describe them, choose a template, or publish a first file.',
      )
    const errors = checkRows(dataset.contract, input.rows)
    if (errors.length > 0) return refuseFields(errors)
    await tx
      .insertInto('dataset_batch')
      .values({
        dataset_id: dataset.id,
        key: input.key,
        body_hash: bodyHash,
        rows: json(input.rows),
        row_count: input.rows.length,
        received_by: staff.id,
        received_at: at,
        sealed_in: null,
      })
      .execute()
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'append-rows',
        subject: { kind: 'dataset', id: dataset.id },
        details: { slug: dataset.slug, rows: input.rows.length, sha256: bodyHash },
      },
    ])
    return success({ received: input.rows.length, already: false })
  })
}
