import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  builtInCalendars,
  computeClock,
  daysLeft,
  feeLapseDay,
  tribunalAppealLastDay,
  type ClockEventType,
  type ClockRegime,
} from '../index.ts'

const calendars = builtInCalendars()
const day = (text: string) => Temporal.PlainDate.from(text)
type Event = [type: ClockEventType, on: string, until?: string]

function compute(regime: ClockRegime, received: string, ...events: Event[]) {
  const list = events.map(([type, on, until]) => ({
    type,
    on: day(on),
    ...(until === undefined ? {} : { until: day(until) }),
  }))
  return computeClock({ regime, nation: 'england', received: day(received), events: list }, calendars)
}

function run(...input: Parameters<typeof compute>) {
  const outcome = compute(...input)
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const { because, due, lapsesOn } = outcome.value
  const said = because.map(({ text }) => text).join(' ')
  return { ...outcome.value, due: due?.toString() ?? null, lapsesOn: lapsesOn?.toString(), said }
}

function errors(...input: Parameters<typeof compute>): string[] {
  const outcome = compute(...input)
  assert.ok(!outcome.ok)
  assert.equal(outcome.problem, 'invalid-input')
  return (outcome.fields ?? []).map(({ field, message }) => `${field}: ${message}`)
}

test('events before receipt, out of order, twice over or unasked are refused in words', () => {
  assert.match(
    errors('foia', '2026-01-05', ['extended', '2026-01-04'])[0] ?? '',
    /^events\.0\.on: .*before the request was received/,
  )
  const disordered: Event[] = [
    ['clarification-asked', '2026-01-10'],
    ['clarification-received', '2026-01-09'],
  ]
  assert.match(
    errors('foia', '2026-01-05', ...disordered)[0] ?? '',
    /^events\.1\.on: .*in the order they happened/,
  )
  for (const type of ['clarification', 'identity'] as const) {
    const asked: Event = [`${type}-asked`, '2026-01-06']
    assert.match(errors('uk-gdpr', '2026-01-05', asked, asked)[0] ?? '', /^events\.1\.type: .*already asked/)
    assert.match(errors('uk-gdpr', '2026-01-05', [`${type}-received`, '2026-01-06'])[0] ?? '', /never asked/)
  }
  assert.match(errors('foia', '2026-01-05', ['fee-received', '2026-01-06'])[0] ?? '', /no fees notice/)
  const notice: Event = ['fees-notice', '2026-01-06']
  assert.match(errors('foia', '2026-01-05', notice, notice)[0] ?? '', /already out/)
  assert.match(
    errors('ropsi', '2026-01-05', ['extended', '2026-01-06'])[0] ?? '',
    /^events\.0\.until: .*estimated date/,
  )
  assert.match(
    errors('ropsi', '2026-01-05', ['extended', '2026-01-09', '2026-01-08'])[0] ?? '',
    /before the day of the extension/,
  )
  assert.match(errors('foia', '2004-12-31')[0] ?? '', /^received: The year must be from 2005 to 2100/)
  assert.match(errors('foia', '2101-01-01')[0] ?? '', /^received/)
  assert.equal(
    errors('foia', '2026-01-05', ['fee-received', '2026-01-01'], ['identity-received', '2026-01-02']).length,
    4,
  )
})

test('while the applicant is awaited there is no due day, and the working says what for and until when', () => {
  const clarification = run('foia', '2026-09-14', ['clarification-asked', '2026-09-18'])
  assert.equal(clarification.due, null)
  assert.equal(clarification.waitingFor, 'clarification')
  assert.equal(clarification.lapsesOn, undefined)
  assert.match(
    clarification.said,
    /Waiting for clarification. The law sets no day on which the request lapses/,
  )
  const fee = run('foia', '2026-09-14', ['fees-notice', '2026-09-21'])
  assert.deepEqual([fee.due, fee.waitingFor, fee.lapsesOn], [null, 'fee', '2026-12-20'])
  const charge = run('eir', '2026-09-14', ['fees-notice', '2026-09-21'])
  assert.deepEqual([charge.due, charge.lapsesOn], [null, '2026-12-15'])
  const identity = run(
    'uk-gdpr',
    '2026-09-14',
    ['identity-asked', '2026-09-15'],
    ['clarification-asked', '2026-09-16'],
  )
  assert.deepEqual([identity.due, identity.waitingFor], [null, 'identity'])
  assert.match(identity.said, /Waiting for identity.*Waiting for clarification/)
})

test('a fee paid after its last day ends the duty', () => {
  const events: Event[] = [['fees-notice', '2026-09-21']]
  assert.notEqual(run('foia', '2026-09-14', ...events, ['fee-received', '2026-12-20']).due, null)
  const late = run('foia', '2026-09-14', ...events, ['fee-received', '2026-12-21'])
  assert.deepEqual([late.due, late.lapsesOn], [null, '2026-12-20'])
  assert.match(late.said, /duty to answer this request had ended/)
})

test('three months beginning with a day that a shorter month lacks', () => {
  const lapse = (notice: string) => feeLapseDay('foia', day(notice), calendars).day.toString()
  assert.equal(lapse('2026-11-30'), '2027-02-28')
  assert.equal(lapse('2027-11-30'), '2028-02-29')
  assert.equal(lapse('2026-03-31'), '2026-06-30')
  assert.equal(lapse('2026-11-28'), '2027-02-27')
})

