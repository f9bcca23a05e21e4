import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractText } from '../../../documents/index.ts'
import { inspectForRelease } from '../../../release/index.ts'
import { readObjects, unpack } from '../pdf-objects.ts'
import { Pdfium } from '../pdfium.ts'
import { joinPdf } from '../rebuild-pdf.ts'
import { redactPdf } from '../redact-pdf.ts'
import { differingPages } from '../same-look.ts'
import { piecesCalled } from './cff-pieces.ts'
import { drawnFont } from './drawn-font.fixture.ts'
import { oneByte, printTypst, wordLike } from './cut-font.fixture.ts'
import { readFont, widthsOf, type PdfFont } from './pdf-font.ts'
import { readShapes } from './program.ts'
import { quietFonts } from './quiet-fonts.ts'
import { rewriteObjects } from './rewrite-objects.ts'
import { spellsMarked } from './tells-order.ts'

const secret = 'Quillon Zephyrine'
const lines = [
  `Dear ${secret},`,
  'the council met and agreed upon the plan',
  'for trees beside the common; café naïve',
  'and fields, as was said before in March',
  'with thanks for all that came of it',
  'Yours ever, the Clerk of the Council',
]
const letter = lines.join('\n\n')
const pdfium = await Pdfium.start()
const redacted = (bytes: Uint8Array, find = [secret]) =>
  redactPdf({
    bytes,
    find,
    entities: [],
    minScore: 0.5,
    boxes: [],
    label: 's.40(2)',
    title: 'A',
    write: true,
  })

/** Fonts that are embedded, with the letters of their codes in order, and of the shapes that are not empty. */
function fontsOf(
  bytes: Uint8Array,
): { font: PdfFont; codes: string; shapes: string; filled: number; widths: number[] }[] {
  const objects = readObjects(bytes)
  return [...objects.places.keys()].flatMap((number) => {
    const value = objects.get(number)?.value
    const type = value?.kind === 'dict' ? value.entries.get('Type') : undefined
    const font = type?.kind === 'name' && type.name === 'Font' ? readFont(objects, number) : null
    if (font === null || font.program === null || font.subtype.startsWith('CIDFont')) return []
    const shapes = readShapes(objects, [font])
    if (shapes === null) return []
    const byCode = [...font.texts].toSorted(([a], [b]) => a - b)
    const byShape = byCode
      .map(([code, text]) => ({ glyph: shapes.glyphsOf(font, code)[0] ?? 0, text }))
      .toSorted((a, b) => a.glyph - b.glyph)
    return [
      {
        font,
        codes: byCode.map(([, text]) => text).join(''),
        shapes: byShape.map(({ text }) => text).join(''),
        filled: shapes.shapes.filter((shape) => shape.length > 0).length,
        widths: [...widthsOf(objects, font).keys()],
      },
    ]
  })
}
const textOf = async (bytes: Uint8Array): Promise<string> => (await extractText(bytes, 'pdf')).text
/** As PDFium saves and the redactor joins it, without another change. */
function plain(bytes: Uint8Array): Uint8Array {
  const opened = pdfium.open(bytes)
  assert.ok('document' in opened)
  const saved = pdfium.save(opened.document)
  opened.close()
  const options = { title: 'A', language: 'en', bookmarks: [], pictures: new Map() }
  return joinPdf([{ first: 0, pages: 1, bytes: saved }], options).bytes
}

const bars = [
  'Dear Quillon Zephyrine,',
  'the council met and agreed upon the plan',
  'for trees beside the common',
]
const drawn = (['cff', 'type1'] as const).flatMap((kind) =>
  (['natural', 'named', 'own'] as const).map((coding) => ({
    kind,
    coding,
    source: drawnFont(bars, kind, coding),
  })),
)

for (const { kind, coding, source } of drawn)
  test(`letters of a ${kind} font whose codes are ${coding} say nothing of a removed name`, async () => {
    const before = plain(source)
    const [was] = fontsOf(before)
    assert.match(`${was?.shapes} ${was?.codes}`, /Dear ?QuilonZphy/)
    const same = quietFonts(before, [secret])
    assert.deepEqual(same.telling, [])
    assert.deepEqual(differingPages(pdfium, [before, same.bytes], [0]), [])
    assert.equal(await textOf(same.bytes), await textOf(before))
    const { bytes, pictures } = await redacted(source)
    assert.deepEqual(pictures, [])
    const [made] = fontsOf(bytes)
    assert.ok(made !== undefined)
    const letters = (text: string): string => text.replaceAll(/[^A-Za-z]/g, '')
    const sorted = letters(made.codes).split('').toSorted().join('')
    assert.equal(letters(made.codes), sorted)
    // A Type 1 program goes by names, g1 before g10 before g2
    if (kind === 'cff' || coding !== 'named') assert.equal(letters(made.shapes), sorted)
    assert.doesNotMatch(made.shapes, /Qui|Zep|[QZz]/)
    assert.equal(
      made.filled,
      new Set(bars.join('').replaceAll(/[QZyz ]/g, '')).size + (kind === 'type1' ? 2 : 0),
    )
    assert.deepEqual((await inspectForRelease(bytes, 'a.pdf', [secret])).findings, [])
    assert.match(await textOf(bytes), /council met and agreed/)
  })

