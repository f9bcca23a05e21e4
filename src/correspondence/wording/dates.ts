import { dayInWords, deadlineInWords } from '../../kernel/dates.ts'
import type { Locale } from './wording.ts'

const welshMonths = [
  'Ionawr',
  'Chwefror',
  'Mawrth',
  'Ebrill',
  'Mai',
  'Mehefin',
  'Gorffennaf',
  'Awst',
  'Medi',
  'Hydref',
  'Tachwedd',
  'Rhagfyr',
]
const welshDays = [
  'Dydd Llun',
  'Dydd Mawrth',
  'Dydd Mercher',
  'Dydd Iau',
  'Dydd Gwener',
  'Dydd Sadwrn',
  'Dydd Sul',
]

/** `14 January 2026`, `14 Ionawr 2026` */
export function sayDay(date: Temporal.PlainDate, locale: Locale): string {
  if (locale === 'en') return dayInWords(date)
  return `${date.day} ${welshMonths[date.month - 1]} ${date.year}`
}

/** With the day of the week, as deadlines are given. */
export function sayDeadline(date: Temporal.PlainDate, locale: Locale): string {
  if (locale === 'en') return deadlineInWords(date)
  return `${welshDays[date.dayOfWeek - 1]} ${sayDay(date, locale)}`
}
