import { sha256 } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { builtInCalendars, byDivision, makeCalendars, type Calendars } from './calendars.ts'
import { civilOf, firstYear, isoDay, isWeekend, lastYear, parseIsoDay, type EpochDay } from './epoch-days.ts'
import { proclaimedFacts } from './proclaimed.ts'
import { allDivisions, ruleMadeHolidays, type BankHoliday, type Division } from './rule-made.ts'

/** A checked bank-holiday feed in the shape GOV.UK publishes. */
export type HolidayFeed = {
  /** SHA-256 of the text as it came, the proof of what was imported */
  sha256: string
  divisions: Record<Division, BankHoliday[]>
  /** The years each division gives whole: only there does an absent day mean a moved day */
  wholeYears: Record<Division, number[]>
}

/** More days missing from a whole year than a Crown could plausibly move means a broken feed. */
const mostMovedInAYear = 2

/**
 * Reads `{"england-and-wales":{"events":[{"title","date"}]},"scotland":…,"northern-ireland":…}`. Refuses,
 * naming the place, whatever could lose a holiday unseen: text that is not JSON, a missing or empty
 * division, a date that is none, falls on a weekend or comes twice, a whole year short of days it must have.
 */
export function parseHolidayFeed(json: string): Outcome<HolidayFeed> {
  const problem = (detail: string) => refuse('invalid-input', `The bank-holiday feed was not used: ${detail}`)
  let content: unknown
  try {
    content = JSON.parse(json)
  } catch {
    return problem('it is not JSON.')
  }
  if (!isRecord(content)) return problem('it must be an object with a key for each division.')
  const unknownKey = Object.keys(content).find((key) => !allDivisions.some((division) => division === key))
  if (unknownKey !== undefined)
    return problem(`it has a division this release does not know: “${unknownKey.slice(0, 40)}”.`)
  const divisions = byDivision((): BankHoliday[] => [])
  const wholeYears = byDivision((): number[] => [])
  for (const division of allDivisions) {
    const read = readDivision(content[division])
    if (typeof read === 'string') return problem(`${division}: ${read}`)
    divisions[division] = read
    wholeYears[division] = yearsGivenWhole(read)
    for (const year of wholeYears[division]) {
      const wrong = shortOfDays(division, year, read)
      if (wrong !== null) return problem(`${division}: ${wrong}`)
    }
  }
  return success({ sha256: sha256(json), divisions, wholeYears })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readDivision(value: unknown): BankHoliday[] | string {
  if (!isRecord(value) || !Array.isArray(value['events'])) return 'it is missing, or has no list of events.'
  const events: unknown[] = value['events']
  if (events.length === 0) return 'its list of events is empty.'
  const read: BankHoliday[] = []
  const seen = new Set<EpochDay>()
  for (const [index, event] of events.entries()) {
    const place = `event ${index + 1}`
    if (!isRecord(event) || typeof event['date'] !== 'string' || typeof event['title'] !== 'string') {
      return `${place} has no date and title.`
    }
    const day = parseIsoDay(event['date'])
    if (day === null)
      return `${place} has “${event['date'].slice(0, 40)}”, which is not a date such as 2026-12-25.`
    const { year } = civilOf(day)
    if (year < firstYear || year > lastYear) return `${place} is outside ${firstYear} to ${lastYear}.`
    if (isWeekend(day)) return `${place}, ${event['date']}, is a weekend; feeds give the substitute day.`
    if (seen.has(day)) return `${event['date']} comes twice.`
    seen.add(day)
    const title = event['title'].trim().slice(0, 100)
    if (title === '') return `${place} has an empty title.`
    read.push({ day, title })
  }
  return read.sort((a, b) => a.day - b.day)
}

/** A year is whole where the feed has days before it ends and from its first week. */
function yearsGivenWhole(days: readonly BankHoliday[]): number[] {
  const years = [...new Set(days.map(({ day }) => civilOf(day).year))]
  return years.filter((year) => {
    const inYear = days.map(({ day }) => civilOf(day)).filter((civil) => civil.year === year)
    return (
      inYear.some(({ month, day }) => month === 1 && day <= 4) &&
      inYear.some(({ month, day }) => month === 12 && day >= 25)
    )
  })
}

function shortOfDays(division: Division, year: number, read: readonly BankHoliday[]): string | null {
  const given = new Set(read.map(({ day }) => day))
  const missing = ruleMadeHolidays(division, year).filter(({ day }) => !given.has(day))
  const fixed = missing.find(
    ({ title }) => title.startsWith('Good Friday') || title.startsWith('Christmas Day'),
  )
  if (fixed !== undefined) return `${year} lacks ${fixed.title}, ${isoDay(fixed.day)}.`
  if (missing.length <= mostMovedInAYear) return null
  return `${year} lacks ${missing.map(({ day }) => isoDay(day)).join(', ')}: too many to be moved days.`
}

/**
 * The base calendar with a feed laid over it. Days are added. A day made by rule goes only where the feed
 * gives that division's whole year without it, which is how a moved day looks. A proclaimed day never goes,
 * and a day once moved away never returns: an old copy of a feed must not undo a proclamation.
 */
export function calendarsWithFeed(feed: HolidayFeed, base: Calendars = builtInCalendars()): Calendars {
  return makeCalendars(
    byDivision((division) => {
      const given = new Set(feed.divisions[division].map(({ day }) => day))
      const whole = new Set(feed.wholeYears[division])
      const movedAway = new Set(
        proclaimedFacts.filter((fact) => fact.divisions.includes(division)).map(({ insteadOf }) => insteadOf),
      )
      const kept = base.divisions[division].filter(
        ({ day, announcedOn }) =>
          announcedOn !== undefined || given.has(day) || !whole.has(civilOf(day).year),
      )
      const known = new Set(kept.map(({ day }) => day))
      const added = feed.divisions[division].filter(
        ({ day }) => !known.has(day) && !movedAway.has(isoDay(day)),
      )
      return [...kept, ...added].sort((a, b) => a.day - b.day)
    }),
  )
}

export type CalendarChange = { division: Division; date: string; title: string; change: 'added' | 'removed' }

/** What differs between two calendars, for the audit record of an import. */
export function calendarChanges(before: Calendars, after: Calendars): CalendarChange[] {
  return allDivisions.flatMap((division) => [
    ...missingFrom(before, after, division, 'removed'),
    ...missingFrom(after, before, division, 'added'),
  ])
}

function missingFrom(
  from: Calendars,
  other: Calendars,
  division: Division,
  change: CalendarChange['change'],
): CalendarChange[] {
  const there = new Set(other.divisions[division].map(({ day }) => day))
  return from.divisions[division]
    .filter(({ day }) => !there.has(day))
    .map(({ day, title }) => ({ division, date: isoDay(day), title, change }))
}
