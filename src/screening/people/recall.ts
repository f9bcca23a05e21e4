import { calendar, given, hashes, hashOf, word } from './gazetteer.ts'
import { partOfOtherName } from './other-names.ts'
import { isCapital, joins, type Met, type Person } from './person.ts'
import { labels, type Reading } from './tagger.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'
import { doings, sayings, to } from './verbs.ts'

// A name once sure in a text is sure everywhere in it: alone, at a sentence’s start, as initials.

const initialsOf = 'initials of a name in this text'
const elsewhere = 'a name met elsewhere in this text'

/** Adds the names that were passed over, though the same text names their owner elsewhere, and raises those doubted. */
export function recallPeople(
  text: string,
  tokens: Tokens,
  { label }: Reading,
  people: Person[],
  met: Met,
): void {
  if (met.people.size === 0) return
  let within = 0
  const missed: Person[] = []
  for (let at = 0; at < tokens.count; at += 1) {
    while (within < people.length && (people[within]?.last ?? 0) < at) within += 1
    const next = people[within]
    const hash = tokens.hash[at] ?? 0
    if (next !== undefined && next.first <= at) {
      if (isDoubted(next) && met.people.has(hash) && standsAsName(tokens, at)) {
        next.score = 0.8
        next.reason = elsewhere
      } else if (isDoubted(next) && isInitials(tokens, at, met)) {
        next.score = 0.6
        next.reason = initialsOf
      }
      continue
    }
    if (tokens.gap[at] === gaps.glue || !isCapital(tokens, at)) continue
    if (met.people.has(hash)) {
      if (inOtherName(tokens, label, at) || partOfOtherName(tokens, at, at) || !standsAsName(tokens, at))
        continue
      missed.push({ first: at, last: at, score: 0.75, reason: elsewhere, office: null, framed: false })
    } else if (isFamilyOf(text, tokens, at, met))
      missed.push({ first: at, last: at, score: 0.7, reason: elsewhere, office: null, framed: false })
    else if (isInitials(tokens, at, met))
      missed.push({
        first: at,
        last: at,
        score: 0.6,
        reason: initialsOf,
        office: null,
        framed: false,
      })
  }
  people.push(...missed)
}

const the = hashOf('the')
/** “The Abernathys”, where one of them is named elsewhere. */
const isFamilyOf = (text: string, { hash, start, end, gap }: Tokens, at: number, met: Met): boolean =>
  hash[at - 1] === the &&
  gap[at] === gaps.space &&
  text.charAt((end[at] ?? 0) - 1) === 's' &&
  met.people.has(hashOf(text.slice(start[at], (end[at] ?? 0) - 1)))

const isDoubted = ({ score, office, reason }: Person): boolean =>
  score < 0.75 &&
  score > 0.1 &&
  office === null &&
  !reason.startsWith('part of') &&
  !reason.startsWith('a name that')

function inOtherName(tokens: Tokens, label: Uint8Array, at: number): boolean {
  const other = (near: number): boolean => near >= 0 && near < tokens.count && label[near] === labels.other
  return (
    other(at) && ((other(at - 1) && joins(tokens.gap[at])) || (other(at + 1) && joins(tokens.gap[at + 1])))
  )
}

/** Words that are names as well count only where no sentence begins with them, or where somebody does what follows. */
function standsAsName(tokens: Tokens, at: number): boolean {
  const kinds = tokens.kinds[at] ?? 0
  if ((kinds & word) === 0) return true
  const next = at + 1
  const after = next < tokens.count ? (tokens.gap[next] ?? 0) : gaps.line
  const before = tokens.gap[at] ?? 0
  const hash = tokens.hash[next] ?? 0
  if (after === gaps.space && sayings.has(hash)) return true
  if ((kinds & calendar) !== 0) return false
  // “Grace Road” and “the Mark”.
  if (joins(after) && isCapital(tokens, next)) return false
  if (articles.has(tokens.hash[at - 1] ?? 0) && before === gaps.space) return false
  if (before === gaps.possessive) return false
  if (after === gaps.possessive) return true
  if (before === gaps.colon) return after !== gaps.space || hash === to
  if (before === gaps.stop || before === gaps.line || before === gaps.start) {
    if (after === gaps.space && hash === to) return isTask(tokens, next + 1)
    return after === gaps.space
      ? (doings.has(hash) || tokens.suffix2[next] === ed) &&
          tokens.shape[next] === shapes.lower &&
          !auxiliary(tokens, at, next)
      : after === gaps.line ||
          after === gaps.dash ||
          after === gaps.colon ||
          after === gaps.comma ||
          after === gaps.open
  }
  return (
    (tokens.shape[at] === shapes.title || tokens.shape[next] === shapes.lower) &&
    (tokens.shape[at - 1] === shapes.lower || !joins(before))
  )
}

/** The last two letters as the tokens keep them. */
const ed = 'e'.charCodeAt(0) * 31 + 'd'.charCodeAt(0)
const articles = hashes('the a an this my our your no any each every')
const later = hashes('follow be come')
/** “Rose to send the plan”, not “Rose to 5%” or “Grant to follow” */
const isTask = (tokens: Tokens, at: number): boolean =>
  tokens.shape[at] === shapes.lower && !later.has(tokens.hash[at] ?? 0)

const verbs = hashes('will may')
const auxiliaries = hashes('is was has had can could did does must should')
/** “Will is” is a person, “Will may” hardly. */
const auxiliary = (tokens: Tokens, at: number, next: number): boolean =>
  verbs.has(tokens.hash[at] ?? 0) && !auxiliaries.has(tokens.hash[next] ?? 0)

const action = hashes('action actions owner lead')
/** “AK to send” and “Action: BL”, where A. Khan and B. Lowe are named in full. */
function isInitials(tokens: Tokens, at: number, met: Met): boolean {
  if (
    met.initials.size === 0 ||
    tokens.shape[at] !== shapes.capitals ||
    !met.initials.has(tokens.hash[at] ?? 0)
  )
    return false
  if (((tokens.kinds[at] ?? 0) & ~given) !== 0) return false
  const hash = tokens.hash[at + 1] ?? 0
  const after = tokens.gap[at + 1]
  if (tokens.gap[at] === gaps.open && after === gaps.close) return true
  if (tokens.gap[at] === gaps.slash && met.initials.has(tokens.hash[at - 1] ?? 0)) return true
  return (
    (after === gaps.slash && met.initials.has(tokens.hash[at + 1] ?? 0)) ||
    action.has(tokens.hash[at - 1] ?? 0) ||
    (tokens.gap[at + 1] === gaps.space && (hash === to || sayings.has(hash) || doings.has(hash))) ||
    (tokens.gap[at] === gaps.space && tokens.hash[at - 1] === to)
  )
}
