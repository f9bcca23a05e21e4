import type { DuckDBConnection } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { filterKey } from './page-token.ts'
import { openBindings, rowsOf, type StoredTable } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

const counted = new Map<string, number>()
const mostCounted = 2000

type Filtered = Pick<TableQuery, 'filters' | 'search'>
const keyOf = (table: StoredTable, query: Filtered): string => `${table.sha256} ${filterKey(query)}`

/** How many rows match, where that is known already. */
export function knownCount(table: StoredTable, query: Filtered): number | null {
  if (query.filters.length === 0 && query.search === null) return table.rows
  return counted.get(keyOf(table, query)) ?? null
}

export function rememberCount(table: StoredTable, query: Filtered, count: number): void {
  const key = keyOf(table, query)
  // A filter may be long; only short ones are worth remembering.
  if (key.length < 2000) counted.set(key, count)
  const [oldest] = counted.keys()
  if (counted.size > mostCounted && oldest !== undefined) counted.delete(oldest)
}

/** How many rows match. Counted once for each version and set of filters, as long as it is remembered. */
export async function countRows(
  connection: DuckDBConnection,
  table: StoredTable,
  query: Filtered,
): Promise<number> {
  const known = knownCount(table, query)
  if (known !== null) return known
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const condition = conditionOf(table, query, bindings) ?? 'true'
  const found = await connection.runAndReadAll(
    `select count(*) from ${from} where ${condition}`,
    bindings.values,
  )
  const count = Number(found.value(0, 0))
  rememberCount(table, query, count)
  return count
}
