import { namesBody } from './bodies.ts'
import { given, hashOf, organisation, surname, title, word } from './gazetteer.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'

// What bears a person’s name and is none: schools, streets, laws, ships, illnesses.

const joins = (gap: number | undefined): boolean =>
  gap === gaps.space || gap === gaps.initial || gap === gaps.dash

const isNumber = ({ shape, count }: Tokens, at: number): boolean =>
  at >= 0 && at < count && shape[at] === shapes.number

const saint = hashOf('st')
/** True where what reads like a person is part of the name of a body, a place, a law, a ship or an illness. */
export function partOfOtherName(tokens: Tokens, first: number, last: number): boolean {
  if (first > 0 && tokens.hash[first - 1] === saint && joins(tokens.gap[first])) return true
  if (namesBody(tokens, first, last) || tradesAs(tokens, first)) return true
  if (isShip(tokens, first) || isWelshPlace(tokens, first) || isIllness(tokens, first, last)) return true
  const next = last + 1
  // “5638 Aasa 43”: a street between the number of a house and another.
  if (
    isNumber(tokens, first - 1) &&
    isNumber(tokens, next) &&
    tokens.gap[first] === gaps.space &&
    tokens.gap[next] === gaps.space
  )
    return true
  if (next >= tokens.count) return false
  if (
    tokens.gap[next] === gaps.space &&
    tokens.hash[first - 1] === the &&
    bearers.has(tokens.hash[next] ?? 0)
  )
    return true
  if (leadsToBody(tokens, first, last)) return true
  const gap = tokens.gap[next]
  if (gap !== gaps.space && gap !== gaps.possessive && gap !== gaps.and) return false
  const shape = tokens.shape[next]
  if (shape === shapes.lower || shape === shapes.number) return false
  const kinds = tokens.kinds[next] ?? 0
  if ((kinds & organisation) !== 0 && (kinds & given) === 0 && gap !== gaps.possessive) return true
  // “Tanner’s Wood”
  if (
    first === last &&
    gap === gaps.possessive &&
    (kinds & organisation) !== 0 &&
    ((tokens.kinds[first] ?? 0) & given) === 0 &&
    ((tokens.kinds[first - 1] ?? 0) & title) === 0
  )
    return true
  // “Martyn’s Law” and “the Bellwin scheme”.
  if (gap === gaps.possessive && first === last && named.has(tokens.hash[next] ?? 0)) return true
  // “the Francis Report”
  return (
    first === last &&
    gap === gaps.space &&
    tokens.hash[first - 1] === the &&
    (kinds & (word | given | surname)) === word
  )
}

/** “the Barnett formula”, “the Alan Turing mural” */
const bearers = new Set(
  'statue mural formula report inquiry enquiry review ward hospice award prize lecture building centre foundation memorial trust fund archive collection framework principle principles test bridge scheme plaque bench gallery wing suite room theatre playground judgment ruling criteria method model scale clinic unit'
    .split(' ')
    .map(hashOf),
)
const named = new Set('law rule act amendment review scheme principle charter'.split(' ').map(hashOf))

const bodyEnds = new Set(
  'council ltd limited plc llp cic borough district school academy college university hospital trust constabulary police association committee'
    .split(' ')
    .map(hashOf),
)
const links = new Set('and of with upon on in the nan le by under'.split(' ').map(hashOf))

/** “Argyll and Bute Council”, “Morgan Hunt UK Ltd”: capitals that run on to the word for a body. */
function leadsToBody(tokens: Tokens, first: number, last: number): boolean {
  for (let at = last + 1; at < Math.min(tokens.count, last + 6); at += 1) {
    const gap = tokens.gap[at]
    if (gap !== gaps.space && gap !== gaps.and && gap !== gaps.dash) return false
    const hash = tokens.hash[at] ?? 0
    if (tokens.shape[at] === shapes.lower || gap === gaps.and) {
      // “Sam Specimen and Exampleton Council” are two.
      if (first !== last || (tokens.shape[at] === shapes.lower && !links.has(hash))) return false
    } else if (bodyEnds.has(hash)) return true
  }
  return false
}

const the = hashOf('the')
const ta = [hashOf('t'), hashOf('a')]
const trading = [hashOf('trading'), hashOf('as')]
const tradesAs = (tokens: Tokens, first: number): boolean =>
  [ta, trading].some(([one, two]) => tokens.hash[first - 2] === one && tokens.hash[first - 1] === two)

const ships = new Set('hms rrs rms mv ss hmt rnlb'.split(' ').map(hashOf))
/** “HMS Nelson” and “RRS Sir David Attenborough”. */
const isShip = (tokens: Tokens, first: number): boolean =>
  ships.has(tokens.hash[first - 1] ?? 0) ||
  (((tokens.kinds[first - 1] ?? 0) & title) !== 0 && ships.has(tokens.hash[first - 2] ?? 0))

const welsh = new Set(
  'heol ffordd stryd lon rhodfa maes cwrt ty tyn plas pont bryn llan pen ystrad'.split(' ').map(hashOf),
)
/** “Heol y Bryn”, “Tŷ Gwyn”: the word for a street or a house stands first. */
const isWelshPlace = (tokens: Tokens, first: number): boolean =>
  welsh.has(tokens.hash[first] ?? 0) && ((tokens.kinds[first] ?? 0) & (given | surname)) === 0

const illnesses = new Set(
  'disease syndrome palsy lymphoma chorea scale fracture thyroiditis phenomenon dementia nurse nurses criteria'
    .split(' ')
    .map(hashOf),
)
const discoverers = new Set(
  'parkinson alzheimer crohn hodgkin huntington tourette raynaud asperger meniere down sjogren marfan'
    .split(' ')
    .map(hashOf),
)
/** “Parkinson’s”, “Down syndrome”, “Bell’s palsy”. */
function isIllness(tokens: Tokens, first: number, last: number): boolean {
  if (first !== last) return false
  const gap = tokens.gap[last + 1]
  if (illnesses.has(tokens.hash[last + 1] ?? 0) && (gap === gaps.space || gap === gaps.possessive))
    return true
  if (!discoverers.has(tokens.hash[last] ?? 0)) return false
  return gap === gaps.possessive || (gap === gaps.and && illnesses.has(tokens.hash[last + 2] ?? 0))
}
