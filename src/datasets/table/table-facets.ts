import type { DuckDBConnection } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { splitList } from './filter-value.ts'
import { cellText, columnOf, openBindings, quoteName, rowsOf, type StoredTable } from './stored-table.ts'
import type { Facet, TableQuery } from './table-query.ts'

const mostValues = 20

/** The commonest values of a column under the other filters, those chosen always among them. */
export async function readFacet(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  name: string,
): Promise<Facet> {
  const column = columnOf(table, name)
  const chosen = new Set(
    query.filters.flatMap(({ column: filtered, operator, value }) => {
      if (filtered !== name) return []
      return operator === 'exact' ? [value] : operator === 'in' ? (splitList(value) ?? []) : []
    }),
  )
  const others = query.filters.filter(
    (filter) => filter.column !== name || (filter.operator !== 'exact' && filter.operator !== 'in'),
  )
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const condition = conditionOf(table, { filters: others, search: query.search }, bindings)
  const keys = [quoteName(name), ...(column.marker === null ? [] : [quoteName(column.marker)])]
  const picked =
    chosen.size === 0 ? '' : ` or value in (${[...chosen].map((value) => bindings.bind(value)).join(', ')})`
  // The least value first among those as common: the same list every time.
  const found = await connection.runAndReadAll(
    `with counted as (
       select ${keys.join(', ')}, count(*) as n from ${from}${condition === null ? '' : ` where ${condition}`}
       group by ${keys.join(', ')}
     ), ranked as (
       select ${cellText(column)} as value, n, count(*) over () as several,
         row_number() over (order by n desc, ${keys.join(', ')}) as place from counted
     )
     select value, n, several from ranked where place <= ${mostValues}${picked} order by place`,
    bindings.values,
  )
  const values = found.getRows().map(([value, count]) => {
    const text = value === null || value === undefined ? null : String(value)
    return { value: text, count: Number(count), selected: text !== null && chosen.has(text) }
  })
  const several = found.currentRowCount === 0 ? 0 : Number(found.value(2, 0))
  return { column: name, title: column.title, values, more: Math.max(0, several - values.length) }
}
