import assert from 'node:assert/strict'
import { test } from 'node:test'
import { extractText } from '../../documents/index.ts'
import { inspectForRelease } from '../../release/index.ts'
import { buildPdf, secretPdf } from './pdf.fixture.ts'
import type { PdfJob } from './pdf-job.ts'
import { Pdfium } from './pdfium.ts'
import { redactPdf } from './redact-pdf.ts'

const secret = 'Quillon Zephyrine'
const neighbours = 'amber birch cedar dogwood elder fir ginkgo hazel ivory juniper kapok larch'.split(' ')
const job = (bytes: Uint8Array, more: Partial<PdfJob> = {}): PdfJob => ({
  bytes,
  find: [],
  entities: [],
  minScore: 0.5,
  boxes: [],
  label: 's.40(2)',
  title: 'Answer',
  write: true,
  ...more,
})
const textOf = async (bytes: Uint8Array): Promise<string> => (await extractText(bytes, 'pdf')).text
const counted = (text: string): number =>
  neighbours.reduce((sum, word) => sum + text.split(new RegExp(`\\b${word}`)).length - 1, 0)
const onePage = (content: string, more = '', resources = ''): Uint8Array =>
  buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>${resources}>>${more}>>`,
    { dictionary: '', stream: content },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    {
      dictionary: '/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceRGB/BitsPerComponent 8',
      stream: '\xff\x00\x00\xff\x00\x00\xff\x00\x00\xff\x00\x00',
    },
  ])

test('a secret on every surface of a PDF is gone, and its neighbours are not', async () => {
  const source = secretPdf(secret, neighbours)
  const before = await inspectForRelease(source, 'a.pdf', [secret])
  assert.ok(before.findings.length > 5, 'the source leaks')
  const { bytes, marks, verification, hidden, pictures, pages } = await redactPdf(
    job(source, { find: [secret] }),
  )
  assert.deepEqual(verification, { passed: true, left: [] })
  assert.deepEqual(pictures, [])
  assert.equal(pages, 2)
  assert.equal(hidden, 2)
  assert.ok(marks.length >= 18)
  assert.deepEqual((await inspectForRelease(bytes, 'a.pdf', [secret])).findings, [])
  for (const part of secret.split(' '))
    assert.deepEqual((await inspectForRelease(bytes, 'a.pdf', [part])).findings, [], part)
  const [was, is] = [counted(await textOf(source)), counted(await textOf(bytes))]
  assert.ok(is >= was * 0.98 && was > 40, `${is} of ${was} neighbours`)
})

test('what no reader sees does not come along, whatever is found', async () => {
  const { bytes } = await redactPdf(job(secretPdf(secret, neighbours)))
  const text = await textOf(bytes)
  assert.doesNotMatch(text, /under the rose|beneath the stone/)
  const kinds = (await inspectForRelease(bytes, 'a.pdf')).findings.map(({ kind }) => kind)
  for (const kind of [
    'metadata',
    'attachment',
    'annotation',
    'form-field',
    'javascript',
    'hidden-layer',
    'previous-revision',
  ])
    assert.ok(!kinds.some((each) => each === kind), kind)
})

test('the gate stops what a careless tool would leave', async () => {
  const source = secretPdf(secret, neighbours)
  const { bytes } = await redactPdf(job(source, { find: [secret] }))
  const good = Buffer.from(bytes).toString('latin1')
  const halves: Record<string, Uint8Array> = {
    'a box painted over the words': onePage(
      `BT /F1 11 Tf 50 700 Td (${secret}) Tj ET 0 0 0 rg 40 690 200 30 re f`,
    ),
    'the source before the rebuilt file': new Uint8Array(
      Buffer.concat([Buffer.from(source), Buffer.from(bytes)]),
    ),
    'a title kept': new Uint8Array(
      Buffer.from(good.replace(/\/Title <[^>]*>/, `/Title (${secret})`), 'latin1'),
    ),
    'a stray object': new Uint8Array(
      Buffer.from(good.replace('xref\n', `99 0 obj (${secret}) endobj\nxref\n`), 'latin1'),
    ),
  }
  for (const [how, half] of Object.entries(halves))
    assert.equal((await inspectForRelease(half, 'a.pdf', [secret])).clean, false, how)
})

test('a drawn box removes what it touches on a turned page, and says where it lies', async () => {
  const source = onePage('BT /F1 11 Tf 50 700 Td (Keep) Tj 100 0 Td (Remove) Tj ET', '/Rotate 90')
  // Turned by 90°, the point (150, 700) is shown 700 from the left and 150 from the top.
  const box = { page: 1, left: 690, top: 145, width: 30, height: 60 }
  const { bytes, marks } = await redactPdf(job(source, { boxes: [{ ...box, label: 's.41' }] }))
  assert.deepEqual(marks, [{ rule: 'box', ...box }])
  const text = await textOf(bytes)
  assert.match(text, /Keep/)
  assert.doesNotMatch(text, /Rem/)
})

test('a box on a picture makes the page a picture', async () => {
  const source = onePage(
    'q 200 0 0 200 100 400 cm /Im1 Do Q BT /F1 11 Tf 50 700 Td (Caption) Tj ET',
    '',
    '/XObject<</Im1 6 0 R>>',
  )
  const box = { page: 1, left: 120, top: 300, width: 50, height: 50 }
  const { bytes, pictures, verification } = await redactPdf(
    job(source, { boxes: [{ ...box, label: 's.41' }] }),
  )
  assert.deepEqual(pictures, [1])
  assert.equal(verification.passed, true)
  assert.doesNotMatch(await textOf(bytes), /Caption/)
  assert.match(Buffer.from(bytes).toString('latin1'), /DCTDecode/)
})

test('what several pages paint is removed only where it is marked, and boxed on each where it is found', async () => {
  const page =
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</XObject<</Fm1 6 0 R/Im1 8 0 R>>>>>>'
  const source = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    page,
    page,
    { dictionary: '', stream: '/Fm1 Do q 50 0 0 50 400 100 cm /Im1 Do Q' },
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 7 0 R>>>>',
      stream: `BT /F1 11 Tf 50 700 Td (amber ${secret}) Tj ET`,
    },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    {
      dictionary: '/Type/XObject/Subtype/Image/Width 2/Height 2/ColorSpace/DeviceGray/BitsPerComponent 8',
      stream: '\xff\xff\xff\xff',
    },
  ])
  const box = { page: 1, left: 45, top: 130, width: 200, height: 20, label: 's.41' }
  const drawn = await redactPdf(job(source, { boxes: [box] }))
  assert.equal((await textOf(drawn.bytes)).split('amber').length - 1, 1)
  const found = await redactPdf(job(source, { find: [secret] }))
  assert.deepEqual(
    found.marks.map((mark) => mark.page),
    [1, 2],
  )
  assert.equal((await textOf(found.bytes)).split('s.40(2)').length - 1, 2)
  const onPicture = await redactPdf(job(source, { boxes: [{ ...box, left: 410, top: 700, width: 20 }] }))
  assert.deepEqual(onPicture.pictures, [1])
  const pixels = Buffer.from(onPicture.bytes).toString('latin1').split('/Width 2').length - 1
  assert.equal(pixels, 1, 'the other page keeps its picture')
  assert.equal((await textOf(onPicture.bytes)).split('amber').length - 1, 1)
  await assert.rejects(
    redactPdf(job(source, { boxes: [{ ...box, page: 3 }] })),
    /page that the PDF does not have/,
  )
})

test('a PDF that only asks not to be changed is redacted, one with a password is not', async () => {
  const pdfium = await Pdfium.start()
  const locked = (password: string): Uint8Array => {
    const opened = pdfium.open(onePage(`BT /F1 11 Tf 50 700 Td (amber ${secret}) Tj ET`))
    assert.ok('document' in opened)
    assert.ok(pdfium.api.EPDF_SetEncryption(opened.document, password, 'owner', 0))
    return pdfium.write(opened.document)
  }
  const source = locked('')
  assert.match(Buffer.from(source).toString('latin1'), /\/Encrypt/)
  const { bytes, verification } = await redactPdf(job(source, { find: [secret] }))
  assert.equal(verification.passed, true)
  assert.doesNotMatch(Buffer.from(bytes).toString('latin1'), /\/Encrypt/)
  assert.match(await textOf(bytes), /amber/)
  await assert.rejects(redactPdf(job(locked('open'), { find: [secret] })), /password/)
})

test('damaged and endless PDFs are refused in plain words', async () => {
  const refused = (bytes: Uint8Array, limits?: { time: number; memory: number }): Promise<unknown> =>
    redactPdf(job(bytes, { find: [secret] }), limits).then(
      () => assert.fail('it was redacted'),
      (error: unknown) => (error instanceof Error ? error.message : error),
    )
  assert.match(String(await refused(new TextEncoder().encode('%PDF-1.7 nothing'))), /damaged/)
  assert.match(String(await refused(secretPdf(secret, neighbours), { time: 1, memory: 600 })), /longer than/)
})
