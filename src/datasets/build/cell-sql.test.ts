import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { after, before, test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { canonicalCell, plainNumber } from '../ingest/canonical-cell.ts'
import { classifyCell, numberOf } from '../ingest/cell-class.ts'
import { ColumnProfile } from '../ingest/column-profile.ts'
import type { TypeDecision } from '../ingest/column-type.ts'
import { cellSql } from './cell-sql.ts'
import { literal, openDuck, type Duck } from './duck.ts'
import { plainCell } from './plain-cells.ts'

let duck: Duck
before(async () => {
  duck = await openDuck(null, tmpdir())
})
after(() => duck.close())

const decision = (more: Partial<TypeDecision>): TypeDecision => ({
  type: 'string',
  ambiguous: false,
  monthFirst: false,
  misfits: [],
  nothing: false,
  ...more,
})
const words: TypeDecision['misfits'] = [
  'text',
  'boolean',
  'leading-zero',
  'long-integer',
  'postcode',
  'percentage',
]
const decisions: TypeDecision[] = [
  decision({ type: 'integer', misfits: [...words, 'decimal', 'grouped', 'money'] }),
  decision({ type: 'number', misfits: words }),
  decision({ type: 'number', kind: 'longitude', misfits: words }),
  decision({ type: 'number', kind: 'northing', misfits: words }),
  decision({ type: 'number', kind: 'percentage', misfits: ['integer', 'decimal', 'text'] }),
  decision({ type: 'date', format: '%d/%m/%Y', misfits: ['text', 'integer', 'date-month-first'] }),
  decision({ type: 'date', format: '%m/%d/%Y', monthFirst: true, misfits: ['text', 'date-day-first'] }),
  decision({ type: 'datetime', format: '%d/%m/%Y %H:%M:%S', misfits: ['text', 'date-month-first'] }),
  decision({ type: 'boolean', misfits: ['text', 'integer'] }),
  decision({}),
  decision({ kind: 'uprn', misfits: ['scientific', 'text'] }),
]

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`))
const two = fc.integer({ min: 0, max: 40 }).map((n) => String(n).padStart(2, '0'))
const cells = fc
  .oneof(
    fc.integer({ min: -20, max: 2_000_000 }).map(String),
    fc
      .tuple(
        fc.constantFrom('', '-', '+', '(', '£', '-£', '$', '- '),
        fc.oneof(digits(17), fc.constantFrom('1,234', '12,345,678', '1,23', '0,123', '0')),
        fc.oneof(
          fc.constant(''),
          digits(19).map((text) => `.${text}`),
          fc.constant('.'),
        ),
        fc.constantFrom('', '%', ')', '-', ' CR', 'E+3', 'E-2', ' '),
      )
      .map((parts) => parts.join('').trim()),
    fc
      .tuple(
        two,
        fc.constantFrom('/', '-', '.'),
        two,
        fc.constantFrom('/', '-'),
        fc.constantFrom('2025', '25', '0999', '1900'),
      )
      .map((parts) => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('2025', '0012', '1999'),
        two,
        two,
        fc.constantFrom('', ' ', 'T'),
        two,
        two,
        fc.constantFrom('', 'Z', '.5', '+01:00'),
      )
      .map(([year, month, day, gap, hour, minute, zone]) =>
        gap === '' ? `${year}-${month}-${day}` : `${year}-${month}-${day}${gap}${hour}:${minute}:30${zone}`,
      ),
    fc
      .tuple(two, two, two, two)
      .map(([day, month, hour, minute]) => `${day}/${month}/2025 ${hour}:${minute}:00`),
    fc.constantFrom(
      'N/A',
      'null',
      '-',
      'tbc',
      '*',
      '**',
      '<5',
      '[c]',
      'Yes',
      'n',
      '#REF!',
      'REDACTED',
      'Redacted personal data',
      '1.2E+11',
      'SW1A 1AA',
      "O'Hara & Co",
      'true',
      '"',
      'Third party',
    ),
    fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.trim()),
  )
  .filter((text) => text !== '' && !text.includes('\0') && text.isWellFormed())

const days = fc.date({ min: new Date('1950-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
const tokens = fc.constantFrom('N/A', '-', '*', '<5', 'REDACTED')
/** Columns of all sorts, and columns in which all are written alike. */
const columns = fc.oneof(
  fc.array(cells, { minLength: 1, maxLength: 600, size: 'max' }),
  ...[
    fc.integer({ min: -20, max: 2_000_000 }).map(String),
    fc
      .tuple(fc.constantFrom('', '-', '+', '- '), digits(6), fc.constantFrom('.', '.5', '.25', ''))
      .map((parts) => parts.join('')),
    fc.double({ min: -9, max: 2, noNaN: true }).map((number) => number.toFixed(6)),
    days.map((day) => day.toISOString().slice(0, 10)),
    days.map((day) => day.toISOString().slice(0, 10).split('-').toReversed().join('/')),
    days.map((day) => `${day.getUTCMonth() + 1}/${day.getUTCDate()}/${day.getUTCFullYear()}`),
  ].map((cell) =>
    fc.array(fc.oneof({ arbitrary: cell, weight: 9 }, tokens), { minLength: 1, maxLength: 60 }),
  ),
)

/** Numbers and days as values: 1.5 and 1.50 are one. */
const alike = (text: string | null, { type }: TypeDecision): string | null =>
  text !== null && (type === 'number' || type === 'integer') ? (plainNumber(text) ?? text) : text

test('what SQL makes of a cell by itself is what canonicalCell makes of it', async () => {
  const rows = fc.sample(cells, { numRuns: 4000, seed: 20_251_122 })
  await duck.run('create or replace table raw (_row bigint, c0 varchar)')
  for (let at = 0; at < rows.length; at += 500)
    await duck.run(
      `insert into raw values ${rows
        .slice(at, at + 500)
        .map((text, index) => `(${at + index}, ${literal(text)})`)
        .join(', ')}`,
    )
  for (const one of decisions) {
    const plain = plainCell('c0', one)
    if (plain === null) continue
    const found = await duck.rows(`select c0, ${plain} from raw order by _row`)
    let plainly = 0
    for (const [cell, value] of found) {
      if (value === null || value === undefined) continue
      plainly += 1
      const expected = canonicalCell(String(cell), 'Value', one)
      assert.deepEqual(
        [alike(String(value), one), null, false],
        [expected.value, expected.marker, expected.faulty],
        `${String(cell)} as ${one.type} ${one.kind ?? ''}`,
      )
    }
    if (one.kind !== 'northing')
      assert.ok(plainly > 20, `${one.type} ${one.kind ?? ''}: ${plainly} plain cells`)
  }
})

const raw = {
  rows: 0,
  row: '_row',
  broken: null,
  spaced: new Set<number>(),
  distinct: () => null,
  figures: () => null,
}

test('every cell of a column comes out as canonicalCell says, few odd ones or many', async () => {
  await fc.assert(
    fc.asyncProperty(columns, fc.constantFrom(...decisions), async (column, one) => {
      const profile = new ColumnProfile('Value', true)
      column.forEach((text, at) => profile.add(text, at + 2))
      if (one.type === 'string' && profile.seen.has('star')) {
        profile.noteRedaction('*', 'not stated', profile.count('star'))
        profile.tokens.delete('*')
      }
      await duck.run('create or replace table raw (_row bigint, c0 varchar)')
      await duck.run(
        `insert into raw values ${column.map((text, at) => `(${at}, ${literal(text)})`).join(', ')}`,
      )
      await duck.run('drop table if exists translated_c0')
      const { value, marker, faulty, join } = await cellSql(duck, raw, 0, profile, one)
      const rows = await duck.rows(
        `select c0, ${value}, ${marker ?? 'null'}, ${faulty ?? 'false'} from raw ${join} order by _row`,
      )
      assert.equal(rows.length, column.length)
      for (const [cell, made, mark, wrong] of rows) {
        const expected = canonicalCell(String(cell), 'Value', one)
        const word = one.type === 'string' && expected.marker !== null
        assert.deepEqual(
          [alike(made === null ? null : String(made), one), mark, wrong],
          [word ? expected.marker : expected.value, word ? null : expected.marker, expected.faulty],
          `${String(cell)} as ${one.type} ${one.kind ?? ''}`,
        )
      }
    }),
    { numRuns: 250 },
  )
})

test('a plain number is the number of the cell, figure for figure', () => {
  fc.assert(
    fc.property(cells, (text) => {
      const kind = classifyCell(text)
      const numbers = [
        'integer',
        'decimal',
        'grouped',
        'grouped-integer',
        'money',
        'bracketed',
        'percentage',
        'scientific',
      ]
      if (!numbers.includes(kind)) return
      const plain = plainNumber(text)
      assert.match(plain ?? '', /^-?\d+(?:\.\d+)?$/, text)
      const expected = numberOf(text)
      assert.ok(
        Math.abs(Number(plain) - expected) <= Math.abs(expected) * 1e-15,
        `${text}: ${plain}, ${expected}`,
      )
    }),
    { numRuns: 3000 },
  )
})
