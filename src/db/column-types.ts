import type { ColumnType } from 'kysely'

/** JSON columns come back parsed and go in as text; see `json()` in connection.ts. */
export type Json<T> = ColumnType<T, unknown, unknown>
export type Day = Temporal.PlainDate
export type Moment = Temporal.Instant
