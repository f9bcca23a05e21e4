/** What a reader of delimited text met on the way. Rows count from 1. */
export type CsvNotes = {
  crlf: number
  lf: number
  cr: number
  strayQuotes: number
  strayQuoteRows: number[]
  unclosedQuotes: number
  unclosedQuoteRows: number[]
}

export type CsvReader = {
  /** The rows that are complete with this piece of text. */
  push(text: string): string[][]
  /** The rows left when there is no more. */
  end(): string[][]
  notes: CsvNotes
}

type QuotedRow = {
  cells: string[]
  next: number
  strays: number
  /** A cell runs over lines and has a quotation mark inside: the mark of one that was not closed. */
  doubtful: boolean
  /** The text at hand ends here; the row may go on. */
  cut: boolean
}

/** A quoted cell longer than this is a quotation mark that was never closed. Characters. */
const longestCell = 32 * 1024 * 1024
/** No row is longer than this. Characters. */
const longestRow = 64 * 1024 * 1024

/** Thrown where a row does not end within all measure: the whole file is one line, or is no table at all. */
export class LongRowError extends Error {}

const mostNotes = 20
/** All of them, within reason: each is a row that may have to be left out. */
const mostUnclosed = 10_000

/**
 * Reads delimited text (RFC 4180) in pieces and goes on where it is broken: a quotation mark inside a cell is text,
 * and one that is never closed costs its own row, not the rest of the file. Our own, because a publisher must be told
 * in which row that was.
 */
export function csvReader(delimiter: string, lineEnd: '\n' | '\r' = '\n'): CsvReader {
  const notes: CsvNotes = {
    crlf: 0,
    lf: 0,
    cr: 0,
    strayQuotes: 0,
    strayQuoteRows: [],
    unclosedQuotes: 0,
    unclosedQuoteRows: [],
  }
  let buffer = ''
  let row = 0
  let width = 0
  // Up to here it is known that no quoted cell closes on another line.
  let oneLineUntil = 0

  function take(final: boolean): string[][] {
    const rows: string[][] = []
    let at = 0
    let quote = buffer.indexOf('"')
    while (at < buffer.length) {
      const found = buffer.indexOf(lineEnd, at)
      if (found === -1 && !final) break
      const stop = found === -1 ? buffer.length : found
      if (quote !== -1 && quote < at) quote = buffer.indexOf('"', at)
      if (quote === -1 || quote >= stop) {
        rows.push(plainRow(at, stop))
        at = stop + 1
        continue
      }
      const read = readQuoted(at, at < oneLineUntil ? stop : buffer.length)
      if (read === null) {
        if (at >= oneLineUntil) {
          if (!final && buffer.length - at < longestCell) break
          oneLineUntil = buffer.length
        }
        rows.push(unclosedRow(at, stop))
        at = stop + 1
        continue
      }
      if (read.cut && !final) break
      if (read.doubtful && cellsOf(at, stop).length === width) {
        rows.push(unclosedRow(at, stop))
        at = stop + 1
        continue
      }
      row += 1
      width = read.cells.length
      rows.push(read.cells)
      if (read.strays > 0) {
        notes.strayQuotes += read.strays
        if (notes.strayQuoteRows.length < mostNotes) notes.strayQuoteRows.push(row)
      }
      countLineEnd(read.next - 1)
      at = read.next
    }
    buffer = at >= buffer.length ? '' : buffer.slice(at)
    oneLineUntil = Math.max(0, oneLineUntil - at)
    if (buffer.length > longestRow) throw new LongRowError('a row does not end')
    return rows
  }

  function plainRow(at: number, stop: number): string[] {
    row += 1
    countLineEnd(stop)
    const cells = cellsOf(at, stop)
    if (cells.length > 1) width = cells.length
    return cells
  }

  function unclosedRow(at: number, stop: number): string[] {
    notes.unclosedQuotes += 1
    if (notes.unclosedQuoteRows.length < mostUnclosed) notes.unclosedQuoteRows.push(row + 1)
    return plainRow(at, stop)
  }

  function cellsOf(at: number, stop: number): string[] {
    const end = lineEnd === '\n' && stop > at && buffer[stop - 1] === '\r' ? stop - 1 : stop
    return end === at ? [] : buffer.slice(at, end).split(delimiter)
  }

  function countLineEnd(at: number): void {
    if (buffer[at] !== lineEnd) return
    if (lineEnd === '\r') notes.cr += 1
    else if (buffer[at - 1] === '\r') notes.crlf += 1
    else notes.lf += 1
  }

  /** Null where a quoted cell is not closed before `limit`. */
  function readQuoted(from: number, limit: number): QuotedRow | null {
    const cells: string[] = []
    let strays = 0
    let doubtful = false
    let at = from
    for (;;) {
      if (buffer[at] === '"') {
        const close = findClose(at, limit)
        if (close === null) return null
        const cell = buffer.slice(at + 1, close.at)
        cells.push(close.doubled ? cell.replaceAll('""', '"') : cell)
        strays += close.strays
        doubtful ||= close.strays > 0 && cell.includes(lineEnd)
        at = close.at + 1
        while (buffer[at] === ' ') at += 1
      } else {
        const end = endOfPlainCell(at)
        const cell = buffer.slice(at, end)
        if (cell.includes('"')) strays += 1
        cells.push(cell)
        at = end
      }
      if (at < buffer.length && buffer[at] === delimiter) {
        at += 1
        continue
      }
      if (buffer[at] === '\r' && lineEnd === '\n') at += 1
      const cut = at >= buffer.length
      return { cells, next: cut ? buffer.length : at + 1, strays, doubtful, cut }
    }
  }

  /** The mark that closes the one at `open`: what stands after it ends a cell, spaces aside. */
  function findClose(open: number, limit: number): { at: number; doubled: boolean; strays: number } | null {
    let doubled = false
    let strays = 0
    for (let at = buffer.indexOf('"', open + 1); at !== -1 && at < limit; at = buffer.indexOf('"', at + 1)) {
      if (buffer[at + 1] === '"') {
        doubled = true
        at += 1
        continue
      }
      let after = at + 1
      while (buffer[after] === ' ') after += 1
      const next = buffer[after]
      if (next === undefined || next === delimiter || next === '\n' || next === '\r')
        return { at, doubled, strays }
      strays += 1
    }
    return null
  }

  function endOfPlainCell(at: number): number {
    const next = buffer.indexOf(delimiter, at)
    const line = buffer.indexOf(lineEnd, at)
    const stop = line === -1 ? buffer.length : line
    if (next !== -1 && next < stop) return next
    return lineEnd === '\n' && stop > at && buffer[stop - 1] === '\r' ? stop - 1 : stop
  }

  return {
    push(text) {
      buffer = buffer === '' ? text : buffer + text
      return take(false)
    },
    end: () => take(true),
    notes,
  }
}
