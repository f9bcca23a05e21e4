/** A map from codes to glyphs, for one platform and encoding (OpenType `cmap`). */
export type CmapTable = { platform: number; encoding: number; glyphs: Map<number, number> }

/** More than there are letters; a damaged or hostile map may say so again and again. */
const mostCodes = 0x110000

/** Formats 0, 4, 6 and 12; others are left out, and with them what only they can say. */
export function readCmap(cmap: Buffer): CmapTable[] {
  return Array.from({ length: cmap.readUInt16BE(2) }, (_, index) => {
    const at = 4 + index * 8
    return {
      platform: cmap.readUInt16BE(at),
      encoding: cmap.readUInt16BE(at + 2),
      glyphs: readTable(cmap.subarray(cmap.readUInt32BE(at + 4))),
    }
  }).filter(({ glyphs }) => glyphs.size > 0)
}

function readTable(table: Buffer): Map<number, number> {
  const found = new Map<number, number>()
  let left = mostCodes
  const add = (code: number, glyph: number): void => {
    left -= 1
    if (left < 0) throw new RangeError('codes')
    if (glyph !== 0) found.set(code, glyph)
  }
  const format = table.readUInt16BE(0)
  if (format === 0) for (let code = 0; code < 256; code += 1) add(code, table.readUInt8(6 + code))
  else if (format === 6) {
    const first = table.readUInt16BE(6)
    for (let index = 0; index < table.readUInt16BE(8); index += 1)
      add(first + index, table.readUInt16BE(10 + index * 2))
  } else if (format === 4) {
    const twice = table.readUInt16BE(6)
    for (let at = 14; at < 14 + twice; at += 2) {
      const last = table.readUInt16BE(at)
      const first = table.readUInt16BE(at + twice + 2)
      const delta = table.readUInt16BE(at + twice * 2 + 2)
      const place = at + twice * 3 + 2
      const range = table.readUInt16BE(place)
      for (let code = first; code <= last && code < 0xffff; code += 1) {
        const glyph = range === 0 ? code : table.readUInt16BE(place + range + (code - first) * 2)
        add(code, range !== 0 && glyph === 0 ? 0 : (glyph + delta) & 0xffff)
      }
    }
  } else if (format === 12) {
    for (let index = 0; index < table.readUInt32BE(12); index += 1) {
      const at = 16 + index * 12
      const [first, last, glyph] = [0, 4, 8].map((more) => table.readUInt32BE(at + more))
      for (let code = first ?? 0; code <= Math.min(last ?? 0, mostCodes); code += 1)
        add(code, (glyph ?? 0) + code - (first ?? 0))
    }
  }
  return found
}

/** Format 4 for codes of two bytes, 12 where there are larger ones, 6 for Macintosh’s. */
export function writeCmap(tables: readonly CmapTable[]): Buffer {
  const head = Buffer.alloc(4 + tables.length * 8)
  head.writeUInt16BE(tables.length, 2)
  const bodies: Buffer[] = []
  let at = head.length
  tables.forEach(({ platform, encoding, glyphs }, index) => {
    const sorted = [...glyphs].toSorted(([a], [b]) => a - b)
    const largest = sorted.at(-1)?.[0] ?? 0
    const body =
      largest > 0xffff ? writeLong(sorted) : platform === 1 ? writeTrimmed(sorted) : writeShort(sorted)
    head.writeUInt16BE(platform, 4 + index * 8)
    head.writeUInt16BE(encoding, 6 + index * 8)
    head.writeUInt32BE(at, 8 + index * 8)
    bodies.push(body)
    at += body.length
  })
  return Buffer.concat([head, ...bodies])
}

type Row = readonly [code: number, glyph: number]

const words = (values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, index * 2))
  return bytes
}

function writeTrimmed(rows: readonly Row[]): Buffer {
  const first = rows[0]?.[0] ?? 0
  const glyphs = Array.from({ length: (rows.at(-1)?.[0] ?? 0) - first + 1 }, () => 0)
  for (const [code, glyph] of rows) glyphs[code - first] = glyph
  return words([6, 10 + glyphs.length * 2, 0, first, glyphs.length, ...glyphs])
}

function runsOf(rows: readonly Row[]): { first: number; last: number; glyph: number }[] {
  const runs: { first: number; last: number; glyph: number }[] = []
  for (const [code, glyph] of rows) {
    const run = runs.at(-1)
    if (run !== undefined && run.last === code - 1 && glyph - run.glyph === code - run.first) run.last = code
    else runs.push({ first: code, last: code, glyph })
  }
  return runs
}

function writeShort(rows: readonly Row[]): Buffer {
  const runs = [...runsOf(rows.filter(([code]) => code < 0xffff)), { first: 0xffff, last: 0xffff, glyph: 0 }]
  const count = runs.length
  const power = 2 ** Math.floor(Math.log2(count))
  return words([
    4,
    16 + count * 8,
    0,
    count * 2,
    power * 2,
    Math.log2(power),
    (count - power) * 2,
    ...runs.map(({ last }) => last),
    0,
    ...runs.map(({ first }) => first),
    ...runs.map(({ first, glyph }) => (first === 0xffff ? 1 : glyph - first)),
    ...runs.map(() => 0),
  ])
}

function writeLong(rows: readonly Row[]): Buffer {
  const runs = runsOf(rows)
  const table = Buffer.alloc(16 + runs.length * 12)
  table.writeUInt16BE(12)
  table.writeUInt32BE(table.length, 4)
  table.writeUInt32BE(runs.length, 12)
  runs.forEach(({ first, last, glyph }, index) => {
    table.writeUInt32BE(first, 16 + index * 12)
    table.writeUInt32BE(last, 20 + index * 12)
    table.writeUInt32BE(glyph, 24 + index * 12)
  })
  return table
}
