import type { DuckDBConnection } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { readGroupKey, writeMeasure } from './read-totals.ts'
import {
  columnOf,
  momentText,
  openBindings,
  quoteName,
  rowsOf,
  valueText,
  type Bindings,
  type StoredTable,
} from './stored-table.ts'
import { readText } from './table-cells.ts'
import type { Measure, PageColumn, TableCell, TableQuery } from './table-query.ts'
import { toPageColumn } from './page-column.ts'

/** One column of the totals: how it is worked out, shown and sorted. */
type TotalColumn = { column: PageColumn; shown: string; sorted: string; grouped: string[]; key: string }

export type Totals = { columns: PageColumn[]; rows: TableCell[][]; count: number }

/** Totals by group, nulls last, in the order asked for, else of the groups themselves. `count` is of groups. */
export async function readTotals(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  group: NonNullable<TableQuery['group']>,
): Promise<Totals> {
  const bindings = openBindings()
  const { columns, statement } = totalsStatement(table, query, group, bindings)
  const found = await connection.runAndReadAll(`${statement} limit ${query.limit}`, bindings.values)
  const rows = await readText(
    found,
    columns.map(({ type }) => type),
  )
  const count = found.currentRowCount === 0 ? 0 : Number(found.value(columns.length, 0))
  return { columns, rows, count }
}

/** The statement gives every total as text, and last the number of groups. */
export function totalsStatement(
  table: StoredTable,
  query: TableQuery,
  group: NonNullable<TableQuery['group']>,
  bindings: Bindings,
): { columns: PageColumn[]; statement: string } {
  const totals = [
    ...group.by.map((key) => groupColumn(table, key)),
    ...group.measures.map((measure) => measureColumn(table, measure, group.by)),
  ]
  const from = rowsOf(table, bindings)
  const condition = conditionOf(table, query, bindings)
  const grouped = totals.flatMap((total) => total.grouped)
  const sorted = query.sort && totals.find(({ key }) => key === query.sort?.column)
  const order = [
    ...(sorted ? [`${sorted.sorted} ${query.sort?.descending ? 'desc' : 'asc'} nulls last`] : []),
    ...grouped.map((key) => `${key} nulls last`),
  ]
  const statement = [
    `select ${totals.map(({ shown }) => shown).join(', ')}, count(*) over ()`,
    `from ${from}`,
    ...(condition === null ? [] : [`where ${condition}`]),
    ...(grouped.length === 0 ? [] : [`group by ${grouped.join(', ')}`]),
    ...(order.length === 0 ? [] : [`order by ${order.join(', ')}`]),
  ].join(' ')
  return { columns: totals.map(({ column }) => column), statement }
}

function groupColumn(table: StoredTable, key: string): TotalColumn {
  const { column: name, part } = readGroupKey(key)
  const column = columnOf(table, name)
  const quoted = quoteName(name)
  const markers = column.marker === null ? [] : [quoteName(column.marker)]
  const marked = (text: string): string =>
    markers[0] === undefined ? text : `coalesce(${text}, ${markers[0]})`
  if (part === null) {
    const shown = marked(valueText(column))
    return { column: toPageColumn(column), shown, sorted: quoted, grouped: [quoted, ...markers], key }
  }
  // Whole numbers group faster than dates, and dates faster than text.
  const [sorted, shown] = {
    year: [`year(${quoted})`, `cast(year(${quoted}) as varchar)`],
    month: [
      `year(${quoted}) * 12 + month(${quoted})`,
      monthText(`(year(${quoted}) * 12 + month(${quoted}))`),
    ],
    day: [`cast(${quoted} as date)`, `cast(cast(${quoted} as date) as varchar)`],
  }[part] as [string, string]
  return {
    column: {
      name: `${name}__${part}`,
      title: `${column.title}, by ${part}`,
      type: part === 'day' ? 'date' : 'string',
    },
    shown: marked(shown),
    sorted,
    grouped: [sorted, ...markers],
    key,
  }
}

/** `2026-03` of months counted from the year 0. */
const monthText = (months: string): string =>
  `strftime(make_date(cast((${months} - 1) // 12 as bigint), cast((${months} - 1) % 12 + 1 as bigint), 1), '%Y-%m')`

const words: Record<Measure['measure'], (title: string) => string> = {
  count: (title) => `${title}, values`,
  sum: (title) => `${title}, total`,
  mean: (title) => `${title}, mean`,
  least: (title) => `${title}, least`,
  greatest: (title) => `${title}, greatest`,
  distinct: (title) => `${title}, different values`,
}

function measureColumn(table: StoredTable, measure: Measure, by: readonly string[]): TotalColumn {
  const key = writeMeasure(measure)
  if (measure.column === null) {
    const name = by.includes('count') ? 'rows__count' : 'count'
    return {
      column: { name, title: 'Rows', type: 'integer' },
      shown: 'cast(count(*) as varchar)',
      sorted: 'count(*)',
      grouped: [],
      key,
    }
  }
  const column = columnOf(table, measure.column)
  const name = quoteName(column.name)
  const { kind, unit } = toPageColumn(column)
  const counts = measure.measure === 'count' || measure.measure === 'distinct'
  const worked = {
    count: `count(${name})`,
    sum: `sum(${name})`,
    mean: `avg(${name})`,
    least: `min(${name})`,
    greatest: `max(${name})`,
    distinct: `count(distinct ${name})`,
  }[measure.measure]
  const text = `cast(${worked} as varchar)`
  return {
    column: {
      name: `${column.name}__${measure.measure}`,
      title: words[measure.measure](column.title),
      type: counts ? 'integer' : measure.measure === 'mean' ? 'number' : column.type,
      ...(counts || kind === undefined ? {} : { kind }),
      ...(counts || unit === undefined ? {} : { unit }),
    },
    shown: column.type === 'datetime' && !counts ? momentText(worked) : text,
    sorted: worked,
    grouped: [],
    key,
  }
}
