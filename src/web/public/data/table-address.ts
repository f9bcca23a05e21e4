import { writeTableQuery, type TableQuery } from '../../../datasets/index.ts'

/** Words of an address that the pages read and the table's own grammar does not. */
export const pageParameters = ['chart', 'top', 'bom', 'safe'] as const

/**
 * Where a table is read: `/data/spend`, or one version of it; and the charts its address asks for. `bar:ward:sum(amount)`
 * says all of a chart; `bar` alone is a chart of the totals shown.
 */
export type TablePlace = { path: string; charts: string[] }

export const emptyQuery: TableQuery = {
  filters: [],
  search: null,
  sort: null,
  fields: null,
  facets: [],
  group: null,
  limit: 50,
  next: null,
}

/** The page of a state. Every change but turning the page begins at the first rows again. */
export function pageHref(
  place: TablePlace,
  query: TableQuery,
  change: Partial<TableQuery> = {},
  fragment = '#explore',
): string {
  const changed = { ...query, next: null, ...change }
  const params = writeTableQuery(changed)
  for (const chart of place.charts)
    if (chart.includes(':') || changed.group !== null) params.append('chart', chart)
  return withParams(place.path, params) + fragment
}

/** The file of a state: every row that matches, whichever page is open. */
export function fileHref(
  { path }: TablePlace,
  query: TableQuery,
  extension: string,
  more: Record<string, string> = {},
): string {
  const params = writeTableQuery({ ...query, next: null, limit: emptyQuery.limit, facets: [] })
  for (const [name, value] of Object.entries(more)) params.set(name, value)
  return withParams(`${path}.${extension}`, params)
}

/** Columns of a page that chooses none. */
const usualColumns = 40
/** So many cells take a few hundredths of a second to write: while they are, the server answers nobody else. */
const mostCells = 12_000

/** What a page shows of a state: files have every column and row, a page as many as can be looked at. */
export function onePage(query: TableQuery, columns: readonly { name: string }[]): TableQuery {
  if (query.group !== null) return query
  const fields =
    query.fields ??
    (columns.length > usualColumns ? columns.slice(0, usualColumns).map(({ name }) => name) : null)
  const width = fields?.length ?? columns.length
  return { ...query, fields, limit: Math.max(1, Math.min(query.limit, Math.floor(mostCells / width))) }
}

export function withParams(path: string, params: URLSearchParams): string {
  // A comma and a colon may stand in a query as they are (RFC 3986, 3.4), where people can read them.
  const text = params.toString().replaceAll('%2C', ',').replaceAll('%3A', ':')
  return text === '' ? path : `${path}?${text}`
}

/** True where the address says anything about the table: then the page is about the rows and not the dataset. */
export function isExploring(query: TableQuery): boolean {
  return (
    query.filters.length > 0 ||
    query.search !== null ||
    query.sort !== null ||
    query.fields !== null ||
    query.facets.length > 0 ||
    query.group !== null ||
    query.next !== null
  )
}
