import type { Finding } from '../finding.ts'
import { forgetSeen, noteSeen, nothingSeen } from './features.ts'
import { readFrames } from './frames.ts'
import {
  calendar,
  family,
  given,
  hashes,
  hashOf,
  organisation,
  particle,
  place,
  role,
  surname,
  title,
  word,
} from './gazetteer.ts'
import { partOfOtherName, standsAsPlace } from './other-names.ts'
import { isCapital, joins, nobodyMet, type Met, type Person } from './person.ts'
import { isOffice, publicOffice } from './public-office.ts'
import { recallPeople } from './recall.ts'
import { labels, tagWords, type Reading } from './tagger.ts'
import { gaps, makeTokens, readTokens, shapes, type Tokens } from './tokens.ts'
import { weights } from './weights.ts'

const tokens = makeTokens()
const seen = nothingSeen()

/** People’s names in a text, surest where lists, titles and the words around agree. Reads in one pass, by pieces of about 16,000 words. */
export function findPeople(text: string): Finding[] {
  const found: Finding[] = []
  forgetSeen(seen)
  const met = nobodyMet()
  let at = 0
  while (at < text.length) {
    at = readTokens(text, at, tokens)
    if (tokens.count === 0) break
    noteSeen(tokens, seen)
    const reading = tagWords(tokens, weights, seen)
    const framed = readFrames(tokens, reading)
    const people = gatherPeople(tokens, reading, framed)
    for (const person of people) noteOffice(text, tokens, person, met)
    for (const person of people) judgePerson(tokens, person, met)
    for (const person of people) noteMet(text, tokens, person, met)
    recallPeople(text, tokens, reading, people, met)
    for (const { first, last, score, reason } of people)
      found.push({
        entity: 'PERSON',
        start: tokens.start[first] ?? 0,
        end: tokens.end[last] ?? 0,
        score: Math.round(score * 100) / 100,
        reason,
      })
  }
  return found
}

function gatherPeople(tokens: Tokens, { label, margin }: Reading, framed: Uint8Array): Person[] {
  const people: Person[] = []
  const { count } = tokens
  for (let at = 0; at < count; at += 1) {
    const passed = label[at] !== labels.person
    const listed = passed && isListedName(tokens, label, at, margin[at] ?? 0)
    const titled = passed && followsTitle(tokens, at)
    if (passed && !titled && !listed) continue
    let first = at
    let total = margin[at] ?? 0
    while (at + 1 < count) {
      const next = nextOf(tokens, label, at)
      if (next === at) break
      at = next
      total += margin[at] ?? 0
    }
    const words = at - first + 1
    while (
      first < at &&
      (isOffice(tokens.hash[first] ?? 0) ||
        ranks.has(tokens.hash[first] ?? 0) ||
        (tokens.shape[first] !== shapes.initial &&
          ((tokens.kinds[first] ?? 0) & (title | role | word)) !== 0 &&
          isNoName(tokens.kinds[first] ?? 0)) ||
        (tokens.shape[first] === shapes.initial && (tokens.kinds[first + 1] ?? 0) === word))
    )
      first += 1
    if (!hasName(tokens, first, at)) continue
    people.push({
      first,
      last: at,
      score: Math.max(
        sureness(total / words),
        listed ? 0.6 : isGivenOnly(tokens.kinds[first] ?? 0) ? 0.55 : 0,
      ),
      reason: '',
      office: null,
      framed: framed[first] === 1,
    })
  }
  return people
}

/** How far against a name the words around may speak, in tenths, where the lists know it as nothing but a given name. */
const leastListed = -200

/** A given name that is no other word and no place, though the tagger passed it over. */
function isListedName(tokens: Tokens, label: Uint8Array, at: number, margin: number): boolean {
  const kinds = tokens.kinds[at] ?? 0
  if ((kinds & given) === 0 || (kinds & ~(given | surname)) !== 0 || margin < leastListed) return false
  const shape = tokens.shape[at]
  if (shape !== shapes.title && shape !== shapes.mixed) return false
  return tokens.gap[at] !== gaps.glue && !isPartOfOther(tokens, label, at)
}

/** Beside a word with a capital that is no name: the rest of the name of a body or a place. */
function isPartOfOther(tokens: Tokens, label: Uint8Array, at: number): boolean {
  if (label[at] === labels.other) return true
  for (const near of [at - 1, at + 1]) {
    if (near < 0 || near >= tokens.count) continue
    const gap = tokens.gap[Math.max(near, at)]
    if (!joins(gap) && gap !== gaps.and && gap !== gaps.possessive) continue
    if (label[near] === labels.other) return true
    const shape = tokens.shape[near]
    const capital = shape === shapes.title || shape === shapes.capitals || shape === shapes.mixed
    if (capital && near > at && label[near] !== labels.person) return true
  }
  return false
}

