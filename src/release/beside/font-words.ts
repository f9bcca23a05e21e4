import { readCffNames, standardLetter } from './cff-names.ts'

/**
 * What a font program or a map to Unicode says beside the shapes of its letters: `words` it holds, and `order`, the
 * single letters in the order of its tables, which in a subset is often that in which a text first used them.
 */
export type FontWords = { words: string[]; order: string }

const none: FontWords = { words: [], order: '' }
const mostNames = 20_000

/** Null where the bytes are no font and no such map. */
export function readFontWords(content: Buffer): FontWords | null {
  const head = content.toString('latin1', 0, 4)
  if (head === '\0\x01\0\0' || head === 'true' || head === 'OTTO' || head === 'typ1') return readSfnt(content)
  if (content[0] === 1 && content[1] === 0 && (content[2] ?? 0) >= 4 && (content[3] ?? 9) <= 4)
    return namesToWords(readCffNames(content))
  // A map may begin as a Type 1 program does.
  if (content.length < 4_000_000 && content.includes('beginbf'))
    return readToUnicode(content.toString('latin1'))
  if (head.startsWith('%!')) return namesToWords(readType1Names(content))
  return null
}

/** Glyph names in the encoding of a font (`/Differences`), as an object’s text gives them. */
export function readDifferences(text: string): FontWords {
  const array = /\/Differences\s*\[([^\]]{0,100000})\]/.exec(text)?.[1]
  return array === undefined
    ? none
    : namesToWords([...array.matchAll(/\/([^\s/[\]<>()]+)/g)].map(([, name]) => unescapeName(name ?? '')))
}

const unescapeName = (name: string): string =>
  name.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** A name of one letter is that letter; longer ones say something only where they are no numbers (`g12`, `uni0041`). */
function namesToWords(names: readonly string[]): FontWords {
  let order = ''
  const words: string[] = []
  for (const name of names.slice(0, mostNames)) {
    const point = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name)
    const code = Number.parseInt(point?.[1] ?? point?.[2] ?? '0', 16)
    const letter = /^[A-Za-z]$/.test(name)
      ? name
      : code > 0 && code <= 0x10ffff
        ? String.fromCodePoint(code)
        : ''
    if (/^\p{L}$/u.test(letter)) order += letter
    else if (
      letter === '' &&
      /[A-Za-z]{4}/.test(name) &&
      !/^(?:glyph|index|cid|gid|afii|uni[0-9A-F]{4})\w*$/i.test(name)
    )
      words.push(name.replaceAll(/[_.]/g, ' '))
  }
  return { words, order }
}

/** Targets of a map to Unicode (ISO 32000-2 §9.10.3), by the code they stand for. */
function readToUnicode(map: string): FontWords {
  const targets: { code: number; text: string }[] = []
  const text = (hex: string): string => {
    const digits = hex.replaceAll(/[^0-9A-Fa-f]/g, '')
    return Buffer.from(
      digits.length % 4 === 0 ? digits : digits.padStart(Math.ceil(digits.length / 4) * 4, '0'),
      'hex',
    )
      .swap16()
      .toString('utf16le')
  }
  for (const [, body = ''] of map.matchAll(/\bbeginbfchar\b([\s\S]*?)\bendbfchar\b/g))
    for (const [, code = '0', target = ''] of body.matchAll(/<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>/g))
      targets.push({ code: Number.parseInt(code, 16), text: text(target) })
  for (const [, body = ''] of map.matchAll(/\bbeginbfrange\b([\s\S]*?)\bendbfrange\b/g))
    for (const [, first = '0', last = '0', one, many] of body.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])/g,
    )) {
      const [from, to] = [Number.parseInt(first, 16), Number.parseInt(last, 16)]
      if (many !== undefined)
        [...many.matchAll(/<([0-9A-Fa-f\s]*)>/g)].forEach(([, hex = ''], index) =>
          targets.push({ code: from + index, text: text(hex) }),
        )
      else {
        const start = text(one ?? '')
        const point = start.codePointAt(start.length - 1) ?? 0
        for (let code = from; code <= to && code - from < 256; code += 1)
          targets.push({
            code,
            text: start.slice(0, -1) + String.fromCodePoint(Math.min(0xffff, point + code - from)),
          })
      }
      if (targets.length > mostNames) break
    }
  targets.sort((a, b) => a.code - b.code)
  return {
    // A ligature stands for three letters at most.
    words: targets.flatMap((each) => (each.text.length > 3 ? [each.text] : [])),
    order: targets.flatMap((each) => (/^\p{L}$/u.test(each.text) ? [each.text] : [])).join(''),
  }
}

