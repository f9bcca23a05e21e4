import type { Finding, Recogniser } from './finding.ts'
import { startMatcher } from './match-starts.ts'
import { findPeople } from './people/find-people.ts'
import { findParties, keeper } from './people/parties.ts'
import { contactRecognisers } from './recognisers/contact.ts'
import { findAgesAfter, lifeRecognisers } from './recognisers/life.ts'
import { moneyRecognisers } from './recognisers/money.ts'
import { nationalRecognisers } from './recognisers/national.ts'
import { statementRecognisers } from './recognisers/statements.ts'
import { sceneOf } from './scene.ts'

export const recognisers: readonly Recogniser[] = [
  ...nationalRecognisers,
  ...moneyRecognisers,
  ...contactRecognisers,
  ...lifeRecognisers,
  ...statementRecognisers,
]

const matchStarts = startMatcher(recognisers)
const unstarted = recognisers.filter(({ starts }) => starts === undefined)

export type ScreenOptions = {
  /** From 0 to 1; 0.5 where absent */
  minScore?: number
  /** False leaves people’s names out, which is several times faster */
  names?: boolean
  /** People known from the case, “Sam Specimen”: found in all their forms, misspelt by a letter, by their initials */
  parties?: readonly string[]
  /** People whose names are public and stay: councillors in office, senior officers, who signs the letter */
  keep?: readonly string[]
}

/** Personal data in a text, in order, the surest reading of each place. Never throws; time grows with the text’s length. */
export function screenText(
  text: string,
  { minScore = 0.5, names = true, parties = [], keep = [] }: ScreenOptions = {},
): Finding[] {
  const people = names ? findPeople(text) : []
  const found = [
    ...findIdentifiers(text),
    ...people,
    ...findAgesAfter(text, people),
    ...(parties.length > 0 ? findParties(text, parties) : []),
  ]
  if (keep.length > 0) leaveKept(text, found, keep)
  return settleOverlaps(found).filter(({ score }) => score >= minScore)
}

/** Every reading of every recogniser, overlaps and all: names of people are not among them. */
export function findIdentifiers(text: string): Finding[] {
  const lower = text.toLowerCase()
  const found: Finding[] = []
  const take = ({ entity, judge }: Recogniser, match: RegExpExecArray): void => {
    const { index } = match
    const judged = judge(match, sceneOf(text, lower, index, index + match[0].length))
    if (judged === null) return
    found.push({
      entity,
      start: index + (judged.from ?? 0),
      end: index + (judged.to ?? match[0].length),
      score: judged.score,
      reason: judged.reason,
    })
  }
  matchStarts(text, take)
  for (const recogniser of unstarted) {
    const { pattern, anchor } = recogniser
    for (const match of anchor === undefined ? text.matchAll(pattern) : matchesAround(text, pattern, anchor))
      take(recogniser, match)
  }
  return found
}

function leaveKept(text: string, found: Finding[], keep: readonly string[]): void {
  const isKept = keeper(keep)
  for (const finding of found)
    if (finding.entity === 'PERSON' && isKept(text.slice(finding.start, finding.end))) {
      finding.score = 0.1
      finding.reason = 'a name on the list of those that are public'
    }
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
    .filter((each) => each.entity !== 'PERSON' || !cluster.some((other) => owns(other, each)))
    .sort((a, b) => b.score - a.score || b.end - b.start - (a.end - a.start))
  for (const finding of surest) if (!kept.some((other) => clash(finding, other))) kept.push(finding)
  return kept.sort((a, b) => a.start - b.start || b.end - a.end)
}

const holds = (outer: Finding, inner: Finding): boolean =>
  outer.start <= inner.start && inner.end <= outer.end

/** A name within an address of any kind is part of it. */
const owns = (outer: Finding, inner: Finding): boolean =>
  holds(outer, inner) &&
  (outer.entity === 'URL' ||
    outer.entity === 'EMAIL_ADDRESS' ||
    (outer.entity === 'UK_ADDRESS' && outer.score >= 0.5))

const isStatement = ({ entity }: Finding): boolean =>
  entity.startsWith('SPECIAL_CATEGORY_') ||
  entity === 'CRIMINAL_OFFENCE' ||
  entity === 'PERSONAL_FINANCE' ||
  entity === 'PROTECTED_SPECIES_LOCATION'

function clash(a: Finding, b: Finding): boolean {
  if (a.end <= b.start || b.end <= a.start || isStatement(a) !== isStatement(b)) return false
  if (a.entity === 'UK_ADDRESS' && b.entity === 'UK_POSTCODE' && holds(a, b)) return false
  if (b.entity === 'UK_ADDRESS' && a.entity === 'UK_POSTCODE' && holds(b, a)) return false
  // The same figures may pass as two kinds of number; which it is, a person decides, unless the words around say.
  const alike = Math.abs(a.score - b.score) < 0.125
  return !(a.start === b.start && a.end === b.end && a.entity !== b.entity && alike)
}
