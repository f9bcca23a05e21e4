import { readZipDirectory, readZipEntry } from '../../documents/index.ts'
import { readCompound } from './compound-streams.ts'
import { inflate, unpackFilters } from './pdf-filters.ts'
import { unpackRichText } from './packed-rich-text.ts'

const mostInflated = 512 * 1024 * 1024
const mostOfOne = 128 * 1024 * 1024
const deepest = 4

/** Letters and digits alone, in lower case and without accents: what a reader takes for the same is the same. */
export const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/**
 * A piece of raw data as letters, in every way a file may spell them: plain, UTF-16 either way round, literal and
 * hexadecimal strings of a PDF (letter by letter in a `TJ` array too), with octal, percent, quoted-printable, entity,
 * JSON or RTF escapes, and broken by tags or control words.
 */
export function spellings(content: Buffer): string[] {
  const plain = content.toString('latin1')
  const views = [
    content.toString('utf8'),
    content.subarray(0, content.length & ~1).toString('utf16le'),
    content.subarray(1, 1 + ((content.length - 1) & ~1)).toString('utf16le'),
    // Every second byte of UTF-16, whichever way round it is, is zero for Latin letters.
    plain.replaceAll('\0', ''),
    [...plain.matchAll(/\(((?:\\.|[^\\()])*)\)/gs)].map(([, text]) => unescape(text ?? '')).join(''),
    [...plain.matchAll(/<([0-9A-Fa-f\s]{2,})>/g)].map(([, hex]) => fromHex(hex ?? '')).join(''),
    ...escapes.flatMap(({ marked, read }) => (marked.test(plain) ? [read(plain)] : [])),
  ]
  return [...new Set(views.map(fold))].filter((view) => view !== '')
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8')
const char = (point: number): string => (point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '')
const byte = (_: string, hex: string): string => String.fromCharCode(Number.parseInt(hex, 16))

/** Ways to write one letter as several, each read only where its mark stands. */
const escapes: readonly { marked: RegExp; read: (plain: string) => string }[] = [
  {
    marked: /=(?:[0-9A-Fa-f]{2}|\r?\n)/,
    read: (plain) => utf8(plain.replaceAll(/=[ \t]*\r?\n/g, '').replaceAll(/=([0-9A-Fa-f]{2})/g, byte)),
  },
  { marked: /%[0-9A-Fa-f]{2}/, read: (plain) => utf8(plain.replaceAll(/%([0-9A-Fa-f]{2})/g, byte)) },
  {
    marked: /&(?:amp;)*#x?[0-9A-Fa-f]{1,6};?/,
    read: (plain) =>
      utf8(plain)
        .replaceAll('&amp;', '&')
        .replaceAll(/&#x([0-9A-Fa-f]{1,6});?/g, (_, hex: string) => char(Number.parseInt(hex, 16)))
        .replaceAll(/&#(\d{1,7});?/g, (_, digits: string) => char(Number(digits))),
  },
  {
    marked: /\\[ux][0-9A-Fa-f]{2}/,
    read: (plain) =>
      plain
        .replaceAll(/\\u([0-9A-Fa-f]{4})/g, (_, hex: string) => char(Number.parseInt(hex, 16)))
        .replaceAll(/\\x([0-9A-Fa-f]{2})/g, byte),
  },
  {
    marked: /\{\\rtf/,
    read: (plain) =>
      plain
        .replaceAll(/\\'([0-9A-Fa-f]{2})/g, byte)
        .replaceAll(/\\u(-?\d{1,6}) ?\??/g, (_, digits: string) => char(Number(digits) & 0xffff))
        .replaceAll(/\\[a-z]+-?\d* ?|[{}\r\n]/g, ''),
  },
  // Words broken by tags: `Qui<b>llon</b>`.
  { marked: /<\/\w/, read: (plain) => utf8(plain.replaceAll(/<[^<>]{0,2000}>/g, '')) },
]

/** The escapes of a literal string (ISO 32000-2 §7.3.4.2). */
function unescape(text: string): string {
  return text
    .replaceAll(/\\([0-7]{1,3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)))
    .replaceAll(/\\(?:\r\n|[\r\n])/g, '')
    .replaceAll(/\\(.)/gs, '$1')
    .replaceAll('\0', '')
}

const fromHex = (hex: string): string =>
  Buffer.from(hex.replaceAll(/\s/g, ''), 'hex').toString('latin1').replaceAll('\0', '')

export type RawStream = { at: number; content: Buffer }

/**
 * What is packed in a file, by the byte where it begins: deflated streams of a PDF, streams of a compound file, runs of
 * base64 and of hexadecimal digits, and what is packed in those in turn, packages included.
 */
export function streams(file: Buffer): Generator<RawStream> {
  return packed(file, 0, { left: mostInflated })
}

function* packed(file: Buffer, depth: number, budget: { left: number }): Generator<RawStream> {
  if (depth > deepest) return
  const compound = readCompound(file)
  if (compound !== null) {
    for (const entry of compound) {
      const bytes = entry.storage ? null : entry.bytes()
      if (bytes === null) continue
      const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
      // In a compound file a stream lies in pieces, so its place in the file says nothing.
      yield* withInner({ at: 0, content }, depth, budget)
      const rich = unpackRichText(bytes)
      if (rich !== null) yield* withInner({ at: 0, content: rich }, depth, budget)
    }
    return
  }
  if (file.length > 8 && file.toString('latin1', 0, 1024).includes('%PDF-')) {
    yield* pdfStreams(file, budget)
    return
  }
  if (depth > 0 && file.toString('latin1', 0, 4) === 'PK\x03\x04') yield* zipMembers(file, depth, budget)
  const text = file.toString('latin1')
  // Bytes below the tab stand in no text.
  if (file.subarray(0, 2000).some((each) => each < 9)) return
  // Lines of a mail attachment, or one long run in a page or a drawing.
  for (const found of text.matchAll(
    /(?:[A-Za-z0-9+/]{40,}\r?\n)+[A-Za-z0-9+/]*={0,2}|[A-Za-z0-9+/]{24,}={0,2}/g,
  ))
    yield* withInner({ at: found.index, content: Buffer.from(found[0], 'base64') }, depth, budget)
  for (const found of text.matchAll(/(?:[0-9A-Fa-f]{2}\s{0,2}){12,}/g))
    yield* withInner(
      { at: found.index, content: Buffer.from(found[0].replaceAll(/\s/g, ''), 'hex') },
      depth,
      budget,
    )
}

function* withInner(stream: RawStream, depth: number, budget: { left: number }): Generator<RawStream> {
  budget.left -= stream.content.length
  if (budget.left < 0) return
  yield stream
  for (const { content } of packed(stream.content, depth + 1, budget)) yield { at: stream.at, content }
}

function* zipMembers(file: Buffer, depth: number, budget: { left: number }): Generator<RawStream> {
  for (const entry of readZipDirectory(file) ?? []) {
    const bytes = readZipEntry(file, entry, Math.max(0, Math.min(mostOfOne, budget.left)))
    if (bytes !== null)
      yield* withInner(
        { at: entry.offset, content: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) },
        depth,
        budget,
      )
  }
}

/** Streams between `stream` and `endstream`, unpacked. */
function* pdfStreams(file: Buffer, budget: { left: number }): Generator<RawStream> {
  for (let at = file.indexOf('stream'); at !== -1; at = file.indexOf('stream', at + 6)) {
    if (file.toString('latin1', at - 3, at) === 'end') continue
    let start = at + 6
    if (file[start] === 0x0d) start += 1
    if (file[start] === 0x0a) start += 1
    const end = file.indexOf('endstream', start)
    const data = file.subarray(start, end === -1 ? file.length : end)
    const unpacked = unpackFilters(dictionaryBefore(file, at), data)
    // Where its filters are named in another object, or wrongly.
    const content = unpacked === null || unpacked === data ? inflate(data) : unpacked
    if (content === null) continue
    budget.left -= content.length
    if (budget.left < 0) return
    yield { at, content }
  }
}

/** The words of an object before its stream, back to where the object begins. */
function dictionaryBefore(file: Buffer, at: number): string {
  const text = file.toString('latin1', Math.max(0, at - 4000), at)
  return text.slice(text.lastIndexOf(' obj') + 1)
}
