import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { buildPdf } from '../pdf.fixture.ts'
import type { CmapTable } from './cmap.ts'
import { writeToUnicode } from './to-unicode.ts'
import { readTrueType, withComponents, writeTrueType, type TrueType } from './truetype.ts'

const file = readFileSync(
  createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf'),
)
let compiler: NodeCompiler | undefined

/** A PDF whose fonts are cut down to its letters: `font` is Liberation Sans (TrueType) or Libertinus Serif (CFF). */
export function printTypst(text: string, font: 'Liberation Sans' | 'Libertinus Serif'): Uint8Array {
  compiler ??= NodeCompiler.create({ fontArgs: [{ fontBlobs: [file] }] })
  return new Uint8Array(compiler.pdf({ mainFileContent: `#set text(font: "${font}")\n${text}` }))
}

function readWhole(): { font: TrueType; glyphOf: (letter: string) => number } {
  const font = readTrueType(file)
  if (font === null) throw new Error('no font')
  const map = font.cmaps.find(({ platform, encoding }) => platform === 3 && encoding === 1)
  return { font, glyphOf: (letter) => map?.glyphs.get(letter.codePointAt(0) ?? 0) ?? 0 }
}

type Objects = Parameters<typeof buildPdf>[0]
const page = (content: string, more = ''): Objects => [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>${more}>>>>`,
  { dictionary: '', stream: content },
]
const widthOf = ({ metrics, tables }: TrueType, glyph: number): number =>
  Math.round(((metrics[glyph]?.readUInt16BE(0) ?? 0) * 1000) / (tables.get('head')?.readUInt16BE(18) ?? 1000))
const descriptor = (flags: number): string =>
  `<</Type/FontDescriptor/FontName/ABCDEF+Sample/Flags ${flags}/FontBBox[-200 -200 1000 900]/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80/FontFile2 8 0 R>>`
const program = (bytes: Buffer): Objects[number] => ({
  dictionary: `/Length1 ${bytes.length}`,
  stream: bytes.toString('latin1'),
  packed: true,
})

/** As Word does: the numbers of the whole font, and no shapes of what is not used (`cut`), or all of them. */
export function wordLike(lines: readonly string[], cut: boolean): Uint8Array {
  const { font, glyphOf } = readWhole()
  const letters = [...new Set(lines.join(''))].toSorted()
  const used = new Set(withComponents(font, [0, ...letters.map(glyphOf)]))
  const bytes = cut
    ? writeTrueType(
        font,
        font.glyphs.map((_, glyph) => (used.has(glyph) ? glyph : null)),
      )
    : file
  const hex = (text: string): string =>
    [...text].map((letter) => glyphOf(letter).toString(16).padStart(4, '0')).join('')
  const content = lines.map((line, index) => `BT /F1 12 Tf 60 ${760 - index * 30} Td <${hex(line)}> Tj ET`)
  const texts = new Map(letters.map((letter) => [glyphOf(letter), letter]))
  return buildPdf([
    ...page(content.join('\n')),
    '<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+Sample/Encoding/Identity-H/DescendantFonts[6 0 R]/ToUnicode 9 0 R>>',
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/ABCDEF+Sample/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor 7 0 R/W[${letters.map((letter) => `${glyphOf(letter)}[${widthOf(font, glyphOf(letter))}]`).join('')}]>>`,
    descriptor(32),
    program(bytes),
    { dictionary: '', stream: writeToUnicode(texts, 2).toString('latin1'), packed: true },
  ])
}

/**
 * As macOS does: codes of one byte in the order of first use, from 33 on. Lines are shown by each operator in turn, and
 * the last two by a form and a pattern.
 */
export function oneByte(lines: readonly string[]): Uint8Array {
  const { font, glyphOf } = readWhole()
  const letters = [...new Set(lines.join(''))]
  const codeOf = (letter: string): number => 33 + letters.indexOf(letter)
  const order = withComponents(font, [0, ...letters.map(glyphOf)])
  const cmap: CmapTable = {
    platform: 1,
    encoding: 0,
    glyphs: new Map(letters.map((letter) => [codeOf(letter), order.indexOf(glyphOf(letter))])),
  }
  const hex = (text: string): string => Buffer.from([...text].map(codeOf)).toString('hex')
  const show = [
    (text: string) => `<${hex(text)}> Tj`,
    (text: string) => `[<${hex(text.slice(0, 3))}> -20 <${hex(text.slice(3))}>] TJ`,
    (text: string) => `<${hex(text)}> '`,
    (text: string) => `0 0 <${hex(text)}> "`,
    (text: string) =>
      `(${[...text].map((letter) => `\\${codeOf(letter).toString(8).padStart(3, '0')}`).join('')}) Tj`,
  ]
  const lineAt = (text: string, index: number, y: number): string =>
    `BT /F1 12 Tf 14 TL 60 ${y} Td ${show[index % show.length]?.(text) ?? ''} ET`
  const [formed = '', patterned = ''] = lines.slice(-2)
  const content = lines.slice(0, -2).map((line, index) => lineAt(line, index, 760 - index * 30))
  return buildPdf([
    ...page(
      [...content, '/Fm1 Do /Pattern cs /P1 scn 0 0 595 200 re f'].join('\n'),
      '/XObject<</Fm1 10 0 R>>/Pattern<</P1 11 0 R>>',
    ),
    `<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+Sample/FirstChar 33/LastChar ${32 + letters.length}/Widths[${letters.map((letter) => widthOf(font, glyphOf(letter))).join(' ')}]/FontDescriptor 7 0 R/ToUnicode 9 0 R>>`,
    'null',
    descriptor(4),
    program(writeTrueType(font, order, [cmap])),
    {
      dictionary: '',
      stream: writeToUnicode(new Map(letters.map((letter) => [codeOf(letter), letter])), 1).toString(
        'latin1',
      ),
      packed: true,
    },
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>',
      stream: lineAt(formed, 0, 300),
    },
    {
      dictionary:
        '/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 595 200]/XStep 595/YStep 200/Resources<</Font<</F1 5 0 R>>>>',
      stream: lineAt(patterned, 1, 100),
    },
  ])
}
