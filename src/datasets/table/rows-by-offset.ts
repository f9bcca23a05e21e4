import type { Outcome } from '../../kernel/outcome.ts'
import { countRows } from './count-rows.ts'
import type { Turn } from './engine.ts'
import { conditionOf } from './filter-sql.ts'
import { toPageColumn } from './page-column.ts'
import { withTable, type TableServices } from './query-table.ts'
import { cellText, columnOf, openBindings, quoteName, rowsOf, type TableVersion } from './stored-table.ts'
import { readText } from './table-cells.ts'
import type { Filter, PageColumn, TableCell } from './table-query.ts'

export type OffsetQuery = {
  filters: Filter[]
  search: string | null
  /** null is the row's number */
  sort: { column: string | null; descending: boolean }[]
  fields: string[] | null
  /** Rows to pass over */
  offset: number
  limit: number
}
export type OffsetPage = {
  columns: PageColumn[]
  rows: TableCell[][]
  /** The number of each row in its version, from 1 */
  rowNumbers: number[]
  /** Rows that match, exactly */
  count: number
}

/**
 * Rows by how many come before them, for clients that know no other way of paging. Deep into a filtered or sorted table
 * this reads all that it passes over; where neither is asked for it goes straight to its place.
 */
export function queryByOffset(
  services: TableServices,
  version: TableVersion,
  query: OffsetQuery,
  turn: Turn = {},
): Promise<Outcome<OffsetPage>> {
  return withTable(services, version, turn, async (connection, table) => {
    const columns = query.fields === null ? table.columns : query.fields.map((name) => columnOf(table, name))
    const page = { columns: columns.map(toPageColumn), count: await countRows(connection, table, query) }
    if (query.limit === 0) return { ...page, rows: [], rowNumbers: [] }
    const bindings = openBindings()
    const from = rowsOf(table, bindings)
    const condition = conditionOf(table, query, bindings)
    const direct = condition === null && query.sort.length === 0
    const { counter } = table
    const order = query.sort.map(({ column, descending }) => {
      const name = column === null ? counter : quoteName(columnOf(table, column).name)
      return `${name} ${descending ? 'desc' : 'asc'} nulls last`
    })
    const place = direct
      ? ` where ${counter} >= ${query.offset} and ${counter} < ${query.offset + query.limit} order by ${counter}`
      : `${condition === null ? '' : ` where ${condition}`} order by ${[...order, counter].join(', ')} limit ${query.limit} offset ${query.offset}`
    const cells = [...columns.map(cellText), counter].join(', ')
    const found = await connection.runAndReadAll(`select ${cells} from ${from}${place}`, bindings.values)
    const rows = await readText(
      found,
      columns.map(({ type }) => type),
    )
    return {
      ...page,
      rows,
      rowNumbers: rows.map((_, index) => Number(found.value(columns.length, index)) + 1),
    }
  })
}
