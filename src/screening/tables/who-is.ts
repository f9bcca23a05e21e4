import { isKnownBody } from '../people/bodies.ts'
import { findPeople } from '../people/find-people.ts'
import { given, hashOf, kindsOf, organisation, role, surname, title, word } from '../people/gazetteer.ts'

/** What a payee, supplier or owner is. A sole trader is a person: their name is personal data. */
export type Who = { kind: 'person' | 'organisation' | 'unknown'; reason: string }

const legalForm =
  /\b(?:ltd|limited|plc|llp|lp|cic|cio|c\.i\.c|inc|corp|corporation|gmbh|b\.?v|s\.?a\.?r\.?l|pty|co|company|cyf|cyfyngedig|ccc|scio|intl|unincorporated)\b\.?/i
const together = /(?:&|\band\b)\s*(?:sons?|daughters?|co|partners|company|bros|brothers|associates)\b/i
const bodyWords =
  /\b(?:partners?(?:hip)?|associates|services?|solutions|solicitors?|chambers|surgery|practice|clinic|schools?|academ(?:y|ies)|college|university|trust|council|charity|foundation|church|group|association|society|federation|union|authority|agency|department|ministry|office|board|police|nhs|hmrc|hospital|hospice|centre|center|consult(?:ing|ants|ancy)|hotel|stores?|shop|garage|motors|taxis?|cabs|minibus|builders?|construction|contractors|plumb(?:ing|ers)|electrical|engineering|properties|property|estates?|homes?|housing|lettings|management|systems|software|technolog(?:y|ies)|media|press|books|foods?|catering|care|nursery|nurseries|pre-?school|playgroup|club|fc|scouts|museum|theatre|library|bank|insurance|finance|capital|holdings|international|global|energy|water|transport|travel|coaches|haulage|logistics|recruitment|training|dental|pharmacy|opticians?|farm|house|court|hall|road|street|lane|works|studio|design|print(?:ing|ers)?|enterprises?|ventures|trading|traders|industries|supplies|products|equipment|hire|parish|diocese|mosque|temple|synagogue|salon|cafe|restaurant|pizza|kitchen|bar|inn|arms|lodge|grange|manor|villas?|towers?|apartments?|residential|nursing|law|legal|memorials?|petroleum|flowers?|florists?|communications?|canvas|hygiene|recruit|fees|leases|psychology|therapy|designs?|plastering|upholstery|fabrications?|specialists?|carpets|interiors|landscap(?:es|ing)|gardening|cleaning|decorat(?:ors|ing)|roofing|scaffolding|glazing|windows|joinery|carpentry|flooring|surveyors?|architects?|accountants?|barristers?|advis[eo]rs|consultants?|catering|events|productions?|records|music|theatres?|dance|sports?|leisure|fitness|veterinary|vets|kennels|stables|garage|tyres?|autos?|recycling|waste|skips|demolition|drainage|plant|tools|fencing|signs|labels|packaging|foundation|fund|appeal|charities|friends|volunteers|residents|tenants|tara|befrienders|pupils?|academy trust|primary|infants?|juniors?|high)\b/i
const titled =
  /^(?:mr|mrs|miss|ms|mx|dr|rev|sir|lady|dame|prof|professor|executors? of|estate of|the late)\b\.? /i
const tradesAs = /\b(?:t\/a|trading as)\b/i
const redacted =
  /^\W*(?:redacted|personal data|withheld|individual|foster carer|n\/?a|unknown|various|sundry)/i

/** Company, body or person, from the words of a cell alone; upper case and “SURNAME, Given” are read too. */
export function whoIs(text: string): Who {
  const trimmed = text.trim()
  if (trimmed === '' || redacted.test(trimmed) || !/\p{L}{2}/u.test(trimmed))
    return { kind: 'unknown', reason: 'no name' }
  const form = legalForm.exec(trimmed)
  if (form !== null && !tradesAs.test(trimmed))
    return { kind: 'organisation', reason: `“${form[0]}” in the name` }
  const [before = '', after] = trimmed.split(tradesAs)
  if (after !== undefined && legalForm.test(before))
    return { kind: 'organisation', reason: 'a company with a trading name' }
  if (after !== undefined && looksPersonal(before))
    return { kind: 'person', reason: 'a person with a trading name' }
  if (together.test(trimmed)) return { kind: 'organisation', reason: 'a firm of partners or a family' }
  const body = bodyWords.exec(trimmed)
  if (titled.test(trimmed) && isTitledName(trimmed) && (body === null || isSurname(body[0])))
    return { kind: 'person', reason: 'a title and a name' }
  if (streetEnd.test(trimmed)) return { kind: 'organisation', reason: 'the name of a street or a building' }
  if (isKnownBody(trimmed)) return { kind: 'organisation', reason: 'a body that bears a person’s name' }
  // “Anthony Gold Lerman & Muirhead” are partners; “Claire Price & Nigel Price” are two people.
  if (/\p{L}\s(?:&|and)\s\p{L}+$/iu.test(trimmed) && !titled.test(trimmed))
    return { kind: 'organisation', reason: 'a firm of partners' }
  if (body !== null && (buildings.test(body[0]) || !(looksPersonal(trimmed) && isSurname(body[0]))))
    return { kind: 'organisation', reason: `“${body[0]}” in the name` }
  return looksPersonal(trimmed)
    ? { kind: 'person', reason: 'a given name and a surname' }
    : { kind: 'unknown', reason: 'neither a person’s name nor a body’s for certain' }
}

