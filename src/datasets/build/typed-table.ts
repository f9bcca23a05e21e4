import type { Check } from '../ingest/check-file.ts'
import { cellSql, type CellSql } from './cell-sql.ts'
import { name, type Duck } from './duck.ts'
import type { PlannedColumn } from './plan-import.ts'
import type { RawTable } from './raw-table.ts'
import type { ValueSource } from './statistics.ts'

export type TypedTable = {
  rows: number
  /** Rows that did not fit, and are not in it */
  leftOut: number
  /** Names of columns followed by one of markers */
  marked: Set<string>
  /** For each column the SQL it was made with, over `from`, before rows were left out */
  cells: CellSql[]
  from: string
  /** For each column what the same values can be counted from, in the fewest rows; null where it is the table itself */
  sources: (ValueSource | null)[]
}

/**
 * Makes the table `typed` of `raw` (`_row`, `_broken`, `c0` …): each column in its own type, in the order of the
 * file. Counts are held against those of the check; a difference is a fault of ours and stops publishing.
 */
export async function makeTypedTable(
  duck: Duck,
  raw: RawTable,
  columns: readonly PlannedColumn[],
  check: Check,
): Promise<TypedTable> {
  const cells: { planned: PlannedColumn; sql: CellSql; counted: Check['columns'][number] | undefined }[] = []
  for (const planned of columns) {
    const { index, profile, decision } = planned
    const counted = check.columns.find(({ position }) => position === index + 1)
    cells.push({
      planned,
      sql: await cellSql(duck, raw, index, profile, decision),
      counted,
    })
  }
  const joins = cells.map(({ sql }) => sql.join).filter((join) => join !== '')
  const from = `raw ${joins.join(' ')}`
  const faults = cells.flatMap(({ planned, sql }) => [
    ...(sql.faulty === null ? [] : [sql.faulty]),
    ...(planned.column.required === true && planned.profile.unfilled !== null
      ? [`(${sql.value}) is null${sql.marker === null ? '' : ` and (${sql.marker}) is null`}`]
      : []),
  ])
  const broken = [...(raw.broken === null ? [] : [raw.broken]), ...faults].join(' or ')
  const types = await chooseTypes(duck, raw, from, cells)
  const values = cells.map(({ sql }, at) => {
    const type = types[at]
    return type === undefined || type === 'varchar' ? sql.value : `cast(${sql.value} as ${type})`
  })
  const marked = new Set<string>()
  const select = cells.flatMap(({ planned: { column }, sql, counted }, at) => {
    const made = [`${values[at] ?? 'null'} as ${name(column.name)}`]
    if (sql.marker !== null && counted !== undefined && counted.redacted + counted.suppressed > 0) {
      marked.add(column.name)
      made.push(`${sql.marker} as ${name(`${column.name}__marker`)}`)
    }
    return made
  })
  const statement = (order: string): string =>
    `create or replace table typed as select ${raw.row} as _row, ${select.join(', ')} from ${from}${broken === '' ? '' : ` where not (${broken})`}${order}`
  await duck.runAlone(statement(''))
  // A join keeps the order of the rows as long as nothing spills; then it is put right.
  if (joins.length > 0 && (await isShuffled(duck))) await duck.runAlone(statement(` order by ${raw.row}`))
  const [[kept = 0] = []] = await duck.rows('select count(*)::double from typed')
  return {
    rows: Number(kept),
    leftOut: raw.rows - Number(kept),
    marked,
    cells: cells.map(({ sql }) => sql),
    from,
    sources: cells.map(({ planned: { index }, sql }, at) => {
      const table = raw.distinct(index)
      if (table === null || Number(kept) < raw.rows) return null
      return { from: `${table} ${sql.join}`, value: values[at] ?? 'null', counted: true }
    }),
  }
}

async function isShuffled(duck: Duck): Promise<boolean> {
  const [[wrong = 0] = []] = await duck.rows(
    'select count(*)::double from (select _row, lag(_row) over () as before from typed) where before > _row',
  )
  return wrong !== 0
}

type Cells = { planned: PlannedColumn; sql: CellSql }[]

/** The type of each column in DuckDB: numbers as wide as the widest, always exact. */
async function chooseTypes(duck: Duck, raw: RawTable, from: string, cells: Cells): Promise<string[]> {
  const numbers = cells.flatMap(({ planned: { index, decision }, sql }, at) =>
    decision.type === 'number' || decision.type === 'integer' ? [{ at, index, sql }] : [],
  )
  const widths = new Map<number, { whole: number; scale: number }>()
  const measure = ({ value }: CellSql): string =>
    `coalesce(max(length(split_part(ltrim(${value}, '-'), '.', 1))), 1)::integer, ` +
    `coalesce(max(length(split_part(${value}, '.', 2))), 0)::integer`
  const together = numbers.filter(({ index, sql }) => raw.distinct(index) === null && sql.figures === null)
  const [measured = []] =
    together.length === 0
      ? []
      : await duck.rows(`select ${together.map(({ sql }) => measure(sql)).join(', ')} from ${from}`)
  for (const [at, { at: column }] of together.entries())
    widths.set(column, { whole: Number(measured[at * 2]), scale: Number(measured[at * 2 + 1]) })
  for (const { at, index, sql } of numbers) {
    const table = raw.distinct(index)
    if (sql.figures !== null) widths.set(at, sql.figures)
    if (table === null || sql.figures !== null) continue
    const [[whole = 1, scale = 0] = []] = await duck.rows(`select ${measure(sql)} from ${table} ${sql.join}`)
    widths.set(at, { whole: Number(whole), scale: Number(scale) })
  }
  return cells.map(({ planned: { decision, column } }, at) => {
    const { whole, scale } = widths.get(at) ?? { whole: 1, scale: 0 }
    if (decision.type === 'integer') return whole <= 18 ? 'bigint' : 'decimal(38, 0)'
    if (decision.type === 'number') {
      const places = Math.max(scale, column.kind === 'money' ? 2 : 0)
      return `decimal(${whole + places <= 18 ? 18 : 38}, ${places})`
    }
    if (decision.type === 'string') return 'varchar'
    return decision.type === 'datetime' ? 'timestamp' : decision.type
  })
}
