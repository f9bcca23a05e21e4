/**
 * Days as whole numbers since 1970-01-01. Law runs on these inside, because a batch of dates must not
 * allocate a calendar object per day; the public functions take and give Temporal.PlainDate.
 */
export type EpochDay = number

/** The days Muniment can reckon with; earlier there was no right to ask under the Act. */
export const firstYear = 2005
export const lastYear = 2100

export function epochDayOf(year: number, month: number, day: number): EpochDay {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719468
  )
}

export type YearMonthDay = { year: number; month: number; day: number }

export function civilOf(epochDay: EpochDay): YearMonthDay {
  const z = epochDay + 719468
  const era = Math.floor(z / 146097)
  const doe = z - era * 146097
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  )
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100))
  const mp = Math.floor((5 * doy + 2) / 153)
  const month = mp < 10 ? mp + 3 : mp - 9
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  }
}

export function toEpochDay(date: Temporal.PlainDate): EpochDay {
  return epochDayOf(date.year, date.month, date.day)
}

export function toPlainDate(epochDay: EpochDay): Temporal.PlainDate {
  return Temporal.PlainDate.from(civilOf(epochDay))
}

/** 1 is Monday, 7 is Sunday. */
export function weekdayOf(epochDay: EpochDay): number {
  return ((((epochDay + 3) % 7) + 7) % 7) + 1
}

export function isWeekend(epochDay: EpochDay): boolean {
  return weekdayOf(epochDay) > 5
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function monthLength(year: number, month: number): number {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : (daysInMonth[month - 1] ?? 0)
}

/** The same day number some months on, or the last day of the month where there is none. */
export function addMonths(epochDay: EpochDay, months: number): EpochDay {
  const { year, month, day } = civilOf(epochDay)
  const count = year * 12 + month - 1 + months
  const toYear = Math.floor(count / 12)
  const toMonth = count - toYear * 12 + 1
  return epochDayOf(toYear, toMonth, Math.min(day, monthLength(toYear, toMonth)))
}

const isoDays = new Map<EpochDay, string>()

/** `2026-01-14` */
export function isoDay(epochDay: EpochDay): string {
  const known = isoDays.get(epochDay)
  if (known !== undefined) return known
  const { year, month, day } = civilOf(epochDay)
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  isoDays.set(epochDay, text)
  return text
}

/** Parses `2026-01-14` alone; null for every other text and for days that do not exist. */
export function parseIsoDay(text: string): EpochDay | null {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return null
  let number = 0
  for (let index = 0; index < 10; index++) {
    if (index === 4 || index === 7) continue
    const digit = text.charCodeAt(index) - 48
    if (digit < 0 || digit > 9) return null
    number = number * 10 + digit
  }
  const year = Math.floor(number / 10000)
  const month = Math.floor(number / 100) % 100
  const day = number % 100
  if (month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null
  return epochDayOf(year, month, day)
}
