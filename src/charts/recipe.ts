import { refuse, success, type Outcome, type Refusal } from '../kernel/outcome.ts'

export const chartKinds = ['bar', 'column', 'line'] as const
export type ChartKind = (typeof chartKinds)[number]
/** What a day may be put together by. A financial year begins on 1 April. */
export const dateParts = ['day', 'month', 'quarter', 'year', 'financial_year'] as const
export type DatePart = (typeof dateParts)[number]
const chartMeasures = ['count', 'sum', 'mean', 'least', 'greatest', 'distinct'] as const
export type ChartMeasure = { measure: (typeof chartMeasures)[number]; column: string | null }

const signs = { '>=': 'gte', '<=': 'lte', '!=': 'not', '=': 'exact', '>': 'gt', '<': 'lt' } as const
export type RecipeFilter = {
  column: string
  operator: (typeof signs)[keyof typeof signs] | 'contains'
  value: string
}

/** A chart in one line, read. */
export type Recipe = {
  kind: ChartKind
  category: { column: string; part: DatePart | null }
  measure: ChartMeasure
  /** A line for each value of this column */
  series: string | null
  /** How many bars, greatest first */
  top: number | null
  filters: RecipeFilter[]
}

export const mostBars = 50
const shape = 'A chart is written as: bar: ward by sum(amount) top 10 where year=2025'
const parts = new RegExp(
  /^(?<kind>[a-z]+)\s*:\s*(?<category>\w+(?:\s*\(\s*\w+\s*\))?)\s+by\s+(?<measure>\w+(?:\s*\(\s*\w+\s*\))?)/
    .source + /(?<rest>(?:\s+(?:per|top)\s+\w+)*)$/.source,
  'i',
)

/**
 * Reads one line:
 * `bar: ward by sum(amount)`, `line: month(payment_date) by sum(amount) per directorate`,
 * `column: financial_year(paid_on) by count`, `bar: supplier by sum(amount) top 10 where year=2025 and ward!="Hill Top"`.
 */
export function readRecipe(text: string): Outcome<Recipe> {
  const [head, conditions] = partAtWhere(text.trim())
  const found = parts.exec(head)?.groups
  if (found === undefined) return wrong(`‘${cut(text)}’ is not a chart. ${shape}.`)
  const kind = chartKinds.find((one) => one === found['kind']?.toLowerCase())
  if (kind === undefined)
    return wrong(`‘${found['kind']}’ is not a kind of chart. Choose bar, column or line.`)
  const category = readCategory(found['category'] ?? '')
  if (!category.ok) return category
  const measure = readMeasure(found['measure'] ?? '')
  if (!measure.ok) return measure
  const after = readRest(kind, found['rest'] ?? '')
  if (!after.ok) return after
  const filters: RecipeFilter[] = []
  for (const condition of conditions) {
    const filter = readFilter(condition)
    if (!filter.ok) return filter
    filters.push(filter.value)
  }
  return success({ kind, category: category.value, measure: measure.value, ...after.value, filters })
}

/** The one line that `readRecipe` reads as the same chart. */
export function writeRecipe(recipe: Recipe): string {
  const { kind, category, measure, series, top, filters } = recipe
  const sign = (operator: RecipeFilter['operator']): string =>
    Object.entries(signs).find(([, name]) => name === operator)?.[0] ?? ` ${operator} `
  const conditions = filters.map(({ column, operator, value }) => `${column}${sign(operator)}${quote(value)}`)
  return [
    `${kind}: ${groupOf(category)} by ${measure.column === null ? measure.measure : `${measure.measure}(${measure.column})`}`,
    ...(series === null ? [] : [`per ${series}`]),
    ...(top === null ? [] : [`top ${top}`]),
    ...(conditions.length === 0 ? [] : [`where ${conditions.join(' and ')}`]),
  ].join(' ')
}

/**
 * The same chart as part of a table's address, beside whatever filters it has:
 * `chart=bar&group=ward&measure=sum:amount&top=10`. Null where the address asks for no chart.
 */
export function readRecipeAddress(query: URLSearchParams): Outcome<Recipe> | null {
  const kind = query.get('chart')
  if (kind === null || kind === '') return null
  const [key = '', series, ...more] = (query.get('group') ?? '').split(',')
  const category = key.replace(/^(\w+):(\w+)$/, '$2($1)')
  if (category === '') return wrong('Choose the column to draw by: group=ward.')
  if (more.length > 0) return wrong('A chart is drawn by one column, or by two for a line.')
  const [measure = 'count', column] = (query.get('measure') ?? 'count').split(':')
  const top = query.get('top')
  return readRecipe(
    [
      `${kind}: ${category} by ${column === undefined ? measure : `${measure}(${column})`}`,
      ...(series === undefined ? [] : [`per ${series}`]),
      ...(top === null || top === '' ? [] : [`top ${top}`]),
    ].join(' '),
  )
}

