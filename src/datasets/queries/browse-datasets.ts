import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Page } from '../../kernel/pagination.ts'
import type { DatasetLink } from '../dataset.ts'
import { withLatest, type ListedDataset } from './dataset.ts'
import { datasetColumns } from './row-to-dataset.ts'

/** What the list of datasets may be narrowed by: several values of one are either, of two are both. */
export const datasetFacets = ['theme', 'kind', 'format', 'licence', 'frequency'] as const
export type DatasetFacet = (typeof datasetFacets)[number]
export const datasetSorts = ['changed', 'title', 'relevance'] as const

export type BrowseFilters = Partial<Record<DatasetFacet, readonly string[]>> & {
  q?: string | undefined
  keyword?: string | undefined
  sort?: (typeof datasetSorts)[number] | undefined
  page?: number | undefined
  pageSize?: number | undefined
}
export type BrowsedDatasets = Page<ListedDataset> & {
  /** How many there would be with each value, whatever else of the same facet is chosen; commonest first */
  facets: Record<DatasetFacet, { value: string; count: number }[]>
}

/** A table of ours comes in all of these; of anything else, what its links say. */
const tableFormats = ['CSV', 'JSON', 'Parquet', 'XLSX'] as const

/** The formats people may have a dataset in. */
export function formatsOf(dataset: { kind: string; links: readonly { format: string }[] }): string[] {
  if (dataset.kind === 'table') return [...tableFormats]
  if (dataset.kind === 'paper') return ['Paper']
  return [
    ...new Set(dataset.links.map(({ format }) => format.trim().toUpperCase()).filter((one) => one !== '')),
  ]
}

/**
 * Published datasets that match, with the counts of every filter. The few words of each that filters look at are read
 * whole, a catalogue being some hundreds; only the page asked for is read in full.
 */
export async function browseDatasets(
  reader: Reader,
  authorityId: string,
  filters: BrowseFilters = {},
): Promise<BrowsedDatasets> {
  const { page = 1, pageSize = 25 } = filters
  const q = filters.q?.trim() ?? ''
  const sort = filters.sort ?? (q === '' ? 'changed' : 'relevance')
  const words = sql`websearch_to_tsquery('english', ${q})`
  let matching = reader
    .selectFrom('dataset')
    .select(['id', 'theme', 'kind', 'licence', 'frequency', 'links'])
    .where('authority_id', '=', authorityId)
    .where('state', '=', 'published')
  if (filters.keyword !== undefined)
    matching = matching.where(sql<boolean>`${filters.keyword} = any(keywords)`)
  if (q !== '')
    matching = matching.where(
      sql<boolean>`(search @@ ${words} or exists (select from unnest(keywords) k where lower(k) = lower(${q})))`,
    )
  if (sort === 'relevance' && q !== '') matching = matching.orderBy(sql`ts_rank(search, ${words})`, 'desc')
  matching = sort === 'title' ? matching.orderBy(sql`lower(title)`) : matching.orderBy('changed_at', 'desc')
  const found = (await matching.orderBy('id').execute()).map((row) => ({
    id: row.id,
    theme: [row.theme],
    kind: [row.kind],
    format: formatsOf({ kind: row.kind, links: row.links as DatasetLink[] }),
    licence: [row.licence],
    frequency: [row.frequency],
  }))
  const fits = (row: (typeof found)[number], facet: DatasetFacet): boolean => {
    const chosen = filters[facet] ?? []
    return chosen.length === 0 || chosen.some((value) => row[facet].includes(value))
  }
  const chosen = found.filter((row) => datasetFacets.every((facet) => fits(row, facet)))
  const facets = Object.fromEntries(
    datasetFacets.map((facet) => {
      const others = found.filter((row) =>
        datasetFacets.every((other) => other === facet || fits(row, other)),
      )
      return [facet, countValues(others.flatMap((row) => row[facet]))]
    }),
  ) as BrowsedDatasets['facets']
  const ids = chosen.slice((page - 1) * pageSize, page * pageSize).map(({ id }) => id)
  return { items: await readListed(reader, ids), total: chosen.length, page, pageSize, facets }
}

/** Every dataset that matches, for a file of the list. */
export async function* streamDatasets(
  reader: Reader,
  authorityId: string,
  filters: BrowseFilters,
): AsyncGenerator<ListedDataset> {
  const pageSize = 100
  for (let page = 1; ; page += 1) {
    const { items, total } = await browseDatasets(reader, authorityId, { ...filters, page, pageSize })
    yield* items
    if (page * pageSize >= total) return
  }
}

/** Those of the ids that there are, in the order of the ids. */
async function readListed(reader: Reader, ids: string[]): Promise<ListedDataset[]> {
  if (ids.length === 0) return []
  const rows = await reader.selectFrom('dataset').select(datasetColumns).where('id', 'in', ids).execute()
  const byId = new Map((await withLatest(reader, rows)).map((dataset) => [dataset.id, dataset]))
  return ids.flatMap((id) => byId.get(id) ?? [])
}

function countValues(values: string[]): { value: string; count: number }[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value))
}
