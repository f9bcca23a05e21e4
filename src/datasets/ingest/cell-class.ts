import { readDate } from './dates.ts'

/** What one cell could be, by its own text alone. The column decides what it is. */
export type CellClass =
  | 'missing'
  | 'soft-missing'
  | 'suppressed'
  | 'star'
  | 'formula-error'
  | 'integer'
  | 'leading-zero'
  | 'long-integer'
  | 'decimal'
  | 'grouped'
  | 'grouped-integer'
  | 'money'
  | 'bracketed'
  | 'percentage'
  | 'scientific'
  | 'boolean'
  | 'date-iso'
  | 'date-day-first'
  | 'date-month-first'
  | 'date-either'
  | 'date-same'
  | 'date-named'
  | 'datetime-iso'
  | 'datetime-day-first'
  | 'datetime-month-first'
  | 'datetime-either'
  | 'datetime-same'
  | 'datetime-midnight'
  | 'postcode'
  | 'postcode-part'
  | 'uri'
  | 'text'

const missing = /^(?:n\/?a|#n\/a|null|nan)$/i
/** Words for nothing that are also plain words: they count as missing only in a column of numbers, days or answers. */
const softMissing =
  /^(?:-+|–|—|\.|\?|nil|none|unknown|not known|not available|not yet available|not applicable|not recorded|n\.a\.|tbc|tba|blank|no data)$/i
const suppressed = /^(?:\*{2,}|< ?\d{1,3}|\[[cx]\]|\[low\]|~|\.\.|suppressed)$/i
const formulaError = /^#(?:REF!|DIV\/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$/
const numeric =
  /^(?<open>\()?(?<sign>[+-] ?)?(?<currency>[£€$] ?)?(?<inner>-)?(?<whole>\d{1,3}(?:,\d{3})+|\d+)?(?<fraction>\.\d*)?(?<trail>-| ?CR| ?DR)?(?<percent> ?%)?(?<close>\))?$/
/** Figures before and after the point: together the 38 that a table keeps exactly. */
const mostWhole = 20
const mostDecimals = 18
const scientific = /^[+-]?\d(?:\.\d+)?E[+-]?\d+$/i
const postcode = /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i
/** A district or sector: places are often published no finer. */
const postcodePart = /^[A-Z]{1,2}\d[A-Z\d]?(?: \d)?$/
const midnight = /[T ]0[01]:00(?::00(?:\.0+)?)?Z?$/
const boolean = /^(?:yes|no|y|n|true|false)$/i
const dateStart = /^(?:\d|(?:mon|tue|wed|thu|fri|sat|sun))/i
const dateEnd = /\d|[AP]M$|Z$/i

/** `text` is trimmed and not empty. */
export function classifyCell(text: string): CellClass {
  if (text.length > 60) return /^https?:\/\/\S+$/i.test(text) ? 'uri' : 'text'
  const first = text.charCodeAt(0)
  const digitFirst = first >= 48 && first <= 57
  if (digitFirst && /^\d+$/.test(text)) return classifyDigits(text)
  if (text === '*') return 'star'
  if (missing.test(text)) return 'missing'
  if (softMissing.test(text)) return 'soft-missing'
  if (suppressed.test(text)) return 'suppressed'
  if (formulaError.test(text)) return 'formula-error'
  if (boolean.test(text)) return 'boolean'
  if (digitFirst || /^[-+(£€$.]/.test(text)) {
    const number = classifyNumber(text)
    if (number !== null) return number
  }
  if (dateStart.test(text) && dateEnd.test(text)) {
    const date = readDate(text)
    if (date !== null) {
      if (!date.time || date.shape === 'named') return `date-${date.shape}`
      return date.shape === 'iso' && midnight.test(text) ? 'datetime-midnight' : `datetime-${date.shape}`
    }
  }
  if (text.length <= 8 && postcode.test(text)) return 'postcode'
  if (text.length <= 6 && postcodePart.test(text)) return 'postcode-part'
  return /^https?:\/\/\S+$/i.test(text) ? 'uri' : 'text'
}

function classifyDigits(text: string): CellClass {
  if (text.length > 1 && text.startsWith('0')) return 'leading-zero'
  // Beyond 2^53 a number would lose figures; so long a number is a reference.
  return text.length > 15 ? 'long-integer' : 'integer'
}

function classifyNumber(text: string): CellClass | null {
  if (scientific.test(text)) return fitsTable(text) ? 'scientific' : 'text'
  const groups = numeric.exec(text)?.groups
  if (groups === undefined || (groups['whole'] === undefined && (groups['fraction']?.length ?? 0) < 2))
    return null
  if ((groups['open'] === undefined) !== (groups['close'] === undefined)) return null
  const whole = groups['whole'] ?? ''
  const figures = whole.length - (whole.includes(',') ? whole.split(',').length - 1 : 0)
  if (figures > mostWhole || (groups['fraction']?.length ?? 0) > mostDecimals + 1) return 'text'
  if (groups['percent'] !== undefined) return 'percentage'
  if (groups['currency'] !== undefined) return 'money'
  if (groups['open'] !== undefined || groups['trail'] !== undefined) return 'bracketed'
  if (whole.includes(',')) return groups['fraction'] === undefined ? 'grouped-integer' : 'grouped'
  if (groups['fraction'] === undefined) return whole.length > 15 ? 'long-integer' : 'integer'
  return /^0\d/.test(whole) ? 'text' : 'decimal'
}

function fitsTable(text: string): boolean {
  const [mantissa = '', exponent = '0'] = text.toUpperCase().split('E')
  const decimals = (mantissa.split('.')[1]?.length ?? 0) - Number(exponent)
  return decimals <= mostDecimals && Number(exponent) < mostWhole
}

/**
 * The number a cell of a numeric class holds, without signs of money, separators or brackets; a percentage stays as
 * written (12.5% is 12.5). NaN for anything else.
 */
export function numberOf(text: string): number {
  const bare = text.replaceAll(/[£€$,%\s]/g, '')
  const inner = bare.replace(/^\(|\)$|-$|CR$|DR$/gi, '').replace(/\)$/, '')
  if (inner === '') return Number.NaN
  const negative = /^\(|-$|CR$/i.test(bare)
  return negative ? -Math.abs(Number(inner)) : Number(inner)
}
