import { buildPdf } from '../pdf.fixture.ts'
import { writeToUnicode } from './to-unicode.ts'

/** How codes are given: `natural` as in Windows’ encoding; else in the order of first use, by names or by the program. */
export type Coding = 'natural' | 'named' | 'own'

/**
 * A page in a font whose letters are bars, one for each, in the order of first use: a CFF program by names, or a Type 1
 * one. Letters are A to Z, a to z, space, comma; & is put together from Q and Z, as é is from e and its accent (TN 5177, appendix C).
 */
export function drawnFont(lines: readonly string[], kind: 'cff' | 'type1', coding: Coding): Uint8Array {
  const letters = [...new Set(lines.join(''))]
  const codeOf = (letter: string): number =>
    coding === 'natural' || letter === ' ' ? letter.charCodeAt(0) : 33 + letters.indexOf(letter)
  const nameOf = (letter: string): string =>
    coding === 'named'
      ? `g${letters.indexOf(letter) + 1}`
      : letter === ' '
        ? 'space'
        : letter === ','
          ? 'comma'
          : letter === '&'
            ? 'ampersand'
            : letter
  const names = letters.map(nameOf)
  const codes = coding === 'own' ? letters.map(codeOf) : []
  const program =
    kind === 'cff' ? writeNamedCff(names, letters, codes) : writeNamedType1(names, letters, codes)
  const encoding = {
    natural: '/Encoding/WinAnsiEncoding',
    named: `/Encoding<</Differences[${letters.map((letter) => `${codeOf(letter)}/${nameOf(letter)}`).join(' ')}]>>`,
    own: '',
  }[coding]
  const hex = (text: string): string => Buffer.from([...text].map(codeOf)).toString('hex')
  const texts = new Map(letters.map((letter) => [codeOf(letter), letter]))
  const content = lines.map((line, index) => `BT /F1 12 Tf 60 ${760 - index * 30} Td <${hex(line)}> Tj ET`)
  return buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    { dictionary: '', stream: content.join('\n') },
    `<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+Bars${encoding}/FirstChar 32/LastChar 126/Widths[${Array.from({ length: 95 }, () => 600).join(' ')}]/FontDescriptor 6 0 R/ToUnicode 8 0 R>>`,
    `<</Type/FontDescriptor/FontName/ABCDEF+Bars/Flags ${coding === 'natural' ? 32 : 4}/FontBBox[0 0 700 800]/ItalicAngle 0/Ascent 800/Descent 0/CapHeight 800/StemV 80/CharSet(${names.map((name) => `/${name}`).join('')})/${kind === 'cff' ? 'FontFile3' : 'FontFile'} 7 0 R>>`,
    {
      dictionary: kind === 'cff' ? '/Subtype/Type1C' : `/Length1 ${program.indexOf('eexec') + 6}/Length3 0`,
      stream: program.toString('latin1'),
      packed: true,
    },
    { dictionary: '', stream: writeToUnicode(texts, 1).toString('latin1') },
  ])
}

const numberOf = (value: number): number[] =>
  value >= -107 && value <= 107
    ? [value + 139]
    : value > 0
      ? [247 + ((value - 108) >> 8), (value - 108) & 255]
      : [251 + ((-value - 108) >> 8), (-value - 108) & 255]

/** A bar as wide and high as no other letter’s; the operators are the same in both kinds. */
function barOf(letter: string, before: readonly number[], after: readonly number[]): Buffer {
  const code = letter.charCodeAt(0)
  if (letter === ' ') return Buffer.from([...before, 14])
  if (letter === '&') return Buffer.from([...before, ...[0, 0, 0x51, 0x5a].flatMap(numberOf), 14])
  const [wide, high] = [100 + code * 3, 150 + (code % 13) * 40]
  return Buffer.from([
    ...before,
    ...numberOf(50),
    ...numberOf(0),
    21,
    ...numberOf(wide),
    6,
    ...numberOf(high),
    7,
    ...numberOf(-wide),
    6,
    ...after,
    14,
  ])
}

