import { success, type Outcome } from '../kernel/outcome.ts'
import { toCategory, type Category } from './categories.ts'
import type { ChartData } from './chart.ts'
import { mostGroups } from './chart-query.ts'
import { groupOf, mostBars, wrong, type Recipe } from './recipe.ts'

/** One total. Without a value there was nothing to count, or it may not be shown. */
export type Point = { category: Category; value: number | null }
export type Series = { name: string; points: Point[] }

/** Totals in the order they are drawn. */
export type Points = {
  /** One for bars and columns; a line each for lines */
  series: Series[]
  /** Every total, those that are not drawn too; for bars, greatest first */
  all: Series[]
  /** Groups beyond what the query gave */
  more: boolean
  /** Categories of time between the first and the last for which there are no rows at all */
  gaps: string[]
}

const mostSeries = 4
/** Beyond this a number is no longer whole (2^53), nor anything a council counts. */
const mostValue = 9e15
const defaultBars = 20
const mostColumns = 120

/** Rows of `chartQuery`'s totals as points. */
export function toPoints(recipe: Recipe, data: ChartData): Outcome<Points> {
  const width = recipe.series === null ? 2 : 3
  if (data.columns.length !== width)
    return wrong(
      `This chart is drawn from ${width} columns: ${groupOf(recipe.category)}, ${recipe.series === null ? '' : `${recipe.series}, `}the measure. There are ${data.columns.length}.`,
    )
  if (data.rows.length === 0) return wrong('There are no rows to draw.')
  const named = new Map<string, { name: string; points: Map<string, Point> }>()
  for (const row of data.rows) {
    const series = recipe.series === null ? { key: '', label: '' } : toCategory(row[1] ?? null, null)
    const held = named.get(series.key) ?? { name: series.label, points: new Map<string, Point>() }
    named.set(series.key, held)
    const category = toCategory(row[0] ?? null, recipe.category.part)
    const value = toNumber(row[width - 1] ?? null)
    const before = held.points.get(category.key)
    if (before === undefined) held.points.set(category.key, { category, value })
    else {
      const joined = join(recipe, before.value, value)
      if (!joined.ok) return joined
      before.value = joined.value
    }
  }
  const all = [...named.values()].map(({ name, points }) => ({ name, points: [...points.values()] }))
  if (!all.some(({ points }) => points.some(({ value }) => value !== null)))
    return wrong('There are no figures to draw: every value is missing or may not be shown.')
  const huge = all.flatMap(({ points }) => points).find(({ value }) => Math.abs(value ?? 0) > mostValue)
  if (huge !== undefined) return wrong(`The figure of ${huge.category.label} is too large to draw.`)
  const more = data.rows.length >= mostGroups
  return success(recipe.kind === 'line' ? forLines(recipe, all, more) : forBars(recipe, all, more))
}

function forBars(recipe: Recipe, all: Series[], more: boolean): Points {
  const points = all[0]?.points ?? []
  const ordered = points.every(({ category }) => category.order !== null || category.key === '')
  if (recipe.kind === 'bar' || !ordered || recipe.top !== null) {
    const greatest = points.toSorted(byValue)
    const drawn = greatest.slice(0, recipe.top ?? Math.min(defaultBars, mostBars))
    return { series: [{ name: '', points: drawn }], all: [{ name: '', points: greatest }], more, gaps: [] }
  }
  const inTurn = points.filter(({ category }) => category.order !== null).toSorted(byOrder)
  const { filled, gaps } = fillTime(recipe, inTurn)
  return {
    series: [{ name: '', points: filled.slice(-mostColumns) }],
    all: [{ name: '', points: [...inTurn, ...points.filter(({ category }) => category.order === null)] }],
    more,
    gaps,
  }
}

function forLines(recipe: Recipe, all: Series[], more: boolean): Points {
  const total = ({ points }: Series): number =>
    points.reduce((sum, { value }) => sum + Math.abs(value ?? 0), 0)
  const timed = all.some(({ points }) => points.some(({ category }) => category.order !== null))
  const inTurn = all
    .toSorted((a, b) => total(b) - total(a))
    .map(({ name, points }) => ({
      name,
      points: points.filter(({ category }) => !timed || category.order !== null).toSorted(byOrder),
    }))
  const everyPoint = [
    ...new Map(inTurn.flatMap(({ points }) => points.map((p) => [p.category.key, p]))).values(),
  ]
  const { gaps } = fillTime(recipe, everyPoint.toSorted(byOrder))
  const drawn = inTurn.filter(({ points }) => points.some(({ value }) => value !== null)).slice(0, mostSeries)
  return { series: drawn, all: inTurn, more, gaps }
}

/** Puts an empty place where a month of the span has no rows. Days are left: offices are closed on many. */
function fillTime(recipe: Recipe, points: Point[]): { filled: Point[]; gaps: string[] } {
  const { part } = recipe.category
  const first = points[0]?.category.order
  const last = points.at(-1)?.category.order
  if (part === null || part === 'day' || first == null || last == null || last - first > 600)
    return { filled: points, gaps: [] }
  const found = new Map(points.map((point) => [point.category.order, point]))
  const filled: Point[] = []
  const gaps: string[] = []
  for (let order = first; order <= last; order += 1) {
    const point = found.get(order)
    const category = point?.category ?? toCategory(dayOf(part, order), part)
    if (point === undefined) gaps.push(category.label)
    filled.push(point ?? { category, value: null })
  }
  return { filled, gaps }
}

function dayOf(part: 'month' | 'quarter' | 'year' | 'financial_year', order: number): string {
  const month = (year: number, index: number): string => `${year}-${String(index + 1).padStart(2, '0')}-01`
  if (part === 'month') return month(Math.floor(order / 12), order % 12)
  if (part === 'quarter') return month(Math.floor(order / 4), (order % 4) * 3)
  return month(order, part === 'year' ? 0 : 3)
}

/** Two totals of one category, where rows came by the day: sums may be added, means may not. */
function join(recipe: Recipe, a: number | null, b: number | null): Outcome<number | null> {
  if (a === null || b === null) return success(a ?? b)
  const { measure } = recipe.measure
  if (measure === 'sum' || measure === 'count') return success(a + b)
  if (measure === 'least') return success(Math.min(a, b))
  if (measure === 'greatest') return success(Math.max(a, b))
  return wrong(
    `The totals of one ${recipe.category.column} came in several rows, and ${measure} cannot be added up.`,
  )
}

function toNumber(cell: string | number | boolean | null): number | null {
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const inAlphabet = new Intl.Collator('en-GB', { numeric: true })

function byOrder(a: Point, b: Point): number {
  if (a.category.order !== null && b.category.order !== null) return a.category.order - b.category.order
  return inAlphabet.compare(a.category.label, b.category.label)
}

function byValue(a: Point, b: Point): number {
  if (a.value === null || b.value === null) return (a.value === null ? 1 : 0) - (b.value === null ? 1 : 0)
  return b.value - a.value || byOrder(a, b)
}
