import type { Span } from '../find-spans.ts'
import type { PageBox } from './pdfium.ts'
import type { PageText } from './page-text.ts'

/** What to remove and what to paint for one mark, line by line. */
export type Placed = { rule: string; glyphs: PageBox[]; boxes: PageBox[] }

/**
 * The glyphs of a span and the boxes over them. A box fills the free room around its words up to a step of width that is
 * the same everywhere, so that it tells less of their length; words beside it stay where they are.
 */
export function placeSpan(page: PageText, { start, end, rule }: Span): Placed {
  const { text, glyphBox, lineBox, upright, slant } = page
  const glyphs: PageBox[] = []
  const slanted: number[] = []
  const lines: { box: PageBox; from: number; to: number; upright: boolean }[] = []
  for (let index = start; index < end; index += 1) {
    const glyph = glyphBox(index)
    if (glyph === null || text.charAt(index).trim() === '') continue
    const core = inset(glyph, 0.2)
    if (slant(index) > 0) {
      glyphs.push(core)
      slanted.push(index)
      continue
    }
    const room = lineBox(index) ?? glyph
    const box = union(room, glyph)
    const last = lines.at(-1)
    const turned = upright(index)
    if (
      last !== undefined &&
      last.upright === turned &&
      follows(turnBox(last.box, turned), turnBox(box, turned))
    ) {
      last.box = union(last.box, box)
      last.to = index
      // One strip through a line is quicker to remove than its letters.
      glyphs.push(union(glyphs.pop() ?? core, core))
    } else {
      glyphs.push(core)
      lines.push({ box, from: index, to: index, upright: turned })
    }
  }
  const boxes = lines.map(({ box, from, to, upright: turned }) =>
    turned ? box : widen(box, freeRoom({ text, glyphBox }, box, from, to)),
  )
  return { rule, glyphs, boxes: [...boxes, ...stepsAlong(page, slanted)] }
}

/**
 * Boxes that climb with a slanted line, a few letters each: one straight box over it would cover the lines beside it.
 * The corners of a slanted letter’s box are empty, or its neighbours’.
 */
export function stepsAlong(
  { glyphBox, lineBox, upright, slant }: PageText,
  letters: readonly number[],
): PageBox[] {
  const steps: { box: PageBox; tall: number; last: number }[] = []
  for (const index of letters) {
    const glyph = glyphBox(index)
    if (glyph === null) continue
    const box = inset(union(lineBox(index) ?? glyph, glyph), Math.max(0.1, 0.2 * slant(index)))
    const [low, high] = upright(index) ? [0, 2] : [1, 3]
    const tallness = (each: PageBox): number => (each[high] ?? 0) - (each[low] ?? 0)
    const step = steps.at(-1)
    const both = step === undefined || step.last + 2 < index ? null : union(step.box, box)
    if (step === undefined || both === null || tallness(both) > step.tall * 1.2)
      steps.push({ box, tall: tallness(box), last: index })
    else Object.assign(step, { box: both, last: index })
  }
  return steps.map(({ box }) => box)
}

type Boxes = Pick<PageText, 'text' | 'glyphBox'>

/** Points that are free beside the box on its line. The words before and after it answer at once in running text. */
function freeRoom(
  { text, glyphBox }: Boxes,
  box: PageBox,
  from: number,
  to: number,
): { left: number; right: number } {
  let left = box[0] - reach
  let right = box[2] + reach
  const look = (index: number): void => {
    // A bracket or a full stop is no part of what goes: a box over it would hide what is still there.
    const other = text.charAt(index).trim() === '' ? null : glyphBox(index)
    if (other === null || !sharesLine(box, other)) return
    if (other[2] <= box[0] + 1) left = Math.max(left, other[2])
    else if (other[0] >= box[2] - 1) right = Math.min(right, other[0])
  }
  for (let step = 1; step <= 3; step += 1) {
    look(from - step)
    look(to + step)
  }
  const close = (box[3] - box[1]) * 0.6
  if (box[0] - left > close || right - box[2] > close)
    // Other columns, and words that were painted later, may stand on the same line.
    for (let index = 0; index < text.length; index += 1) if (index < from || index > to) look(index)
  return { left: Math.max(0, box[0] - left - 1), right: Math.max(0, right - box[2] - 1) }
}

/** Points to either side that a box may grow at most */
const reach = 36

function widen(box: PageBox, room: { left: number; right: number }): PageBox {
  const height = box[3] - box[1]
  const step = height * 4
  const wanted = Math.max(0, Math.ceil((box[2] - box[0]) / step) * step - (box[2] - box[0]))
  const right = Math.min(room.right, wanted)
  const left = Math.min(room.left, wanted - right)
  return [box[0] - left, box[1], box[2] + right, box[3]]
}

const turnBox = (box: PageBox, turned: boolean): PageBox => (turned ? [box[1], box[0], box[3], box[2]] : box)

/** True where two boxes stand side by side: most of the lower one's height is the other's too. */
function sharesLine(a: PageBox, b: PageBox): boolean {
  const common = Math.min(a[3], b[3]) - Math.max(a[1], b[1])
  return common > 0.5 * Math.min(a[3] - a[1], b[3] - b[1])
}

export const union = (a: PageBox, b: PageBox): PageBox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

/** Side by side with no more between them than a wide space. */
const follows = (a: PageBox, b: PageBox): boolean =>
  sharesLine(a, b) && Math.max(a[0], b[0]) - Math.min(a[2], b[2]) < 2 * (a[3] - a[1])

export const meets = (a: PageBox, b: PageBox): boolean =>
  a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]

export function inset([left, bottom, right, top]: PageBox, share: number): PageBox {
  const x = (right - left) * share
  const y = (top - bottom) * share
  return [left + x, bottom + y, right - x, top - y]
}
