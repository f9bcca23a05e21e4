import { success, type Outcome } from '../kernel/outcome.ts'
import type { Chart, ChartColumn, ChartContext, ChartData } from './chart.ts'
import { mostGroups } from './chart-query.ts'
import { drawBars, type Drawn } from './draw-bars.ts'
import { columnsFit, drawColumns } from './draw-columns.ts'
import { drawLines } from './draw-lines.ts'
import { figuresOf, lowerFirst, measureInWords, upperFirst, type Figures } from './figures.ts'
import { findingOf, summaryOf } from './finding.ts'
import { toPoints, type Point, type Points } from './points.ts'
import { readRecipe, type Recipe, type RecipeFilter } from './recipe.ts'
import { drawing } from './svg.ts'

const wide = 640
const narrow = 320

/**
 * Draws the totals that `chartQuery` asks for: rows of the groups and the measure. `context.columns`, the table's own
 * columns, gives titles and units where the totals do not. Takes a few milliseconds at the most; see chart.test.ts.
 */
export function drawChart(
  recipe: string,
  data: ChartData,
  context: ChartContext & { columns?: readonly ChartColumn[] } = {},
): Outcome<Chart> {
  const read = readRecipe(recipe)
  if (!read.ok) return read
  const found = toPoints(read.value, data)
  if (!found.ok) return found
  const points = found.value
  const columns = describeColumns(read.value, data, context.columns ?? [])
  const figures = figuresOf(read.value.measure, columns.measured)
  const about = { recipe: read.value, points, figures, measured: columns.measured }
  const title = findingOf(about)
  const notes = notesOf(read.value, points, columns.measured)
  const summary = summaryOf(about)
  const draw = (width: number): string => {
    const { height, parts } = drawKind(read.value, points, figures, width)
    return drawing(
      {
        width,
        height,
        title,
        description: [summary, ...notes].join(' '),
        kind: width === wide ? 'wide' : 'narrow',
      },
      parts,
    )
  }
  return success({
    title,
    subtitle: subtitleOf(read.value, columns, context),
    svg: draw(wide),
    narrowSvg: draw(narrow),
    summary,
    notes,
    source: context.source ?? null,
    ...tableOf(read.value, points, columns, figures),
  })
}

type Columns = {
  category: string
  series: string
  measured: ChartColumn | null
  measure: string
  titleOf: (name: string) => string
}

function describeColumns(recipe: Recipe, data: ChartData, own: readonly ChartColumn[]): Columns {
  const titleOf = (name: string): string =>
    own.find((column) => column.name === name)?.title ??
    data.columns.find((column) => column.name === name)?.title ??
    upperFirst(name.replaceAll('_', ' '))
  const name = recipe.measure.column
  const last = data.columns.at(-1)
  const measured =
    name === null
      ? null
      : (own.find((column) => column.name === name) ?? {
          ...(last ?? { type: 'number' }),
          name,
          title: last?.name === name ? last.title : upperFirst(name.replaceAll('_', ' ')),
        })
  const part = recipe.category.part
  return {
    category:
      part === null || part === 'day' ? titleOf(recipe.category.column) : upperFirst(part.replace('_', ' ')),
    series: recipe.series === null ? '' : titleOf(recipe.series),
    measured,
    measure: upperFirst(measureInWords(recipe.measure, measured)),
    titleOf,
  }
}

function drawKind(recipe: Recipe, points: Points, figures: Figures, width: number): Drawn {
  if (recipe.kind === 'line') return drawLines(points, figures, width)
  const drawn: Point[] = points.series[0]?.points ?? []
  const ordered = drawn.every(({ category }) => category.order !== null)
  // Names that do not fit under columns do fit beside bars.
  return recipe.kind === 'column' && (ordered || columnsFit(drawn, width))
    ? drawColumns(drawn, figures, width)
    : drawBars(drawn, figures, width)
}

const signs: Record<RecipeFilter['operator'], string> = {
  exact: 'is',
  not: 'is not',
  gt: 'is over',
  gte: 'is at least',
  lt: 'is under',
  lte: 'is at most',
  contains: 'contains',
}

