import type { PageColumn, TablePage, TableQuery, VersionColumn } from '../../../datasets/index.ts'
import { headingOf, isNumeric, showCell } from './column-format.ts'
import { describeState, stateChips, titleOf } from './query-words.ts'
import { emptyQuery, fileHref, pageHref, type TablePlace } from './table-address.ts'

type Order = 'ascending' | 'descending' | 'none'

/** More rows than a sheet of a spreadsheet has (1,048,576, its headings among them) are not made into one. */
const mostSheetRows = 1_048_575

/** One state of a table, ready to be shown: rows or totals, with every link out of it. */
export function toExploreView(
  place: TablePlace,
  columns: readonly VersionColumn[],
  query: TableQuery,
  page: TablePage,
) {
  const chips = stateChips(place, query, columns)
  const grouped = query.group !== null
  return {
    sentence: describeState(query, columns, page.count, page.total),
    count: page.count,
    total: page.total,
    grouped,
    hiddenColumns: grouped ? 0 : (query.fields?.length ?? columns.length) - page.columns.length,
    columns: page.columns.map((column, index) => ({
      text: headingText(column, query, columns, index),
      numeric: isNumeric(column),
      sort: toSort(place, query, sortKey(query, column, index)),
    })),
    rows: page.rows.map((cells, index) => {
      const number = page.rowNumbers[index]
      return {
        number: number ?? null,
        href: number === undefined ? null : `${place.path}/rows/${number}`,
        cells: cells.map((value, at) => {
          const column = page.columns[at] ?? { name: '', title: '', type: 'string' }
          return { ...showCell(value, column), numeric: isNumeric(column) }
        }),
        drill: grouped ? drillHref(place, query, cells, columns) : null,
      }
    }),
    chips,
    clearHref: pageHref(place, { ...emptyQuery, fields: query.fields, limit: query.limit }),
    nextHref: page.next === null ? null : pageHref(place, query, { next: page.next }),
    firstHref: query.next === null ? null : pageHref(place, query),
    rowsHref: grouped ? pageHref(place, query, { group: null, sort: null }) : null,
    facets: page.facets.map((facet) => toFacet(place, query, facet)),
    facetChoices: columns
      .filter(({ name }) => !query.facets.includes(name))
      .filter((column) => isCountable(column))
      .slice(0, 12)
      .map(({ name, title }) => ({
        text: title,
        href: pageHref(place, query, { facets: [...query.facets, name] }),
      })),
    files: (['csv', 'json', 'ndjson', 'parquet', 'xlsx'] as const)
      .filter((extension) => extension !== 'xlsx' || page.count <= mostSheetRows)
      .map((extension) => ({ text: extensionNames[extension], href: fileHref(place, query, extension) })),
    widen:
      page.count > 0 ? [] : chips.map(({ category, text, href }) => ({ text: `${category} ${text}`, href })),
  }
}

export const extensionNames = {
  csv: 'CSV',
  json: 'JSON',
  ndjson: 'NDJSON',
  parquet: 'Parquet',
  xlsx: 'Excel (XLSX)',
}

/** Few enough different values that counting each tells something. */
export function isCountable({ type, statistics }: VersionColumn): boolean {
  if (type === 'number' || type === 'datetime') return false
  const { distinct, filled } = statistics
  return distinct > 1 && distinct <= 200 && distinct < filled
}

/** A total's column is named for its measure; the address names it another way. */
function sortKey(query: TableQuery, column: PageColumn, index: number): string {
  if (query.group === null) return column.name
  const { by, measures } = query.group
  const measure = measures[index - by.length]
  if (index < by.length || measure === undefined) return by[index] ?? column.name
  return measure.column === null ? measure.measure : `${measure.measure}:${measure.column}`
}

function headingText(
  column: PageColumn,
  query: TableQuery,
  columns: readonly VersionColumn[],
  index: number,
): string {
  const measure = query.group?.measures[index - query.group.by.length]
  if (query.group === null || measure === undefined) return headingOf(column)
  return column.title === '' ? titleOf(measure.column ?? measure.measure, columns) : headingOf(column)
}

function toSort(place: TablePlace, query: TableQuery, key: string): { href: string; order: Order } {
  const current = query.sort?.column === key ? query.sort : null
  const order: Order = current === null ? 'none' : current.descending ? 'descending' : 'ascending'
  return {
    order,
    href: pageHref(place, query, { sort: { column: key, descending: order === 'ascending' } }),
  }
}

function toFacet(place: TablePlace, query: TableQuery, facet: TablePage['facets'][number]) {
  const others = query.filters.filter(
    ({ column, operator }) => column !== facet.column || (operator !== 'exact' && operator !== 'in'),
  )
  return {
    title: facet.title,
    more: facet.more,
    removeHref: pageHref(place, query, { facets: query.facets.filter((name) => name !== facet.column) }),
    values: facet.values.map(({ value, count, selected }) => ({
      text: value === null || value === '' ? 'Nothing' : value,
      count,
      selected,
      href: pageHref(place, query, {
        filters: selected ? others : [...others, toFilter(facet.column, value)],
      }),
    })),
  }
}

function toFilter(column: string, value: string | number | boolean | null) {
  return value === null || value === ''
    ? { column, operator: 'isnull' as const, value: 'true' }
    : { column, operator: 'exact' as const, value: String(value) }
}

/** The rows behind one total; none for a month or a year of a day, which no one condition names. */
function drillHref(
  place: TablePlace,
  query: TableQuery,
  cells: (string | number | boolean | null)[],
  columns: readonly VersionColumn[],
): string | null {
  const by = query.group?.by ?? []
  if (by.length === 0 || by.some((key) => !columns.some(({ name }) => name === key))) return null
  const filters = by.map((name, index) => toFilter(name, cells[index] ?? null))
  return pageHref(place, query, { group: null, sort: null, filters: [...query.filters, ...filters] })
}
