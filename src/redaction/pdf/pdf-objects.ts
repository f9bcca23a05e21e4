import { inflateSync } from 'node:zlib'
import { PdfReader, PdfSyntaxError, type PdfDict, type PdfObject, type PdfValue } from './pdf-value.ts'

/** The objects of a PDF that PDFium has just written: a plain table of places, no packed objects, no encryption. */
export type PdfObjects = {
  root: PdfDict
  /** Where each object begins */
  places: ReadonlyMap<number, number>
  /** Null where there is no such object. */
  get: (number: number) => PdfObject | null
  /** Follows references to a value. */
  resolve: (value: PdfValue | undefined) => PdfObject | null
}

export function readObjects(bytes: Uint8Array): PdfObjects {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const text = file.toString('latin1')
  const offsets = new Map<number, number>()
  const trailer = readTable(text, offsets)
  const cache = new Map<number, PdfObject | null>()
  const get = (number: number): PdfObject | null => {
    const known = cache.get(number)
    if (known !== undefined) return known
    const at = offsets.get(number)
    const object = at === undefined ? null : readObject(file, text, at, get)
    cache.set(number, object)
    return object
  }
  const resolve = (value: PdfValue | undefined): PdfObject | null => {
    let object: PdfObject | null = value === undefined ? null : { value, data: null }
    for (let hops = 0; object?.value.kind === 'ref'; hops += 1)
      object = hops > 20 ? null : get(object.value.number)
    return object
  }
  const root = resolve(trailer.get('Root'))
  if (root?.value.kind !== 'dict') throw new PdfSyntaxError('no catalogue')
  return { root: root.value.entries, places: offsets, get, resolve }
}

function readTable(text: string, offsets: Map<number, number>): PdfDict {
  const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-200))?.[1] ?? -1)
  if (!text.startsWith('xref', start)) throw new PdfSyntaxError('no table of objects')
  const section = /\s*(\d+)\s+(\d+)\s*?\r?\n/y
  section.lastIndex = start + 4
  let end = section.lastIndex
  for (let found = section.exec(text); found !== null; found = section.exec(text)) {
    const first = Number(found[1])
    const count = Number(found[2])
    for (let index = 0; index < count; index += 1) {
      const entry = text.slice(section.lastIndex + index * 20, section.lastIndex + index * 20 + 20)
      if (entry.charAt(17) === 'n') offsets.set(first + index, Number(entry.slice(0, 10)))
    }
    section.lastIndex += count * 20
    end = section.lastIndex
  }
  const reader = new PdfReader(text, text.indexOf('trailer', end - 2) + 7)
  const trailer = reader.value()
  if (trailer.kind !== 'dict') throw new PdfSyntaxError('no trailer')
  return trailer.entries
}

function readObject(
  file: Buffer,
  text: string,
  at: number,
  get: (number: number) => PdfObject | null,
): PdfObject | null {
  const head = /\s*\d+\s+\d+\s+obj/y
  head.lastIndex = at
  if (head.exec(text) === null) return null
  const reader = new PdfReader(text, head.lastIndex)
  const value = reader.value()
  reader.skipSpace()
  if (value.kind !== 'dict' || !text.startsWith('stream', reader.at)) return { value, data: null }
  let start = reader.at + 6
  if (text.charAt(start) === '\r') start += 1
  if (text.charAt(start) === '\n') start += 1
  const declared = value.entries.get('Length')
  const size = declared?.kind === 'ref' ? get(declared.number)?.value : declared
  const length = Number(size?.kind === 'raw' ? size.text : Number.NaN)
  if (!(length >= 0) || start + length > file.length) throw new PdfSyntaxError('length of a stream')
  return { value, data: file.subarray(start, start + length) }
}

const mostUnpacked = 200 * 1024 * 1024

/** The content of a stream that is not packed, or packed with deflate alone; null for any other (pictures). */
export function unpack({ value, data }: PdfObject, objects: PdfObjects): Buffer | null {
  if (value.kind !== 'dict' || data === null) return null
  const filter = objects.resolve(value.entries.get('Filter'))?.value
  const names = filter === undefined ? [] : filter.kind === 'array' ? filter.items : [filter]
  if (value.entries.has('DecodeParms') && names.length > 0) return null
  let content = data
  for (const name of names) {
    if (name.kind !== 'name' || (name.name !== 'FlateDecode' && name.name !== 'Fl')) return null
    content = inflateSync(content, { maxOutputLength: mostUnpacked, finishFlush: 2 })
  }
  return content
}
