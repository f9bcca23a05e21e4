import { baseline, gridLine, type Drawn } from './draw-bars.ts'
import { roundSteps, type Figures } from './figures.ts'
import type { Point } from './points.ts'
import { element, lines, textSize, widthOf, words, wrapText } from './svg.ts'

const top = 14
const plot = 280
const labelSize = 14

/** The scale at the left, with its lines across. */
export function drawScale(
  values: number[],
  figures: Figures,
  width: number,
  rightRoom: number,
): { left: number; y: (value: number) => number; parts: string[]; bottom: number } {
  const steps = roundSteps(Math.min(...values), Math.max(...values), 5)
  const labels = steps.map((step) => figures.short(step))
  const left = Math.max(...labels.map((label) => widthOf(label, labelSize))) + 8
  const low = steps[0] ?? 0
  const high = steps.at(-1) ?? 1
  const y = (value: number): number => top + plot - ((value - low) / (high - low)) * plot
  const parts = steps.flatMap((step, index) => [
    words(left - 8, y(step) + 5, labels[index] ?? '', { anchor: 'end', size: labelSize }),
    step === 0
      ? baseline(left, y(0), width - rightRoom, y(0))
      : gridLine(left, y(step), width - rightRoom, y(step)),
  ])
  return { left, y, parts, bottom: top + plot }
}

/** Whether each column's name fits under it: where time runs along, some names may be left out. */
export function columnsFit(points: Point[], width: number): boolean {
  const slot = (width - 60) / points.length
  return points.every(({ category }) => {
    const longest = Math.max(...category.short.split(/\s+/).map((word) => widthOf(word, labelSize)))
    return (
      longest <= slot &&
      wrapText(category.short, slot - 4, 3, labelSize).join(' ') ===
        category.short.replace(/\s+/g, ' ').trim()
    )
  })
}

/** Columns side by side in order. */
export function drawColumns(points: Point[], figures: Figures, width: number): Drawn {
  const values = points.map(({ value }) => value ?? 0)
  const texts = points.map(({ value }) => (value === null ? '' : figures.short(value)))
  // Columns that bear their own figures need no scale.
  const valued = texts.every((text) => widthOf(text, labelSize) <= width / points.length - 2)
  const scale = drawScale(values, figures, width, 0)
  const { y, bottom } = scale
  const left = valued ? 0 : scale.left
  const parts = valued ? [baseline(0, y(0), width, y(0))] : scale.parts
  const slot = (width - left) / points.length
  const every = columnsFit(points, width - left + 60)
    ? 1
    : Math.ceil((widthOf('September 2025', labelSize) * 0.75) / slot)
  // Room for the figures under columns that go down.
  const under = valued && values.some((value) => value < 0) ? 16 : 0
  let deepest = 1
  points.forEach(({ category, value }, at) => {
    const x = left + slot * at
    if (value !== null) {
      const end = y(value)
      const start = y(0)
      const thin = Math.max(1, slot * 0.72)
      parts.push(
        element('rect', {
          x: x + (slot - thin) / 2,
          y: Math.min(start, end),
          width: thin,
          height: Math.abs(end - start),
          class: 'mun-chart__bar',
          fill: '#1f4e79',
        }),
      )
      if (valued) {
        const above = value >= 0 ? Math.min(start, end) - 5 : Math.max(start, end) + 15
        parts.push(words(x + slot / 2, above, texts[at] ?? '', { anchor: 'middle', size: labelSize }))
      }
    }
    if (at % every === 0) {
      const label = every === 1 ? wrapText(category.short, slot - 4, 3, labelSize) : twoLines(category.short)
      deepest = Math.max(deepest, label.length)
      const half = Math.max(...label.map((line) => widthOf(line, labelSize))) / 2
      const middle = Math.min(Math.max(x + slot / 2, half), width - half)
      parts.push(lines(middle, bottom + 20 + under, label, { anchor: 'middle', size: labelSize }))
    }
  })
  return { height: bottom + 14 + under + deepest * labelSize * 1.2, parts }
}

/** `Apr 2025` as `Apr` over `2025`. */
export function twoLines(text: string): string[] {
  const at = text.lastIndexOf(' ')
  return at < 0 || widthOf(text, labelSize) < textSize * 3 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
