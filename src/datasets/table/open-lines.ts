import type { DuckDBConnection, DuckDBResult, DuckDBValue } from '@duckdb/node-api'
import type { TableEngine } from './engine.ts'
import { openPause } from './table-cells.ts'

/** Somebody who stops reading for so long has gone. */
const idleMilliseconds = 120_000

type Statement<About> = { statement: string; values: DuckDBValue[]; about: About }
export type Piece<About> = { about: About; texts: string[] }

/**
 * Runs a statement of one text column, and gives its rows a chunk at a time as they are asked for: first a piece without
 * rows, once the statement runs. Its place is given up when the reader leaves, or stands still for two minutes.
 */
export async function* openLines<About>(
  tables: TableEngine,
  signal: AbortSignal | undefined,
  prepare: (connection: DuckDBConnection) => Promise<Statement<About>>,
): AsyncGenerator<Piece<About>, undefined> {
  const left = new AbortController()
  const gone = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal])
  const opened = Promise.withResolvers<{ result: DuckDBResult; about: About }>()
  const done = Promise.withResolvers<undefined>()
  const running = tables.withConnection(
    async (connection) => {
      const { statement, values, about } = await prepare(connection)
      opened.resolve({ result: await connection.stream(statement, values), about })
      await done.promise
    },
    { kind: 'long', signal: gone },
  )
  running.catch((error: unknown) => opened.reject(error))
  let idle: NodeJS.Timeout | undefined
  let fetching: Promise<unknown> | null = null
  // Nobody may come back to a stream that was left standing: its place is given up at once, not when it is next read.
  const giveUp = (): void =>
    void (fetching ?? Promise.resolve()).catch(() => null).then(() => done.resolve(undefined))
  gone.addEventListener('abort', giveUp, { once: true })
  try {
    const { result, about } = await opened.promise
    yield { about, texts: [] }
    while (true) {
      gone.throwIfAborted()
      const next = result.fetchChunk()
      fetching = next
      const chunk = await next
      fetching = null
      if (chunk === null || chunk.rowCount === 0) return undefined
      idle = setTimeout(() => left.abort(), idleMilliseconds)
      idle.unref()
      yield { about, texts: chunk.getColumnValues(0).map(String) }
      clearTimeout(idle)
    }
  } finally {
    clearTimeout(idle)
    left.abort()
    await running.catch(() => undefined)
  }
}

/** The rows alone, with a turn for others in between. */
export async function* textsOf(pieces: AsyncGenerator<Piece<unknown>, undefined>): AsyncGenerator<string[]> {
  const pause = openPause()
  for await (const { texts } of pieces) {
    yield texts
    await pause()
  }
}
