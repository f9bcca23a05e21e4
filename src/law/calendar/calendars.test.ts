import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { keptBankHolidays } from '../fixtures/kept-bank-holidays.ts'
import {
  addWorkingDays,
  builtInCalendars,
  calendarsAsKnownOn,
  computeClock,
  firstYear,
  holidays,
  isWorkingDay,
  lastYear,
  workingDaysBetween,
  type CalendarId,
  type Calendars,
} from '../index.ts'
import {
  addMonths,
  epochDayOf,
  isoDay,
  parseIsoDay,
  toEpochDay,
  toPlainDate,
  weekdayOf,
} from './epoch-days.ts'

const calendars = builtInCalendars()
const day = (text: string) => Temporal.PlainDate.from(text)
const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const
const calendarIds: CalendarId[] = ['uk-all', ...divisions]
const datesOf = (id: CalendarId, year: number, from: Calendars = calendars) =>
  holidays(from, id, year).map(({ date }) => date)

test('every bank holiday of 2015 to 2028, in each part of the United Kingdom and in all of it', () => {
  for (let year = 2015; year <= 2028; year++) {
    const anywhere = new Set<string>()
    for (const division of divisions) {
      const kept = (keptBankHolidays[division]?.[year] ?? '')
        .split(' ')
        .map((monthDay) => `${year}-${monthDay}`)
      assert.deepEqual(datesOf(division, year), kept, `${division} ${year}`)
      for (const date of kept) anywhere.add(date)
    }
    assert.deepEqual(datesOf('uk-all', year), [...anywhere].sort(), `uk-all ${year}`)
  }
})

test('the years before, where rules began and weekends moved days', () => {
  const of2008 = '01-01 01-02 03-17 03-21 03-24 05-05 05-26 07-14 08-04 08-25 12-01 12-25 12-26'
  assert.deepEqual(
    datesOf('uk-all', 2008),
    of2008.split(' ').map((monthDay) => `2008-${monthDay}`),
  )
  assert.ok(!datesOf('scotland', 2006).includes('2006-11-30'), 'St Andrew’s Day was not yet a bank holiday')
  assert.ok(datesOf('scotland', 2007).includes('2007-11-30'))
  assert.deepEqual(datesOf('scotland', 2005).slice(0, 2), ['2005-01-03', '2005-01-04'])
  assert.ok(datesOf('england-and-wales', 2011).includes('2011-04-29'))
  const jubilee = datesOf('england-and-wales', 2012)
  assert.ok(
    jubilee.includes('2012-06-04') && jubilee.includes('2012-06-05') && !jubilee.includes('2012-05-28'),
  )
  assert.ok(!datesOf('england-and-wales', 2020).includes('2020-05-04'))
  assert.ok(!datesOf('uk-all', 2022).includes('2022-05-30'))
})

test('Easter on known years', () => {
  const mondays: [number, string][] = [
    [2005, '2005-03-28'],
    [2008, '2008-03-24'],
    [2011, '2011-04-25'],
    [2038, '2038-04-26'],
    [2076, '2076-04-20'],
    [2100, '2100-03-29'],
  ]
  for (const [year, monday] of mondays) assert.ok(datesOf('england-and-wales', year).includes(monday), monday)
})

test('every year has the number of days its nation keeps, all on weekdays', () => {
  const fewest = { 'england-and-wales': 8, scotland: 8, 'northern-ireland': 10 }
  for (const division of divisions) {
    for (let year = firstYear; year <= lastYear; year++) {
      const dates = datesOf(division, year)
      assert.ok(
        dates.length >= fewest[division] && dates.length <= 13,
        `${division} ${year}: ${dates.join(' ')}`,
      )
      for (const date of dates) assert.ok(day(date).dayOfWeek <= 5, `${division} ${date}`)
      assert.equal(new Set(dates).size, dates.length)
    }
  }
})

