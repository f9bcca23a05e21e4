import assert from 'node:assert/strict'
import { DuckDBInstance } from '@duckdb/node-api'
import { strFromU8, unzipSync } from 'fflate'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, describe, test } from 'node:test'
import { crc32 } from 'node:zlib'
import { bytesSource } from '../ingest/byte-source.ts'
import { openZip } from '../ingest/open-zip.ts'
import { openXlsx } from '../ingest/xlsx.ts'
import { exportTable, type ExportOptions } from './export-table.ts'
import { readTableQuery } from './read-table-query.ts'
import { makeVersion, makeVersionFrom, openTables, type Tables, type TestVersion } from './table.fixture.ts'

describe('a download', () => {
  let tables: Tables
  let version: TestVersion
  let large: TestVersion
  before(async () => {
    tables = openTables()
    version = await makeVersion(
      tables,
      [
        { name: 'name', type: 'string' },
        { name: 'amount', type: 'number', markers: true },
        { name: 'big', type: 'integer' },
        { name: 'paid', type: 'date' },
        { name: 'late', type: 'boolean' },
        { name: 'seen', type: 'datetime' },
      ],
      [
        ['Hill Top', '12.50', '9007199254740993', '2026-01-05', 'true', '2026-01-05 10:30:00'],
        ['a,"b"\nc', { marker: 'REDACTED' }, '5', null, 'false', null],
        ['=1+1', '-3.00', null, '1850-12-01', null, '2025-01-01 00:00:00'],
        ['-12.50', '1.00', '1', null, null, null],
        ['-2+3', null, null, null, null, null],
        ['@x', null, null, null, null, null],
        [' pad ', null, null, null, null, null],
        ['a&b<c>_x0041_\u0007\ud83e\udd86', null, null, null, null, null],
        [null, null, null, null, null, null],
      ],
    )
    large = await makeVersionFrom(
      tables,
      [
        { name: 'id', type: 'integer' },
        { name: 'text', type: 'string' },
        { name: 'share', type: 'number' },
      ],
      "(select range as id, 'row ' || range as text, cast(range % 100 as decimal(18,2)) as share from range(200000))",
    )
  })
  after(() => tables.close())

  const take = async (asked: TestVersion, address: string, options: ExportOptions) => {
    const read = readTableQuery(asked.columns, new URLSearchParams(address))
    assert.ok(read.ok, JSON.stringify(read))
    const made = await exportTable(tables, asked, read.query, options)
    assert.ok(made.ok, JSON.stringify(made))
    const { rows, stored, stream } = made.value
    return { rows, stored, bytes: Buffer.concat(await stream.toArray()) }
  }

  test('as CSV is quoted by RFC 4180, and the whole table is the stored file', async () => {
    const { bytes, rows } = await take(version, 'sort=big', { format: 'csv' })
    assert.equal(rows, 9)
    const lines = bytes.toString().split('\r\n')
    assert.deepEqual(lines.slice(0, 4), [
      'name,amount,big,paid,late,seen',
      '-12.50,1.00,1,,,',
      '"a,""b""\nc",REDACTED,5,,false,',
      'Hill Top,12.50,9007199254740993,2026-01-05,true,2026-01-05T10:30:00',
    ])
    assert.ok(lines.includes('" pad ",,,,,'))
    assert.equal(lines.at(-1), '')
    const whole = await take(version, '', { format: 'csv' })
    assert.deepEqual(whole.stored, version.csv)
    assert.equal(whole.bytes.length, version.csv.bytes)
    const marked = await take(version, '', { format: 'csv', bom: true })
    assert.equal(marked.bytes.toString(), `\ufeff${whole.bytes.toString()}`)
    assert.equal((await take(version, '', { format: 'parquet' })).stored?.sha256, version.parquet.sha256)
  })

  test('for spreadsheets puts an apostrophe before what would run, and leaves numbers alone', async () => {
    const { bytes } = await take(version, 'fields=name', { format: 'csv', spreadsheetSafe: true })
    assert.deepEqual(bytes.toString().split('\r\n').slice(3, 7), ["'=1+1", '-12.50', "'-2+3", "'@x"])
  })

  test('as JSON holds numbers that JavaScript can, and text for the others', async () => {
    const { bytes } = await take(version, 'name=Hill Top', { format: 'json' })
    const read = JSON.parse(bytes.toString()) as { columns: { name: string }[]; rows: unknown[] }
    assert.deepEqual(read.columns[0], { name: 'name', title: 'name', type: 'string' })
    assert.deepEqual(read.rows, [
      {
        name: 'Hill Top',
        amount: 12.5,
        big: '9007199254740993',
        paid: '2026-01-05',
        late: true,
        seen: '2026-01-05T10:30:00',
      },
    ])
    assert.deepEqual(JSON.parse((await take(version, 'name=none', { format: 'json' })).bytes.toString()), {
      ...read,
      rows: [],
    })
    const totals = await take(version, 'group=late&measure=sum:amount,sum:big', { format: 'ndjson' })
    assert.equal(totals.rows, 3)
    assert.deepEqual(
      totals.bytes
        .toString()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      [
        { late: false, amount__sum: null, big__sum: 5 },
        { late: true, amount__sum: 12.5, big__sum: '9007199254740993' },
        { late: null, amount__sum: -2, big__sum: 1 },
      ],
    )
  })

  test('as Parquet keeps types, markers and order', async () => {
    const { bytes, stored } = await take(version, 'amount__notnull=1&sort=-amount', { format: 'parquet' })
    assert.equal(stored, null)
    const path = join(tables.directory, 'read.parquet')
    writeFileSync(path, bytes)
    const connection = await (await DuckDBInstance.create()).connect()
    const found = await connection.runAndReadAll(
      `select name, amount::varchar, amount__marker from '${path}'`,
    )
    assert.deepEqual(found.getRows(), [
      ['Hill Top', '12.50', null],
      ['-12.50', '1.00', null],
      ['=1+1', '-3.00', null],
    ])
    assert.deepEqual(found.columnTypes().map(String), ['VARCHAR', 'VARCHAR', 'VARCHAR'])
    connection.closeSync()
    // The file goes as the stream closes, a moment after its last byte was read.
    for (
      let turn = 0;
      turn < 50 && readdirSync(join(tables.tables.workDirectory, 'exports')).length > 0;
      turn++
    )
      await wait(10)
    assert.deepEqual(readdirSync(join(tables.tables.workDirectory, 'exports')), [])
  })

  test('as a workbook has real days and numbers, and nothing else than it should', async () => {
    const { bytes } = await take(version, '', { format: 'xlsx' })
    const parts = unzipSync(bytes)
    assert.deepEqual(Object.keys(parts), [
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ])
    const zip = await openZip(bytesSource('made.xlsx', bytes))
    for (const entry of zip.entries) {
      const at = bytes.indexOf(Buffer.from(entry.name), bytes.lastIndexOf('PK\u0001\u0002') - 2000)
      assert.ok(at > 0)
      const size = parts[entry.name]?.length ?? 0
      assert.ok(bytes.includes(descriptor(crc32(parts[entry.name] ?? ''), size)), entry.name)
    }
    const sheet = strFromU8(parts['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    assert.match(sheet, /<c s="1"><v>46027<\/v><\/c>/)
    assert.match(sheet, /<c s="2"><v>46027\.4375<\/v><\/c>/)
    assert.match(sheet, /<c><v>-3\.00<\/v><\/c>/)
    assert.match(sheet, /a&amp;b&lt;c&gt;_x005F_x0041__x0007_🦆/)
    assert.ok(!sheet.includes('<f>') && !sheet.includes('\u0007'))
    const book = await openXlsx(zip)
    const rows: string[][] = []
    for await (const some of book.read('Data').rows()) rows.push(...some)
    assert.deepEqual(rows[0], ['name', 'amount', 'big', 'paid', 'late', 'seen'])
    assert.deepEqual(rows[1]?.slice(0, 4), ['Hill Top', '12.50', '9007199254740993', '2026-01-05'])
    assert.deepEqual(rows[2]?.slice(0, 3), ['a,"b"\nc', 'REDACTED', '5'])
    assert.equal(rows[3]?.[3], '1850-12-01')
  })

  test('that no workbook can hold is refused, saying what can', async () => {
    const read = readTableQuery(large.columns, new URLSearchParams(''))
    assert.ok(read.ok)
    const long = await makeVersion(tables, [{ name: 'a', type: 'string' }], [['x'.repeat(40_000)]])
    const refusals = [
      await exportTable(tables, { ...large, rows: 1_048_576 }, read.query, { format: 'xlsx' }),
      await exportTable(tables, long, read.query, { format: 'xlsx' }),
    ]
    for (const refusal of refusals) {
      assert.ok(!refusal.ok)
      assert.equal(refusal.problem, 'too-large')
      assert.match(refusal.detail ?? '', /Take CSV or Parquet instead/)
    }
  })

  test('of many rows comes whole and in order, sorted or not', async () => {
    const plain = await take(large, 'share__lt=50', { format: 'csv' })
    const lines = plain.bytes.toString().trimEnd().split('\r\n').slice(1)
    assert.equal(lines.length, 100_000)
    assert.equal(plain.rows, 100_000)
    let last = -1
    for (const line of lines) {
      const id = Number(line.split(',', 1)[0])
      assert.ok(id > last)
      last = id
    }
    const sorted = await take(large, 'sort=-share&fields=id,share', { format: 'ndjson' })
    const first = sorted.bytes
      .toString()
      .split('\n', 2)
      .map((line) => JSON.parse(line) as unknown)
    assert.deepEqual(first, [
      { id: 99, share: 99 },
      { id: 199, share: 99 },
    ])
    assert.equal(sorted.rows, 200_000)
  })

  test('that is given up frees its place, whoever gives it up', async () => {
    const read = readTableQuery(large.columns, new URLSearchParams('sort=text'))
    assert.ok(read.ok)
    // More than there are places for: each must come free again.
    for (let turn = 0; turn < 12; turn++) {
      const left = new AbortController()
      const made = await exportTable(tables, large, read.query, { format: 'csv', signal: left.signal })
      assert.ok(made.ok)
      const { stream } = made.value
      stream.on('error', () => undefined)
      await stream[Symbol.asyncIterator]().next()
      if (turn % 2 === 0) stream.destroy()
      else left.abort()
    }
    assert.equal(
      (await take(large, 'id=5', { format: 'csv' })).bytes.toString(),
      'id,text,share\r\n5,row 5,5.00\r\n',
    )
  })
})

function descriptor(crc: number, size: number): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  assert.ok(size > 0)
  return bytes
}
