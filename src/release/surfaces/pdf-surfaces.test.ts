import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { inspectSurfaces } from './inspect-surfaces.ts'
import { jpeg, kinds, office, pdf, placed, stream } from './surfaces.fixture.ts'

const words = 'BT /F1 12 Tf 72 700 Td (Jane Specimen) Tj ET'
const blackPicture = stream(
  '/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8',
  '\0'.repeat(12),
)
const speckled = stream(
  '/Type/XObject/Subtype/Image/Width 16/Height 16/ColorSpace/DeviceRGB/BitsPerComponent 8',
  Buffer.from(Array.from({ length: 768 }, (_, index) => (index * 37) % 256)),
)
const withPicture = (content: string, picture: Buffer): Uint8Array =>
  pdf(content, { resources: '/XObject<</Im1 7 0 R>>', objects: [picture] })
const overlay = 'q 140 0 0 20 68 694 cm /Im1 Do Q'

test('words are covered by rounded boxes, thick lines, black pictures, other letters and marks never applied', async () => {
  const cases: Record<string, Uint8Array> = {
    'a rounded box': pdf(
      `${words} 0 g 72 695 m 180 695 l 184 695 186 697 186 700 c 186 710 l 186 714 184 716 180 716 c 72 716 l 69 716 67 714 67 710 c 67 700 l 67 697 69 695 72 695 c f`,
    ),
    'a thick line': pdf(`${words} 16 w 0 G 66 704 m 190 704 l S`),
    'a black picture': withPicture(`${words} ${overlay}`, blackPicture),
    'crosses over the letters': pdf(`${words} BT /F1 12 Tf 72 700 Td (XXXXXXXXXXXXX) Tj ET`),
    'other words': pdf(`${words} BT /F1 13 Tf 72 700 Td (Moved Bramble) Tj ET`),
    'a scan that was blacked out': withPicture(
      `${overlay} BT 3 Tr /F1 12 Tf 72 700 Td (Jane Specimen) Tj ET`,
      blackPicture,
    ),
  }
  for (const [how, bytes] of Object.entries(cases))
    assert.deepEqual(await kinds(bytes, 'a.pdf'), ['covered-text'], how)
  const redact = pdf(words, {
    page: '/Annots[7 0 R]',
    objects: ['<</Type/Annot/Subtype/Redact/Rect[70 696 190 712]>>'],
  })
  assert.deepEqual(await kinds(redact, 'a.pdf'), ['covered-text'])
  const square = pdf(words, {
    page: '/Annots[7 0 R]',
    objects: [
      '<</Type/Annot/Subtype/Square/Rect[60 690 200 720]/IC[0 0 0]/AP<</N 8 0 R>>>>',
      stream('/Type/XObject/Subtype/Form/BBox[0 0 140 30]', '0 g 0 0 140 30 re f'),
    ],
  })
  assert.deepEqual(await kinds(square, 'a.pdf'), ['annotation', 'covered-text'])
})

test('what only looks like covering is not', async () => {
  const state = '/ExtGState<</Mark<</BM/Multiply>>/Clear<</ca 0.3>>>>'
  const cases: Record<string, Uint8Array> = {
    'a highlighter': pdf(`${words} /Mark gs 1 1 0 rg 70 696 120 16 re f`, { resources: state }),
    'a veil': pdf(`${words} /Clear gs 0 0 1 rg 70 696 120 16 re f`, { resources: state }),
    'bold by printing twice': pdf(`${words} BT /F1 12 Tf 72.3 700 Td (Jane Specimen) Tj ET`),
    'a line of dots to write on': pdf(`BT /F1 12 Tf 72 700 Td (..........__________) Tj ET ${words}`),
    'an underline': pdf(`${words} 1 w 72 698 m 180 698 l S`),
    'white words on a blue shape': pdf(
      `0 0 1 rg 72 695 m 180 695 l 184 695 186 697 186 700 c 186 710 l 186 714 184 716 180 716 c 72 716 l 69 716 67 714 67 710 c f 1 g ${words}`,
    ),
    'white words on a picture': withPicture(`q 400 0 0 400 50 500 cm /Im1 Do Q 1 g ${words}`, speckled),
    'a watermark': pdf(`${words} 0.9 g BT /F1 90 Tf 0.7 0.7 -0.7 0.7 100 420 Tm (DRAFT) Tj ET`),
  }
  for (const [how, bytes] of Object.entries(cases)) assert.deepEqual(await kinds(bytes, 'a.pdf'), [], how)
})