test('a deadline worked out before a late announcement moves once it is made', () => {
  const cases: [received: string, announced: string, before: string, after: string][] = [
    ['2022-08-25', '2022-09-10', '2022-09-23', '2022-09-26'],
    ['2023-04-20', '2022-11-06', '2023-05-19', '2023-05-22'],
    ['2026-06-01', '2026-02-04', '2026-06-29', '2026-06-30'],
  ]
  for (const [received, announced, before, after] of cases) {
    const due = (known: Calendars) => {
      const outcome = computeClock(
        { regime: 'foia', nation: 'england', received: day(received), events: [] },
        known,
      )
      assert.ok(outcome.ok)
      assert.equal(outcome.value.calendarVersion, known.version)
      return outcome.value.due?.toString()
    }
    const eve = calendarsAsKnownOn(day(announced).subtract({ days: 1 }))
    const told = calendarsAsKnownOn(day(announced))
    assert.notEqual(eve.version, told.version)
    assert.equal(due(eve), before)
    assert.equal(due(told), after)
    assert.equal(due(calendars), after)
  }
})

test('a moved day was kept on its old date until the move was announced', () => {
  const before = calendarsAsKnownOn(day('2019-06-06'))
  assert.ok(datesOf('uk-all', 2020, before).includes('2020-05-04'))
  assert.ok(!datesOf('uk-all', 2020, before).includes('2020-05-08'))
  assert.equal(calendarsAsKnownOn(day('2026-02-04')).version, calendars.version)
})

test('holidays say where they are kept and when they were announced', () => {
  const found = holidays(calendars, 'uk-all', 2026).find(({ date }) => date === '2026-06-15')
  assert.deepEqual(found?.divisions, ['scotland'])
  assert.equal(found?.announcedOn, '2026-02-04')
})

const anyDay = fc
  .integer({ min: toEpochDay(day('2005-01-01')), max: toEpochDay(day('2100-06-30')) })
  .map((epochDay) => toPlainDate(epochDay))
const holidaySets = new Map(
  calendarIds.map((id) => {
    const dates = new Set<string>()
    for (let year = firstYear - 1; year <= lastYear + 1; year++) {
      for (const date of datesOf(id, year)) dates.add(date)
    }
    return [id, dates] as const
  }),
)
const walksAsWorking = (id: CalendarId, date: Temporal.PlainDate) =>
  date.dayOfWeek <= 5 && !holidaySets.get(id)?.has(date.toString())

test('the index agrees with walking day by day', () => {
  const property = fc.property(
    fc.constantFrom(...calendarIds),
    anyDay,
    fc.integer({ min: -70, max: 70 }),
    (id, from, n) => {
      let date = from
      let left = Math.abs(n)
      while (left > 0) {
        date = date.add({ days: Math.sign(n) })
        if (walksAsWorking(id, date)) left -= 1
      }
      assert.equal(addWorkingDays(calendars, id, from, n).toString(), date.toString())
      assert.equal(isWorkingDay(calendars, id, from), walksAsWorking(id, from))
      if (n >= 0) assert.equal(workingDaysBetween(calendars, id, from, date), n)
      if (n >= 0) assert.equal(workingDaysBetween(calendars, id, date, from), 0 - n)
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('whole-day arithmetic agrees with Temporal', () => {
  const property = fc.property(anyDay, fc.integer({ min: -30, max: 30 }), (date, months) => {
    const epochDay = toEpochDay(date)
    assert.equal(isoDay(epochDay), date.toString())
    assert.equal(parseIsoDay(date.toString()), epochDay)
    assert.equal(weekdayOf(epochDay), date.dayOfWeek)
    assert.equal(isoDay(addMonths(epochDay, months)), date.add({ months }).toString())
  })
  fc.assert(property, { numRuns: 300 })
  assert.equal(epochDayOf(1970, 1, 1), 0)
})

test('only real days written in full are read', () => {
  const wrong = [
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-1-01',
    '20260101',
    '2026-01-1x',
    '2026-01-01T00:00',
    '',
    ' 2026-01-01',
  ]
  for (const text of wrong) assert.equal(parseIsoDay(text), null, text)
  assert.equal(parseIsoDay('2028-02-29'), epochDayOf(2028, 2, 29))
})
