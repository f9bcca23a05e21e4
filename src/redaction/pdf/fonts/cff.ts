import { emptyPiece, piecesCalled } from './cff-pieces.ts'
import { standardNames } from './glyph-names.ts'

/**
 * A Compact Font Format program (Adobe TN 5176), read for its glyphs: `ids` is the charset (CIDs where `byCid`, else
 * numbers of names), `select` the font dictionary of each glyph. Readers throw RangeError where it is not as it says.
 */
export type Cff = {
  bytes: Buffer
  byCid: boolean
  glyphs: Buffer[]
  ids: number[]
  /** Codes that the program itself gives its glyphs */
  codes: Map<number, number>
  /** Names of glyphs; empty where `byCid` */
  names: string[]
  places: {
    shapes: Index
    names: Index
    strings: Index
    charset: Place | null
    select: (Place & { values: number[] }) | null
    encoding: Place | null
    /** Pieces that all glyphs share, and those of each font dictionary */
    shared: Index
    own: (Index | null)[]
  }
}
type Place = { start: number; end: number }
type Index = Place & { items: Buffer[]; data: number; width: number }

/** Null for what is no such program, or one whose glyphs stand in a way that is not known here. */
export function readCff(bytes: Buffer): Cff | null {
  if (bytes[0] !== 1 || bytes.length < 8) return null
  const names = readIndex(bytes, bytes.readUInt8(2))
  const dicts = readIndex(bytes, names.end)
  const strings = readIndex(bytes, dicts.end)
  const dict = readDict(dicts.items[0] ?? Buffer.alloc(0))
  const one = (operator: string): number => dict.get(operator)?.at(-1) ?? 0
  // Type 1 shapes inside (12 6) are another language.
  if (one('17') === 0 || dicts.items.length !== 1 || (dict.get('12 6')?.[0] ?? 2) !== 2) return null
  const shapes = readIndex(bytes, one('17'))
  const count = shapes.items.length
  const byCid = dict.has('12 30')
  const charset = one('15') > 2 ? readCharset(bytes, one('15'), count) : null
  const ids = charset?.ids ?? Array.from({ length: count }, (_, index) => index)
  // Expert sets are of small capitals and fractions: no letters of names.
  if (charset === null && !byCid && one('15') > 0) return null
  const select = byCid && dict.has('12 37') ? readSelect(bytes, one('12 37'), count) : null
  const encoding = !byCid && one('16') > 1 ? readEncoding(bytes, one('16')) : null
  if (encoding?.supplement === true || (!byCid && one('16') === 1)) return null
  const said = strings.items.map((item) => item.toString('latin1'))
  const nameOf = (id: number): string => standardNames[id] ?? said[id - 391] ?? ''
  const shared = readIndex(bytes, strings.end)
  const fonts = byCid ? readIndex(bytes, one('12 36')).items.map(readDict) : [dict]
  const own = fonts.map((each) => readPieces(bytes, each.get('18')))
  return {
    bytes,
    byCid,
    glyphs: shapes.items,
    ids,
    codes: encoding?.codes ?? new Map(),
    names: byCid ? [] : ids.map(nameOf),
    places: { names, shapes, strings, charset, select, encoding, shared, own },
  }
}

/**
 * The program with other glyphs, in the same place, so that nothing else moves: `order` has the old number of each new
 * one, or null for one that is emptied. `ids` is the charset they get. Null where they do not fit.
 */
export function writeCff(
  font: Cff,
  order: readonly (number | null)[],
  ids: readonly number[],
  tag: string,
): Buffer | null {
  const { shapes, charset, select, encoding, strings } = font.places
  const bytes = Buffer.from(font.bytes)
  const fill = (place: Place, content: Buffer | null): boolean => {
    if (content === null || content.length > place.end - place.start) return false
    bytes.fill(0, place.start, place.end)
    content.copy(bytes, place.start)
    return true
  }
  const empty = Buffer.from([14])
  const glyphs = order.map((old) => (old === null ? empty : (font.glyphs[old] ?? empty)))
  if (!fill(shapes, writeIndex(glyphs, shapes.width))) return null
  const same = ids.every((id, index) => id === font.ids[index])
  if (charset !== null && !fill(charset, writeCharset(ids, charset.end - charset.start))) return null
  if (charset === null && !same) return null
  if (select !== null) {
    const { values } = select
    const kept = order.map((old) => values[old ?? 0] ?? 0)
    if (!fill(select, writeSelect(kept, select.end - select.start))) return null
  }
  if (encoding !== null) {
    const now = new Map(order.flatMap((old, index) => (old === null ? [] : [[old, index] as const])))
    const codes = new Map(
      [...font.codes].flatMap(([code, glyph]) =>
        now.has(glyph) ? [[now.get(glyph) ?? 0, code] as const] : [],
      ),
    )
    if (!fill(encoding, writeEncoding(codes, encoding.end - encoding.start))) return null
  }
  emptyPieces(font, bytes, order)
  const [title] = font.places.names.items
  if (title !== undefined && /^[A-Z]{6}\+/.test(title.toString('latin1')))
    bytes.write(tag, title.byteOffset - font.bytes.byteOffset, 'latin1')
  if (!font.byCid) {
    // Names of letters that are gone; the strings before them (notices, the family) stay.
    const keptIds = new Set(ids.filter((_, index) => order[index] !== null))
    const goneIds = font.ids.filter((id) => id >= 391 && !keptIds.has(id))
    for (const id of goneIds) {
      const item = strings.items[id - 391]
      if (item !== undefined)
        bytes.fill(
          'x',
          item.byteOffset - font.bytes.byteOffset,
          item.byteOffset - font.bytes.byteOffset + item.length,
        )
    }
  }
  return bytes
}

