import type { PDFPageProxy } from 'pdfjs-dist'
import { readPainting, type Box, type Painted } from '../surfaces/pdf-painting.ts'

type Glyph = Extract<Painted, { what: 'glyph' }>
export type PageGlyphs = { glyphs: readonly Glyph[]; letters: string }

/** Every letter that a page paints, seen or not, in the order it paints them. */
export async function readGlyphs(
  page: PDFPageProxy,
  ops: Readonly<Record<string, number>>,
): Promise<readonly Glyph[]> {
  return (await readPainting(page, ops)).filter((each) => each.what === 'glyph')
}

/** The words, or parts of words, whose letters have their middle within the box. */
export function wordsWithin(glyphs: readonly Glyph[], box: Box): string[] {
  const words: string[] = []
  let word = ''
  let last: Glyph | null = null
  for (const glyph of glyphs) {
    if (!isWithin(glyph, box)) {
      if (word !== '') words.push(word)
      word = ''
      last = null
      continue
    }
    if (last !== null && isApart(last, glyph)) {
      words.push(word)
      word = ''
    }
    word += glyph.letter
    last = glyph
  }
  if (word !== '') words.push(word)
  return words
}

export function isWithin({ box }: Glyph, [left, bottom, right, top]: Box): boolean {
  const x = (box[0] + box[2]) / 2
  const y = (box[1] + box[3]) / 2
  return x > left && x < right && y > bottom && y < top
}

function isApart(last: Glyph, next: Glyph): boolean {
  const gap = next.box[0] - last.box[2]
  return Math.abs(next.box[1] - last.box[1]) > next.size * 0.5 || gap > next.size * 0.2 || gap < -next.size
}

export const lettersOf = (glyphs: readonly Glyph[]): string => glyphs.map(({ letter }) => letter).join('')
