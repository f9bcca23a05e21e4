import type { RuleFacts } from '../citation.ts'
import { bankHolidays, stAndrewsDay } from '../citations/bank-holidays.ts'
import { easterSunday } from './easter.ts'
import { epochDayOf, isWeekend, monthLength, weekdayOf, type EpochDay } from './epoch-days.ts'

/** The three parts of the United Kingdom that have bank holidays of their own. */
export type Division = 'england-and-wales' | 'scotland' | 'northern-ireland'
export const allDivisions: readonly Division[] = ['england-and-wales', 'scotland', 'northern-ireland']

export const rule: RuleFacts = {
  title: 'Bank holidays',
  period: 'by the Schedule, with the substitute days proclaimed each year',
  citations: [bankHolidays.schedule, stAndrewsDay.day],
}

export type BankHoliday = { day: EpochDay; title: string; announcedOn?: EpochDay }

/** The bank holidays of a year that recur by rule: before any proclamation adds or moves one. */
export function ruleMadeHolidays(division: Division, year: number): BankHoliday[] {
  const easter = easterSunday(year)
  const scotland = division === 'scotland'
  const dayOf = (month: number, day: number) => epochDayOf(year, month, day)
  const newYear: BankHoliday[] = [{ day: dayOf(1, 1), title: 'New Year’s Day' }]
  if (scotland) newYear.push({ day: dayOf(1, 2), title: '2 January' })
  const days: BankHoliday[] = withSubstitutes(newYear)
  if (division === 'northern-ireland') {
    days.push(...withSubstitutes([{ day: dayOf(3, 17), title: 'St Patrick’s Day' }]))
  }
  days.push({ day: easter - 2, title: 'Good Friday' })
  if (!scotland) days.push({ day: easter + 1, title: 'Easter Monday' })
  days.push({ day: firstMonday(year, 5), title: 'Early May bank holiday' })
  days.push({ day: lastMonday(year, 5), title: 'Spring bank holiday' })
  if (division === 'northern-ireland') {
    days.push(...withSubstitutes([{ day: dayOf(7, 12), title: 'Battle of the Boyne' }]))
  }
  days.push({ day: scotland ? firstMonday(year, 8) : lastMonday(year, 8), title: 'Summer bank holiday' })
  if (scotland && year >= 2007)
    days.push(...withSubstitutes([{ day: dayOf(11, 30), title: 'St Andrew’s Day' }]))
  const christmas = { day: dayOf(12, 25), title: 'Christmas Day' }
  days.push(...withSubstitutes([christmas, { day: dayOf(12, 26), title: 'Boxing Day' }]))
  return days
}

/** A day that falls on a weekend is kept on the next weekday that is not itself one of the days. */
function withSubstitutes(days: BankHoliday[]): BankHoliday[] {
  const taken = new Set(days.filter(({ day }) => !isWeekend(day)).map(({ day }) => day))
  const kept = days.map((holiday) => {
    if (!isWeekend(holiday.day)) return holiday
    let day = holiday.day
    while (isWeekend(day) || taken.has(day)) day += 1
    taken.add(day)
    return { day, title: `${holiday.title} (substitute day)` }
  })
  return kept.sort((a, b) => a.day - b.day)
}

function firstMonday(year: number, month: number): EpochDay {
  const first = epochDayOf(year, month, 1)
  return first + ((8 - weekdayOf(first)) % 7)
}

function lastMonday(year: number, month: number): EpochDay {
  const last = epochDayOf(year, month, monthLength(year, month))
  return last - (weekdayOf(last) - 1)
}
