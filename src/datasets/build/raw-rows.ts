import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { RowSink } from '../ingest/profile-table.ts'

/** Rows as they were read, each cell trimmed, as a CSV that leaves nothing to be guessed. */
export type RawRows = RowSink & {
  /** Ends the file; rejects where it could not be written whole. */
  finish(): Promise<void>
  width(): number
  rows(): number
  /** Characters */
  longestLine(): number
  bytes(): number
}

const pieceLength = 256 * 1024

/**
 * Writes rows to `path`: the row's number in the file, `1` where it is broken (cells beyond the last heading, or
 * `isBroken` says so), then a cell for each heading, empty where nothing is there.
 */
export function writeRawRows(
  path: string,
  isBroken: (row: number) => boolean,
  onRows: (rows: number) => void,
): RawRows {
  const stream = createWriteStream(path)
  let failed: Error | null = null
  stream.on('error', (error) => (failed = error))
  let text = ''
  let rows = 0
  let width = 0
  let longest = 0
  return {
    begin: (headings) => void (width = headings),
    row(cells, number) {
      const broken = hasMore(cells, width) || isBroken(number)
      let line = `${number},${broken ? 1 : 0}`
      for (let at = 0; at < width; at++) line += `,${quote(cells[at])}`
      if (line.length > longest) longest = line.length
      text += `${line}\n`
      rows += 1
    },
    settle() {
      onRows(rows)
      if (failed !== null) throw failed
      if (text.length < pieceLength) return undefined
      const free = stream.write(text)
      text = ''
      return free ? undefined : once(stream, 'drain').then(() => undefined)
    },
    async finish() {
      const closed = new Promise<void>((done) => stream.once('close', done))
      stream.end(text)
      text = ''
      if (!stream.closed) await closed
      if (failed !== null) throw failed
    },
    width: () => width,
    rows: () => rows,
    longestLine: () => longest,
    bytes: () => stream.bytesWritten,
  }
}

function quote(cell: string | undefined): string {
  if (cell === undefined || cell === '') return ''
  const text = cell.trim()
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function hasMore(cells: readonly string[], width: number): boolean {
  for (let at = width; at < cells.length; at++) if (cells[at]?.trim() !== '') return true
  return false
}
