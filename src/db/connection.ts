import {
  Kysely,
  PostgresDialect,
  sql,
  type PostgresCursor,
  type PostgresPool,
  type PostgresQueryResult,
  type RawBuilder,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { ProblemError } from '../kernel/outcome.ts'
import { embeddedSocket, ensureEmbedded } from './embedded/start.ts'
import type { Schema } from './schema.ts'

/** What queries are given. A transaction is one too, so that a command may ask the same question on fresh rows. */
export type Reader = Kysely<Schema>
export type Writer = Transaction<Schema>
export type Kind = 'embedded' | 'server'

export type Database = {
  kind: Kind
  reader: Reader
  /** Runs work in one transaction: all of it happens or none of it does. */
  write: <T>(work: (tx: Writer) => Promise<T>) => Promise<T>
  /** How often this process has written: what was read before the last time may be out of date. */
  writes(): number
  /** For libraries that bring their own SQL: several statements in one text, and the driver's own types. */
  raw(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

export type DatabaseSettings = { databaseUrl: string | null; dataDirectory: string; poolSize?: number }

/** Days and instants travel as themselves: `date` ↔ Temporal.PlainDate, `timestamptz` ↔ Temporal.Instant. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === 1082) return (text: string) => Temporal.PlainDate.from(text)
    if (oid === 1184) return (text: string) => Temporal.Instant.from(text.replace(' ', 'T'))
    if (oid === 20) return (text: string) => Number(text)
    // pg's own declaration of this function loses the relation between format and result
    return pg.types.getTypeParser(oid, format ?? 'text') as (text: string) => unknown
  },
}

function asParameter(value: unknown): unknown {
  return value instanceof Temporal.PlainDate || value instanceof Temporal.Instant ? value.toString() : value
}

/** The pool as Kysely sees it. pg turns unknown objects into quoted JSON; a day must arrive as a day. */
function withTemporalParameters(pool: pg.Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect()
      function query<R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
      function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
      function query(text: unknown, parameters?: readonly unknown[]): unknown {
        if (typeof text !== 'string') throw new TypeError('cursors are not used here')
        return client.query(text, parameters?.map(asParameter))
      }
      return { query, release: () => client.release() }
    },
  }
}

/** Opens the database server that `databaseUrl` names, or else the embedded one in the data directory. */
export async function openDatabase(settings: DatabaseSettings): Promise<Database> {
  const embedded = settings.databaseUrl === null
  if (embedded) await ensureEmbedded(settings.dataDirectory)
  const pool = new pg.Pool({
    ...(embedded
      ? { host: embeddedSocket(settings.dataDirectory).directory, user: 'postgres', database: 'postgres' }
      : { connectionString: settings.databaseUrl ?? '' }),
    types,
    // The embedded database is one session; more connections would only queue.
    max: settings.poolSize ?? (embedded ? 4 : 10),
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: 10_000,
  })
  // An idle connection that dies must not end the process; the next query reconnects or says why.
  pool.on('error', () => {
    if (embedded) void ensureEmbedded(settings.dataDirectory).catch(() => undefined)
  })
  await firstConnection(pool, settings)
  const reader = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: withTemporalParameters(pool) }) })
  let writes = 0
  return {
    kind: embedded ? 'embedded' : 'server',
    reader,
    write: async (work) => {
      try {
        return await reader.transaction().execute(work)
      } finally {
        writes += 1
      }
    },
    writes: () => writes,
    raw: async (text, values) => {
      const config = values === undefined ? { text, types: pg.types } : { text, values, types: pg.types }
      const result: pg.QueryResult<object> | pg.QueryResult<object>[] = await pool.query(config)
      return { rows: Array.isArray(result) ? result.flatMap((each) => each.rows) : result.rows }
    },
    close: async () => {
      await reader.destroy()
      // Kysely ends a pool only where it has used it; one left open keeps its process from ending.
      if (!pool.ending) await pool.end()
    },
  }
}

async function firstConnection(pool: pg.Pool, settings: DatabaseSettings): Promise<void> {
  try {
    const client = await pool.connect()
    client.release()
  } catch (error) {
    await pool.end()
    const reason = error instanceof Error ? error.message || error.name : String(error)
    const where =
      settings.databaseUrl === null ? settings.dataDirectory : withoutPassword(settings.databaseUrl)
    throw new ProblemError('database-unreachable', `The database at ${where} cannot be reached: ${reason}.`)
  }
}

/** The address without its user and password, fit for a log. */
function withoutPassword(address: string): string {
  try {
    const url = new URL(address)
    return `${url.protocol}//${url.host}${url.pathname}`
  } catch {
    return 'DATABASE_URL (not an address)'
  }
}

/** A value for a `jsonb` column. Without this an array would be taken for a PostgreSQL array. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${JSON.stringify(value)}::jsonb`
}
