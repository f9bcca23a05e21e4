import { readCmap, writeCmap, type CmapTable } from './cmap.ts'

/** A TrueType program (OpenType, `glyf` and `loca`). Readers throw RangeError where its tables are not as they say. */
export type TrueType = {
  tables: Map<string, Buffer>
  glyphs: Buffer[]
  /** Advance and left side bearing, as `hmtx` keeps them */
  metrics: Buffer[]
  cmaps: CmapTable[]
}

export function readTrueType(font: Buffer): TrueType | null {
  const head = font.toString('latin1', 0, 4)
  if (head !== '\0\x01\0\0' && head !== 'true') return null
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < font.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16
    const start = font.readUInt32BE(at + 8)
    tables.set(font.toString('latin1', at, at + 4), font.subarray(start, start + font.readUInt32BE(at + 12)))
  }
  const [header, most, loca, glyf] = ['head', 'maxp', 'loca', 'glyf'].map((tag) => tables.get(tag))
  const [line, sizes] = [tables.get('hhea'), tables.get('hmtx')]
  if (!header || !most || !loca || !glyf || !line || !sizes) return null
  const count = most.readUInt16BE(4)
  const long = header.readInt16BE(50) !== 0
  const offset = (index: number): number =>
    long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2
  const glyphs = Array.from({ length: count }, (_, index) => {
    const [start, end] = [offset(index), offset(index + 1)]
    return glyf.subarray(start, Math.max(start, end))
  })
  const wide = Math.max(1, line.readUInt16BE(34))
  const metrics = Array.from({ length: count }, (_, index) => {
    const advance = Math.min(index, wide - 1) * 4
    const bearing = index < wide ? advance + 2 : wide * 4 + (index - wide) * 2
    const metric = Buffer.alloc(4)
    sizes.copy(metric, 0, advance, advance + 2)
    sizes.copy(metric, 2, bearing, bearing + 2)
    return metric
  })
  const cmap = tables.get('cmap')
  return { tables, glyphs, metrics, cmaps: cmap === undefined ? [] : readCmap(cmap) }
}

/** Where a glyph names the glyphs that it is put together from. */
function componentsOf(glyph: Buffer): number[] {
  if (glyph.length < 12 || glyph.readInt16BE(0) >= 0) return []
  const places: number[] = []
  for (let at = 10; ;) {
    const flags = glyph.readUInt16BE(at)
    places.push(at + 2)
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0)
    if (!(flags & 0x20)) return places
  }
}

/** These glyphs, and those that they are put together from, in the order in which they are first named. */
export function withComponents({ glyphs }: TrueType, used: readonly number[]): number[] {
  const all = new Set(used)
  // A set is gone through with what is added meanwhile.
  for (const index of all) {
    const glyph = glyphs[index]
    if (glyph !== undefined) for (const at of componentsOf(glyph)) all.add(glyph.readUInt16BE(at))
  }
  return [...all].filter((index) => index < glyphs.length)
}

/** What shows a page needs; the rest (names, substitutions, kerning) would say once more which letters there were. */
const keptTables = ['OS/2', 'cvt ', 'fpgm', 'gasp', 'prep']

/**
 * The program with other glyphs: `order` has the old number of each new one, or null for one that is emptied. Its maps
 * from codes are written anew: `codes` by `platform encoding`, or the old ones with the new numbers.
 */
