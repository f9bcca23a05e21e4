import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHeadingLines } from './heading-lines.ts'
import { findHeadingRow } from './heading-row.ts'
import { nameHeadings, readHeadings } from './headings.ts'

const rows = (text: string): string[][] =>
  text.split('\n').map((line) => (line === '' ? [] : line.split(',')))

test('the heading row is found below titles, parameters and blank rows', () => {
  assert.equal(findHeadingRow(rows('Supplier,Amount\nA,1\nB,2')), 0)
  assert.equal(
    findHeadingRow(rows('Answers in June,,\nRef,Received,Summary\n1,01/06/2011,x\n2,02/06/2011,y')),
    1,
  )
  const report = 'Invoices over 500,,,\n,,,\nReport date: 2 July,,,\n,,,\nBody,Supplier,Paid,Amount\n'
  assert.equal(findHeadingRow(rows(`${report}C,A,01/06/2011,1.5\nC,B,01/06/2011,2.5\nC,D,01/06/2011,`)), 4)
  const named = 'Author,Finance\nReport date,30/04/2024\n,\nSupplier,Amount\nA,1.50\nB,2.50\nC,3.50'
  assert.equal(findHeadingRow(rows(named)), 3)
})

test('a table that begins with data has no heading row; one column of words has', () => {
  assert.equal(findHeadingRow(rows('A,1,2024-01-01\nB,2,2024-01-02\nC,n/a,x')), null)
  assert.equal(findHeadingRow(rows('Area\nNorth\nSouth')), 0)
  assert.equal(findHeadingRow(rows('Area,2023,2024\nNorth,1,2\nSouth,3,4')), 0)
  assert.equal(findHeadingRow([]), null)
})

test('headings keep their words, lose their breaks and the empty ones at the end', () => {
  assert.deepEqual(readHeadings([' Net\nAmount ', '', 'Capital/ Revenue', ' ', '']), [
    'Net Amount',
    '',
    'Capital/ Revenue',
  ])
})

test('headings over two rows are joined; group names part headings that repeat', () => {
  const wrapped = rows(
    'Supplier,Amount,Date\nname,(£),paid\nA,1.5,30/04/2024\nB,1,30/04/2024\nC,2,30/04/2024\nD,2,30/04/2024',
  )
  assert.deepEqual(readHeadingLines(wrapped, 0), {
    headings: ['Supplier name', 'Amount (£)', 'Date paid'],
    lines: 2,
    joined: 3,
  })
  const grouped = rows(',2023,,2024,\nArea,Paid,Owed,Paid,Owed\nNorth,1,2,3,4')
  assert.deepEqual(readHeadingLines(grouped, 1).headings, [
    'Area',
    '2023: Paid',
    '2023: Owed',
    '2024: Paid',
    '2024: Owed',
  ])
  // A first row of data in words is data.
  assert.equal(readHeadingLines(rows('Area,Note\nNorth,none\nSouth,some\nEast,x\nWest,y'), 0).lines, 1)
})

test('names are stable, plain and unique', () => {
  const titles = [
    'Net Amount(£)',
    'IrrecoverableVATAmount',
    '2023-24',
    '',
    'Class Code',
    'Class code',
    '% of spend',
    'Café',
  ]
  assert.deepEqual(
    nameHeadings(titles).map(({ name }) => name),
    [
      'net_amount_gbp',
      'irrecoverable_vat_amount',
      'n_2023_24',
      'column_4',
      'class_code',
      'class_code_2',
      'percent_of_spend',
      'cafe',
    ],
  )
})
