import type { Entity, Finding } from '../finding.ts'
import { screenText } from '../screen-text.ts'
import { roleOf, type ColumnRole } from './column-role.ts'
import { isOrganisation, whoIs } from './who-is.ts'

/** A column as its distinct values: how often each stands there, and in which rows (some are enough), counted from 1. */
export type ScreenedColumn = {
  name: string
  heading: string
  values: readonly { value: string; count: number; rows: readonly number[] }[]
}

export type ColumnFinding = {
  column: string
  entity: Entity
  /** Cells, distinct values, and the first rows */
  count: number
  distinct: number
  rows: number[]
  /** The surest of them */
  score: number
  reason: string
}

export type TableScreening = { columns: { name: string; role: ColumnRole }[]; findings: ColumnFinding[] }

export type TableOptions = {
  minScore?: number
  parties?: readonly string[]
  keep?: readonly string[]
  mostRows?: number
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
}

/** Kinds that a heading of this role rules out: figures of money are no bank accounts, wards no people. */
const ruledOut: Partial<Record<ColumnRole, 'all' | readonly Entity[]>> = {
  amount: 'all',
  date: ['UK_SORT_CODE', 'PERSON', 'PHONE_NUMBER', 'UK_PHONE'],
  place: ['PERSON', 'UK_VEHICLE_REGISTRATION'],
  category: ['PERSON', 'UK_VEHICLE_REGISTRATION', 'UK_SORT_CODE'],
  address: ['PERSON'],
  postcode: ['PERSON', 'UK_VEHICLE_REGISTRATION'],
  reference: [
    'PERSON',
    'UK_VEHICLE_REGISTRATION',
    'UK_NINO',
    'URL',
    'UK_PHONE',
    'PHONE_NUMBER',
    'UK_NHS',
    'UK_UTR',
    'CREDIT_CARD',
    'UK_SORT_CODE',
    'COORDINATES',
  ],
}

/**
 * Personal data in a table, by its columns’ roles and then their distinct values. Places of business (an address or a
 * postcode in a table that has no column of people) are left: they are what such tables are for.
 */
export function screenTable(columns: readonly ScreenedColumn[], options: TableOptions = {}): TableScreening {
  const { minScore = 0.5, mostRows = 5 } = options
  const roles = columns.map(({ heading }) => roleOf(heading))
  const aboutPeople = roles.some((role) => peopleRoles.has(role))
  const findings: ColumnFinding[] = []
  for (const [at, column] of columns.entries()) {
    const role = roles[at] ?? 'other'
    const found = new Map<Entity, ColumnFinding>()
    for (const { value, count, rows } of column.values) {
      const seen = new Set<Entity>()
      for (const { entity, score, reason } of screenCell(value, role, aboutPeople, options)) {
        if (score < minScore || seen.has(entity)) continue
        seen.add(entity)
        const sum = found.get(entity) ?? {
          column: column.name,
          entity,
          count: 0,
          distinct: 0,
          rows: [],
          score: 0,
          reason,
        }
        sum.count += count
        sum.distinct += 1
        sum.rows = [...sum.rows, ...rows].sort((a, b) => a - b).slice(0, mostRows)
        if (score > sum.score) Object.assign(sum, { score, reason })
        found.set(entity, sum)
      }
    }
    findings.push(...[...found.values()].sort((a, b) => b.count - a.count))
  }
  return { columns: columns.map(({ name }, at) => ({ name, role: roles[at] ?? 'other' })), findings }
}

const peopleRoles = new Set<ColumnRole>([
  'person',
  'date-of-birth',
  'age',
  'national-insurance',
  'nhs-number',
  'home-address',
])

type Cell = Pick<Finding, 'entity' | 'score' | 'reason'>

function screenCell(value: string, role: ColumnRole, aboutPeople: boolean, options: TableOptions): Cell[] {
  const out = ruledOut[role]
  if (out === 'all' || value.trim() === '') return []
  const { parties, keep } = options
  const names = role === 'narrative' || role === 'other' || role === 'person'
  const found: Cell[] = byHeading(value, role)
  for (const { entity, start, end, score, reason } of screenText(value, {
    minScore: 0.2,
    names,
    ...(parties === undefined ? {} : { parties }),
    ...(keep === undefined ? {} : { keep }),
  })) {
    if (out?.includes(entity) === true || (entity === 'PERSON' && role === 'person' && found.length > 0))
      continue
    const meant = expected[role]?.includes(entity) === true && end - start > value.trim().length * 0.5
    if (entity === 'PERSON' && role === 'other' && value.length < 80 && isOrganisation(value)) continue
    if (isPlaceOfWork(entity, role, aboutPeople)) continue
    found.push(
      meant && score >= 0.25
        ? { entity, score: Math.max(score, 0.92), reason: `${reason}, below a heading that says so` }
        : { entity, score, reason },
    )
  }
  return found
}

const isPlaceOfWork = (entity: Entity, role: ColumnRole, aboutPeople: boolean): boolean =>
  !aboutPeople &&
  role !== 'narrative' &&
  role !== 'home-address' &&
  (entity === 'UK_ADDRESS' || entity === 'UK_POSTCODE' || entity === 'COORDINATES' || entity === 'UK_UPRN')

/** What the heading makes of a cell that would be nothing in prose. */
function byHeading(value: string, role: ColumnRole): Cell[] {
  const text = value.trim()
  switch (role) {
    case 'person': {
      const { kind, reason } = whoIs(text)
      if (
        kind === 'organisation' ||
        !/^[\p{L}\p{M}\s.,'’()&/-]{2,60}$/u.test(text) ||
        (kind === 'unknown' && /^(?:no name|)$/.test(reason))
      )
        return []
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
      return /\d{2}/.test(text)
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
    default:
      return []
  }
}
