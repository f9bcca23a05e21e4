import type { GridPoint } from './national-grid.ts'
import { element, words } from './svg.ts'

const dot = '#1f4e79'

export type Frame = {
  west: number
  south: number
  side: [number, number]
  square: number
  spanX: number
  spanY: number
}

/** What the map takes in: every place with some air, never longer than twice its breadth, in round squares. */
export function frameOf(places: GridPoint[]): Frame {
  let [west, east, south, north] = [Infinity, -Infinity, Infinity, -Infinity]
  for (const { easting, northing } of places) {
    west = Math.min(west, easting)
    east = Math.max(east, easting)
    south = Math.min(south, northing)
    north = Math.max(north, northing)
  }
  const [spanX, spanY] = [east - west, north - south]
  const greatest = Math.max(spanX, spanY, 200)
  const width = Math.max(spanX, greatest / 1.6) * 1.12
  const height = Math.max(spanY, greatest / 1.6) * 1.12
  const square = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000].find(
    (one) => greatest / one <= 8,
  )
  return {
    west: (west + east - width) / 2,
    south: (south + north - height) / 2,
    side: [width, height],
    square: square ?? 200_000,
    spanX,
    spanY,
  }
}

export function drawPlaces(places: GridPoint[], numbered: boolean, frame: Frame, width: number) {
  const { west, south, side, square } = frame
  const unit = width / side[0]
  const plot = side[1] * unit
  const x = (easting: number): number => (easting - west) * unit
  const y = (northing: number): number => plot - (northing - south) * unit
  const parts: string[] = []
  const grid = { class: 'mun-chart__grid', stroke: '#b8bfc4', 'stroke-width': 1 }
  for (let line = Math.ceil(west / square) * square; line < west + side[0]; line += square)
    parts.push(element('line', { x1: x(line), y1: 0, x2: x(line), y2: plot, ...grid }))
  for (let line = Math.ceil(south / square) * square; line < south + side[1]; line += square)
    parts.push(element('line', { x1: 0, y1: y(line), x2: width, y2: y(line), ...grid }))
  parts.push(
    element('rect', {
      x: 0.75,
      y: 0.75,
      width: width - 1.5,
      height: plot - 1.5,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
      class: 'mun-chart__axis',
    }),
  )
  const seen = places.map(({ easting, northing }) => ({ x: x(easting), y: y(northing) }))
  parts.push(...(numbered ? drawNumbered(seen, width) : drawGathered(seen)))
  const bar = square * unit
  const under = plot + 12
  parts.push(
    element('path', {
      d: `M1 ${under}v8h${bar.toFixed(1)}v-8`,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 2,
      class: 'mun-chart__axis',
    }),
    words(bar + 10, under + 9, distance(square)),
    element('path', {
      d: `M${width - 34} ${under + 14}l7 -20l7 20l-7 -5z`,
      class: 'mun-chart__bar',
      fill: 'currentColor',
    }),
    words(width - 14, under + 12, 'N', { bold: true }),
  )
  return { height: plot + 34, parts }
}

function drawNumbered(places: { x: number; y: number }[], width: number): string[] {
  return places.flatMap(({ x, y }, at) => {
    const right = x < width - 30
    return [
      circle(x, y, 5),
      words(right ? x + 7 : x - 7, y + 5, String(at + 1), {
        size: 14,
        bold: true,
        ...(right ? {} : { anchor: 'end' as const }),
      }),
    ]
  })
}

/** Places in one small square of the picture become one circle, its area by how many. */
function drawGathered(places: { x: number; y: number }[]): string[] {
  const cell = 36
  const cells = new Map<string, { x: number; y: number; count: number }>()
  for (const { x, y } of places) {
    const key = `${Math.floor(x / cell)},${Math.floor(y / cell)}`
    const held = cells.get(key) ?? { x: 0, y: 0, count: 0 }
    cells.set(key, { x: held.x + x, y: held.y + y, count: held.count + 1 })
  }
  const most = Math.max(20, ...[...cells.values()].map(({ count }) => count))
  return [...cells.values()].flatMap((held) => {
    const [x, y] = [held.x / held.count, held.y / held.count]
    if (held.count === 1) return [circle(x, y, 5)]
    const text = held.count >= 10_000 ? `${Math.round(held.count / 1000)}k` : String(held.count)
    const radius = Math.max(9, 4 + text.length * 4, 20 * Math.sqrt(held.count / most))
    return [
      circle(x, y, Math.min(radius, 22)),
      element(
        'g',
        { fill: '#ffffff', class: 'mun-chart__inside' },
        words(x, y + 4.5, text, { anchor: 'middle', size: 13, bold: true }),
      ),
    ]
  })
}

function circle(x: number, y: number, r: number): string {
  return element('circle', {
    cx: x,
    cy: y,
    r,
    class: 'mun-chart__dot',
    fill: dot,
    stroke: '#ffffff',
    'stroke-width': 1.5,
  })
}

export function distance(metres: number): string {
  if (metres < 950) return `${Math.round(metres / 10) * 10} metres`
  const kilometres = Number((metres / 1000).toFixed(metres < 10_000 ? 1 : 0))
  return `${kilometres} ${kilometres === 1 ? 'kilometre' : 'kilometres'}`
}
