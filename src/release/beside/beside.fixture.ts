/** An EMF of records, each its number and what follows its size. */
export function emf(...records: [type: number, body: Buffer][]): Buffer {
  const header = Buffer.alloc(80)
  header.write(' EMF', 32, 'latin1')
  return Buffer.concat(
    [[1, header] as const, ...records, [14, Buffer.alloc(12)] as const].map(([type, body]) => {
      const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)])
      const head = Buffer.alloc(8)
      head.writeUInt32LE(type)
      head.writeUInt32LE(padded.length + 8, 4)
      return Buffer.concat([head, padded])
    }),
  )
}

/** EMR_EXTTEXTOUTW, its letters at a height of the page. */
export function emfText(text: string, y = 10, options = 0): [number, Buffer] {
  const body = Buffer.alloc(68)
  body.writeInt32LE(y, 32)
  body.writeUInt32LE(text.length, 36)
  body.writeUInt32LE(76, 40)
  body.writeUInt32LE(options, 44)
  return [84, Buffer.concat([body, Buffer.from(text, 'utf16le')])]
}

/** EMR_SMALLTEXTOUT with letters of one byte and no frame. */
export function emfSmallText(text: string, y = 10): [number, Buffer] {
  const body = Buffer.alloc(28)
  body.writeInt32LE(y, 4)
  body.writeUInt32LE(text.length, 8)
  body.writeUInt32LE(0x300, 12)
  return [108, Buffer.concat([body, Buffer.from(text, 'latin1')])]
}

/** A comment that holds EMF+ with one string. */
export function emfPlusText(text: string): [number, Buffer] {
  const record = Buffer.alloc(40)
  record.writeUInt16LE(0x401c)
  record.writeUInt32LE(40 + text.length * 2, 4)
  record.writeUInt32LE(28 + text.length * 2, 8)
  record.writeUInt32LE(text.length, 20)
  const data = Buffer.concat([Buffer.from('EMF+'), record, Buffer.from(text, 'utf16le')])
  const size = Buffer.alloc(4)
  size.writeUInt32LE(data.length)
  return [70, Buffer.concat([size, data])]
}

/** A WMF with words by META_TEXTOUT and META_EXTTEXTOUT in turn, and a further record. */
export function wmf(texts: readonly string[], escape: Buffer = Buffer.alloc(0)): Buffer {
  const record = (type: number, body: Buffer): Buffer => {
    const padded = body.length % 2 === 0 ? body : Buffer.concat([body, Buffer.alloc(1)])
    const head = Buffer.alloc(6)
    head.writeUInt32LE((padded.length + 6) / 2)
    head.writeUInt16LE(type, 4)
    return Buffer.concat([head, padded])
  }
  const word = (...values: number[]): Buffer => {
    const bytes = Buffer.alloc(values.length * 2)
    values.forEach((value, index) => bytes.writeInt16LE(value, index * 2))
    return bytes
  }
  const head = Buffer.concat([word(1, 9, 0x300), Buffer.alloc(12)])
  const records = texts.map((text, index) => {
    const letters = Buffer.from(text.length % 2 === 0 ? text : `${text} `, 'latin1')
    return index % 2 === 0
      ? record(0x0521, Buffer.concat([word(text.length), letters, word(20, 5)]))
      : record(0x0a32, Buffer.concat([word(20, 5, text.length, 0), letters]))
  })
  const last = escape.length === 0 ? [] : [record(0x0626, Buffer.concat([word(15, escape.length), escape]))]
  return Buffer.concat([head, ...records, ...last, record(0, Buffer.alloc(0))])
}

/** The comment of a WMF that holds an EMF whole. */
export const emfInWmf = (file: Buffer): Buffer => {
  const head = Buffer.alloc(34)
  head.write('WMFC', 'latin1')
  return Buffer.concat([head, file])
}

const tag = (name: string, at: number, length: number): Buffer => {
  const entry = Buffer.alloc(16)
  entry.write(name, 'latin1')
  entry.writeUInt32BE(at, 8)
  entry.writeUInt32BE(length, 12)
  return entry
}

/** A TrueType font of tables alone. */
export function sfnt(tables: Record<string, Buffer>): Buffer {
  const entries = Object.entries(tables)
  const head = Buffer.from([0, 1, 0, 0, 0, entries.length, 0, 0, 0, 0, 0, 0])
  let at = 12 + entries.length * 16
  const directory = entries.map(([name, table]) => {
    const entry = tag(name, at, table.length)
    at += table.length
    return entry
  })
  return Buffer.concat([head, ...directory, ...entries.map(([, table]) => table)])
}

