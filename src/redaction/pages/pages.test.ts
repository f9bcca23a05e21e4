import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { problemOf, valueOf } from '../../cases/cases.fixture.ts'
import { buildPdf } from '../pdf/pdf.fixture.ts'
import { linesPdf, openRedactionOffice, scannedPdf, type RedactionOffice } from '../redaction.fixture.ts'
import { pictureOfPage, showDocument, showPage } from './show-page.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const dark = async (png: Uint8Array): Promise<number> => {
  const { channels } = await sharp(png).stats()
  return 255 - (channels[0]?.mean ?? 255)
}

test('500 pages: any of them, with its words and its picture, in any order', async () => {
  const { services, officer } = office
  const pages = Array.from({ length: 500 }, (_, at) => [`This is page number ${at + 1}`, 'of a long report'])
  const id = await office.add(linesPdf(pages), 'long.pdf')
  assert.deepEqual(valueOf(await showDocument(services, officer, id)), { kind: 'pages', pages: 500 })
  for (const page of [1, 500, 250, 251, 2]) {
    const view = valueOf(await showPage(services, officer, id, page))
    assert.deepEqual([view.page, view.width, view.height, view.scanned], [page, 595, 842, false])
    assert.equal(view.words[4]?.text, String(page))
    const picture = valueOf(await pictureOfPage(services, officer, id, page, { width: 800 }))
    const { format, width, height } = await sharp(picture.png).metadata()
    assert.deepEqual([format, width, height], ['png', 800, 1132])
    assert.ok((await dark(picture.png)) > 0.1)
  }
  assert.equal(problemOf(await showPage(services, officer, id, 501)), 'not-found')
  assert.equal(problemOf(await pictureOfPage(services, officer, id, 1, { width: 1e9 })), 'invalid-input')
})

test('more documents than are kept open are shown in turn, and many at once', async () => {
  const { services, officer } = office
  const ids = await Promise.all(
    Array.from({ length: 7 }, (_, at) => office.add(linesPdf([[`Document ${at}`]]), `${at}.pdf`)),
  )
  const shown = await Promise.all([...ids, ...ids].map((id) => showPage(services, officer, id, 1)))
  assert.deepEqual(
    shown.map((each) => valueOf(each).words[1]?.text),
    [...ids, ...ids].map((_, at) => String(at % 7)),
  )
})

test('a page is shown as the redactor sees it: turned, with the notes that lie on it', async () => {
  const { services, officer } = office
  const pdf = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/Rotate 90/MediaBox[0 0 400 200]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]>>',
    { dictionary: '', stream: 'BT /F1 20 Tf 1 0 0 1 20 20 Tm (Ground) Tj ET' },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Annot/Subtype/FreeText/Rect[200 100 360 120]/Contents(Noted)/DA(/Helv 10 Tf)/AP<</N 7 0 R>>/F 4>>',
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 160 20]/Resources<</Font<</F1 5 0 R>>>>',
      stream: 'BT /F1 10 Tf 1 0 0 1 2 5 Tm (Noted) Tj ET',
    },
  ])
  const view = valueOf(await showPage(services, officer, await office.add(pdf, 'turned.pdf'), 1))
  assert.deepEqual([view.width, view.height], [200, 400])
  assert.deepEqual(
    view.words.map(({ text }) => text),
    ['Ground', 'Noted'],
  )
  const [ground] = view.words
  // Turned clockwise, what stood at the bottom left stands at the top left, and runs down.
  assert.ok(ground && ground.left < 50 && ground.top < 50 && ground.height > ground.width)
})

test('a photograph is shown the right way up, a TIFF page by page', async () => {
  const { services, officer } = office
  const black = { create: { width: 60, height: 30, channels: 3 as const, background: '#000' } }
  const turned = await sharp(black).withMetadata({ orientation: 6 }).jpeg().toBuffer()
  const photo = await office.add(turned, 'photo.jpg')
  assert.deepEqual(valueOf(await showDocument(services, officer, photo)), { kind: 'pages', pages: 1 })
  const picture = valueOf(await pictureOfPage(services, officer, photo, 1, { width: 60 }))
  assert.deepEqual([picture.width, picture.height], [60, 120])
  const sheets = Buffer.concat([Buffer.alloc(20 * 20 * 3, 255), Buffer.alloc(20 * 20 * 3, 0)])
  const tiff = await sharp(sheets, { raw: { width: 20, height: 40, channels: 3, pageHeight: 20 } })
    .tiff()
    .toBuffer()
  const fax = await office.add(tiff, 'fax.tiff')
  assert.deepEqual(valueOf(await showDocument(services, officer, fax)), { kind: 'pages', pages: 2 })
  const [first, second] = [
    valueOf(await pictureOfPage(services, officer, fax, 1, { width: 50 })),
    valueOf(await pictureOfPage(services, officer, fax, 2, { width: 50 })),
  ]
  assert.ok((await dark(first.png)) < 1 && (await dark(second.png)) > 254)
})

