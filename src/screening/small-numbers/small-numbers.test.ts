import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { auditPattern } from './audit-pattern.ts'
import { compareReleases } from './compare-releases.ts'
import { addAllTotals, makeCountTable, readKeys, type CountRow, type CountTable } from './count-table.ts'
import { failsPercentRule, isDominated } from './disclosure-rules.ts'
import { describeUniqueness, groupSizes } from './find-unique.ts'
import { generalise } from './generalise.ts'
import { boundUnknowns } from './linear-bounds.ts'
import { roundTable, roundToBase } from './round-counts.ts'
import { suppressCounts, type Suppression } from './suppress-counts.ts'

const rowsOf = (counts: readonly (readonly number[])[]): CountRow[] =>
  addAllTotals(
    counts.flatMap((row, at) => row.map((count, column) => ({ keys: [`r${at}`, `c${column}`], count }))),
  )

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

test('bounds are what linear algebra gives: a difference, a range, no limit', () => {
  // x + y = 10, x + z = 12, y = 4
  assert.deepEqual(
    boundUnknowns(
      3,
      [
        {
          terms: [
            [0, 1],
            [1, 1],
          ],
          equals: 10,
        },
        {
          terms: [
            [0, 1],
            [2, 1],
          ],
          equals: 12,
        },
        { terms: [[1, 1]], equals: 4 },
      ],
      [0, 2],
    ),
    [
      { least: 6, most: 6 },
      { least: 6, most: 6 },
    ],
  )
  assert.deepEqual(
    boundUnknowns(
      2,
      [
        {
          terms: [
            [0, 1],
            [1, 1],
          ],
          equals: 7,
        },
      ],
      [0],
      1,
    ),
    [{ least: 1, most: 6 }],
  )
  assert.deepEqual(
    boundUnknowns(
      2,
      [
        {
          terms: [
            [0, 1],
            [1, -1],
          ],
          equals: 0,
        },
      ],
      [0],
    ),
    [{ least: 0, most: Infinity }],
  )
})

/** All tables of whole counts that agree with what is published: an attacker with patience instead of algebra. */
function solutions(
  { counts, sums }: CountTable,
  cells: readonly (Suppression | null)[],
  floor: number,
  most: number,
): number[][] {
  const hidden = cells.flatMap((cell, at) => (cell === null ? [] : [at]))
  const found: number[][] = []
  const values = [...counts]
  const known = new Set(cells.flatMap((cell, at) => (cell === null ? [at] : [])))
  const isLeft = (): boolean =>
    sums.every(({ total, parts }) => {
      const all = [total, ...parts]
      if (!all.every((at) => known.has(at))) {
        const sum = parts.reduce((so, at) => so + (known.has(at) ? (values[at] ?? 0) : floor), 0)
        return !known.has(total) || sum <= (values[total] ?? 0)
      }
      return parts.reduce((so, at) => so + (values[at] ?? 0), 0) === values[total]
    })
  const search = (next: number): void => {
    const place = hidden[next]
    if (place === undefined) {
      found.push(hidden.map((at) => values[at] ?? 0))
      return
    }
    // A total of what is chosen already is no choice of its own.
    const made = sums.find(({ total, parts }) => total === place && parts.every((at) => known.has(at)))
    const sum = made?.parts.reduce((so, at) => so + (values[at] ?? 0), 0)
    known.add(place)
    for (let value = sum ?? floor; value <= (sum ?? most); value += 1) {
      values[place] = value
      if (value >= floor && isLeft()) search(next + 1)
    }
    known.delete(place)
  }
  search(0)
  return found
}

test('nobody can work a small count out, by trying every table there can be', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), {
        minLength: 2,
        maxLength: 3,
      }),
      fc.integer({ min: 2, max: 3 }),
      (counts, threshold) => {
        const table = makeCountTable(rowsOf(counts))
        const { cells, exposed } = suppressCounts(table, { threshold })
        assert.deepEqual(exposed, [])
        const hidden = cells.flatMap((cell, at) => (cell === null ? [] : [at]))
        const leaves = counts.length * 3
        if (hidden.filter((at) => at < leaves).length > 5) return
        const all = solutions(table, cells, 1, 12)
        assert.ok(all.length > 0)
        for (const [index, place] of hidden.entries()) {
          if (cells[place] !== 'primary') continue
          const possible = new Set(all.map((one) => one[index] ?? 0))
          assert.ok(
            Math.max(...possible) - Math.min(...possible) >= threshold,
            `place ${place} of ${JSON.stringify(counts)} is known`,
          )
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('wards in districts by sex, with every total: no small count within five, no gap that is a 0, no small count shown', () => {
  const leaf = fc.record({
    district: fc.constantFrom('North', 'South'),
    ward: fc.integer({ min: 1, max: 5 }),
    sex: fc.constantFrom('F', 'M'),
    count: fc.oneof(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 90 })),
  })
  fc.assert(
    fc.property(
      fc.uniqueArray(leaf, {
        minLength: 4,
        maxLength: 20,
        selector: (each) => `${each.district}${each.ward}${each.sex}`,
      }),
      (leaves) => {
        const rows = addAllTotals(
          leaves.map(({ district, ward, sex, count }) => ({
            keys: [district, `${district} ${ward}`, sex],
            count,
          })),
        )
        const table = makeCountTable(rows)
        const { cells, exposed } = suppressCounts(table)
        assert.deepEqual(exposed, [])
        assert.deepEqual(auditPattern(table, cells, { width: 5, floor: 1, values: table.counts }), [])
        for (const [at, count] of table.counts.entries()) {
          if (count > 0 && count < 5) assert.equal(cells[at], 'primary')
          if (count === 0) assert.equal(cells[at], null)
        }
      },
    ),
    { numRuns: 80 },
  )
})

