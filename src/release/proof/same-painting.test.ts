import assert from 'node:assert/strict'
import { test } from 'node:test'
import { withPdf } from '../../documents/index.ts'
import { buildPdf } from '../../redaction/pdf/pdf.fixture.ts'
import { paintTheSame } from './same-painting.ts'

const usual = {
  font: 'Courier',
  colour: '0 g',
  at: '60 700',
  word: 'committee',
  pixels: '\x10\x80\xf0',
  box: '0 0 595 842',
  extra: '',
  layer: false,
}

function page(given: Partial<typeof usual> = {}, first = 4): Uint8Array {
  const { font, colour, at, word, pixels, box, extra, layer } = { ...usual, ...given }
  const content = `${colour} 50 50 80 20 re f BT /F 14 Tf ${at} Td (${word}) Tj ET q 40 0 0 40 300 300 cm /I Do Q ${extra}`
  // The same objects under other numbers, as a rebuilt file has them
  const [text, letters, image] = first === 4 ? [4, 5, 6] : [6, 4, 5]
  const objects = new Map<number, Parameters<typeof buildPdf>[0][number]>([
    [text, { dictionary: '', stream: layer ? `/OC /L BDC ${content} EMC` : content, packed: true }],
    [letters, `<</Type/Font/Subtype/Type1/BaseFont/${font}/Encoding/WinAnsiEncoding>>`],
    [
      image,
      {
        dictionary: '/Type/XObject/Subtype/Image/Width 3/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8',
        stream: pixels,
      },
    ],
  ])
  return buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents ${text} 0 R/Resources<</Font<</F ${letters} 0 R>>/XObject<</I ${image} 0 R>>/Properties<</L<</Type/OCG/Name(L)>>>>>>>>`,
    ...[4, 5, 6].map((number) => objects.get(number) ?? ''),
  ])
}

const same = (one: Uint8Array, two: Uint8Array): Promise<boolean> =>
  withPdf(one, (before, { OPS }) =>
    withPdf(two, async (after) => paintTheSame(await before.getPage(1), await after.getPage(1), OPS)),
  )

test('a page that was rebuilt paints the same, whatever its objects are called', async () => {
  assert.equal(await same(page(), page()), true)
  assert.equal(await same(page(), page({}, 6)), true)
  assert.equal(await same(page(), page({ extra: '/P <</MCID 0>> BDC EMC' })), true, 'tags paint nothing')
})

test('another colour, place, word, letter shape, pixel or size is not the same', async () => {
  const changes: Partial<typeof usual>[] = [
    { colour: '1 0 0 rg' },
    { at: '60 700.5' },
    { word: 'committed' },
    // Its letters are as wide
    { font: 'Courier-Bold' },
    { pixels: '\x10\x80\xf1' },
    { box: '0 0 595 841' },
    { extra: '0 0 10 10 re f' },
  ]
  for (const change of changes) assert.equal(await same(page(), page(change)), false, JSON.stringify(change))
})

test('where the operators do not say what shows, the pages are drawn', async () => {
  assert.equal(await same(page({ layer: true }), page({ layer: true })), false)
})
