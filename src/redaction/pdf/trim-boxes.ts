import type { PageBox } from './pdfium.ts'
import type { PageText } from './page-text.ts'
import { meets } from './place-boxes.ts'

export type TrimmedBoxes = {
  /** What to remove under: the boxes without the edges that only graze letters of other words and lines */
  cores: PageBox[]
  /** Words that a box covers in part or whole */
  covered: { start: number; end: number; rule: string }[]
}

/** A letter of which less is covered was not meant, where the box has its middle elsewhere. */
const grazed = 0.35

/**
 * What people’s boxes mean: a box over one line often touches the letters of the lines above and below, which must stay.
 * A word of which any letter is clearly covered goes whole as far as the box reaches.
 */
export function trimBoxes({ text, glyphBox }: PageText, boxes: readonly PageBox[]): TrimmedBoxes {
  const words = [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({
    start: index,
    end: index + word.length,
    glyphs: Array.from(word, (_, at) => glyphBox(index + at)).filter((glyph) => glyph !== null),
    covered: false,
  }))
  const cores = boxes.flatMap((box) => {
    let [left, bottom, right, top] = box
    const kept: PageBox[] = []
    for (const word of words) {
      const touched = word.glyphs.filter((glyph) => meets(box, glyph))
      if (touched.length === 0) continue
      const sides = touched.map((glyph) => grazedSide(box, glyph))
      if (sides.includes(null)) {
        word.covered = true
        kept.push(...touched)
        continue
      }
      touched.forEach((glyph, index) => {
        const side = sides[index]
        if (side === 'top') top = Math.min(top, glyph[1])
        else if (side === 'bottom') bottom = Math.max(bottom, glyph[3])
        else if (side === 'right') right = Math.min(right, glyph[0])
        else left = Math.max(left, glyph[2])
      })
    }
    if (right - left < (box[2] - box[0]) * 0.2 || top - bottom < (box[3] - box[1]) * 0.2) return [box]
    const core: PageBox = [left, bottom, right, top]
    // What is small and stands at an edge, an apostrophe or a full stop, goes with its word.
    return [core, ...kept.filter((glyph) => !meets(core, glyph)).map(middleOf)]
  })
  return {
    cores,
    covered: words.flatMap(({ start, end, covered }) => (covered ? [{ start, end, rule: 'box' }] : [])),
  }
}

/** The side of the box that only grazes the letter; null where it covers it. */
function grazedSide(box: PageBox, glyph: PageBox): 'top' | 'bottom' | 'left' | 'right' | null {
  const isGraze = (low: number, high: number): boolean => {
    const shared = Math.min(box[high] ?? 0, glyph[high] ?? 0) - Math.max(box[low] ?? 0, glyph[low] ?? 0)
    const letter = (glyph[high] ?? 0) - (glyph[low] ?? 0)
    return shared < letter * grazed && shared < ((box[high] ?? 0) - (box[low] ?? 0)) / 2
  }
  if (isGraze(1, 3)) return glyph[1] + glyph[3] > box[1] + box[3] ? 'top' : 'bottom'
  if (isGraze(0, 2)) return glyph[0] + glyph[2] > box[0] + box[2] ? 'right' : 'left'
  return null
}

function middleOf([left, bottom, right, top]: PageBox): PageBox {
  const x = (right - left) * 0.3
  const y = (top - bottom) * 0.3
  return [left + x, bottom + y, right - x, top - y]
}