const sources = {
  'TrueType, two bytes': printTypst(letter, 'Liberation Sans'),
  'CFF, two bytes': printTypst(letter, 'Libertinus Serif'),
  'TrueType, one byte': oneByte(lines),
}

for (const [kind, source] of Object.entries(sources))
  test(`${kind}: letters of a removed name are nowhere in the order of the name`, async () => {
    assert.match(fontsOf(plain(source))[0]?.codes ?? '', /Dear ?QuilonZphy/i)
    assert.equal((await inspectForRelease(plain(source), 'a.pdf', [secret])).clean, false)
    const { bytes, pictures, verification } = await redacted(source)
    assert.deepEqual(verification, { passed: true, left: [] })
    assert.deepEqual(pictures, [])
    const made = fontsOf(bytes)
    assert.equal(made.length, 1)
    for (const { codes, shapes, filled, widths, font } of made) {
      const sorted = [...font.texts.values()].toSorted().join('')
      assert.equal(codes.replace(' ', ''), sorted.replace(' ', ''))
      assert.equal(shapes.replace(' ', ''), sorted.replace(' ', ''))
      // Only the name had them.
      assert.doesNotMatch(codes, /[QZz]/)
      // Besides .notdef and the pieces that é and ï are put together from
      assert.ok(filled <= codes.replace(' ', '').length + 4)
      assert.ok(widths.length <= font.texts.size + 1)
    }
    const file = Buffer.from(bytes).toString('latin1')
    assert.doesNotMatch(file, /ABCDEF\+|CIDSet|CharSet/)
    assert.deepEqual((await inspectForRelease(bytes, 'a.pdf', [secret])).findings, [])
    const [was, is] = [await textOf(source), await textOf(bytes)]
    for (const word of ['council met and agreed', 'café naïve', 'Yours ever'])
      assert.equal(is.includes(word), was.includes(word), word)
  })

test('a copy looks as it did and reads as it did, with its letters numbered anew', async () => {
  for (const source of Object.values(sources)) {
    const before = plain(source)
    const { bytes, telling, samples } = quietFonts(before, [])
    assert.deepEqual(telling, [])
    assert.deepEqual(samples, [{ page: 0, others: [0] }])
    assert.notEqual(fontsOf(bytes)[0]?.codes, fontsOf(before)[0]?.codes)
    assert.deepEqual(differingPages(pdfium, [before, bytes], [0]), [])
    assert.equal(await textOf(bytes), await textOf(before))
  }
})

test('letters that an OpenType program keeps as CFF are taken out of it', async () => {
  const objects = readObjects(plain(sources['CFF, two bytes']))
  const [number = 0] = [...objects.places.keys()].filter((each) => readFont(objects, each)?.program)
  const program = readFont(objects, number)?.program
  assert.ok(program)
  const head = Buffer.alloc(28)
  head.write('OTTO\0\x01', 'latin1')
  head.write('CFF ', 12, 'latin1')
  head.writeUInt32BE(28, 20)
  head.writeUInt32BE(program.bytes.length, 24)
  const value = objects.get(program.number)?.value
  assert.ok(value?.kind === 'dict')
  const entries = new Map(value.entries).set('Subtype', { kind: 'name', name: 'OpenType' })
  entries.delete('Filter')
  const wrapped = { value: { kind: 'dict' as const, entries }, content: Buffer.concat([head, program.bytes]) }
  const source = rewriteObjects(
    plain(sources['CFF, two bytes']),
    objects,
    new Map([[program.number, wrapped]]),
  )
  const { bytes, telling } = quietFonts(source, [secret])
  assert.deepEqual(telling, [])
  assert.equal(fontsOf(bytes)[0]?.font.program?.subtype, 'CIDFontType0C')
  assert.doesNotMatch(fontsOf(bytes)[0]?.codes ?? '', /DearQ/)
  assert.deepEqual(differingPages(pdfium, [plain(sources['CFF, two bytes']), bytes], [0]), [])
})