/** Tables of a TrueType or OpenType font: `name`, `post`, and the names in its `CFF ` table. */
function readSfnt(font: Buffer): FontWords {
  const words: string[] = []
  let order = ''
  const count = Math.min(64, font.readUInt16BE(4))
  for (let index = 0; index < count && 28 + index * 16 <= font.length; index += 1) {
    const at = 12 + index * 16
    const start = font.readUInt32BE(at + 8)
    const table = font.subarray(start, start + font.readUInt32BE(at + 12))
    const tag = font.toString('latin1', at, at + 4)
    if (tag === 'name') words.push(...readNameTable(table))
    if (tag === 'post' || tag === 'CFF ') {
      const read = namesToWords(tag === 'post' ? readPostNames(table) : readCffNames(table))
      words.push(...read.words)
      order ||= read.order
    }
  }
  return { words, order }
}

function readNameTable(table: Buffer): string[] {
  if (table.length < 6) return []
  const found = new Set<string>()
  const strings = table.readUInt16BE(4)
  for (let index = 0; index < table.readUInt16BE(2) && 18 + index * 12 <= table.length; index += 1) {
    const at = 6 + index * 12
    const start = strings + table.readUInt16BE(at + 10)
    const bytes = table.subarray(start, start + table.readUInt16BE(at + 8))
    const isWide = table.readUInt16BE(at) !== 1
    const text = isWide
      ? Buffer.from(bytes.subarray(0, bytes.length & ~1))
          .swap16()
          .toString('utf16le')
      : bytes.toString('latin1')
    if (text.trim() !== '') found.add(text)
  }
  return [...found]
}

/** Version 2.0 keeps names that are not Macintosh’s own as strings, and says which glyph has which (OpenType `post`). */
function readPostNames(table: Buffer): string[] {
  if (table.length < 34 || table.readUInt32BE(0) !== 0x00020000) return []
  const count = table.readUInt16BE(32)
  const own: string[] = []
  for (let at = 34 + count * 2; at < table.length && own.length < mostNames;) {
    const length = table[at] ?? 0
    own.push(table.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  const names: string[] = []
  for (let glyph = 0; glyph < count && 36 + glyph * 2 <= table.length; glyph += 1) {
    const index = table.readUInt16BE(34 + glyph * 2)
    // Of Macintosh's 258 names, A is 36 and a is 68: as far from one another as in CFF.
    names.push(index >= 258 ? (own[index - 258] ?? '') : standardLetter(index - 2))
  }
  return [...names, ...own.filter((name) => !names.includes(name))]
}

/** The letters’ names stand in the part that Type 1 encrypts (Adobe Type 1 Font Format §7.3). */
function readType1Names(font: Buffer): string[] {
  const start = font.indexOf('eexec')
  if (start === -1) return []
  let body = font.subarray(start + 5)
  while ([0x20, 0x09, 0x0a, 0x0d].includes(body[0] ?? -1)) body = body.subarray(1)
  if (/^[0-9A-Fa-f]{4}/.test(body.toString('latin1', 0, 4)))
    body = Buffer.from(body.toString('latin1').replaceAll(/[^0-9A-Fa-f]/g, ''), 'hex')
  const plain = Buffer.alloc(body.length)
  let key = 55665
  body.forEach((byte, index) => {
    plain[index] = byte ^ (key >> 8)
    key = ((byte + key) * 52845 + 22719) & 0xffff
  })
  const text = plain.toString('latin1', 4)
  const shapes = text.indexOf('/CharStrings')
  return shapes === -1
    ? []
    : [...text.slice(shapes + 12).matchAll(/\/([^\s/{}[\]()<>]{1,100}) \d{1,5} (?:RD|-\|) /g)].map(
        ([, name]) => name ?? '',
      )
}

/**
 * Whether letters stand in the order in which this text first uses them: of letters that an earlier text used already
 * there is no second. Capitals count as they are and as small letters. With fewer than six new ones it may be chance,
 * as it is in a table that goes by the alphabet.
 */
export function spellsInOrder(order: string, text: string): boolean {
  const small = text.toLowerCase()
  const forms = new Set([
    text,
    small,
    small.replaceAll(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase()),
  ])
  return (
    [...forms].some((form) => standInOrder([...order], form)) ||
    standInOrder([...new Set(order.toLowerCase())], small)
  )
}

const fewest = 6

function standInOrder(letters: readonly string[], text: string): boolean {
  const wanted = [...new Set(text.match(/\p{L}/gu) ?? [])]
  if (wanted.length < fewest) return false
  const before = new Set<string>()
  return letters.some((letter, at) => {
    const fresh = wanted.filter((each) => !before.has(each))
    before.add(letter)
    return (
      fresh.length >= fewest &&
      fresh.every((each, index) => letters[at + index] === each) &&
      fresh.some((each, index) => index > 0 && each < (fresh[index - 1] ?? ''))
    )
  })
}
