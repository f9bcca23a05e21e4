import { foldLetters } from './fold-letters.ts'
import { findNeedle, toNeedles, type Needle } from './find-spans.ts'

/** What was taken out, by the rule that found it. */
export type Removed = { rule: string; text: string }

/**
 * The rules of texts that a redacted text still holds: one that was to be found everywhere, or one that was marked, or a
 * part of it of four letters or more, where it stands more often than the source has it unmarked (`rest`).
 */
export function leftIn(
  text: string,
  { removed, rest, everywhere }: { removed: readonly Removed[]; rest: string; everywhere: readonly Needle[] },
): string[] {
  const folded = foldLetters(text)
  const rules = new Set<string>()
  for (const needle of everywhere) if (findNeedle(folded, needle).length > 0) rules.add(needle.rule)
  if (removed.length === 0) return [...rules]
  const others = foldLetters(rest)
  const seen = new Set<string>()
  for (const { rule, text: words } of removed)
    for (const whole of toNeedles([words]))
      for (const letters of [whole.letters, ...whole.words]) {
        if (seen.has(letters)) continue
        seen.add(letters)
        const needle = { rule, letters, words: [] }
        // Two engines may count a word differently: one that is printed twice to look bold, a name in a link and beside it.
        if (findNeedle(folded, needle).length > findNeedle(others, needle).length * 2) rules.add(rule)
      }
  return [...rules]
}
