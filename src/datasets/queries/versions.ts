import type { Reader } from '../../db/index.ts'
import type { DatasetVersion, Difference, VersionReason } from '../dataset.ts'

/** A version as a list shows it: without its columns. */
export type VersionSummary = Pick<
  DatasetVersion,
  | 'state'
  | 'reason'
  | 'note'
  | 'breaking'
  | 'periodFrom'
  | 'periodTo'
  | 'rows'
  | 'parquet'
  | 'csv'
  | 'difference'
  | 'publishedAt'
  | 'withdrawal'
> & { number: number }

/** Published and withdrawn versions, newest first. */
export async function listVersionSummaries(
  reader: Reader,
  datasetId: string,
  { page = 1, pageSize = 50 }: { page?: number; pageSize?: number } = {},
): Promise<{ items: VersionSummary[]; total: number; page: number; pageSize: number }> {
  const all = reader
    .selectFrom('dataset_version')
    .where('dataset_id', '=', datasetId)
    .where('number', 'is not', null)
  const { total } = await all
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await all
    .select([
      'number',
      'state',
      'reason',
      'note',
      'breaking',
      'period_from',
      'period_to',
      'rows',
      'parquet_sha256',
      'parquet_bytes',
      'csv_sha256',
      'csv_bytes',
      'difference',
      'published_at',
      'withdrawn_at',
      'withdrawn_reason',
    ])
    .orderBy('number', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const items = rows.map((row) => ({
    number: row.number ?? 0,
    state: row.state as DatasetVersion['state'],
    reason: row.reason as VersionReason,
    note: row.note,
    breaking: row.breaking,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    rows: row.rows,
    parquet: { sha256: row.parquet_sha256, bytes: row.parquet_bytes },
    csv: { sha256: row.csv_sha256, bytes: row.csv_bytes },
    difference: row.difference as Difference | null,
    publishedAt: row.published_at,
    withdrawal:
      row.withdrawn_at === null ? null : { at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' },
  }))
  return { items, total, page, pageSize }
}
