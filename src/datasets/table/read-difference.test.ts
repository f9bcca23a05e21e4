import assert from 'node:assert/strict'
import { fc } from '../../../test/support/property.ts'
import { after, before, describe, test } from 'node:test'
import type { Outcome } from '../../kernel/outcome.ts'
import { exportDifference } from './export-difference.ts'
import { readDifference, type DifferenceQuery } from './read-difference.ts'
import { makeVersion, openTables, type Tables, type TestVersion } from './table.fixture.ts'

function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

describe('what changed between versions', () => {
  let tables: Tables
  let before_: TestVersion
  let after_: TestVersion
  before(async () => {
    tables = openTables()
    before_ = await makeVersion(
      tables,
      [
        { name: 'id', type: 'integer' },
        { name: 'ward', type: 'string' },
        { name: 'amount', type: 'number' },
        { name: 'old', type: 'date' },
      ],
      [
        ['1', 'Hill', '1.50', null],
        ['2', 'Mill', '2.00', '2026-01-01'],
        ['3', 'Gone', '3.00', null],
        ['4', 'Same', '4.00', null],
      ],
    )
    after_ = await makeVersion(
      tables,
      [
        { name: 'id', type: 'integer' },
        { name: 'ward', type: 'string' },
        { name: 'amount', type: 'number', stored: 'decimal(18,3)', markers: true },
        { name: 'fresh', type: 'boolean' },
      ],
      [
        ['4', 'Same', '4.000', 'true'],
        ['1', 'Hill', { marker: 'REDACTED' }, 'true'],
        ['2', 'Mill, "x"', '2.00', null],
        ['9', 'New', '9.00', null],
      ],
      ['id'],
    )
  })
  after(() => tables.close())
  const read = async (query: DifferenceQuery = {}) =>
    valueOf(await readDifference(tables, before_, after_, query))

  test('is told by the key, cell by cell; columns come and go, types widen', async () => {
    const { key, columns, counts, rows } = await read()
    assert.deepEqual(key, ['id'])
    assert.deepEqual(counts, { added: 1, removed: 1, changed: 2, same: 1 })
    assert.deepEqual(
      columns.map(({ name, only }) => [name, only]),
      [
        ['id', null],
        ['ward', null],
        ['amount', null],
        ['fresh', 'after'],
        ['old', 'before'],
      ],
    )
    assert.deepEqual(rows, [
      {
        kind: 'changed',
        before: [1, 'Hill', 1.5, null, null],
        after: [1, 'Hill', 'REDACTED', true, null],
        beforeRow: 1,
        afterRow: 2,
        changed: ['amount'],
      },
      {
        kind: 'removed',
        before: [3, 'Gone', 3, null, null],
        after: null,
        beforeRow: 3,
        afterRow: null,
        changed: [],
      },
      {
        kind: 'changed',
        before: [2, 'Mill', 2, null, '2026-01-01'],
        after: [2, 'Mill, "x"', 2, null, null],
        beforeRow: 2,
        afterRow: 3,
        changed: ['ward'],
      },
      {
        kind: 'added',
        before: null,
        after: [9, 'New', 9, null, null],
        beforeRow: null,
        afterRow: 4,
        changed: [],
      },
    ])
  })

  test('is turned page by page and by kind; a token of another comparison is refused', async () => {
    const first = await read({ limit: 3 })
    const second = await read({ limit: 3, next: first.next })
    assert.deepEqual([...first.rows, ...second.rows], (await read()).rows)
    assert.equal(second.next, null)
    assert.deepEqual(
      (await read({ kind: 'removed' })).rows.map(({ kind }) => kind),
      ['removed'],
    )
    for (const [query, ...versions] of [
      [{ next: first.next, kind: 'added' }, before_, after_],
      [{ next: first.next }, after_, before_],
      [{ next: 'made-up' }, before_, after_],
    ] as const) {
      const refusal = await readDifference(tables, versions[0], versions[1], query)
      assert.equal(refusal.ok ? null : refusal.problem, 'bad-request')
    }
  })

  test('is taken away as CSV and JSON', async () => {
    const csv = valueOf(await exportDifference(tables, before_, after_, { format: 'csv' }))
    assert.equal(csv.rows, 4)
    assert.deepEqual(
      Buffer.concat(await csv.stream.toArray())
        .toString()
        .split('\r\n'),
      [
        'change,row_before,row_after,id,ward,amount,fresh,old,id__before,ward__before,amount__before,fresh__before,old__before',
        'changed,1,2,1,Hill,REDACTED,true,,1,Hill,1.50,,',
        'removed,3,,3,Gone,3.00,,,3,Gone,3.00,,',
        'changed,2,3,2,"Mill, ""x""",2.000,,,2,Mill,2.00,,2026-01-01',
        'added,,4,9,New,9.000,,,,,,,',
        '',
      ],
    )
    const json = valueOf(await exportDifference(tables, before_, after_, { format: 'json', kind: 'changed' }))
    const parsed = JSON.parse(Buffer.concat(await json.stream.toArray()).toString()) as { rows: unknown[] }
    assert.deepEqual(parsed.rows[0], {
      change: 'changed',
      row_before: 1,
      row_after: 2,
      before: { id: 1, ward: 'Hill', amount: 1.5, old: null },
      after: { id: 1, ward: 'Hill', amount: 'REDACTED', fresh: true },
    })
    assert.equal(parsed.rows.length, 2)
  })

  test('where no key tells rows apart, is told by the whole row, each as often as it occurs', async () => {
    const row = fc.tuple(fc.constantFrom('a', 'b', null), fc.constantFrom('1', '2', null))
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), fc.array(row, { maxLength: 8 }), async (old, now) => {
        const columns = [
          { name: 'x', type: 'string' },
          { name: 'y', type: 'integer' },
        ] as const
        const one = await makeVersion(tables, [...columns], old)
        // A key that is not unique is no key.
        const two = await makeVersion(tables, [...columns], now, ['x'])
        const found = valueOf(await readDifference(tables, one, two, { limit: 100 }))
        const keyed = found.key !== null
        const count = (rows: typeof old) => Map.groupBy(rows, (each) => JSON.stringify(each))
        const [was, is] = [count(old), count(now)]
        const excess = (a: typeof was, b: typeof was) =>
          [...a].reduce((sum, [each, some]) => sum + Math.max(0, some.length - (b.get(each)?.length ?? 0)), 0)
        assert.equal(found.counts.added + found.counts.changed, excess(is, was))
        assert.equal(found.counts.removed + found.counts.changed, excess(was, is))
        if (!keyed) assert.equal(found.counts.changed, 0)
        assert.equal(found.rows.length, found.counts.added + found.counts.removed + found.counts.changed)
      }),
      { numRuns: 40 },
    )
  })
})
