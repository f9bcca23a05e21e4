import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { csvReader } from './csv-reader.ts'

function read(text: string, delimiter = ',', piece = text.length || 1, lineEnd: '\n' | '\r' = '\n') {
  const reader = csvReader(delimiter, lineEnd)
  const rows: string[][] = []
  for (let at = 0; at < text.length; at += piece)
    for (const row of reader.push(text.slice(at, at + piece))) rows.push(row)
  for (const row of reader.end()) rows.push(row)
  return { rows, notes: reader.notes }
}

test('cells come back as they were written, wherever the text is cut', () => {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r\n', ' x', 'é', '€'), maxLength: 6 })
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(rows, fc.integer({ min: 1, max: 9 }), fc.constantFrom('\n', '\r\n'), (table, piece, end) => {
      const text = table.map((row) => row.map(quote).join(',')).join(end)
      assert.deepEqual(read(text, ',', piece).rows, table)
    }),
  )
})

test('a blank line is a row without cells, and keeps the numbers of the rows below it true', () => {
  assert.deepEqual(read('a,b\n\n1,2\n').rows, [['a', 'b'], [], ['1', '2']])
})

test('line ends are counted by kind', () => {
  const { notes } = read('a,b\r\n1,2\n"x\ny",3\r\n')
  assert.deepEqual([notes.crlf, notes.lf, notes.cr], [2, 1, 0])
  assert.deepEqual(read('a,b\r1,2\r', ',', 3, '\r').rows, [
    ['a', 'b'],
    ['1', '2'],
  ])
})

test('quotation marks inside cells are text, and their rows are named', () => {
  const { rows, notes } = read('a,b\n5" pipe,1\n"say "hi" now",2\n"a ""b""" ,3\n')
  assert.deepEqual(rows.slice(1), [
    ['5" pipe', '1'],
    ['say "hi" now', '2'],
    ['a "b"', '3'],
  ])
  assert.deepEqual(notes.strayQuoteRows, [2, 3])
})

test('a mark that is never closed costs one row, whatever marks follow', () => {
  const open = read('id,text,sum\n1,"abc,2\n2,def,3\n3,ghi,4\n')
  assert.deepEqual(open.rows[1], ['1', '"abc', '2'])
  assert.deepEqual(open.rows[3], ['3', 'ghi', '4'])
  assert.deepEqual(open.notes.unclosedQuoteRows, [2])
  const followed = read('id,text,sum\n1,"abc,2\n2,"def",3\n3,"ghi",4\n', ',', 5)
  assert.deepEqual(
    followed.rows.map((row) => row.length),
    [3, 3, 3, 3],
  )
  assert.deepEqual(followed.notes.unclosedQuoteRows, [2])
})

test('a file of nothing but open marks is read line by line', () => {
  const { rows, notes } = read('"a\n'.repeat(20_000), ',', 4096)
  assert.equal(rows.length, 20_000)
  assert.equal(notes.unclosedQuotes, 20_000)
})
