import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { knownCount, rememberCount } from './count-rows.ts'
import { conditionOf } from './filter-sql.ts'
import { columnOf, openBindings, quoteName, rowsOf, type Bindings, type StoredTable } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

/** Where a page ended. */
export type PagePlace = {
  /** The counter of its last row */
  row: number
  /** How many of the rows before and with it are sorted by the same value */
  alike: number
  /** What it is sorted by; left out where that is long, and then looked up in its row */
  value?: string | null
}
/** Rows by their counter, from 0. `end` is the place after the first `limit` of them; null where they are all there are. */
export type FoundRows = { rows: number[]; end: PagePlace | null }

/** In bytes, so that a token fits any address. */
const longestValue = 150
/** Beyond so many rows alike, they are asked for by themselves. */
const fewAlike = 500

/**
 * The rows of the page after `after`, in the query's order. Reads only the columns that are filtered and sorted by: the
 * others are fetched for the rows found, which is what makes a page quick. What the first page finds out of the count is
 * remembered on the way.
 */
export async function findRows(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  after: PagePlace | null,
): Promise<FoundRows> {
  const most = query.limit + 1
  if (query.sort === null) {
    const filtered = query.filters.length > 0 || query.search !== null
    const from = after === null ? 0 : after.row + 1
    const found = filtered
      ? await ask(connection, table, query, {
          most,
          where: () => (after === null ? null : `${table.counter} > ${after.row}`),
        })
      : countFrom(from, most, table.rows)
    return pageOf(
      found.map((row) => ({ row, value: null })),
      query.limit,
      null,
    )
  }
  const { column: name, descending } = query.sort
  const column = quoteName(columnOf(table, name).name)
  const by: Sorting = { column, direction: descending ? 'desc' : 'asc' }
  if (after === null)
    return pageOf(await askSorted(connection, table, query, { most, by }), query.limit, null)

  const last = after.value === undefined ? await valueAt(connection, table, name, after.row) : after.value
  const carried = { value: last, alike: after.alike }
  const nothing = (): string => `${column} is null`
  if (last === null) {
    const where = () => `${nothing()} and ${table.counter} > ${after.row}`
    const found = await ask(connection, table, query, { most, where })
    return pageOf(
      found.map((row) => ({ row, value: null })),
      query.limit,
      carried,
    )
  }
  const edge = (bind: Bindings['bind']): string =>
    `try_cast(${bind(last)} as ${columnOf(table, name).stored})`
  // Each question uses what the file knows of its parts; one with `or` in it would read all of them.
  const sign = descending ? '<' : '>'
  const found: Found[] = []
  if (after.alike <= fewAlike) {
    const where = ({ bind }: Bindings): string => `${column} ${sign}= ${edge(bind)}`
    const alike = await askSorted(connection, table, query, {
      most: most + after.alike,
      by,
      where,
    })
    found.push(...alike.slice(after.alike))
  } else {
    const same = ({ bind }: Bindings): string =>
      `${column} = ${edge(bind)} and ${table.counter} > ${after.row}`
    const rows = await ask(connection, table, query, { most, where: same })
    found.push(...rows.map((row) => ({ row, value: last })))
    const beyond = ({ bind }: Bindings): string => `${column} ${sign} ${edge(bind)}`
    if (found.length < most)
      found.push(
        ...(await askSorted(connection, table, query, {
          most: most - found.length,
          by,
          where: beyond,
        })),
      )
  }
  if (found.length < most) {
    const rows = await ask(connection, table, query, { most: most - found.length, where: nothing })
    found.push(...rows.map((row) => ({ row, value: null })))
  }
  return pageOf(found, query.limit, carried)
}

type Found = { row: number; value: string | null }
type Sorting = { column: string; direction: 'asc' | 'desc' }
type Where = (bindings: Bindings) => string | null

function pageOf(
  found: Found[],
  limit: number,
  carried: { value: string | null; alike: number } | null,
): FoundRows {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  if (found.length <= limit || last === undefined) return { rows: shown.map(({ row }) => row), end: null }
  const others = shown.findLastIndex(({ value }) => value !== last.value)
  const alike = shown.length - 1 - others
  const before = others === -1 && carried?.value === last.value ? carried.alike : 0
  return { rows: shown.map(({ row }) => row), end: placeOf(last, alike + before) }
}

function placeOf({ row, value }: Found, alike: number): PagePlace {
  const bytes = Buffer.byteLength(JSON.stringify(value))
  return bytes > longestValue ? { row, alike } : { row, alike, value }
}

async function ask(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  { most, where }: { most: number; where: Where },
): Promise<number[]> {
  const found = await askSorted(connection, table, query, { most, where, by: null })
  return found.map(({ row }) => row)
}

async function askSorted(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  { most, by, where }: { most: number; by: Sorting | null; where?: Where },
): Promise<Found[]> {
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const filter = conditionOf(table, query, bindings)
  const place = where?.(bindings) ?? null
  const conditions = [filter, place].filter((one) => one !== null)
  // No column of a table has two of these lines in its name.
  const list = `${table.counter} as row__n${by === null ? '' : `, ${by.column} as row__key`}`
  const rows = `select ${list} from ${from}${conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`}`
  // Without an order rows come as they lie in the file, which DuckDB promises, and it stops reading at the last wanted.
  const order = by === null ? '' : `order by row__key ${by.direction} nulls last, row__n `
  const sorted = `${order}limit ${most}`
  const counts =
    by !== null &&
    filter !== null &&
    place === null &&
    table.rows <= mostHeld &&
    knownCount(table, query) === null
  const key = by === null ? '' : ', row__key'
  // One reading both counts and finds: what matches is held meanwhile, two columns of it.
  const statement = counts
    ? `with matching as materialized (${rows}) select row__n${key}, (select count(*) from matching) from matching ${sorted}`
    : `select row__n${key} from (${rows}) ${sorted}`
  const found = await connection.runAndReadAll(statement, bindings.values)
  const width = by === null ? 1 : 2
  if (counts) rememberCount(table, query, found.currentRowCount === 0 ? 0 : Number(found.value(width, 0)))
  return Array.from({ length: found.currentRowCount }, (_, index) => ({
    row: Number(found.value(0, index)),
    value: by === null ? null : asKey(found.value(1, index)),
  }))
}

/** Above this, what matches may be more than should be held in memory: then it is counted by itself. */
const mostHeld = 3_000_000

const asKey = (value: DuckDBValue): string | null =>
  value === null || value === undefined ? null : String(value)

async function valueAt(
  connection: DuckDBConnection,
  table: StoredTable,
  column: string,
  row: number,
): Promise<string | null> {
  const bindings = openBindings()
  const statement = `select ${quoteName(columnOf(table, column).name)} from ${rowsOf(table, bindings)} where ${table.counter} = ${row}`
  const found = await connection.runAndReadAll(statement, bindings.values)
  return found.currentRowCount === 0 ? null : asKey(found.value(0, 0))
}

function countFrom(first: number, most: number, rows: number): number[] {
  return Array.from({ length: Math.max(0, Math.min(most, rows - first)) }, (_, index) => first + index)
}