test('words are hidden by frames, by pictures, by being nearly white or nearly transparent', async () => {
  const cases: Record<string, Uint8Array> = {
    'a frame': pdf(`q 10 10 20 20 re W n ${words} Q`),
    'a form’s frame': pdf('q /Fm1 Do Q', {
      resources: '/XObject<</Fm1 7 0 R>>',
      objects: [stream('/Type/XObject/Subtype/Form/BBox[0 0 50 50]/Resources<</Font<</F1 5 0 R>>>>', words)],
    }),
    'a scan in front': withPicture(`${words} q 400 0 0 400 50 500 cm /Im1 Do Q`, speckled),
    'nearly white': pdf(`0.99 0.98 0.99 rg ${words}`),
    'nearly transparent': pdf(`/Clear gs ${words}`, { resources: '/ExtGState<</Clear<</ca 0.01>>>>' }),
  }
  for (const [how, bytes] of Object.entries(cases))
    assert.deepEqual(await kinds(bytes, 'a.pdf'), ['hidden-text'], how)
})

test('the same thing on many pages is one line', async () => {
  const found = await inspectSurfaces(pdf('BT 3 Tr /F1 12 Tf 72 700 Td (Jane) Tj ET').slice(), 'a.pdf')
  assert.deepEqual(found, [{ kind: 'hidden-text', where: 'page 1', detail: '1 word is painted invisibly.' }])
})

test('what the objects of a PDF keep beside its pages is found', async () => {
  const packed = (objects: string[], first: number): Buffer => {
    let at = 0
    const header = objects.map((text, index) => {
      const entry = `${first + index} ${at}`
      at += text.length + 1
      return entry
    })
    const head = `${header.join(' ')} `
    return stream(
      `/Type/ObjStm/N ${objects.length}/First ${head.length}/Filter/FlateDecode`,
      deflateSync(Buffer.from(head + objects.map((text) => `${text} `).join(''))),
    )
  }
  const photo = stream(
    '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode',
    jpeg([placed]),
  )
  const xmp =
    '<x:xmpmeta><rdf:RDF><rdf:Description><dc:creator>A. Clerk</dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>'
  const cases: [string, string, Uint8Array][] = [
    ['private data', 'metadata', pdf(words, { page: '/PieceInfo<</App<</Private(x)>>>>' })],
    ['a small picture', 'metadata', pdf(words, { page: '/Thumb 7 0 R', objects: [blackPicture] })],
    [
      'a photograph’s place',
      'exif',
      pdf(`${words} /Im1 Do`, { resources: '/XObject<</Im1 7 0 R>>', objects: [photo] }),
    ],
    [
      'a picture’s description',
      'metadata',
      pdf(words, { page: '/Metadata 7 0 R', objects: [stream('/Type/Metadata/Subtype/XML', xmp)] }),
    ],
    ['a stray page', 'previous-revision', pdf(words, { objects: [stream('', 'BT (Jane) Tj ET')] })],
    ['a stray note', 'previous-revision', pdf(words, { objects: ['<</Contents(Call Jane about it)>>'] })],
    [
      'XFA',
      'form-field',
      pdf(words, { catalog: '/AcroForm<</Fields[]/XFA 7 0 R>>', objects: [stream('', '<xdp/>')] }),
    ],
    ['a portfolio', 'attachment', pdf(words, { catalog: '/Collection<</View/T>>' })],
    ['a program to start', 'external-link', pdf(words, { catalog: '/OpenAction<</S/Launch/F(a.exe)>>' })],
    [
      'a script that is packed',
      'javascript',
      pdf(words, { catalog: '/Extra 8 0 R', objects: [packed(['<</S/JavaScript/JS(x)>>'], 8)] }),
    ],
  ]
  for (const [what, kind, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.pdf'), [kind], what)
})

test('an earlier state is found though its marks were taken away, and data after the end', async () => {
  const once = Buffer.from(pdf(words))
  const twice = Buffer.from(
    once.toString('latin1').replace('4 0 obj', '4 0 obj<</Length 2>>stream\nxx\nendstreamendobj\n4 0 obj'),
    'latin1',
  )
  assert.ok((await kinds(twice, 'a.pdf')).includes('previous-revision'))
  assert.deepEqual(await kinds(Buffer.concat([once, Buffer.from('x'.repeat(200))]), 'a.pdf'), [
    'previous-revision',
  ])
})

test('a file attached to a PDF is looked into', async () => {
  const workbook = Buffer.from(
    office({
      'xl/workbook.xml':
        '<workbook xmlns:r="r"><sheets><sheet name="Staff" state="hidden" r:id="a"/></sheets></workbook>',
    }),
  )
  const bytes = pdf(words, {
    catalog: '/Names<</EmbeddedFiles<</Names[(a.xlsx) 7 0 R]>>>>',
    objects: [
      '<</Type/Filespec/F(a.xlsx)/EF<</F 8 0 R>>>>',
      stream('/Type/EmbeddedFile/Filter/FlateDecode', deflateSync(workbook)),
    ],
  })
  assert.deepEqual(await kinds(bytes, 'a.pdf'), ['attachment', 'hidden-sheet'])
})
