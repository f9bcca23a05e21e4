import type { Finding } from './certificate.ts'
import { kindPolicy } from './policy.ts'

/** A finding as it is made; what is left out follows from the policy of its kind. */
export type Found = Pick<Finding, 'kind' | 'where' | 'detail'> &
  Partial<Pick<Finding, 'field' | 'offset' | 'line' | 'weight' | 'acceptable'>> & {
    /** What tells it from others of its kind in the same place, where that is not its field */
    of?: string
  }

/** With every place in the text it was found in, in UTF-16 units */
export type FoundAt = Found & { starts: readonly number[] }

/** Findings with their weight and key, each once; alarms and notes apart. */
export function weighFindings(found: readonly Found[]): { findings: Finding[]; notes: Finding[] } {
  const findings: Finding[] = []
  const notes: Finding[] = []
  const seen = new Set<string>()
  const keys = new Map<string, number>()
  for (const each of found) {
    const { kind, where, detail, field = null, offset = null, line = null } = each
    const same = `${kind}\n${where}\n${field}\n${detail}`
    if (seen.has(same)) continue
    seen.add(same)
    const policy = kindPolicy[kind]
    const place = [kind, each.of ?? field, where].filter((part) => part !== null).join(':')
    const number = (keys.get(place) ?? 0) + 1
    keys.set(place, number)
    const finding: Finding = {
      kind,
      field,
      offset,
      line,
      where,
      detail,
      key: number === 1 ? place : `${place}#${number}`,
      weight: each.weight ?? policy.weight,
      acceptable: each.acceptable ?? policy.acceptable,
    }
    ;(finding.weight === 'alarm' ? findings : notes).push(finding)
  }
  return { findings, notes }
}
