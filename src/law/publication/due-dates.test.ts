import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { cite } from '../citation.ts'
import { duties, dutiesOf, findDuty } from './duties.ts'
import { dutyStatus, ownRule, type LastPublished } from './due-dates.ts'
import { findFrequency } from './frequencies.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const last = (publishedOn: string, coversTo: string | null = null): LastPublished => ({
  publishedOn: day(publishedOn),
  coversTo: coversTo === null ? null : day(coversTo),
})
function status(id: string, startsOn: string, published: LastPublished | null, today: string) {
  const duty = findDuty(id)
  assert.ok(duty, id)
  const found = dutyStatus(duty.due, cite(duty.citation), day(startsOn), published, day(today))
  return [found.state, found.periodFrom?.toString(), found.periodTo?.toString(), found.dueOn?.toString()]
}

test('a quarter is due on the last day of the month after it', () => {
  const of = (published: LastPublished | null, today: string) =>
    status('transparency-spending', '2026-01-01', published, today)
  const first = ['2026-01-01', '2026-03-31', '2026-04-30']
  assert.deepEqual(of(null, '2026-03-31'), ['on-time', ...first])
  assert.deepEqual(of(null, '2026-04-15'), ['on-time', ...first])
  assert.deepEqual(of(null, '2026-04-16'), ['due-soon', ...first])
  assert.deepEqual(of(null, '2026-04-30'), ['due-soon', ...first])
  assert.deepEqual(of(null, '2026-05-01'), ['missing', ...first])
  assert.deepEqual(of(last('2026-04-20', '2026-03-31'), '2026-05-01'), ['met', ...first])
  // Two of three months are not the quarter.
  const second = ['2026-04-01', '2026-06-30', '2026-07-31']
  assert.deepEqual(of(last('2026-06-10', '2026-05-31'), '2026-06-30'), ['met', ...first])
  assert.deepEqual(of(last('2026-06-10', '2026-05-31'), '2026-07-01'), ['on-time', ...second])
  assert.deepEqual(of(last('2026-06-10', '2026-05-31'), '2026-08-01'), ['late', ...second])
  assert.deepEqual(of(last('2026-07-09'), '2026-08-01'), ['met', ...second])
  // Years behind, it is late since the first quarter that is missing, not the last.
  assert.deepEqual(of(last('2026-07-09', '2026-06-30'), '2027-12-01'), [
    'late',
    '2026-07-01',
    '2026-09-30',
    '2026-10-31',
  ])
})

test('a period that ended before the duty was taken up is not asked for', () => {
  assert.deepEqual(status('transparency-spending', '2026-04-01', null, '2026-06-01'), [
    'on-time',
    '2026-04-01',
    '2026-06-30',
    '2026-07-31',
  ])
  assert.deepEqual(
    status('transparency-spending', '2026-04-01', last('2020-01-05'), '2026-06-01')[0],
    'on-time',
  )
})

test('years end on 31 March, in leap years too, and each duty has its own grace', () => {
  assert.deepEqual(status('transparency-land', '2027-06-01', null, '2028-02-29'), [
    'on-time',
    '2027-04-01',
    '2028-03-31',
    '2028-04-30',
  ])
  assert.deepEqual(status('facility-time-regulations', '2026-01-01', null, '2026-08-01'), [
    'missing',
    '2025-04-01',
    '2026-03-31',
    '2026-07-31',
  ])
  assert.equal(status('members-allowances', '2026-01-01', null, '2026-06-30')[3], '2026-06-30')
})

test('a pay policy statement is due before its year begins', () => {
  const of = (published: LastPublished | null, today: string) =>
    status('pay-policy-statement', '2026-06-01', published, today)
  const first = ['2027-04-01', '2028-03-31', '2027-03-31']
  assert.deepEqual(of(null, '2026-06-01'), ['on-time', ...first])
  assert.deepEqual(of(null, '2027-03-31'), ['due-soon', ...first])
  assert.deepEqual(of(null, '2027-04-01'), ['missing', ...first])
  assert.deepEqual(of(last('2027-02-24'), '2027-04-01'), ['met', ...first])
  assert.deepEqual(of(last('2027-02-24'), '2028-04-01')[0], 'late')
})

test('card statements run from one day of the month to the day before in the next', () => {
  const published = last('2026-04-10', '2026-03-23')
  assert.equal(status('transparency-procurement-card', '2026-01-01', published, '2026-04-20')[0], 'met')
  assert.equal(status('transparency-spending', '2026-01-01', published, '2026-04-20')[0], 'due-soon')
})

test('what must always be there is missing until it is', () => {
  assert.equal(status('reuse-documents', '2026-01-01', null, '2026-01-01')[0], 'missing')
  assert.equal(status('reuse-documents', '2026-01-01', last('2020-05-05'), '2030-01-01')[0], 'met')
})

test('an authority’s own duty counts from the day it begins', () => {
  const rule = ownRule('monthly', day('2028-01-24'), 10)
  const of = (published: LastPublished | null, today: string) =>
    dutyStatus(rule, 'Council resolution', day('2028-01-24'), published, day(today))
  const found = of(null, '2028-03-05')
  assert.deepEqual(
    [found.state, found.periodTo?.toString(), found.dueOn?.toString()],
    ['missing', '2028-02-23', '2028-03-04'],
  )
  assert.equal(of(last('2028-03-01', '2028-02-23'), '2028-03-05').state, 'met')
  assert.equal(ownRule('as-needed', day('2028-01-24'), 10).kind, 'standing')
  assert.equal(found.because.at(-1)?.text, 'It is 1 day late and was never published.')
})

test('publishing what was open is never late for it, and time alone never mends a state', () => {
  const periodic = duties.filter(({ due }) => due.kind === 'periods')
  const order = ['on-time', 'due-soon', 'missing']
  fc.assert(
    fc.property(
      fc.constantFrom(...periodic),
      fc.integer({ min: 0, max: 4000 }),
      fc.integer({ min: 0, max: 2000 }),
      ({ due, citation }, start, later) => {
        const startsOn = day('2020-01-01').add({ days: start })
        const today = startsOn.add({ days: later })
        const before = dutyStatus(due, cite(citation), startsOn, null, today)
        const after = dutyStatus(due, cite(citation), startsOn, null, today.add({ days: 1 }))
        assert.ok(order.indexOf(before.state) <= order.indexOf(after.state))
        assert.ok(before.periodTo)
        const published = { publishedOn: today, coversTo: before.periodTo }
        const then = dutyStatus(due, cite(citation), startsOn, published, today)
        assert.notDeepEqual([then.state, then.periodTo?.toString()], ['late', before.periodTo.toString()])
      },
    ),
    { numRuns: 300 },
  )
})

test('each duty is cited, has a known frequency, and binds somewhere', () => {
  assert.equal(new Set(duties.map(({ id }) => id)).size, duties.length)
  for (const duty of duties) {
    assert.ok(findFrequency(duty.frequency), duty.id)
    assert.ok(duty.nations.length > 0, duty.id)
  }
  // The Code binds England alone; re-use law binds everywhere.
  for (const nation of ['wales', 'scotland', 'northern-ireland'] as const) {
    const ids = dutiesOf(nation).map(({ id }) => id)
    assert.ok(!ids.some((id) => id.startsWith('transparency-')), nation)
    assert.ok(ids.includes('reuse-documents'), nation)
  }
  assert.ok(!dutiesOf('scotland').some(({ id }) => id === 'publication-scheme'))
  assert.ok(dutiesOf('england').length > 20)
})
