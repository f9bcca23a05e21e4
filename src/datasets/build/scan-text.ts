import { closeSync, openSync, readSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

export type TextScan = {
  /** Line ends, those inside quoted cells included */
  lines: number
  crlf: number
  endsInLine: boolean
}

const chunkBytes = 1024 * 1024
const [newline, carriage, quote] = [10, 13, 34]

/**
 * Looks at every quotation mark and line end of delimited text on disk, by its bytes. Null where any stands where
 * RFC 4180 does not have it, or line ends are of two kinds: such text has to be read with more care.
 */
export async function scanText(path: string, delimiter: string): Promise<TextScan | null> {
  const separator = delimiter.charCodeAt(0)
  const scan: TextScan = { lines: 0, crlf: 0, endsInLine: false }
  const file = openSync(path, 'r')
  // Two bytes of the chunk before stand in front of each: a mark is judged by its neighbours.
  const buffer = Buffer.alloc(chunkBytes + 2)
  buffer.fill(newline, 0, 2)
  let carriages = 0
  let open = false
  let pendingClose = false
  try {
    for (;;) {
      const read = readSync(file, buffer, 2, chunkBytes, null)
      if (read === 0) break
      const end = read + 2
      const text = buffer.subarray(0, end)
      for (let at = text.indexOf(newline, 2); at !== -1; at = text.indexOf(newline, at + 1)) {
        scan.lines += 1
        if (text[at - 1] === carriage) scan.crlf += 1
      }
      for (let at = text.indexOf(carriage, 2); at !== -1; at = text.indexOf(carriage, at + 1)) carriages += 1
      let at = 2
      if (pendingClose) {
        // The mark that ended the chunk before either closed its cell or is one of two.
        pendingClose = false
        if (text[2] === quote) at = 3
        else if (!ends(text[2], separator)) return null
        else open = false
      }
      for (at = text.indexOf(quote, at); at !== -1 && at < end; at = text.indexOf(quote, at + 1)) {
        if (!open) {
          const before = text[at - 1]
          if (before !== separator && before !== newline) return null
          open = true
        } else if (at + 1 === end) pendingClose = true
        else if (text[at + 1] === quote) at += 1
        else if (ends(text[at + 1], separator)) open = false
        else return null
      }
      buffer[0] = text[end - 2] ?? 0
      buffer[1] = text[end - 1] ?? 0
      scan.endsInLine = buffer[1] === newline
      await setImmediate()
    }
  } finally {
    closeSync(file)
  }
  if (open && !pendingClose) return null
  return carriages === scan.crlf && (scan.crlf === 0 || scan.crlf === scan.lines) ? scan : null
}

const ends = (byte: number | undefined, separator: number): boolean =>
  byte === separator || byte === newline || byte === carriage
