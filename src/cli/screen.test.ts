import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { drawPage } from '../documents/fixtures.ts'
import { plainWorkbook } from './seed/plain-workbook.ts'

const folder = mkdtempSync(join(tmpdir(), 'screen-'))
after(() => rmSync(folder, { recursive: true }))

function screen(args: string[], input = '') {
  const run = spawnSync(join(import.meta.dirname, '../../bin/muniment'), ['screen', ...args], {
    input,
    encoding: 'utf8',
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

test('lines of JSON are answered line by line, with parties found and kept names left', () => {
  const lines = [
    { id: 'a', text: 'Dear Mrs Okafor, ring 07700 900123' },
    { id: 2, text: 'Delphine Carrow and Specimin agreed' },
  ]
  const { code, out } = screen(
    ['--batch', '-', '--party', 'Joanna Specimen', '--keep', 'Delphine Carrow'],
    lines.map((each) => JSON.stringify(each)).join('\n'),
  )
  assert.equal(code, 0)
  const answers = out
    .trim()
    .split('\n')
    .map(
      (line) =>
        JSON.parse(line) as { id: unknown; findings: { entity: string; start: number; end: number }[] },
    )
  assert.deepEqual(
    answers.map(({ id, findings }, at) => [
      id,
      findings.map(({ entity, start, end }) => [entity, lines[at]?.text.slice(start, end)]),
    ]),
    [
      [
        'a',
        [
          ['PERSON', 'Okafor'],
          ['UK_PHONE', '07700 900123'],
        ],
      ],
      [2, [['PERSON', 'Specimin']]],
    ],
  )
  assert.equal(screen(['--batch', '-'], '{"id": 1}').code, 7)
})

test('a scanned page is read by text recognition, and that is said', () => {
  const file = join(folder, 'scan.png')
  writeFileSync(file, drawPage(['Dear Sam Specimen', 'ring 07700 900123']))
  const { out, error } = screen([file, '--json'])
  const found = JSON.parse(out) as { findings: { entity: string }[]; scanned: unknown }
  assert.ok(
    found.findings.some(({ entity }) => entity === 'UK_PHONE'),
    out,
  )
  assert.deepEqual(found.scanned, { pages: 1, allRead: true })
  assert.match(error, /text recognition/)
})

test('a table is read by its columns', () => {
  const file = join(folder, 'spend.csv')
  writeFileSync(
    file,
    'Supplier,Amount,Date,Description\nSpecimen Builders Ltd,120.00,01/02/2024,Road works\nMargaret Okafor,80.50,02/02/2024,Foster care\nExampleton Council,12.00,03/02/2024,Rates\n',
  )
  const { code, out } = screen([file, '--json'])
  assert.equal(code, 7)
  const { table } = JSON.parse(out) as {
    table: {
      columns: { role: string }[]
      findings: { column: string; entity: string; count: number; rows: number[] }[]
    }
  }
  assert.deepEqual(
    table.columns.map(({ role }) => role),
    ['payee', 'amount', 'date', 'narrative'],
  )
  assert.deepEqual(
    table.findings.map(({ column, entity, count, rows }) => ({ column, entity, count, rows })),
    [{ column: 'Supplier', entity: 'PERSON', count: 1, rows: [3] }],
  )
  assert.match(screen([file]).out, /^Supplier {2}PERSON/)
})

test('a safer table is never written over its source', () => {
  const file = join(folder, 'homes.csv')
  writeFileSync(file, 'Postcode\nEX1 1AA\n')
  const coarser = ['--generalise', 'Postcode=district', '--out']
  const over = screen([file, ...coarser, file])
  assert.equal(over.code, 2)
  assert.match(over.error, /would be written over/)
  assert.match(readFileSync(file, 'utf8'), /EX1 1AA/)
  const beside = join(folder, 'safe.csv')
  assert.equal(screen([file, ...coarser, beside]).code, 0)
  assert.match(readFileSync(beside, 'utf8'), /^Postcode\r\nEX1\r\n$/)
})

test('a wrong score is refused', () => {
  const { code, error } = screen(['-', '--min-score', '7'], 'text')
  assert.equal(code, 2)
  assert.match(error, /--min-score is “7”/)
})

test('what a hidden sheet holds is said, whatever the first one holds', () => {
  const file = join(folder, 'hidden.xlsx')
  const people = [['Name'], ['Mrs Ada Quenby, 01632 960 118']]
  writeFileSync(
    file,
    plainWorkbook([
      {
        name: 'Counts',
        rows: [
          ['Ward', 'Calls'],
          ['Hill Top', 4],
        ],
      },
      { name: 'People', hidden: true, rows: people },
    ]),
  )
  const { code, out } = screen([file])
  assert.equal(code, 7)
  assert.match(out, /UK_PHONE/)
  assert.doesNotMatch(out, /No personal data/)
})
