import assert from 'node:assert/strict'
import { statSync } from 'node:fs'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { makeXlsx } from '../ingest/workbook.fixture.ts'
import { build, built, linesOf, parquetRows } from './build-table.fixture.ts'
import type { ImportResult } from './job.ts'

const kindsOf = ({ report }: ImportResult): string[] => report.decisions.map(({ kind }) => kind)
/** Every no says what to do. */
function refusedAs(result: ImportResult, kind: string): void {
  assert.equal(result.built, null)
  assert.deepEqual(kindsOf(result), [kind])
  const [decision] = result.report.decisions
  assert.ok((decision?.message ?? '').length > 10 && (decision?.remedy ?? '').length > 10)
}

test('a file with nothing in it, or headings alone, is empty', async () => {
  refusedAs(await build(''), 'empty')
  refusedAs(await build('Area,Amount\n'), 'empty')
})

test('a file of one cell has no rows', async () => {
  const result = await build('Area')
  assert.equal(result.built, null)
  assert.ok(['empty', 'unreadable'].includes(kindsOf(result)[0] ?? ''))
})

test('what is no table is refused with the words of its check', async () => {
  refusedAs(
    await build(Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0)),
    'unreadable',
  )
  refusedAs(await build('%PDF-1.7\n'), 'unreadable')
  refusedAs(await build('{ "a": [1, 2'), 'unreadable')
})

test('more columns than a table can be published with are refused', async () => {
  const width = 10_000
  const row = (cell: (at: number) => string): string =>
    Array.from({ length: width }, (_, at) => cell(at)).join(',')
  refusedAs(await build([row((at) => `Column ${at}`), row(String), row(String)].join('\n')), 'unreadable')
})

test('a cell of five megabytes is kept whole', async () => {
  const cell = 'words and "marks", '.repeat(280_000)
  const rows = Array.from({ length: 300 }, (_, at) => `Area ${at},short`)
  for (const text of ['Area,Note\nNorth,', ['Area,Note', ...rows, 'North,'].join('\n')]) {
    const result = await build(`${text}"${cell.replaceAll('"', '""')}"\n`)
    const last = (await parquetRows(result)).at(-1)
    assert.equal(last?.[1], cell.trim())
    assert.ok(statSync(built(result).csvPath).size > 5_000_000)
    assert.ok(JSON.stringify(built(result).columns).length < 5000, 'statistics do not repeat it')
  }
})

test('an unclosed quotation mark costs its own row', async () => {
  const rows = Array.from({ length: 400 }, (_, at) => `Area ${at},${at}`)
  const text = ['Area,N', ...rows.slice(0, 300), '"Hill,7', ...rows.slice(300)].join('\n')
  assert.deepEqual(kindsOf(await build(text)), ['faulty-rows'])
  const left = await build(text, { options: { leaveOutFaultyRows: true } })
  assert.deepEqual(linesOf(left).slice(1), rows)
})

test('a zip that would unpack to far more than it says is not opened', async () => {
  const bomb = zipSync({ 'table.csv': new Uint8Array(120 * 1024 * 1024).fill(48) }, { level: 9 })
  refusedAs(await build(bomb, { name: 'bomb.zip' }), 'unreadable')
  const lying = zipSync({ 'table.csv': Buffer.from('Area,N\nNorth,1\n'.repeat(2000)) })
  // The directory at the end says that only ten bytes are inside.
  const directory = Buffer.from(lying).lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  Buffer.from(lying.buffer).writeUInt32LE(10, directory + 24)
  refusedAs(await build(lying, { name: 'lying.zip' }), 'unreadable')
})

test('a path that climbs out of a zip names nothing', async () => {
  const zip = zipSync({ '../../etc/table.csv': Buffer.from('Area,N\nNorth,1\n') })
  const result = await build(zip, { name: 'climb.zip' })
  assert.deepEqual(linesOf(result), ['area,n', 'North,1'])
  assert.equal(result.report.check.inside?.name, 'table.csv')
})

test('a sheet is asked for where several have rows; hidden ones are never read', async () => {
  const sheet = (name: string, hidden = false) => ({
    name,
    hidden,
    rows: [
      ['Area', 'N'],
      [name, 1],
      ['Other', 2],
    ],
  })
  const one = await build(makeXlsx([sheet('Secret', true), sheet('Shown')]), { name: 'book.xlsx' })
  assert.deepEqual(linesOf(one), ['area,n', 'Shown,1', 'Other,2'])
  assert.ok(one.report.check.faults.some(({ code }) => code === 'hidden-sheet'))
  const two = makeXlsx([sheet('First'), sheet('Secret', true), sheet('Second')])
  const asked = await build(two, { name: 'book.xlsx' })
  assert.deepEqual(
    asked.report.decisions.map(({ kind, choices }) => [kind, choices?.map(({ value }) => value)]),
    [['sheet', ['First', 'Second']]],
  )
  const chosen = await build(two, { name: 'book.xlsx', options: { sheet: 'Second' } })
  assert.deepEqual(linesOf(chosen), ['area,n', 'Second,1', 'Other,2'])
})

test('formulas stay as they are in the canonical file', async () => {
  const result = await build('Area,Note\nNorth,"=HYPERLINK(""x"")"\nSouth,@sum\n')
  assert.deepEqual(linesOf(result), ['area,note', 'North,"=HYPERLINK(""x"")"', 'South,@sum'])
  assert.ok(result.report.check.faults.some(({ code }) => code === 'forbidden-value'))
})
