import type { Refusal } from '../../kernel/outcome.ts'
import type { VersionColumn } from '../dataset.ts'

/** `exact` is the default; text comparisons ignore case, `exact` and `not` do not. */
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
export type Measure = { column: string | null; measure: (typeof measures)[number] }

/**
 * The state of a table as its address holds it:
 * `?ward=Hill+Top&amount__gte=500&q=words&sort=-date&fields=a,b&facet=ward&limit=50&next=…`
 * and, for totals, `group=ward,year&measure=sum:amount,count`.
 */
export type TableQuery = {
  filters: Filter[]
  search: string | null
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

/** A cell as the canonical file writes it, or the marker in its place; null where nothing is there. */
export type TableCell = string | number | boolean | null

export type TablePage = {
  /** In the order of `rows`' cells. For totals: the columns grouped by, then the measures. */
  columns: { name: string; title: string; type: string; kind?: string; unit?: string }[]
  rows: TableCell[][]
  /** The number of each row in its version, from 1; empty for totals */
  rowNumbers: number[]
  /** Rows that match, exactly */
  count: number
  /** Rows in the version */
  total: number
  next: string | null
  facets: Facet[]
}
export type Facet = {
  column: string
  title: string
  values: { value: string | null; count: number; selected: boolean }[]
  /** Distinct values beyond those listed */
  more: number
}

export type ReadQuery = { ok: true; query: TableQuery } | Refusal
/** The columns a query may name: those of the version it is about. */
export type QueryColumns = readonly VersionColumn[]
