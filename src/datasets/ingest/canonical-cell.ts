import { classifyCell } from './cell-class.ts'
import type { TypeDecision } from './column-type.ts'
import { isoDate } from './dates.ts'
import { placeNumber } from './place-number.ts'
import { mayBeRedaction, redactedToken, redactionReason } from './redacted-phrase.ts'

/** What stands in a published cell where a small number was kept back. */
export const suppressedToken = '[c]'

/** A cell of the published table. `marker` says why there is no value, where the file said so. */
export type CanonicalCell = {
  value: string | null
  marker: typeof redactedToken | typeof suppressedToken | null
  /** It does not fit its column: its row cannot be published. */
  faulty: boolean
}

const places = {
  longitude: 'longitude',
  latitude: 'latitude',
  easting: 'metres',
  northing: 'metres',
} as const
const cell = (value: string | null): CanonicalCell => ({ value, marker: null, faulty: false })
const marked = (marker: CanonicalCell['marker']): CanonicalCell => ({ value: null, marker, faulty: false })
const faulty: CanonicalCell = { value: null, marker: null, faulty: true }

/**
 * What a trimmed, filled cell becomes in a column so decided. `title` is the heading in the file. The one place that
 * says so: whatever is quicker must give the same (see build/cell-sql.test.ts).
 */
export function canonicalCell(text: string, title: string, decision: TypeDecision): CanonicalCell {
  const kind = classifyCell(text)
  const typed = decision.type !== 'string'
  if (kind === 'text' && mayBeRedaction.test(text) && redactionReason(text, title) !== null)
    return marked(redactedToken)
  if (kind === 'missing' || (typed && kind === 'soft-missing')) return cell(null)
  if (kind === 'star') return marked(typed ? suppressedToken : redactedToken)
  if (kind === 'suppressed' && typed) return marked(suppressedToken)
  if (kind === 'formula-error' || kind === 'scientific' || decision.misfits.includes(kind)) {
    // Among numbers a number in scientific notation is one; among words it is what a spreadsheet left of a reference.
    if (kind !== 'scientific' || !typed || decision.misfits.includes(kind)) return faulty
  }
  return fitted(text, decision)
}

function fitted(text: string, decision: TypeDecision): CanonicalCell {
  const { type, kind } = decision
  if (type === 'string') return cell(text)
  if (type === 'boolean') return cell(/^(?:y|t)/i.test(text) ? 'true' : 'false')
  if (type === 'date' || type === 'datetime') {
    const date = isoDate(
      text,
      decision.monthFirst || decision.format?.startsWith('%m') === true,
      type === 'datetime',
    )
    return date === null ? faulty : cell(date)
  }
  const number = plainNumber(text)
  if (number === null) return faulty
  if (kind === 'easting' || kind === 'northing' || kind === 'longitude' || kind === 'latitude')
    if (placeNumber(Number(number)) !== places[kind]) return faulty
  return cell(number)
}

/**
 * The number in a cell as plain figures, exactly: `(£1,234.50)` is `-1234.50`, `12.5%` is `12.5`. Null where there is
 * none. The twin of `numberOf`, which is quick but binary.
 */
export function plainNumber(text: string): string | null {
  const bare = text.replaceAll(/[£€$,%\s]/g, '')
  const inner = bare.replaceAll(/^\(|\)$/g, '').replace(/-$|CR$|DR$/i, '')
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:E([+-]?\d+))?$/i.exec(inner)
  if (match === null) return null
  const [, sign = '', whole = '', fraction = '', exponent] = match
  if (whole === '' && fraction === '') return null
  const negative = sign === '-' || /^\(|-$|CR$/i.test(bare)
  const [left, right] = exponent === undefined ? [whole, fraction] : shift(whole, fraction, Number(exponent))
  const trimmed = left.replace(/^0+(?=\d)/, '') || '0'
  const digits = right === '' ? trimmed : `${trimmed}.${right}`
  return negative && /[1-9]/.test(digits) ? `-${digits}` : digits
}

function shift(whole: string, fraction: string, places: number): [string, string] {
  const digits = whole + fraction
  const point = whole.length + places
  if (point <= 0) return ['0', '0'.repeat(-point) + digits]
  return [digits.slice(0, point).padEnd(point, '0'), digits.slice(point)]
}
