import assert from 'node:assert/strict'
import { test } from 'node:test'
import { zipSync, strToU8 } from 'fflate'
import { officeFile } from '../../documents/fixtures.ts'
import { inspectForRelease } from '../inspect-for-release.ts'

const secret = 'Ashgrove Lantern'

/** Where the words that must not leave were found, and where the personal data. */
async function places(bytes: Uint8Array, name: string): Promise<{ secret: string[]; personal: string[] }> {
  const { findings } = await inspectForRelease(bytes, name, [secret])
  const of = (wanted: string): string[] =>
    findings.flatMap(({ kind, where, detail }) =>
      kind === wanted && !detail.includes('raw data') ? [where] : [],
    )
  return { secret: of('must-not-text'), personal: of('personal-data') }
}

const workbook = (rows: string, shared: string): Uint8Array =>
  officeFile(
    'xl/workbook.xml',
    '<workbook xmlns:r="r"><sheets><sheet name="Summary" r:id="a"/><sheet name="Payments" r:id="b"/></sheets></workbook>',
    {
      'xl/_rels/workbook.xml.rels':
        '<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>',
      'xl/sharedStrings.xml': `<sst>${shared}</sst>`,
      'xl/worksheets/sheet1.xml':
        '<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>',
      'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    },
  )

test('a workbook: the sheet and every cell, the first five of many', async () => {
  const shared = `<si><t>Paid to</t></si><si><r><t>To </t></r><r><t>${secret} &amp; Sons</t></r></si>`
  const rows = Array.from({ length: 9 }, (_, index) => {
    const row = index + 4
    return `<row r="${row}"><c r="A${row}" t="s"><v>0</v></c><c r="D${row}" t="s"><v>1</v></c><c r="E${row}" t="inlineStr"><is><t>NI number AB 12 34 5${index} C</t></is></c></row>`
  })
  assert.deepEqual(await places(workbook(rows.join(''), shared), 'payments.xlsx'), {
    secret: ['sheet “Payments”, cells D4, D5, D6, D7, D8 and 4 more'],
    personal: ['sheet “Payments”, cells E4, E5, E6, E7, E8 and 4 more'],
  })
})

test('a spreadsheet of OpenDocument counts what is repeated', async () => {
  const content = `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Calls"><table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2"/><table:table-cell><text:p>For ${secret}</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>`
  const file = zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': strToU8(content),
  })
  assert.deepEqual((await places(file, 'calls.ods')).secret, ['sheet “Calls”, cell C4'])
})

test('a table in text: the heading and the row, however its cells are quoted', async () => {
  const csv = `Ref,Note,"National Insurance\nnumber"\n1,"two\nlines",AB 12 34 56 C\n2,"said ""${secret}""",\n3,,CE 12 34 56 A\n`
  assert.deepEqual(await places(strToU8(csv), 'log.csv'), {
    secret: ['column “Note”, row 3'],
    personal: ['column “National Insurance number”, rows 2, 4'],
  })
  assert.deepEqual(
    (await places(strToU8(`${secret},7\n1,${secret}\n`), 'bare.csv')).secret,
    ['column A, row 1', 'column “7”, row 2'],
    'what was found is never said as the name of its column',
  )
})

test('a Word document: the paragraph, the row of a table, a header', async () => {
  const p = (words: string): string => `<w:p><w:r><w:t>${words}</w:t></w:r></w:p>`
  const cell = (words: string): string => `<w:tc>${p(words)}</w:tc>`
  const file = officeFile(
    'word/document.xml',
    `<w:document xmlns:w="w"><w:body>${p('Report')}${p(`Sent to ${secret}.`)}<w:tbl><w:tr>${cell('Who')}${cell('What')}</w:tr><w:tr>${cell('Ward')}${cell(`Visit of ${secret}`)}</w:tr></w:tbl></w:body></w:document>`,
    { 'word/header1.xml': `<w:hdr xmlns:w="w">${p(`Header: ${secret}`)}</w:hdr>` },
  )
  assert.deepEqual((await places(file, 'report.docx')).secret.toSorted(), [
    'a header',
    'paragraph 2',
    'table 1, row 2',
  ])
})

test('a message: the header, the words, the file in it', async () => {
  const mail = [
    `From: ${secret} <a@example.org>`,
    'To: b@example.org',
    'Subject: Figures',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'Hello.',
    `I spoke to ${secret} today.`,
    '--x',
    'Content-Type: text/csv; name="calls.csv"',
    'Content-Disposition: attachment; filename="calls.csv"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`Who\nMet ${secret}\n`).toString('base64'),
    '--x--',
    '',
  ].join('\r\n')
  const found = (await places(strToU8(mail), 'mail.eml')).secret
  assert.deepEqual(
    found.filter((where) => !where.endsWith('of its source')),
    ['header “From”', 'the message, line 2', 'attachment “calls.csv”, line 2'],
  )
})
