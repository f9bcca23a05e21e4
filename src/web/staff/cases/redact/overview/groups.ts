import type { Mark } from '../../../../../redaction/index.ts'
import { ruleWords } from '../words.ts'

export type ProposedGroup = { rule: string; words: string; count: number; why: string | null }

/** What one rule proposed and nobody has decided, the most first: for deciding all of it at once. */
export function proposedGroups(marks: readonly Mark[]): ProposedGroup[] {
  const groups = new Map<string, ProposedGroup>()
  for (const { rule, state, why } of marks) {
    if (state !== 'proposed' || rule === null) continue
    const group = groups.get(rule) ?? { rule, words: ruleWords(rule), count: 0, why }
    groups.set(rule, group)
    group.count += 1
    if (group.why !== why) group.why = null
  }
  return [...groups.values()].toSorted((a, b) => b.count - a.count)
}
