import { rm } from 'node:fs/promises'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ContractColumn } from '../dataset.ts'
import { fileSource, type ByteSource } from '../ingest/byte-source.ts'
import { examineFile, type Examined } from '../ingest/check-file.ts'
import type { CsvNotes } from '../ingest/csv-reader.ts'
import { expectedColumns } from '../ingest/match-headings.ts'
import { openDuck, type Duck } from './duck.ts'
import type { ImportOptions, OnProgress } from './job.ts'
import { loadRaw } from './load-raw.ts'
import { startLoading, type StartedText } from './load-text.ts'
import { profileDistinct } from './profile-distinct.ts'
import { writeRawRows, type RawRows } from './raw-rows.ts'
import type { RawTable } from './raw-table.ts'

/** Larger tables are worked on in a file instead of in memory. Bytes. */
const mostInMemory = 256 * 1024 * 1024

/** Where one import is worked on: its database and what lies beside it. */
export type Desk = {
  path(name: string): string
  /** Opened at the first call, for a table of about so many bytes. */
  duck(bytes: number): Promise<Duck>
  /** Work that must have ended before the desk is cleared. */
  during(work: Promise<unknown> | undefined): void
  clear(): Promise<void>
}

/** Below it there is nothing to gain by loading a table whole; above it its distinct values may not fit in memory. Bytes. */
const smallest = 256 * 1024
const largest = 768 * 1024 * 1024

const [rawFile, entryFile, databaseFile, spillDirectory] = ['raw.csv', 'entry', 'work.duckdb', 'spill']

export function openDesk(directory: string): Desk {
  let opened: Promise<Duck> | null = null
  let running: Promise<unknown> = Promise.resolve()
  const path = (name: string): string => join(directory, name)
  return {
    path,
    duck: (bytes) =>
      (opened ??= openDuck(bytes > mostInMemory ? path(databaseFile) : null, path(spillDirectory))),
    during(work) {
      running = Promise.allSettled([running, work])
    },
    async clear() {
      await running
      const duck = await opened?.catch(() => null)
      duck?.close()
      for (const left of [rawFile, entryFile, databaseFile, `${databaseFile}.wal`, spillDirectory])
        await rm(path(left), { recursive: true, force: true })
    },
  }
}

/** Checks a file and makes its rows ready. `raw` is null where it holds no table. */
export async function readTable(
  desk: Desk,
  source: ByteSource,
  contract: readonly ContractColumn[],
  options: ImportOptions,
  onProgress: OnProgress,
): Promise<{ examined: Examined; raw: (() => Promise<RawTable>) | null }> {
  const made: { raw: RawTable | null; writer: RawRows | null; early: StartedText | null } = {
    raw: null,
    writer: null,
    early: null,
  }
  const begin = async (file: ByteSource): Promise<ByteSource> => {
    const { path, size } = file
    if (path === undefined || options.exact === true || size < smallest || size > largest) return file
    made.early = await startLoading(await desk.duck(size), file, path)
    desk.during(made.early?.rows)
    return made.early?.source ?? file
  }
  const examined = await examineFile(
    await begin(source),
    {
      ...(options.sheet === undefined ? {} : { sheet: options.sheet }),
      ...(options.dates === undefined ? {} : { dates: options.dates }),
      expected: expectedColumns(contract, options),
      ...(options.exact === undefined ? {} : { exact: options.exact }),
    },
    {
      async unpack(entry) {
        return begin(await unpackTo(desk.path(entryFile), entry))
      },
      async profile(table, expected) {
        if (options.exact === true || table.text === undefined || table.text.size > largest) return null
        const duck = await desk.duck(table.text.size)
        const found = await profileDistinct(duck, table, made.early, options.dates, expected, (rows, total) =>
          onProgress('checking', rows, total),
        )
        made.raw = found?.raw ?? null
        return found?.profile ?? null
      },
      sink({ csvNotes }) {
        made.writer = writeRawRows(desk.path(rawFile), isBroken(csvNotes), (rows) =>
          onProgress('checking', rows, 0),
        )
        return made.writer
      },
    },
  )
  const { raw, writer } = made
  await writer?.finish()
  if (examined.table === null) return { examined, raw: null }
  if (raw !== null) return { examined, raw: async () => raw }
  if (writer === null) return { examined, raw: null }
  return { examined, raw: async () => loadRaw(await desk.duck(writer.bytes()), desk.path(rawFile), writer) }
}

/** Rows with a quotation mark that was never closed were read as they stand, and are not to be trusted. */
function isBroken(notes: CsvNotes | undefined): (row: number) => boolean {
  const unclosed = new Set<number>()
  return (row) => {
    if (notes === undefined || notes.unclosedQuotes === 0) return false
    for (const one of notes.unclosedQuoteRows.slice(unclosed.size)) unclosed.add(one)
    return unclosed.has(row)
  }
}

/** What a zip holds is read several times: unpacked once, it is read from disk. */
async function unpackTo(path: string, entry: ByteSource): Promise<ByteSource> {
  await pipeline(entry.chunks(), createWriteStream(path, { highWaterMark: 1024 * 1024 }))
  return { ...(await fileSource(path)), name: entry.name }
}
