import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, zipSync } from 'fflate'
import { extractText } from './extract-text.ts'
import { compoundFile, officeFile, pdfFile } from './fixtures.ts'

test('text files in any of the usual encodings', async () => {
  const words = 'Cyngor Tŷ’r Ŵyl £5'
  const wide = Buffer.from(`\ufeff${words}`, 'utf16le')
  assert.equal((await extractText(strToU8(words), 'txt')).text, words)
  assert.equal((await extractText(wide, 'csv')).text, words)
  assert.equal((await extractText(wide.subarray(2), 'csv')).text, words)
  assert.equal((await extractText(Buffer.from('caf\xe9 \x80', 'latin1'), 'txt')).text, 'café €')
})

test('a Word file gives body, header, comment, deleted text, link and author', async () => {
  const docx = officeFile(
    'word/document.xml',
    '<w:document><w:p><w:r><w:t>Split </w:t></w:r><w:r><w:t>wo</w:t></w:r><w:r><w:t>rd</w:t></w:r></w:p><w:p><w:del w:author="Dana Deleter"><w:r><w:delText>struck out</w:delText></w:r></w:del></w:p></w:document>',
    {
      'word/header1.xml': '<w:hdr><w:p><w:t>Head &amp; crest</w:t></w:p></w:hdr>',
      'word/comments.xml':
        '<w:comments><w:comment w:author="Casey Commenter"><w:p><w:t>hush</w:t></w:p></w:comment></w:comments>',
      'word/_rels/document.xml.rels':
        '<Relationships><Relationship Id="r1" Target="mailto:jo@example.org" TargetMode="External"/></Relationships>',
      'docProps/core.xml': '<cp:coreProperties><dc:creator>Andy Author</dc:creator></cp:coreProperties>',
    },
  )
  const { text, complete } = await extractText(docx, 'docx')
  assert.equal(complete, true)
  for (const expected of [
    'Split word\n',
    'struck out',
    'Dana Deleter',
    'Casey Commenter',
    'hush',
    'Head & crest',
    'jo@example.org',
    'Andy Author',
  ])
    assert.ok(text.includes(expected), expected)
})

test('a workbook gives shared and inline strings, numbers, sheet names and cached pivot items', async () => {
  const xlsx = officeFile(
    'xl/workbook.xml',
    '<workbook><sheets><sheet name="Hidden list" state="hidden"/></sheets></workbook>',
    {
      'xl/sharedStrings.xml': '<sst><si><t>First</t></si><si><r><t>Se</t></r><r><t>cond</t></r></si></sst>',
      'xl/worksheets/sheet1.xml':
        '<worksheet><row><c t="inlineStr"><is><t>inline</t></is></c><c><v>42.5</v></c></row></worksheet>',
      'xl/pivotCache/pivotCacheDefinition1.xml':
        '<pivotCacheDefinition><cacheField name="Surname"><sharedItems><s v="Pivotson"/></sharedItems></cacheField></pivotCacheDefinition>',
    },
  )
  const { text } = await extractText(xlsx, 'xlsx')
  for (const expected of ['Hidden list', 'First', 'inline', '42.5', 'Surname', 'Pivotson'])
    assert.ok(text.split('\n').includes(expected), expected)
})

test('a rich-text spreadsheet string is not cut where its formatting changes', async () => {
  const xlsx = officeFile('xl/workbook.xml', '<workbook/>', {
    'xl/sharedStrings.xml': '<sst><si><r><t>Smi</t></r><r><t>thers</t></r></si><si><t>Next</t></si></sst>',
  })
  assert.deepEqual((await extractText(xlsx, 'xlsx')).text.split('\n'), ['Smithers', 'Next'])
})

test('pictures and embedded objects make the reading incomplete, loudly', async () => {
  const docx = officeFile('word/document.xml', '<w:t>x</w:t>', {
    'word/media/image1.png': 'x',
    'word/embeddings/sheet.xlsx': 'x',
  })
  const { complete, note } = await extractText(docx, 'docx')
  assert.equal(complete, false)
  assert.match(note ?? '', /pictures.*embedded|embedded.*pictures/s)
})

test('a PDF gives page text, annotations and properties', async () => {
  const { text, complete } = await extractText(pdfFile('Hello from the archive'), 'pdf')
  assert.equal(complete, true)
  for (const expected of ['Hello from the archive', 'a margin note', 'Working title', 'A. Clerk'])
    assert.ok(text.includes(expected), expected)
})

test('a PDF without text, a damaged one and a locked one say so', async () => {
  assert.match((await extractText(pdfFile(''), 'pdf')).note ?? '', /1 of 1 pages have no text/)
  for (const bytes of [strToU8('%PDF-1.7 nothing here'), pdfFile('x', '/Encrypt 9 0 R')]) {
    const { text, complete, note } = await extractText(bytes, 'pdf')
    assert.deepEqual([text, complete], ['', false])
    assert.match(note ?? '', /damaged|password/)
  }
})

test('a PDF that holds a picture is not called complete', async () => {
  const { complete, note } = await extractText(pdfFile('x', '/Spare<</Subtype /Image>>'), 'pdf')
  assert.equal(complete, false)
  assert.match(note ?? '', /pictures/)
})

test('mail gives addresses, both bodies and its attachments', async () => {
  const eml = strToU8(
    'From: "Erin Example" <erin@example.org>\r\nTo: foi@example.com\r\nSubject: =?utf-8?q?Coed_ar_Stryd_y_T=C5=B5r?=\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
      '--b\r\nContent-Type: text/html\r\n\r\n<p>Seen</p><!-- unseen -->\r\n--b\r\nContent-Type: text/plain; name=n.txt\r\nContent-Disposition: attachment; filename=n.txt\r\n\r\nattached words\r\n--b--\r\n',
  )
  const { text, complete } = await extractText(eml, 'eml')
  assert.equal(complete, true)
  for (const expected of [
    'Erin Example',
    'erin@example.org',
    'Coed ar Stryd y Tŵr',
    'Seen',
    'unseen',
    'n.txt',
    'attached words',
  ])
    assert.ok(text.includes(expected), expected)
})

test('an archive is read through, and what it cannot give is named', async () => {
  const { text, complete, note } = await extractText(
    zipSync({ 'a.txt': strToU8('inner words'), 'b.doc': compoundFile(['WordDocument']) }),
    'zip',
  )
  assert.ok(text.includes('inner words'))
  assert.equal(complete, false)
  assert.match(note ?? '', /b\.doc/)
})

test('archives inside archives stop at a depth, loudly', async () => {
  let nested = strToU8('deep')
  for (let i = 0; i < 8; i++) nested = zipSync({ 'inner.zip': nested })
  const { complete, note } = await extractText(nested, 'zip')
  assert.equal(complete, false)
  assert.match(note ?? '', /too deep/)
})

test('a kind that cannot be read is never taken for an empty one', async () => {
  assert.deepEqual(await extractText(Uint8Array.of(0xff, 0xd8, 0xff, 0), 'jpeg'), {
    text: '',
    complete: false,
    note: 'Text cannot be read from this kind of file.',
  })
})
