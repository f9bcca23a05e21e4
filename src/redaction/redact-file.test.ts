import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import sharp from 'sharp'
import { extractText, inspectFile } from '../documents/index.ts'
import { inspectForRelease } from '../release/index.ts'
import { secretDocument, secretMessage, secretOpenDocument, secretWorkbook } from './office.fixture.ts'
import { secretPdf } from './pdf/pdf.fixture.ts'
import { findMarks, redactFile, type Redacted } from './redact-file.ts'

const secret = 'Quillon Zephyrine'
const reason = 's.40(2)'
const accepted = { state: 'accepted', layer: 'requester', reason: 'foia-41-1' } as const
const wordsOf = async ({ bytes, name }: Redacted): Promise<string> =>
  (await extractText(bytes, inspectFile(bytes, name, '').type)).text

async function assertGone(made: Redacted): Promise<string> {
  assert.deepEqual(made.verification, { passed: true, left: [] })
  for (const text of [secret, ...secret.split(' ')])
    assert.deepEqual((await inspectForRelease(made.bytes, made.name, [text])).findings, [], text)
  return wordsOf(made)
}
async function assertLeaks(bytes: Uint8Array, name: string): Promise<void> {
  assert.equal((await inspectForRelease(bytes, name, [secret])).clean, false)
}

test('Word: gone from every surface, structure and neighbours kept', async () => {
  const source = secretDocument(secret)
  await assertLeaks(source, 'report.docx')
  const made = await redactFile(source, 'report.docx', { find: [secret], reason })
  const text = await assertGone(made)
  assert.equal(made.name, 'report-redacted.docx')
  for (const word of 'orchard amber birch cedar dogwood elder fir ginkgo hazel ivory juniper kapok larch maple nutmeg'.split(
    ' ',
  ))
    assert.match(text, new RegExp(word))
  assert.equal(text.split('[Redacted: s.40(2)]').length - 1, 7)
  assert.deepEqual(made.leftOut, {
    'tracked changes': 2,
    'hidden words': 3,
    comments: 1,
    'embedded files': 1,
  })
})

test('Excel: values of what shows, and nothing else', async () => {
  const source = secretWorkbook(secret)
  await assertLeaks(source, 'list.xlsx')
  const made = await redactFile(source, 'list.xlsx', { find: [secret], reason })
  const text = await assertGone(made)
  for (const word of ['Payments', 'amber', 'birch', 'cedar', 'dogwood|12.5', '45000'])
    assert.match(text, new RegExp(word))
  assert.doesNotMatch(text, /elder|dogwood/)
  assert.deepEqual(
    made.marks.map(({ place }) => (place.kind === 'cell' ? [place.row, place.column] : place)),
    [
      [3, 1],
      [4, 1],
      [4, 2],
    ],
  )
  assert.equal(made.leftOut['hidden sheets'], 1)
  assert.equal(made.leftOut['hidden rows'], 1)
  assert.equal(made.leftOut['pivot caches'], 1)
})

test('a message: its words and four headers, files named without their names', async () => {
  const source = secretMessage(secret)
  await assertLeaks(source, 'mail.eml')
  const made = await redactFile(source, 'mail.eml', { find: [secret], reason })
  const text = await assertGone(made)
  assert.match(text, /cedar \[Redacted: s\.40\(2\)\] dogwood/)
  assert.match(text, /clerk@example\.com/)
  assert.match(text, /amber \[Redacted: s\.40\(2\)\] birch/)
  assert.doesNotMatch(text, /other@|inner@|192\.0\.2\.7/)
  assert.equal(made.leftOut['attached files'], 2)
})

test('CSV: rows, columns, delimiter and spelling of other cells stay', async () => {
  const csv = `Name;Note;Sum\r\n"Quillon; Zephyrine";"said ""no""";1,50\r\nQuillon;Zephyrine;2\r\nAmber;"to Quillon Zephyrine, ""again""";3\r\n`
  const made = await redactFile(strToU8(csv), 'list.csv', {
    find: [secret],
    reason: 'third-party',
    label: '[out]',
  })
  await assertGone(made)
  assert.equal(
    new TextDecoder().decode(made.bytes),
    `Name;Note;Sum\r\n[out];"said ""no""";1,50\r\n[out];[out];2\r\nAmber;"to [out], ""again""";3\r\n`,
  )
})

test('text: marks of people apply where they are accepted and hide from the reader', async () => {
  const text = 'amber birch cedar dogwood'
  const mark = (start: number, end: number, more: object) => ({
    place: { kind: 'text' as const, piece: 0, start, end },
    ...accepted,
    ...more,
  })
  const redacted = async (layer: 'regulator' | 'requester' | 'public-log'): Promise<string> => {
    const made = await redactFile(strToU8(text), 'a.txt', {
      reason,
      layer,
      marks: [
        mark(0, 5, { layer: 'regulator' }),
        mark(6, 11, { layer: 'public-log' }),
        mark(12, 17, { state: 'proposed' }),
        mark(18, 25, {}),
      ],
    })
    assert.equal(made.verification.passed, true)
    return new TextDecoder().decode(made.bytes).replaceAll('[Redacted: s.41(1)]', '█')
  }
  assert.equal(await redacted('regulator'), '█ birch cedar dogwood')
  assert.equal(await redacted('requester'), '█ birch cedar █')
  assert.equal(await redacted('public-log'), '█ █ cedar █')
})

