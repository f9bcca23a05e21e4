import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bytesSource } from './byte-source.ts'
import { checkFile, type CheckOptions } from './check-file.ts'
import { makeOds, makeXlsx } from './workbook.fixture.ts'
import { dayOfSerial } from './xlsx.ts'

const check = (bytes: Uint8Array, options: CheckOptions = {}) =>
  checkFile(bytesSource('made', bytes), options)
const heading = ['Supplier', 'Paid', 'Amount']

test('a sheet is read as its values: days, formulas, and numbers without their binary residue', async () => {
  const found = await check(
    makeXlsx([
      {
        name: 'April',
        rows: [
          ['Payments in April'],
          [],
          heading,
          ['Example & Sons', { date: 45_412 }, { formula: 'B1*2', value: 12.340000000000002 }],
          ['Redacted', { date: 45_413.041666666664 }, 7],
          ['Example Ltd', { date: 45_414 }, { error: '#REF!' }],
        ],
        merges: ['A1:C1'],
      },
    ]),
  )
  assert.deepEqual(
    [found.container, found.sheet, found.headerRow, found.rows, found.headings],
    ['xlsx', 'April', 2, 3, heading],
  )
  assert.deepEqual(
    found.columns.map(({ type, kind }) => [type, kind]),
    [
      ['string', undefined],
      ['date', undefined],
      ['number', 'money'],
    ],
  )
  const changes = found.ledger.steps.map(({ change, count }) => [change, count])
  assert.deepEqual(
    changes,
    [
      ['formulas-read-as-values', 1],
      ['merged-cells-found', 1],
      ['numbers-tidied', 1],
      ['preamble-left-out', 1],
      ['blank-rows-left-out', 0],
    ].filter(([, count]) => count !== 0),
  )
  assert.deepEqual(
    found.faults.map(({ code, column, row }) => [code, column, row]),
    [
      ['formula-error', 'Amount', 6],
      ['merged-cell', null, null],
    ],
  )
})

test('what is hidden is never read by accident', async () => {
  const bytes = makeXlsx([
    { name: 'Workings', hidden: true, rows: [['Name'], ['Secret One'], ['Secret Two']] },
    {
      name: 'Out',
      rows: [
        ['Supplier', 'Home address', 'Amount'],
        ['Example Ltd', 'Secret Lane', 1],
        ['Secret Ltd', 'Secret Road', 2],
        ['Sample Ltd', 'Secret Way', 3],
      ],
      hiddenRows: [2],
      hiddenColumns: [1],
    },
  ])
  const found = await check(bytes)
  assert.deepEqual([found.sheet, found.headings, found.rows], ['Out', ['Supplier', 'Amount'], 2])
  assert.deepEqual(
    found.faults.map(({ code, count }) => [code, count]),
    [
      ['hidden-sheet', 1],
      ['hidden-row', 1],
      ['hidden-column', 1],
    ],
  )
  assert.match(found.faults.find(({ code }) => code === 'hidden-column')?.message ?? '', /: B\.$/)
  assert.ok(!JSON.stringify(found).includes('Secret'))
  assert.equal((await check(bytes, { sheet: 'workings' })).rows, 2)
})

test('of several sheets with data one is read, and the others are named', async () => {
  const sheet = (name: string) => ({ name, rows: [heading, ['Example Ltd', { date: 45_412 }, 5]] })
  const bytes = makeXlsx([{ name: 'Cover', rows: [] }, sheet('April'), sheet('May')])
  const found = await check(bytes)
  assert.equal(found.sheet, 'April')
  assert.deepEqual(
    found.faults.map(({ code }) => code),
    ['sheet-choice'],
  )
  assert.deepEqual((await check(bytes, { sheet: 'May' })).faults, [])
  const missing = await check(bytes, { sheet: 'June' })
  assert.match(missing.faults[0]?.message ?? '', /“Cover”, “April”, “May”/)
})

test('an ODS is read by its stored values, its repeats and its hidden parts', async () => {
  const cell = (text: string, attributes = '') =>
    `<table:table-cell ${attributes}><text:p>${text}</text:p></table:table-cell>`
  const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`
  const float = (value: number, shown: string) =>
    cell(shown, `office:value-type="float" office:value="${value}"`)
  const day = (value: string) => cell('a day', `office:value-type="date" office:date-value="${value}"`)
  const empty = '<table:table-cell table:number-columns-repeated="1020"/>'
  const found = await check(
    makeOds(
      `<table:table table:name="Hidden" table:style-name="ta2">${row(cell('Secret'))}</table:table>` +
        `<table:table table:name="Spend"><table:table-column table:number-columns-repeated="3"/><table:table-column table:visibility="collapse"/>` +
        row(cell('Supplier') + cell('Paid') + cell('Amount') + cell('Secret') + empty) +
        row(
          cell('Example<text:s text:c="2"/>Ltd') +
            day('2024-04-30') +
            float(1234.5, '£1,235') +
            cell('Secret'),
        ) +
        row(cell('Sample Ltd') + day('2024-05-01') + float(2, '2'), 'table:number-rows-repeated="3"') +
        row(cell('Secret') + day('2024-05-01') + float(3, '3'), 'table:visibility="filter"') +
        row(empty, 'table:number-rows-repeated="1048570"') +
        `</table:table>`,
    ),
  )
  assert.deepEqual([found.container, found.sheet, found.headings, found.rows], ['ods', 'Spend', heading, 4])
  assert.deepEqual(
    found.columns.map(({ type }) => type),
    ['string', 'date', 'number'],
  )
  assert.deepEqual(
    found.faults.map(({ code }) => code),
    ['hidden-sheet', 'hidden-row', 'hidden-column'],
  )
})

test('serial days are those Excel shows', () => {
  assert.equal(dayOfSerial(1, false), '1900-01-01')
  assert.equal(dayOfSerial(61, false), '1900-03-01')
  assert.equal(dayOfSerial(45_412, false), '2024-04-30')
  assert.equal(dayOfSerial(43_950, true), '2024-04-30')
  assert.equal(dayOfSerial(45_412.5, false), '2024-04-30T12:00:00')
  assert.equal(dayOfSerial(0.5, false), '12:00:00')
})
