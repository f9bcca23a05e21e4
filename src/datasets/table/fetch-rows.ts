import type { DuckDBConnection } from '@duckdb/node-api'
import { cellText, openBindings, rowsOf, type StoredColumn, type StoredTable } from './stored-table.ts'
import { readText } from './table-cells.ts'
import type { TableCell } from './table-query.ts'

/** The cells of `rows`, which are counted from 0, in their order. */
export async function fetchRows(
  connection: DuckDBConnection,
  table: StoredTable,
  columns: StoredColumn[],
  rows: number[],
): Promise<TableCell[][]> {
  if (rows.length === 0) return []
  const least = rows.reduce((a, b) => Math.min(a, b))
  const greatest = rows.reduce((a, b) => Math.max(a, b))
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const where =
    greatest - least === rows.length - 1 ? `between ${least} and ${greatest}` : `in (${rows.join(', ')})`
  const found = await connection.runAndReadAll(
    `select ${columns.map(cellText).join(', ')}, ${table.counter} from ${from} where ${table.counter} ${where}`,
    bindings.values,
  )
  const cells = await readText(
    found,
    columns.map(({ type }) => type),
  )
  const places = new Map(
    cells.map((cellsOfRow, index) => [Number(found.value(columns.length, index)), cellsOfRow]),
  )
  return rows.map((row) => places.get(row) ?? [])
}
