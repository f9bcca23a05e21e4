import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { findFrequency, frequencies, nextDue } from './frequencies.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const due = (id: string, from: string) => {
  const frequency = findFrequency(id)
  assert.ok(frequency)
  return nextDue(frequency, day(from))?.toString() ?? null
}

test('the next publication is one period on, month ends at month ends', () => {
  assert.equal(due('monthly', '2026-02-28'), '2026-03-31')
  assert.equal(due('monthly', '2026-01-31'), '2026-02-28')
  assert.equal(due('monthly', '2028-01-31'), '2028-02-29')
  assert.equal(due('monthly', '2026-02-10'), '2026-03-10')
  assert.equal(due('quarterly', '2026-03-31'), '2026-06-30')
  assert.equal(due('quarterly', '2026-06-30'), '2026-09-30')
  assert.equal(due('annual', '2028-02-29'), '2029-02-28')
  assert.equal(due('annual', '2026-03-31'), '2027-03-31')
  assert.equal(due('fortnightly', '2026-12-25'), '2027-01-08')
  assert.equal(due('hourly', '2026-12-31'), '2027-01-01')
  assert.equal(due('once', '2026-12-31'), null)
  assert.equal(due('as-needed', '2026-12-31'), null)
})

test('whatever the day, something regular is due later, and soon enough', () => {
  const regular = frequencies.filter(({ length }) => length !== null)
  fc.assert(
    fc.property(fc.constantFrom(...regular), fc.integer({ min: 0, max: 40_000 }), (frequency, offset) => {
      const from = day('1990-01-01').add({ days: offset })
      const next = nextDue(frequency, from)
      assert.ok(next)
      const days = from.until(next).total({ unit: 'days' })
      assert.ok(days >= 1 && days <= 366 * 3 + 3, `${frequency.id} ${from.toString()}: ${days}`)
    }),
  )
})

test('ids, codes and names are each used once', () => {
  for (const key of ['id', 'title', 'eu'] as const)
    assert.equal(new Set(frequencies.map((each) => each[key])).size, frequencies.length, key)
  const purl = frequencies.flatMap((each) => each.purl ?? [])
  assert.equal(new Set(purl).size, purl.length)
  assert.equal(findFrequency('sometimes'), null)
})