export function writeRecipeAddress({
  kind,
  category,
  measure,
  series,
  top,
  filters,
}: Recipe): URLSearchParams {
  const query = new URLSearchParams({
    chart: kind,
    group: series === null ? groupKeyOf(category) : `${groupKeyOf(category)},${series}`,
    measure: measure.column === null ? measure.measure : `${measure.measure}:${measure.column}`,
  })
  if (top !== null) query.set('top', String(top))
  for (const { column, operator, value } of filters)
    query.append(operator === 'exact' ? column : `${column}__${operator}`, value)
  return query
}

/** `ward`, `month(payment_date)` */
export function groupOf({ column, part }: Recipe['category']): string {
  return part === null ? column : `${part}(${column})`
}

/** The same in an address: `payment_date:month` */
export function groupKeyOf({ column, part }: Recipe['category']): string {
  return part === null ? column : `${column}:${part}`
}

export function wrong(detail: string): Refusal {
  return refuse('invalid-input', detail)
}

function readCategory(text: string): Outcome<Recipe['category']> {
  const call = /^(\w+)\s*\(\s*(\w+)\s*\)$/.exec(text)
  if (call === null) return success({ column: text, part: null })
  const part = dateParts.find((one) => one === call[1]?.toLowerCase())
  if (part === undefined)
    return wrong(`Days cannot be put together by ‘${call[1]}’. Choose ${inWords(dateParts)}.`)
  return success({ column: call[2] ?? '', part })
}

function readMeasure(text: string): Outcome<ChartMeasure> {
  const call = /^(\w+)(?:\s*\(\s*(\w+)\s*\))?$/.exec(text)
  const measure = chartMeasures.find((one) => one === call?.[1]?.toLowerCase())
  const column = call?.[2] ?? null
  if (measure === undefined)
    return wrong(`‘${call?.[1] ?? text}’ is not a measure. Choose ${inWords(chartMeasures)}.`)
  if (measure === 'count') return success({ measure, column: null })
  if (column === null) return wrong(`Say which column to take the ${measure} of: ${measure}(amount).`)
  return success({ measure, column })
}

function readRest(kind: ChartKind, rest: string): Outcome<Pick<Recipe, 'series' | 'top'>> {
  let series: string | null = null
  let top: number | null = null
  for (const [, word, value = ''] of rest.matchAll(/(per|top)\s+(\w+)/gi)) {
    if (word?.toLowerCase() === 'per') {
      if (series !== null) return wrong('A chart has one ‘per’.')
      if (kind !== 'line') return wrong('Only a line chart has ‘per’: a line for each value of a column.')
      series = value
    } else {
      if (top !== null) return wrong('A chart has one ‘top’.')
      if (!/^\d{1,4}$/.test(value) || Number(value) < 1 || Number(value) > mostBars)
        return wrong(`‘top ${value}’ must be a whole number from 1 to ${mostBars}.`)
      if (kind === 'line') return wrong('A line chart has no ‘top’: it draws every point.')
      top = Number(value)
    }
  }
  return success({ series, top })
}

function readFilter(text: string): Outcome<RecipeFilter> {
  const found = /^(\w+)\s*(>=|<=|!=|=|>|<|\s+contains\s+)\s*(.+)$/is.exec(text)
  const [, column = '', sign = '', value = ''] = found ?? []
  if (found === null)
    return wrong(`‘${cut(text)}’ is not a condition. Write year=2025, amount>=500 or ward contains hill.`)
  const word = sign.trim().toLowerCase()
  const operator = word === 'contains' ? 'contains' : signs[word as keyof typeof signs]
  const quoted = /^"((?:[^"]|"")*)"$/.exec(value.trim())
  return success({ column, operator, value: quoted?.[1]?.replaceAll('""', '"') ?? value.trim() })
}

/** What stands before `where`, and the conditions after it; quotes hold their words together. */
function partAtWhere(text: string): [string, string[]] {
  const at = /\swhere\s/i.exec(text)
  if (at === null) return [text, []]
  const conditions: string[] = ['']
  for (const piece of text.slice(at.index + at[0].length).match(/"(?:[^"]|"")*"|\s+and\s+|[^"\s]+|\s+|"/gi) ??
    []) {
    if (/^\s+and\s+$/i.test(piece)) conditions.push('')
    else conditions.push(`${conditions.pop() ?? ''}${piece}`)
  }
  return [text.slice(0, at.index), conditions.map((condition) => condition.trim())]
}

function quote(value: string): string {
  return /^[\w.-]+$/.test(value) ? value : `"${value.replaceAll('"', '""')}"`
}

function cut(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function inWords(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
