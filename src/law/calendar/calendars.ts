import { sha256 } from '../../kernel/ids.ts'
import { isoDay, parseIsoDay, toEpochDay, toPlainDate, civilOf, type EpochDay } from './epoch-days.ts'
import { proclaimedFacts, type ProclaimedFact } from './proclaimed.ts'
import { allDivisions, ruleMadeHolidays, type BankHoliday, type Division } from './rule-made.ts'
import {
  addWorking,
  countWorking,
  indexedYears,
  indexWorkingDays,
  isWorking,
  type NonWorkingWeekday,
  type WorkingDayIndex,
} from './working-days.ts'

export type Nation = 'england' | 'wales' | 'scotland' | 'northern-ireland'
export const nations: readonly Nation[] = ['england', 'wales', 'scotland', 'northern-ireland']

/** `uk-all` leaves out a bank holiday in any part of the United Kingdom: FOIA 2000 s.10(6). */
export type CalendarId = 'uk-all' | Division

export type DivisionHolidays = Record<Division, readonly BankHoliday[]>

/** Every bank holiday that one edition of the calendar knows. Callers pass it on whole. */
export type Calendars = {
  /** Twelve hexadecimal digits of the SHA-256 of the dates, so that a case can say what it was judged by */
  readonly version: string
  readonly divisions: DivisionHolidays
  readonly indexes: Record<CalendarId, WorkingDayIndex>
}

export type Holiday = { date: string; title: string; divisions: Division[]; announcedOn?: string }

let builtIn: Calendars | undefined

/** The rules with every proclaimed day that this release knows. */
export function builtInCalendars(): Calendars {
  builtIn ??= makeCalendars(applyFacts(proclaimedFacts))
  return builtIn
}

/** The calendar as a person could have known it on a day: what was announced later is left out. */
export function calendarsAsKnownOn(day: Temporal.PlainDate): Calendars {
  const known = proclaimedFacts.filter(({ announcedOn }) => announcedOn <= day.toString())
  return known.length === proclaimedFacts.length ? builtInCalendars() : makeCalendars(applyFacts(known))
}

function applyFacts(facts: readonly ProclaimedFact[]): DivisionHolidays {
  const holidaysOf = (division: Division): BankHoliday[] => {
    const here = facts.filter((fact) => fact.divisions.includes(division))
    const replaced = new Set(here.map(({ insteadOf }) => insteadOf))
    const days: BankHoliday[] = []
    for (let year = indexedYears.from; year <= indexedYears.to; year++) {
      days.push(...ruleMadeHolidays(division, year).filter(({ day }) => !replaced.has(isoDay(day))))
    }
    for (const fact of here) {
      days.push({ day: dayOf(fact.date), title: fact.title, announcedOn: dayOf(fact.announcedOn) })
    }
    return days.sort((a, b) => a.day - b.day)
  }
  return byDivision(holidaysOf)
}

export function byDivision<T>(make: (division: Division) => T): Record<Division, T> {
  return {
    'england-and-wales': make('england-and-wales'),
    scotland: make('scotland'),
    'northern-ireland': make('northern-ireland'),
  }
}

function dayOf(text: string): EpochDay {
  const day = parseIsoDay(text)
  if (day === null) throw new RangeError(`${text} is not a day`)
  return day
}

export function makeCalendars(divisions: DivisionHolidays): Calendars {
  const dates = allDivisions.map((division) => [division, divisions[division].map(({ day }) => day)])
  const version = sha256(JSON.stringify(dates)).slice(0, 12)
  const indexOf = (ids: readonly Division[]) => indexWorkingDays(nonWorkingWeekdays(divisions, ids))
  return {
    version,
    divisions,
    indexes: { 'uk-all': indexOf(allDivisions), ...byDivision((division) => indexOf([division])) },
  }
}

function nonWorkingWeekdays(divisions: DivisionHolidays, ids: readonly Division[]): NonWorkingWeekday[] {
  return mergeHolidays(divisions, ids).map(({ date, title, divisions: where }) => ({
    day: dayOf(date),
    why: `${title} (bank holiday ${whereInWords(where)})`,
  }))
}

const divisionNames: Record<Division, string> = {
  'england-and-wales': 'England and Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
}

export function whereInWords(divisions: readonly Division[]): string {
  if (divisions.length === allDivisions.length) return 'across the United Kingdom'
  return `in ${divisions.map((division) => divisionNames[division]).join(' and in ')}`
}

function mergeHolidays(divisions: DivisionHolidays, ids: readonly Division[]): Holiday[] {
  const merged = new Map<EpochDay, Holiday>()
  for (const division of ids) {
    for (const { day, title, announcedOn } of divisions[division]) {
      const found = merged.get(day)
      if (found === undefined) {
        const announced = announcedOn === undefined ? {} : { announcedOn: isoDay(announcedOn) }
        merged.set(day, { date: isoDay(day), title, divisions: [division], ...announced })
      } else {
        found.divisions.push(division)
        if (!found.title.includes(title)) found.title += `, ${title}`
      }
    }
  }
  return [...merged.entries()].sort(([a], [b]) => a - b).map(([, holiday]) => holiday)
}

/** The bank holidays of a year in a calendar, in order. */
export function holidays(calendars: Calendars, calendarId: CalendarId, year: number): Holiday[] {
  const ids = calendarId === 'uk-all' ? allDivisions : [calendarId]
  const inYear = byDivision((division) =>
    calendars.divisions[division].filter(({ day }) => civilOf(day).year === year),
  )
  return mergeHolidays(inYear, ids)
}

/** The holidays that a nation's own calendar counts, for periods under data protection law. */
export function calendarOf(nation: Nation): Division {
  return nation === 'england' || nation === 'wales' ? 'england-and-wales' : nation
}

export function isWorkingDay(calendars: Calendars, id: CalendarId, day: Temporal.PlainDate): boolean {
  return isWorking(calendars.indexes[id], toEpochDay(day))
}

/** The nth working day after `from`, which is day 0; before it where n is negative; `from` where n is 0. */
export function addWorkingDays(
  calendars: Calendars,
  id: CalendarId,
  from: Temporal.PlainDate,
  n: number,
): Temporal.PlainDate {
  return toPlainDate(addWorking(calendars.indexes[id], toEpochDay(from), n))
}

/** Working days after `from` up to and including `to`; negative where `to` is earlier. */
export function workingDaysBetween(
  calendars: Calendars,
  id: CalendarId,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
): number {
  return countWorking(calendars.indexes[id], toEpochDay(from), toEpochDay(to))
}
