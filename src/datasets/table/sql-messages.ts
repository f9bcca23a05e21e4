import type { TableCell } from './table-query.ts'

// What the server and the process that runs strangers' SQL say to each other.

export type SqlTask = {
  /** Each name the table may be called by, and its Parquet file */
  tables: { names: string[]; path: string }[]
  sql: string
  mostRows: number
  mostBytes: number
  milliseconds: number
}
export type SqlColumn = { name: string; type: string }
/** Why the answer is not whole. */
export type SqlCut = 'rows' | 'bytes' | null
export type SqlMessage =
  /** The question has come; what comes of it follows */
  | { kind: 'heard' }
  | { kind: 'columns'; columns: SqlColumn[] }
  | { kind: 'rows'; rows: TableCell[][] }
  | { kind: 'end'; cut: SqlCut }
  | { kind: 'refused'; message: string }
  | { kind: 'late' }

export const sqlLimits = {
  /** Of the statement itself */
  letters: 20_000,
  rows: 10_000,
  bytes: 10_000_000,
  milliseconds: 5_000,
  memory: '512MB',
  threads: 2,
} as const
