import { legalZone } from './clock.ts'

const isoDay = /^\d{4}-\d{2}-\d{2}$/

/** Parses `2026-01-14`; null for anything else, including days that do not exist. */
export function parseDay(text: string): Temporal.PlainDate | null {
  if (!isoDay.test(text)) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    return null
  }
}

/**
 * Parses the three boxes of a date question. Month may be a number or an English name.
 * Null when the boxes do not name a real day: a date is never guessed.
 */
export function parseDayParts(day: string, month: string, year: string): Temporal.PlainDate | null {
  const monthNumber = /^\d{1,2}$/.test(month.trim())
    ? Number(month)
    : monthNames.findIndex(
        (name) => month.trim().length >= 3 && name.toLowerCase().startsWith(month.trim().toLowerCase()),
      ) + 1
  if (!/^\d{1,2}$/.test(day.trim()) || !/^\d{4}$/.test(year.trim()) || monthNumber < 1) return null
  try {
    return Temporal.PlainDate.from(
      { day: Number(day), month: monthNumber, year: Number(year) },
      { overflow: 'reject' },
    )
  } catch {
    return null
  }
}

export const monthNames: readonly string[] = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** `14 January 2026` */
export function dayInWords(date: Temporal.PlainDate): string {
  return `${date.day} ${monthNames[date.month - 1]} ${date.year}`
}

/** `Wednesday 14 January 2026`, the form used for deadlines. */
export function deadlineInWords(date: Temporal.PlainDate): string {
  return `${weekdayNames[date.dayOfWeek - 1]} ${dayInWords(date)}`
}

/** `14 January 2026 at 9:32am`, London time. */
export function momentInWords(instant: Temporal.Instant): string {
  const local = instant.toZonedDateTimeISO(legalZone)
  const hour = local.hour % 12 === 0 ? 12 : local.hour % 12
  const minute = String(local.minute).padStart(2, '0')
  return `${dayInWords(local.toPlainDate())} at ${hour}:${minute}${local.hour < 12 ? 'am' : 'pm'}`
}

export function isBefore(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0
}
