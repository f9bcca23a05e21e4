import { decodeText } from '../../documents/index.ts'
import { cellPlaces, plainText, type CellAddress, type Story } from './story.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** A table in text: its rows, columns, delimiter and line ends stay; cells that are not marked keep their very spelling. */
export function readDelimited(bytes: Uint8Array): Story {
  const { text } = decodeText(bytes)
  const delimiter = sniff(text)
  const pieces: string[] = []
  const cells: CellAddress[] = []
  /** By piece: how it was written, and what follows it */
  const written: { raw: string; after: string }[] = []
  let row = 1
  let column = 1
  for (let at = 0; at <= text.length;) {
    const { raw, value, end } = readCell(text, at, delimiter)
    const after = text.startsWith('\r\n', end) ? '\r\n' : text.charAt(end)
    pieces.push(value)
    cells.push({ sheet: 1, row, column })
    written.push({ raw, after })
    if (after === '') break
    at = end + after.length
    if (after === delimiter) column += 1
    else {
      row += 1
      column = 1
    }
  }
  return {
    pieces,
    leftOut: {},
    ...cellPlaces(pieces, cells),
    write: async (redacted) =>
      new TextEncoder().encode(
        redacted
          .map((segments, index) => {
            const { raw = '', after = '' } = written[index] ?? {}
            const cell = segments.some((each) => each.redacted) ? quote(plainText(segments), delimiter) : raw
            return cell + after
          })
          .join(''),
      ),
  }
}

function readCell(
  text: string,
  start: number,
  delimiter: string,
): { raw: string; value: string; end: number } {
  if (text.charAt(start) === '"') {
    let at = start + 1
    for (;;) {
      const quoteAt = text.indexOf('"', at)
      if (quoteAt === -1) break
      if (text.charAt(quoteAt + 1) === '"') {
        at = quoteAt + 2
        continue
      }
      const end = endOfCell(text, quoteAt + 1, delimiter)
      const value = text.slice(start + 1, quoteAt).replaceAll('""', '"') + text.slice(quoteAt + 1, end)
      return { raw: text.slice(start, end), value, end }
    }
  }
  const end = endOfCell(text, start, delimiter)
  return { raw: text.slice(start, end), value: text.slice(start, end), end }
}

function endOfCell(text: string, start: number, delimiter: string): number {
  let at = start
  while (at < text.length) {
    const letter = text.charAt(at)
    if (letter === delimiter || letter === '\n' || letter === '\r') break
    at += 1
  }
  return at
}

const quote = (value: string, delimiter: string): string =>
  value.includes(delimiter) || /["\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** The delimiter that the first line has most of. */
function sniff(text: string): string {
  const line = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = delimiters.map((each) => line.split(each).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}
