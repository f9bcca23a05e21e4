import type { Entity, Finding } from '../finding.ts'
import { screenText } from '../screen-text.ts'
import { namesInCell } from './cell-names.ts'
import type { ColumnRole } from './column-role.ts'
import { isOrganisation, whoIs } from './who-is.ts'

export type Cell = Pick<Finding, 'entity' | 'score' | 'reason'>

/** What is known of the table a cell stands in. */
export type CellScene = {
  role: ColumnRole
  /** Whether a column says that rows are about people */
  aboutPeople: boolean
  /** Whether payees or suppliers are named: a register of spending */
  spending: boolean
  parties: readonly string[]
  keep: readonly string[]
  /** What a first reading saw: neither is worth reading again where false */
  identifiers: boolean
  names: boolean
}

/** Headings that say what every cell below them is. */
const expected: Partial<Record<ColumnRole, readonly Entity[]>> = {
  person: ['PERSON'],
  payee: ['PERSON'],
  'home-address': ['UK_ADDRESS', 'UK_POSTCODE'],
  postcode: ['UK_POSTCODE'],
  email: ['EMAIL_ADDRESS'],
  phone: ['UK_PHONE', 'PHONE_NUMBER'],
  'date-of-birth': ['DATE_OF_BIRTH'],
  age: ['AGE'],
  'national-insurance': ['UK_NINO'],
  'nhs-number': ['UK_NHS'],
  bank: ['UK_BANK_ACCOUNT', 'UK_SORT_CODE', 'IBAN_CODE'],
  vehicle: ['UK_VEHICLE_REGISTRATION'],
  coordinates: ['COORDINATES'],
}

/** What no column of a table says of people by itself: a firm's VAT number, a web page. */
const never: ReadonlySet<Entity> = new Set(['UK_VAT', 'URL', 'PROTECTED_SPECIES_LOCATION'])

/** Kinds that a heading of this role rules out: figures of money are no bank accounts, wards no people. */
const ruledOut: Partial<Record<ColumnRole, readonly Entity[]>> = {
  date: ['UK_SORT_CODE', 'PHONE_NUMBER', 'UK_PHONE', 'DATE_OF_BIRTH'],
  place: ['UK_VEHICLE_REGISTRATION', 'AGE'],
  category: ['UK_VEHICLE_REGISTRATION', 'UK_SORT_CODE', 'AGE', 'UK_ADDRESS'],
  organisation: ['UK_VEHICLE_REGISTRATION', 'AGE', 'UK_ADDRESS', 'UK_POSTCODE'],
  payee: ['UK_VEHICLE_REGISTRATION', 'AGE', 'UK_ADDRESS', 'UK_PHONE', 'PHONE_NUMBER'],
  address: ['UK_VEHICLE_REGISTRATION', 'AGE'],
  postcode: ['UK_VEHICLE_REGISTRATION'],
}

/** Roles below which names are looked for in what cells say. */
const worded: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'narrative',
  'other',
  'reference',
  'address',
  'phone',
  'email',
  'bank',
])

const isStatement = (entity: Entity): boolean =>
  entity.startsWith('SPECIAL_CATEGORY_') || entity === 'CRIMINAL_OFFENCE' || entity === 'PERSONAL_FINANCE'

/** Words by which a cell is about somebody, or somebody's home. */
const somebody =
  /\b(?:tenant|resident|occupier|occupant|applicant|complainant|customer|claimant|client|patient|pupil|child|mother|father|mum|dad|son|daughter|husband|wife|partner|family|neighbours?|carer|mrs?|ms|miss|lives?|lived|living|resides?|home address|moved|he|she|his|her|him)\b/i

/** What one cell says of people, given its column. Pure; the same cell and scene give the same answer. */
export function screenCell(value: string, scene: CellScene): Cell[] {
  const { role } = scene
  if (role === 'amount' || value.trim() === '') return []
  const found = byHeading(value, role)
  const read: Cell[] = []
  if (scene.identifiers || scene.parties.length > 0)
    for (const each of screenText(value, { minScore: 0.2, names: false, parties: scene.parties }))
      read.push(...judge(value, each, scene))
  if (scene.names && found.length === 0 && worded.has(role)) read.push(...nameOf(value, scene))
  const named = read.some(({ entity }) => entity === 'PERSON') || somebody.test(value)
  for (const each of read) if (stays(each.entity, named, scene)) found.push(each)
  return found
}

function judge(value: string, { entity, start, end, score, reason }: Finding, { role }: CellScene): Cell[] {
  if (never.has(entity) || ruledOut[role]?.includes(entity) === true) return []
  const meant = expected[role]?.includes(entity) === true && end - start > value.trim().length * 0.5
  return [
    meant && score >= 0.25
      ? { entity, score: Math.max(score, 0.92), reason: `${reason}, below a heading that says so` }
      : { entity, score, reason },
  ]
}