function indexOf(items: readonly Buffer[]): Buffer {
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

function writeNamedCff(
  names: readonly string[],
  letters: readonly string[],
  codes: readonly number[],
): Buffer {
  const signs = new Map([
    ['space', 1],
    ['ampersand', 7],
    ['comma', 13],
  ])
  const standard = (name: string): number =>
    signs.get(name) ?? (/^[A-Za-z]$/.test(name) ? name.charCodeAt(0) - 31 : -1)
  const own = names.filter((name) => standard(name) === -1)
  const fixed = (value: number): Buffer => {
    const bytes = Buffer.alloc(5, 29)
    bytes.writeInt32BE(value, 1)
    return bytes
  }
  const title = indexOf([Buffer.from('ABCDEF+Bars')])
  const strings = indexOf(own.map((name) => Buffer.from(name)))
  const charset = Buffer.alloc(1 + names.length * 2)
  names.forEach((name, each) => {
    const id = standard(name)
    charset.writeUInt16BE(id === -1 ? 391 + own.indexOf(name) : id, 1 + each * 2)
  })
  const encoding = codes.length === 0 ? Buffer.alloc(0) : Buffer.from([0, codes.length, ...codes])
  const size = 7 + 6 * 3
  const start = 4 + title.length + size + strings.length + 2
  const dict = Buffer.concat([
    fixed(start),
    Buffer.from([15]),
    fixed(codes.length === 0 ? 0 : start + charset.length),
    Buffer.from([16]),
    fixed(start + charset.length + encoding.length),
    Buffer.from([17]),
  ])
  const shapes = indexOf([Buffer.from([14]), ...letters.map((letter) => barOf(letter, [], []))])
  return Buffer.concat([
    Buffer.from([1, 0, 4, 2]),
    title,
    indexOf([dict]),
    strings,
    Buffer.from([0, 0]),
    charset,
    encoding,
    shapes,
  ])
}

function encrypt(plain: Buffer, first: number): Buffer {
  let key = first
  const hidden = Buffer.from(plain)
  plain.forEach((byte, at) => {
    hidden[at] = byte ^ (key >> 8)
    key = (((hidden[at] ?? 0) + key) * 52845 + 22719) & 0xffff
  })
  return hidden
}

function writeNamedType1(
  names: readonly string[],
  letters: readonly string[],
  codes: readonly number[],
): Buffer {
  const entry = (name: string, shape: Buffer): string => {
    const hidden = encrypt(Buffer.concat([Buffer.alloc(4), shape]), 4330)
    return `/${name} ${hidden.length} RD ${hidden.toString('latin1')} ND\n`
  }
  const wide = [...numberOf(0), ...numberOf(600), 13]
  const shapes = [
    ...letters.map((letter, index) => entry(names[index] ?? '', barOf(letter, wide, [9]))),
    entry('.notdef', Buffer.from([...wide, 14])),
  ]
  const own =
    codes.length === 0
      ? 'StandardEncoding def'
      : `256 array\n0 1 255 {1 index exch /.notdef put} for\n${codes.map((code, index) => `dup ${code} /${names[index]} put\n`).join('')}readonly def`
  const head = `%!PS-AdobeFont-1.0: ABCDEF+Bars\n10 dict begin\n/FontType 1 def\n/PaintType 0 def\n/FontName /ABCDEF+Bars def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/FontBBox {0 0 700 800} readonly def\n/Encoding ${own}\ncurrentdict end\ncurrentfile eexec\n`
  const plain = `0000dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n/MinFeature {16 16} def\n/password 5839 def\n2 index /CharStrings ${shapes.length} dict dup begin\n${shapes.join('')}end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n`
  return Buffer.concat([Buffer.from(head, 'latin1'), encrypt(Buffer.from(plain, 'latin1'), 55665)])
}
