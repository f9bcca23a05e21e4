import {
  calendar,
  family,
  given,
  hashes,
  hashOf,
  organisation,
  place,
  role,
  surname,
  title,
  word,
} from './gazetteer.ts'
import { isBeside, isPair, isSmallPair } from './pairs.ts'
import { isCapital, joins } from './person.ts'
import { isOffice } from './public-office.ts'
import { labels, type Reading } from './tagger.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'
import { doings, sayings, to } from './verbs.ts'

// Places of a text where names stand, whatever words they are: lists of who was there, “HUNTER, Will”, “Grace said”.

/** Before a colon or a line’s end: “Apologies: Will Hunter, Penny Banks”. */
const leads = hashes(
  'present apologies attendees attendance attending cc bcc to from signed by fao attn panel absent distribution invited staff team crew witnesses witness participants members name clerk chair secretary author owner tenant applicant complainant claimant objector agent mother father child children mum dad carer officer worker manager interviewer interviewee driver passenger patient client landlord customer payee sender recipient parent guardian supporter holder appraiser appraisee assessor referrer reporter informant references referee solicitor contact kin partner employee pupil student teacher sister brother son daughter occupier deceased victim suspect minutes notes regards thanks wishes sincerely faithfully cheers best love ta',
)
/** Before a name at once: “FAO Amber Lane”. */
const spaced = hashes('fao attn cc pp')
/** After these one word that nobody knows is a name as well. */
const nicknames = hashes('aka alias aliases nickname nee')
const known = hashes('known')
const as = hashOf('as')
const apologies = hashOf('apologies')
const from = hashOf('from')
const and = hashOf('and')
const actions = hashes('action actions')

/** How sure a name is in one of these places, in the tagger’s tenths. */
const sure = 150

const framed = new Uint8Array(1 << 14)

/** Marks names by where they stand, over what the tagger made of them; gives 1 for each word so marked. */
export function readFrames(tokens: Tokens, reading: Reading): Uint8Array {
  framed.fill(0, 0, tokens.count)
  for (let at = 0; at < tokens.count; at += 1) {
    const hash = tokens.hash[at] ?? 0
    const gap = tokens.gap[at + 1]
    if (gap === gaps.colon || gap === gaps.line) {
      if (leads.has(hash)) readList(tokens, reading, at + 1)
      else if (nicknames.has(hash) || (hash === as && known.has(tokens.hash[at - 1] ?? 0)))
        readNickname(tokens, reading, at + 1)
      else if (actions.has(hash)) readActor(tokens, reading, at + 1)
    } else if (gap === gaps.space) {
      if (hash === apologies) readList(tokens, reading, afterFrom(tokens, at))
      else if (spaced.has(hash)) readList(tokens, reading, at + 1)
      else if (nicknames.has(hash) || (hash === as && known.has(tokens.hash[at - 1] ?? 0)))
        readNickname(tokens, reading, at + 1)
      else if (isGivenWord(tokens, at) && sayings.has(tokens.hash[at + 1] ?? 0)) mark(reading, at, at)
      else if (tokens.shape[at] === shapes.capitals) readTurned(tokens, reading, at)
    } else if (gap === gaps.comma && tokens.shape[at] === shapes.capitals) readTurned(tokens, reading, at)
    if (tokens.shape[at] === shapes.title && gap === gaps.comma && isWholeItem(tokens, at))
      readTurned(tokens, reading, at)
    if (gap === gaps.colon && isSpeaker(tokens, at)) mark(reading, at, at)
    else if (
      joins(gap) &&
      tokens.gap[at + 2] === gaps.colon &&
      isSpeaker(tokens, at) &&
      isSurname(tokens, at + 1)
    )
      mark(reading, at, at + 1)
    if (isWithin(tokens, at) || isBeside(tokens, reading, at)) mark(reading, at, at)
    if (isSmallPair(tokens, at)) mark(reading, at, at + 1)
    if (isPair(tokens, reading, at) || isActor(tokens, at)) mark(reading, at, at + 1)
    else if (isFamily(tokens, at)) mark(reading, at, at)
  }
  return framed
}

const the = hashOf('the')
const acts = (tokens: Tokens, at: number): boolean =>
  tokens.gap[at] === gaps.space && (sayings.has(tokens.hash[at] ?? 0) || doings.has(tokens.hash[at] ?? 0))

/** “Benedikt Aust: I locked it!”: who speaks in a chat or an interview, at the beginning of a line. */
const isSpeaker = (tokens: Tokens, at: number): boolean =>
  (tokens.gap[at] === gaps.line || tokens.gap[at] === gaps.start || tokens.gap[at] === gaps.close) &&
  tokens.shape[at] === shapes.title &&
  ((tokens.kinds[at] ?? 0) & given) !== 0 &&
  ((tokens.kinds[at] ?? 0) & ~(given | surname)) === 0
