import { refuse, type Outcome } from '../../kernel/outcome.ts'
import { fetchRows } from './fetch-rows.ts'
import { toPageColumn } from './page-column.ts'
import { withTable, type TableServices } from './query-table.ts'
import type { TableVersion } from './stored-table.ts'
import type { PageColumn, TableCell } from './table-query.ts'

export type TableRow = { columns: PageColumn[]; cells: TableCell[] }

/** One row by its number, from 1. Refuses with `not-found` where the version has no such row. */
export async function readRow(
  services: TableServices,
  version: TableVersion,
  number: number,
): Promise<Outcome<TableRow>> {
  if (!Number.isInteger(number) || number < 1 || number > version.rows)
    return refuse('not-found', `This version has rows 1 to ${version.rows}.`)
  return withTable(services, version, {}, async (connection, table) => {
    const [cells = []] = await fetchRows(connection, table, table.columns, [number - 1])
    return { columns: table.columns.map(toPageColumn), cells }
  })
}
