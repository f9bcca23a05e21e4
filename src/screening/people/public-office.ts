import { hashes, hashOf, kindsOf, role, title } from './gazetteer.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'

// Names that stay where they are said in a public office: to black them out would break the duty to disclose
// (ICO, “Requests for personal data about public authority employees”: senior and public-facing people expect to be named).

/** Before a name: “Cllr X”, “Minister X”, “the Mayor, X”. */
const offices = hashes(
  'cllr cllrs councillor councillors minister ministers mp mps msp mep president chancellor mayor mayoress lord baroness premier ambassador justice judge commissioner ombudsman coroner speaker bailie provost',
)
/** “King Charles”, where a name follows at once. */
const royal = hashes('king queen prince princess')
/** Ends of titles of more than one word: “Foreign Secretary”, “Chief Executive”, “Prime Minister”. */
const twoWordOffices: readonly [ReadonlySet<number>, ReadonlySet<number>][] = [
  [
    hashes(
      'foreign home defence health education justice permanent private state transport business culture environment',
    ),
    hashes('secretary secretaries'),
  ],
  [hashes('chief'), hashes('executive constable')],
  [hashes('prime deputy first foreign office junior shadow'), hashes('minister')],
  [hashes('monitoring returning'), hashes('officer')],
  [hashes('special deputy information police'), hashes('representative envoy commissioner')],
  [hashes('executive corporate strategic managing assistant'), hashes('director')],
]
const directors = hashes(
  'mp director directors minister secretary leader leaders mayor chair commissioner ambassador representative envoy head',
)
const of = hashOf('of')
const forWord = hashOf('for')
const parties = hashes('lab con lib libdem ld ind labour conservative green reform mp mep msp qc kc')

/** Says in which public office the name of these words stands, or null. */
export function publicOffice(text: string, tokens: Tokens, first: number, last: number): string | null {
  return (
    partyOfCase(tokens, first, last) ??
    (isParted(text, tokens, first) ? listHead(tokens, first) : officeBefore(tokens, first)) ??
    officeAfter(tokens, last)
  )
}

/** “X, Director of Homes; Y”: what stands before a semicolon is another’s. */
const isParted = (text: string, tokens: Tokens, first: number): boolean =>
  tokens.gap[first] === gaps.colon &&
  text.slice(tokens.end[first - 1] ?? 0, tokens.start[first]).includes(';')

const versus = hashOf('v')
const crown = hashes('r regina rex')
const courts = hashes('ewca ewhc uksc ukhl ukut ukftt ukpc ewfc eat csih nica wlr qb kb ac')
/** “R v Smith” and “Kennedy v Charity Commission [2014] UKSC 20”: reported cases are public; a claim without one may not be. */
function partyOfCase(tokens: Tokens, first: number, last: number): string | null {
  const at = tokens.hash[first - 1] === versus ? first - 1 : tokens.hash[last + 1] === versus ? last + 1 : -1
  if (at < 1) return null
  if (crown.has(tokens.hash[at - 1] ?? 0) && at < first) return caseName
  for (let next = at + 1; next < Math.min(tokens.count, at + 12); next += 1) {
    if (tokens.gap[next] === gaps.stop || tokens.gap[next] === gaps.line) return null
    if (courts.has(tokens.hash[next] ?? 0)) return caseName
    if (tokens.shape[next] === shapes.number && tokens.gap[next] === gaps.open && tokens.hash[next] === 4)
      return caseName
  }
  return null
}
const caseName = 'is that of a reported case'

function officeBefore(tokens: Tokens, first: number): string | null {
  let at = first - 1
  // A list of members: “Councillors A, B and C”.
  if (at < 0 || tokens.gap[first] === gaps.stop) return null
  for (let back = 0; back < 24 && at >= 0; back += 1, at -= 1) {
    const hash = tokens.hash[at] ?? 0
    if (holdsOffice(tokens, at, hash, back)) return 'stands with a public office'
    if (back === 0 && (hash === hashOf('councillors') || royal.has(hash)))
      return 'stands with a public office'
    if (back > 8 || !passes(tokens, at)) return listHead(tokens, first)
    const gap = tokens.gap[at]
    if (gap === gaps.stop || gap === gaps.line) return listHead(tokens, first)
  }
  return listHead(tokens, first)
}

function holdsOffice(tokens: Tokens, at: number, hash: number, back: number): boolean {
  if (tokens.shape[at] === shapes.lower && hash !== hashOf('councillor'))
    return back <= 1 && isNamedOffice(tokens, at, hash)
  if (hash === minister && isTitle(tokens, at + 1) && clergy.has(tokens.hash[at + 1] ?? 0)) return false
  if (offices.has(hash) && (back === 0 || (back === 1 && isTitle(tokens, at + 1)))) return true
  const before = tokens.hash[at - 1] ?? 0
  if (twoWordOffices.some(([one, two]) => two.has(hash) && one.has(before)) && back <= 1) return true
  const next = tokens.hash[at + 1] ?? 0
  return back > 0 && directors.has(hash) && (next === of || next === forWord)
}