const isGivenOnly = (kinds: number): boolean => (kinds & given) !== 0 && (kinds & ~(given | surname)) === 0
const isNoName = (kinds: number): boolean => (kinds & (given | surname)) === 0

/** Initials alone, “D.O.B.”, name nobody. */
function hasName(tokens: Tokens, first: number, last: number): boolean {
  for (let at = first; at <= last; at += 1) if (tokens.shape[at] !== shapes.initial) return true
  return false
}

/** The next word of the same name; small words such as “van der” may stand between. */
function nextOf(tokens: Tokens, label: Uint8Array, at: number): number {
  for (let next = at + 1; next < Math.min(tokens.count, at + 4); next += 1) {
    if (!joins(tokens.gap[next])) return at
    if (label[next] === labels.person || isInitialOf(tokens, next - 1)) return next
    if (((tokens.kinds[next] ?? 0) & particle) === 0) return at
  }
  return at
}

/** From the tagger’s margin, in tenths, to a score. */
const sureness = (margin: number): number => 1 / (1 + Math.exp(-margin / 110 - 0.4))

const titles = hashes(
  'mr mrs ms miss dr mx revd rev fr sgt pte cpl lcpl capt insp pcso wpc rabbi imam giani maulana',
)
/** Before a name, though they are other words as well. */
const ranks = hashes(
  'captain colonel major commander corporal lieutenant sergeant inspector superintendent constable brigadier bishop canon pastor archdeacon sheikh bhai',
)
const relations = hashes('uncle auntie aunty aunt grandad nana granny grandpa nan')
const nobody = hashes('nobody anybody sir madam and or')

function followsTitle(tokens: Tokens, at: number): boolean {
  if (at === 0 || nobody.has(tokens.hash[at] ?? 0)) return false
  const before = tokens.hash[at - 1] ?? 0
  if (relations.has(before))
    return (
      isCapital(tokens, at - 1) &&
      isCapital(tokens, at) &&
      tokens.gap[at] === gaps.space &&
      ((tokens.kinds[at] ?? 0) & (organisation | role | family)) === 0
    )
  if (!titles.has(before)) return false
  const gap = tokens.gap[at]
  if (gap !== gaps.space && gap !== gaps.stop && gap !== gaps.initial) return false
  const shape = tokens.shape[at]
  if (shape === shapes.lower || shape === shapes.number) return false
  if (shape === shapes.initial && !isInitialOf(tokens, at)) return false
  return ((tokens.kinds[at] ?? 0) & title) === 0
}

/** “J.” before a word with a capital. */
const isInitialOf = (tokens: Tokens, at: number): boolean =>
  tokens.shape[at] === shapes.initial &&
  (tokens.gap[at + 1] === gaps.initial || tokens.gap[at + 1] === gaps.space) &&
  (tokens.shape[at + 1] === shapes.title || tokens.shape[at + 1] === shapes.mixed)

/** Offices first: a headline may give the bare name before the text says whose it is. */
function noteOffice(text: string, tokens: Tokens, person: Person, met: Met): void {
  const { first, last } = person
  person.office = publicOffice(text, tokens, first, last)
  if (person.office === null || person.office.endsWith('case')) return
  met.kept.add(tokens.hash[last] ?? 0)
  if (first < last && tokens.shape[first] !== shapes.initial) met.keptFirst.add(tokens.hash[first] ?? 0)
}

/** “Mr Frost” and “Imelda Frost” after “Cllr Imelda Frost”; “Tom Frost” is another, unless no first name was given. */
function isSameKept(tokens: Tokens, first: number, last: number, met: Met): boolean {
  if (met.people.has(tokens.hash[last] ?? 0)) return false
  return (
    first === last || tokens.shape[first] === shapes.initial || met.keptFirst.has(tokens.hash[first] ?? 0)
  )
}

const isTitled = (tokens: Tokens, first: number): boolean =>
  first > 0 &&
  tokens.gap[first] !== gaps.line &&
  (((tokens.kinds[first - 1] ?? 0) & title) !== 0 || ranks.has(tokens.hash[first - 1] ?? 0))

