/**
 * A Type 1 program (Adobe Type 1 Font Format): the part that can be read, and its glyphs from the part that is encrypted.
 * `codes` are those that the program itself gives its glyphs.
 */
export type Type1 = {
  head: string
  /** The encrypted part before its glyphs and after them, and how an entry names the bytes that follow */
  before: string
  after: string
  names: string[]
  glyphs: Buffer[]
  entries: string[]
  codes: Map<number, number>
}

const fileKey = 55665
const mostBytes = 8 * 1024 * 1024

/** Null where the program is none of these, or written in a way that is not known here. */
export function readType1(font: Buffer): Type1 | null {
  if (font.toString('latin1', 0, 2) !== '%!' || font.length > mostBytes) return null
  const mark = font.indexOf('eexec')
  if (mark === -1) return null
  let start = mark + 5
  while ([0x20, 0x09, 0x0a, 0x0d].includes(font[start] ?? -1)) start += 1
  const packed = font.subarray(start)
  const isHex = /^[0-9A-Fa-f\s]{8}/.test(packed.toString('latin1', 0, 8))
  const plain = decrypt(
    isHex ? Buffer.from(packed.toString('latin1').replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex') : packed,
  ).toString('latin1', 4)
  const close = plain.indexOf('closefile')
  const list = /\/CharStrings\s+(\d+)\s+dict\s+dup\s+begin\s*/.exec(plain)
  if (close === -1 || list === null) return null
  const names: string[] = []
  const glyphs: Buffer[] = []
  const entries: string[] = []
  let at = list.index + list[0].length
  for (;;) {
    const entry = /\/([^\s/{}[\]()<>]+)\s+(\d+)\s+\S+ /y
    entry.lastIndex = at
    const found = entry.exec(plain)
    if (found === null) break
    const data = entry.lastIndex
    const end = data + Number(found[2])
    const done = /\s*(?:ND|\|-|noaccess\s+def|def)\s*/y
    done.lastIndex = end
    if (done.exec(plain) === null) return null
    names.push(found[1] ?? '')
    glyphs.push(Buffer.from(plain.slice(data, end), 'latin1'))
    entries.push(plain.slice(at + 1 + (found[1] ?? '').length, done.lastIndex).trimEnd())
    at = done.lastIndex
  }
  if (names.length === 0 || names.length > Number(list[1]) || !/^end\b/.test(plain.slice(at))) return null
  // First as in other programs; an entry without a text is not written.
  const nothing = names.indexOf('.notdef')
  for (const [list, none] of [
    [names, '.notdef'],
    [entries, ''],
  ] as const)
    list.unshift(...(nothing === -1 ? [none] : list.splice(nothing, 1)))
  glyphs.unshift(...(nothing === -1 ? [Buffer.alloc(0)] : glyphs.splice(nothing, 1)))
  const head = font.toString('latin1', 0, mark)
  const codes = new Map(
    [...head.matchAll(own)].flatMap(([, code, name = '']) => {
      const glyph = names.indexOf(name)
      return glyph === -1 ? [] : [[Number(code), glyph] as const]
    }),
  )
  return {
    head,
    before: plain.slice(0, list.index),
    after: plain.slice(at, close),
    names,
    glyphs,
    entries,
    codes,
  }
}

const own = /\bdup\s+(\d+)\s*\/([^\s/{}[\]()<>]+)\s+put\s*/g

/**
 * The program with these glyphs alone, by their names: `names` has the new name of each that is kept. They stand in the
 * order of their names, and codes that the program gives go with those that are gone (`codes` are those that stay).
 */
export function writeType1(
  font: Type1,
  names: ReadonlyMap<number, string>,
  codes: ReadonlySet<number>,
  tag: string,
): { bytes: Buffer; lengths: [number, number] } {
  const kept = [...names].toSorted(([, a], [, b]) => (a < b ? -1 : a > b ? 1 : 0))
  const rows = kept.flatMap(([glyph, name]) => {
    const entry = font.entries[glyph] ?? ''
    return entry === '' ? [] : [`/${name}${entry}`]
  })
  const plain = `0000${font.before}/CharStrings ${rows.length} dict dup begin\n${rows.join('\n')}\n${font.after}closefile\n`
  const head = font.head.replaceAll(own, (_, code: string) => {
    const glyph = font.codes.get(Number(code))
    const name = glyph === undefined ? undefined : names.get(glyph)
    return name === undefined || !codes.has(Number(code)) ? '' : `dup ${code} /${name} put\n`
  })
  const start = Buffer.from(`${head.replaceAll(/\b[A-Z]{6}\+/g, tag)}eexec\n`, 'latin1')
  const body = encrypt(Buffer.from(plain, 'latin1'))
  return { bytes: Buffer.concat([start, body]), lengths: [start.length, body.length] }
}

function decrypt(bytes: Buffer): Buffer {
  const plain = Buffer.alloc(bytes.length)
  let key = fileKey
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    plain[at] = byte ^ (key >> 8)
    key = ((byte + key) * 52845 + 22719) & 0xffff
  }
  return plain
}

/** §7.1; a first byte that is no digit of a hexadecimal number says that the bytes are as they are. */
function encrypt(plain: Buffer): Buffer {
  const bytes = Buffer.alloc(plain.length)
  let key = fileKey
  for (let at = 0; at < plain.length; at += 1) {
    const byte = (plain[at] ?? 0) ^ (key >> 8)
    bytes[at] = byte
    key = ((byte + key) * 52845 + 22719) & 0xffff
  }
  return bytes
}
