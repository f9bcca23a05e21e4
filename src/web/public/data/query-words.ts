import {
  measures,
  type Filter,
  type FilterOperator,
  type TableQuery,
  type VersionColumn,
} from '../../../datasets/index.ts'
import { plural, type FilterChip } from '../../kit/index.ts'
import { showCell } from './column-format.ts'
import { pageHref, type TablePlace } from './table-address.ts'

/** Each condition as a form offers it. */
export const conditionNames: Record<FilterOperator, string> = {
  exact: 'is',
  not: 'is not',
  contains: 'contains',
  startswith: 'starts with',
  endswith: 'ends with',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  in: 'is one of',
  isnull: 'is empty',
  notnull: 'is not empty',
}
const dayConditions: Partial<Record<FilterOperator, string>> = {
  gt: 'is after',
  gte: 'is on or after',
  lt: 'is before',
  lte: 'is on or before',
}
type Columns = readonly VersionColumn[]

/** `211 of 1,204 rows where ward is ‘Hill Top’ and amount is at least 500, containing ‘gravel’, least amount first` */
export function describeState(query: TableQuery, columns: Columns, count: number, total: number): string {
  const parts = [query.group === null ? rowWords(count, total) : groupWords(query, columns, count)]
  if (query.filters.length > 0)
    parts[0] += ` where ${query.filters.map((filter) => filterWords(filter, columns)).join(' and ')}`
  if (query.search !== null) parts.push(`containing ‘${query.search}’`)
  if (query.sort !== null) {
    const { column, descending } = query.sort
    parts.push(`${descending ? 'greatest' : 'least'} ${lowerTitle(nameOfKey(column), columns)} first`)
  }
  return parts.join(', ')
}

/** `211 of 1,204 rows` */
function rowWords(count: number, total: number): string {
  const rows = plural(total, 'row')
  return count === total ? rows : `${plural(count, '', '').trim()} of ${rows}`
}

function groupWords({ group }: TableQuery, columns: Columns, count: number): string {
  if (group === null || group.by.length === 0) return 'Totals of all rows'
  const by = group.by.map((key) => {
    const [column = '', part] = key.split(':')
    return part === undefined ? lowerTitle(column, columns) : `${part} of ${lowerTitle(column, columns)}`
  })
  return `${plural(count, 'total')}, one for each ${by.join(' and ')},`.replace(/,$/, '')
}

/** `ward is ‘Hill Top’` */
function filterWords(filter: Filter, columns: Columns): string {
  return `${lowerTitle(filter.column, columns)} ${conditionWords(filter, columns)}`
}

function conditionWords({ column, operator, value }: Filter, columns: Columns): string {
  if (operator === 'isnull' || operator === 'notnull') return conditionNames[operator]
  const found = columns.find(({ name }) => name === column)
  const isDay = found?.type === 'date' || found?.type === 'datetime'
  const words = (isDay ? dayConditions[operator] : undefined) ?? conditionNames[operator]
  const shown = found === undefined || found.type === 'string' ? `‘${value}’` : showCell(value, found).text
  return `${words} ${
    operator === 'in'
      ? value
          .split(',')
          .map((one) => `‘${one.trim()}’`)
          .join(' or ')
      : shown
  }`
}

/** The filters in force, each with the address without it. */
export function stateChips(place: TablePlace, query: TableQuery, columns: Columns): FilterChip[] {
  const filters = query.filters.map((filter, index) => ({
    category: titleOf(filter.column, columns),
    text: conditionWords(filter, columns),
    href: pageHref(place, query, { filters: query.filters.filter((_other, at) => at !== index) }),
  }))
  if (query.search !== null)
    filters.push({
      category: 'Words',
      text: query.search,
      href: pageHref(place, query, { search: null }),
    })
  return filters
}

export function titleOf(name: string, columns: Columns): string {
  return columns.find((column) => column.name === name)?.title ?? name
}

/** A title within a sentence: `Amount paid` → `amount paid`, but `UPRN` stays. */
function lowerTitle(name: string, columns: Columns): string {
  const title = titleOf(name, columns)
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title
}

/** `sum:amount` and `paid_on:month` → the column they are about. */
function nameOfKey(key: string): string {
  const [first = '', second] = key.split(':')
  return second !== undefined && measures.some((measure) => measure === first) ? second : first
}
