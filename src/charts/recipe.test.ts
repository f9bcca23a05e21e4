import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { chartQuery } from './chart-query.ts'
import {
  chartKinds,
  dateParts,
  readRecipe,
  readRecipeAddress,
  writeRecipe,
  writeRecipeAddress,
  type Recipe,
} from './recipe.ts'

const columns = [
  { name: 'ward', title: 'Ward', type: 'string' },
  { name: 'amount', title: 'Amount paid', type: 'number', kind: 'money' },
  { name: 'payment_date', title: 'Payment date', type: 'date' },
  { name: 'year', title: 'Year', type: 'integer' },
  { name: 'directorate', title: 'Directorate', type: 'string' },
]

test('a recipe says which totals to fetch', () => {
  assert.deepEqual(
    chartQuery('bar: ward by count top 10 where year=2025 and ward != "Hill and Dale"', columns),
    {
      ok: true,
      value: {
        group: ['ward'],
        measures: [{ measure: 'count', column: null }],
        filters: [
          { column: 'year', operator: 'exact', value: '2025' },
          { column: 'ward', operator: 'not', value: 'Hill and Dale' },
        ],
        sort: { column: 'count', descending: true },
        limit: 1000,
      },
    },
  )
  assert.deepEqual(chartQuery('line: month(payment_date) by sum(amount) per directorate', columns), {
    ok: true,
    value: {
      group: ['payment_date:month', 'directorate'],
      measures: [{ measure: 'sum', column: 'amount' }],
      filters: [],
      sort: { column: 'payment_date:month', descending: false },
      limit: 1000,
    },
  })
})

test('quarters and financial years are asked for by the month', () => {
  const asked = chartQuery('column: financial_year(payment_date) by sum(amount)', columns)
  assert.deepEqual(asked.ok && asked.value.group, ['payment_date:month'])
  assert.match(detail('column: quarter(payment_date) by mean(amount)'), /not the sum of its months/)
})

for (const [recipe, words] of [
  ['', /is not a chart. A chart is written as: bar: ward by sum\(amount\)/],
  ['pie: ward by count', /‘pie’ is not a kind of chart. Choose bar, column or line/],
  ['bar: wrd by count', /There is no column ‘wrd’. Did you mean ‘ward’\? The columns are: ward, amount/],
  ['bar: ward by total(amount)', /‘total’ is not a measure. Choose count, sum/],
  ['bar: ward by sum', /Say which column to take the sum of/],
  ['bar: ward by sum(directorate)', /‘directorate’ is text. Columns of numbers: amount, year\./],
  ['line: month(ward) by count', /needs a column of days. ‘ward’ is text. Columns of days: payment_date\./],
  ['line: week(payment_date) by count', /cannot be put together by ‘week’. Choose day, month/],
  ['bar: ward by count per year', /Only a line chart has ‘per’/],
  ['bar: ward by count top 0', /‘top 0’ must be a whole number from 1 to 50/],
  ['bar: ward by count where year', /‘year’ is not a condition/],
  ['bar: ward by count where yr=1', /There is no column ‘yr’/],
  ['line: ward by count per ward', /named twice/],
] as const)
  test(`what is wrong is named: ${recipe}`, () => assert.match(detail(recipe), words))

const names = fc.stringMatching(/^[a-z][a-z0-9_]{0,12}$/)
const recipes: fc.Arbitrary<Recipe> = fc
  .record({
    kind: fc.constantFrom(...chartKinds),
    category: fc.record({ column: names, part: fc.option(fc.constantFrom(...dateParts)) }),
    measure: fc.oneof(
      fc.constant({ measure: 'count' as const, column: null }),
      fc.record({ measure: fc.constantFrom('sum', 'mean', 'least', 'greatest', 'distinct'), column: names }),
    ),
    series: fc.constant(null),
    top: fc.constant(null),
    filters: fc.array(
      fc.record({
        column: names,
        operator: fc.constantFrom('exact', 'not', 'gt', 'gte', 'lt', 'lte', 'contains'),
        value: fc.string({ minLength: 1 }),
      }),
      { maxLength: 3 },
    ),
  })
  // Records of fast-check have no prototype; ours do.
  .map((recipe) => structuredClone(recipe))

test('what is written is read as the same chart, whatever its conditions hold', () => {
  fc.assert(
    fc.property(recipes, (recipe) =>
      assert.deepEqual(readRecipe(writeRecipe(recipe)), { ok: true, value: recipe }),
    ),
  )
})

test('an address holds the same chart; its conditions are the table’s own filters', () => {
  fc.assert(
    fc.property(recipes, (recipe) =>
      assert.deepEqual(readRecipeAddress(writeRecipeAddress(recipe)), {
        ok: true,
        value: { ...recipe, filters: [] },
      }),
    ),
  )
  assert.equal(readRecipeAddress(new URLSearchParams('ward=Hill+Top')), null)
})

function detail(recipe: string): string {
  const read = chartQuery(recipe, columns)
  assert.ok(!read.ok)
  return read.detail ?? ''
}
