import type { Reader } from '../../db/index.ts'
import type { Page } from '../../kernel/pagination.ts'
import type { DatasetVersion, Difference } from '../dataset.ts'
import { toVersionFacts, toWithdrawal, versionFactColumns, type VersionFacts } from './row-to-dataset.ts'

/** A version as a list shows it: without its columns. */
export type VersionSummary = VersionFacts &
  Pick<DatasetVersion, 'state' | 'difference' | 'publishedAt' | 'withdrawal'> & { number: number }

/** Published and withdrawn versions, newest first. */
export async function listVersionSummaries(
  reader: Reader,
  datasetId: string,
  { page = 1, pageSize = 50 }: { page?: number; pageSize?: number } = {},
): Promise<Page<VersionSummary>> {
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
      ...versionFactColumns,
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
    ...toVersionFacts(row),
    number: row.number ?? 0,
    state: row.state as DatasetVersion['state'],
    difference: row.difference as Difference | null,
    publishedAt: row.published_at,
    withdrawal: toWithdrawal(row),
  }))
  return { items, total, page, pageSize }
}
