import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pdfPageText, withPdf } from '../../documents/index.ts'
import { cleanContent } from './content-stream.ts'
import { readObjects } from './pdf-objects.ts'
import { buildPdf } from './pdf.fixture.ts'
import { Pdfium } from './pdfium.ts'
import { joinPdf, splitPdf } from './rebuild-pdf.ts'

const clean = (content: string): string =>
  cleanContent(Buffer.from(content, 'latin1'), {
    isHidden: () => false,
    isHiddenObject: () => false,
  }).content.toString('latin1')

test('comments and marked content go wherever they stand, and nothing else does', () => {
  assert.equal(clean('q 1 0 0 1 0 0 cm (a%b) Tj Q'), 'q 1 0 0 1 0 0 cm (a%b) Tj Q')
  for (const [content, left] of [
    ['q % Quillon\nQ', 'q Q'],
    ['1 % Quillon\n0 0 rg f', '1 0 0 rg f'],
    ['[(a) % Quillon\n 3 (b)] TJ', '[(a) 3 (b)] TJ'],
    ['f /Span % Quillon\n <</ActualText (Quillon)>> % Quillon\n BDC (x) Tj EMC S', 'f (x) Tj S'],
    ['/Span <</ActualText (Quillon)>> % one\n BDC % two', ''],
    ['f (Quillon) 12', 'f'],
    ['(Quillon) ) f', 'f'],
  ] as const)
    assert.equal(clean(content).replaceAll(/\s+/g, ' ').trim(), left, content)
})

test('parts share nothing and come together as they were, with what they share written once', async () => {
  const font = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>'
  const count = 40
  const pages = Array.from({ length: count }, (_, index) => index)
  const source = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Count ${count}/Kids[${pages.map((index) => `${5 + index * 2} 0 R`).join(' ')}]>>`,
    font,
    { dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 9 9]', stream: '0 0 9 9 re f' },
    ...pages.flatMap((index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${6 + index * 2} 0 R/Resources<</Font<</F1 3 0 R>>/XObject<</X 4 0 R>>>>>>`,
      { dictionary: '', stream: `/X Do BT /F1 12 Tf 50 700 Td (page ${index}) Tj ET` },
    ]),
  ])
  const pdfium = await Pdfium.start()
  const opened = pdfium.open(source)
  assert.ok('document' in opened)
  const flat = pdfium.save(opened.document)
  opened.close()
  const parts = [...splitPdf(readObjects(flat), flat.length)]
  assert.ok(parts.length > 1)
  assert.deepEqual(
    parts.map(({ first }) => first),
    parts.map((_, at) => parts.slice(0, at).reduce((sum, part) => sum + part.pages, 0)),
  )
  const { bytes, unclear } = joinPdf(parts, {
    title: '',
    language: 'en-GB',
    bookmarks: [],
    pictures: new Map(),
  })
  assert.deepEqual(unclear, [])
  await withPdf(bytes, async (document) => {
    assert.equal(document.numPages, count)
    for (const index of [0, 15, 16, 39])
      assert.equal((await pdfPageText(await document.getPage(index + 1))).trim(), `page ${index}`)
  })
  const text = Buffer.from(bytes).toString('latin1')
  assert.equal([...text.matchAll(/\/BaseFont ?\/Helvetica/g)].length, 1)
  assert.equal([...text.matchAll(/\/Subtype ?\/Form/g)].length, 1)
})
