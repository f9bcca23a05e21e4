import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { TableServices } from './query-table.ts'
import { sqlWorkers } from './sql-workers.ts'
import { sqlLimits, type SqlColumn } from './sql-messages.ts'
import type { TableVersion } from './stored-table.ts'
import type { TableCell } from './table-query.ts'

export type SqlInput = {
  /**
   * Each by its slug: `spend-2025` is called `spend_2025` or `"spend-2025"`. One may have a name beside, and where there is
   * only one it is also `data`.
   */
  tables: { name: string; version: TableVersion; also?: string }[]
  sql: string
  /** At most 10,000 */
  limit?: number
}
export type SqlResult = {
  columns: SqlColumn[]
  rows: TableCell[][]
  /** True where there is more than is here, and `notice` says so in a sentence. */
  truncated: boolean
  notice: string | null
}

/**
 * One SELECT over published tables, in a process that can be killed, without files, network, settings or time to waste.
 * Refuses with `sql-refused` and a sentence with line and column, `query-too-slow`, or `unavailable`.
 */
export async function runSql(services: TableServices, input: SqlInput): Promise<Outcome<SqlResult>> {
  const sql = input.sql.trim()
  if (sql === '') return refuse('sql-refused', 'There is no statement. Write one SELECT.')
  if (sql.length > sqlLimits.letters)
    return refuse(
      'sql-refused',
      `A statement has at most ${sqlLimits.letters.toLocaleString('en-GB')} letters.`,
    )
  if (sql.includes('\0')) return refuse('sql-refused', 'A statement cannot hold a NUL character.')
  const mostRows = Math.min(Math.max(1, input.limit ?? sqlLimits.rows), sqlLimits.rows)
  const tables = await Promise.all(
    input.tables.map(async ({ name, version, also }) => ({
      names: [
        ...new Set([
          name,
          name.replaceAll('-', '_'),
          ...(also === undefined ? [] : [also]),
          ...(input.tables.length === 1 ? ['data'] : []),
        ]),
      ],
      path: await services.files.locate(version.parquet.sha256),
    })),
  )
  const answer = await sqlWorkers(services.tables).run({
    tables,
    sql,
    mostRows,
    mostBytes: sqlLimits.bytes,
    milliseconds: sqlLimits.milliseconds,
  })
  if (!answer.ok) return answer
  const { columns, rows, cut } = answer.value
  const kept =
    rows.length === 1 ? 'the first row is' : `the first ${rows.length.toLocaleString('en-GB')} rows are`
  const notice =
    cut === null
      ? null
      : cut === 'rows'
        ? `Only ${kept} here: there are more.`
        : `Only ${kept} here: an answer holds at most ${sqlLimits.bytes / 1_000_000} MB.`
  return success({ columns, rows, truncated: cut !== null, notice })
}
