import { countOf } from '../kernel/count-of.ts'
import { entityNames, screenText, type Entity, type Finding as Screened } from '../screening/index.ts'
import type { PublicDetails } from './certificate.ts'
import { lineNumbers } from './line-numbers.ts'
import { holdsOffice } from './office-holder.ts'
import { isRoleMailbox } from './role-mailbox.ts'
import { columnOfNames, entityPolicy, nearPerson, type Audience, type EntityRule } from './policy.ts'
import { reachOf } from './spans.ts'
import { lineOfText, sayPlaces } from './places/place.ts'
import type { FoundAt } from './weigh-findings.ts'

export type ScreenFor = {
  audience: Audience
  public: PublicDetails
  /** What the requester wrote, which may be said back to them */
  given: readonly string[]
  /** True where names beside an office do not count */
  officeHolders?: boolean
  /** Places that are the requester’s own: looked for and decided on already */
  decided: readonly { start: number; end: number }[]
}

const digits = (text: string): string => text.replaceAll(/\D/g, '').replace(/^44(?=\d{10}$)/, '0')
const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/**
 * The screening once more, over what was read out of the bytes: a finding for each kind of personal data, weighed by
 * how much there is of it. What is the authority’s own, a shared mailbox or the number of a place is not counted.
 */
export function findPersonalData(text: string, how: ScreenFor): FoundAt[] {
  const isPublic = publicCheck(how.public)
  const given = how.given.map(plain)
  const decided = reachOf(how.decided)
  const screened = screenText(text, { keep: how.public.names })
  const people = screened.filter(({ entity, score }) => entity === 'PERSON' && score >= 0.75)
  const groups = new Map<Entity, Screened[]>()
  for (const finding of screened) {
    const rule = entityPolicy[finding.entity]
    const value = text.slice(finding.start, finding.end)
    if (rule === null || finding.score < rule.minScore || isPublic(finding.entity, value)) continue
    if (decided(finding.end - 1) > finding.start) continue
    if (how.officeHolders === true && finding.entity === 'PERSON' && holdsOffice(text, finding)) continue
    if (given.some((said) => said.includes(plain(value)))) continue
    const group = groups.get(finding.entity)
    if (group === undefined) groups.set(finding.entity, [finding])
    else group.push(finding)
  }
  return [...groups].flatMap(([entity, findings]) => {
    const rule = entityPolicy[entity]
    return rule === null ? [] : [weighGroup(text, entity, rule, findings, people, how.audience)]
  })
}

function weighGroup(
  text: string,
  entity: Entity,
  rule: EntityRule,
  findings: readonly Screened[],
  people: readonly Screened[],
  audience: Audience,
): FoundAt {
  const counted = rule.nearPerson === true ? findings.filter((each) => isNear(each, people)) : findings
  const distinct = (among: readonly Screened[]): number =>
    new Set(among.map(({ start, end }) => plain(text.slice(start, end)))).size
  const from = rule.from[audience]
  const alone = entity === 'PERSON' ? distinct(findings.filter((each) => standsAlone(text, each))) : 0
  const column = entity === 'PERSON' && alone >= columnOfNames[audience]
  const weight = column || (from !== null && distinct(counted) >= from) ? 'alarm' : 'note'
  const shown = weight === 'alarm' && !column ? counted : findings
  const count = distinct(shown)
  const starts = shown.map(({ start }) => start)
  const lines = linesOf(text, starts)
  const [line = 1] = lines
  const offset = starts[0] ?? 0
  return {
    kind: 'personal-data',
    of: entity,
    offset,
    line,
    where: sayPlaces(lines.map(lineOfText)),
    starts,
    detail: `${countOf(count, ...(rule.words ?? entityNames[entity]))}${column ? ', most of them alone in a line or a cell' : ''}.`,
    weight,
  }
}

/** `people` in the order of the text, as the screening gives them. */
function isNear(finding: Screened, people: readonly Screened[]): boolean {
  let low = 0
  let high = people.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((people[middle]?.end ?? 0) + nearPerson <= finding.start) low = middle + 1
    else high = middle
  }
  const next = people[low]
  return next !== undefined && next.start < finding.end + nearPerson
}

/** The lines of these places, in order, each once. Counts from 1. */
function linesOf(text: string, starts: readonly number[]): number[] {
  const lineOf = lineNumbers(text)
  return [...new Set(starts.map(lineOf))]
}

/** True of a name that is all there is in its line or its cell. */
function standsAlone(text: string, { start, end }: Screened): boolean {
  const before = text.slice(Math.max(0, start - 12), start)
  const after = text.slice(end, end + 12)
  return (
    /(?:^|[\n\t|;,"])[ "]*$/.test(start <= 12 ? `\n${before}` : before) &&
    /^[ "]*(?:$|[\n\t|;,"])/.test(after)
  )
}

function publicCheck({ contacts }: PublicDetails): (entity: Entity, value: string) => boolean {
  const known = contacts.map(plain).filter((each) => each.length > 3)
  const numbers = contacts.map(digits).filter((each) => each.length > 6)
  return (entity, value) => {
    if (entity === 'EMAIL_ADDRESS' && isRoleMailbox(value)) return true
    if (entity === 'UK_PHONE') {
      const number = digits(value)
      return !/^0?7/.test(number) || numbers.includes(number)
    }
    const letters = plain(value)
    return (
      known.includes(letters) || (entity === 'UK_ADDRESS' && known.some((each) => letters.includes(each)))
    )
  }
}
