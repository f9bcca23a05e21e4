import type { Entity } from '../finding.ts'
import { findIdentifiers } from '../screen-text.ts'
import { cellsWithNames } from './cell-names.ts'
import { roleOf, type ColumnRole } from './column-role.ts'
import { screenCell, type CellScene } from './screen-cell.ts'

/** A column as its distinct values: how often each stands there, and in which rows (some are enough), counted from 1. */
export type ScreenedColumn = {
  name: string
  heading: string
  values: readonly { value: string; count: number; rows?: readonly number[] }[]
  /** Distinct values there are, where not all are given */
  distinct?: number
  /** True where what is not given was looked at already and holds nothing that is looked for */
  filtered?: boolean
}

export type ColumnFinding = {
  column: string
  entity: Entity
  /** Cells, distinct values, and the first rows; rows are empty where the values came without theirs */
  count: number
  distinct: number
  rows: number[]
  /** The first of the values found, for asking where they stand: never to be shown or kept */
  values: string[]
  /** The surest of them */
  score: number
  reason: string
  /** Distinct values that were not read */
  unread: number
}

export type TableScreening = {
  columns: { name: string; role: ColumnRole }[]
  /** Whether a column says that its rows are about people */
  aboutPeople: boolean
  findings: ColumnFinding[]
}

export type TableOptions = {
  minScore?: number
  parties?: readonly string[]
  keep?: readonly string[]
  mostRows?: number
  /** How many of the values found each finding names; 100 where absent */
  mostValues?: number
}

/**
 * Personal data in a table, by its columns’ roles and then their distinct values. Places of business (an address or a
 * postcode in a table that has no column of people) are left: they are what such tables are for.
 */
export function screenTable(columns: readonly ScreenedColumn[], options: TableOptions = {}): TableScreening {
  const roles = columns.map(({ heading }) => roleOf(heading))
  const aboutPeople = roles.some((role) => peopleRoles.has(role))
  const spending = roles.includes('payee') && roles.includes('amount')
  const findings = columns.flatMap((column, at) =>
    screenColumn(column, { role: roles[at] ?? 'other', aboutPeople, spending }, options),
  )
  return {
    columns: columns.map(({ name }, at) => ({ name, role: roles[at] ?? 'other' })),
    aboutPeople,
    // An age tells of nobody where nothing else does.
    findings: aboutPeople ? findings : findings.filter(({ entity }) => entity !== 'AGE'),
  }
}

const peopleRoles: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'person',
  'date-of-birth',
  'national-insurance',
  'nhs-number',
  'home-address',
])

/** Identifiers in a column of references are chance, unless a good part of them is of one kind. */
const leastShare = 0.2

function screenColumn(
  column: ScreenedColumn,
  about: Pick<CellScene, 'role' | 'aboutPeople' | 'spending'>,
  { minScore = 0.5, mostRows = 5, mostValues = 100, parties = [], keep = [] }: TableOptions,
): ColumnFinding[] {
  const { values } = column
  const { role } = about
  if (role === 'amount') return []
  const distinct = column.distinct ?? values.length
  const reading = readFirst(values, role)
  const found = new Map<Entity, ColumnFinding>()
  for (const [at, { value, count, rows = [] }] of values.entries()) {
    const identifiers = reading === null || reading.identifiers.has(at)
    const names = reading === null || reading.names.has(at)
    if (!identifiers && !names && parties.length === 0 && !headed.has(role)) continue
    const seen = new Set<Entity>()
    for (const { entity, score, reason } of screenCell(value, {
      ...about,
      parties,
      keep,
      identifiers,
      names,
    })) {
      if (score < minScore || seen.has(entity)) continue
      seen.add(entity)
      const sum = found.get(entity) ?? {
        column: column.name,
        entity,
        count: 0,
        distinct: 0,
        rows: [],
        values: [],
        score: 0,
        reason,
        unread: column.filtered === true ? 0 : distinct - values.length,
      }
      sum.count += count
      sum.distinct += 1
      sum.rows = [...sum.rows, ...rows].sort((a, b) => a - b).slice(0, mostRows)
      if (sum.values.length < mostValues) sum.values.push(value)
      if (score > sum.score) Object.assign(sum, { score, reason })
      found.set(entity, sum)
    }
  }
  return [...found.values()]
    .filter((each) => !isChance(each, role, distinct))
    .sort((a, b) => b.count - a.count)
}

/** Roles whose headings make something of every cell. */
const headed: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'person',
  'payee',
  'date-of-birth',
  'age',
  'home-address',
])

const sure: ReadonlySet<Entity> = new Set(['EMAIL_ADDRESS', 'PERSON', 'IBAN_CODE'])

function isChance({ entity, distinct, score }: ColumnFinding, role: ColumnRole, all: number): boolean {
  if (role === 'reference') return !sure.has(entity) && distinct < Math.max(2, all * leastShare)
  // A kind told by its shape alone, once among many.
  return role === 'other' && score < 0.7 && distinct < all * 0.05
}

/** Which cells are worth judging one by one: all read together, several times faster. Null where all are. */
function readFirst(
  values: ScreenedColumn['values'],
  role: ColumnRole,
): { identifiers: Set<number>; names: Set<number> } | null {
  if (values.length < 50 || closely.has(role)) return null
  const cells = values.map(({ value }) => value)
  return { identifiers: cellsWithIdentifiers(cells), names: cellsWithNames(cells) }
}

/** Roles whose cells may hold what only the heading tells from any other figure. */
const closely: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'bank',
  'national-insurance',
  'nhs-number',
  'phone',
  'postcode',
])

function cellsWithIdentifiers(cells: readonly string[]): Set<number> {
  const found = new Set<number>()
  let from = 0
  while (from < cells.length) {
    const starts: number[] = []
    let text = ''
    while (from + starts.length < cells.length && text.length < 200_000) {
      starts.push(text.length)
      text += `${cells[from + starts.length - 1] ?? ''}\n`
    }
    // What runs on into the next cell touches both.
    for (const { start, end } of findIdentifiers(text))
      for (let at = lineOf(starts, start); at < starts.length && (starts[at] ?? 0) < end; at += 1)
        found.add(from + at)
    from += starts.length
  }
  return found
}

function lineOf(starts: readonly number[], place: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= place) low = middle
    else high = middle - 1
  }
  return low
}
