import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { compoundFile } from '../../test/support/compound-file.ts'
import { extractText, inspectFile } from '../documents/index.ts'
import { inspectForRelease } from '../release/index.ts'
import {
  secretOpenSlides,
  secretOutlook,
  secretPage,
  secretRichText,
  secretSlides,
} from './formats.fixture.ts'
import { secretDocument, secretMessage, secretOpenDocument, secretWorkbook } from './office.fixture.ts'
import { secretPdf } from './pdf/pdf.fixture.ts'
import { redactFile } from './redact-file.ts'

const secret = 'Quillon Zephyrine'
const reason = 's.40(2)'
const find = [secret]

/** The text of the redacted file, when it is gone from everywhere and the gate finds nothing at all. */
async function redactedText(
  source: Uint8Array,
  name: string,
  wantedName: string,
): Promise<{ text: string; leftOut: Record<string, number>; marks: number; bytes: Uint8Array }> {
  assert.equal((await inspectForRelease(source, name, find)).clean, false, 'the source leaks')
  const made = await redactFile(source, name, { find, reason })
  assert.equal(made.name, wantedName)
  assert.deepEqual(made.verification, { passed: true, left: [] })
  for (const text of [secret, ...secret.split(' ')])
    assert.deepEqual((await inspectForRelease(made.bytes, made.name, [text])).findings, [], text)
  const { text } = await extractText(made.bytes, inspectFile(made.bytes, made.name, '').type)
  return { text, leftOut: made.leftOut, marks: made.marks.length, bytes: made.bytes }
}
const hasAll = (text: string, words: string): void => {
  for (const word of words.split(' ')) assert.match(text, new RegExp(word), word)
}

test('slides become a document, in the order in which they are shown', async () => {
  const { text, leftOut, marks } = await redactedText(secretSlides(secret), 'a.pptx', 'a-redacted.docx')
  hasAll(text, 'orchard amber birch cedar meadow dogwood elder')
  assert.ok(text.indexOf('meadow') < text.indexOf('orchard'))
  assert.match(text, /Slide 1\nfirst \[Redacted: s\.40\(2\)\] meadow/)
  assert.equal(marks, 4)
  assert.deepEqual(leftOut, {
    'hidden words': 1,
    'hidden slides': 1,
    'speaker’s notes': 1,
    comments: 1,
    'embedded files': 1,
  })
})

test('OpenDocument slides become a document', async () => {
  const { text, leftOut, marks } = await redactedText(secretOpenSlides(secret), 'a.odp', 'a-redacted.docx')
  hasAll(text, 'orchard amber birch')
  assert.equal(marks, 2)
  assert.deepEqual(leftOut, { 'speaker’s notes': 1, 'hidden slides': 1 })
})

test('a page becomes a page of what it shows', async () => {
  const { text, bytes, marks, leftOut } = await redactedText(secretPage(secret), 'a.html', 'a-redacted.html')
  hasAll(text, 'orchard amber birch cedar dogwood elder fir ginkgo hazel ivory juniper')
  assert.equal(marks, 4)
  assert.equal(leftOut['hidden words'], 4)
  const html = new TextDecoder().decode(bytes)
  assert.match(html, /<h1>Report on the orchard<\/h1>/)
  assert.match(html, /<td>hazel<\/td><td><mark>/)
  assert.match(html, /<ul>\n<li>ivory<\/li>\n<li>juniper<\/li>\n<\/ul>/)
  assert.match(html, /<p>amber <mark>\[Redacted: s\.40\(2\)\]<\/mark> birch<\/p>/)
})

test('rich text becomes a document of what it shows', async () => {
  const { text, marks, leftOut } = await redactedText(secretRichText(secret), 'a.rtf', 'a-redacted.docx')
  hasAll(text, 'orchard amber birch cedar dogwood elder fir ginkgo hazel ivory juniper')
  assert.equal(marks, 4)
  assert.deepEqual(leftOut, {
    'hidden words': 1,
    'tracked changes': 1,
    comments: 1,
    'embedded files': 1,
    pictures: 1,
  })
})

