import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Outcome } from '../../kernel/outcome.ts'
import { queryTable } from './query-table.ts'
import { readTableQuery } from './read-table-query.ts'
import { makeVersion, openTables, type Tables, type TestColumn, type TestVersion } from './table.fixture.ts'
import type { TablePage, TableQuery } from './table-query.ts'

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

function queryOf(version: TestVersion, address: string): TableQuery {
  const read = readTableQuery(version.columns, new URLSearchParams(address))
  assert.ok(read.ok, JSON.stringify(read))
  return read.query
}

describe('a published table', () => {
  let tables: Tables
  let version: TestVersion
  before(async () => {
    tables = openTables()
    version = await makeVersion(tables, columns, [
      ['Hill Top', '12.50', '9007199254740993', '2026-01-05', 'true', '2026-01-05 10:00:00'],
      ['Café, "Old"', { marker: 'REDACTED' }, '5', null, 'false', null],
      ['=cmd', '-3.00', null, '2025-12-01', null, '2025-01-01 00:00:00.5'],
      [null, '500000.10', '7', '1850-01-01', null, null],
      ['a\0b\u0001<x>', '0.00', '1', '2026-03-03', 'true', '2024-02-29 23:59:59'],
    ])
  })
  after(() => tables.close())

  const ask = async (address: string): Promise<TablePage> =>
    valueOf(await queryTable(tables, version, queryOf(version, address)))
  const rowsOf = async (address: string): Promise<number[]> => (await ask(address)).rowNumbers
  const refused = (address: string): Record<string, string> => {
    const read = readTableQuery(version.columns, new URLSearchParams(address))
    assert.ok(!read.ok, address)
    return Object.fromEntries((read.fields ?? []).map(({ field, message }) => [field, message]))
  }

  test('gives cells as the canonical file writes them, markers in place of values, numbers only where exact', async () => {
    const { rows, count, total } = await ask('')
    assert.deepEqual(rows.slice(0, 3), [
      ['Hill Top', 12.5, '9007199254740993', '2026-01-05', true, '2026-01-05T10:00:00'],
      ['Café, "Old"', 'REDACTED', 5, null, false, null],
      ['=cmd', -3, null, '2025-12-01', null, '2025-01-01T00:00:00.5'],
    ])
    assert.deepEqual([count, total], [5, 5])
  })

  test('filters by type', async () => {
    const expected: Record<string, number[]> = {
      'ward=Hill Top': [1],
      'ward=hill top': [],
      'ward__contains=HILL': [1],
      'ward__startswith=caf': [2],
      'ward__endswith=TOP': [1],
      'ward__not=Hill Top': [2, 3, 4, 5],
      'ward__isnull=1': [4],
      'ward__in=Hill Top,"Café, ""Old"""': [1, 2],
      'ward=a%00b%01<x>': [5],
      'amount__gte=£500,000.10': [4],
      'amount=12.5': [1],
      'amount=12.500': [1],
      'amount=12.501': [],
      'amount__gt=12.495&amount__lt=12.505': [1],
      'amount__lt=-2.999': [3],
      'amount__lte=-3.001': [],
      'amount__gt=1e30': [],
      'amount__lt=1e30': [1, 3, 4, 5],
      'amount=REDACTED': [2],
      'amount__not=REDACTED': [1, 3, 4, 5],
      'amount__in=0,12.5,REDACTED': [1, 2, 5],
      'amount__notnull=1': [1, 3, 4, 5],
      'count=9007199254740993': [1],
      'count__gt=6.5': [1, 4],
      'paid__lt=2000-01-01': [4],
      'paid__startswith=2026': [1, 5],
      'late=yes': [1, 5],
      'late__not=true': [2, 3, 4],
      'seen__lt=2025-06-01': [3, 5],
      'seen__gte=2026-01-05T10:00': [1],
      'q=cafe old': [2],
      'q=cafe top': [],
      'late=true&amount__gt=5': [1],
      'amount__gt=-100&amount__lt=1': [3, 5],
      'ward=&amount__gt=': [1, 2, 3, 4, 5],
    }
    for (const [address, rows] of Object.entries(expected))
      assert.deepEqual(await rowsOf(address), rows, address)
  })

  test('sorts with nothing last, and ties in the order of the file', async () => {
    assert.deepEqual(await rowsOf('sort=amount'), [3, 5, 1, 4, 2])
    assert.deepEqual(await rowsOf('sort=-amount'), [4, 1, 5, 3, 2])
    assert.deepEqual(await rowsOf('sort=late'), [2, 1, 5, 3, 4])
    assert.deepEqual(await rowsOf('sort=-late'), [1, 5, 2, 3, 4])
  })

  test('says of each wrong parameter what is wrong and what it takes', () => {
    assert.deepEqual(refused('amont__gte=4&ward__like=3&amount=abc&paid__gt=01/02/2026&limit=0&sort=-wrd'), {
      amont__gte: 'There is no column “amont”. Did you mean “amount”?',
      ward__like:
        '“like” is not a comparison. There are exact, not, contains, startswith, endswith, gt, gte, lt, lte, in, isnull, notnull',
      amount: '“amount__exact” takes a number such as 500 or 12.50, not “abc”',
      paid__gt: '“paid__gt” takes a day such as 2026-01-14, not “01/02/2026”',
      limit: 'This must be a whole number from 1 to 1000',
      sort: 'There is no column “wrd”. Did you mean “ward”?',
    })
    assert.match(refused('count__contains=4')['count__contains'] ?? '', /contains works on text and days/)
    assert.match(refused('late__gt=true')['late__gt'] ?? '', /have no order/)
    assert.match(refused('late=perhaps')['late'] ?? '', /takes true or false/)
    assert.match(refused('ward__in="a')['ward__in'] ?? '', /in "quotes"/)
    assert.match(refused('paid=2026-02-30')['paid'] ?? '', /takes a day/)
    assert.match(refused('group=ward:month')['group'] ?? '', /holds no days/)
    assert.match(refused('measure=sum:ward')['measure'] ?? '', /holds no numbers/)
    assert.match(refused('group=ward&sort=amount')['sort'] ?? '', /sorted by ward, count/)
    assert.match(refused("x'; drop table y --=1")["x'; drop table y --"] ?? '', /There is no column/)
    assert.ok(readTableQuery(version.columns, new URLSearchParams('page=2'), ['page']).ok)
  })

  test('facets count under the other filters, and keep what was chosen in sight', async () => {
    const { facets } = await ask('late=true&ward=Hill Top&facet=late,ward,amount')
    assert.deepEqual(facets[0]?.values, [{ value: 'true', count: 1, selected: true }])
    assert.deepEqual(
      facets[1]?.values.map(({ value, selected }) => [value, selected]),
      [
        ['Hill Top', true],
        ['a\0b\u0001<x>', false],
      ],
    )
    const many = await makeVersion(
      tables,
      [{ name: 'code', type: 'string' }],
      Array.from({ length: 90 }, (_, index) => [`c${String(index % 45).padStart(2, '0')}`]),
    )
    const facet = valueOf(await queryTable(tables, many, queryOf(many, 'code=c44&facet=code'))).facets[0]
    assert.deepEqual([facet?.values.length, facet?.more], [21, 24])
    assert.deepEqual(facet?.values.at(-1), { value: 'c44', count: 2, selected: true })
  })

  test('totals by group, with markers apart and months of days', async () => {
    const years = await ask(
      'group=paid:year&measure=sum:amount,count,mean:amount,greatest:seen,distinct:ward&sort=-count',
    )
    assert.deepEqual(
      years.columns.map(({ name, type }) => `${name} ${type}`),
      [
        'paid__year string',
        'amount__sum number',
        'count integer',
        'amount__mean number',
        'seen__greatest datetime',
        'ward__distinct integer',
      ],
    )
    assert.deepEqual(years.rows, [
      ['2026', 12.5, 2, 6.25, '2026-01-05T10:00:00', 2],
      ['1850', 500000.1, 1, 500000.1, null, 0],
      ['2025', -3, 1, -3, '2025-01-01T00:00:00.5', 1],
      [null, null, 1, null, null, 1],
    ])
    assert.deepEqual((await ask('group=amount')).rows.at(-1), ['REDACTED', 1])
    assert.deepEqual((await ask('measure=count,sum:count')).rows, [[5, '9007199254741006']])
    const few = await ask('group=ward&limit=2')
    assert.deepEqual([few.rows.length, few.count], [2, 5])
  })

  test('a token of another version, another query or of nobody is refused', async () => {
    const other = await makeVersion(tables, columns, [
      ['x', '1', '1', null, null, null],
      ['y', '1', '1', null, null, null],
    ])
    const { next } = await ask('limit=1&sort=amount')
    for (const [asked, address, words] of [
      [other, 'limit=1&sort=amount', /another version/],
      [version, 'limit=1&sort=-amount', /other filters or another order/],
      [version, 'limit=1&sort=amount&late=true', /other filters or another order/],
    ] as const) {
      const outcome = await queryTable(tables, asked, { ...queryOf(asked, address), next })
      assert.ok(!outcome.ok)
      assert.match(outcome.detail ?? '', words)
    }
    for (const made of ['zzz', 'W10', Buffer.from('["x","y",-1]').toString('base64url')]) {
      const outcome = await queryTable(tables, version, { ...queryOf(version, ''), next: made })
      assert.equal(outcome.ok ? null : outcome.problem, 'bad-request')
    }
  })

  test('pages through very many rows alike, each once and in order', async () => {
    const many = await makeVersion(
      tables,
      [
        { name: 'kind', type: 'string' },
        { name: 'n', type: 'integer' },
      ],
      Array.from({ length: 1400 }, (_, index) => [
        index % 7 === 0 ? null : index % 7 < 5 ? 'a' : 'b',
        String(index),
      ]),
    )
    for (const sort of ['kind', '-kind']) {
      const query = queryOf(many, `sort=${sort}&limit=130&n__gte=10`)
      const seen: number[] = []
      let next: string | null = null
      do {
        const page: TablePage = valueOf(await queryTable(tables, many, { ...query, next }))
        seen.push(...page.rowNumbers)
        next = page.next
      } while (next !== null)
      const rank = (row: number): number =>
        (row - 1) % 7 === 0 ? 2 : (row - 1) % 7 < 5 === (sort === 'kind') ? 0 : 1
      const expected = Array.from({ length: 1390 }, (_, index) => index + 11)
      expected.sort((a, b) => rank(a) - rank(b) || a - b)
      assert.deepEqual(seen, expected)
    }
  })

  test('gives tokens that fit an address, however long the cells are', async () => {
    const long = await makeVersion(
      tables,
      [{ name: 'text', type: 'string' }],
      ['b', 'a', 'c'].map((letter) => ['🦆'.repeat(5000) + letter]),
    )
    const query = queryOf(long, 'sort=text&limit=1')
    const seen: number[] = []
    let next: string | null = null
    do {
      const page: TablePage = valueOf(await queryTable(tables, long, { ...query, next }))
      seen.push(...page.rowNumbers)
      next = page.next
      assert.ok((next?.length ?? 0) < 400)
    } while (next !== null)
    assert.deepEqual(seen, [2, 1, 3])
  })

  test('a column that is called as the counter of rows, or as a word of the grammar, is asked like any other', async () => {
    const odd = await makeVersion(
      tables,
      [
        { name: 'file_row_number', type: 'integer' },
        { name: 'sort', type: 'string' },
      ],
      [
        ['3', 'b'],
        ['2', 'a'],
        ['1', 'b'],
      ],
    )
    const page = valueOf(
      await queryTable(tables, odd, queryOf(odd, 'sort=file_row_number&sort__exact=b&limit=1')),
    )
    assert.deepEqual([page.rows, page.rowNumbers], [[[1, 'b']], [3]])
    const second = { ...queryOf(odd, 'sort=file_row_number&sort__exact=b&limit=1'), next: page.next }
    assert.deepEqual(valueOf(await queryTable(tables, odd, second)).rowNumbers, [1])
  })
})