const minister = hashOf('minister')
const clergy = hashes('fr father rev revd reverend pastor canon')
const smallOffices: readonly [ReadonlySet<number>, ReadonlySet<number>][] = [
  [hashes('chief'), hashes('executive constable')],
  [hashes('monitoring returning'), hashes('officer')],
  [hashes('managing prime'), hashes('director minister')],
]
const officer = hashOf('officer')
/** “our chief executive, X”, “Returning officer: X”, “s.151 officer X”: offices that a council has one of, in small letters. */
function isNamedOffice(tokens: Tokens, at: number, hash: number): boolean {
  if (tokens.gap[at] !== gaps.space) return false
  const before = tokens.hash[at - 1] ?? 0
  if (hash === officer && tokens.shape[at - 1] === shapes.number && before === 3) return true
  return smallOffices.some(([one, two]) => two.has(hash) && one.has(before))
}

/** Words of an office that stand before a name and are no part of it, though some are names as well: “Mr Justice X”. */
export const isOffice = (hash: number): boolean => offices.has(hash)

const isTitle = (tokens: Tokens, at: number): boolean => ((tokens.kinds[at] ?? 0) & (title | role)) !== 0

/** Words that may stand between an office and its holder’s name: “Minister for the Middle East, X”, “Minister of State Mr X”. */
function passes(tokens: Tokens, at: number): boolean {
  const shape = tokens.shape[at]
  return shape !== shapes.lower || small.has(tokens.hash[at] ?? 0)
}
const small = hashes('of for the and to mr mrs ms dr sir')

const plural = hashes('councillors cllrs')
function listHead(tokens: Tokens, first: number): string | null {
  for (let at = first - 1; at >= Math.max(0, first - 60); at -= 1) {
    if (plural.has(tokens.hash[at] ?? 0)) return 'stands in a list of councillors'
    const gap = tokens.gap[at + 1]
    if (gap === gaps.stop || gap === gaps.line || gap === gaps.colon) return null
    if (tokens.shape[at] === shapes.lower && tokens.hash[at] !== hashOf('and')) return null
  }
  return null
}

/** “Head of Year 9” teaches; no council is led by one. */
const school = hashes('year sixth upper lower maths english science humanities house department')

function officeAfter(tokens: Tokens, last: number): string | null {
  const at = last + 1
  if (at >= tokens.count) return null
  const gap = tokens.gap[at]
  if (gap === gaps.stop) return null
  const hash = tokens.hash[at] ?? 0
  if (
    parties.has(hash) &&
    tokens.shape[at] !== shapes.lower &&
    (gap === gaps.space || gap === gaps.open || gap === gaps.comma)
  )
    return 'stands with a public office'
  // “X on behalf of the National Society”
  if (
    gap === gaps.space &&
    hash === hashOf('on') &&
    tokens.hash[at + 1] === hashOf('behalf') &&
    tokens.hash[at + 2] === of
  ) {
    const next = tokens.hash[at + 3] === hashOf('the') ? at + 4 : at + 3
    return tokens.shape[next] !== shapes.lower && next < tokens.count && namesABody(tokens, next)
      ? 'speaks for an organisation'
      : null
  }
  if (gap !== gaps.comma && gap !== gaps.line && gap !== gaps.open && gap !== gaps.dash) return null
  for (let on = at; on < Math.min(tokens.count, at + 5); on += 1) {
    if (on > at && endsItem.has(tokens.gap[on] ?? 0)) return null
    const each = tokens.hash[on] ?? 0
    const before = on > at ? (tokens.hash[on - 1] ?? 0) : 0
    const next = tokens.hash[on + 1] ?? 0
    if (twoWordOffices.some(([one, two]) => two.has(each) && one.has(before)))
      return 'stands with a public office'
    if (
      directors.has(each) &&
      next === of &&
      tokens.shape[on] !== shapes.lower &&
      !school.has(tokens.hash[on + 2] ?? 0)
    )
      return 'stands with a public office'
    if (
      directors.has(each) &&
      next === forWord &&
      tokens.shape[on] !== shapes.lower &&
      each !== hashOf('head')
    )
      return 'stands with a public office'
    if (each === hashOf('mayor') && on <= at + 1) return 'stands with a public office'
  }
  return null
}

const endsItem: ReadonlySet<number> = new Set([gaps.stop, gaps.line, gaps.colon])
const bodies = 16
function namesABody(tokens: Tokens, from: number): boolean {
  for (let at = from; at < Math.min(tokens.count, from + 6); at += 1) {
    if (at > from && tokens.gap[at] !== gaps.space) return false
    if ((kindsOf(tokens.hash[at] ?? 0) & bodies) !== 0 && tokens.shape[at] !== shapes.lower) return true
  }
  return false
}
