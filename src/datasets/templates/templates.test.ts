import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRecipe } from '../../charts/recipe.ts'
import { duties, findDuty, findFrequency } from '../../law/index.ts'
import { wordsOf } from '../ingest/headings.ts'
import { findTheme } from '../themes.ts'
import { findTemplate, templates } from './templates.ts'

test('every dataset of PUB-8 has a template', () => {
  const wanted = [
    'spending-over-500',
    'procurement-card',
    'senior-salaries',
    'organisation-chart',
    'contracts-register',
    'tenders',
    'business-rates-mandatory-relief',
    'business-rates-credit-balances',
    'business-rates-zero-value',
    'business-rates-new-accounts',
    'council-tax-credit-balances',
    'penalty-notices',
    'notices-served',
    'animal-welfare',
    'pest-control',
    'street-enforcement',
    'parking-account',
    'parking-statistics',
    'parking-spaces',
    'cctv-cameras',
    'land-and-buildings',
    'public-health-funerals',
    'trade-union-facility-time',
    'environmental-permits',
    'performance-indicators',
    'councillor-allowances',
    'grants',
    'social-housing-value',
    'counter-fraud',
    'disclosure-log',
    'pay-multiple',
  ]
  assert.deepEqual(
    wanted.filter((id) => findTemplate(id) === null),
    [],
  )
  assert.equal(new Set(templates.map(({ id }) => id)).size, templates.length)
  assert.equal(findTemplate('nothing'), null)
})

test('every template that a duty names exists', () => {
  for (const { template } of duties) if (template !== undefined) assert.ok(findTemplate(template), template)
})

for (const template of templates) {
  test(`${template.id}: its columns can be told apart and its words stand for something`, () => {
    const { columns, primaryKey, charts } = template
    const names = columns.map(({ name }) => name)
    assert.equal(new Set(names).size, names.length, 'names are unique')
    for (const name of names) assert.match(name, /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
    assert.ok(findTheme(template.theme), template.theme)
    assert.ok(findFrequency(template.frequency), template.frequency)
    assert.match(template.id, /^[a-z0-9]+(-[a-z0-9]+)*$/)
    for (const name of primaryKey) assert.ok(names.includes(name), `key ${name}`)
    for (const recipe of charts) {
      const read = readRecipe(recipe)
      assert.ok(read.ok, recipe)
      const { category, measure } = read.value
      assert.ok(names.includes(category.column), recipe)
      assert.ok(measure.column === null || names.includes(measure.column), recipe)
    }
    if (template.duty !== undefined) assert.ok(findDuty(template.duty), template.duty)
    for (const column of columns)
      assert.ok(column.title.length > 0 && column.description.length > 0, column.name)

    // A heading must lead to one column: its name, its title and its synonyms, compared as headings are.
    const owner = new Map<string, string>()
    for (const { name, title, synonyms = [] } of columns)
      for (const heading of [name, title, ...synonyms]) {
        const words = wordsOf(heading)
        assert.equal(owner.get(words) ?? name, name, `“${heading}” leads to two columns`)
        owner.set(words, name)
      }
  })
}
