import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeUniqueness, groupSizes } from './find-unique.ts'
import { isDominated, roundToBase, suppressTable } from './suppress-table.ts'

test('combinations that single people out are said as a sentence', () => {
  const rows = Array.from({ length: 240 }, (_, at) => ({ postcode: at < 212 ? `P${at}` : 'Q', born: 1980 }))
  const found = describeUniqueness(['postcode', 'born'], groupSizes(rows, ['postcode', 'born']))
  assert.equal(found.sentence, 'postcode + born identifies 212 of 240 rows.')
  assert.deepEqual([found.unique, found.below, found.smallest], [212, 212, 1])
  assert.equal(
    describeUniqueness(['born'], [240]).sentence,
    'Every combination of born stands in at least 240 rows.',
  )
  assert.equal(
    describeUniqueness(['ward'], [3, 1000]).sentence,
    'ward identifies no row alone, but 3 of 1,003 rows share it with fewer than 4 others.',
  )
  assert.equal(describeUniqueness(['ward'], []).sentence, 'The table has no rows.')
})

test('a small count takes others with it, so that totals do not give it back', () => {
  const table = suppressTable([
    [3, 20, 30],
    [10, 40, 50],
    [60, 70, 80],
  ])
  assert.deepEqual(
    table.map((row) => row.map(({ value, marker }) => marker ?? value)),
    [
      ['c', 'd', 30],
      ['d', 'd', 50],
      [60, 70, 80],
    ],
  )
})

test('after suppression no line of the table has a single gap, no small count shows, and no gap is a 0', () => {
  const counts = fc.integer({ min: 2, max: 6 }).chain((width) =>
    fc.array(fc.array(fc.integer({ min: 0, max: 40 }), { minLength: width, maxLength: width }), {
      minLength: 2,
      maxLength: 6,
    }),
  )
  fc.assert(
    fc.property(counts, (table) => {
      const out = suppressTable(table)
      const lines = [
        ...out,
        ...(out[0] ?? []).map((_, at) => out.map((row) => row[at] ?? { value: 0, marker: null })),
      ]
      for (const line of lines) assert.notEqual(line.filter(({ marker }) => marker !== null).length, 1)
      for (const [at, row] of out.entries())
        for (const [column, { value, marker }] of row.entries()) {
          assert.equal(value === null, marker !== null)
          const was = table[at]?.[column] ?? 0
          assert.ok(value === null ? was >= 0 : was === 0 || was >= 5)
        }
    }),
  )
})

test('rounding is to the nearest base, and one large contributor dominates', () => {
  assert.deepEqual(
    [0, 2, 3, 7, 8, 12.5].map((value) => roundToBase(value)),
    [0, 0, 5, 5, 10, 15],
  )
  assert.equal(isDominated([90, 5, 5]), true)
  assert.equal(isDominated([30, 30, 40]), false)
  assert.equal(isDominated([]), false)
})
