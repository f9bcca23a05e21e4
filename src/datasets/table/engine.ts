import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { ProblemError } from '../../kernel/outcome.ts'
import { Turns } from '../../kernel/turns.ts'

/**
 * Where tables are worked on. Opened once by the installation, started at first use, closed with it.
 *
 * In Parquet each column of a version has its own type; a column with `markers` is followed by a text column
 * `<name>__marker` that says `REDACTED`, `[c]` … where the value is null for that reason. The canonical CSV writes the
 * marker in the value's place. Rows keep the order of the file; a row's number counts from 1.
 */
export type TableEngine = {
  /** A directory on the same file system as the file store, for what is being made. */
  workDirectory: string
  /** The instance our own statements run in; never a stranger's. */
  instance(): Promise<DuckDBInstance>
  /**
   * Lends a connection, in turn. Past its time, or when `signal` says so, what runs on it is interrupted. Throws
   * ProblemError `query-too-slow`, and `unavailable` where too many wait already.
   */
  withConnection<T>(work: (connection: DuckDBConnection) => Promise<T>, options?: Turn): Promise<T>
  /** Called when the engine closes: for what was started beside it. */
  onClose(close: () => void): void
  close(): Promise<void>
}
export type Turn = {
  /** `page`: somebody waits for it. `long`: a whole file; few at once, and no time limit but its own. */
  kind?: 'page' | 'long'
  milliseconds?: number
  signal?: AbortSignal | undefined
}

/** How long one page's statements may take together. */
const pageMilliseconds = 10_000
/**
 * Each running statement holds a thread that files are read with too, so few pages run at once. A download holds one only
 * while its next rows are made.
 */
const atOnce = { page: { most: 2, mostWaiting: 200 }, long: { most: 8, mostWaiting: 20 } } as const

export function openTableEngine(dataDirectory: string): TableEngine {
  const workDirectory = join(dataDirectory, 'work')
  let opened: Promise<DuckDBInstance> | null = null
  const idle: DuckDBConnection[] = []
  const closers: (() => void)[] = []
  const turns = { page: new Turns(atOnce.page), long: new Turns(atOnce.long) }
  const instance = (): Promise<DuckDBInstance> => (opened ??= openInstance(join(workDirectory, 'spill')))
  return {
    workDirectory,
    instance,
    async withConnection(work, { kind = 'page', milliseconds, signal } = {}) {
      const leave = await turns[kind].enter(signal)
      try {
        const pooled = kind === 'page' ? idle.pop() : undefined
        const connection = pooled ?? (await (await instance()).connect())
        const limit = milliseconds ?? (kind === 'page' ? pageMilliseconds : null)
        try {
          return await runWithin(connection, work, limit, signal)
        } finally {
          // What a download left half read goes with its connection.
          if (kind === 'long' || opened === null) connection.closeSync()
          else idle.push(connection)
        }
      } finally {
        leave()
      }
    },
    onClose(close) {
      closers.push(close)
    },
    async close() {
      for (const close of closers.splice(0)) close()
      const closing = await opened
      opened = null
      for (const connection of idle.splice(0)) connection.closeSync()
      closing?.closeSync()
    },
  }
}

async function openInstance(spillDirectory: string): Promise<DuckDBInstance> {
  mkdirSync(spillDirectory, { recursive: true })
  // Loaded at first use: most commands and tests never ask a table.
  const duckdb = await import('@duckdb/node-api')
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    memory_limit: '1GiB',
    threads: '2',
    temp_directory: spillDirectory,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  // Versions never change, so what a file says of itself is read once.
  await connection.run('set parquet_metadata_cache = true')
  connection.closeSync()
  return instance
}

async function runWithin<T>(
  connection: DuckDBConnection,
  work: (connection: DuckDBConnection) => Promise<T>,
  milliseconds: number | null,
  signal: AbortSignal | undefined,
): Promise<T> {
  let late = false
  const interrupt = (): void => connection.interrupt()
  // An interrupt between two statements is lost on the engine, so it is repeated until the work has stopped.
  let repeat: NodeJS.Timeout | undefined
  const stop = (): void => {
    interrupt()
    repeat ??= setInterval(interrupt, 20)
  }
  const timer =
    milliseconds === null
      ? undefined
      : setTimeout(() => {
          late = true
          stop()
        }, milliseconds)
  signal?.addEventListener('abort', stop)
  try {
    signal?.throwIfAborted()
    return await work(connection)
  } catch (error) {
    if (late) throw tooSlow(milliseconds ?? 0)
    throw error
  } finally {
    clearTimeout(timer)
    clearInterval(repeat)
    signal?.removeEventListener('abort', stop)
  }
}

function tooSlow(milliseconds: number): ProblemError {
  return new ProblemError(
    'query-too-slow',
    `The answer was not ready after ${milliseconds / 1000} seconds. Ask for less: add a filter, or take the whole file.`,
  )
}
