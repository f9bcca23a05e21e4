import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { openBindings, quoteName, rowsOf, columnOf, type Bindings, type StoredTable } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

/**
 * The counters (from 0) of the rows after `after`, in the query's order, at most `most`. Reads only the columns that are
 * filtered and sorted by: the others are fetched for the rows found, which is what makes a page quick.
 */
export async function findRows(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  after: number | null,
  most: number,
): Promise<number[]> {
  const { sort } = query
  const filtered = query.filters.length > 0 || query.search !== null
  if (sort === null && !filtered) return countFrom(after === null ? 0 : after + 1, most, table.rows)
  const ask = async (order: string, place: (bindings: Bindings) => string | null, limit: number) => {
    const bindings = openBindings()
    const from = rowsOf(table, bindings)
    const conditions = [conditionOf(table, query, bindings), place(bindings)].filter((one) => one !== null)
    const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`
    const statement = `select ${table.counter} from ${from}${where} order by ${order} limit ${limit}`
    const found = await connection.runAndReadAll(statement, bindings.values)
    return found.getColumns()[0]?.map(Number) ?? []
  }
  const later = after === null ? null : `${table.counter} > ${after}`
  if (sort === null) return ask(table.counter, () => later, most)

  const column = quoteName(columnOf(table, sort.column).name)
  const order = `${column} ${sort.descending ? 'desc' : 'asc'} nulls last, ${table.counter}`
  if (after === null) return ask(order, () => null, most)
  const last = await valueAt(connection, table, sort.column, after)
  if (last === null) return ask(table.counter, () => `${column} is null and ${later}`, most)
  // Three questions that each use what the file knows of its parts, where one with `or` would read all of it.
  const found = await ask(table.counter, ({ bind }) => `${column} = ${bind(last)} and ${later}`, most)
  const beyond = sort.descending ? '<' : '>'
  if (found.length < most)
    found.push(...(await ask(order, ({ bind }) => `${column} ${beyond} ${bind(last)}`, most - found.length)))
  if (found.length < most)
    found.push(...(await ask(table.counter, () => `${column} is null`, most - found.length)))
  return found
}

async function valueAt(
  connection: DuckDBConnection,
  table: StoredTable,
  column: string,
  row: number,
): Promise<DuckDBValue> {
  const bindings = openBindings()
  const statement = `select ${quoteName(columnOf(table, column).name)} from ${rowsOf(table, bindings)} where ${table.counter} = ${row}`
  const found = await connection.runAndReadAll(statement, bindings.values)
  return found.currentRowCount === 0 ? null : found.value(0, 0)
}

function countFrom(first: number, most: number, rows: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(most, rows - first)) }, (_, index) => first + index)
}
