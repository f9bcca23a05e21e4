import type { DuckDBConnection } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { filterKey } from './page-token.ts'
import { openBindings, rowsOf, type StoredTable } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

const counted = new Map<string, number>()
const mostCounted = 2000

/** How many rows match. Counted once for each version and set of filters, as long as it is remembered. */
export async function countRows(
  connection: DuckDBConnection,
  table: StoredTable,
  query: Pick<TableQuery, 'filters' | 'search'>,
): Promise<number> {
  const key = `${table.sha256} ${filterKey(query)}`
  const known = counted.get(key)
  if (known !== undefined) return known
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const condition = conditionOf(table, query, bindings)
  if (condition === null) return table.rows
  const found = await connection.runAndReadAll(
    `select count(*) from ${from} where ${condition}`,
    bindings.values,
  )
  const count = Number(found.value(0, 0))
  // A filter may be long; only short ones are worth remembering.
  if (key.length < 2000) counted.set(key, count)
  const [oldest] = counted.keys()
  if (counted.size > mostCounted && oldest !== undefined) counted.delete(oldest)
  return count
}
