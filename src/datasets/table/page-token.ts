import { createHash } from 'node:crypto'
import { ProblemError } from '../../kernel/outcome.ts'
import { decodeCursor, encodeCursor } from '../../kernel/pagination.ts'
import type { PagePlace } from './find-rows.ts'
import type { StoredTable } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

/**
 * A `next` token: which rows it counts through, the last row given, and what that was sorted by.
 */
export function writeToken(table: StoredTable, query: TableQuery, { row, alike, value }: PagePlace): string {
  return encodeCursor([
    table.sha256.slice(0, 12),
    orderOf(query),
    row,
    alike,
    ...(value === undefined ? [] : [value]),
  ])
}

/** Where the page before ended; null for the first page. Throws ProblemError `bad-request` for a token of anything else. */
export function readToken(table: StoredTable, query: TableQuery): PagePlace | null {
  if (query.next === null) return null
  const token = decodeCursor(query.next)
  const [version, order, row, alike, value] = Array.isArray(token) ? (token as unknown[]) : []
  if (
    typeof version !== 'string' ||
    typeof order !== 'string' ||
    typeof row !== 'number' ||
    typeof alike !== 'number'
  )
    throw madeUp()
  if (version !== table.sha256.slice(0, 12))
    throw wrongToken(
      '`next` belongs to another version of this table. Leave it out to begin again, or ask that version.',
    )
  if (order !== orderOf(query))
    throw wrongToken(
      '`next` belongs to other filters or another order. Leave it out to begin again, or ask with those.',
    )
  const whole = Number.isInteger(row) && Number.isInteger(alike)
  if (!whole || row < 0 || row >= table.rows || alike < 0 || alike > table.rows) throw madeUp()
  if (value === undefined) return { row, alike }
  if (value !== null && typeof value !== 'string') throw madeUp()
  return { row, alike, value }
}

function madeUp(): ProblemError {
  return wrongToken('`next` is not one that this table gave. Leave it out to begin again.')
}

function wrongToken(message: string): ProblemError {
  return new ProblemError('bad-request', message, [
    { field: 'next', message: 'This must be the `next` of the page before, with the same filters and sort' },
  ])
}

function orderOf({ filters, search, sort }: TableQuery): string {
  return createHash('sha256')
    .update(JSON.stringify([filterKey({ filters, search }), sort]))
    .digest('base64url')
    .slice(0, 8)
}

/** The same for the same rows, in whatever order the filters were given. */
export function filterKey({ filters, search }: Pick<TableQuery, 'filters' | 'search'>): string {
  return JSON.stringify([
    filters.map(({ column, operator, value }) => JSON.stringify([column, operator, value])).toSorted(),
    search,
  ])
}