/** `Private` says where a dictionary is and how long, and that how far from it pieces stand. */
function readPieces(font: Buffer, [size = 0, start = 0]: readonly number[] = []): Index | null {
  const [from] = readDict(font.subarray(start, start + size)).get('19') ?? []
  return from === undefined ? null : readIndex(font, start + from)
}

/** Pieces of shapes that no glyph calls any more. */
function emptyPieces(
  { bytes: old, glyphs, places }: Cff,
  bytes: Buffer,
  order: readonly (number | null)[],
): void {
  const { shared, own, select } = places
  const called = piecesCalled(
    order.flatMap((glyph) => {
      const shape = glyph === null ? undefined : glyphs[glyph]
      const among = own[select?.values[glyph ?? 0] ?? 0]?.items ?? []
      return shape === undefined ? [] : [{ shape, pieces: { shared: shared.items, own: among } }]
    }),
  )
  if (called === null) return
  for (const piece of [shared, ...own].flatMap((index) => index?.items ?? []))
    if (!called.has(piece)) emptyPiece(piece.length).copy(bytes, piece.byteOffset - old.byteOffset)
}

function readIndex(font: Buffer, at: number): Index {
  const count = font.readUInt16BE(at)
  if (count === 0) return { items: [], start: at, end: at + 2, data: at + 2, width: 1 }
  const width = font.readUInt8(at + 2)
  if (width < 1 || width > 4) throw new RangeError('no index')
  const offset = (index: number): number => font.readUIntBE(at + 3 + index * width, width)
  const data = at + 2 + (count + 1) * width
  const items = Array.from({ length: count }, (_, index) =>
    font.subarray(data + offset(index), data + offset(index + 1)),
  )
  return { items, start: at, end: data + offset(count), data, width }
}

function writeIndex(items: readonly Buffer[], width: number): Buffer {
  const head = Buffer.alloc(3 + (items.length + 1) * width)
  head.writeUInt16BE(items.length)
  head.writeUInt8(width, 2)
  let at = 1
  items.forEach((item, index) => {
    head.writeUIntBE(at, 3 + index * width, width)
    at += item.length
  })
  head.writeUIntBE(at, 3 + items.length * width, width)
  return Buffer.concat([head, ...items])
}

/** Operators with their numbers; those of two bytes as `12 30`. */
function readDict(dict: Buffer): Map<string, number[]> {
  const found = new Map<string, number[]>()
  let numbers: number[] = []
  for (let at = 0; at < dict.length;) {
    const byte = dict.readUInt8(at)
    at += 1
    if (byte <= 21) {
      found.set(byte === 12 ? `12 ${dict.readUInt8(at)}` : String(byte), numbers)
      numbers = []
      if (byte === 12) at += 1
    } else if (byte === 28) {
      numbers.push(dict.readInt16BE(at))
      at += 2
    } else if (byte === 29) {
      numbers.push(dict.readInt32BE(at))
      at += 4
    } else if (byte === 30) {
      // A fraction: no offset is one.
      while ((dict.readUInt8(at) & 15) !== 15) at += 1
      at += 1
      numbers.push(0)
    } else if (byte <= 246) numbers.push(byte - 139)
    else {
      const next = dict.readUInt8(at)
      numbers.push(byte <= 250 ? (byte - 247) * 256 + next + 108 : -(byte - 251) * 256 - next - 108)
      at += 1
    }
  }
  return found
}

