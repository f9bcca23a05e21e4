import { namesBody } from './bodies.ts'
import { given, hashes, hashOf, organisation, surname, title, word } from './gazetteer.ts'
import { joins } from './person.ts'
import { gaps, shapes, type Tokens } from './tokens.ts'

// What bears a person’s name and is none: schools, streets, laws, ships, illnesses.

const isNumber = ({ shape, count }: Tokens, at: number): boolean =>
  at >= 0 && at < count && shape[at] === shapes.number

const of = hashOf('of')
/** “the Duke of Wellington” */
const peers = hashes('duke duchess earl countess marquis marquess viscount prince princess')
/** “Hunter’s Lane” */
const roads = hashes('lane road street close avenue hill')
const saint = hashOf('st')
/** True where what reads like a person is part of the name of a body, a place, a law, a ship or an illness. */
export function partOfOtherName(tokens: Tokens, first: number, last: number): boolean {
  if (first > 0 && tokens.hash[first - 1] === saint && joins(tokens.gap[first])) return true
  if (namesBody(tokens, first, last) || tradesAs(tokens, first)) return true
  if (isShip(tokens, first) || isWelshPlace(tokens, first) || isIllness(tokens, first, last)) return true
  if (tokens.hash[first - 1] === of && peers.has(tokens.hash[first - 2] ?? 0)) return true
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
  if (leadsToBody(tokens, first, last) || isOneOfMany(tokens, last)) return true
  if (tokens.gap[next] === gaps.space && first < last && rooms.has(tokens.hash[next] ?? 0)) return true
  if (isShop(tokens, next) || isFirm(tokens, next)) return true
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
    (((tokens.kinds[first] ?? 0) & given) === 0 || roads.has(tokens.hash[next] ?? 0)) &&
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
const bearers = hashes(
  'statue mural formula report inquiry enquiry review ward hospice award prize lecture building centre foundation memorial trust fund archive collection framework principle principles test bridge scheme plaque bench gallery wing suite room theatre playground judgment ruling criteria method model scale clinic unit',
)
const named = hashes('law rule act amendment review scheme principle charter')

const bodyEnds = hashes(
  'council ltd limited plc llp cic borough district school academy college university hospital trust constabulary police association committee',
)
const links = hashes('and of with upon on in the nan le by under')

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

const firms = hashes('son sons daughter daughters co company partners brothers bros associates')
/** “H. J. Daniels & Son” */
function isFirm(tokens: Tokens, next: number): boolean {
  const at = tokens.hash[next] === and && tokens.gap[next] === gaps.space ? next + 1 : next
  if (at === next && tokens.gap[next] !== gaps.and) return false
  return firms.has(tokens.hash[at] ?? 0) && tokens.shape[at] !== shapes.lower
}

const one = hashOf('ward')
const many = hashes('wards streets roads estates villages parishes')
/** “Elgar ward”, and each of “Oak, Elm and Willow wards”. */
function isOneOfMany(tokens: Tokens, last: number): boolean {
  if (tokens.hash[last + 1] === one && tokens.gap[last + 1] === gaps.space) return true
  for (let at = last + 1; at < Math.min(tokens.count, last + 8); at += 1) {
    const gap = tokens.gap[at]
    if (gap !== gaps.space && gap !== gaps.comma && gap !== gaps.and) return false
    if (tokens.shape[at] === shapes.lower && tokens.hash[at] !== and) return many.has(tokens.hash[at] ?? 0)
  }
  return false
}
const and = hashOf('and')

/** “in Keir Hardie room” */
const rooms = hashes('room suite wing pitch stand trophy cup playing')

const shops = hashes(
  'room rooms cafe kitchen bakery nursery news barbers salon kebabs bar shop store stores garage pharmacy butchers cars taxis florist florists fish pizza hair gym',
)
/** “Miss Havisham’s Tea Room” */
function isShop(tokens: Tokens, next: number): boolean {
  if (tokens.gap[next] !== gaps.possessive) return false
  for (let at = next; at < Math.min(tokens.count, next + 3); at += 1) {
    if ((at > next && tokens.gap[at] !== gaps.space) || tokens.shape[at] !== shapes.title) return false
    if (shops.has(tokens.hash[at] ?? 0)) return true
  }
  return false
}

const the = hashOf('the')
const ta = [hashOf('t'), hashOf('a')]
const trading = [hashOf('trading'), hashOf('as')]
const tradesAs = (tokens: Tokens, first: number): boolean =>
  [ta, trading].some(([one, two]) => tokens.hash[first - 2] === one && tokens.hash[first - 1] === two)

const ships = hashes('hms rrs rms mv ss hmt rnlb')
/** “HMS Nelson” and “RRS Sir David Attenborough”. */
const isShip = (tokens: Tokens, first: number): boolean =>
  ships.has(tokens.hash[first - 1] ?? 0) ||
  (((tokens.kinds[first - 1] ?? 0) & title) !== 0 && ships.has(tokens.hash[first - 2] ?? 0))

const welsh = hashes('heol ffordd stryd lon rhodfa maes cwrt ty tyn plas pont bryn llan pen ystrad')
/** “Heol y Bryn”, “Tŷ Gwyn”: the word for a street or a house stands first. */
const isWelshPlace = (tokens: Tokens, first: number): boolean =>
  welsh.has(tokens.hash[first] ?? 0) && ((tokens.kinds[first] ?? 0) & (given | surname)) === 0

const illnesses = hashes(
  'disease syndrome palsy lymphoma chorea scale fracture thyroiditis phenomenon dementia nurse nurses criteria',
)
const discoverers = hashes(
  'parkinson alzheimer crohn hodgkin huntington tourette raynaud asperger meniere down sjogren marfan',
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

const homes = hashes('house cottage cottages lodge farm')
const lanes = hashes('lane close gardens gdns grove way court')
const grounds = hashes(
  'lane ward park hill green wood hall court gate bridge close way field street cross gardens gdns grove moor',
)
const beside = hashes('in at on near off opposite behind outside around along through across onto')

/** “Mulberry House”, “Gypsy Lane”, “near Alexandra Park”: the last word is a place as often as a surname. */
export function standsAsPlace(tokens: Tokens, first: number, last: number): boolean {
  if (first === last) return false
  const end = tokens.hash[last] ?? 0
  if (homes.has(end)) return true
  if (lanes.has(end) && ((tokens.kinds[first] ?? 0) & word) !== 0) return true
  return grounds.has(end) && tokens.gap[first] === gaps.space && beside.has(tokens.hash[first - 1] ?? 0)
}
