import type { DuckDBResult } from '@duckdb/node-api'
import { exportSource } from './export-columns.ts'
import { csvLine, jsonLine, sheetRow } from './export-lines.ts'
import type { ExportOptions } from './export-table.ts'
import type { TableServices } from './query-table.ts'
import { openBindings, openStoredTable, type TableVersion } from './stored-table.ts'
import { openPause } from './table-cells.ts'
import type { PageColumn, TableQuery } from './table-query.ts'
import { writeWorkbook } from './write-workbook.ts'

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'parquet' | 'xlsx'

/** Somebody who stops reading for so long has gone. */
const idleMilliseconds = 120_000

/** The file piece by piece. Ends the statement when the reader leaves. */
export async function* writeExport(
  services: TableServices,
  version: TableVersion,
  query: TableQuery,
  { format, bom = false, spreadsheetSafe = false, signal }: ExportOptions,
): AsyncGenerator<Uint8Array> {
  const lines = openLines(services, version, query, signal, (columns) =>
    format === 'csv'
      ? csvLine(columns, spreadsheetSafe)
      : format === 'xlsx'
        ? sheetRow(columns)
        : jsonLine(columns),
  )
  try {
    const { value: first } = await lines.next()
    const columns = first?.columns ?? []
    const texts = textsOf(lines)
    if (format === 'xlsx') yield* writeWorkbook(columns, texts)
    else if (format === 'csv')
      yield* writeLines(
        texts,
        `${bom ? '\ufeff' : ''}${columns.map(({ name }) => name).join(',')}\r\n`,
        '\r\n',
      )
    else if (format === 'ndjson') yield* writeLines(texts, '', '\n')
    else yield* writeArray(texts, columns)
  } finally {
    await lines.return(undefined)
  }
}

type Piece = { columns: PageColumn[]; texts: string[] }

/** First the columns, then the rows' texts a chunk at a time, as they are asked for. */
async function* openLines(
  services: TableServices,
  version: TableVersion,
  query: TableQuery,
  signal: AbortSignal | undefined,
  lineOf: (columns: ReturnType<typeof exportSource>['columns']) => string,
): AsyncGenerator<Piece, undefined> {
  const left = new AbortController()
  const gone = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal])
  const opened = Promise.withResolvers<{ result: DuckDBResult; columns: PageColumn[] }>()
  const done = Promise.withResolvers<undefined>()
  const running = services.tables.withConnection(
    async (connection) => {
      const table = await openStoredTable(services, connection, version)
      const bindings = openBindings()
      const { columns, from, order } = exportSource(table, query, bindings)
      const statement = `select ${lineOf(columns)} from ${from}${order === null ? '' : ` order by ${order}`}`
      const result = await connection.stream(statement, bindings.values)
      opened.resolve({ result, columns: columns.map(({ column }) => column) })
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
    const { result, columns } = await opened.promise
    yield { columns, texts: [] }
    while (true) {
      gone.throwIfAborted()
      const next = result.fetchChunk()
      fetching = next
      const chunk = await next
      fetching = null
      if (chunk === null || chunk.rowCount === 0) return undefined
      idle = setTimeout(() => left.abort(), idleMilliseconds)
      idle.unref()
      yield { columns, texts: chunk.getColumnValues(0).map(String) }
      clearTimeout(idle)
    }
  } finally {
    clearTimeout(idle)
    left.abort()
    await running.catch(() => undefined)
  }
}

async function* textsOf(pieces: AsyncGenerator<Piece, undefined>): AsyncGenerator<string[]> {
  const pause = openPause()
  for await (const { texts } of pieces) {
    yield texts
    await pause()
  }
}

async function* writeLines(
  texts: AsyncIterable<string[]>,
  before: string,
  end: string,
): AsyncGenerator<Uint8Array> {
  if (before !== '') yield Buffer.from(before)
  for await (const lines of texts) if (lines.length > 0) yield Buffer.from(`${lines.join(end)}${end}`)
}

async function* writeArray(
  texts: AsyncIterable<string[]>,
  columns: PageColumn[],
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`{"columns":${JSON.stringify(columns)},"rows":[`)
  let first = true
  for await (const lines of texts) {
    if (lines.length === 0) continue
    yield Buffer.from(`${first ? '\n' : ',\n'}${lines.join(',\n')}`)
    first = false
  }
  yield Buffer.from('\n]}\n')
}
