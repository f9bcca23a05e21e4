import { success, type Outcome, type Refusal } from '../kernel/outcome.ts'
import type { ChartColumn } from './chart.ts'
import { groupKeyOf, readRecipe, wrong, type ChartMeasure, type Recipe, type RecipeFilter } from './recipe.ts'

/**
 * The totals a chart is drawn from, in the words of a table's query: `group=…&measure=…`. Rows come back as the groups,
 * then the measure.
 */
export type ChartQuery = {
  group: string[]
  measures: ChartMeasure[]
  filters: RecipeFilter[]
  sort: { column: string; descending: boolean }
  /** Of groups */
  limit: number
}

/** As many groups as one query gives. */
export const mostGroups = 1000

/** The query behind a recipe, or what is wrong with it and the columns there are. */
export function chartQuery(recipe: string, columns: readonly ChartColumn[]): Outcome<ChartQuery> {
  const read = readRecipe(recipe)
  return read.ok ? toQuery(read.value, columns) : read
}

function toQuery(recipe: Recipe, columns: readonly ChartColumn[]): Outcome<ChartQuery> {
  const wrongColumn = checkColumns(recipe, columns)
  if (wrongColumn !== null) return wrongColumn
  const { category, measure, series, filters, kind } = recipe
  const measured = measure.column === null ? measure.measure : `${measure.measure}:${measure.column}`
  const { part } = category
  // A table's query knows months and years of the calendar. What is made of months is added up from them.
  const ofMonths = part === 'quarter' || part === 'financial_year'
  if (ofMonths && (measure.measure === 'mean' || measure.measure === 'distinct'))
    return wrong(
      `${measure.measure} cannot be worked out by ${part}: it is not the sum of its months. Choose month or year.`,
    )
  const first = groupKeyOf(ofMonths ? { ...category, part: 'month' } : category)
  return success({
    group: series === null ? [first] : [first, series],
    measures: [measure],
    filters,
    sort:
      kind === 'line' || category.part !== null
        ? { column: first, descending: false }
        : { column: measured, descending: true },
    limit: mostGroups,
  })
}

function checkColumns(recipe: Recipe, columns: readonly ChartColumn[]): Refusal | null {
  const { category, measure, series, filters } = recipe
  const named = [category.column, measure.column, series, ...filters.map(({ column }) => column)]
  for (const name of named)
    if (name !== null && !columns.some((column) => column.name === name)) return noColumn(name, columns)
  const typeOf = (name: string | null): string => columns.find((column) => column.name === name)?.type ?? ''
  if (category.part !== null && !isDay(typeOf(category.column)))
    return wrong(
      `${category.part}(…) needs a column of days. ‘${category.column}’ is ${typeInWords(typeOf(category.column))}. ${listing('Columns of days', columns, isDay)}`,
    )
  if (measure.measure !== 'distinct' && measure.column !== null && !isNumber(typeOf(measure.column)))
    return wrong(
      `${measure.measure}(…) needs a column of numbers. ‘${measure.column}’ is ${typeInWords(typeOf(measure.column))}. ${listing('Columns of numbers', columns, isNumber)}`,
    )
  if (series === category.column)
    return wrong(`‘${series}’ is named twice: a line for each of its own values.`)
  return null
}

function noColumn(name: string, columns: readonly ChartColumn[]): Refusal {
  const near = columns.find(
    (column) =>
      column.name === name.toLowerCase() ||
      column.title.toLowerCase() === name.replaceAll('_', ' ').toLowerCase() ||
      distance(column.name, name.toLowerCase()) <= Math.max(1, Math.floor(name.length / 4)),
  )
  const meant = near === undefined ? '' : ` Did you mean ‘${near.name}’?`
  return wrong(`There is no column ‘${name}’.${meant} ${listing('The columns are', columns, () => true)}`)
}

function listing(words: string, columns: readonly ChartColumn[], choose: (type: string) => boolean): string {
  const names = columns.filter(({ type }) => choose(type)).map(({ name }) => name)
  if (names.length === 0) return 'There are none.'
  return `${words}: ${names.slice(0, 40).join(', ')}${names.length > 40 ? ` and ${names.length - 40} more` : ''}.`
}

function isDay(type: string): boolean {
  return type === 'date' || type === 'datetime'
}

function isNumber(type: string): boolean {
  return type === 'integer' || type === 'number'
}

function typeInWords(type: string): string {
  if (isNumber(type)) return 'of numbers'
  if (isDay(type)) return 'of days'
  return type === 'boolean' ? 'of yes and no' : 'text'
}

/** Levenshtein's: how many letters differ. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min(
          (next[j - 1] ?? 0) + 1,
          (row[j] ?? 0) + 1,
          (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[b.length] ?? 0
}