function subtitleOf(recipe: Recipe, columns: Columns, context: ChartContext): string {
  const by = `${columns.measure} by ${lowerFirst(columns.category)}${recipe.series === null ? '' : ` and ${lowerFirst(columns.series)}`}`
  const conditions = recipe.filters.map(
    ({ column, operator, value }) => `${lowerFirst(columns.titleOf(column))} ${signs[operator]} ${value}`,
  )
  return [
    conditions.length === 0 ? by : `${by} where ${conditions.join(' and ')}`,
    ...[context.area, context.period].filter((text) => text !== undefined && text !== ''),
  ].join(', ')
}

function notesOf(recipe: Recipe, points: Points, measured: ChartColumn | null): string[] {
  const notes: string[] = []
  const shown = points.series[0]?.points ?? []
  const every = points.all[0]?.points ?? []
  if (recipe.kind === 'line') {
    const left = points.all.length - points.series.length
    if (left > 0)
      notes.push(
        `The ${points.series.length} with the greatest totals are drawn; ${left} more ${left === 1 ? 'is' : 'are'} left out.`,
      )
  } else {
    const left = every.filter(
      ({ category: { key } }) => !shown.some((point) => point.category.key === key),
    ).length
    if (left > 0)
      notes.push(
        points.more
          ? `${shown.length} are drawn of ${every.length.toLocaleString('en-GB')} or more.`
          : `${shown.length} of ${every.length.toLocaleString('en-GB')} are drawn; the ${left === 1 ? 'one' : left} left out ${left === 1 ? 'is' : 'are'} in the table.`,
      )
  }
  const missing = every.filter(({ value }) => value === null)
  if (recipe.kind !== 'line' && missing.length > 0)
    notes.push(
      `No figure for ${listed(missing.map((point) => point.category.label))}: missing, or not to be shown.`,
    )
  if (
    recipe.kind === 'line' &&
    points.series.some((series) => series.points.some(({ value }) => value === null))
  )
    notes.push('Lines are broken where there is no figure.')
  if (points.gaps.length > 0) notes.push(`There are no rows for ${listed(points.gaps)}.`)
  if (measured?.markers === true)
    notes.push(`Redacted and suppressed values of ${lowerFirst(measured.title)} are not counted.`)
  if (points.more)
    notes.push(`Only ${mostGroups.toLocaleString('en-GB')} totals were asked for; there may be more.`)
  return notes
}

function listed(names: string[]): string {
  const most = 5
  if (names.length > most) return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** The figures: a row for each category, a column for each line. */
function tableOf(
  recipe: Recipe,
  points: Points,
  columns: Columns,
  figures: Figures,
): Pick<Chart, 'table' | 'tableText'> {
  const series = recipe.kind === 'line' ? points.series : points.all
  const categories = new Map(
    series.flatMap((one) => one.points.map((point) => [point.category.key, point.category])),
  )
  const inTurn = [...categories.values()]
  if (recipe.kind === 'line' && inTurn.every(({ order }) => order !== null))
    inTurn.sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
  const held = series.map((one) => new Map(one.points.map((point) => [point.category.key, point.value])))
  const values = inTurn.map(({ key }) => held.map((one) => one.get(key) ?? null))
  const unit = columns.measured?.unit
  return {
    table: {
      columns: [
        { name: recipe.category.column, title: columns.category, type: 'string' },
        ...series.map(({ name }, at) => ({
          name: `${recipe.measure.measure}${series.length > 1 ? `_${at + 1}` : ''}`,
          title: recipe.series === null ? columns.measure : name,
          type: 'number',
          ...(unit === undefined ? {} : { unit }),
        })),
      ],
      rows: inTurn.map(({ label }, at) => [label, ...(values[at] ?? [])]),
    },
    tableText: inTurn.map(({ label }, at) => [
      label,
      ...(values[at] ?? []).map((value) => (value === null ? 'No figure' : figures.full(value))),
    ]),
  }
}
