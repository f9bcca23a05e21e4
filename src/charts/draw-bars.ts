import type { Figures } from './figures.ts'
import type { Point } from './points.ts'
import { element, lines, textSize, widthOf, words, wrapText } from './svg.ts'

export type Drawn = { height: number; parts: string[] }
const gap = 6

/** Bars one under another, the longest first, each with its name and figure: no axis is needed to read them. */
export function drawBars(points: Point[], figures: Figures, width: number): Drawn {
  const narrow = width < 500
  const labelWidth = narrow
    ? 0
    : Math.min(width * 0.36, Math.max(...points.map(({ category }) => widthOf(category.label)))) + gap * 2
  const bar = narrow ? 20 : 24
  const values = points.map(({ value }) => value ?? 0)
  const texts = points.map(({ value }) => (value === null ? 'No figure' : figures.short(value)))
  const most = Math.max(0, ...values)
  const least = Math.min(0, ...values)
  const roomRight =
    Math.max(0, ...texts.map((text, at) => ((values[at] ?? 0) >= 0 ? widthOf(text) : 0))) + gap
  const roomLeft = Math.max(0, ...texts.map((text, at) => ((values[at] ?? 0) < 0 ? widthOf(text) + gap : 0)))
  const room = Math.max(20, width - labelWidth - roomLeft - roomRight)
  const scale = (value: number): number => (most === least ? 0 : ((value - least) / (most - least)) * room)
  const zero = labelWidth + roomLeft + scale(0)
  const parts: string[] = []
  let y = 0
  points.forEach(({ category, value }, at) => {
    const label = wrapText(category.label, narrow ? width : labelWidth - gap * 2, 2)
    const step = textSize * 1.2
    const textHeight = label.length * step
    const rowHeight = narrow ? textHeight + 4 + bar : Math.max(bar, textHeight)
    const barY = narrow ? y + textHeight + 4 : y + (rowHeight - bar) / 2
    const labelY = narrow ? y + textSize : y + (rowHeight - textHeight) / 2 + textSize * 0.95
    parts.push(lines(narrow ? 0 : labelWidth - gap * 2, labelY, label, narrow ? {} : { anchor: 'end' }))
    const text = texts[at] ?? ''
    if (value !== null) {
      const length = Math.abs(scale(value) - scale(0))
      parts.push(
        element('rect', {
          x: value < 0 ? zero - length : zero,
          y: barY,
          width: length,
          height: bar,
          class: 'mun-chart__bar',
          fill: '#1f4e79',
        }),
      )
    }
    const textY = barY + bar / 2 + textSize * 0.35
    const negative = value !== null && value < 0
    const end = labelWidth + roomLeft + scale(value ?? 0)
    parts.push(
      words(negative ? end - gap : end + gap, textY, text, {
        ...(negative ? { anchor: 'end' as const } : {}),
        ...(value === null ? { quiet: true } : {}),
      }),
    )
    if (narrow) parts.push(baseline(zero, barY - 3, zero, barY + bar + 3))
    y += rowHeight + (narrow ? 14 : 8)
  })
  const height = y
  if (!narrow) parts.push(baseline(zero, 0, zero, height))
  return { height, parts }
}

export function baseline(x1: number, y1: number, x2: number, y2: number): string {
  return element('line', {
    x1,
    y1,
    x2,
    y2,
    class: 'mun-chart__axis',
    stroke: 'currentColor',
    'stroke-width': 1.5,
  })
}

export function gridLine(x1: number, y1: number, x2: number, y2: number): string {
  return element('line', { x1, y1, x2, y2, class: 'mun-chart__grid', stroke: '#b8bfc4', 'stroke-width': 1 })
}
