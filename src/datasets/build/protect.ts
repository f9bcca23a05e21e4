import { generalise, makeCountTable, readKeys, redactCells, suppressCounts } from '../../screening/index.ts'
import type { ContractColumn, VersionColumn } from '../dataset.ts'
import { suppressedToken } from '../ingest/canonical-cell.ts'
import { countOf } from '../../kernel/count-of.ts'
import { typeWords } from '../ingest/column-type.ts'
import type { LedgerLine } from '../ingest/ledger.ts'
import { redactedToken } from '../ingest/redacted-phrase.ts'
import type { Protection, ProtectionHow } from '../protection.ts'
import { BuildFault } from './build-fault.ts'
import { literal, name, type Duck } from './duck.ts'
import type { Decision } from './job.ts'

type Column = Omit<VersionColumn, 'statistics'>

export type Protected = {
  columns: Column[]
  steps: LedgerLine[]
  /** What could not be done: publishing waits for another answer */
  refused: Decision[]
}

/** Columns that a message names. */
const mostNamed = 30
/** Tables of counts larger than this take too long to be made safe. Rows. */
const mostCounts = 20_000

/**
 * Does to the table `typed` what the publisher decided: a pure function of the table and the decisions. A suppressed
 * count is never written as 0, and nothing of what goes is kept, in the ledger neither.
 */
export async function protectTable(
  duck: Duck,
  columns: readonly Column[],
  wanted: readonly Protection[],
): Promise<Protected> {
  const done: Protected = { columns: [...columns], steps: [], refused: [] }
  for (const each of wanted) {
    const at = done.columns.findIndex((column) => column.name === each.column)
    const column = done.columns[at]
    const refuse = (message: string): void =>
      void done.refused.push({
        kind: 'protect',
        column: each.column,
        message,
        remedy: 'Choose another protection for this column, or none.',
      })
    if (column === undefined) {
      const names = columns.map((known) => known.name)
      const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''
      refuse(
        `There is no column “${each.column}” to protect. The columns are ${names.slice(0, mostNamed).join(', ')}${more}.`,
      )
      continue
    }
    const misfit = whyNot(each.how, column)
    if (misfit !== null) {
      refuse(misfit)
      continue
    }
    const made = await work[each.how](duck, column, each, done.columns)
    if ('message' in made) {
      refuse(made.message)
      continue
    }
    done.columns[at] = { ...made.column, redaction: each.reason }
    done.steps.push({
      step: 'protection',
      change: each.how,
      count: made.cells,
      note: `${column.title}: ${made.note}`,
    })
  }
  return done
}

/** The contract as files meet it: a column of which only the year is given comes as days. */
export function asSent(
  contract: readonly ContractColumn[],
  protect: readonly Protection[] = [],
): ContractColumn[] {
  const whole = new Set(
    protect.flatMap(({ column, how }) => (how === 'year' || how === 'month' ? [column] : [])),
  )
  return contract.map((column) =>
    whole.has(column.name) && column.type !== 'datetime' ? { ...column, type: 'date' } : column,
  )
}

/** Columns that would be of another type than users of the data were promised. */
export function brokenByProtection(
  contract: readonly ContractColumn[],
  columns: readonly ContractColumn[],
): Decision[] {
  return columns.flatMap((column) => {
    const promised = contract.find(({ name: one }) => one === column.name)
    if (promised === undefined || promised.type === column.type) return []
    return [
      {
        kind: 'breaking' as const,
        column: column.name,
        message: `“${column.title}” held ${typeWords[promised.type]}, and protected it holds ${typeWords[column.type]}.`,
        remedy: 'Say what changes for those who use the data, or protect it in another way.',
      },
    ]
  })
}

function whyNot(how: ProtectionHow, { title, type, kind }: Column): string | null {
  const needs = (what: string): string => `“${title}” holds no ${what}.`
  if (how === 'suppress' && type !== 'integer') return needs('counts')
  if ((how === 'year' || how === 'month') && type !== 'date' && type !== 'datetime') return needs('dates')
  if ((how === 'district' || how === 'sector') && type !== 'string') return needs('postcodes')
  if (how === 'kilometre' && type !== 'number' && type !== 'integer') return needs('coordinates')
  return kind === 'uri' && how === 'redact-cells' ? needs('words') : null
}

