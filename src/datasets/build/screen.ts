import {
  chooseIdentifying,
  describeUniqueness,
  roleOf,
  sayFinding,
  screenTable as screenValues,
  type ColumnRole,
  type ScreenedColumn,
  type Uniqueness,
} from '../../screening/index.ts'
import type { Screening, ScreeningFinding, VersionColumn } from '../dataset.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import { literal, name, type Duck } from './duck.ts'
import { wholeTable, type ValueSource } from './statistics.ts'

type Column = Omit<VersionColumn, 'statistics'>

/**
 * Looks through `table` for what may be about people, on each column's distinct values. Anything found asks for a
 * second person; nothing found is no promise. What is looked for is src/screening's alone: here it is fed and asked.
 * Values come from `sources` where a column has one.
 */
export async function screenTable(
  duck: Duck,
  table: string,
  columns: readonly Column[],
  sources: readonly (ValueSource | null)[],
): Promise<Screening> {
  const read: ScreenedColumn[] = []
  for (const [at, column] of columns.entries())
    read.push(await readColumn(duck, sources[at] ?? wholeTable(table, column), column))
  const { findings: found, aboutPeople } = screenValues(read, { minScore: leastScore, mostRows: 0 })
  const titles = new Map(columns.map((column) => [column.name, column.title]))
  const findings: ScreeningFinding[] = []
  for (const each of found)
    findings.push({
      column: each.column,
      kind: each.entity,
      count: each.count,
      rows: await firstRows(duck, table, each.column, each.values),
      message: sayFinding(each, titles.get(each.column) ?? each.column),
    })
  const together = await findCombination(duck, table, columns, aboutPeople)
  if (together !== null) findings.push(together)
  return {
    verdict: findings.length > 0 ? 'second-person' : 'clear',
    checks: Object.entries(checks).map(([check, version]) => ({ check, version })),
    findings,
  }
}

/** Counted up whenever a check would find other things in the same table. */
const checks = {
  email: 2,
  phone: 3,
  'national-insurance-number': 2,
  'nhs-number': 2,
  'date-of-birth': 2,
  'person-name': 3,
  'home-address': 3,
  'bank-details': 2,
  'other-identifiers': 2,
  'special-category': 2,
  combination: 1,
}

/** What is less sure is not worth a second person's time. */
const leastScore = 0.6

/** Distinct values of a column that are read. What is left out is counted in the message of what was found. */
const mostValues = 400_000

/** Columns of numbers and days can hold people only below a heading that says so. */
const figures: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'date-of-birth',
  'age',
  'national-insurance',
  'nhs-number',
  'bank',
  'phone',
])

/**
 * All that is looked for in a column of references, where nearly every value differs: filtered before it is read. Ten
 * figures are left: one reference in eleven passes for an NHS number.
 */
const inReferences = [
  '@',
  '^[A-Za-z]{2} ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-Da-d]$',
  '^[0-9]{3}[ -][0-9]{3}[ -][0-9]{4}$',
  '^[A-Z][0-9]{11}[0-9A-Z]$',
  '^[A-Z9]{5} ?[0-9]{6} ?[A-Z0-9]{5}$',
  '^[A-Z]{2}[0-9]{2} ?[A-Z]{4}[ 0-9]{14,18}$',
  '^07[0-9]{3} ?[0-9]{6}$',
  '^[A-Za-z][a-z]+,? [A-Za-z][a-z]+$',
].join('|')