export function nameTable(...names: string[]): Buffer {
  const strings = names.map((name) => Buffer.from(name, 'utf16le').swap16())
  const head = Buffer.alloc(6 + names.length * 12)
  head.writeUInt16BE(names.length, 2)
  head.writeUInt16BE(head.length, 4)
  let at = 0
  strings.forEach((string, index) => {
    const record = 6 + index * 12
    head.writeUInt16BE(3, record)
    head.writeUInt16BE(string.length, record + 8)
    head.writeUInt16BE(at, record + 10)
    at += string.length
  })
  return Buffer.concat([head, ...strings])
}

/** A `post` table, version 2.0; A to Z and a to z are Macintosh’s own names. */
export function postTable(names: readonly string[]): Buffer {
  const own: string[] = []
  const head = Buffer.alloc(34 + names.length * 2)
  head.writeUInt32BE(0x00020000)
  head.writeUInt16BE(names.length, 32)
  names.forEach((name, index) => {
    const code = /^[A-Za-z]$/.test(name) ? name.charCodeAt(0) - 29 : 258 + own.push(name) - 1
    head.writeUInt16BE(code, 34 + index * 2)
  })
  return Buffer.concat([
    head,
    ...own.map((name) => Buffer.from(String.fromCharCode(name.length) + name, 'latin1')),
  ])
}

/** A CFF program whose glyphs have these names. */
export function cff(names: readonly string[]): Buffer {
  const index = (items: readonly Buffer[]): Buffer => {
    if (items.length === 0) return Buffer.from([0, 0])
    const head = Buffer.alloc(3 + (items.length + 1) * 2)
    head.writeUInt16BE(items.length)
    head.writeUInt8(2, 2)
    let at = 1
    items.forEach((item, each) => {
      head.writeUInt16BE(at, 3 + each * 2)
      at += item.length
    })
    head.writeUInt16BE(at, 3 + items.length * 2)
    return Buffer.concat([head, ...items])
  }
  const own = names.filter((name) => name.length > 1)
  const number = (value: number): Buffer => {
    const bytes = Buffer.alloc(5, 29)
    bytes.writeInt32BE(value, 1)
    return bytes
  }
  const strings = index(own.map((name) => Buffer.from(name, 'latin1')))
  const title = index([Buffer.from('ABCDEF+Sample')])
  const start = 4 + title.length + 19 + strings.length + 2
  const charset = Buffer.alloc(1 + names.length * 2)
  names.forEach((name, each) => {
    const id = name.length > 1 ? 391 + own.indexOf(name) : name.charCodeAt(0) - 31
    charset.writeUInt16BE(id, 1 + each * 2)
  })
  const dict = Buffer.concat([
    number(start),
    Buffer.from([15]),
    number(start + charset.length),
    Buffer.from([17]),
  ])
  const shapes = index(Array.from({ length: names.length + 1 }, () => Buffer.from([14])))
  return Buffer.concat(
    [Buffer.from([1, 0, 4, 2]), title, index([dict]), strings, Buffer.from([0, 0]), charset, shapes].map(
      (part) => part,
    ),
  )
}

/** A Type 1 program, its second part encrypted. */
export function type1(names: readonly string[]): Buffer {
  const plain = `0000dup /Private 1 dict begin /CharStrings ${names.length} dict dup begin\n${names.map((name) => `/${name} 3 RD xyz ND\n`).join('')}end`
  let key = 55665
  const secret = Buffer.from(plain, 'latin1').map((byte) => {
    const hidden = byte ^ (key >> 8)
    key = ((hidden + key) * 52845 + 22719) & 0xffff
    return hidden
  })
  return Buffer.concat([Buffer.from('%!PS-AdobeFont-1.0: Sample\ncurrentfile eexec\n'), secret])
}

/** A map to Unicode of codes from 1. */
export const toUnicode = (targets: readonly string[]): string =>
  `%!PS-Adobe-3.0 Resource-CMap\n/CIDInit /ProcSet findresource begin begincmap\n${targets.length} beginbfchar\n${targets
    .map(
      (text, index) =>
        `<${(index + 65).toString(16).padStart(4, '0')}> <${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`,
    )
    .join('\n')}\nendbfchar endcmap`

/** A block of Photoshop’s, as a JPEG segment holds it. */
export function photoshop(id: number, data: Buffer): string {
  const size = Buffer.alloc(4)
  size.writeUInt32BE(data.length)
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM', 'latin1'),
    Buffer.from([id >> 8, id & 255, 0, 0]),
    size,
    data,
    Buffer.alloc(data.length % 2),
  ]).toString('latin1')
}

/** IPTC: words by the number of their data set (120 a caption, 80 who wrote it). */
export function iptc(sets: Readonly<Record<number, string>>): Buffer {
  return Buffer.concat(
    Object.entries(sets).map(([number, text]) => {
      const head = Buffer.from([0x1c, 2, Number(number), 0, 0])
      head.writeUInt16BE(Buffer.byteLength(text, 'latin1'), 3)
      return Buffer.concat([head, Buffer.from(text, 'latin1')])
    }),
  )
}
