import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { extractText } from '../../documents/index.ts'
import { picturePage } from './page-picture.ts'
import { buildPdf } from './pdf.fixture.ts'
import { Pdfium } from './pdfium.ts'
import { inspectForRelease } from '../../release/index.ts'
import { runJob } from './run-job.ts'
import { lineBoxes, readWords } from '../pages/read-words.ts'
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

test('a mark on a slanted line leaves the lines beside it, when it is found and when it was kept', async () => {
  const pdfium = await Pdfium.start()
  const names = 'amber birch cedar dogwood elder ginkgo hazel ivory juniper kapok larch maple'.split(' ')
  for (const angle of [1, 3, 8, 15, 45, 75, 200]) {
    const turn = (angle * Math.PI) / 180
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
    const lines = Array.from({ length: 9 }, (_, at) => {
      const [x, y] = [300 - 100 * cos + (at - 4) * 12 * sin, 400 - 100 * sin - (at - 4) * 12 * cos]
      const [one, two, three, four] = names.slice(at)
      const said = at === 4 ? `${one} ${secret} ${two}` : `${one} ${two} ${three} ${four}`
      const matrix = [cos, sin, -sin, cos, x, y].map((each) => each.toFixed(4)).join(' ')
      return `BT /F1 11 Tf ${matrix} Tm (${said}) Tj ET`
    })
    const bytes = onePage(lines.join('\n'))
    const opened = pdfium.open(bytes)
    assert.ok('document' in opened)
    const page = pdfium.api.FPDF_LoadPage(opened.document, 0)
    const words = readWords(pdfium, page, 1)
    pdfium.api.FPDF_ClosePage(page)
    opened.close()
    const first = words.findIndex(({ text }) => text === 'Quillon')
    const byWords = lineBoxes(words, first, first + 1).map((box) => ({ ...box, page: 1, label: 's.40(2)' }))
    const found = await runJob(pdfium, job(bytes))
    assert.ok('marks' in found)
    const kept = found.marks.map((mark) => ({ ...mark, label: 's.40(2)' }))
    const before = (await extractText(bytes, 'pdf')).text
    for (const boxes of [null, kept, byWords]) {
      const made: Awaited<ReturnType<typeof runJob>> =
        boxes === null ? found : await runJob(pdfium, { ...job(bytes), find: [], boxes })
      assert.ok(!('problem' in made))
      assert.deepEqual([made.verification.passed, made.pictures], [true, []], `${angle}`)
      const { text } = await extractText(made.bytes, 'pdf')
      assert.doesNotMatch(text, /Quill|Zeph|yrine/, `${angle}`)
      for (const name of names)
        assert.equal(text.split(name).length, before.split(name).length, `${angle} ${name}`)
    }
  }
})

test('no letter of a line that crosses a box is left under it', async () => {
  const pdfium = await Pdfium.start()
  const across = `BT /F1 17 Tf 60 160 Td (amber ${secret} larch) Tj ET`
  for (const shift of [0, 2, 4, 6, 8]) {
    const down = `BT /F1 14 Tf 0 -1 1 0 140 ${260 + shift} Tm (ginkgo dogwood kapok maple) Tj ET`
    const made = await runJob(pdfium, job(onePage(`${down} ${across}`)))
    assert.ok(!('problem' in made))
    assert.deepEqual([made.verification.passed, made.pictures], [true, []])
    const { findings } = await inspectForRelease(made.bytes, 'answer.pdf', [secret])
    assert.deepEqual(findings, [], `${shift}`)
    const { text } = await extractText(made.bytes, 'pdf')
    for (const name of ['amber', 'larch', 'ginkgo', 'maple']) assert.match(text, new RegExp(name), `${shift}`)
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
