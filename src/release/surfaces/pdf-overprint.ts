import type { Box, Glyph } from './pdf-painting.ts'

const cell = 24
const mostInCell = 400
const blocks = /[\u2580-\u259f\u25a0\u25ac\u25ae\u25fc\u2b1b]/u

/**
 * Glyphs that other letters, or letters that are blocks, were painted over: `XXXXX` on a name. The same letter twice
 * looks bold and hides nothing; lines, dots and accents leave what is under them legible.
 */
export function findOverprinted(glyphs: readonly Glyph[]): Glyph[] {
  const cells = new Map<string, Glyph[]>()
  for (const glyph of glyphs) {
    if (!/[\p{L}\p{N}]/u.test(glyph.letter) && !blocks.test(glyph.letter)) continue
    for (const key of keysOf(glyph.box)) {
      const there = cells.get(key)
      if (there === undefined) cells.set(key, [glyph])
      else if (there.length < mostInCell) there.push(glyph)
    }
  }
  return glyphs.filter((glyph) => {
    if (!/[\p{L}\p{N}]/u.test(glyph.letter)) return false
    const [left, bottom, right, top] = glyph.box
    const here = cells.get(keyOf((left + right) / 2, (bottom + top) / 2)) ?? []
    const over = here.filter(
      (other) =>
        isLater(other, glyph) &&
        other.size < glyph.size * 2.5 &&
        other.size > glyph.size * 0.6 &&
        shared(glyph.box, other.box) > 0.25,
    )
    if (
      over.some(
        (other) =>
          other.letter.toLowerCase() === glyph.letter.toLowerCase() && shared(glyph.box, other.box) > 0.5,
      )
    )
      return false
    return over.reduce((sum, other) => sum + shared(glyph.box, other.box), 0) > 0.6
  })
}

/** Letters of one operator stand beside one another, however tightly. */
const isLater = (other: Glyph, glyph: Glyph): boolean => other.order > glyph.order

function shared(inner: Box, outer: Box): number {
  const width = Math.min(inner[2], outer[2]) - Math.max(inner[0], outer[0])
  const height = Math.min(inner[3], outer[3]) - Math.max(inner[1], outer[1])
  const area = (inner[2] - inner[0]) * (inner[3] - inner[1])
  return width <= 0 || height <= 0 || area <= 0 ? 0 : (width * height) / area
}

const keyOf = (x: number, y: number): string => `${Math.floor(x / cell)}/${Math.floor(y / cell)}`

/** The cells that a glyph touches; a glyph as large as a page is a watermark. */
function keysOf([left, bottom, right, top]: Box): string[] {
  if (right - left > cell * 6 || top - bottom > cell * 6) return []
  const keys: string[] = []
  for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1)
    for (let y = Math.floor(bottom / cell); y <= Math.floor(top / cell); y += 1) keys.push(`${x}/${y}`)
  return keys
}