test('what cannot be taken out is said to give a small count away', () => {
  const rows = rowsOf([
    [3, 20],
    [10, 40],
  ])
  const fixed = new Set(
    rows.flatMap(({ keys }, at) => (keys.includes('c1') || keys.includes(null) ? [at] : [])),
  )
  const { cells, exposed } = suppressCounts(makeCountTable(rows), { fixed })
  assert.equal(cells[0], 'primary')
  assert.deepEqual(exposed, [{ place: 0, least: 3, most: 3 }])
})

test('totals written in the file are read as totals', () => {
  assert.deepEqual(readKeys(['Total', 'Abbey', 'All ages', 'Allington']), [null, 'Abbey', null, 'Allington'])
})

test('an earlier release of the same counts is weighed with this one', () => {
  const rows = rowsOf([
    [3, 20, 30],
    [10, 40, 50],
    [60, 70, 80],
  ])
  const table = makeCountTable(rows)
  const { cells } = suppressCounts(table)
  const cover = cells.findIndex((cell) => cell === 'secondary')
  const published = table.counts.map((count, at) => (cells[at] === null ? count : null))
  assert.deepEqual(compareReleases(table, cells, published), [])
  assert.deepEqual(compareReleases(table, cells, published.with(0, 3))[0], { place: 0, kind: 'shown-before' })
  assert.ok(
    compareReleases(table, cells, published.with(cover, table.counts[cover] ?? 0)).some(
      ({ place, kind }) => place === 0 && kind === 'solved',
    ),
  )
  assert.deepEqual(
    compareReleases(
      table,
      table.counts.map(() => null),
      published,
    ),
    [{ place: 0, kind: 'shown-now' }],
  )
})

test('controlled rounding keeps totals true to their parts, and all within one base of the truth', () => {
  assert.deepEqual(
    [0, 2, 3, 7, 8, 12.5].map((value) => roundToBase(value)),
    [0, 0, 5, 5, 10, 15],
  )
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }).chain((width) =>
        fc.array(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 7,
        }),
      ),
      (counts) => {
        const { cells, rows, columns, total } = roundTable(counts)
        const add = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0)
        for (const [at, row] of counts.entries()) {
          assert.equal(add(cells[at] ?? []), rows[at])
          assert.ok(Math.abs((rows[at] ?? 0) - add(row)) < 5)
          for (const [column, count] of row.entries()) {
            const rounded = cells[at]?.[column] ?? -1
            assert.ok(rounded % 5 === 0 && Math.abs(rounded - count) < 5)
          }
        }
        for (const [at, column] of columns.entries())
          assert.ok(Math.abs(column - add(counts.map((row) => row[at] ?? 0))) < 5)
        assert.ok(Math.abs(total - add(counts.flat())) < 5)
      },
    ),
  )
})

test('few contributors tell of each other', () => {
  assert.equal(isDominated([90, 5, 5]), true)
  assert.equal(isDominated([30, 30, 40]), false)
  assert.equal(isDominated([45, 45, 10], { n: 2, share: 0.85 }), true)
  assert.equal(isDominated([]), false)
  assert.equal(failsPercentRule([100, 50, 9]), true)
  assert.equal(failsPercentRule([100, 50, 11]), false)
  assert.equal(failsPercentRule([0, 0]), false)
})

test('days, postcodes and points are made coarser, and what is none of them does not pass', () => {
  assert.deepEqual(
    [
      generalise('2024-03-14', 'year'),
      generalise('14/3/2024', 'month'),
      generalise('cv1 5rr', 'district'),
      generalise('CV15RR', 'sector'),
      generalise('EC1A 1BB', 'area'),
      generalise('432999.7', 'grid'),
      generalise('-1.54321', 'grid'),
      generalise('unknown', 'year'),
      generalise('', 'district'),
    ],
    ['2024', '2024-03', 'CV1', 'CV1 5', 'EC', '432000', '-1.54', null, ''],
  )
})
