import { monthNames } from '../kernel/dates.ts'
import type { DatePart } from './recipe.ts'

type Cell = string | number | boolean | null

/** A value rows are put together by: where it stands in order, and what it is called. */
export type Category = { key: string; label: string; short: string; order: number | null }

/** A map, for a cell may say `toString` as well. */
const markers = new Map([
  ['REDACTED', 'Redacted'],
  ['[c]', 'Suppressed'],
  ['[x]', 'Not available'],
  ['[z]', 'Not applicable'],
  ['[low]', 'Too small to show'],
])
const day = /^(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$/

/** A cell as a category. `part` puts days together; without one, a column of days goes by the day. */
export function toCategory(cell: Cell, part: DatePart | null): Category {
  if (cell === null || cell === '') return plain('', 'Not given')
  if (typeof cell === 'boolean') return plain(String(cell), cell ? 'Yes' : 'No')
  if (typeof cell === 'number')
    return {
      ...plain(String(cell), String(cell).replace('-', '−')),
      order: Number.isFinite(cell) ? cell : null,
    }
  const marker = markers.get(cell)
  if (marker !== undefined) return plain(cell, marker)
  const text = cell.trim()
  return (
    (part === null ? readDay(text) : readPart(text, part)) ?? plain(cell, text === '' ? 'Not given' : text)
  )
}

function plain(key: string, label: string): Category {
  return { key, label, short: label, order: null }
}

function readDay(text: string): Category | null {
  const found = day.exec(text)
  if (found === null) return null
  const [, year = '', month = '', dayOfMonth = ''] = found
  const name = monthNames[Number(month) - 1]
  if (name === undefined) return null
  const order = Date.UTC(Number(year), Number(month) - 1, Number(dayOfMonth)) / 86_400_000
  const label = `${Number(dayOfMonth)} ${name} ${year}`
  return { key: text.slice(0, 10), label, short: `${Number(dayOfMonth)} ${name.slice(0, 3)} ${year}`, order }
}

/** `order` counts parts: each is one more than the one before. */
function readPart(text: string, part: DatePart): Category | null {
  const full = readDay(text)
  if (part === 'day') return full
  const found = /^(\d{4})(?:-(\d{2}))?(?:-\d{2}(?:[T ].*)?)?$/.exec(text)
  const quarterNamed = /^(\d{4})-?Q([1-4])$/.exec(text)
  const yearNamed = /^(\d{4})[-/](\d{2}|\d{4})$/.exec(text)
  const year = Number((found ?? quarterNamed ?? yearNamed)?.[1] ?? Number.NaN)
  const month = found?.[2] === undefined ? null : Number(found[2])
  if (!Number.isInteger(year)) return null
  if (part === 'year') return { ...plain(String(year), String(year)), order: year }
  if (part === 'financial_year') {
    // 2025-26, 2025/26 and 2025 name the year; a whole day says which it falls in.
    const named = yearNamed !== null && full === null
    const first = !named && month !== null && month < 4 ? year - 1 : year
    const label = `${first} to ${first + 1}`
    return {
      key: String(first),
      label,
      short: `${first}/${String((first + 1) % 100).padStart(2, '0')}`,
      order: first,
    }
  }
  if (part === 'quarter') {
    const quarter = quarterNamed === null ? Math.ceil((month ?? 1) / 3) : Number(quarterNamed[2])
    const first = monthNames[quarter * 3 - 3] ?? ''
    const last = monthNames[quarter * 3 - 1] ?? ''
    return {
      key: `${year}-Q${quarter}`,
      label: `${first} to ${last} ${year}`,
      short: `${first.slice(0, 3)}–${last.slice(0, 3)} ${year}`,
      order: year * 4 + quarter - 1,
    }
  }
  const name = monthNames[(month ?? 0) - 1]
  if (name === undefined || month === null) return null
  return {
    key: `${year}-${String(month).padStart(2, '0')}`,
    label: `${name} ${year}`,
    short: `${name.slice(0, 3)} ${year}`,
    order: year * 12 + month - 1,
  }
}
