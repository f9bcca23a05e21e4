import type { ColumnProfile } from '../ingest/column-profile.ts'
import type { Duck } from './duck.ts'

/** The most figures before and after the point among the plain numbers of a column. */
export type Figures = { whole: number; scale: number }

/** Cells of a column that are plain numbers, counted without looking at each. */
export type PlainNumbers = {
  /** In the order of their first rows; the first few of them, by their numbers in the file */
  found: { kind: 'integer' | 'decimal'; count: number; rows: number[]; value: string }[]
  figures: Figures
}

// Of those `classifyCell` calls integers and decimals the bulk: a number's own one way of being written.
const plainNumber = '-?(?:0|[1-9][0-9]{0,14})(?:[.][0-9]{1,18})?'
const sampleRows = 50_000
const plainCell = new RegExp(`^${plainNumber}$`)

/** True where a column's first cells are plain numbers. */
export function looksNumbered(cells: readonly string[], { expected, measured }: ColumnProfile): boolean {
  if (measured || expected?.values !== undefined) return false
  const filled = cells.filter((cell) => cell !== '')
  return filled.filter((cell) => plainCell.test(cell)).length > filled.length * 0.9
}

/**
 * Of columns (from 0) that look numbered those with nearly as many distinct values as rows. To count their numbers by
 * one pattern is quicker than each by itself.
 */
export async function findNumbered(duck: Duck, columns: readonly number[]): Promise<Set<number>> {
  if (columns.length === 0) return new Set()
  const [[rows = 0, ...distinct] = []] = await duck.rows(
    `select count(*)::double, ${columns.map((index) => `approx_count_distinct(c${index})::double`).join(', ')} from raw where rowid < ${sampleRows}`,
  )
  return new Set(columns.filter((_, at) => Number(distinct[at]) > Number(rows) / 2))
}

/** Makes `d0` … as for any other column, but of the cells that are no plain numbers, and counts the others. */
export async function countPlainNumbers(duck: Duck, index: number): Promise<PlainNumbers> {
  const [cell, table] = [`c${index}`, `d${index}`]
  const kind = `case when regexp_full_match(${cell}, '${plainNumber}') then if(contains(${cell}, '.'), 'decimal', 'integer') end`
  const point = `instr(${cell}, '.')`
  const sign = `if(starts_with(${cell}, '-'), 1, 0)`
  await duck.runBeside(
    `create or replace table ${table} as select if(kind is null, ${cell}, null) as ${cell}, kind, count(*) as n, min(row) as first_row, ` +
      `max(if(kind = 'decimal', ${point} - 1, strlen(${cell})) - ${sign}) as whole, max(if(kind = 'decimal', strlen(${cell}) - ${point}, 0)) as scale ` +
      `from (select ${cell}, rowid as row, ${kind} as kind from raw) group by 1, 2`,
  )
  const counted = await duck.rowsBeside(
    `select kind, n::double, first_row::double, whole::double, scale::double from ${table} where kind is not null order by first_row`,
  )
  const made: PlainNumbers = { found: [], figures: { whole: 1, scale: 0 } }
  for (const [name, n, first, whole, scale] of counted) {
    made.figures.whole = Math.max(made.figures.whole, Number(whole))
    made.figures.scale = Math.max(made.figures.scale, Number(scale))
    // In the order of the table, which the database is set to keep: it stops at the fifth.
    const rows = await duck.rowsBeside(
      `select (rowid + 2)::double, ${cell} from raw where rowid >= ${Number(first)} and (${kind}) = '${String(name)}' limit 5`,
    )
    made.found.push({
      kind: name === 'decimal' ? 'decimal' : 'integer',
      count: Number(n),
      rows: rows.map(([row]) => Number(row)),
      value: String(rows[0]?.[1]),
    })
  }
  await duck.runBeside(`delete from ${table} where kind is not null`)
  return made
}

/** True where no other cell turned out to be such a number: one that is written another way is not as wide as it looks. */
export function areAllPlain({ found }: PlainNumbers, column: ColumnProfile): boolean {
  return (['integer', 'decimal'] as const).every(
    (kind) => column.count(kind) === (found.find((one) => one.kind === kind)?.count ?? 0),
  )
}
