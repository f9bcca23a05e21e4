import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addAuthority, addCase, type CaseRow } from '../../test/support/records.ts'
import type { AuthorityId } from '../kernel/ids.ts'
import { builtInCalendars } from '../law/index.ts'
import { caseStatistics, parsePeriod, quarterOf, recentPerformance, recentQuarters, toRows } from './index.ts'

const day = (text: string) => Temporal.PlainDate.from(text)

/** Received in January to March 2026; today is 20 April 2026. Counted by hand below. */
const cases: CaseRow[] = [
  // in time, granted in full
  {
    reference: '1',
    received: '2026-01-05',
    due: '2026-02-02',
    answered: '2026-01-30',
    topic: 'Waste',
    parts: [{ outcome: 'provided' }, { outcome: 'available-elsewhere', grounds: ['foia-21'] }],
  },
  // on the last day, part given and part refused under two limbs of one section and another section
  {
    reference: '2',
    received: '2026-01-06',
    due: '2026-02-03',
    answered: '2026-02-03',
    topic: 'Waste',
    parts: [
      { outcome: 'provided' },
      { outcome: 'refused', grounds: ['foia-40-2', 'foia-43-2'] },
      { outcome: 'partly-provided', grounds: ['foia-40-2'] },
    ],
  },
  // late, part given and part not held
  {
    reference: '3',
    received: '2026-01-07',
    due: '2026-02-04',
    answered: '2026-02-05',
    topic: 'Roads',
    parts: [{ outcome: 'provided' }, { outcome: 'not-held' }],
  },
  // extended, EIR, refused in full
  {
    reference: '4',
    regime: 'eir',
    received: '2026-01-08',
    due: '2026-03-05',
    answered: '2026-03-01',
    extended: true,
    parts: [{ outcome: 'refused', grounds: ['eir-12-5-e'] }, { outcome: 'not-held' }],
  },
  {
    reference: '5',
    received: '2026-01-12',
    due: '2026-02-09',
    answered: '2026-01-20',
    parts: [{ outcome: 'not-held' }],
  },
  {
    reference: '6',
    received: '2026-01-13',
    due: '2026-02-10',
    answered: '2026-01-21',
    parts: [{ outcome: 'over-cost-limit' }, { outcome: 'over-cost-limit' }],
  },
  {
    reference: '7',
    received: '2026-01-14',
    due: '2026-02-11',
    answered: '2026-01-22',
    parts: [{ outcome: 'vexatious' }],
  },
  {
    reference: '8',
    received: '2026-01-15',
    due: '2026-02-12',
    answered: '2026-01-23',
    parts: [{ outcome: 'repeated' }],
  },
  // wholly accessible elsewhere
  {
    reference: '9',
    received: '2026-01-16',
    due: '2026-02-13',
    answered: '2026-01-26',
    parts: [{ outcome: 'available-elsewhere', grounds: ['foia-21'] }],
  },
  {
    reference: '10',
    received: '2026-01-19',
    answered: '2026-02-20',
    stage: 'closed',
    parts: [{ outcome: 'clarification-needed' }],
  },
  {
    reference: '11',
    received: '2026-01-20',
    stage: 'withdrawn',
    closed: '2026-01-25',
    outcome: 'withdrawn',
    parts: [{ outcome: 'withdrawn' }],
  },
  // open: over the limit, waiting for clarification, fee outstanding, extended, restarted, and new
  { reference: '12', received: '2026-02-02', due: '2026-03-02' },
  { reference: '13', received: '2026-02-03', waitingFor: 'clarification' },
  { reference: '14', received: '2026-02-04', waitingFor: 'fee' },
  { reference: '15', received: '2026-02-05', due: '2026-05-05', extended: true },
  { reference: '16', received: '2026-02-06', due: '2026-05-01' },
  { reference: '17', received: '2026-03-31', due: '2026-04-30', stage: 'new' },
  // an outcome with no parts decided, as an import leaves it
  {
    reference: '18',
    received: '2026-03-02',
    due: '2026-03-30',
    answered: '2026-03-10',
    outcome: 'granted-in-full',
  },
  // neither confirmed nor denied
  {
    reference: '19',
    received: '2026-03-03',
    due: '2026-03-31',
    answered: '2026-03-11',
    parts: [{ outcome: 'neither-confirm-nor-deny', grounds: ['foia-31-1-a'] }],
  },
  // outside: before, after, another regime
  {
    reference: '20',
    received: '2025-12-31',
    due: '2026-01-30',
    answered: '2026-02-02',
    parts: [{ outcome: 'provided' }],
  },
  { reference: '21', received: '2026-04-01', due: '2026-04-30' },
  { reference: '22', regime: 'ropsi', received: '2026-02-02', due: '2026-03-02' },
  // reviews
  {
    reference: '23',
    regime: 'foia-review',
    received: '2026-02-10',
    due: '2026-03-10',
    answered: '2026-03-10',
    outcome: 'upheld',
  },
  {
    reference: '24',
    regime: 'foia-review',
    received: '2026-02-10',
    due: '2026-03-10',
    answered: '2026-03-11',
    outcome: 'upheld-in-part',
  },
  {
    reference: '25',
    regime: 'eir-review',
    received: '2026-02-10',
    due: '2026-04-09',
    answered: '2026-03-11',
    outcome: 'overturned',
  },
  { reference: '26', regime: 'foia-review', received: '2026-03-20', due: '2026-04-21' },
]