function readCharset(font: Buffer, start: number, count: number): Place & { ids: number[] } {
  const format = font.readUInt8(start)
  if (format > 2) throw new RangeError('charset')
  const ids = [0]
  let at = start + 1
  while (ids.length < count) {
    const first = font.readUInt16BE(at)
    const more = format === 0 ? 0 : format === 1 ? font.readUInt8(at + 2) : font.readUInt16BE(at + 2)
    at += 2 + format
    for (let id = first; id <= first + more && ids.length < count; id += 1) ids.push(id)
  }
  return { start, end: at, ids }
}

function writeCharset(ids: readonly number[], room: number): Buffer | null {
  const ranges: { first: number; more: number }[] = []
  for (const id of ids.slice(1)) {
    const range = ranges.at(-1)
    if (range !== undefined && range.first + range.more + 1 === id && range.more < 255) range.more += 1
    else ranges.push({ first: id, more: 0 })
  }
  const each = Buffer.alloc(1 + (ids.length - 1) * 2)
  ids.slice(1).forEach((id, index) => each.writeUInt16BE(id, 1 + index * 2))
  const inRanges = Buffer.alloc(1 + ranges.length * 3, 1)
  ranges.forEach(({ first, more }, index) => {
    inRanges.writeUInt16BE(first, 1 + index * 3)
    inRanges.writeUInt8(more, 3 + index * 3)
  })
  return [inRanges, each].find(({ length }) => length <= room) ?? null
}

function readSelect(font: Buffer, start: number, count: number): Place & { values: number[] } {
  if (font.readUInt8(start) === 0)
    return { start, end: start + 1 + count, values: [...font.subarray(start + 1, start + 1 + count)] }
  if (font.readUInt8(start) !== 3) throw new RangeError('select')
  const ranges = font.readUInt16BE(start + 1)
  const values: number[] = []
  for (let index = 0; index < ranges; index += 1) {
    const at = start + 3 + index * 3
    const end = Math.min(font.readUInt16BE(at + 3), count)
    for (let glyph = Math.max(values.length, font.readUInt16BE(at)); glyph < end; glyph += 1)
      values[glyph] = font.readUInt8(at + 2)
  }
  return { start, end: start + 5 + ranges * 3, values }
}

function writeSelect(values: readonly number[], room: number): Buffer | null {
  const ranges = values.flatMap((value, index) =>
    value === values[index - 1] ? [] : [[index, value] as const],
  )
  const inRanges = Buffer.alloc(5 + ranges.length * 3, 3)
  inRanges.writeUInt16BE(ranges.length, 1)
  ranges.forEach(([first, value], index) => {
    inRanges.writeUInt16BE(first, 3 + index * 3)
    inRanges.writeUInt8(value, 5 + index * 3)
  })
  inRanges.writeUInt16BE(values.length, 3 + ranges.length * 3)
  return [inRanges, Buffer.from([0, ...values])].find(({ length }) => length <= room) ?? null
}

function readEncoding(
  font: Buffer,
  start: number,
): Place & { codes: Map<number, number>; supplement: boolean } {
  const format = font.readUInt8(start)
  const count = font.readUInt8(start + 1)
  const codes = new Map<number, number>()
  let glyph = 1
  for (let index = 0; index < count; index += 1)
    if ((format & 0x7f) === 0) codes.set(font.readUInt8(start + 2 + index), glyph++)
    else {
      const at = start + 2 + index * 2
      for (let more = 0; more <= font.readUInt8(at + 1); more += 1)
        codes.set(font.readUInt8(at) + more, glyph++)
    }
  const end = start + 2 + count * ((format & 0x7f) === 0 ? 1 : 2)
  return { start, end, codes, supplement: (format & 0x80) !== 0 }
}

/** Codes by glyph, for every glyph from 1 without a gap; those that have none get 0, which no page shows. */
function writeEncoding(codes: ReadonlyMap<number, number>, room: number): Buffer | null {
  const last = Math.max(0, ...codes.keys())
  const row = Array.from({ length: last }, (_, index) => codes.get(index + 1) ?? 0)
  const ranges: number[] = []
  for (const code of row) {
    const [first = -2, more = 0] = ranges.slice(-2)
    if (code !== 0 && ranges.length > 0 && first + more + 1 === code) ranges[ranges.length - 1] = more + 1
    else ranges.push(code, 0)
  }
  if (row.length > 255) return null
  return (
    [Buffer.from([0, row.length, ...row]), Buffer.from([1, ranges.length / 2, ...ranges])].find(
      ({ length }) => length <= room,
    ) ?? null
  )
}
