import { findNeedle, toNeedles, type Span } from './find-spans.ts'
import { foldLetters } from './fold-letters.ts'

/** The words of a title, of four letters or more, that stand in what was removed and nowhere in the rest. */
export function wordsOnlyIn(removed: readonly string[], rest: string): (title: string) => Span[] {
  const taken = foldLetters(removed.join('\n'))
  const kept = foldLetters(rest)
  return (title) =>
    [...title.matchAll(/[\p{L}\p{N}\p{M}]+/gu)].flatMap(({ index, 0: word }) => {
      const [needle] = toNeedles([word])
      if (needle === undefined || needle.letters.length < 4) return []
      if (findNeedle(taken, needle).length === 0 || findNeedle(kept, needle).length > 0) return []
      return [{ start: index, end: index + word.length, rule: 'box' }]
    })
}
