import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Page } from '../../kernel/pagination.ts'
import type { Dataset, DatasetVersion } from '../dataset.ts'
import { datasetColumns, toDataset, toVersion, type DatasetRow } from './row-to-dataset.ts'

/** A dataset by its address, drafts included: public pages show only those that are not `draft`. */
export async function findDataset(
  reader: Reader,
  authorityId: string,
  slug: string,
): Promise<Dataset | null> {
  const row = await reader
    .selectFrom('dataset')
    .select(datasetColumns)
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row === undefined ? null : toDataset(row)
}

export type DatasetFilters = {
  /** Words to look for in title and description */
  q?: string | undefined
  theme?: string | undefined
  kind?: string | undefined
  licence?: string | undefined
  keyword?: string | undefined
  states?: readonly Dataset['state'][]
  changedSince?: Temporal.Instant | undefined
  sort?: 'changed' | 'title' | 'slug' | undefined
  page?: number | undefined
  pageSize?: number | undefined
}
export type ListedDataset = Dataset & {
  /** Of the latest version; null where there is none */
  latest: DatasetVersion | null
}

/** Published datasets unless `states` says otherwise, the latest version of each with it, most lately changed first. */
export async function listDatasets(
  reader: Reader,
  authorityId: string,
  filters: DatasetFilters = {},
): Promise<Page<ListedDataset>> {
  const { page = 1, pageSize = 50, states = ['published'] } = filters
  let matching = reader
    .selectFrom('dataset')
    .where('authority_id', '=', authorityId)
    .where('state', 'in', states)
  if (filters.theme !== undefined) matching = matching.where('theme', '=', filters.theme)
  if (filters.kind !== undefined) matching = matching.where('kind', '=', filters.kind)
  if (filters.licence !== undefined) matching = matching.where('licence', '=', filters.licence)
  if (filters.keyword !== undefined)
    matching = matching.where(sql<boolean>`${filters.keyword} = any(keywords)`)
  if (filters.changedSince !== undefined) matching = matching.where('changed_at', '>=', filters.changedSince)
  if (filters.q !== undefined && filters.q.trim() !== '')
    matching = matching.where(sql<boolean>`search @@ websearch_to_tsquery('english', ${filters.q})`)
  const counted = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const sort = filters.sort ?? 'changed'
  const rows = await matching
    .select(datasetColumns)
    .orderBy(sort === 'changed' ? 'changed_at' : sort, sort === 'changed' ? 'desc' : 'asc')
    .orderBy('id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return { items: await withLatest(reader, rows), total: counted.total, page, pageSize }
}

/** Datasets as rows, each with its latest version. */
export async function withLatest(reader: Reader, rows: readonly DatasetRow[]): Promise<ListedDataset[]> {
  if (rows.length === 0) return []
  const versions = await reader
    .selectFrom('dataset_version')
    .innerJoin('dataset', (join) =>
      join
        .onRef('dataset.id', '=', 'dataset_version.dataset_id')
        .onRef('dataset.latest_version', '=', 'dataset_version.number'),
    )
    .selectAll('dataset_version')
    .where(
      'dataset_version.dataset_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
  const latest = new Map(versions.map((row) => [row.dataset_id, toVersion(row)]))
  return rows.map((row) => ({ ...toDataset(row), latest: latest.get(row.id) ?? null }))
}

/** Published and withdrawn versions, newest first. */
export async function listVersions(reader: Reader, datasetId: string): Promise<DatasetVersion[]> {
  const rows = await reader
    .selectFrom('dataset_version')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('number', 'is not', null)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toVersion)
}

/** A version by its number, withdrawn ones included. */
export async function findVersion(
  reader: Reader,
  datasetId: string,
  number: number,
): Promise<DatasetVersion | null> {
  const row = await reader
    .selectFrom('dataset_version')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .where('number', '=', number)
    .executeTakeFirst()
  return row === undefined ? null : toVersion(row)
}
