import type { Finding, Recogniser } from './finding.ts'
import { findPeople } from './people/find-people.ts'
import { contactRecognisers } from './recognisers/contact.ts'
import { lifeRecognisers, statementRecognisers } from './recognisers/life.ts'
import { moneyRecognisers } from './recognisers/money.ts'
import { nationalRecognisers } from './recognisers/national.ts'
import { sceneOf } from './scene.ts'

export const recognisers: readonly Recogniser[] = [
  ...nationalRecognisers,
  ...moneyRecognisers,
  ...contactRecognisers,
  ...lifeRecognisers,
  ...statementRecognisers,
]

export type ScreenOptions = {
  /** From 0 to 1; 0.5 where absent */
  minScore?: number
  /** False leaves people’s names out, which is several times faster */
  names?: boolean
}

/** Personal data in a text, in order, the surest reading of each place. Never throws; time grows with the text’s length. */
export function screenText(text: string, { minScore = 0.5, names = true }: ScreenOptions = {}): Finding[] {
  const lower = text.toLowerCase()
  const found: Finding[] = []
  for (const { entity, pattern, anchor, judge } of recognisers)
    for (const match of anchor === undefined
      ? text.matchAll(pattern)
      : matchesAround(text, pattern, anchor)) {
      const { index } = match
      const judged = judge(match, sceneOf(text, lower, index, index + match[0].length))
      if (judged === null) continue
      found.push({
        entity,
        start: index + (judged.from ?? 0),
        end: index + (judged.to ?? match[0].length),
        score: judged.score,
        reason: judged.reason,
      })
    }
  if (names) found.push(...findPeople(text))
  return settleOverlaps(found).filter(({ score }) => score >= minScore)
}

const before = 700
const after = 2100

/** Matches that hold the anchor, found without reading what is far from one. */
function* matchesAround(text: string, pattern: RegExp, anchor: string): Generator<RegExpExecArray> {
  let from = 0
  for (let at = text.indexOf(anchor); at !== -1; at = text.indexOf(anchor, Math.max(at + 1, from))) {
    const start = Math.max(from, at - before)
    const window = text.slice(start, at + after)
    for (const match of window.matchAll(pattern)) {
      const index = start + match.index
      if (index > at) break
      if (index + match[0].length <= at) continue
      match.index = index
      from = index + match[0].length
      yield match
    }
  }
}

/** Where readings of one place overlap, the surest stays. */
function settleOverlaps(found: Finding[]): Finding[] {
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  const settled: Finding[] = []
  let cluster: Finding[] = []
  let end = 0
  for (const finding of found) {
    if (finding.start >= end) {
      settled.push(...settleCluster(cluster))
      cluster = []
    }
    cluster.push(finding)
    end = Math.max(end, finding.end)
  }
  return [...settled, ...settleCluster(cluster)]
}

function settleCluster(cluster: readonly Finding[]): Finding[] {
  if (cluster.length < 2) return [...cluster]
  const offices = cluster.filter(({ entity, score }) => entity === 'UK_ADDRESS' && score < 0.3)
  const kept: Finding[] = []
  const surest = cluster
    .filter((each) => !offices.some((office) => office !== each && holds(office, each)))
    .sort((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start))
  for (const finding of surest) if (!kept.some((other) => clash(finding, other))) kept.push(finding)
  return kept.sort((a, b) => a.start - b.start || b.end - a.end)
}

const holds = (outer: Finding, inner: Finding): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

const isStatement = ({ entity }: Finding): boolean =>
  entity.startsWith('SPECIAL_CATEGORY_') ||
  entity === 'CRIMINAL_OFFENCE' ||
  entity === 'PERSONAL_FINANCE' ||
  entity === 'PROTECTED_SPECIES_LOCATION'

function clash(a: Finding, b: Finding): boolean {
  if (a.end <= b.start || b.end <= a.start || isStatement(a) !== isStatement(b)) return false
  if (a.entity === 'UK_ADDRESS' && b.entity === 'UK_POSTCODE' && holds(a, b)) return false
  if (b.entity === 'UK_ADDRESS' && a.entity === 'UK_POSTCODE' && holds(b, a)) return false
  // The same figures may pass as two kinds of number; which it is, a person decides.
  return !(a.start === b.start && a.end === b.end && a.entity !== b.entity)
}