test('an Outlook message becomes a message that every program opens', async () => {
  const { text, marks, leftOut } = await redactedText(secretOutlook(secret), 'a.msg', 'a-redacted.eml')
  hasAll(text, 'amber birch cedar dogwood elder clerk@example\\.com')
  assert.doesNotMatch(text, /other@/)
  // The sender’s name and address, the subject, the words, and the name of the attached file.
  assert.equal(marks, 5)
  assert.deepEqual(leftOut, { 'attached files': 1, 'other headers': 2, 'blind copies': 1 })
})

test('a GIF is painted over on each of its pictures', async () => {
  const source = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#ff0000' } })
    .gif()
    .toBuffer()
  const place = { kind: 'box', page: 1, left: 0, top: 0, width: 10, height: 20 } as const
  const made = await redactFile(source, 'a.gif', {
    reason,
    marks: [{ place, reason: 'foia-41-1', state: 'accepted', layer: 'requester' }],
  })
  const { data, info } = await sharp(made.bytes).raw().toBuffer({ resolveWithObject: true })
  assert.ok((data[0] ?? 255) < 20 && (data[15 * info.channels] ?? 0) > 235)
  assert.deepEqual((await inspectForRelease(made.bytes, made.name)).findings, [])
})

test('what cannot be taken apart is refused with what to do instead', async () => {
  const cases: [string, Uint8Array, RegExp][] = [
    ['a.doc', compoundFile({ WordDocument: new Uint8Array(64) }), /save it as DOCX or PDF/],
    ['a.xls', compoundFile({ Workbook: new Uint8Array(64) }), /save it as XLSX or CSV/],
    ['a.ppt', compoundFile({ 'PowerPoint Document': new Uint8Array(64) }), /save it as PPTX or PDF/],
    ['a.msg', secretOutlook(secret).subarray(0, 1600), /damaged/],
  ]
  for (const [name, bytes, message] of cases)
    await assert.rejects(redactFile(bytes, name, { find, reason }), message, name)
})

test('an Outlook message whose directory lies is refused in no time', async () => {
  const source = secretOutlook(secret)
  const directory = (new DataView(source.buffer).getUint32(48, true) + 1) * 512
  const lies: [at: number, value: number][] = [
    [directory + 128 + 64, 0xfff0],
    [directory + 128 + 72, 0x7fffffff],
    [48, 0x00fffff0],
  ]
  for (const [at, value] of lies) {
    const bytes = Uint8Array.from(source)
    new DataView(bytes.buffer).setUint32(at, value, true)
    await assert.rejects(redactFile(bytes, 'a.msg', { find, reason }), /damaged|could not be read/, `${at}`)
  }
})

test('nothing is lost in any format but what is marked: 98 of 100 neighbours are still there', async () => {
  const neighbours = 'amber birch cedar dogwood elder fir ginkgo hazel ivory juniper kapok larch'.split(' ')
  const sources: [string, Uint8Array][] = [
    ['a.pdf', secretPdf(secret, neighbours)],
    ['a.docx', secretDocument(secret)],
    ['a.xlsx', secretWorkbook(secret)],
    ['a.pptx', secretSlides(secret)],
    ['a.odt', secretOpenDocument(secret, 'text')],
    ['a.ods', secretOpenDocument(secret, 'spreadsheet')],
    ['a.odp', secretOpenSlides(secret)],
    ['a.eml', secretMessage(secret)],
    ['a.msg', secretOutlook(secret)],
    ['a.html', secretPage(secret)],
    ['a.rtf', secretRichText(secret)],
  ]
  for (const [name, source] of sources) {
    const plain = await redactFile(source, name, { find: ['nothing of that name'], reason })
    const made = await redactFile(source, name, { find, reason })
    const count = async ({ bytes, name: file }: typeof made): Promise<number> => {
      const { text } = await extractText(bytes, inspectFile(bytes, file, '').type)
      return neighbours.reduce((sum, word) => sum + text.split(new RegExp(`\\b${word}`)).length - 1, 0)
    }
    const [was, is] = [await count(plain), await count(made)]
    assert.ok(was >= 2 && is >= was * 0.98, `${name}: ${is} of ${was}`)
  }
})