function nameOf(value: string, { role, keep }: CellScene): Cell[] {
  const text = value.trim()
  // The name of a place is often a person’s: only a title or “c/o” says that somebody is meant.
  if (role === 'address' && !/\b(?:mr|mrs|ms|miss|dr)\b\.?\s|\bc\/o\s|\bt\/a\s/i.test(text)) return []
  if (text.length < 80) {
    const { kind, reason } = whoIs(text)
    if (kind === 'organisation' && role !== 'narrative') return []
    if (kind === 'person')
      return keptBy(keep, text)
        ? []
        : [{ entity: 'PERSON', score: 0.85, reason: `${reason}, nothing else in the cell` }]
  }
  const [name] = namesInCell(value).filter(({ start, end }) => !keptBy(keep, value.slice(start, end)))
  return name === undefined ? [] : [{ entity: 'PERSON', score: name.score, reason: name.reason }]
}

const keptBy = (keep: readonly string[], name: string): boolean =>
  keep.some((each) => each.toLowerCase().includes(name.toLowerCase()))

/** Places, ages, plates and landlines are about people where their cell or their table is. */
function stays(entity: Entity, named: boolean, { role, aboutPeople, spending }: CellScene): boolean {
  // “Support for adults with autism” is a service.
  if (isStatement(entity)) return (role === 'narrative' || role === 'other') && (aboutPeople || named)
  switch (entity) {
    case 'UK_ADDRESS':
    case 'UK_POSTCODE':
      return role === 'home-address' || aboutPeople || (role === 'narrative' && named)
    case 'AGE':
      return aboutPeople || (role === 'narrative' && named)
    case 'COORDINATES':
    case 'UK_UPRN':
      return aboutPeople
    case 'UK_VEHICLE_REGISTRATION':
      return role === 'vehicle' || !spending
    default:
      return true
  }
}

/** `A Person (2)`, `A Person 0417` and `Estate of A Person` name somebody; `Flat 2` does not. */
function withoutNumber(text: string): string {
  const bare = text
    .replace(/\s*(?:\([^()]{1,40}\)|[-–/#]?\s?\d[\d\s./-]{0,20})$/u, '')
    .replace(/^(?:the )?(?:late|estate of|executors? of|(?:personal )?representatives? of)\s+/iu, '')
  return /\p{L}{2,}.*\s\S*\p{L}|^\p{L}\.?\s\p{L}{2,}/u.test(bare) ? bare : text
}

/** What the heading makes of a cell that would be nothing in prose. */
function byHeading(value: string, role: ColumnRole): Cell[] {
  const text = value.trim()
  switch (role) {
    case 'person': {
      const bare = withoutNumber(text)
      const { kind, reason } = whoIs(bare)
      if (kind === 'organisation' || isOrganisation(bare)) return []
      if (!/^[\p{L}\p{M}\s.,'’()&/-]{2,60}$/u.test(bare) || (kind === 'unknown' && reason === 'no name'))
        return []
      // OCC and FINANCE are codes.
      if (kind === 'unknown' && /^\p{Lu}{2,4}$/u.test(bare)) return []
      return [
        {
          entity: 'PERSON',
          score: kind === 'person' ? 0.95 : 0.75,
          reason: 'a name below a heading of people',
        },
      ]
    }
    case 'payee': {
      const { kind, reason } = whoIs(text)
      return kind === 'person'
        ? [{ entity: 'PERSON', score: 0.85, reason: `${reason}, in a column of payees` }]
        : []
    }
    case 'date-of-birth':
      // The year alone is what a publisher makes of a day of birth.
      return /\d{2}/.test(text) && !/^(?:19|20)\d\d$/.test(text)
        ? [{ entity: 'DATE_OF_BIRTH', score: 0.95, reason: 'below a heading of dates of birth' }]
        : []
    case 'age':
      return /^\d{1,3}$/.test(text) && Number(text) <= 120
        ? [{ entity: 'AGE', score: 0.85, reason: 'below a heading of ages' }]
        : []
    case 'home-address':
      return text.length > 5
        ? [{ entity: 'UK_ADDRESS', score: 0.9, reason: 'below a heading of home addresses' }]
        : []
    case 'national-insurance':
      return /^[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]?$/i.test(text)
        ? [{ entity: 'UK_NINO', score: 0.9, reason: 'below a heading of National Insurance numbers' }]
        : []
    case 'nhs-number':
      return /^\d{3}[\s-]?\d{3}[\s-]?\d{4}$/.test(text)
        ? [{ entity: 'UK_NHS', score: 0.85, reason: 'ten figures below a heading of NHS numbers' }]
        : []
    case 'bank':
      return /^\d{2}[\s-]?\d{2}[\s-]?\d{2}$/.test(text)
        ? [{ entity: 'UK_SORT_CODE', score: 0.85, reason: 'six figures below a heading of bank details' }]
        : /^\d{8}$/.test(text)
          ? [
              {
                entity: 'UK_BANK_ACCOUNT',
                score: 0.85,
                reason: 'eight figures below a heading of bank details',
              },
            ]
          : []
    default:
      return []
  }
}