async function readColumn(duck: Duck, source: ValueSource, column: Column): Promise<ScreenedColumn> {
  const { title: heading } = column
  const role = roleOf(heading)
  const nothing: ScreenedColumn = { name: column.name, heading, values: [] }
  if (role === 'amount' || column.type === 'boolean' || column.kind === 'money' || column.kind === 'uri')
    return nothing
  if (column.type !== 'string' && !figures.has(role)) return nothing
  const cell = column.type === 'string' ? 'v' : 'cast(v as varchar)'
  const real = column.type === 'string' ? ` and v <> ${literal(redactedToken)}` : ''
  const [n, first] = source.counted ? ['n', 'first_row'] : ['1', 'rowid']
  const values = `(select ${source.value} as v, ${n} as n, ${first} as r from ${source.from})`
  const filter = role === 'reference' ? `where regexp_matches(v, ${literal(inReferences)})` : ''
  const groups = await duck.rows(
    `select v, n::double from (select ${cell} as v, sum(n) as n, min(r) as r from ${values} where v is not null${real} group by 1) ${filter} order by r limit ${mostValues + 1}`,
  )
  if (groups.length === 0) return nothing
  const read = groups
    .slice(0, mostValues)
    .map(([value, count]) => ({ value: String(value), count: Number(count) }))
  if (groups.length <= mostValues && role !== 'reference') return { name: column.name, heading, values: read }
  const [[distinct = 0] = []] = await duck.rows(`select count(distinct v)::double from ${values}`)
  return {
    name: column.name,
    heading,
    values: read,
    distinct: Number(distinct),
    filtered: role === 'reference',
  }
}

async function firstRows(
  duck: Duck,
  table: string,
  column: string,
  values: readonly string[],
): Promise<number[]> {
  const rows = await duck.rows(
    `select (rowid + 1)::double from ${table} where cast(${name(column)} as varchar) in (${values.map(literal).join(', ')}) order by rowid limit 5`,
  )
  return rows.map(([row]) => Number(row))
}

/** The combination of columns that tells the most rows apart: two where they do nearly as well as all. */
async function findCombination(
  duck: Duck,
  table: string,
  columns: readonly Column[],
  aboutPeople: boolean,
): Promise<ScreeningFinding | null> {
  const identifying = chooseIdentifying(
    columns.map((column) => ({ name: column.name, heading: column.title })),
    aboutPeople,
  )
  const chosen = await thoseThatVary(duck, table, identifying)
  if (chosen.length < 2) return null
  const all = await countTogether(duck, table, columns, chosen)
  if (all.unique === 0) return null
  let best: { names: string[]; found: Uniqueness } = { names: chosen, found: all }
  if (chosen.length > 2)
    for (const [at, one] of chosen.entries())
      for (const two of chosen.slice(at + 1)) {
        const found = await countTogether(duck, table, columns, [one, two])
        const better = best.names.length > 2 ? all.unique * 0.8 : best.found.unique
        if (found.unique > better) best = { names: [one, two], found }
      }
  const list = best.names.map(name).join(', ')
  const rows = await duck.rows(
    `select (min(rowid) + 1)::double as r from ${table} group by ${list} having count(*) = 1 order by r limit 5`,
  )
  return {
    column: best.names[0] ?? '',
    kind: 'COMBINATION',
    count: best.found.unique,
    rows: rows.map(([row]) => Number(row)),
    message: `${best.found.sentence} Whoever knows these of somebody finds their row and reads the rest of it.`,
  }
}

/** A column that says the same in every row, such as one that was redacted, tells none from another. */
async function thoseThatVary(duck: Duck, table: string, names: readonly string[]): Promise<string[]> {
  if (names.length === 0) return []
  const [varies = []] = await duck.rows(
    `select ${names.map((each) => `(min(${name(each)}) is distinct from max(${name(each)}))::integer`).join(', ')} from ${table}`,
  )
  return names.filter((_, at) => Number(varies[at]) === 1)
}

async function countTogether(
  duck: Duck,
  table: string,
  columns: readonly Column[],
  names: readonly string[],
): Promise<Uniqueness> {
  const sizes = await duck.rows(
    `select n::double, count(*)::double from (select count(*) as n from ${table} group by ${names.map(name).join(', ')}) group by n order by n`,
  )
  const titles = names.map((each) => columns.find((column) => column.name === each)?.title ?? each)
  return describeUniqueness(titles, expand(sizes.map(([size, times]) => [Number(size), Number(times)])))
}

function* expand(sizes: readonly (readonly [number, number])[]): Generator<number> {
  for (const [size, times] of sizes) for (let each = 0; each < times; each += 1) yield size
}
