import type { DuckDBConnection } from '@duckdb/node-api'
import { ProblemError, success, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetServices } from '../dataset.ts'
import type { Turn } from './engine.ts'
import { countRows } from './count-rows.ts'
import { fetchRows } from './fetch-rows.ts'
import { findRows } from './find-rows.ts'
import { shownColumns, toPageColumn } from './page-column.ts'
import { readToken, writeToken } from './page-token.ts'
import { openStoredTable, type StoredTable, type TableVersion } from './stored-table.ts'
import { readFacet } from './table-facets.ts'
import type { TablePage, TableQuery } from './table-query.ts'
import { readTotals } from './table-totals.ts'

/** What the table functions are given. */
export type TableServices = Pick<DatasetServices, 'files' | 'tables'>

/**
 * One page of a version, or its totals. Refuses with `bad-request` for a `next` of another table or query,
 * `query-too-slow` past the time limit and `unavailable` where too many wait.
 */
export function queryTable(
  services: TableServices,
  version: TableVersion,
  query: TableQuery,
  turn: Turn = {},
): Promise<Outcome<TablePage>> {
  return withTable(services, version, turn, async (connection, table) => {
    const facets: TablePage['facets'] = []
    if (query.group !== null) {
      const totals = await readTotals(connection, table, query, query.group)
      for (const name of query.facets) facets.push(await readFacet(connection, table, query, name))
      return { ...totals, rowNumbers: [], total: table.rows, next: null, facets }
    }
    const after = readToken(table, query)
    const { rows: found, end } = await findRows(connection, table, query, after)
    const columns = shownColumns(table, query)
    const rows = await fetchRows(connection, table, columns, found)
    // All of it on one page: counted already.
    const count = after === null && end === null ? found.length : await countRows(connection, table, query)
    for (const name of query.facets) facets.push(await readFacet(connection, table, query, name))
    return {
      columns: columns.map(toPageColumn),
      rows,
      rowNumbers: found.map((row) => row + 1),
      count,
      total: table.rows,
      next: end === null ? null : writeToken(table, query, end),
      facets,
    }
  })
}

/** Lends the version's table and turns what is refused on the way into a refusal. */
export async function withTable<T>(
  { files, tables }: TableServices,
  version: TableVersion,
  turn: Turn,
  work: (connection: DuckDBConnection, table: StoredTable) => Promise<T>,
): Promise<Outcome<T>> {
  try {
    const value = await tables.withConnection(
      async (connection) => work(connection, await openStoredTable({ files }, connection, version)),
      turn,
    )
    return success(value)
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { ok: false, problem: error.problem, detail: error.message, fields: error.fields }
  }
}
