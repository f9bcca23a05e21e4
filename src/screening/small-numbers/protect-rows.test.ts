import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingColumns, protectRows, type TextTable } from './protect-rows.ts'

const table: TextTable = {
  headings: ['Ward', 'Sex', 'Cases', 'Rate'],
  rows: [
    ['Abbey', 'F', '3', '0.3'],
    ['Abbey', 'M', '20', '2.0'],
    ['Abbey', 'All', '23', '2.3'],
    ['Castle', 'F', '31', '3.1'],
    ['Castle', 'M', '44', '4.4'],
    ['Castle', 'All', '75', '7.5'],
    ['Docks', 'F', '0', '0'],
    ['Docks', 'M', '1,017', '90'],
    ['Docks', 'All', '1,017', '90'],
    ['Total', 'F', '34', ''],
    ['Total', 'M', '1,081', ''],
    ['Total', 'All', '1,115', ''],
  ],
}
const options = { count: 'Cases', by: ['Ward', 'Sex'], also: ['Rate'] }

test('small counts of a file and their covers become [c], with the rates that would give them back; zeros stay zeros', () => {
  const made = protectRows(table, options)
  assert.deepEqual(
    made?.rows.map((row) => row.slice(2)),
    [
      ['[c]', '[c]'],
      ['[c]', '[c]'],
      ['23', '2.3'],
      ['[c]', '[c]'],
      ['[c]', '[c]'],
      ['75', '7.5'],
      ['0', '0'],
      ['1,017', '90'],
      ['1,017', '90'],
      ['34', ''],
      ['1,081', ''],
      ['1,115', ''],
    ],
  )
  assert.deepEqual([made.small, made.covers, made.exposed], [1, 3, 0])
  assert.deepEqual(
    made.dictionary.map(({ shorthand }) => shorthand),
    ['[c]'],
  )
})

test('rounding in place of suppression adds up, an earlier release is weighed, and what is amiss is said', () => {
  const rounded = protectRows(table, { ...options, round: 5 })
  const counts = rounded?.rows.map((row) => Number(row[2])) ?? []
  assert.equal((counts[0] ?? 0) + (counts[1] ?? 0), counts[2])
  assert.equal((counts[2] ?? 0) + (counts[5] ?? 0) + (counts[8] ?? 0), counts[11])
  assert.ok(counts.every((count) => count % 5 === 0))
  const leaking = protectRows(table, { ...options, before: table })
  assert.ok((leaking?.leaks.length ?? 0) > 0)
  assert.deepEqual(missingColumns(table, { count: 'Number', by: ['Ward'] }), ['Number'])
  assert.equal(protectRows(table, { count: 'Cases', by: ['Ward'] }), null)
  assert.ok(
    protectRows(table, { count: 'Cases', by: ['Ward', 'Sex'] })?.sentences.some((each) =>
      each.includes('“Rate”'),
    ),
  )
})

test('totals that stand elsewhere cannot be taken out, and a count that they give away is said to be exposed', () => {
  const made = protectRows(
    {
      headings: ['Ward', 'Sex', 'Cases'],
      rows: [
        ['Abbey', 'F', '2'],
        ['Abbey', 'M', '0'],
        ['Castle', 'F', '30'],
        ['Castle', 'M', '40'],
      ],
    },
    { count: 'Cases', by: ['Ward', 'Sex'], totals: 'all' },
  )
  assert.equal(made?.exposed, 1)
})

test('amounts that one contributor dominates are suppressed with the columns that say so', () => {
  const made = protectRows(
    {
      headings: ['Trade', 'Turnover', 'Largest', 'Second'],
      rows: [
        ['Bakers', '1000', '960', '30'],
        ['Smiths', '1000', '300', '250'],
        ['Tailors', '500', '20', '15'],
        ['Total', '2500', '960', '300'],
      ],
    },
    { count: 'Turnover', by: ['Trade'], largest: ['Largest', 'Second'] },
  )
  assert.deepEqual(made?.rows[0], ['Bakers', '[c]', '[c]', '[c]'])
  assert.deepEqual([made.small, made.covers], [1, 1])
  assert.equal(made.rows[3]?.[1], '2500')
})
