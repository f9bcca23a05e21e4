import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import {
  builtInCalendars,
  computeClock,
  explainDays,
  holidays,
  isWorkingDay,
  type CalendarId,
  type ClockEvent,
  type ClockRegime,
  type Nation,
} from '../index.ts'

/* Every clock against a reckoning that walks one day at a time and knows nothing of indexes or whole days. */

const calendars = builtInCalendars()
const holidaySets = new Map(
  (['uk-all', 'england-and-wales', 'scotland', 'northern-ireland'] as const).map((id) => {
    const dates = new Set<string>()
    for (let year = 2004; year <= 2103; year++)
      for (const { date } of holidays(calendars, id, year)) dates.add(date)
    return [id, dates] as const
  }),
)
const works = (id: CalendarId, date: Temporal.PlainDate) =>
  date.dayOfWeek < 6 && !holidaySets.get(id)?.has(date.toString())
const compare = (a: Temporal.PlainDate, b: Temporal.PlainDate) => Temporal.PlainDate.compare(a, b)
const nextDay = (date: Temporal.PlainDate) => date.add({ days: 1 })

/** The day on which the count of days that work and are not left out reaches the limit. */
function walk(
  start: Temporal.PlainDate,
  limit: number,
  leftOut: (date: Temporal.PlainDate) => boolean,
): Temporal.PlainDate {
  let date = start
  for (let count = 0; count < limit;) {
    date = nextDay(date)
    if (works('uk-all', date) && !leftOut(date)) count += 1
  }
  return date
}

function roll(id: CalendarId, date: Temporal.PlainDate): Temporal.PlainDate {
  return works(id, date) ? date : roll(id, nextDay(date))
}

const received = fc
  .integer({ min: 0, max: 34_000 })
  .map((days) => Temporal.PlainDate.from('2005-01-01').add({ days }))
const gap = fc.integer({ min: 0, max: 15 })
const nation = fc.constantFrom<Nation>('england', 'wales', 'scotland', 'northern-ireland')

function due(
  regime: ClockRegime,
  where: Nation,
  from: Temporal.PlainDate,
  events: ClockEvent[],
): string | undefined {
  const outcome = computeClock({ regime, nation: where, received: from, events }, calendars)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value.due?.toString()
}

test('working-day clocks without events', () => {
  const limits: [ClockRegime, number][] = [
    ['foia', 20],
    ['eir', 20],
    ['ropsi', 20],
    ['foia-review', 20],
    ['eir-review', 40],
  ]
  const property = fc.property(
    fc.constantFrom(...limits),
    nation,
    received,
    ([regime, limit], where, from) => {
      assert.equal(due(regime, where, from, []), walk(from, limit, () => false).toString())
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('restart and disregard, in either order', () => {
  const property = fc.property(
    fc.constantFrom<ClockRegime>('foia', 'eir'),
    received,
    gap,
    gap,
    gap,
    gap,
    fc.boolean(),
    fc.boolean(),
    (regime, from, toAsk, toAnswer, toNotice, toPay, feeFirst, extended) => {
      const first = from.add({ days: toAsk })
      const second = first.add({ days: toAnswer })
      const third = second.add({ days: toNotice })
      const fourth = third.add({ days: toPay })
      const [asked, answered, noticed, paid] = feeFirst
        ? [third, fourth, first, second]
        : [first, second, third, fourth]
      const clarification: ClockEvent[] = [
        { type: 'clarification-asked', on: asked },
        { type: 'clarification-received', on: answered },
      ]
      const fee: ClockEvent[] = [
        { type: 'fees-notice', on: noticed },
        { type: 'fee-received', on: paid },
      ]
      const events = feeFirst ? [...fee, ...clarification] : [...clarification, ...fee]
      if (extended) events.push({ type: 'extended', on: fourth })
      const between = (date: Temporal.PlainDate) => compare(date, noticed) >= 0 && compare(date, paid) <= 0
      const expected = walk(answered, extended ? 40 : 20, between)
      assert.equal(due(regime, 'england', from, events), expected.toString())
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('the month, with pauses and a later start', () => {
  const property = fc.property(
    nation,
    received,
    gap,
    gap,
    gap,
    gap,
    fc.boolean(),
    (where, from, toIdentity, toAsk, toAnswer, toExtend, extended) => {
      const start = from.add({ days: toIdentity })
      const asked = start.add({ days: toAsk })
      const answered = asked.add({ days: toAnswer })
      const events: ClockEvent[] = [
        { type: 'identity-asked', on: from },
        { type: 'identity-received', on: start },
        { type: 'clarification-asked', on: asked },
        { type: 'clarification-received', on: answered },
      ]
      if (extended) events.push({ type: 'extended', on: answered.add({ days: toExtend }) })
      const paused = asked.until(answered, { largestUnit: 'days' }).days
      const id = where === 'england' || where === 'wales' ? 'england-and-wales' : where
      const expected = roll(id, start.add({ months: extended ? 3 : 1 }).add({ days: paused }))
      assert.equal(due('uk-gdpr', where, from, events), expected.toString())
      assert.equal(due('dp-complaint', where, from, []), roll(id, from.add({ days: 30 })).toString())
    },
  )
  fc.assert(property, { numRuns: 300 })
})

test('the working names its days in order and ends on the due day, which the daily table counts to', () => {
  const property = fc.property(received, gap, gap, (from, toNotice, toPay) => {
    const noticed = from.add({ days: toNotice })
    const events: ClockEvent[] = [
      { type: 'fees-notice', on: noticed },
      { type: 'fee-received', on: noticed.add({ days: toPay }) },
    ]
    const input = { regime: 'foia', nation: 'england', received: from, events } as const
    const outcome = computeClock({ ...input, events }, calendars)
    assert.ok(outcome.ok)
    const { because, due: last } = outcome.value
    assert.ok(last !== null && isWorkingDay(calendars, 'uk-all', last))
    assert.equal(because.at(-1)?.date, last.toString())
    const dates = because.map(({ date }) => date)
    assert.deepEqual(dates, [...dates].sort())
    const lines = explainDays({ ...input, events }, outcome.value, calendars)
    assert.equal(lines.at(-1)?.number, 20)
    assert.equal(lines.filter(({ counted }) => counted).length, 20)
    assert.equal(lines.length, from.until(last, { largestUnit: 'days' }).days + 1)
  })
  fc.assert(property, { numRuns: 200 })
})
