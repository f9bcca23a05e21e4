import type { DuckDBConnection } from '@duckdb/node-api'
import { ProblemError, success, type Outcome } from '../../kernel/outcome.ts'
import { decodeCursor, encodeCursor } from '../../kernel/pagination.ts'
import { differenceFile, type ComparedVersion, type DifferenceFile } from './difference-file.ts'
import { fetchRows } from './fetch-rows.ts'
import { toPageColumn } from './page-column.ts'
import type { TableServices } from './query-table.ts'
import { openStoredTable, type StoredTable } from './stored-table.ts'
import { mostRows, usualRows, type PageColumn, type TableCell } from './table-query.ts'

export const differenceKinds = ['added', 'removed', 'changed'] as const
export type DifferenceKind = (typeof differenceKinds)[number]

export type DifferenceRow = {
  kind: DifferenceKind
  /** In the order of `columns`; null for a row, or a column, that the version does not have */
  before: TableCell[] | null
  after: TableCell[] | null
  /** The row's number in each version, from 1 */
  beforeRow: number | null
  afterRow: number | null
  /** Of a changed row: the columns both versions have whose cells differ */
  changed: string[]
}
export type DifferencePage = {
  /** How rows were matched; null: by the whole row, and then none is `changed` */
  key: string[] | null
  /** Those of the version after, then those only the version before has */
  columns: (PageColumn & { only: 'before' | 'after' | null })[]
  counts: Record<DifferenceKind | 'same', number>
  rows: DifferenceRow[]
  next: string | null
}
export type DifferenceQuery = { kind?: DifferenceKind | undefined; limit?: number; next?: string | null }

/** What changed from one version to another, row by row. Refuses with `bad-request` for another's `next`. */
export async function readDifference(
  services: TableServices,
  before: ComparedVersion,
  after: ComparedVersion,
  { kind, limit = usualRows, next = null }: DifferenceQuery = {},
): Promise<Outcome<DifferencePage>> {
  try {
    const file = await differenceFile(services, before, after)
    return success(
      await services.tables.withConnection(async (connection) => {
        const old = await openStoredTable(services, connection, before)
        const now = await openStoredTable(services, connection, after)
        const most = Math.min(Math.max(1, limit), mostRows)
        return readPage(connection, file, old, now, kind ?? null, most, next)
      }),
    )
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { ok: false, problem: error.problem, detail: error.message, fields: error.fields }
  }
}

/** The columns of both, those of the version after first. */
export function bothColumns(before: StoredTable, after: StoredTable): DifferencePage['columns'] {
  return [
    ...after.columns.map((column) => ({
      ...toPageColumn(column),
      only: before.byName.has(column.name) ? null : ('after' as const),
    })),
    ...before.columns
      .filter(({ name }) => !after.byName.has(name))
      .map((column) => ({ ...toPageColumn(column), only: 'before' as const })),
  ]
}

async function readPage(
  connection: DuckDBConnection,
  { path, key }: DifferenceFile,
  before: StoredTable,
  after: StoredTable,
  kind: DifferenceKind | null,
  limit: number,
  next: string | null,
): Promise<DifferencePage> {
  const versions = `${before.sha256.slice(0, 10)}${after.sha256.slice(0, 10)}${kind ?? ''}`
  const last = readToken(next, versions)
  const counts = { added: 0, removed: 0, changed: 0, same: 0 }
  const counted = await connection.runAndReadAll(
    'select kind, count(*) from read_parquet($1) group by kind',
    [path],
  )
  for (const [name, count] of counted.getRows()) {
    const counting = differenceKinds.find((known) => known === name)
    if (counting !== undefined) counts[counting] = Number(count)
  }
  counts.same = after.rows - counts.added - counts.changed
  const found = await connection.runAndReadAll(
    `select kind, before, after, file_row_number from read_parquet($1)
     where file_row_number > $2${kind === null ? '' : ' and kind = $3'} order by file_row_number limit ${limit + 1}`,
    kind === null ? [path, last] : [path, last, kind],
  )
  const all = found.getRows().map(([name, old, now, place]) => ({
    kind: differenceKinds.find((known) => known === name) ?? 'changed',
    old: old === null || old === undefined ? null : Number(old),
    now: now === null || now === undefined ? null : Number(now),
    place: Number(place),
  }))
  const shown = all.slice(0, limit)
  const columns = bothColumns(before, after)
  const cellsOf = async (table: StoredTable, rows: number[]): Promise<Map<number, TableCell[]>> => {
    const own = columns.map(({ name }) => table.byName.get(name))
    const present = own.filter((column) => column !== undefined)
    const cells = await fetchRows(connection, table, present, rows)
    const spread = cells.map((row) => {
      const values = row.values()
      return own.map((column) => (column === undefined ? null : (values.next().value ?? null)))
    })
    return new Map(rows.map((row, index) => [row, spread[index] ?? []]))
  }
  const oldCells = await cellsOf(
    before,
    shown.flatMap(({ old }) => (old === null ? [] : [old])),
  )
  const nowCells = await cellsOf(
    after,
    shown.flatMap(({ now }) => (now === null ? [] : [now])),
  )
  const rows = shown.map((row): DifferenceRow => {
    const old = row.old === null ? null : (oldCells.get(row.old) ?? null)
    const now = row.now === null ? null : (nowCells.get(row.now) ?? null)
    const changed = columns.filter(({ only }, index) => only === null && old?.[index] !== now?.[index])
    return {
      kind: row.kind,
      before: old,
      after: now,
      beforeRow: row.old === null ? null : row.old + 1,
      afterRow: row.now === null ? null : row.now + 1,
      changed: row.kind === 'changed' ? changed.map(({ name }) => name) : [],
    }
  })
  const end = shown.at(-1)
  return {
    key,
    columns,
    counts,
    rows,
    next: all.length > limit && end !== undefined ? encodeCursor([versions, end.place]) : null,
  }
}

function readToken(next: string | null, versions: string): number {
  if (next === null || next === '') return -1
  const token = decodeCursor(next)
  const [of, place] = Array.isArray(token) ? (token as unknown[]) : []
  if (of === versions && typeof place === 'number' && Number.isInteger(place) && place >= 0) return place
  throw new ProblemError(
    'bad-request',
    '`next` is not one that this comparison gave. Leave it out to begin again.',
    [{ field: 'next', message: 'This must be the `next` of the page before, of the same versions and kind' }],
  )
}
