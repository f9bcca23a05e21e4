import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const directory = mkdtempSync(join(tmpdir(), 'muniment-dataset-'))
after(() => rmSync(directory, { recursive: true }))

function check(args: string[], input = '') {
  const run = spawnSync(join(root, 'bin/muniment'), ['dataset', 'check', ...args], {
    input,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', MUNIMENT_DATA: directory },
  })
  return { code: run.status, out: run.stdout, error: run.stderr }
}

function write(name: string, text: string): string {
  const path = join(directory, name)
  writeFileSync(path, text)
  return path
}

test('a clean file is described in words and ends with 0', () => {
  const { code, out, error } = check([write('clean.csv', 'Area,Paid\nNorth,£5.00\n')])
  assert.deepEqual([code, error], [0, ''])
  assert.match(out, /^clean\.csv: CSV, utf-8\n1 row, 2 columns, headings in row 1\.\n/)
  assert.match(out, /Paid +paid +number \(money\)/)
  assert.match(out, /Nothing is wrong with it\.\n$/)
})

test('faults come with their rows and what to do, gravest first, and end with 7', () => {
  const path = write('faulty.csv', `Area,Amount\n,\n${'North,1.5\n'.repeat(20)}South,one\n`)
  const { code, out } = check([path])
  assert.equal(code, 7)
  assert.match(
    out,
    /1 error, 1 warning\.\n\nError: .*“Amount”.* Row 23\. \[type-error\]\n {2}Write figures only\./,
  )
  assert.match(out, /Warning: 1 row is blank and was left out\. Row 2\. \[blank-row\]/)
})

test('JSON has the whole check, from a file or from standard input', () => {
  const text = 'Date\n03/04/2024\n'
  const { code, out } = check(['-', '--json'], text)
  assert.equal(code, 7)
  const read = JSON.parse(out) as Record<string, unknown>
  assert.deepEqual(Object.keys(read), [
    'encoding',
    'container',
    'delimiter',
    'headerRow',
    'headings',
    'rows',
    'columns',
    'faults',
    'ledger',
  ])
  const answered = check([write('days.csv', text), '--json', '--dates', 'day-first'])
  assert.equal(answered.code, 0)
  assert.deepEqual((JSON.parse(answered.out) as Record<string, unknown>)['faults'], [])
})

test('a missing file, a directory and a wrong option are told apart', () => {
  const missing = check([join(directory, 'none.csv')])
  assert.equal(missing.code, 3)
  assert.match(missing.error, /^muniment: There is no file .*none\.csv\.\n$/)
  assert.equal(check([directory]).code, 2)
  assert.equal(check([write('x.csv', 'a\n1\n'), '--dates', 'whenever']).code, 2)
})

test('a file is held against a template', () => {
  const path = write(
    'spend.csv',
    'Supplier,Amount,Date\nAlder Ltd,lots,30/04/2025\nBirch Ltd,many,01/05/2025\n',
  )
  const { code, out } = check([path, '--template', 'spending-over-500', '--json'])
  const faults = (JSON.parse(out) as { faults: { code: string; column: string | null }[] }).faults
  assert.equal(code, 7)
  assert.ok(faults.some((fault) => fault.code === 'type-error' && fault.column === 'Amount'))
  assert.equal(check([path, '--template', 'none']).code, 2)
})
