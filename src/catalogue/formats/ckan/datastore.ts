import type {
  Filter,
  FilterOperator,
  OffsetPage,
  OffsetQuery,
  TableCell,
  VersionColumn,
} from '../../../datasets/index.ts'
import { inTurns } from '../../in-turns.ts'
import { plainText } from '../plain-text.ts'
import { columnDescription } from '../table-schema.ts'
import { escapeXml } from '../../../kernel/escape-xml.ts'
import { invalidField } from './ckan-error.ts'

export const usualRows = 100
export const mostRows = 32_000
export const recordFormats = ['objects', 'lists', 'csv', 'tsv'] as const
export type RecordFormat = (typeof recordFormats)[number]

const types: Record<VersionColumn['type'], string> = {
  string: 'text',
  integer: 'numeric',
  number: 'numeric',
  boolean: 'bool',
  date: 'date',
  datetime: 'timestamp',
}

/** `fields` of datastore_search. A column some of whose cells say REDACTED is text to whoever reads values. */
export function datastoreFields(
  columns: readonly VersionColumn[],
  withId: boolean,
): Record<string, unknown>[] {
  const own = columns.map((column) => ({
    id: column.name,
    type: column.markers ? 'text' : types[column.type],
    info: { label: column.title, notes: columnDescription(column), type_override: types[column.type] },
  }))
  return withId ? [{ id: '_id', type: 'int' }, ...own] : own
}

const comparisons: Record<string, FilterOperator> = {
  lt: 'lt',
  lte: 'lte',
  gt: 'gt',
  gte: 'gte',
  eq: 'exact',
}

/** `filters`: column → a value, a list of which any may match, or `{ "gte": … }`. Values are checked later, by type. */
export function readFilters(given: unknown, columns: readonly VersionColumn[]): Filter[] {
  if (given === undefined || given === null || given === '') return []
  if (!isObject(given)) throw invalidField('filters', 'Must be an object of column names and values')
  return Object.entries(given).flatMap(([column, value]): Filter[] => {
    requireColumn('filters', column, columns)
    if (value === null) return [{ column, operator: 'isnull', value: '' }]
    if (Array.isArray(value)) {
      if (value.length === 0) throw invalidField('filters', `The list for ${column} is empty`)
      const list = value.map((one) => `"${scalar('filters', one).replaceAll('"', '""')}"`).join(',')
      return [{ column, operator: 'in', value: list }]
    }
    if (!isObject(value)) return [{ column, operator: 'exact', value: scalar('filters', value) }]
    return Object.entries(value).map(([sign, bound]) => {
      const operator = comparisons[sign]
      if (operator === undefined) throw invalidField('filters', `There is no comparison “${sign}”`)
      return { column, operator, value: scalar('filters', bound) }
    })
  })
}

/** `q`: words for the whole row, or an object of words for each column. */
export function readSearch(
  given: unknown,
  columns: readonly VersionColumn[],
): { search: string | null; filters: Filter[] } {
  if (given === undefined || given === null || given === '') return { search: null, filters: [] }
  if (!isObject(given))
    return { search: scalar('q', given).slice(0, 500).replaceAll(':*', '') || null, filters: [] }
  const filters = Object.entries(given).map(([column, words]): Filter => {
    requireColumn('q', column, columns)
    const { type } = columns.find(({ name }) => name === column) ?? {}
    const operator = type === 'string' || type === 'date' || type === 'datetime' ? 'contains' : 'exact'
    return { column, operator, value: scalar('q', words).replace(/:\*$/, '') }
  })
  return { search: null, filters }
}

/** `sort`: `amount desc, _id`. */
export function readSort(given: unknown, columns: readonly VersionColumn[]): OffsetQuery['sort'] {
  const text = Array.isArray(given) ? given.map(String).join(',') : given
  if (text === undefined || text === null || text === '') return []
  return scalar('sort', text)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const found = /^"?([^"]+?)"?(?:\s+(asc|desc)(?:\s+nulls last)?)?$/i.exec(part)
      const column = found?.[1]
      if (column === undefined) throw invalidField('sort', `“${part}” is not a column and a direction`)
      if (column !== '_id') requireColumn('sort', column, columns)
      return { column: column === '_id' ? null : column, descending: found?.[2]?.toLowerCase() === 'desc' }
    })
}

/** `fields`: names, as a list or with commas between; null for every column, which includes `_id`. */
export function readFields(
  given: unknown,
  columns: readonly VersionColumn[],
): { names: string[] | null; withId: boolean } {
  if (given === undefined || given === null || given === '') return { names: null, withId: true }
  const names = (Array.isArray(given) ? given.map(String) : scalar('fields', given).split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  const own = [...new Set(names.filter((name) => name !== '_id'))]
  for (const name of own) requireColumn('fields', name, columns)
  return { names: own, withId: names.includes('_id') }
}

/** `records` in the form asked for. */
export async function toRecords(page: OffsetPage, withId: boolean, format: RecordFormat): Promise<unknown> {
  const withNumber = (cells: TableCell[], index: number) =>
    withId ? [page.rowNumbers[index] ?? 0, ...cells] : cells
  if (format === 'lists') return page.rows.map(withNumber)
  if (format === 'csv' || format === 'tsv') {
    const separator = format === 'csv' ? ',' : '\t'
    const lines = await inTurns(page.rows, (cells, index) =>
      separatedLine(withNumber(cells, index), separator),
    )
    return lines.join('')
  }
  const names = page.columns.map(({ name }) => name)
  const keys = withId ? ['_id', ...names] : names
  return inTurns(page.rows, (row, number) => {
    const cells = withNumber(row, number)
    return Object.fromEntries(keys.map((key, index) => [key, cells[index] ?? null]))
  })
}

/** A line of CSV or TSV (RFC 4180). */
export function separatedLine(cells: readonly TableCell[], separator: string): string {
  const written = cells.map((cell) => {
    const text = cell === null ? '' : String(cell)
    return /["\r\n]/.test(text) || text.includes(separator) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return `${written.join(separator)}\r\n`
}

function requireColumn(field: string, name: string, columns: readonly VersionColumn[]): void {
  if (!columns.some((column) => column.name === name))
    throw invalidField(field, `There is no column “${name.slice(0, 100)}”`)
}

function scalar(field: string, value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value)
  throw invalidField(field, 'Must be text, a number or true or false')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A row of `/datastore/dump?format=xml`. A name that begins with a figure gets `_` before it: XML takes no other. */
export function xmlRow(cells: TableCell[], names: string[]): string {
  const [id, ...values] = cells
  const parts = values.map((value, index) => {
    const name = names[index + 1] ?? ''
    const tag = /^[a-z_]/i.test(name) ? name : `_${name}`
    return value === null || value === undefined
      ? `<${tag} xsi:nil="true"/>`
      : `<${tag}>${escapeXml(plainText(String(value)))}</${tag}>`
  })
  return `<row _id="${String(id)}">${parts.join('')}</row>\n`
}
