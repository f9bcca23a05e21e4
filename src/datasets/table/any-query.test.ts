import assert from 'node:assert/strict'
import { fc } from '../../../test/support/property.ts'
import { after, before, describe, test } from 'node:test'
import type { Outcome } from '../../kernel/outcome.ts'
import { exportTable } from './export-table.ts'
import { readValue, splitList } from './filter-value.ts'
import { queryTable } from './query-table.ts'
import { readTableQuery } from './read-table-query.ts'
import {
  makeVersion,
  openTables,
  type Tables,
  type TestCell,
  type TestColumn,
  type TestVersion,
} from './table.fixture.ts'
import type { Filter, TableCell, TablePage, TableQuery } from './table-query.ts'
import { writeTableQuery } from './write-table-query.ts'

const columns: TestColumn[] = [
  { name: 'ward', type: 'string' },
  { name: 'amount', type: 'number', markers: true },
  { name: 'count', type: 'integer' },
  { name: 'paid', type: 'date' },
  { name: 'late', type: 'boolean' },
  { name: 'seen', type: 'datetime' },
]

function valueOf<T>(outcome: Outcome<T>): T {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

const everything: TableQuery = {
  filters: [],
  search: null,
  sort: null,
  fields: null,
  facets: [],
  group: null,
  limit: 50,
  next: null,
}

describe('any filters and any order', () => {
  let tables: Tables
  let version: TestVersion
  const rows: TestCell[][] = []
  before(async () => {
    tables = openTables()
    const words = ['Hill', 'hill top', 'Ünder', '', 'a,b', '"', "o'clock", '50%', '_x_', '🦆']
    for (let index = 0; index < 150; index++)
      rows.push([
        index % 11 === 0 ? null : `${words[index % 10] ?? ''}${index % 3}`,
        index % 7 === 0
          ? { marker: 'REDACTED' }
          : index % 5 === 0
            ? null
            : `${((index * 37) % 23) - 5}.${index % 4}0`,
        index % 9 === 0 ? null : String((index * 13) % 17),
        index % 6 === 0 ? null : `202${index % 4}-0${(index % 9) + 1}-1${index % 10}`,
        [null, 'true', 'false'][index % 3] ?? null,
        null,
      ])
    version = await makeVersion(tables, columns, rows)
  })
  after(() => tables.close())

  const values = {
    ward: ['Hill0', 'hill', 'TOP', 'ü', ',', '"', "'", '%', '_', '🦆', ''],
    amount: ['0', '3.1', '-2', '12.345', 'REDACTED', '1e9'],
    count: ['0', '5', '5.5', '-1'],
    paid: ['2021-01-01', '2022-05-14'],
    late: ['true', 'no'],
  }
  const operators = {
    ward: ['exact', 'not', 'contains', 'startswith', 'endswith', 'gt', 'lte', 'in', 'isnull', 'notnull'],
    amount: ['exact', 'not', 'gt', 'gte', 'lt', 'lte', 'in', 'isnull'],
    count: ['exact', 'not', 'gt', 'gte', 'lt', 'lte', 'notnull'],
    paid: ['exact', 'gt', 'gte', 'lt', 'lte', 'not'],
    late: ['exact', 'not', 'isnull'],
  } as const
  const filter = fc
    .constantFrom('ward', 'amount', 'count', 'paid', 'late')
    .chain((column) =>
      fc.record({
        column: fc.constant(column as string),
        operator: fc.constantFrom<Filter['operator']>(...operators[column]),
        value: fc.constantFrom(...values[column]),
      }),
    )
    .map((one) =>
      one.operator === 'in' && one.value.includes('"')
        ? { ...one, value: `"${one.value.replaceAll('"', '""')}"` }
        : one,
    )
  const query = fc.record({
    filters: fc.array(filter, { maxLength: 3 }),
    sort: fc.option(
      fc.record({
        column: fc.constantFrom('ward', 'amount', 'count', 'paid', 'late'),
        descending: fc.boolean(),
      }),
    ),
    limit: fc.integer({ min: 1, max: 40 }),
  })

  test('give what a naive reading of the rows gives, page by page and in the download', async () => {
    await fc.assert(
      fc.asyncProperty(query, async ({ filters, sort, limit }) => {
        const params = writeTableQuery({ ...everything, filters, sort, limit })
        const read = readTableQuery(version.columns, params)
        if (!read.ok) {
          // Only what cannot be meant is refused: a marker in an order, or an empty value.
          assert.ok(
            filters.some(({ value }) => value === 'REDACTED' || value === ''),
            JSON.stringify(read),
          )
          return
        }
        const asked = read.query
        const expected = naive(rows, asked)
        const seen: number[] = []
        let next: string | null = null
        const cells: TableCell[][] = []
        do {
          const page: TablePage = valueOf(await queryTable(tables, version, { ...asked, next }))
          assert.equal(page.count, expected.length)
          assert.ok(page.rows.length <= limit)
          seen.push(...page.rowNumbers)
          cells.push(...page.rows)
          next = page.next
        } while (next !== null)
        assert.deepEqual(seen, expected)
        const made = valueOf(await exportTable(tables, version, asked, { format: 'ndjson' }))
        assert.equal(made.rows, expected.length)
        const text = Buffer.concat(await made.stream.toArray()).toString()
        const lines = text.split('\n').filter((line) => line !== '')
        assert.deepEqual(
          lines.map((line) => Object.values(JSON.parse(line) as Record<string, TableCell>)),
          cells,
        )
      }),
      { numRuns: 60 },
    )
  })

  /** Row numbers by the words of the grammar's description, and nothing of its making. */
  function naive(all: TestCell[][], { filters, sort }: TableQuery): number[] {
    const names = columns.map(({ name }) => name)
    const cellOf = (row: number, column: string): TestCell => all[row]?.[names.indexOf(column)] ?? null
    const typeOf = (column: string): TestColumn['type'] =>
      columns.find(({ name }) => name === column)?.type ?? 'string'
    const comparable = (column: string, text: string): number | string =>
      typeOf(column) === 'number' || typeOf(column) === 'integer' ? Number(text) : text
    const order = (a: number | string, b: number | string): number =>
      typeof a === 'string' && typeof b === 'string'
        ? Buffer.compare(Buffer.from(a), Buffer.from(b))
        : Number(a) - Number(b)
    const same = (column: string, cell: TestCell, value: string): boolean => {
      if (cell === null) return false
      if (typeof cell !== 'string') return cell.marker === value
      const wanted =
        typeOf(column) === 'boolean' ? (readValue({ type: 'boolean' }, value)?.text ?? '') : value
      return order(comparable(column, cell), comparable(column, wanted)) === 0
    }
    const holds = (row: number, { column, operator, value }: Filter): boolean => {
      const cell = cellOf(row, column)
      if (operator === 'exact') return same(column, cell, value)
      if (operator === 'not') return !same(column, cell, value)
      if (operator === 'in') return (splitList(value) ?? []).some((one) => same(column, cell, one))
      if (operator === 'isnull') return typeof cell !== 'string'
      if (operator === 'notnull') return typeof cell === 'string'
      if (typeof cell !== 'string') return false
      const [text, wanted] = [cell.toLowerCase(), value.toLowerCase()]
      if (operator === 'contains') return text.includes(wanted)
      if (operator === 'startswith') return text.startsWith(wanted)
      if (operator === 'endswith') return text.endsWith(wanted)
      const compared = order(comparable(column, cell), comparable(column, value))
      return { gt: compared > 0, gte: compared >= 0, lt: compared < 0, lte: compared <= 0 }[operator]
    }
    const found = all.map((_, row) => row).filter((row) => filters.every((one) => holds(row, one)))
    if (sort !== null)
      found.sort((a, b) => {
        const [x, y] = [cellOf(a, sort.column), cellOf(b, sort.column)]
        if (typeof x !== 'string' || typeof y !== 'string')
          return Number(typeof x !== 'string') - Number(typeof y !== 'string') || a - b
        const compared = order(comparable(sort.column, x), comparable(sort.column, y))
        return (sort.descending ? -compared : compared) || a - b
      })
    return found.map((row) => row + 1)
  }
})