function judgePerson(tokens: Tokens, person: Person, met: Met): void {
  const { first, last } = person
  const words = last - first + 1
  const titled = isTitled(tokens, first)
  const kin = first > 0 && tokens.gap[first] === gaps.space && relations.has(tokens.hash[first - 1] ?? 0)
  let known = 0
  for (let at = first; at <= last; at += 1) known |= tokens.kinds[at] ?? 0
  if (partOfOtherName(tokens, first, last)) {
    person.score = Math.min(person.score, 0.25)
    person.reason = 'part of the name of a body or a place'
    return
  }
  if (!titled && !person.framed && !kin && standsAsPlace(tokens, first, last)) {
    person.score = Math.min(person.score, 0.4)
    person.reason = 'stands where a place stands'
    return
  }
  if (!titled && !person.framed) person.score = weighWords(tokens, first, last, person.score)
  person.reason = 'stands where names stand'
  if (titled) {
    person.score = Math.max(person.score, 0.95)
    person.reason = 'a name after a title'
  } else if (kin && isCapital(tokens, first - 1)) {
    person.score = Math.max(person.score, 0.75)
    person.reason = 'a name after a word for a relation'
  } else if (person.score > 0.4 && words > 1 && (known & given) !== 0 && (known & surname) !== 0) {
    person.score = Math.max(person.score, Math.min(0.95, person.score + 0.15))
    person.reason = 'a given name and a surname'
  } else if (words > 1 && tokens.shape[first] === shapes.initial && person.score > 0.3) {
    person.score = Math.max(person.score, 0.7)
    person.reason = 'initials and a name'
  } else if ((known & (given | surname)) !== 0) person.reason = 'a name in the lists, and the words around it'
  const { office } = person
  const surnameHash = tokens.hash[last] ?? 0
  if (office !== null || (met.kept.has(surnameHash) && isSameKept(tokens, first, last, met))) {
    person.score = Math.min(person.score, 0.4)
    person.reason = `a name that ${office ?? 'stands with a public office elsewhere in this text'}`
    return
  }
}

/** Whoever is sure is known from here on, by each name and by their initials. */
function noteMet(
  text: string,
  tokens: Tokens,
  { first, last, score, office, reason }: Person,
  met: Met,
): void {
  if (office !== null || score < 0.7 || reason.startsWith('a name that')) return
  const alone = first === last && !isTitled(tokens, first)
  if (alone && (score < 0.8 || ((tokens.kinds[first] ?? 0) & given) === 0)) return
  let initials = ''
  for (let at = first; at <= last; at += 1) {
    initials += text.charAt(tokens.start[at] ?? 0)
    if (tokens.shape[at] !== shapes.initial && ((tokens.kinds[at] ?? 0) & particle) === 0)
      met.people.add(tokens.hash[at] ?? 0)
  }
  if (initials.length > 1 && initials.length < 4) met.initials.add(hashOf(initials))
}

/**
 * What the words themselves say against a name: ordinary words only, or, in a text all in capitals, where capitals say
 * nothing, words that are in no list of names.
 */
function weighWords(tokens: Tokens, first: number, last: number, score: number): number {
  let ordinary = 0
  let names = 0
  let capitals = 0
  let places = 0
  for (let at = first; at <= last; at += 1) {
    const kinds = tokens.kinds[at] ?? 0
    if ((kinds & (given | surname)) === 0 && (kinds & word) !== 0) ordinary += 1
    if ((kinds & (given | surname)) !== 0 && (kinds & word) === 0) names += 1
    if ((kinds & (given | surname)) === 0 && (kinds & place) !== 0) places += 1
    if (tokens.shape[at] === shapes.capitals || tokens.shape[at] === shapes.initial) capitals += 1
  }
  const words = last - first + 1
  if (ordinary === words || places === words || (words === 1 && isMonth(tokens, first)))
    return Math.min(score, 0.4)
  if (
    words === 1 &&
    names === 0 &&
    articles.has(tokens.hash[first - 1] ?? 0) &&
    tokens.gap[first] === gaps.space
  )
    return Math.min(score, 0.4)
  if (ordinary > 0 && names === 0) return Math.min(score, 0.45)
  if (capitals === words) {
    const known = knownNames(tokens, first, last)
    if (names === 0 || ordinary > 0 || known * 2 < words) return Math.min(score, 0.45)
  }
  return score
}

const articles = hashes('a an')

const during = hashes('in of by since until during every next last early late mid between')
/** “in May and August” */
function isMonth(tokens: Tokens, at: number): boolean {
  if (((tokens.kinds[at] ?? 0) & calendar) === 0 || tokens.shape[at] === shapes.initial) return false
  const before = tokens.kinds[at - 2] ?? 0
  return (
    during.has(tokens.hash[at - 1] ?? 0) ||
    tokens.shape[at + 1] === shapes.number ||
    (tokens.hash[at - 1] === and && (before & calendar) !== 0 && during.has(tokens.hash[at - 3] ?? 0))
  )
}
const and = hashOf('and')

function knownNames(tokens: Tokens, first: number, last: number): number {
  let known = 0
  for (let at = first; at <= last; at += 1)
    if (((tokens.kinds[at] ?? 0) & (given | surname)) !== 0 || tokens.shape[at] === shapes.initial) known += 1
  return known
}
