import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import {
  addWorkingDays,
  aggregationSet,
  aggregationWindows,
  appropriateLimits,
  builtInCalendars,
  estimateCost,
  isWorkingDay,
  workingDaysBetween,
} from '../index.ts'

const calendars = builtInCalendars()
const day = (text: string) => Temporal.PlainDate.from(text)

test('eighteen hours is within the limit, a minute more is over it', () => {
  const at = estimateCost([{ activity: 'locate', hours: 18 }])
  assert.deepEqual([at.total, at.countedHours, at.overLimit], [45000, 18, false])
  assert.ok(estimateCost([{ activity: 'locate', hours: 18 + 1 / 60 }]).overLimit)
  assert.ok(!estimateCost([{ activity: 'locate', hours: 24 }], appropriateLimits.central).overLimit)
})

test('redaction and considering exemptions never count', () => {
  const estimate = estimateCost([
    { activity: 'determine-held', hours: 1 },
    { activity: 'retrieve', hours: 2 },
    { activity: 'extract', hours: 0.1 },
    { activity: 'redact', hours: 40 },
    { activity: 'consider-exemptions', hours: 40 },
    { activity: 'read-for-sensitivity', hours: 40 },
  ])
  assert.equal(estimate.total, 7750)
  assert.ok(!estimate.overLimit)
  assert.equal(estimate.because.length, 3)
  assert.deepEqual(
    estimate.uncounted.map(({ activity }) => activity),
    ['redact', 'consider-exemptions', 'read-for-sensitivity'],
  )
})

test('hours that are no hours are refused by place', () => {
  for (const hours of [-1, Number.NaN, Infinity]) {
    assert.throws(
      () =>
        estimateCost([
          { activity: 'locate', hours: 1 },
          { activity: 'locate', hours },
        ]),
      (error) => error instanceof ProblemError && error.fields[0]?.field === 'activities.1.hours',
    )
  }
})

test('requests within sixty working days of one another are found together', () => {
  const requests = [
    { id: 'a', received: day('2026-06-01') },
    { id: 'b', received: day('2026-07-01') },
    { id: 'c', received: day('2026-09-15') },
    { id: 'd', received: day('2027-03-01') },
  ]
  assert.deepEqual(
    aggregationWindows(requests, calendars).map(({ ids }) => ids),
    [
      ['a', 'b'],
      ['b', 'c'],
    ],
  )
  const [, target, ...rest] = requests
  assert.ok(target !== undefined)
  const set = aggregationSet(target, [...requests.slice(0, 1), ...rest], calendars)
  assert.deepEqual(set.ids.sort(), ['a', 'c'])
  assert.deepEqual(aggregationWindows([], calendars), [])
})

test('every window is a run of sixty working days that holds its requests, and no pair that fits one is missed', () => {
  const request = fc.integer({ min: 0, max: 400 }).map((days) => day('2026-01-01').add({ days }))
  const property = fc.property(fc.array(request, { maxLength: 12 }), (dates) => {
    const requests = dates.map((received, index) => ({ id: `r${index}`, received }))
    const windows = aggregationWindows(requests, calendars)
    for (const a of requests) {
      for (const b of requests) {
        if (a === b || Temporal.PlainDate.compare(a.received, b.received) > 0) continue
        const firstIsWorking = isWorkingDay(calendars, 'uk-all', a.received)
        const end = addWorkingDays(calendars, 'uk-all', a.received, firstIsWorking ? 59 : 60)
        const together = windows.some(({ ids }) => ids.includes(a.id) && ids.includes(b.id))
        assert.equal(together, Temporal.PlainDate.compare(b.received, end) <= 0)
      }
    }
    for (const { from, to } of windows) {
      assert.equal(workingDaysBetween(calendars, 'uk-all', day(from).subtract({ days: 1 }), day(to)), 60)
    }
  })
  fc.assert(property, { numRuns: 100 })
})