test('a page that looks otherwise is seen', () => {
  const [before, after] = ['a plan for trees', 'a plan for treeg'].map((text) =>
    plain(printTypst(text, 'Liberation Sans')),
  )
  assert.ok(before !== undefined && after !== undefined)
  assert.deepEqual(differingPages(pdfium, [before, after], [0]), [0])
})

test('a font with the numbers of the whole font keeps them, and loses what only the name had', async () => {
  for (const cut of [true, false]) {
    const source = wordLike(lines, cut)
    const [before] = fontsOf(plain(source))
    const { bytes, pictures } = await redacted(source)
    const [after] = fontsOf(bytes)
    assert.deepEqual(pictures, [])
    assert.ok(before !== undefined && after !== undefined)
    for (const [code, text] of after.font.texts) assert.equal(before.font.texts.get(code), text)
    assert.doesNotMatch(after.codes, /[QZz]/)
    assert.ok(after.filled < before.filled)
    assert.deepEqual((await inspectForRelease(bytes, 'a.pdf', [secret])).findings, [])
    assert.match(await textOf(bytes), /council met and agreed/)
  }
})

test('a font that cannot be numbered anew makes its pages pictures where it tells', async () => {
  const source = Buffer.from(oneByte(lines)).toString('latin1')
  // Codes by names that nobody knows, and no map in the program that has them
  const opaque = Buffer.from(
    source.replace('/Subtype/TrueType', '/Subtype/Type3   ').replace('/FontFile2 8 0 R', '/FontFileX 8 0 R'),
    'latin1',
  )
  const quiet = quietFonts(plain(opaque), [secret])
  assert.deepEqual(quiet.telling, [0])
  assert.deepEqual(quietFonts(plain(opaque), ['Xanthippe']).telling, [])
})

test('a font in an encoding that is not read makes its pages pictures in the copy', async () => {
  const source = Buffer.from(sources['TrueType, two bytes']).toString('latin1')
  const upright = Buffer.from(source.replaceAll('/Identity-H', '/Identity-V'), 'latin1')
  const { pictures, verification, bytes } = await redacted(upright)
  assert.deepEqual(pictures, [1])
  assert.equal(verification.passed, true)
  assert.equal(fontsOf(bytes).length, 0)
})

test('a page that would look otherwise becomes a picture', async () => {
  const source = drawnFont(['Dear Quillon Zephyrine,', 'the council met & agreed'], 'cff', 'natural')
  const { pictures, verification } = await redacted(source)
  assert.deepEqual(pictures, [1])
  assert.equal(verification.passed, true)
})

test('pieces of shapes are known by who calls them', () => {
  const [a, c] = [Buffer.from([11]), Buffer.from([11])]
  const call = (index: number, operator: number): number[] => [index - 107 + 139, operator]
  // The first piece is number -107.
  const inner = { shared: [c], own: [a, Buffer.from([...call(0, 10), 11])] }
  const run = (shape: number[]) => piecesCalled([{ shape: Buffer.from(shape), pieces: inner }])
  assert.deepEqual(run([139, 139, 21, 14]), new Set())
  assert.deepEqual(run([...call(1, 10), 14]), new Set([inner.own[1], a]))
  assert.deepEqual(run([139, 139, 1, 139, 139, 19, 0xff, ...call(0, 29), 14]), new Set([c]))
  assert.equal(run([139, 139, 12, 10, ...call(0, 29), 14]), null)
  assert.equal(run([...call(5, 10), 14]), null)
})

test('an order tells where it spells what a name is the first to use', () => {
  const order = [...'DearQuilonZphytcm']
  assert.equal(spellsMarked(order, [secret]), true)
  assert.equal(spellsMarked([...'DearQuitcm'], [secret]), true)
  assert.equal(spellsMarked(order.toSorted(), [secret]), false)
  assert.equal(spellsMarked([...'DearQutcm'], [secret]), false)
  assert.equal(spellsMarked(order, ['Dee']), false)
})

test('no stream of a copy holds the map or the shapes that were taken out', async () => {
  const { bytes } = await redacted(sources['CFF, two bytes'])
  const objects = readObjects(bytes)
  const streams = [...objects.places.keys()].flatMap((number) => {
    const object = objects.get(number)
    return object?.data === null || object === null ? [] : [unpack(object, objects)?.toString('latin1') ?? '']
  })
  // One map for the letter's own font
  assert.equal(streams.filter((stream) => stream.includes('beginbfchar')).length, 1)
  assert.equal(streams.filter((stream) => stream.startsWith('\x01\x00\x04')).length, 1)
})
