import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerBatchLine, builtInCalendars } from '../index.ts'

const calendars = builtInCalendars()
const answer = (line: unknown) =>
  answerBatchLine(typeof line === 'string' ? line : JSON.stringify(line), 3, calendars)

test('a line gives its id, its due day and the working', () => {
  const { text, ok } = answer({
    id: 'a1',
    regime: 'foia',
    nation: 'wales',
    received: '2026-02-03',
    events: [],
  })
  assert.ok(ok)
  const read = JSON.parse(text) as { id: string; due: string; because: unknown[] }
  assert.deepEqual(Object.keys(read), ['id', 'due', 'because'])
  assert.equal(read.due, '2026-03-03')
  assert.deepEqual(read.because.at(-1), {
    date: '2026-03-03',
    text: 'Working day 20: the last day to answer.',
    citation: 'FOIA 2000 s.10(1)',
  })
})

test('a bad line gives its id where it has one, its number and what is wrong', () => {
  const good = { id: 7, regime: 'foia', nation: 'england', received: '2026-02-03', events: [] }
  const cases: [unknown, RegExp][] = [
    ['{', /not JSON/],
    ['[]', /not a JSON object/],
    ['null', /not a JSON object/],
    [{ ...good, regime: 'foi' }, /^regime: "foi" is none of foia/],
    [{ ...good, regime: undefined }, /^regime: nothing/],
    [{ ...good, regime: 'constructor' }, /^regime/],
    [{ ...good, nation: 'cornwall' }, /^nation/],
    [{ ...good, received: '2026-02-30' }, /^received: "2026-02-30"/],
    [{ ...good, received: 20260203 }, /^received/],
    [{ ...good, events: {} }, /^events: this is not a list/],
    [{ ...good, events: [null] }, /^events\.0: /],
    [{ ...good, events: [{ type: 'paused', on: '2026-02-04' }] }, /^events\.0\.type: "paused"/],
    [{ ...good, events: [{ type: 'extended', on: 'soon' }] }, /^events\.0\.on/],
    [{ ...good, events: [{ type: 'extended', on: '2026-02-04', until: '?' }] }, /^events\.0\.until/],
    [{ ...good, events: [{ type: 'extended', on: '2026-02-01' }] }, /before the request was received/],
    [{ ...good, received: 'x'.repeat(9999) }, /…/],
  ]
  for (const [line, message] of cases) {
    const { text, ok } = answer(line)
    assert.ok(!ok, text)
    const read = JSON.parse(text) as { id?: number; line: number; error: string }
    assert.equal(read.line, 3)
    assert.match(read.error, message)
    assert.ok(read.error.length < 300)
    if (typeof line !== 'string') assert.equal(read.id, 7)
  }
})

test('a nation left out is taken as England, and said where it matters', () => {
  const said = answer({ id: 1, regime: 'uk-gdpr', received: '2026-02-03' })
  assert.ok(said.ok)
  assert.match(said.text, /England was taken/)
  assert.doesNotMatch(answer({ id: 1, regime: 'foia', received: '2026-02-03' }).text, /England was taken/)
})
