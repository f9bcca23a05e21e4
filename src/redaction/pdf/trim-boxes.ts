import type { PageBox } from './pdfium.ts'
import type { PageText } from './page-text.ts'
import { inset, meets, union } from './place-boxes.ts'

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
export function trimBoxes(page: PageText, boxes: readonly PageBox[]): TrimmedBoxes {
  const words = [...page.text.matchAll(/\S+/g)].map(({ index, 0: word }): Word => {
    const slant = page.slant(index)
    const letters = Array.from(word, (_, at) => toLetter(page, index + at, slant))
    return {
      start: index,
      end: index + word.length,
      letters: letters.filter((letter) => letter !== null),
      slanted: slant > 0,
      covered: false,
    }
  })
  const trimmed = boxes.map((box) => trim(box, words))
  const beside = words.filter(({ slanted, covered }) => slanted && !covered).flatMap(({ letters }) => letters)
  return {
    cores: trimmed.flatMap(({ core, kept }) => {
      const own = kept.map(({ glyph }) => middleOf(glyph))
      // What is small and stands at an edge, an apostrophe or a full stop, goes with its word.
      if (!kept.some(({ slanted }) => slanted))
        return [core, ...own.filter((_, at) => !meets(core, kept[at]?.body ?? core))]
      return [keepOff(core, beside), ...own]
    }),
    covered: words.flatMap(({ start, end, covered }) => (covered ? [{ start, end, rule: 'box' }] : [])),
  }
}

/** `room` is what PDFium takes for its letter where a line is slanted: as high as the line. */
type Letter = { glyph: PageBox; body: PageBox; room: PageBox; slanted: boolean }
type Word = { start: number; end: number; letters: Letter[]; slanted: boolean; covered: boolean }

function toLetter({ glyphBox, lineBox }: PageText, index: number, slant: number): Letter | null {
  const glyph = glyphBox(index)
  if (glyph === null) return null
  if (slant === 0) return { glyph, body: glyph, room: glyph, slanted: false }
  const line = lineBox(index)
  // The corners of a slanted letter’s box belong to its neighbours as much.
  return {
    glyph,
    body: inset(glyph, 0.3 * slant),
    room: line === null ? glyph : union(line, glyph),
    slanted: true,
  }
}

function trim(box: PageBox, words: readonly Word[]): { core: PageBox; kept: Letter[] } {
  let [left, bottom, right, top] = box
  const kept: Letter[] = []
  for (const word of words) {
    const touched = word.letters.filter(({ body }) => meets(box, body))
    if (touched.length === 0) continue
    const sides = touched.map(({ body }) => grazedSide(box, body))
    if (sides.includes(null)) {
      word.covered = true
      kept.push(...touched)
      continue
    }
    touched.forEach(({ body }, index) => {
      const side = sides[index]
      if (side === 'top') top = Math.min(top, body[1])
      else if (side === 'bottom') bottom = Math.max(bottom, body[3])
      else if (side === 'right') right = Math.min(right, body[0])
      else left = Math.max(left, body[2])
    })
  }
  const core: PageBox = [left, bottom, right, top]
  return { core: isLarge(core, box) ? core : box, kept }
}

const isLarge = (core: PageBox, box: PageBox): boolean =>
  core[2] - core[0] >= (box[2] - box[0]) * 0.2 && core[3] - core[1] >= (box[3] - box[1]) * 0.2

/** The box without what comes near letters that stay, by the side where that takes least; its middle at least. */
function keepOff(box: PageBox, letters: readonly Letter[]): PageBox {
  let core = box
  for (const { room } of letters) {
    if (!meets(core, room)) continue
    const [left, bottom, right, top] = core
    const cuts: PageBox[] = [
      [room[2], bottom, right, top],
      [left, room[3], right, top],
      [left, bottom, room[0], top],
      [left, bottom, right, room[1]],
    ]
    const area = (each: PageBox): number => Math.max(0, each[2] - each[0]) * Math.max(0, each[3] - each[1])
    core = cuts.reduce((best, cut) => (area(cut) > area(best) ? cut : best))
    if (!isLarge(core, box)) return middleOf(box)
  }
  return core
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