test('a fees notice after the time for answering stops nothing, paid or not', () => {
  const plain = run('foia', '2026-09-14').due
  const unpaid = run('foia', '2026-09-14', ['fees-notice', '2026-10-13'])
  assert.equal(unpaid.due, plain)
  assert.match(unpaid.said, /Warning: the fees notice came after/)
  assert.equal(
    run('foia', '2026-09-14', ['fees-notice', '2026-10-13'], ['fee-received', '2026-10-20']).due,
    plain,
  )
  assert.equal(run('foia', '2026-09-14', ['fees-notice', '2026-10-12']).due, null, 'the last day is in time')
})

test('an extension told late is worked out with a warning', () => {
  const warning = /Warning: notice of the extension was due by/
  assert.doesNotMatch(run('foia', '2026-09-14', ['extended', '2026-10-12']).said, warning)
  assert.match(run('foia', '2026-09-14', ['extended', '2026-10-13']).said, warning)
  assert.match(run('eir', '2026-09-14', ['extended', '2026-10-13']).said, warning)
  assert.match(run('uk-gdpr', '2026-09-14', ['extended', '2026-10-15']).said, warning)
  assert.doesNotMatch(run('uk-gdpr', '2026-09-14', ['extended', '2026-10-14']).said, warning)
})

test('an extension falls when clarification starts the clock afresh, and can be made again', () => {
  const events: Event[] = [
    ['extended', '2026-09-15'],
    ['clarification-asked', '2026-09-18'],
    ['clarification-received', '2026-10-05'],
  ]
  const fallen = run('foia', '2026-09-14', ...events)
  assert.equal(fallen.due, '2026-11-02')
  assert.match(fallen.said, /The extension fell with the old period/)
  assert.equal(run('foia', '2026-09-14', ...events, ['extended', '2026-10-20']).due, '2026-12-01')
  const twice = run('foia', '2026-09-14', ['extended', '2026-09-15'], ['extended', '2026-09-16'])
  assert.equal(twice.due, '2026-11-09')
})

test('each clarification starts the clock afresh', () => {
  const events: Event[] = [
    ['clarification-asked', '2026-09-15'],
    ['clarification-received', '2026-09-16'],
    ['clarification-asked', '2026-09-17'],
    ['clarification-received', '2026-10-05'],
  ]
  assert.equal(run('eir', '2026-09-14', ...events).due, '2026-11-02')
  const late = run(
    'foia',
    '2026-09-14',
    ['clarification-asked', '2026-10-20'],
    ['clarification-received', '2026-10-21'],
  )
  assert.match(late.said, /Warning: the time for answering had already ended on 12 October 2026/)
})

test('a re-use request is answered by the date told, never sooner than the law allows', () => {
  assert.equal(run('ropsi', '2026-03-09', ['extended', '2026-03-20', '2026-06-30']).due, '2026-06-30')
  assert.equal(run('ropsi', '2026-03-09', ['extended', '2026-03-20', '2026-03-25']).due, '2026-04-09')
})

test('where the law gives an event no effect the date stands and the working says so', () => {
  const cases: [ClockRegime, Event][] = [
    ['foia', ['identity-asked', '2026-09-15']],
    ['eir', ['identity-asked', '2026-09-15']],
    ['ropsi', ['clarification-asked', '2026-09-15']],
    ['foia-review', ['fees-notice', '2026-09-15']],
    ['eir-review', ['extended', '2026-09-15']],
    ['dp-complaint', ['clarification-asked', '2026-09-15']],
  ]
  for (const [regime, event] of cases) {
    const result = run(regime, '2026-09-14', event)
    assert.equal(result.due, run(regime, '2026-09-14').due, regime)
    assert.match(result.said, /no effect/)
  }
})

test('what is asked for after the month has ended stops nothing', () => {
  const plain = run('uk-gdpr', '2026-09-14').due
  for (const type of ['identity', 'clarification'] as const) {
    const asked = run('uk-gdpr', '2026-09-14', [`${type}-asked`, '2026-10-15'])
    assert.equal(asked.due, plain)
    assert.match(asked.said, /so it stops nothing/)
    const answered: Event[] = [
      [`${type}-asked`, '2026-10-15'],
      [`${type}-received`, '2026-10-20'],
    ]
    assert.equal(run('uk-gdpr', '2026-09-14', ...answered).due, plain)
  }
})

test('days waited before the period starts are not also added to it', () => {
  const events: Event[] = [
    ['identity-asked', '2026-09-01'],
    ['clarification-asked', '2026-09-02'],
    ['identity-received', '2026-09-10'],
    ['clarification-received', '2026-09-14'],
  ]
  assert.equal(run('uk-gdpr', '2026-09-01', ...events).raw?.toString(), '2026-10-14')
})

test('the nation decides a data protection date and never an information one', () => {
  const due = (regime: ClockRegime, nation: 'england' | 'scotland') => {
    const outcome = computeClock({ regime, nation, received: day('2025-12-02'), events: [] }, calendars)
    assert.ok(outcome.ok)
    return outcome.value.due?.toString()
  }
  assert.deepEqual([due('uk-gdpr', 'england'), due('uk-gdpr', 'scotland')], ['2026-01-02', '2026-01-05'])
  assert.equal(due('foia', 'england'), due('foia', 'scotland'))
})

test('days left, on the day and over a weekend', () => {
  const left = (due: string, today: string) => daysLeft(day(due), day(today), calendars, 'uk-all')
  assert.equal(left('2026-10-09', '2026-10-09'), 0)
  assert.equal(left('2026-10-09', '2026-10-08'), 1)
  assert.equal(left('2026-10-09', '2026-10-10'), -1)
  assert.equal(left('2026-10-09', '2026-10-13'), -2)
})

test('an appeal to the Tribunal', () => {
  assert.equal(tribunalAppealLastDay(day('2026-10-01')).day.toString(), '2026-10-29')
})
