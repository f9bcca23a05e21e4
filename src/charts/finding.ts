import { measureInWords, upperFirst, type Figures } from './figures.ts'
import type { ChartColumn } from './chart.ts'
import type { Point, Points, Series } from './points.ts'
import type { Recipe } from './recipe.ts'

type Known = Point & { value: number }
type About = { recipe: Recipe; points: Points; figures: Figures; measured: ChartColumn | null }

/** What the chart shows, found in the figures: the greatest, or the change from first to last. */
export function findingOf(about: About): string {
  return about.recipe.kind === 'line' || inTime(about) ? findChange(about) : findGreatest(about)
}

export function summaryOf(about: About): string {
  const { recipe, points, figures } = about
  const measure = measureInWords(recipe.measure, about.measured)
  const shown = points.series.flatMap(({ points: some }) => known(some))
  const [greatest, least] = extremes(shown)
  if (greatest === undefined || least === undefined) return ''
  const say = ({ category, value }: Known): string => `${figures.words(value)} (${category.label})`
  const kind = { bar: 'Bar', column: 'Column', line: 'Line' }[recipe.kind]
  if (recipe.kind !== 'line' || points.series.length === 1)
    return shown.length === 1
      ? `${kind} chart of one figure: ${say(greatest)}.`
      : `${kind} chart of ${measure}: ${shown.length} figures, from ${say(least)} to ${say(greatest)}.`
  const each = points.series.map((series) => {
    const [first, last] = ends(series)
    return first === undefined || last === undefined
      ? ''
      : `${series.name}: ${figures.words(first.value)} to ${figures.words(last.value)}`
  })
  return `Line chart of ${measure}, ${points.series.length} lines, first to last. ${each.join('; ')}.`
}

function inTime({ recipe, points }: About): boolean {
  return (
    recipe.kind === 'column' &&
    recipe.top === null &&
    (points.series[0]?.points.every(({ category }) => category.order !== null) ?? false)
  )
}

function findGreatest({ recipe, points, figures, measured }: About): string {
  const shown = known(points.all[0]?.points ?? [])
  const measure = measureInWords(recipe.measure, measured)
  const [greatest, least] = extremes(shown)
  if (greatest === undefined || least === undefined) return upperFirst(measure)
  if (shown.length === 1) return `${greatest.category.label}: ${measure} is ${figures.words(greatest.value)}`
  if (greatest.value === least.value)
    return `${upperFirst(measure)} is the same for all ${shown.length}: ${figures.words(greatest.value)}`
  const equal = shown.filter(({ value }) => value === greatest.value)
  const names = equal.map(({ category }) => category.label)
  if (equal.length > 3) return `${equal.length} have the highest ${measure}: ${figures.words(greatest.value)}`
  const together = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  const verb = names.length === 1 ? 'has' : 'have'
  return `${together} ${verb} the ${highest(measure)}: ${figures.words(greatest.value)}${names.length === 1 ? '' : ' each'}`
}

function highest(measure: string): string {
  return /^(highest|lowest) /.test(measure) ? `greatest ${measure}` : `highest ${measure}`
}

function findChange({ recipe, points, figures, measured }: About): string {
  const measure = measureInWords(recipe.measure, measured)
  const changes = points.series.flatMap((series) => {
    const [first, last] = ends(series)
    return first === undefined || last === undefined ? [] : [{ name: series.name, first, last }]
  })
  const most = changes.toSorted(
    (a, b) => Math.abs(b.last.value - b.first.value) - Math.abs(a.last.value - a.first.value),
  )[0]
  if (most === undefined) return upperFirst(measure)
  const { first, last, name } = most
  const several = changes.length > 1
  const subject = upperFirst(`${measure}${name === '' || several ? '' : ` of ${name}`}`)
  const when = ({ category }: Known): string => `${whenWord(recipe, category.label)} ${category.label}`
  const span = `from ${figures.words(first.value)} ${when(first)} to ${figures.words(last.value)} ${when(last)}`
  if (first === last) return `${subject} was ${figures.words(first.value)} ${when(first)}`
  if (first.value === last.value)
    return several
      ? `${upperFirst(measure)} ended where it began for all ${changes.length}`
      : `${subject} was ${figures.words(first.value)} both ${when(first)} and ${when(last)}`
  const verb = last.value > first.value ? 'rose' : 'fell'
  return several ? `${subject} ${verb} most for ${name}: ${span}` : `${subject} ${verb} ${span}`
}

function whenWord({ category: { part } }: Recipe, label: string): string {
  if (part !== null && part !== 'day') return 'in'
  return /^\d{1,2} \p{L}+ \d{4}$/u.test(label) ? 'on' : /^\d{4}/.test(label) ? 'in' : 'at'
}

function known(points: Point[]): Known[] {
  return points.filter((point): point is Known => point.value !== null)
}

function ends({ points }: Series): [Known | undefined, Known | undefined] {
  const shown = known(points)
  return [shown[0], shown.at(-1)]
}

function extremes(points: Known[]): [Known | undefined, Known | undefined] {
  const ordered = points.toSorted((a, b) => b.value - a.value)
  return [ordered[0], ordered.at(-1)]
}