describe('statistics of requests', () => {
  let test: TestDatabase
  let authorityId: AuthorityId
  const today = day('2026-04-20')
  const quarter = quarterOf(day('2026-02-14'))
  const ask = (regime?: 'foia' | 'eir') =>
    caseStatistics(
      test.database.reader,
      authorityId,
      { from: quarter.from, to: quarter.to, ...(regime ? { regime } : {}) },
      builtInCalendars(),
      today,
    )

  before(async () => {
    test = await openTestDatabase()
    authorityId = await addAuthority(test.database)
    const stranger = await addAuthority(test.database, 'other')
    for (const row of cases) await addCase(test.database, authorityId, row)
    await addCase(test.database, stranger, { reference: '1', received: '2026-01-05', due: '2026-02-02' })
  })
  after(() => test.close())

  it('agrees with a count by hand', async () => {
    const found = await ask()
    const { received, receivedEir, open, openWaitingClarification, openFeeOutstanding, openOverLimit } = found
    assert.deepEqual(
      { received, receivedEir, open, openWaitingClarification, openFeeOutstanding, openOverLimit },
      {
        received: 19,
        receivedEir: 1,
        open: 6,
        openWaitingClarification: 1,
        openFeeOutstanding: 1,
        openOverLimit: 2,
      },
    )
    const { answered, inTime, late, extended, onTimeRate } = found
    assert.deepEqual({ answered, inTime, late, extended }, { answered: 12, inTime: 11, late: 1, extended: 2 })
    assert.equal(onTimeRate, 11 / 12)
    assert.deepEqual(found.outcomes, {
      'granted-in-full': 2,
      'part-disclosed-part-refused': 1,
      'part-disclosed-part-not-held': 1,
      'refused-in-full': 2,
      'not-held': 1,
      clarification: 1,
      'over-cost-limit': 1,
      vexatious: 1,
      repeated: 1,
      'accessible-elsewhere': 1,
      withdrawn: 1,
      other: 0,
    })
    assert.deepEqual(found.national, {
      total: 11,
      accessibleElsewhereOnly: 1,
      resolvable: 9,
      grantedInFull: 3,
      partlyWithheld: 1,
      fullyWithheld: 2,
      clarification: 1,
      notHeld: 1,
      vexatious: 1,
      repeated: 1,
      overCostLimit: 1,
    })
    assert.deepEqual(
      found.exemptions.map(({ regime, code, cases: count }) => `${regime} ${code} ${count}`),
      ['foia s.31 1', 'foia s.40 1', 'foia s.43 1', 'eir reg 12(5)(e) 1'],
    )
    assert.deepEqual(found.reviews, {
      received: 4,
      open: 1,
      upheld: 1,
      upheldInPart: 1,
      overturned: 1,
      inTime: 2,
      late: 1,
    })
    assert.deepEqual(found.topics, [
      { topic: 'Waste', cases: 2 },
      { topic: 'Roads', cases: 1 },
    ])
  })

  it('adds up: every case is open or has one outcome, and regimes make the whole', async () => {
    const [both, foia, eir] = await Promise.all([ask(), ask('foia'), ask('eir')])
    const closed = Object.values(both.outcomes).reduce((sum, count) => sum + count, 0)
    assert.equal(closed + both.open, both.received)
    assert.equal(both.inTime + both.late, both.answered)
    assert.equal(foia.received + eir.received, both.received)
    assert.equal(foia.reviews.received + eir.reviews.received, both.reviews.received)
    assert.deepEqual([eir.received, eir.receivedEir, eir.answered], [1, 1, 1])
    assert.deepEqual(
      eir.exemptions.map(({ code }) => code),
      ['reg 12(5)(e)'],
    )
  })

  it('counts what was open at the end of each week', async () => {
    const { backlog } = await ask()
    const openOn = (on: string) =>
      cases.filter(
        (row) =>
          ['foia', 'eir', undefined].includes(row.regime) &&
          row.received <= on &&
          !((row.answered ?? row.closed ?? '9999') <= on),
      ).length
    assert.equal(backlog.at(0)?.on.toString(), '2026-01-04')
    assert.equal(backlog.at(-1)?.on.toString(), '2026-03-31')
    assert.equal(backlog.length, 14)
    for (const { on, open } of backlog) assert.equal(open, openOn(on.toString()), on.toString())
    assert.equal(backlog.at(0)?.open, 1)
  })

  it('says plainly how the last three months went', async () => {
    const found = await recentPerformance(test.database.reader, authorityId, today)
    // Answered after 20 January and by today: cases 1-4, 6-10, 18-20; cases 3 and 20 late
    assert.deepEqual(found, {
      answered: 12,
      onTime: 10,
      percent: 83,
      sentence: 'We answered 83% of requests on time in the last 3 months.',
    })
    assert.equal(await recentPerformance(test.database.reader, authorityId, day('2027-01-01')), null)
  })

  it('has a line for every figure, and none for an empty period', async () => {
    const rows = toRows(await ask())
    assert.equal(
      new Set(rows.map(({ group, code, measure }) => `${group} ${code} ${measure}`)).size,
      rows.length,
    )
    assert.deepEqual(rows.find(({ code }) => code === 'received')?.value, 19)
    assert.ok(rows.every(({ measure }) => /[A-Za-z]/.test(measure) && measure !== ''))
    assert.ok(!rows.some(({ group, code, measure }) => group !== 'topic' && code === measure))
    const empty = await caseStatistics(
      test.database.reader,
      authorityId,
      { from: day('2020-01-01'), to: day('2020-01-31') },
      builtInCalendars(),
      today,
    )
    assert.deepEqual([empty.received, empty.onTimeRate, empty.exemptions.length], [0, null, 0])
    assert.ok(empty.backlog.every(({ open }) => open === 0))
  })
})

describe('periods', () => {
  it('are calendar quarters and years', () => {
    assert.deepEqual(
      recentQuarters(day('2026-05-31'), 3).map(({ code, label, from, to }) => [
        code,
        label,
        from.toString(),
        to.toString(),
      ]),
      [
        ['2026-Q2', 'April to June 2026', '2026-04-01', '2026-06-30'],
        ['2026-Q1', 'January to March 2026', '2026-01-01', '2026-03-31'],
        ['2025-Q4', 'October to December 2025', '2025-10-01', '2025-12-31'],
      ],
    )
    assert.equal(parsePeriod('2026-Q1')?.to.toString(), '2026-03-31')
    assert.equal(parsePeriod('2024')?.to.toString(), '2024-12-31')
    for (const wrong of ['2026-Q5', '26', '', 'Q1', '2026-Q1x', '9999'])
      assert.equal(parsePeriod(wrong), null)
  })
})