const isSurname = (tokens: Tokens, at: number): boolean =>
  tokens.shape[at] === shapes.title && ((tokens.kinds[at] ?? 0) & ~(given | surname)) === 0
/** “and that Will hung up”: a given name amid a sentence, before what somebody does. */
const isWithin = (tokens: Tokens, at: number): boolean =>
  isGivenWord(tokens, at) &&
  ((tokens.kinds[at] ?? 0) & calendar) === 0 &&
  tokens.gap[at] === gaps.space &&
  tokens.shape[at - 1] === shapes.lower &&
  !articles.has(tokens.hash[at - 1] ?? 0) &&
  acts(tokens, at + 1)
const articles = hashes('the a an this my our your no any each every his her their its of new in')

/** “Happiness Moyo takes”: no known given name, a surname that is no other word, and somebody’s doing. */
function isActor(tokens: Tokens, at: number): boolean {
  const free = given | surname
  return (
    tokens.shape[at] === shapes.title &&
    tokens.shape[at + 1] === shapes.title &&
    tokens.gap[at + 1] === gaps.space &&
    tokens.kinds[at + 1] === surname &&
    ((tokens.kinds[at] ?? 0) & ~free) === 0 &&
    tokens.hash[at - 1] !== the &&
    !(joins(tokens.gap[at]) && isCapital(tokens, at - 1)) &&
    acts(tokens, at + 2)
  )
}

/** “the Okafors next door”, “the Smith-Joneses’ house” */
function isFamily(tokens: Tokens, at: number): boolean {
  if (tokens.hash[at - 1] !== the || tokens.gap[at] !== gaps.space || !isCapital(tokens, at)) return false
  const kinds = tokens.kinds[at] ?? 0
  if (
    tokens.shape[at] === shapes.capitals ||
    (kinds !== surname && !(tokens.joined[at] === 1 && (kinds & surname) !== 0))
  )
    return false
  const next = tokens.gap[at + 1]
  if (next !== gaps.space) return next === gaps.close && tokens.shape[at + 1] === shapes.lower
  return acts(tokens, at + 1) || families.has(tokens.hash[at + 1] ?? 0)
}
const families = hashes(
  'next have are were had own owned rent rented live at family household over opposite and',
)

function mark({ label, margin }: Reading, first: number, last: number): void {
  for (let at = first; at <= last; at += 1) {
    label[at] = labels.person
    margin[at] = Math.max(margin[at] ?? 0, sure)
    framed[at] = 1
  }
}

/** “Apologies for absence were received from Grant Forrest” */
function afterFrom(tokens: Tokens, at: number): number {
  for (let next = at + 1; next < Math.min(tokens.count, at + 10); next += 1) {
    if (tokens.gap[next] !== gaps.space && tokens.gap[next] !== gaps.colon) return tokens.count
    if (tokens.hash[next] === from) return next + 1
  }
  return tokens.count
}

/** Grace, Mark and Will: one given name, on its own. */
const isGivenWord = (tokens: Tokens, at: number): boolean =>
  ((tokens.kinds[at] ?? 0) & given) !== 0 &&
  tokens.shape[at] === shapes.title &&
  !(joins(tokens.gap[at]) && isCapital(tokens, at - 1) && tokens.gap[at] !== gaps.line)

/** A word with a capital that is in no list: among names, another name. */
const isUnknown = (tokens: Tokens, at: number): boolean =>
  tokens.kinds[at] === 0 && tokens.shape[at] === shapes.title

/** Items parted by commas, semicolons, “and”, and new lines; what stands in brackets is passed over. */
function readList(tokens: Tokens, reading: Reading, start: number): void {
  let at = start
  let other = 0
  let named = 0
  for (let items = 0; items < 60 && at < tokens.count && other < 3; items += 1) {
    const last = endOfItem(tokens, at)
    const first = afterTitles(tokens, at, last)
    const name =
      last >= at &&
      first <= last &&
      (isName(tokens, first, last) || (named > 1 && first === last && isUnknown(tokens, first)))
    named += name ? 1 : 0
    if (name) mark(reading, first, last)
    other = name ? 0 : other + 1
    const begins = items === 0 || tokens.gap[at] === gaps.line
    if (!name && begins && items > 0) return
    at = nextItem(tokens, Math.max(last, at) + 1)
    if (at === -1) return
  }
}

/** The last of the words with capitals that stand together from here; `at - 1` where there are none. */
function endOfItem(tokens: Tokens, at: number): number {
  if (!isCapital(tokens, at) && tokens.shape[at] !== shapes.initial) return at - 1
  let last = at
  while (
    last + 1 < tokens.count &&
    last - at < 5 &&
    (joins(tokens.gap[last + 1]) || (tokens.gap[last + 1] === gaps.stop && isTitle(tokens, last))) &&
    tokens.gap[last + 1] !== gaps.dash &&
    (isCapital(tokens, last + 1) || tokens.shape[last + 1] === shapes.initial)
  )
    last += 1
  return last
}

