import { conditionOf } from './filter-sql.ts'
import { shownColumns, toPageColumn } from './page-column.ts'
import {
  cellText,
  columnOf,
  quoteName,
  rowsOf,
  valueText,
  type Bindings,
  type StoredColumn,
  type StoredTable,
} from './stored-table.ts'
import { exactDigits, greatestExactInteger } from './table-cells.ts'
import { totalsStatement } from './table-totals.ts'
import type { PageColumn, TableQuery } from './table-query.ts'

/** A column on its way into a file, as expressions over the rows of `from`. */
export type ExportColumn = {
  column: PageColumn
  /** Whether words may stand in place of its values */
  marked: boolean
  /** The cell as text, marker included; null where nothing is there */
  text: string
  /** True where the cell is a value of its type that a JavaScript number holds; for columns of numbers only */
  exact: string | null
  /** The value as DuckDB keeps it; null where only its text is at hand */
  value: string | null
}

/** What a download reads: every row of the query's state, in its order. */
export type ExportSource = { columns: ExportColumn[]; from: string; order: string | null }

export function exportSource(table: StoredTable, query: TableQuery, bindings: Bindings): ExportSource {
  if (query.group !== null) {
    const { columns, statement } = totalsStatement(table, query, query.group, bindings)
    const names = columns.map((_, index) => `t${index + 1}`)
    return {
      columns: columns.map((column, index) => ({
        column,
        marked: true,
        text: `t${index + 1}`,
        exact: column.type === 'integer' || column.type === 'number' ? exactText(`t${index + 1}`) : null,
        value: null,
      })),
      from: `(${statement}) as totals(${[...names, 'groups'].join(', ')})`,
      order: null,
    }
  }
  const condition = conditionOf(table, query, bindings)
  const sort = query.sort
  return {
    columns: shownColumns(table, query).map((column) => ({
      column: toPageColumn(column),
      marked: column.marker !== null,
      text: cellText(column),
      exact: exactValue(column),
      value: quoteName(column.name),
    })),
    from: `${rowsOf(table, bindings)}${condition === null ? '' : ` where ${condition}`}`,
    order:
      sort === null
        ? null
        : `${quoteName(columnOf(table, sort.column).name)} ${sort.descending ? 'desc' : 'asc'} nulls last, ${table.counter}`,
  }
}

/** The same rule as `toCell`, over the stored value. */
export function exactValue(column: StoredColumn): string | null {
  if (column.type !== 'integer' && column.type !== 'number') return null
  const name = quoteName(column.name)
  const decimal = /^DECIMAL\((\d+),\s*(\d+)\)$/.exec(column.stored)
  const scale = Number(decimal?.[2] ?? 0)
  if (decimal && scale > 0) {
    if (Number(decimal[1]) <= exactDigits) return `${name} is not null`
    const bound = exactDigits - scale
    return bound >= 0 ? `abs(${name}) < 1${'0'.repeat(bound)}` : exactText(valueText(column))
  }
  if (column.stored === 'DOUBLE' || column.stored === 'FLOAT') return `isfinite(${name})`
  if (column.stored === 'VARCHAR') return exactText(name)
  return `${name} between -${greatestExactInteger} and ${greatestExactInteger}`
}

function exactText(text: string): string {
  const digits = `length(replace(regexp_replace(${text}, '^-?0*[.]?0*', ''), '.', ''))`
  return `case when regexp_full_match(${text}, '-?[0-9]+') then try_cast(${text} as hugeint) between -${greatestExactInteger} and ${greatestExactInteger}
    when regexp_full_match(${text}, '-?[0-9]+[.][0-9]+') then ${digits} <= ${exactDigits}
    else regexp_full_match(${text}, '-?[0-9.]+e[-+]?[0-9]+') end`
}
