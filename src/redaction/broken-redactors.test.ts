import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { inspectForRelease } from '../release/index.ts'
import { secretPage, secretRichText, secretSlides } from './formats.fixture.ts'
import { secretDocument, secretMessage, secretOpenDocument, secretWorkbook } from './office.fixture.ts'
import { buildPdf, secretPdf } from './pdf/pdf.fixture.ts'
import { redactFile } from './redact-file.ts'

// Each is a redactor with one step left out. The gate must stop what it makes, told what to look for or not.

const secret = 'Quillon Zephyrine'
const find = [secret]
const redacted = async (bytes: Uint8Array, name: string): Promise<Buffer> =>
  Buffer.from((await redactFile(bytes, name, { find, reason: 's.40(2)' })).bytes)
const withParts = (bytes: Uint8Array, parts: Record<string, string>): Uint8Array =>
  zipSync({
    ...unzipSync(bytes),
    ...Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])),
  })
const edited = (bytes: Uint8Array, part: string, edit: (xml: string) => string): Uint8Array => {
  const xml = unzipSync(bytes)[part]
  assert.ok(xml)
  const after = edit(new TextDecoder().decode(xml))
  assert.notEqual(after, new TextDecoder().decode(xml), 'the mutation changed something')
  return withParts(bytes, { [part]: after })
}
const page = (content: string, more = ''): Uint8Array =>
  buildPdf([
    `<</Type/Catalog/Pages 2 0 R${more}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    { dictionary: '', stream: content, packed: true },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    `<</Contents(${secret})>>`,
  ])

test('what a redactor with one step left out makes is stopped', async () => {
  const words = `BT /F1 11 Tf 50 700 Td (${secret}) Tj ET`
  const pdf = await redacted(secretPdf(secret, ['amber']), 'a.pdf')
  const word = await redacted(secretDocument(secret), 'a.docx')
  const book = await redacted(secretWorkbook(secret), 'a.xlsx')
  const mail = await redacted(secretMessage(secret), 'a.eml')
  const html = (await redacted(secretPage(secret), 'a.html')).toString()
  const cases: [how: string, name: string, bytes: Uint8Array, untold: boolean][] = [
    ['painted over only', 'a.pdf', page(`${words} 0 g 40 690 200 30 re f`), true],
    ['painted white', 'a.pdf', page(`1 g ${words}`), true],
    ['an earlier state left', 'a.pdf', Buffer.concat([secretPdf(secret, ['amber']), pdf]), true],
    ['an object left that nothing points to', 'a.pdf', page('BT ET'), true],
    [
      'the title kept',
      'a.pdf',
      Buffer.from(pdf.toString('latin1').replace(/\/Title <[^>]*>/, `/Title (${secret})`), 'latin1'),
      false,
    ],
    [
      'the description kept',
      'a.pdf',
      Buffer.from(pdf.toString('latin1').replace('/Title', `/Author (${secret})/Title`), 'latin1'),
      true,
    ],
    [
      'other words kept (ActualText)',
      'a.pdf',
      page(`/Span <</ActualText(${secret})>> BDC BT /F1 11 Tf 50 700 Td (x) Tj ET EMC`),
      false,
    ],
    [
      'page labels kept',
      'a.pdf',
      page('BT ET', `/PageLabels<</Nums[0<</P(${secret})>>]>>/Extra 6 0 R`),
      false,
    ],
    [
      'a comment kept',
      'a.docx',
      withParts(word, {
        'word/comments.xml': `<w:comments xmlns:w="w"><w:comment>${secret}</w:comment></w:comments>`,
      }),
      true,
    ],
    [
      'the properties kept',
      'a.docx',
      withParts(word, { 'docProps/core.xml': `<p xmlns:dc="d"><dc:creator>${secret}</dc:creator></p>` }),
      true,
    ],
    [
      'alt text kept',
      'a.docx',
      edited(word, 'word/document.xml', (xml) =>
        xml.replace('<w:p>', `<w:p><w:r><w:drawing><docPr descr="${secret}"/></w:drawing></w:r>`),
      ),
      false,
    ],
    [
      'hidden words kept',
      'a.docx',
      edited(word, 'word/document.xml', (xml) =>
        xml.replace('<w:p>', `<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>${secret}</w:t></w:r>`),
      ),
      true,
    ],
    [
      'changes kept',
      'a.docx',
      edited(word, 'word/document.xml', (xml) =>
        xml.replace('<w:p>', `<w:p><w:del><w:r><w:delText>${secret}</w:delText></w:r></w:del>`),
      ),
      true,
    ],
    [
      'a box dropped',
      'a.docx',
      edited(word, 'word/document.xml', (xml) => xml.replace('[Redacted: s.40(2)]', secret)),
      false,
    ],
    ['another part kept', 'a.docx', withParts(word, { 'word/old.xml': `<x>${secret}</x>` }), true],
    [
      'the hidden sheet kept',
      'a.xlsx',
      edited(book, 'xl/workbook.xml', (xml) => xml.replace('<sheet ', '<sheet state="hidden" ')),
      true,
    ],
    [
      'a hidden row kept',
      'a.xlsx',
      edited(book, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('<row ', '<row hidden="1" ')),
      true,
    ],
    [
      'a formula kept',
      'a.xlsx',
      edited(book, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('<v>', `<f>"${secret}"</f><v>`)),
      false,
    ],
    [
      'the pivot’s copy kept',
      'a.xlsx',
      withParts(book, { 'xl/pivotCache/pivotCacheRecords1.xml': `<x><r><s v="${secret}"/></r></x>` }),
      true,
    ],
    [
      'stored texts kept',
      'a.xlsx',
      withParts(book, { 'xl/sharedStrings.xml': `<sst><si><t>${secret}</t></si></sst>` }),
      true,
    ],
    ['the blind copy kept', 'a.eml', Buffer.concat([Buffer.from('Bcc: x@example.org\r\n'), mail]), true],
    [
      'a file kept, in base64',
      'a.eml',
      Buffer.concat([mail, Buffer.from(Buffer.from(`${'x'.repeat(30)} ${secret}`).toString('base64'))]),
      false,
    ],
    ['a comment kept', 'a.html', Buffer.from(html.replace('<h1>', `<!-- ${secret} --><h1>`)), true],
    [
      'only hidden',
      'a.html',
      Buffer.from(html.replace('<h1>', `<p style="display:none">${secret}</p><h1>`)),
      true,
    ],
    ['the source itself', 'a.rtf', secretRichText(secret), true],
    ['the source itself', 'a.pptx', secretSlides(secret), true],
    ['the source itself', 'a.odt', secretOpenDocument(secret, 'text'), true],
  ]
  for (const [how, name, bytes, untold] of cases) {
    assert.equal((await inspectForRelease(bytes, name, find)).clean, false, `${name}: ${how}`)
    if (untold)
      assert.equal(
        (await inspectForRelease(bytes, name)).clean,
        false,
        `${name}: ${how}, not told what to look for`,
      )
  }
  for (const [name, bytes] of [
    ['a.pdf', pdf],
    ['a.docx', word],
    ['a.xlsx', book],
    ['a.eml', mail],
    ['a.html', Buffer.from(html)],
  ] as const)
    assert.deepEqual((await inspectForRelease(bytes, name, find)).findings, [], `${name}, whole`)
})
