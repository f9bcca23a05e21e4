import type { MatchingSentence } from '../../search/index.ts'

/** A matching sentence as the template reads it: pieces in order, those that matched marked. */
export function markHighlights({ text, highlights }: MatchingSentence): { text: string; matched: boolean }[] {
  const pieces: { text: string; matched: boolean }[] = []
  let from = 0
  for (const [start, end] of highlights) {
    if (start > from) pieces.push({ text: text.slice(from, start), matched: false })
    pieces.push({ text: text.slice(start, end), matched: true })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), matched: false })
  return pieces
}
