import { columnsFit, drawScale, twoLines } from './draw-columns.ts'
import type { Drawn } from './draw-bars.ts'
import type { Figures } from './figures.ts'
import type { Point, Points, Series } from './points.ts'
import { element, lines, widthOf, wrapText } from './svg.ts'

const labelSize = 14
/** Told apart by dashes and marks as well as by colour; each at least 3:1 on white. */
const looks = [
  { colour: '#1f4e79', dash: undefined, mark: 'circle' },
  { colour: '#b0450c', dash: '8 4', mark: 'square' },
  { colour: '#4b6a1f', dash: '2 4', mark: 'diamond' },
  { colour: '#6a2c70', dash: '10 4 2 4', mark: 'triangle' },
] as const
type Look = (typeof looks)[number]

/** Lines along time or an ordered column, each with its name at its end. */
export function drawLines(points: Points, figures: Figures, width: number): Drawn {
  const named = points.series.length > 1
  const longest = Math.max(0, ...points.series.map(({ name }) => widthOf(name, labelSize)))
  const right = named ? Math.min(width * 0.28, longest + 12) : 12
  const values = points.series.flatMap((series) =>
    series.points.flatMap(({ value }) => (value === null ? [] : [value])),
  )
  const { left, y, parts, bottom } = drawScale(values, figures, width, right)
  const places = placesOf(points)
  const lastPlace = places.size - 1
  const first = places.first
  const x = (point: Point): number => {
    const at = places.of(point)
    return lastPlace === 0
      ? left + (width - left - right) / 2
      : left + 8 + ((at - first) / (places.last - first || 1)) * (width - left - right - 16)
  }
  const ends = points.series.map((series, index) => {
    const look = looks[index % looks.length] ?? looks[0]
    parts.push(...drawSeries(series, look, index, x, y, places.breaks))
    const end = series.points.findLast(({ value }) => value !== null)
    return { series, index, at: end === undefined ? bottom : y(end.value ?? 0) }
  })
  if (named) parts.push(...nameLines(ends, width - right + 10, right - 12, bottom))
  const ticks = drawTicks(places.ordered, x, bottom, width, left)
  parts.push(...ticks.parts)
  return { height: bottom + 16 + ticks.deepest * labelSize * 1.2, parts }
}

function drawSeries(
  { points }: Series,
  look: Look,
  index: number,
  x: (point: Point) => number,
  y: (value: number) => number,
  breaks: boolean,
): string[] {
  let path = ''
  let before: Point | null = null
  const marks: string[] = []
  const few = points.length <= 40
  points.forEach((point, at) => {
    if (point.value === null) {
      before = null
      return
    }
    const joined = before !== null && !(breaks && apart(before, point))
    path += `${joined ? 'L' : 'M'}${x(point).toFixed(1)} ${y(point.value).toFixed(1)}`
    const next = points[at + 1]
    const alone = !joined && (next === undefined || next.value === null || (breaks && apart(point, next)))
    if (few || alone) marks.push(drawMark(look, index, x(point), y(point.value)))
    before = point
  })
  return [
    element('path', {
      d: path,
      class: `mun-chart__line mun-chart__line--${index + 1}`,
      fill: 'none',
      stroke: look.colour,
      'stroke-width': 3,
      'stroke-dasharray': look.dash,
      'stroke-linejoin': 'round',
    }),
    ...marks,
  ]
}

function apart(a: Point, b: Point): boolean {
  return a.category.order !== null && b.category.order !== null && b.category.order - a.category.order > 1
}

function drawMark({ mark, colour }: Look, index: number, x: number, y: number): string {
  const about = { class: `mun-chart__mark mun-chart__mark--${index + 1}`, fill: colour }
  if (mark === 'circle') return element('circle', { cx: x, cy: y, r: 4.5, ...about })
  if (mark === 'square') return element('rect', { x: x - 4, y: y - 4, width: 8, height: 8, ...about })
  const corners = mark === 'diamond' ? [0, -6, 6, 0, 0, 6, -6, 0] : [0, -6, 6, 5, -6, 5]
  const points = corners.map((offset, at) => ((at % 2 === 0 ? x : y) + offset).toFixed(1)).join(' ')
  return element('polygon', { points, ...about })
}

/** Names beside the ends of their lines, moved apart where they would stand on one another. */
function nameLines(
  ends: { series: Series; index: number; at: number }[],
  x: number,
  room: number,
  bottom: number,
): string[] {
  const step = labelSize * 1.2
  const blocks = ends
    .map((end) => ({ ...end, label: wrapText(end.series.name, room, 3, labelSize) }))
    .toSorted((a, b) => a.at - b.at)
  let free = 0
  const starts = blocks.map(({ at, label }) => {
    const start = Math.max(free, at - (label.length * step) / 2)
    free = start + label.length * step + 4
    return start
  })
  const over = Math.max(0, free - (bottom + 30))
  return blocks.map(({ label, index }, at) => {
    const look = looks[index % looks.length] ?? looks[0]
    const start = Math.max(0, (starts[at] ?? 0) - over) + labelSize
    const texts = lines(x, start, label, { size: labelSize, bold: true })
    return element('g', { class: `mun-chart__name mun-chart__name--${index + 1}`, fill: look.colour }, texts)
  })
}

/** Where each category stands along the line: by its place in time, or one after another. */
function placesOf(points: Points) {
  const all = new Map<string, Point>()
  for (const series of points.series) for (const point of series.points) all.set(point.category.key, point)
  const timed = [...all.values()].every(({ category }) => category.order !== null)
  const collator = new Intl.Collator('en-GB', { numeric: true })
  const ordered = [...all.values()].toSorted((a, b) =>
    timed
      ? (a.category.order ?? 0) - (b.category.order ?? 0)
      : collator.compare(a.category.label, b.category.label),
  )
  const index = new Map(ordered.map(({ category }, at) => [category.key, at]))
  const of = (point: Point): number =>
    timed ? (point.category.order ?? 0) : (index.get(point.category.key) ?? 0)
  const [head] = ordered
  const tail = ordered.at(-1)
  return {
    ordered,
    of,
    size: ordered.length,
    first: head === undefined ? 0 : of(head),
    last: tail === undefined ? 0 : of(tail),
    breaks: timed && points.gaps.length > 0,
  }
}

function drawTicks(
  ordered: Point[],
  x: (point: Point) => number,
  bottom: number,
  width: number,
  left: number,
) {
  const longest = Math.max(
    ...ordered.map(({ category }) =>
      Math.max(...twoLines(category.short).map((line) => widthOf(line, labelSize))),
    ),
  )
  const room = Math.min(longest, 90) + 14
  const parts: string[] = []
  let deepest = 1
  let free = -Infinity
  const all = columnsFit(ordered, width - left + 60)
  for (const point of ordered) {
    const at = x(point)
    if (!all && at < free) continue
    free = at + room
    const label = wrapText(twoLines(point.category.short).join(' '), all ? 120 : 90, 2, labelSize)
    const shown = label.length === 1 ? twoLines(point.category.short).slice(0, 2) : label
    deepest = Math.max(deepest, shown.length)
    const half = Math.max(...shown.map((line) => widthOf(line, labelSize))) / 2
    const middle = Math.min(Math.max(at, half), width - half)
    parts.push(
      element('line', {
        x1: at,
        y1: bottom,
        x2: at,
        y2: bottom + 6,
        class: 'mun-chart__axis',
        stroke: 'currentColor',
      }),
      lines(middle, bottom + 22, shown, { anchor: 'middle', size: labelSize }),
    )
  }
  return { parts, deepest }
}