const isTitle = (tokens: Tokens, at: number): boolean => ((tokens.kinds[at] ?? 0) & title) !== 0

function afterTitles(tokens: Tokens, at: number, last: number): number {
  let first = at
  while (first < last && isTitle(tokens, first) && !isOffice(tokens.hash[first] ?? 0)) first += 1
  return first
}

/** The lists know part of it, and no word of it is of a body. */
function isName(tokens: Tokens, first: number, last: number): boolean {
  let names = 0
  let initials = 0
  for (let at = first; at <= last; at += 1) {
    const kinds = tokens.kinds[at] ?? 0
    if (isOffice(tokens.hash[at] ?? 0)) return false
    if (tokens.shape[at] === shapes.initial) initials += 1
    else if ((kinds & (given | surname)) !== 0) names += 1
    else if ((kinds & (word | organisation | role | place | family)) !== 0) return false
  }
  const words = last - first + 1
  const begin = tokens.kinds[first] ?? 0
  const end = tokens.kinds[last] ?? 0
  if (words === 1)
    return (
      names === 1 &&
      (begin & (calendar | place | organisation | role)) === 0 &&
      ((begin & given) !== 0 || (begin & word) === 0)
    )
  if (words > 4 || tokens.shape[last] === shapes.initial) return false
  if (initials > 0) return names > 0 && tokens.shape[first] === shapes.initial
  // “Grace Park” is a name here, “Church Lane” is none.
  return (
    (begin & given) !== 0 || ((end & surname) !== 0 && (begin & word) === 0 && (end & organisation) === 0)
  )
}

/** Where the next item begins, past a bracket and a separator; -1 where the list ends. */
function nextItem(tokens: Tokens, from: number): number {
  let at = from
  if (tokens.gap[at] === gaps.open) {
    let passed = 0
    while (at < tokens.count && passed < 10 && tokens.gap[at] !== gaps.close) {
      if (passed > 0 && tokens.gap[at] === gaps.line) break
      at += 1
      passed += 1
    }
  }
  if (at >= tokens.count) return -1
  const gap = tokens.gap[at]
  if (tokens.hash[at] === and && (gap === gaps.space || gap === gaps.comma || gap === gaps.close))
    return at + 1
  if (
    gap === gaps.comma ||
    gap === gaps.colon ||
    gap === gaps.line ||
    gap === gaps.and ||
    gap === gaps.slash ||
    gap === gaps.close
  )
    return tokens.hash[at] === and ? at + 1 : at
  return -1
}

function readNickname(tokens: Tokens, reading: Reading, at: number): void {
  if (at >= tokens.count || tokens.shape[at] !== shapes.title || tokens.gap[at + 1] === gaps.glue) return
  if (joins(tokens.gap[at + 1]) && isCapital(tokens, at + 1)) return
  const kinds = tokens.kinds[at] ?? 0
  if ((kinds & (organisation | role | place | title)) === 0 && !nothing.has(tokens.hash[at] ?? 0))
    mark(reading, at, at)
}
const nothing = hashes('none unknown na nil same the not no yes n a an')

/** “Action: Grace to email” */
function readActor(tokens: Tokens, reading: Reading, at: number): void {
  const last = endOfItem(tokens, at)
  if (
    last >= at &&
    tokens.hash[last + 1] === to &&
    (last === at ? isGivenWord(tokens, at) : isName(tokens, at, last))
  )
    mark(reading, at, last)
}

/** “; Church, Daisy £77.20;” with nothing else between what parts the items. */
function isWholeItem(tokens: Tokens, at: number): boolean {
  const before = tokens.gap[at]
  const after = tokens.gap[at + 2]
  return (
    (before === gaps.colon || before === gaps.line || before === gaps.start) &&
    (after === gaps.colon || after === gaps.line || tokens.shape[at + 2] === shapes.number) &&
    ((tokens.kinds[at] ?? 0) & (surname | calendar)) === surname
  )
}

/** “HUNTER, Will” and “DE SOUZA, Ana Maria”: the surname in capitals first. */
function readTurned(tokens: Tokens, reading: Reading, at: number): void {
  if (tokens.gap[at + 1] !== gaps.comma) return
  const next = at + 1
  const kinds = tokens.kinds[at] ?? 0
  if ((kinds & surname) === 0 && kinds !== 0) return
  if (tokens.shape[next] !== shapes.title || ((tokens.kinds[next] ?? 0) & given) === 0) return
  if (
    joins(tokens.gap[next + 1]) &&
    isCapital(tokens, next + 1) &&
    ((tokens.kinds[next + 1] ?? 0) & given) === 0
  )
    return
  mark(reading, at, at)
  mark(reading, next, next)
}