export const isOrganisation = (text: string): boolean => whoIs(text).kind === 'organisation'

/** “Prof fees” and “MS Excel” have no name after the title. */
function isTitledName(text: string): boolean {
  const [next = ''] = /\p{L}[\p{L}'’-]*/u.exec(text.replace(titled, '')) ?? []
  const kinds = kindsOf(hashOf(next))
  return next !== '' && ((kinds & (given | surname)) !== 0 || (kinds & word) === 0)
}

const streetEnd =
  /\s(?:street|st|road|rd|way|grove|lane|avenue|ave|close|crescent|gardens?|drive|terrace|parade|walk|mews|square|row|park|bridge|station|junction|recreation ground|playing fields?)\.?(?:\s(?:north|south|east|west))?$/i

/** Oftener a care home’s last word than a person’s. */
const buildings = /^(?:house|court|cabs)$/i

const isSurname = (text: string): boolean => (kindsOf(hashOf(text)) & surname) !== 0

function looksPersonal(text: string): boolean {
  const sides = text.split(/\s(?:&|and)\s/i)
  if (sides.length === 2) return sides.every(looksPersonal)
  const words = text
    .trim()
    .split(/[\s,;]+/)
    .filter((each) => each !== '')
  if (words.length < 2 || words.length > 5 || /\d|@|:/.test(text)) return false
  const kinds = words.map((each) => kindsOf(hashOf(each)))
  if (kinds.some((kind, at) => (kind & organisation) !== 0 && (kind & (surname | given)) === 0 && at > 0))
    return false
  const names = kinds.map((kind, at) =>
    (kind & title) !== 0 || /^\p{L}\.?(?:\p{L}\.?)?$/u.test(words[at] ?? '') ? 0 : kind,
  )
  // “J SMITH”, “Smith J R”: an initial makes a person of a word that is a surname too.
  const initials = words.filter((each) => /^\p{Lu}\.?(?:\p{Lu}\.?){0,2}$/u.test(each) && each.length < 4)
  if (
    initials.length > 0 &&
    initials.length === words.length - 1 &&
    names.some((kind) => (kind & surname) !== 0)
  )
    return true
  // “ZEDWICK, Joan”: what stands before a comma and a given name is a surname, known or not.
  if (/^\p{Lu}[\p{L}'’-]+, ?\p{Lu}[\p{L}'’-]+$/u.test(text) && ((names.at(-1) ?? 0) & given) !== 0)
    return (
      ((names[0] ?? 0) & (surname | given)) !== 0 || ((names[0] ?? 0) & (word | role | organisation)) === 0
    )
  const first = text.includes(',') ? names.at(-1) : names[0]
  const last = text.includes(',') ? names[0] : names.at(-1)
  if (((first ?? 0) & given) !== 0 && ((last ?? 0) & (surname | given)) !== 0) return true
  if (/\b\p{Lu}{3,}\b/u.test(text) && text !== text.toUpperCase()) return false
  // “Brushes Tara”: a given name ends no name that does not begin with one.
  if (((last ?? 0) & (given | surname)) === given && ((first ?? 0) & given) === 0) return false
  // A list does not hold every name: the tagger reads the cell as a line of a letter.
  const known = names.some((kind) => (kind & (given | surname)) !== 0 && (kind & word) === 0)
  const ordinary = names.some((kind) => (kind & (word | role)) !== 0 && (kind & (given | surname)) === 0)
  if (!known || ordinary) return false
  const line = text === text.toUpperCase() ? toTitle(text) : text
  return findPeople(line).some(
    ({ start, end, score }) => score >= 0.7 && end - start > line.trim().length * 0.6,
  )
}

const toTitle = (text: string): string =>
  text.toLowerCase().replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())
