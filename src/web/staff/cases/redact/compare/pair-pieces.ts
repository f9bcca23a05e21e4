import type { Stretch, Piece } from '../text/pieces.ts'

export type Pair = { label: string; stretches: Stretch[]; copy: string | null }

/** How far ahead a piece is looked for: a copy may say more in one place than its source, and never much. */
const mostAhead = 50

/**
 * Pieces of a document beside those of its copy, in the order in which both say them. A copy has addresses of its own:
 * rows and columns that were hidden are not in it, and slides have become paragraphs. `cut` says where a piece is hidden.
 */
export function pairPieces(
  source: readonly Piece[],
  copy: readonly Piece[],
  cut: (piece: Piece) => Stretch[],
): Pair[] {
  let next = 0
  return source.map((piece, index) => {
    const stretches = cut(piece)
    const fits = (at: number): boolean => couldBe(stretches, copy[at]?.text)
    let at = next
    while (at < copy.length && at < next + mostAhead && !fits(at)) at += 1
    if (!fits(at)) {
      // A number may be written another way: between two that fit, it is that one.
      const after = source[index + 1]
      const isBetween =
        source.length === copy.length ||
        (after !== undefined && couldBe(cut(after), copy[next + 1]?.text) && next < copy.length)
      if (!isBetween) return { label: piece.label, stretches, copy: null }
      at = next
    }
    next = at + 1
    return { label: piece.label, stretches, copy: copy[at]?.text ?? null }
  })
}

/** True where a text says what is left of a piece, in its order, whatever stands in place of what is hidden. */
function couldBe(stretches: readonly Stretch[], text: string | undefined): boolean {
  if (text === undefined) return false
  let at = 0
  let mayJump = false
  for (const { text: words, mark } of stretches) {
    if (mark !== null) {
      mayJump = true
      continue
    }
    const sought = words.trim()
    const found = text.indexOf(sought, at)
    if (found === -1 || (!mayJump && text.slice(at, found).trim() !== '')) return false
    at = found + sought.length
    mayJump = false
  }
  return true
}