test('a picture is painted over, turned as it is shown, and keeps no metadata', async () => {
  const source = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#ff0000' } })
    .withExif({ IFD0: { Artist: secret } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  await assertLeaks(source, 'photo.jpg')
  const place = { kind: 'box', page: 1, left: 0, top: 0, width: 20, height: 10 } as const
  const made = await redactFile(source, 'photo.jpg', { reason, marks: [{ place, ...accepted }] })
  assert.deepEqual((await inspectForRelease(made.bytes, made.name)).findings, [])
  const { data, info } = await sharp(made.bytes).raw().toBuffer({ resolveWithObject: true })
  assert.deepEqual([info.width, info.height], [20, 40])
  const red = (x: number, y: number): number => data[(y * info.width + x) * 3] ?? -1
  assert.ok(red(3, 3) < 20 && red(3, 30) > 235)
})

test('proposals say where, and what says the secret in its name gets another', async () => {
  const source = secretPdf(secret, ['amber'])
  const marks = await findMarks(source, 'a.pdf', { find: [secret], reason })
  assert.ok(marks.length > 10)
  assert.ok(marks.every(({ rule, reason: why }) => rule === 'text 1' && why === 'foia-40-2'))
  const made = await redactFile(source, 'Zephyrine_Quillon-Quillon_Zephyrine.pdf', { find: [secret], reason })
  assert.equal(made.name, 'redacted.pdf')
  await assertGone(made)
})

test('OpenDocument becomes Word and Excel without what was hidden', async () => {
  const word = await redactFile(secretOpenDocument(secret, 'text'), 'a.odt', { find: [secret], reason })
  assert.equal(word.name, 'a-redacted.docx')
  const said = await assertGone(word)
  assert.match(said, /orchard\namber \[Redacted: s\.40\(2\)\] birch\ncedar\ndogwood/)
  assert.doesNotMatch(said, /medlar/)
  const excel = await redactFile(secretOpenDocument(secret, 'spreadsheet'), 'a.ods', {
    find: [secret],
    reason,
  })
  assert.equal(excel.name, 'a-redacted.xlsx')
  const text = await assertGone(excel)
  for (const words of [/amber\s+birch/, /cedar \[Redacted: s\.40\(2\)\]\s+12\.5\s+cedar/])
    assert.match(text, words)
  assert.deepEqual(
    excel.marks.map(({ place }) => (place.kind === 'cell' ? [place.row, place.column] : place)),
    [
      [3, 1],
      [4, 1],
    ],
  )
})

test('the gate stops what a broken redactor would leave in a rebuilt file', async () => {
  const find = [secret]
  const word = await redactFile(secretDocument(secret), 'a.docx', { find, reason })
  const excel = await redactFile(secretWorkbook(secret), 'a.xlsx', { find, reason })
  const mail = await redactFile(secretMessage(secret), 'a.eml', { find, reason })
  const withPart = (bytes: Uint8Array, name: string, from: Uint8Array): Uint8Array => {
    const part = unzipSync(from)[name]
    assert.ok(part)
    return zipSync({ ...unzipSync(bytes), [name]: part })
  }
  const broken: [string, Uint8Array][] = [
    ['a.docx', withPart(word.bytes, 'word/document.xml', secretDocument(secret))],
    ['a.docx', withPart(word.bytes, 'docProps/core.xml', secretDocument(secret))],
    ['a.docx', withPart(word.bytes, 'word/comments.xml', secretDocument(secret))],
    ['a.docx', withPart(word.bytes, 'word/embeddings/Microsoft_Excel_Sheet1.xlsx', secretDocument(secret))],
    ['a.xlsx', withPart(excel.bytes, 'xl/pivotCache/pivotCacheRecords1.xml', secretWorkbook(secret))],
    ['a.xlsx', withPart(excel.bytes, 'xl/sharedStrings.xml', secretWorkbook(secret))],
    ['a.xlsx', withPart(excel.bytes, 'xl/comments1.xml', secretWorkbook(secret))],
    ['a.eml', new Uint8Array(Buffer.concat([Buffer.from(`Bcc: ${secret} <x@example.org>\r\n`), mail.bytes]))],
    [
      'a.eml',
      new Uint8Array(Buffer.concat([mail.bytes, Buffer.from(Buffer.from(secret).toString('latin1'))])),
    ],
  ]
  for (const [index, [name, bytes]] of broken.entries()) {
    const { clean } = await inspectForRelease(bytes, name, [secret])
    assert.equal(clean, false, `${index} ${name}`)
  }
  for (const { bytes, name } of [word, excel, mail])
    assert.equal((await inspectForRelease(bytes, name, [secret])).clean, true, name)
})

test('what cannot be redacted is refused in plain words', async () => {
  const message = (
    bytes: Uint8Array,
    name: string,
    options: Parameters<typeof redactFile>[2],
  ): Promise<string> =>
    redactFile(bytes, name, options).then(
      () => assert.fail('it was redacted'),
      (error: unknown) => (error instanceof Error ? error.message : ''),
    )
  const text = strToU8('amber')
  assert.match(await message(text, 'a.txt', { find: ['—'], reason }), /at least one letter/)
  assert.match(await message(text, 'a.txt', { find: ['amber'], reason: 's.99' }), /no reason “s\.99”/)
  assert.match(await message(strToU8('{"a": 1}'), 'a.json', { find: ['amber'], reason }), /Save it as PDF/)
  const place = { kind: 'cell', sheet: 1, row: 9, column: 9 } as const
  assert.match(
    await message(strToU8('a,b\n1,2\n'), 'a.csv', { reason, marks: [{ place, ...accepted }] }),
    /1 of the marks/,
  )
})
