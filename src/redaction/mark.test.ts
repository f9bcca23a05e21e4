import assert from 'node:assert/strict'
import { test } from 'node:test'
import { accessExemptions, exemptions } from '../law/index.ts'
import { hidesFrom, layers } from './mark.ts'
import { findReason, labelOf, nearReasons, reasonCodes } from './reason-code.ts'
import { scheduleCsv, scheduleFor, scheduleOf } from './schedule.ts'

test('a mark hides from its layer and every less trusted one, once it is accepted', () => {
  const seenBy = (
    layer: (typeof layers)[number],
    state: 'accepted' | 'proposed' | 'rejected' = 'accepted',
  ): string[] => layers.filter((reader) => !hidesFrom({ layer, state }, reader))
  assert.deepEqual(seenBy('regulator'), [])
  assert.deepEqual(seenBy('requester'), ['regulator', 'internal'])
  assert.deepEqual(seenBy('public-log'), ['regulator', 'internal', 'requester'])
  assert.deepEqual(seenBy('regulator', 'proposed'), layers)
  assert.deepEqual(seenBy('regulator', 'rejected'), layers)
})

test('reasons are found by id and as people write them', () => {
  for (const code of ['foia-40-2', 's.40(2)', 'S40(2)', 'section 40(2)', 's 40 (2)'])
    assert.equal(findReason(code)?.id, 'foia-40-2', code)
  assert.equal(findReason('reg 12(5)(e)')?.id, 'eir-12-5-e')
  assert.equal(findReason('regulation 13(1)')?.id, 'eir-13-1')
  for (const code of ['DPA Sch 2 para 16', 'sch 2 para 16', 'Schedule 2, paragraph 16', 'dpa-2-16'])
    assert.equal(findReason(code)?.id, 'dpa-2-16', code)
  assert.equal(findReason('out of scope')?.id, 'out-of-scope')
  assert.equal(findReason('s.999'), undefined)
})

test('a reason that there is not brings those that may be meant', () => {
  assert.equal(nearReasons('s.40(22)')[0]?.id, 'foia-40-2')
  assert.equal(nearReasons('third parties')[0]?.id, 'third-party')
  assert.ok(nearReasons('dpa 2 166').some(({ id }) => id === 'dpa-2-16'))
  assert.deepEqual(nearReasons('because I say so'), [])
})

test('every exemption of the law is a reason, and no two reasons share an id or a label', () => {
  for (const { id, section } of exemptions) assert.equal(findReason(id)?.label, section)
  for (const { id, paragraph } of accessExemptions) assert.equal(findReason(id)?.label, `DPA ${paragraph}`)
  assert.equal(new Set(reasonCodes.map(({ id }) => id)).size, reasonCodes.length)
  const third = reasonCodes.find(({ id }) => id === 'third-party')
  assert.equal(third && labelOf(third), '[Redacted: third party]')
})

test('the schedule is in reading order, one line for each place and reason, accepted marks only', () => {
  const box = (page: number, top: number) =>
    ({ kind: 'box', page, left: 1, top, width: 1, height: 1 }) as const
  const lines = scheduleOf([
    { place: box(2, 5), reason: 'foia-40-2', state: 'accepted' },
    { place: box(1, 9), reason: 'third-party', state: 'accepted' },
    { place: box(2, 1), reason: 'foia-40-2', state: 'accepted' },
    { place: box(1, 1), reason: 'foia-41-1', state: 'accepted' },
    { place: box(3, 1), reason: 'foia-41-1', state: 'rejected' },
  ])
  assert.deepEqual(
    lines.map(({ number, place, label, law, marks }) => [number, place, label, law, marks]),
    [
      [1, 'page 1', 's.41(1)', 'FOIA 2000', 1],
      [2, 'page 1', 'third party', null, 1],
      [3, 'page 2', 's.40(2)', 'FOIA 2000', 2],
    ],
  )
})

test('the schedule for a reader has what is hidden from them, and whole pages once', () => {
  const mark = (page: number, layer: (typeof layers)[number], reason = 'foia-40-2') => ({
    id: `${page} ${layer}`,
    place: { kind: 'box' as const, page, left: 1, top: 1, width: 1, height: 1 },
    reason,
    author: 'A',
    at: Temporal.Instant.fromEpochMilliseconds(0),
    rule: null,
    why: null,
    score: null,
    state: 'accepted' as const,
    layer,
    decidedBy: null,
    decidedAt: null,
  })
  const record = {
    marks: [
      mark(1, 'requester'),
      mark(1, 'public-log', 'third-party'),
      mark(2, 'requester'),
      mark(3, 'requester'),
    ],
    pages: [
      { page: 2, flag: 'withheld' as const, reason: 'foia-43-2', duplicateOf: null },
      { page: 3, flag: 'partial' as const, reason: null, duplicateOf: null },
      { page: 4, flag: 'duplicate' as const, reason: null, duplicateOf: { documentId: 'x', page: 1 } },
    ],
  }
  const linesFor = (layer: (typeof layers)[number]) =>
    scheduleFor(record, layer).map(({ place, label }) => `${place}: ${label}`)
  assert.deepEqual(linesFor('requester'), [
    'page 1: s.40(2)',
    'page 2: s.43(2)',
    'page 3: s.40(2)',
    'page 4: duplicate',
  ])
  assert.equal(linesFor('public-log').length, 5)
  assert.deepEqual(linesFor('regulator'), ['page 2: s.43(2)', 'page 4: duplicate'])
})

test('the schedule as CSV keeps commas, quotes and formulas as text', () => {
  const line = {
    number: 1,
    place: 'page 1, left',
    reason: 'x',
    label: '=1+1',
    title: 'A "b" c',
    law: null,
    marks: 2,
  }
  assert.equal(
    scheduleCsv([line]),
    'Number,Place,Reason,Meaning,Law,Marks\r\n1,"page 1, left",\'=1+1,"A ""b"" c",,2\r\n',
  )
})
