/** How a cell writes a day. `either` could be day-first or month-first; `same` reads alike both ways. */
export type DateShape = 'iso' | 'day-first' | 'month-first' | 'either' | 'same' | 'named'
export type DateReading = { shape: DateShape; time: boolean }

const slashed =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?[AP]M)?)?$/i
const iso =
  /^(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/
const named =
  /^(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?(\d{1,2})(?:st|nd|rd|th)?[ -](jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}[ ,-]{1,2}(\d{4}|\d{2})$/i
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** Reads a trimmed cell as a day that exists, or null. Two-figure years are 1970 to 2069. */
export function readDate(text: string): DateReading | null {
  const byIso = iso.exec(text)
  if (byIso !== null) {
    const [, year, , month, day, hour] = byIso
    if (!exists(Number(year), Number(month), Number(day)) || Number(hour ?? 0) > 24) return null
    return { shape: 'iso', time: hour !== undefined }
  }
  const bySlash = slashed.exec(text)
  if (bySlash !== null) {
    const [, first, , second, year = '', hour] = bySlash
    const time = hour !== undefined
    const dayFirst = exists(fullYear(year), Number(second), Number(first))
    const monthFirst = exists(fullYear(year), Number(first), Number(second))
    if (!dayFirst && !monthFirst) return null
    if (dayFirst && monthFirst) return { time, shape: Number(first) === Number(second) ? 'same' : 'either' }
    return { time, shape: dayFirst ? 'day-first' : 'month-first' }
  }
  const byName = named.exec(text)
  if (byName === null) return null
  const [, day, month = '', year = ''] = byName
  const index = months.indexOf(month.slice(0, 3).toLowerCase())
  if (index === -1 || !exists(fullYear(year), index + 1, Number(day))) return null
  return { shape: 'named', time: false }
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
