import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { extractText } from '../../documents/index.ts'
import { picturePage } from './page-picture.ts'
import { buildPdf } from './pdf.fixture.ts'
import { Pdfium } from './pdfium.ts'
import { runJob } from './run-job.ts'
import { findLeft } from './verify-pdf.ts'

const secret = 'Quillon Zephyrine'
const onePage = (content: string): Uint8Array =>
  buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    { dictionary: '', stream: content },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ])
const job = (bytes: Uint8Array) => ({
  bytes,
  find: [secret],
  entities: [],
  minScore: 0.5,
  boxes: [],
  label: 's.40(2)',
  title: 'Answer',
  write: true,
})

test('a name in pieces is found whichever way its line runs, and its neighbours stay', async () => {
  const pdfium = await Pdfium.start()
  for (const angle of [0, 90, 180, 270, 12, 200]) {
    const turn = (angle * Math.PI) / 180
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)].map((each) => each.toFixed(4))
    for (const pieces of [
      '(Quillon Zep) Tj (hyrine) Tj',
      [...secret].map((letter) => `(${letter}) Tj`).join(' '),
    ]) {
      const content = `BT /F1 12 Tf ${cos} ${sin} ${-Number(sin)} ${cos} 300 400 Tm (amber ) Tj ${pieces} ( birch) Tj ET`
      const result = await runJob(pdfium, job(onePage(content)))
      assert.ok(!('problem' in result))
      assert.deepEqual(result.verification, { passed: true, left: [] }, `${angle}`)
      assert.deepEqual(result.pictures, [], `${angle}`)
      const { text } = await extractText(result.bytes, 'pdf')
      assert.match(text, /amber/, `${angle}`)
      assert.match(text, /birch/, `${angle}`)
      assert.doesNotMatch(text, /Quill|Zeph|yrine/, `${angle}`)
    }
  }
})

test('a page that becomes a picture is painted black where the second engine still reads a marked text', async () => {
  const pdfium = await Pdfium.start()
  const bytes = onePage(`BT /F1 20 Tf 100 700 Td (${secret}) Tj ET BT /F1 20 Tf 100 600 Td (amber) Tj ET`)
  // As if the first engine had found nothing.
  const work = { index: 0, marks: [], removed: [], rest: '', glyphs: [], boxes: [], overPicture: false }
  const left = await findLeft({ first: 0, pages: 1, bytes }, [work], [secret])
  assert.deepEqual(
    left.map(({ rule, page }) => [rule, page]),
    [['text 1', 0]],
  )
  const opened = pdfium.open(bytes)
  assert.ok('document' in opened)
  const { jpeg, pixels, height } = await picturePage(pdfium, opened.document, 0, left[0]?.boxes)
  const { data, info } = await sharp(jpeg).greyscale().raw().toBuffer({ resolveWithObject: true })
  const scale = pixels[1] / height
  const shade = (x: number, y: number): number =>
    data[Math.round((height - y) * scale) * info.width + Math.round(x * scale)] ?? -1
  for (let x = 102; x < 250; x += 3) for (const y of [698, 704, 712]) assert.ok(shade(x, y) < 30, `${x} ${y}`)
  const line = Array.from({ length: 60 }, (_, index) => shade(100 + index, 605))
  assert.ok(Math.max(...line) > 200, 'the other word is not covered')
})