type Made = { column: Column; cells: number; note: string } | { message: string }
type Work = (duck: Duck, column: Column, wanted: Protection, all: readonly Column[]) => Promise<Made>

const work: Record<ProtectionHow, Work> = {
  'redact-cells': redactFound,
  'redact-column': redactAll,
  suppress: suppressSmall,
  year: (duck, column) => coarsen(duck, column, `strftime(${name(column.name)}, '%Y')`, 'the year alone'),
  month: (duck, column) =>
    coarsen(duck, column, `strftime(${name(column.name)}, '%Y-%m')`, 'year and month alone'),
  district: (duck, column) => shortenPostcodes(duck, column, 'district'),
  sector: (duck, column) => shortenPostcodes(duck, column, 'sector'),
  kilometre: roundPlaces,
}

async function redactFound(
  duck: Duck,
  column: Column,
  { kinds }: Protection,
  all: readonly Column[],
): Promise<Made> {
  const becomes = redactCells(
    { name: column.name, heading: column.title, values: await valuesOf(duck, column) },
    all.map(({ title }) => title),
    { token: redactedToken, ...(kinds === undefined ? {} : { kinds }) },
  )
  return {
    column: column.type === 'string' ? column : { ...column, markers: true },
    cells: await replaceValues(duck, column, becomes),
    note: `what was found about people became ${redactedToken} by the publisher’s decision.`,
  }
}

async function valuesOf(duck: Duck, column: Column): Promise<{ value: string; count: number }[]> {
  const groups = await duck.rows(
    `select cast(${name(column.name)} as varchar), count(*)::double from typed where ${name(column.name)} is not null group by 1`,
  )
  return groups.map(([value, count]) => ({ value: String(value), count: Number(count) }))
}

/** Says how many cells it replaced. In columns of other types than words it leaves a marker in the value's place. */
async function replaceValues(
  duck: Duck,
  column: Column,
  becomes: ReadonlyMap<string, string>,
): Promise<number> {
  const value = name(column.name)
  const text = `cast(${value} as varchar)`
  await duck.run('create or replace temp table replaced (was varchar, now varchar)')
  const appender = await duck.connection.createAppender('replaced')
  for (const [was, now] of becomes) {
    appender.appendVarchar(was)
    appender.appendVarchar(now)
    appender.endRow()
  }
  appender.closeSync()
  const [[cells = 0] = []] = await duck.rows(
    `select count(*)::double from typed join replaced on ${text} = was`,
  )
  if (column.type === 'string')
    await duck.run(`update typed set ${value} = now from replaced where ${value} = was`)
  else {
    await addMarkers(duck, column)
    await duck.run(
      `update typed set ${markerOf(column)} = now, ${value} = null from replaced where ${text} = was`,
    )
  }
  await duck.run('drop table replaced')
  return Number(cells)
}

async function redactAll(duck: Duck, column: Column): Promise<Made> {
  const value = name(column.name)
  const [[cells = 0] = []] = await duck.rows(`select count(${value})::double from typed`)
  if (column.type === 'string')
    await duck.run(`update typed set ${value} = ${literal(redactedToken)} where ${value} is not null`)
  else {
    await addMarkers(duck, column)
    await duck.run(
      `update typed set ${markerOf(column)} = ${literal(redactedToken)}, ${value} = null where ${value} is not null`,
    )
  }
  return {
    column: column.type === 'string' ? column : { ...column, markers: true },
    cells: Number(cells),
    note: `every cell became ${redactedToken} by the publisher’s decision.`,
  }
}

