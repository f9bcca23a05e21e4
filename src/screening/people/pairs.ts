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
  word,
} from './gazetteer.ts'
import { isCapital, joins } from './person.ts'
import { labels, type Reading } from './tagger.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'

// Two words that are a name together, and two names that stand together.

const and = hashOf('and')
const articles = hashes('the a an this my our your no any each every his her their its of new in')

/** A given name and a surname that mean nothing else together, with nothing of a name of something else beside them. */
export function isPair(tokens: Tokens, { label }: Reading, at: number): boolean {
  if (isLandName(tokens, at)) return true
  const one = tokens.kinds[at] ?? 0
  const two = tokens.kinds[at + 1] ?? 0
  if ((one & given) === 0 || (two & surname) === 0 || tokens.gap[at + 1] !== gaps.space) return false
  if (tokens.shape[at] !== shapes.title || !isCapital(tokens, at + 1)) return false
  if (((one | two) & (organisation | place | role | calendar)) !== 0 || (one & two & word) !== 0) return false
  if (tokens.hash[at - 1] === the) return false
  // Nothing else than a given name and a surname: sure, though they stand where a firm might.
  const plain = one === given && (two === surname || two === (given | surname))
  if (!plain && (label[at] === labels.other || label[at + 1] === labels.other)) return false
  if (joins(tokens.gap[at]) && isCapital(tokens, at - 1) && !isWhoWord(tokens, at - 1)) return false
  const opens = tokens.gap[at] !== gaps.space && tokens.gap[at] !== gaps.and
  if (opens && (one & word) !== 0) return false
  return endsBefore(tokens, at + 2)
}

/** Nothing that starts here belongs to the name before it. */
function endsBefore(tokens: Tokens, at: number): boolean {
  const gap = tokens.gap[at]
  return !((joins(gap) || gap === gaps.possessive || gap === gaps.and) && isCapital(tokens, at))
}

const the = hashOf('the')
const lands = hashes(
  'wood green hall hill field fields vale lane marsh brook brooks law banks cross west bush stone',
)
const where = hashes(
  'in at on near off opposite behind outside around along through across of from to by for the',
)
/** “Terence Wood”, “Angharad Vale”: a given name and nothing else, then a surname that is land as often. */
function isLandName(tokens: Tokens, at: number): boolean {
  if (tokens.kinds[at] !== given || !lands.has(tokens.hash[at + 1] ?? 0)) return false
  if (
    tokens.gap[at + 1] !== gaps.space ||
    tokens.shape[at] !== shapes.title ||
    tokens.shape[at + 1] !== shapes.title
  )
    return false
  if (joins(tokens.gap[at]) && (isCapital(tokens, at - 1) || where.has(tokens.hash[at - 1] ?? 0)))
    return false
  return endsBefore(tokens, at + 2)
}
const shortRoles = hashes('ptnr clmt clt dau husb snr attn')
/** “Ptnr Magda Rooney”, “Officer Magda Rooney”: a word for somebody, with a capital. */
const isWhoWord = (tokens: Tokens, at: number): boolean =>
  ((tokens.kinds[at] ?? 0) & role) !== 0 ||
  ((tokens.kinds[at] ?? 0) & family) !== 0 ||
  shortRoles.has(tokens.hash[at] ?? 0)

const isLone = (tokens: Tokens, at: number): boolean =>
  tokens.shape[at] === shapes.title &&
  ((tokens.kinds[at] ?? 0) & given) !== 0 &&
  ((tokens.kinds[at] ?? 0) & (calendar | organisation | role)) === 0

/** “by Gill and Barry”, “Comfort & Joyce”: a given name that is a place or a word too, joined to one that is sure. */
export function isBeside(tokens: Tokens, { label }: Reading, at: number): boolean {
  if (!isLone(tokens, at) || label[at] === labels.person) return false
  const next = tokens.gap[at + 1]
  if (isJoint(tokens, at) && !(joins(next) && isCapital(tokens, at + 1))) {
    const other = tokens.gap[at] === gaps.and ? at - 1 : at - 2
    if (label[other] === labels.person && isLone(tokens, other)) return true
  }
  const other = next === gaps.and ? at + 1 : at + 2
  return (
    isJoint(tokens, other) &&
    label[other] === labels.person &&
    isLone(tokens, other) &&
    !(joins(tokens.gap[at]) && isCapital(tokens, at - 1))
  )
}
const isJoint = (tokens: Tokens, at: number): boolean =>
  tokens.gap[at] === gaps.and ||
  (tokens.gap[at] === gaps.space && tokens.hash[at - 1] === and && tokens.gap[at - 1] === gaps.space)

/** “under jenny wells social worker”: all in small letters. */
export const isSmallPair = (tokens: Tokens, at: number): boolean =>
  tokens.shape[at] === shapes.lower &&
  tokens.shape[at + 1] === shapes.lower &&
  tokens.gap[at + 1] === gaps.space &&
  ((tokens.kinds[at] ?? 0) & ~surname) === given &&
  ((tokens.kinds[at + 1] ?? 0) & surname) !== 0 &&
  !articles.has(tokens.hash[at - 1] ?? 0)
