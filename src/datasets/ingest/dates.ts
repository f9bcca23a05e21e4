/** How a cell writes a day. `either` could be day-first or month-first; `same` reads alike both ways. */
export type DateShape = 'iso' | 'day-first' | 'month-first' | 'either' | 'same' | 'named'
export type DateReading = { shape: DateShape; time: boolean }

const slashed =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AP]M))?)?$/i
const iso =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/
const named =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}[ ,-]{1,2}(\d{4}|\d{2})$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

type Parsed = {
  shape: DateShape
  year: number
  /** Of a day written with slashes: the first and the second number. Elsewhere day and month. */
  first: number
  second: number
  /** `HH:MM:SS`, with a fraction where the cell has one; null where it has no time */
  time: string | null
  zone: string
}

function parseDate(text: string): Parsed | null {
  const byIso = iso.exec(text)
  if (byIso !== null) {
    const [, year, , month, day, hour, minute, second, fraction = '', zone = ''] = byIso
    if (!exists(Number(year), Number(month), Number(day))) return null
    const time = hour === undefined ? null : clockTime(hour, minute, second, fraction, '')
    if (hour !== undefined && time === null) return null
    return { shape: 'iso', year: Number(year), first: Number(day), second: Number(month), time, zone }
  }
  const bySlash = slashed.exec(text)
  if (bySlash !== null) {
    const [, one, , two, written = '', hour, minute, seconds, half = ''] = bySlash
    const [first, second, year] = [Number(one), Number(two), fullYear(written)]
    const dayFirst = exists(year, second, first)
    const monthFirst = exists(year, first, second)
    if (!dayFirst && !monthFirst) return null
    const time = hour === undefined ? null : clockTime(hour, minute, seconds, '', half)
    if (hour !== undefined && time === null) return null
    const both: DateShape = first === second ? 'same' : 'either'
    const shape = dayFirst && monthFirst ? both : dayFirst ? 'day-first' : 'month-first'
    return { shape, year, first, second, time, zone: '' }
  }
  const byName = named.exec(text)
  if (byName === null) return null
  const [, day, month = '', written = ''] = byName
  const second = months.indexOf(month.slice(0, 3).toLowerCase()) + 1
  const year = fullYear(written)
  if (!exists(year, second, Number(day))) return null
  return { shape: 'named', year, first: Number(day), second, time: null, zone: '' }
}

/** Reads a trimmed cell as a day that exists, or null. Two-figure years are 1970 to 2069. */
export function readDate(text: string): DateReading | null {
  const parsed = parseDate(text)
  return parsed === null ? null : { shape: parsed.shape, time: parsed.time !== null }
}

/**
 * A cell as ISO 8601: `2025-04-30`, or `2025-04-30T14:05:00` where `timed`. A time with a zone becomes that of UTC,
 * without a letter behind it. Null where the cell is no day that exists, read in this order.
 */
export function isoDate(text: string, monthFirst: boolean, timed: boolean): string | null {
  const parsed = parseDate(text)
  if (parsed === null) return null
  const { shape, year, first, second, time, zone } = parsed
  const swapped = monthFirst && shape !== 'iso' && shape !== 'named'
  const [month, day] = swapped ? [first, second] : [second, first]
  if (!exists(year, month, day)) return null
  const date = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (!timed) return date
  const clock = time ?? '00:00:00'
  if (zone === '' || zone === 'Z') return `${date}T${clock}`
  const [seconds = clock, fraction] = clock.split('.')
  const offset = zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
  const moved = Temporal.Instant.from(`${date}T${seconds}${offset}`).toString().slice(0, 19)
  return fraction === undefined ? moved : `${moved}.${fraction}`
}

function clockTime(
  hour: string,
  minute: string | undefined,
  second: string | undefined,
  fraction: string,
  half: string,
): string | null {
  let hours = Number(hour)
  if (half !== '' && (hours < 1 || hours > 12)) return null
  if (half !== '') hours = (hours % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  if (hours > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  // A microsecond is as fine as a table keeps.
  return `${String(hours).padStart(2, '0')}:${minute ?? '00'}:${second ?? '00'}${fraction.slice(0, 7)}`
}

function fullYear(year: string): number {
  const number = Number(year)
  if (year.length === 4) return number
  return number < 70 ? 2000 + number : 1900 + number
}

function exists(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1 || year < 1000) return false
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return day <= (month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31)
}
