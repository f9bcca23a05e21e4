import { bufferOf, type ByteSource } from '../ingest/byte-source.ts'

export type TextScan = {
  /** Line ends, those inside quoted cells included */
  lines: number
  crlf: number
  endsInLine: boolean
}

export type TextScanner = {
  push(chunk: Uint8Array): void
  /** Null where a mark or line end stands where RFC 4180 does not have it, or line ends are of two kinds. */
  end(): TextScan | null
}

const [newline, carriage, quote] = [10, 13, 34]

/**
 * Looks at every quotation mark and line end of delimited text by its bytes: text that has any amiss is to be read
 * with more care.
 */
export function textScanner(delimiter: string): TextScanner {
  const separator = delimiter.charCodeAt(0)
  let [lines, crlf, carriages] = [0, 0, 0]
  // A mark is judged by its neighbours: here the last byte of the chunk before.
  let last: number = newline
  let open = false
  let pendingClose = false
  let amiss = false

  function scanLines(text: Buffer): void {
    for (let at = text.indexOf(newline); at !== -1; at = text.indexOf(newline, at + 1)) {
      lines += 1
      if ((at === 0 ? last : text[at - 1]) === carriage) crlf += 1
    }
    for (let at = text.indexOf(carriage); at !== -1; at = text.indexOf(carriage, at + 1)) carriages += 1
  }

  /** False where a mark is amiss. */
  function scanMarks(text: Buffer): boolean {
    let at = 0
    if (pendingClose) {
      // The mark that ended the chunk before either closed its cell or is one of two.
      pendingClose = false
      if (text[0] === quote) at = 1
      else if (!ends(text[0], separator)) return false
      else open = false
    }
    for (at = text.indexOf(quote, at); at !== -1; at = text.indexOf(quote, at + 1)) {
      if (!open) {
        const before = at === 0 ? last : text[at - 1]
        if (before !== separator && before !== newline) return false
        open = true
      } else if (at + 1 === text.length) pendingClose = true
      else if (text[at + 1] === quote) at += 1
      else if (ends(text[at + 1], separator)) open = false
      else return false
    }
    return true
  }

  return {
    push(chunk) {
      if (amiss || chunk.length === 0) return
      const text = bufferOf(chunk)
      scanLines(text)
      amiss = !scanMarks(text)
      last = chunk.at(-1) ?? last
    },
    end() {
      if (amiss || (open && !pendingClose)) return null
      const even = carriages === crlf && (crlf === 0 || crlf === lines)
      return even ? { lines, crlf, endsInLine: lines > 0 && last === newline } : null
    },
  }
}

/** Scans delimited text as somebody else reads it, to read it only once. `scan` is undefined until they have, to its end. */
export function watchText(
  source: ByteSource,
  delimiter: string,
): ByteSource & { scan: () => TextScan | null | undefined } {
  let scanned: TextScan | null | undefined
  return {
    ...source,
    scan: () => scanned,
    async *chunks() {
      const scanner = scanned === undefined ? textScanner(delimiter) : null
      for await (const chunk of source.chunks()) {
        scanner?.push(chunk)
        yield chunk
      }
      if (scanner !== null) scanned = scanner.end()
    },
  }
}

export async function scanText(source: ByteSource, delimiter: string): Promise<TextScan | null> {
  const scanner = textScanner(delimiter)
  for await (const chunk of source.chunks()) scanner.push(chunk)
  return scanner.end()
}

const ends = (byte: number | undefined, separator: number): boolean =>
  byte === separator || byte === newline || byte === carriage
