import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fixedClock, legalDay, today } from '../../kernel/clock.ts'
import { countedDates } from '../fixtures/counted-dates.ts'
import { outsideStatute } from '../fixtures/outside-statute.ts'
import {
  addWorkingDays,
  aggregationWindows,
  breachReportBy,
  builtInCalendars,
  computeClock,
  daysLeft,
  feeLapseDay,
  internalReviewLastDay,
  schoolOuterDay,
  workingDaysBetween,
  type ClockEvent,
  type ClockEventType,
  type ClockRegime,
  type ClockResult,
} from '../index.ts'

const calendars = builtInCalendars()
const day = (text: string) => Temporal.PlainDate.from(text)
const held = new Set<string>()

/** Marks a vector as held here, so that the last test can say that none was passed over. */
function hold(...ids: string[]): void {
  for (const id of ids) {
    assert.ok(!held.has(id), `${id} is held twice`)
    held.add(id)
  }
}

function clock(regime: ClockRegime, received: string, ...events: [ClockEventType, string][]): ClockResult {
  const list: ClockEvent[] = events.map(([type, on]) => ({ type, on: day(on) }))
  const outcome = computeClock(
    { regime, nation: 'england', received: day(received), events: list },
    calendars,
  )
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

const due = (...input: Parameters<typeof clock>) => clock(...input).due?.toString()

test('the nth working day, by other systems’ own assertions', () => {
  for (const [id, from, n, asserted, lawful, why] of countedDates) {
    hold(id)
    const ours = addWorkingDays(calendars, 'uk-all', day(from), n).toString()
    assert.equal(ours, lawful ?? asserted, `${id} ${why ?? ''}`)
    if (lawful !== undefined) assert.notEqual(ours, asserted, `${id} is said to differ: ${why}`)
    if (n === 20) assert.equal(due('foia', from), ours, `${id} as a clock`)
    if (n === 60)
      assert.equal(schoolOuterDay(day(from), calendars).day.toString(), ours, `${id} as a school’s limit`)
  }
})

test('counts of working days and days late', () => {
  const between = (from: string, to: string) => workingDaysBetween(calendars, 'uk-all', day(from), day(to))
  hold('foiman-007', 'foiman-008', 'foiman-009', 'foiman-010', 'moj-022', 'moj-023', 'moj-026')
  assert.equal(between('2026-01-05', '2026-01-05'), 0)
  assert.equal(between('2026-01-05', '2026-01-12'), 5)
  assert.equal(between('2026-01-05', '2026-01-09'), 4)
  // foiman-010 asserts 1, by the calendar of England alone: 2 January is a bank holiday in Scotland.
  assert.equal(between('2025-12-31', '2026-01-02'), 0)
  const late = (on: string) => daysLeft(day('2017-05-18'), day(on), calendars, 'uk-all')
  assert.equal(late('2017-05-18'), 0)
  assert.equal(late('2017-05-23'), -3)
  assert.equal(
    daysLeft(day('2017-05-18'), day('2017-05-23'), calendars, 'england-and-wales', 'calendar-days'),
    -5,
  )
})

test('a due day is in time until midnight in London, wherever the server stands', () => {
  hold('alaveteli-020', 'alaveteli-021', 'alaveteli-022', 'alaveteli-023', 'alaveteli-024')
  const left = (instant: string) =>
    daysLeft(day('2007-11-09'), today(fixedClock(instant)), calendars, 'uk-all')
  assert.equal(left('2007-11-09T23:59:00Z'), 0)
  assert.ok(left('2007-11-10T00:01:00Z') < 0)
  assert.ok(left('2007-12-10T23:59:00Z') < 0)
  assert.ok(left('2007-12-11T00:01:00Z') < 0)
  // alaveteli-024 turns by the zone of its server, Sydney. The Act’s days are those of the United Kingdom,
  // where it is still 9 November.
  assert.equal(legalDay(Temporal.Instant.from('2007-11-09T13:01:00Z')).toString(), '2007-11-09')
})

test('a month and three months, rolled', () => {
  const months: [string, string, string][] = [
    ['moj-030', '2019-09-27', '2019-10-28'],
    ['moj-031', '2019-04-06', '2019-05-07'],
    ['moj-038', '2022-09-29', '2022-10-31'],
    ['moj-041', '2022-10-05', '2022-11-07'],
    ['ico-01', '2024-01-01', '2024-02-01'],
    ['ico-02', '2024-11-25', '2024-12-27'],
    ['ico-03', '2025-01-31', '2025-02-28'],
    ['ico-04', '2024-01-31', '2024-02-29'],
    ['ico-05', '2024-09-03', '2024-10-03'],
    ['law-19', '2026-01-30', '2026-03-02'],
    ['law-20', '2026-03-03', '2026-04-07'],
    ['moj-034', '2023-01-31', '2023-02-28'],
    ['moj-035', '2025-06-30', '2025-07-30'],
    ['moj-036', '2025-02-28', '2025-03-28'],
    ['moj-037', '2025-03-15', '2025-04-15'],
  ]
  for (const [id, received, expected] of months) {
    hold(id)
    assert.equal(due('uk-gdpr', received), expected, id)
  }
  hold('moj-033', 'moj-039', 'moj-042', 'law-21')
  assert.equal(due('uk-gdpr', '2019-09-26', ['extended', '2019-10-01']), '2019-12-27')
  assert.equal(due('uk-gdpr', '2022-09-29', ['extended', '2022-10-01']), '2022-12-29')
  assert.equal(due('uk-gdpr', '2022-10-05', ['extended', '2022-10-06']), '2023-01-05')
  const extended = clock('uk-gdpr', '2026-09-26', ['extended', '2026-10-26'])
  assert.equal(extended.due?.toString(), '2026-12-29')
  assert.equal(extended.noticeBy?.toString(), '2026-10-26')
  assert.ok(!extended.because.some(({ text }) => text.startsWith('Warning')))
})

test('clarification of a rights request: days are added to the unrolled day, then it is rolled once', () => {
  const paused = (received: string, from: string, to: string, ...more: [ClockEventType, string][]) =>
    due('uk-gdpr', received, ...more, ['clarification-asked', from], ['clarification-received', to])
  hold('moj-043', 'moj-044', 'moj-045', 'moj-046', 'moj-047', 'moj-048')
  // Asserted 2 December: a pause of no days moved a date, because the roll used Scotland’s 1 December.
  assert.equal(paused('2025-11-01', '2025-11-06', '2025-11-06'), '2025-12-01')
  // Asserted 4 January: 3 January is a holiday in Scotland alone, and this authority is in England.
  assert.equal(paused('2022-09-29', '2022-10-03', '2022-10-07', ['extended', '2022-10-01']), '2023-01-03')
  // Asserted 4 November: the four days were added to 31 October, already rolled from 29 October.
  assert.equal(paused('2022-09-29', '2022-10-03', '2022-10-07'), '2022-11-02')
  assert.equal(paused('2022-10-05', '2022-10-15', '2022-10-20', ['extended', '2022-10-06']), '2023-01-10')
  // Asserted 14 November: rolled from 5 to 7 November, added to, and rolled again.
  assert.equal(paused('2022-10-05', '2022-10-15', '2022-10-20'), '2022-11-10')
  const pauses = ['2025-03-05', '2025-03-10', '2025-03-12', '2025-03-15', '2025-03-20', '2025-03-29']
  const events = [...pauses, '2025-04-01', '2025-04-05', '2025-04-10', '2025-04-11'].map(
    (on, index): [ClockEventType, string] => [
      index % 2 === 0 ? 'clarification-asked' : 'clarification-received',
      on,
    ],
  )
  assert.equal(due('uk-gdpr', '2025-03-01', ...events), '2025-04-23', '22 days after 1 April')
  const open = clock('uk-gdpr', '2025-03-01', ...events, ['clarification-asked', '2025-04-11'])
  assert.equal(open.due, null)
  assert.equal(open.waitingFor, 'clarification')
})

test('a corrected day of receipt is the true one, extension or none', () => {
  hold('moj-054')
  // Asserted 18 January 2018, kept from a receipt on 1 December after it was corrected to 23 November. The
  // period runs from the day the request in truth came, and the later date is not the authority’s to keep.
  assert.equal(due('foia', '2017-11-23', ['extended', '2017-12-01']), '2018-01-25')
})

test('FOIA, from the statute', () => {
  hold(
    'law-01',
    'law-02',
    'law-03',
    'law-04',
    'law-05',
    'law-06',
    'law-07',
    'law-08',
    'law-09',
    'law-10',
    'law-11',
  )
  assert.equal(due('foia', '2026-06-01'), '2026-06-30')
  assert.equal(due('foia', '2022-08-25'), '2022-09-26')
  assert.equal(due('foia', '2026-11-16'), '2026-12-15')
  assert.equal(due('foia', '2026-12-18'), '2027-01-21')
  assert.equal(due('foia', '2026-07-04'), '2026-08-04')
  const clarified: [ClockEventType, string][] = [
    ['clarification-asked', '2026-09-18'],
    ['clarification-received', '2026-10-05'],
  ]
  assert.equal(due('foia', '2026-09-14', ...clarified), '2026-11-02')
  assert.equal(
    due('foia', '2026-09-14', ['fees-notice', '2026-09-21'], ['fee-received', '2026-10-02']),
    '2026-10-26',
  )
  assert.equal(feeLapseDay('foia', day('2026-09-21'), calendars).day.toString(), '2026-12-20')
  const extended = clock('foia', '2026-09-14', ['extended', '2026-10-12'])
  assert.equal(extended.due?.toString(), '2026-11-09')
  assert.equal(extended.noticeBy?.toString(), '2026-10-12')
  assert.equal(due('foia-review', '2026-10-12'), '2026-11-09')
  assert.equal(due('foia-review', '2026-10-12', ['extended', '2026-11-01']), '2026-12-08')
  assert.equal(internalReviewLastDay('foia', day('2026-10-09'), calendars).day.toString(), '2026-12-07')
})

test('the aggregation window', () => {
  hold('law-12')
  // The derived vector says 27 August, counting from the next working day. By our reading the first request’s
  // own day counts when it is a working day, so the run ends a day sooner.
  const second = (on: string) => [
    { id: 'a', received: day('2026-06-01') },
    { id: 'b', received: day(on) },
  ]
  assert.equal(aggregationWindows(second('2026-08-26'), calendars)[0]?.to, '2026-08-26')
  assert.deepEqual(aggregationWindows(second('2026-08-27'), calendars), [])
})

test('EIR, re-use, schools, complaints and breaches, from the statute', () => {
  hold(
    'law-13',
    'law-14',
    'law-15',
    'law-16',
    'law-17',
    'law-18',
    'law-22',
    'law-23',
    'law-24',
    'law-25',
    'law-26',
  )
  assert.equal(due('eir', '2026-03-09'), '2026-04-09')
  const extended = clock('eir', '2026-03-09', ['extended', '2026-04-09'])
  assert.equal(extended.due?.toString(), '2026-05-08')
  assert.equal(extended.noticeBy?.toString(), '2026-04-09')
  const particulars: [ClockEventType, string][] = [
    ['clarification-asked', '2026-03-18'],
    ['clarification-received', '2026-04-20'],
  ]
  assert.equal(due('eir', '2026-03-09', ...particulars), '2026-05-19')
  assert.equal(internalReviewLastDay('eir', day('2026-04-08'), calendars).day.toString(), '2026-06-05')
  assert.equal(due('eir-review', '2026-05-11'), '2026-07-08')
  assert.equal(due('ropsi', '2026-03-09'), '2026-04-09')
  assert.equal(
    due('uk-gdpr', '2026-09-01', ['identity-asked', '2026-09-02'], ['identity-received', '2026-09-17']),
    '2026-10-19',
  )
  const paused: [ClockEventType, string][] = [
    ['clarification-asked', '2026-09-10'],
    ['clarification-received', '2026-09-20'],
  ]
  const suspended = clock('uk-gdpr', '2026-09-01', ...paused)
  assert.equal(suspended.raw?.toString(), '2026-10-11')
  assert.equal(suspended.due?.toString(), '2026-10-12')
  assert.equal(due('dp-complaint', '2026-07-03'), '2026-08-03')
  const aware = Temporal.Instant.from('2026-12-24T16:30:00Z')
  assert.equal(breachReportBy(aware).toString(), '2026-12-27T16:30:00Z')
  assert.equal(schoolOuterDay(day('2026-07-20'), calendars).day.toString(), '2026-10-14')
})

test('no vector is passed over', () => {
  for (const id of outsideStatute.keys()) hold(id)
  const groups = {
    alaveteli: 29,
    wdtk: 2,
    moj: 68,
    tracker: 5,
    foiman: 10,
    oxf: 3,
    froide: 3,
    muck: 1,
    foio: 4,
    ico: 5,
    law: 26,
  }
  for (const [name, count] of Object.entries(groups)) {
    for (let number = 1; number <= count; number++) {
      const id = `${name}-${String(number).padStart(name === 'ico' || name === 'law' ? 2 : 3, '0')}`
      assert.ok(held.has(id), `${id} is not held`)
    }
  }
  assert.equal(held.size, 156)
})
