import type { VersionColumn } from '../dataset.ts'
import type { FilterOperator } from './table-query.ts'

/** A value ready to be compared, as text that a cast in the statement reads; `digits` where it is a number. */
export type ComparedValue = { text: string; digits: { units: bigint; scale: number } | null }

const ordered: readonly FilterOperator[] = ['gt', 'gte', 'lt', 'lte']
const textual: readonly FilterOperator[] = ['contains', 'startswith', 'endswith']
const marker = /^(?:REDACTED.*|\[[a-z]+\])$/i

/** What stands in cells in place of a value: `REDACTED`, `[c]`. */
export const looksLikeMarker = (value: string): boolean => marker.test(value)

/** A sentence that says what is wrong with a filter; null where nothing is. */
export function checkFilter(column: VersionColumn, operator: FilterOperator, value: string): string | null {
  const { name, type } = column
  if (operator === 'isnull' || operator === 'notnull') return null
  if (textual.includes(operator) && (type === 'integer' || type === 'number' || type === 'boolean'))
    return `“${name}” holds ${inWords[type].holds}: ${operator} works on text and days. Use exact, gt, gte, lt or lte`
  if (textual.includes(operator)) return null
  if (ordered.includes(operator) && type === 'boolean')
    return `“${name}” holds yes or no, which have no order. Use exact`
  const values = operator === 'in' ? splitList(value) : [value]
  if (values === null) return `“${name}__in” takes values with commas between, those with a comma in "quotes"`
  if (values.length > 1000) return `“${name}__in” takes at most 1,000 values`
  for (const one of values) {
    if (readValue(column, one) !== null) continue
    if (column.markers && !ordered.includes(operator) && looksLikeMarker(one)) continue
    const shown = one.length > 60 ? `${one.slice(0, 60)}…` : one
    return `“${name}__${operator}” takes ${inWords[type].takes}, not “${shown}”`
  }
  return null
}

const inWords: Record<VersionColumn['type'], { holds: string; takes: string }> = {
  string: { holds: 'text', takes: 'text' },
  integer: { holds: 'whole numbers', takes: 'a number such as 500' },
  number: { holds: 'numbers', takes: 'a number such as 500 or 12.50' },
  boolean: { holds: 'yes or no', takes: 'true or false' },
  date: { holds: 'days', takes: 'a day such as 2026-01-14' },
  datetime: { holds: 'days and times', takes: 'a day or a time such as 2026-01-14T09:30' },
}

/** The value as its column's type reads it; null where it does not fit. */
export function readValue({ type }: Pick<VersionColumn, 'type'>, value: string): ComparedValue | null {
  const plain = (text: string): ComparedValue => ({ text, digits: null })
  const trimmed = value.trim()
  switch (type) {
    case 'string':
      return plain(value)
    case 'boolean':
      if (/^(?:true|yes|y|1)$/i.test(trimmed)) return plain('true')
      return /^(?:false|no|n|0)$/i.test(trimmed) ? plain('false') : null
    case 'date':
      return isDay(trimmed) ? plain(trimmed) : null
    case 'datetime': {
      const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)Z?)?$/i.exec(trimmed)
      if (match?.[1] === undefined || !isDay(match[1])) return null
      const time = match[2] ?? '00:00'
      return /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?$/.test(time)
        ? plain(`${match[1]} ${time.length === 5 ? `${time}:00` : time}`)
        : null
    }
    default:
      return readNumber(trimmed)
  }
}

/** `-1,234.50`, `£500`, `1e6`: as people type them. */
function readNumber(text: string): ComparedValue | null {
  const bare = text.replace(/^([+-]?)£/, '$1').replaceAll(/[,\s](?=\d{3}(?:\D|$))/g, '')
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(bare)
  if (match === null || `${match[2] ?? ''}${match[3] ?? ''}` === '' || bare.length > 400) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const power = Number(exponent)
  let units = BigInt(`${whole}${fraction}` || '0')
  let scale = fraction.length - power
  if (scale < 0) {
    units *= 10n ** BigInt(-scale)
    scale = 0
  }
  while (scale > 0 && units % 10n === 0n) {
    units /= 10n
    scale -= 1
  }
  return { text: bare, digits: { units: sign === '-' ? -units : units, scale } }
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/** `a,"b, c",d` → three values; null where quotes do not match. */
export function splitList(text: string): string[] | null {
  const values: string[] = []
  const pattern = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(,|$)/y
  while (true) {
    const match = pattern.exec(text)
    if (match === null) return null
    const [, quoted, bare = '', end] = match
    if (quoted === undefined && bare.trimStart().startsWith('"')) return null
    values.push(quoted === undefined ? bare.trim() : quoted.replaceAll('""', '"'))
    if (end === '') break
  }
  return values
}
