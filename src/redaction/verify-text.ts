import { foldLetters } from './fold-letters.ts'
import { countNeedles, toNeedles, type Needle } from './find-spans.ts'

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
  const ruleOf = new Map<string, string>()
  for (const { rule, text: words } of removed)
    for (const whole of toNeedles([words]))
      for (const letters of [whole.letters, ...whole.words])
        if (!ruleOf.has(letters)) ruleOf.set(letters, rule)
  const counts = countNeedles(folded, [...everywhere.map(({ letters }) => letters), ...ruleOf.keys()])
  for (const { rule, letters } of everywhere) if ((counts.get(letters) ?? 0) > 0) rules.add(rule)
  const there = [...ruleOf.keys()].filter((letters) => (counts.get(letters) ?? 0) > 0)
  if (there.length === 0) return [...rules]
  const others = countNeedles(foldLetters(rest), there)
  // Two engines may count a word differently: one that is printed twice to look bold, a name in a link and beside it.
  for (const letters of there)
    if ((counts.get(letters) ?? 0) > (others.get(letters) ?? 0) * 2) rules.add(ruleOf.get(letters) ?? '')
  return [...rules]
}