test('a GIF is a picture like others', async () => {
  const { services, officer } = office
  const drawn = sharp({ create: { width: 40, height: 20, channels: 3, background: '#000' } })
  const id = await office.add(await drawn.gif().toBuffer(), 'drawing.gif')
  assert.deepEqual(valueOf(await showDocument(services, officer, id)), { kind: 'pages', pages: 1 })
  const picture = valueOf(await pictureOfPage(services, officer, id, 1, { width: 80 }))
  assert.deepEqual([picture.width, picture.height], [80, 40])
})

test('what cannot be shown says so, and the next document is shown', async () => {
  const { services, officer } = office
  const place = async (bytes: Uint8Array, type: string): Promise<string> => {
    // As mail brings it: whatever it is, it is on the case.
    const id = await office.add(linesPdf([[`Stands in for ${type} ${bytes.length}`]]), 'in.pdf')
    const { sha256 } = await services.files.put(bytes)
    await services.database.write((tx) =>
      tx.updateTable('document').set({ sha256, file_type: type }).where('id', '=', id).execute(),
    )
    return id
  }
  const nested = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[3 0 R]/Count 1>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 14400 14400]/UserUnit 1000/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>',
    { dictionary: '', stream: '/F Do '.repeat(50_000) },
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 6 0 R>>>>',
      stream: '/F Do '.repeat(50_000),
    },
    { dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 9 9]', stream: '0 0 m 9 9 l S '.repeat(50_000) },
  ])
  for (const [bytes, type, problem] of [
    [Buffer.from('%PDF-1.7\nnothing'), 'pdf', 'unsupported-type'],
    [Buffer.from('\x89PNG no picture'), 'png', 'unsupported-type'],
    [Buffer.from('PK no zip'), 'docx', 'unsupported-type'],
    [Buffer.from('MZ'), 'executable', 'unsupported-type'],
  ] as const)
    assert.equal(problemOf(await showDocument(services, officer, await place(bytes, type))), problem)
  const hostile = await place(nested, 'pdf')
  const { askPages } = await import('./ask-pages.ts')
  const row = await services.database.reader
    .selectFrom('document')
    .select('sha256')
    .where('id', '=', hostile)
    .executeTakeFirstOrThrow()
  await assert.rejects(
    askPages(
      services.files,
      { sha256: row.sha256, fileType: 'pdf' },
      { ask: 'picture', page: 1, width: 400 },
      { time: 1500 },
    ),
    { problem: 'too-large' },
  )
  const next = await office.add(linesPdf([['All is well']]), 'next.pdf')
  assert.equal(valueOf(await showPage(services, officer, next, 1)).words.length, 3)
})

test('a page that unpacks to more than there is memory for is refused, and the next document finds room', async () => {
  const { services, officer } = office
  const page = '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents[4 0 R 4 0 R]/Resources<<>>>>'
  const spaces = { dictionary: '', stream: ' '.repeat(400_000_000), packed: true }
  const bomb = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    page,
    spaces,
  ])
  const [hostile, before, next] = [
    await office.add(bomb, 'bomb.pdf'),
    await office.add(linesPdf([['Opened before it']]), 'before.pdf'),
    await office.add(linesPdf([['Opened after it']]), 'after.pdf'),
  ]
  valueOf(await showPage(services, officer, before, 1))
  assert.equal(problemOf(await showPage(services, officer, hostile, 1)), 'unsupported-type')
  for (const id of [before, next]) {
    assert.equal(valueOf(await showPage(services, officer, id, 1)).words.length, 3)
    assert.ok(valueOf(await pictureOfPage(services, officer, id, 1, { width: 1000 })).png.length > 500)
  }
})

test('turning the pages of a document is one reading in the audit trail', async () => {
  const { services, officer, approver } = office
  const id = await office.add(linesPdf([['One'], ['Two']]), 'read.pdf')
  for (const staff of [officer, approver])
    for (const page of [1, 2]) {
      valueOf(await showPage(services, staff, id, page))
      valueOf(await pictureOfPage(services, staff, id, page, { width: 100 }))
    }
  const events = await services.database.reader
    .selectFrom('audit_event')
    .select(['action', 'actor_id'])
    .where('subject_id', '=', id)
    .where('action', '=', 'read-document')
    .orderBy('number')
    .execute()
  assert.deepEqual(
    events.map(({ actor_id }) => actor_id),
    [officer.id, approver.id],
  )
})

test('a scanned page is shown at once while its words are being read, which are there later', async () => {
  const { services, officer } = office
  const { pdf } = await scannedPdf(['Quilla Specimen', 'asks for a copy'])
  const id = await office.add(pdf, 'scan-at-once.pdf')
  const first = valueOf(await showPage(services, officer, id, 1, { wait: 0 }))
  assert.deepEqual([first.scanned, first.reading, first.words], [true, true, []])
  // Whoever waits for it waits for the same reading.
  const [one, other] = await Promise.all([
    showPage(services, officer, id, 1),
    showPage(services, officer, id, 1),
  ])
  for (const read of [valueOf(one), valueOf(other)]) {
    assert.equal(read.reading, undefined)
    assert.ok(read.words.some(({ text }) => text === 'Quilla'))
  }
  assert.equal(valueOf(await showPage(services, officer, id, 1, { wait: 0 })).reading, undefined)
})
