import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync } from 'fflate'
import { extractText } from './extract-text.ts'
import { drawPage, officeFile, pdfFile, scannedPdf } from './fixtures.ts'

const ocr = { ocr: true }
const letter = ['Borough of Exampleton', 'Dear Sam Specimen']

test('a picture is read only where that is asked for, and the note says how', async () => {
  assert.deepEqual(await extractText(drawPage(letter), 'png'), {
    text: '',
    complete: false,
    note: 'Text cannot be read from this kind of file.',
  })
  const { text, complete, note, scanned } = await extractText(drawPage(letter), 'png', ocr)
  assert.equal(text, letter.join('\n'))
  assert.equal(complete, false)
  assert.match(note ?? '', /text recognition, which can miss some/)
  assert.deepEqual(scanned, { pages: 1, allRead: true })
  const broken = await extractText(drawPage(letter).subarray(0, 3000), 'png', ocr)
  assert.deepEqual([broken.text, broken.scanned], ['', { pages: 0, allRead: false }])
})

test('pages of a scanned PDF are read, with or without a stamp in real letters', async () => {
  for (const stamp of ['', 'Page 1 of 2']) {
    const pdf = await scannedPdf([letter, ['Second page of words']], stamp)
    const without = await extractText(pdf, 'pdf')
    assert.equal(without.text.includes('Specimen'), false)
    const { text, scanned, note } = await extractText(pdf, 'pdf', ocr)
    for (const words of [...letter, 'Second page of words', stamp]) assert.ok(text.includes(words), words)
    assert.deepEqual({ scanned, note }, { scanned: { pages: 2, allRead: true }, note })
  }
  assert.deepEqual(
    await extractText(pdfFile('Real letters'), 'pdf', ocr),
    await extractText(pdfFile('Real letters'), 'pdf'),
  )
})

test('scans in documents, archives and messages are read too', async () => {
  const docx = officeFile('word/document.xml', '<w:document><w:p><w:t>Typed</w:t></w:p></w:document>', {
    'word/media/image1.png': drawPage(letter),
  })
  const zip = zipSync({ 'scan.pdf': await scannedPdf([letter]), 'letter.docx': docx })
  const { text, scanned } = await extractText(zip, 'zip', ocr)
  assert.equal(text.split('Dear Sam Specimen').length, 3)
  assert.ok(text.includes('Typed'))
  assert.deepEqual(scanned, { pages: 2, allRead: true })
  const mail = Buffer.from(
    `From: a@example.org\r\nSubject: Scan\r\nMIME-Version: 1.0\r\nContent-Type: image/png; name="scan.png"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename="scan.png"\r\n\r\n${drawPage(letter).toString('base64')}\r\n`,
  )
  assert.ok((await extractText(mail, 'eml', ocr)).text.includes('Dear Sam Specimen'))
})

test('stops when told', async () => {
  const pdf = await scannedPdf([letter])
  await assert.rejects(
    extractText(pdf, 'pdf', { ocr: true, signal: AbortSignal.abort(new Error('enough')) }),
    /enough/,
  )
})
