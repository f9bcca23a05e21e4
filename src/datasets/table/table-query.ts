import type { Refusal } from '../../kernel/outcome.ts'
import type { VersionColumn } from '../dataset.ts'

/**
 * `exact` is the default. `exact` and `not` divide all rows between them; `contains`, `startswith` and `endswith` ignore
 * case; `gt` and `lt` order text as `sort` does, by code point. `isnull` is true where there is no value: nothing was
 * there, or a marker stands in its place.
 */
export const filterOperators = [
  'exact',
  'not',
  'contains',
  'startswith',
  'endswith',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'isnull',
  'notnull',
] as const
export type FilterOperator = (typeof filterOperators)[number]
export type Filter = { column: string; operator: FilterOperator; value: string }

export const measures = ['count', 'sum', 'mean', 'least', 'greatest', 'distinct'] as const
/** `column` is null for `count` of rows; `count` of a column counts its values. */
export type Measure = { column: string | null; measure: (typeof measures)[number] }

/**
 * The state of a table as its address holds it:
 * `?ward=Hill+Top&amount__gte=500&q=words&sort=-date&fields=a,b&facet=ward&limit=50&next=…`
 * and, for totals, `group=ward,year&measure=sum:amount,count`. A group may be the year or the month of a day:
 * `group=date:month`.
 */
export type TableQuery = {
  filters: Filter[]
  search: string | null
  /** For totals `column` may also be a measure as the address writes it: `sum:amount`, `count`. */
  sort: { column: string; descending: boolean } | null
  /** null: every column */
  fields: string[] | null
  facets: string[]
  /** null: rows, not totals */
  group: { by: string[]; measures: Measure[] } | null
  /** 1 to 1000 */
  limit: number
  next: string | null
}

/**
 * A cell as the canonical file writes it, or the marker in its place; null where nothing is there. Numbers are numbers
 * where JavaScript holds them exactly, else their digits as text; days are ISO 8601.
 */
export type TableCell = string | number | boolean | null

export type TablePage = {
  /**
   * In the order of `rows`' cells. For totals: the columns grouped by (`date__month` for a month), then the measures
   * (`amount__sum`, `count`).
   */
  columns: PageColumn[]
  rows: TableCell[][]
  /** The number of each row in its version, from 1; empty for totals */
  rowNumbers: number[]
  /** Rows that match, exactly; for totals, groups */
  count: number
  /** Rows in the version */
  total: number
  next: string | null
  facets: Facet[]
}
export type PageColumn = { name: string; title: string; type: string; kind?: string; unit?: string }
export type Facet = {
  column: string
  title: string
  /** Counted under every filter but `exact` and `in` of its own column, so that another can be chosen. */
  values: { value: string | null; count: number; selected: boolean }[]
  /** Distinct values beyond those listed */
  more: number
}

export type ReadQuery = { ok: true; query: TableQuery } | Refusal
/** The columns a query may name: those of the version it is about. */
export type QueryColumns = readonly VersionColumn[]

export const mostRows = 1000
export const usualRows = 50
export const mostFacets = 20
export const mostGroupColumns = 8
export const mostMeasures = 20
export const mostFilters = 50
/** Names of the grammar itself. A column of such a name is filtered with its operator: `sort__exact=…`. */
export const ownParameters = ['q', 'sort', 'fields', 'facet', 'group', 'measure', 'limit', 'next'] as const
