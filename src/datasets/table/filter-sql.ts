import { looksLikeMarker, readValue, splitList, type ComparedValue } from './filter-value.ts'
import {
  columnOf,
  quoteName,
  valueText,
  type Bindings,
  type StoredColumn,
  type StoredTable,
} from './stored-table.ts'
import type { Filter, TableQuery } from './table-query.ts'

/** The condition of a whole query, with its values bound; null where every row matches. */
export function conditionOf(
  table: StoredTable,
  query: Pick<TableQuery, 'filters' | 'search'>,
  bindings: Bindings,
): string | null {
  const conditions = query.filters.map((filter) =>
    filterCondition(columnOf(table, filter.column), filter, bindings),
  )
  if (query.search !== null) conditions.push(...searchConditions(table, query.search, bindings))
  return conditions.length === 0 ? null : conditions.map((one) => `(${one})`).join(' and ')
}

/** Every word must stand somewhere in the row's text; case and accents do not matter. */
function searchConditions(table: StoredTable, search: string, { bind }: Bindings): string[] {
  const searched = table.columns.filter(({ type }) => type === 'string')
  const words = [...new Set(search.split(/\s+/).filter((word) => word !== ''))].slice(0, 20)
  return words.map((word) => {
    const folded = `strip_accents(lower(${bind(word)}))`
    const places = searched.map(
      (column) => `contains(strip_accents(lower(${quoteName(column.name)})), ${folded})`,
    )
    return places.length === 0 ? 'false' : places.join(' or ')
  })
}

function filterCondition(column: StoredColumn, filter: Filter, bindings: Bindings): string {
  const { operator, value } = filter
  const name = quoteName(column.name)
  const { bind } = bindings
  switch (operator) {
    case 'isnull':
      return `${name} is null`
    case 'notnull':
      return `${name} is not null`
    case 'exact':
      return equals(column, [value], bindings)
    case 'in':
      return equals(column, splitList(value) ?? [], bindings)
    case 'not':
      return `(${equals(column, [value], bindings)}) is not true`
    case 'contains':
      return `contains(lower(${valueText(column)}), lower(${bind(value)}))`
    case 'startswith':
      return `starts_with(lower(${valueText(column)}), lower(${bind(value)}))`
    case 'endswith':
      return `suffix(lower(${valueText(column)}), lower(${bind(value)}))`
    default: {
      const compared = readValue(column, value)
      if (compared === null) return 'false'
      return ordered(column, operator, compared, bindings)
    }
  }
}

function equals(column: StoredColumn, values: string[], { bind }: Bindings): string {
  const name = quoteName(column.name)
  const literals: string[] = []
  const markers: string[] = []
  for (const value of values) {
    const read = readValue(column, value)
    const literal = read === null ? null : equalLiteral(column, read, bind)
    if (literal !== null) literals.push(literal)
    if (column.marker !== null && (column.type === 'string' || looksLikeMarker(value)))
      markers.push(bind(value))
  }
  const conditions = [
    ...(literals.length === 1 ? [`${name} = ${literals[0]}`] : []),
    ...(literals.length > 1 ? [`${name} in (${literals.join(', ')})`] : []),
    ...(markers.length > 0 && column.marker !== null
      ? [`(${name} is null and ${quoteName(column.marker)} in (${markers.join(', ')}))`]
      : []),
  ]
  return conditions.length === 0 ? 'false' : conditions.join(' or ')
}

function equalLiteral(column: StoredColumn, value: ComparedValue, bind: Bindings['bind']): string | null {
  const whole = wholeUnits(column, value)
  if (whole === 'inexact' || whole === 'above' || whole === 'below') return null
  return castLiteral(column, value, whole, bind)
}

const signs = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

function ordered(
  column: StoredColumn,
  operator: 'gt' | 'gte' | 'lt' | 'lte',
  value: ComparedValue,
  { bind }: Bindings,
): string {
  const name = quoteName(column.name)
  const whole = wholeUnits(column, value)
  const upward = operator === 'gt' || operator === 'gte'
  // Beyond what the column can hold, every value lies on one side.
  if (whole === 'above' || whole === 'below')
    return (whole === 'below') === upward ? `${name} is not null` : 'false'
  if (whole !== 'inexact') return `${name} ${signs[operator]} ${castLiteral(column, value, whole, bind)}`
  // Between two values the column can hold: what is above it is above the lower of them.
  const floor = floorUnits(column, value)
  return `${name} ${upward ? '>' : '<='} ${castLiteral(column, value, floor, bind)}`
}

/** How a number column holds its digits; null where it holds binary fractions. */
function decimalShape({ stored }: StoredColumn): { scale: number; most: bigint } | null {
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(stored)
  if (decimal) return { scale: Number(decimal[2]), most: 10n ** BigInt(decimal[1] ?? 1) - 1n }
  const bits = { TINYINT: 8n, SMALLINT: 16n, INTEGER: 32n, BIGINT: 64n, HUGEINT: 128n }[stored]
  return bits === undefined ? null : { scale: 0, most: 2n ** (bits - 1n) - 1n }
}

/** The value in units of the column's last digit, where it has such; null for types that are not exact numbers. */
function wholeUnits(
  column: StoredColumn,
  { digits }: ComparedValue,
): bigint | 'inexact' | 'above' | 'below' | null {
  const shape = decimalShape(column)
  if (digits === null || shape === null) return null
  const fits = floorUnits(column, { text: '', digits })
  if (fits > shape.most) return 'above'
  if (fits < -shape.most) return 'below'
  return digits.scale > shape.scale ? 'inexact' : fits
}

function floorUnits(column: StoredColumn, { digits }: ComparedValue): bigint {
  const scale = decimalShape(column)?.scale ?? 0
  if (digits === null) return 0n
  if (digits.scale <= scale) return digits.units * 10n ** BigInt(scale - digits.scale)
  const divisor = 10n ** BigInt(digits.scale - scale)
  const cut = digits.units / divisor
  return digits.units < 0n && cut * divisor !== digits.units ? cut - 1n : cut
}

function castLiteral(
  column: StoredColumn,
  value: ComparedValue,
  units: bigint | null,
  bind: Bindings['bind'],
): string {
  if (column.stored === 'VARCHAR') return bind(value.text)
  const text = units === null ? value.text : withPoint(units, decimalShape(column)?.scale ?? 0)
  return `cast(${bind(text)} as ${column.stored})`
}

function withPoint(units: bigint, scale: number): string {
  if (scale === 0) return String(units)
  const digits = String(units < 0n ? -units : units).padStart(scale + 1, '0')
  return `${units < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