export function writeTrueType(
  font: TrueType,
  order: readonly (number | null)[],
  cmaps: readonly CmapTable[] | null = null,
): Buffer {
  const now = new Map(order.flatMap((old, index) => (old === null ? [] : [[old, index] as const])))
  const glyphs = order.map((old) => {
    const glyph = Buffer.from(old === null ? [] : (font.glyphs[old] ?? []))
    for (const at of componentsOf(glyph)) glyph.writeUInt16BE(now.get(glyph.readUInt16BE(at)) ?? 0, at)
    return Buffer.concat([glyph, Buffer.alloc((4 - (glyph.length % 4)) % 4)])
  })
  const loca = Buffer.alloc((order.length + 1) * 4)
  let end = 0
  glyphs.forEach((glyph, index) => {
    end += glyph.length
    loca.writeUInt32BE(end, (index + 1) * 4)
  })
  const copy = (tag: string): Buffer => Buffer.from(font.tables.get(tag) ?? [])
  const [head, hhea, maxp] = ['head', 'hhea', 'maxp'].map(copy)
  if (!head || !hhea || !maxp) throw new RangeError('tables')
  head.writeInt16BE(1, 50)
  // A sum over the whole font as it was would let a guess at its letters be proved.
  head.writeUInt32BE(0, 8)
  hhea.writeUInt16BE(order.length, 34)
  maxp.writeUInt16BE(order.length, 4)
  const kept = cmaps ?? font.cmaps.map((table) => renumber(table, now))
  const tables = new Map<string, Buffer>([
    ...keptTables.flatMap((tag) => (font.tables.has(tag) ? [[tag, copy(tag)] as const] : [])),
    ...(kept.length === 0 ? [] : [['cmap', writeCmap(kept)] as const]),
    ['glyf', Buffer.concat(glyphs)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', Buffer.concat(order.map((old) => (old === null ? undefined : font.metrics[old]) ?? noMetric))],
    ['loca', loca],
    ['maxp', maxp],
  ])
  const post = font.tables.get('post')
  if (post !== undefined) tables.set('post', writePost(post, order))
  return writeTables(new Map([...tables].toSorted(([a], [b]) => (a < b ? -1 : 1))))
}

const noMetric = Buffer.alloc(4)

const renumber = (
  { platform, encoding, glyphs }: CmapTable,
  now: ReadonlyMap<number, number>,
): CmapTable => ({
  platform,
  encoding,
  glyphs: new Map(
    [...glyphs].flatMap(([code, glyph]) => {
      const index = now.get(glyph)
      return index === undefined ? [] : [[code, index] as const]
    }),
  ),
})

/** Names of the glyphs that are kept (version 2.0); any other version has none that go by glyph. */
function writePost(post: Buffer, order: readonly (number | null)[]): Buffer {
  const head = Buffer.from(post.subarray(0, 32))
  if (post.length < 34 || post.readUInt32BE(0) !== 0x00020000) {
    head.writeUInt32BE(0x00030000, 0)
    return head
  }
  const count = post.readUInt16BE(32)
  const names: Buffer[] = []
  for (let at = 34 + count * 2; at < post.length; at += 1 + (post[at] ?? 0))
    names.push(post.subarray(at, at + 1 + (post[at] ?? 0)))
  const own: Buffer[] = []
  const body = Buffer.alloc(2 + order.length * 2)
  body.writeUInt16BE(order.length)
  order.forEach((old, index) => {
    const name = old === null || old >= count ? 0 : post.readUInt16BE(34 + old * 2)
    const said = name < 258 ? null : names[name - 258]
    body.writeUInt16BE(said === null ? name : said === undefined ? 0 : 257 + own.push(said), 2 + index * 2)
  })
  return Buffer.concat([head, body, ...own])
}

function writeTables(tables: ReadonlyMap<string, Buffer>): Buffer {
  const count = tables.size
  const power = 2 ** Math.floor(Math.log2(count))
  const head = Buffer.alloc(12 + count * 16)
  head.writeUInt32BE(0x00010000)
  head.writeUInt16BE(count, 4)
  head.writeUInt16BE(power * 16, 6)
  head.writeUInt16BE(Math.log2(power), 8)
  head.writeUInt16BE((count - power) * 16, 10)
  const bodies: Buffer[] = []
  let at = head.length
  let row = 12
  for (const [tag, table] of tables) {
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)])
    head.write(tag, row, 'latin1')
    head.writeUInt32BE(sumOf(padded), row + 4)
    head.writeUInt32BE(at, row + 8)
    head.writeUInt32BE(table.length, row + 12)
    bodies.push(padded)
    at += padded.length
    row += 16
  }
  return Buffer.concat([head, ...bodies])
}

function sumOf(table: Buffer): number {
  let sum = 0
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0
  return sum
}