async function suppressSmall(
  duck: Duck,
  column: Column,
  { by = [], threshold = 5 }: Protection,
  all: readonly Column[],
): Promise<Made> {
  const unknown = by.find((each) => !all.some((one) => one.name === each))
  if (unknown !== undefined) return { message: `There is no column “${unknown}” to break counts down by.` }
  const keys = by.map((each) => `coalesce(cast(${name(each)} as varchar), '')`).join(', ')
  const rows = await duck.rows(
    `select rowid::double, ${name(column.name)}::double, ${keys} from typed where ${name(column.name)} is not null order by rowid limit ${mostCounts + 1}`,
  )
  if (rows.length > mostCounts)
    return {
      message: `“${column.title}” holds more than ${mostCounts.toLocaleString('en-GB')} counts: too many to be made safe. Add them up by fewer columns first.`,
    }
  if (rows.some(([, count]) => Number(count) < 0))
    return { message: `“${column.title}” holds negative numbers: they are no counts.` }
  const table = makeCountTable(
    rows.map(([, count, ...cells]) => ({ keys: readKeys(cells.map(String)), count: Number(count) })),
  )
  const { cells, exposed } = suppressCounts(table, { threshold })
  if (exposed.length > 0)
    return {
      message: `${countOf(exposed.length, 'small count')} of “${column.title}” could still be worked out from totals. Leave out a total, or add groups together.`,
    }
  const hidden = rows.flatMap(([row], at) => (cells[at] === null ? [] : [Number(row)]))
  await addMarkers(duck, column)
  for (let at = 0; at < hidden.length; at += 1000)
    await duck.run(
      `update typed set ${markerOf(column)} = ${literal(suppressedToken)}, ${name(column.name)} = null where rowid in (${hidden.slice(at, at + 1000).join(', ')})`,
    )
  return {
    column: { ...column, markers: true },
    cells: hidden.length,
    note: `counts below ${threshold}, and others by which they could be worked out, became ${suppressedToken} by the publisher’s decision.`,
  }
}

/** Words in place of every day. */
async function coarsen(duck: Duck, column: Column, text: string, what: string): Promise<Made> {
  const [[cells = 0] = []] = await duck.rows(`select count(${name(column.name)})::double from typed`)
  await duck.run(`alter table typed alter column ${name(column.name)} type varchar using ${text}`)
  // In a column of words the marker stands in the value's place.
  if (column.markers) {
    await duck.run(
      `update typed set ${name(column.name)} = ${markerOf(column)} where ${name(column.name)} is null`,
    )
    await duck.run(`alter table typed drop column ${markerOf(column)}`)
  }
  return {
    // A year is no quantity: it has no comma, and nobody adds it up.
    column: { ...column, type: 'string', kind: 'code', markers: false },
    cells: Number(cells),
    note: `${what} is given, by the publisher’s decision.`,
  }
}

async function shortenPostcodes(duck: Duck, column: Column, to: 'district' | 'sector'): Promise<Made> {
  const values = (await valuesOf(duck, column)).filter(({ value }) => value !== redactedToken)
  const becomes = new Map<string, string>()
  let others = 0
  for (const { value, count } of values) {
    const short = generalise(value, to)
    if (short === null) others += count
    else becomes.set(value, short)
  }
  if (others > 0)
    return {
      message: `${countOf(others, 'cell')} of “${column.title}” ${others === 1 ? 'is' : 'are'} no postcode and would go out unchanged. Correct the file, or replace the column by ${redactedToken}.`,
    }
  const { kind: _, ...rest } = column
  return {
    column: rest,
    cells: await replaceValues(duck, column, becomes),
    note: `the postcode ${to} is given, by the publisher’s decision.`,
  }
}

async function roundPlaces(duck: Duck, column: Column): Promise<Made> {
  const value = name(column.name)
  const [[least = 0, greatest = 0, cells = 0] = []] = await duck.rows(
    `select min(${value})::double, max(${value})::double, count(${value})::double from typed`,
  )
  // Degrees lie within ±180; eastings and northings of the British grid are metres, and far larger.
  const degrees = Number(least) >= -180 && Number(greatest) <= 180
  if (degrees && column.type !== 'number')
    return { message: `“${column.title}” holds whole degrees: there is nothing to round.` }
  await duck.run(
    degrees
      ? `update typed set ${value} = round(${value}, 2)`
      : `update typed set ${value} = floor(${value} / 1000) * 1000`,
  )
  return {
    column,
    cells: Number(cells),
    note: `${degrees ? 'two decimals of a degree are' : 'the corner of the kilometre square is'} given, by the publisher’s decision.`,
  }
}

const markerOf = ({ name: column }: Pick<Column, 'name'>): string => name(`${column}__marker`)

async function addMarkers(duck: Duck, column: Column): Promise<void> {
  if (column.markers) return
  if (column.type === 'string') throw new BuildFault('a column of words carries its markers itself')
  await duck.run(`alter table typed add column ${markerOf(column)} varchar`)
}
