import { decodeText } from '../../documents/index.ts'
import { lastUpTo } from '../last-up-to.ts'
import { plainText, type Story } from './story.ts'

const delimiters = [',', ';', '\t', '|'] as const

/** What follows a cell; the delimiter itself stands first. */
const ends = ['\n', '\r\n', '\r', '']

/**
 * A table in text: its rows, columns, delimiter and line ends stay; cells that are not marked keep their very spelling.
 * A table has millions of cells, so what is kept of each is a few bytes.
 */
export function readDelimited(bytes: Uint8Array): Story {
  const { text } = decodeText(bytes)
  const delimiter = sniff(text)
  const after = [delimiter, ...ends]
  const pieces: string[] = []
  /** Of cells that are written otherwise than they read: in quotation marks */
  const spelt = new Map<number, string>()
  /** By row, its first piece; by piece, what follows it */
  const rows: number[] = [0]
  const follows: number[] = []
  for (let at = 0; at <= text.length;) {
    const { raw, value, end } = readCell(text, at, delimiter)
    const next = text.startsWith('\r\n', end) ? '\r\n' : text.charAt(end)
    if (raw !== value) spelt.set(pieces.length, raw)
    pieces.push(value)
    follows.push(after.indexOf(next))
    if (next === '') break
    at = end + next.length
    if (next !== delimiter) rows.push(pieces.length)
  }
  return {
    pieces,
    leftOut: {},
    sparse: true,
    placeOf(piece, start, end) {
      const row = lastUpTo(rows, piece)
      return { kind: 'cell', sheet: 1, row: row + 1, column: piece - (rows[row] ?? 0) + 1, start, end }
    },
    find(place) {
      if (place.kind === 'text') return { piece: place.piece, start: place.start, end: place.end }
      const first = place.kind === 'cell' && place.sheet === 1 ? rows[place.row - 1] : undefined
      if (place.kind !== 'cell' || first === undefined) return null
      const piece = first + place.column - 1
      if (place.column < 1 || piece >= (rows[place.row] ?? pieces.length)) return null
      return { piece, start: place.start ?? 0, end: place.end ?? pieces[piece]?.length ?? 0 }
    },
    async write(redacted) {
      const out: string[] = []
      for (let index = 0; index < pieces.length; index += 1) {
        const segments = redacted[index]
        const cell =
          segments === undefined
            ? (spelt.get(index) ?? pieces[index] ?? '')
            : quote(plainText(segments), delimiter)
        out.push(cell, after[follows[index] ?? -1] ?? '')
      }
      return new TextEncoder().encode(out.join(''))
    },
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
