import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { strToU8, zipSync } from 'fflate'
import { inspectForRelease } from '../inspect-for-release.ts'
import { kinds, office, pdf, type Parts } from './surfaces.fixture.ts'

const relations = (targets: Record<string, string>): string =>
  `<Relationships>${Object.entries(targets)
    .map(([id, target]) => `<Relationship Id="${id}" Type="x/worksheet" Target="${target}"/>`)
    .join('')}</Relationships>`
const workbook = (more: Parts = {}, sheetXml = sheet(), sheetState = ''): Uint8Array =>
  office({
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Totals" r:id="a"/>${sheetState === '' ? '' : `<sheet name="Staff" state="${sheetState}" r:id="b"/>`}</sheets><definedNames><definedName name="_xlnm.Print_Area">Totals!A1</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({ a: 'worksheets/sheet1.xml', b: '/xl/worksheets/sheet2.xml' }),
    'xl/worksheets/sheet1.xml': sheetXml,
    'xl/worksheets/sheet2.xml': sheet(),
    ...more,
  })
const sheet = (rowAttributes = '', cols = '', style = ''): string =>
  `<worksheet>${cols}<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ward</t></is></c></row><row r="2" ${rowAttributes}><c r="A2" ${style}><v>7</v></c></row></sheetData></worksheet>`

test('a workbook with nothing hidden is clean, its print area included', async () => {
  assert.deepEqual(await kinds(workbook(), 'a.xlsx'), [])
})

test('each surface of a workbook is found by its kind', async () => {
  const cases: [string, Uint8Array][] = [
    ['hidden-sheet', workbook({}, sheet(), 'hidden')],
    ['hidden-sheet', workbook({}, sheet(), 'veryHidden')],
    ['hidden-row', workbook({}, sheet('hidden="1"'))],
    ['hidden-row', workbook({}, sheet('ht="0" customHeight="1"'))],
    ['hidden-column', workbook({}, sheet('', '<cols><col min="2" max="3" hidden="true"/></cols>'))],
    ['pivot-cache', workbook({ 'xl/pivotCache/pivotCacheRecords1.xml': '<x><r/><r/></x>' })],
    ['pivot-cache', workbook({ 'xl/pivotCache/pivotCacheDefinition1.xml': '<x/>' })],
    ['external-link', workbook({ 'xl/externalLinks/externalLink1.xml': '<x><cell r="A1"/></x>' })],
    ['external-link', workbook({ 'xl/connections.xml': '<connections/>' })],
    ['data-model', workbook({ 'xl/model/item.data': 'x' })],
    [
      'comment',
      workbook({ 'xl/comments1.xml': '<comments><commentList><comment/></commentList></comments>' }),
    ],
    ['comment', workbook({ 'xl/threadedComments/threadedComment1.xml': '<x><threadedComment/></x>' })],
    ['macro', workbook({ 'xl/vbaProject.bin': 'x' })],
    ['embedded-object', workbook({ 'xl/embeddings/Microsoft_Excel_Sheet1.xlsx': 'x' })],
    ['metadata', workbook({ 'docProps/core.xml': '<p><dc:creator xmlns:dc="d">A. Clerk</dc:creator></p>' })],
    ['metadata', workbook({ 'docProps/custom.xml': '<Properties><property name="Client"/></Properties>' })],
    ['hidden-text', workbook({ 'xl/sharedStrings.xml': '<sst><si><t>left over</t></si></sst>' })],
    [
      'hidden-text',
      workbook(
        {
          'xl/styles.xml':
            '<styleSheet><numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
        },
        sheet('', '', 's="1"'),
      ),
    ],
    [
      'hidden-text',
      workbook(
        {
          'xl/styles.xml':
            '<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><fills><fill><patternFill patternType="none"/></fill></fills><cellXfs><xf/><xf fontId="1" fillId="0"/></cellXfs></styleSheet>',
        },
        sheet('', '', 's="1"'),
      ),
    ],
  ]
  for (const [kind, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.xlsx'), [kind], kind)
})

test('hidden rows with nothing in them, and columns hidden to the edge, hide nothing', async () => {
  const empty =
    '<worksheet><cols><col min="5" max="16384" hidden="1"/></cols><sheetData><row r="9" hidden="1"/></sheetData></worksheet>'
  assert.deepEqual(await kinds(workbook({}, empty), 'a.xlsx'), [])
})

test('named ranges alone do not alarm', async () => {
  const names = office({
    'xl/workbook.xml':
      '<workbook><sheets/><definedNames><definedName name="Rates">A!B2</definedName></definedNames></workbook>',
  })
  const found = await inspectForRelease(names, 'a.xlsx')
  assert.equal(found.clean, true)
  assert.deepEqual(
    found.notes.map(({ kind }) => kind),
    ['named-range'],
  )
})

const word = (body: string, more: Parts = {}): Uint8Array =>
  office({ 'word/document.xml': `<w:document xmlns:w="w"><w:body>${body}</w:body></w:document>`, ...more })
const run = (properties: string, text = 'words'): string =>
  `<w:p><w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`

test('each surface of a document is found by its kind', async () => {
  assert.deepEqual(await kinds(word(run('<w:b/><w:vanish w:val="0"/>')), 'a.docx'), [])
  assert.deepEqual(await kinds(word(run('<w:color w:val="FFFFFF"/><w:shd w:fill="000000"/>')), 'a.docx'), [])
  const cases: [string, Uint8Array][] = [
    ['tracked-change', word(`<w:del w:author="a">${run('')}</w:del>`)],
    ['hidden-text', word(run('<w:vanish/>'))],
    ['hidden-text', word(run('<w:color w:val="FFFFFF"/>'))],
    ['hidden-text', word(run('<w:sz w:val="2"/>'))],
    ['comment', word('', { 'word/comments.xml': '<w:comments xmlns:w="w"><w:comment/></w:comments>' })],
    ['metadata', word('', { 'word/settings.xml': '<w:settings xmlns:w="w"><w:docVar/></w:settings>' })],
    ['embedded-object', word('', { 'word/embeddings/oleObject1.bin': 'x' })],
    ['metadata', word('', { 'docProps/app.xml': '<p><Company>Council</Company></p>' })],
    ['tracked-change', word('', { 'word/header1.xml': '<w:hdr xmlns:w="w"><w:ins/></w:hdr>' })],
  ]
  for (const [kind, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.docx'), [kind], kind)
})

test('slides and OpenDocument files are looked into too', async () => {
  const slides = office({
    'ppt/slides/slide1.xml': '<p:sld xmlns:p="p" show="0"/>',
    'ppt/notesSlides/notesSlide1.xml': '<p:notes xmlns:p="p" xmlns:a="a"><a:t>say this</a:t></p:notes>',
  })
  assert.deepEqual(await kinds(slides, 'a.pptx'), ['comment', 'hidden-text'])
  const ods = zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': strToU8(
      '<o:document-content xmlns:o="o" xmlns:s="s" xmlns:t="t"><o:automatic-styles><s:style s:name="ta1"><s:table-properties t:display="false"/></s:style></o:automatic-styles><o:body><o:spreadsheet><t:table t:name="Staff" t:style-name="ta1"><t:table-row t:visibility="collapse"/><o:annotation/></t:table></o:spreadsheet></o:body></o:document-content>',
    ),
  })
  assert.deepEqual(await kinds(ods, 'a.ods'), ['comment', 'hidden-row', 'hidden-sheet'])
})

const words = 'BT /F1 12 Tf 72 700 Td (Jane Specimen) Tj ET'

test('words under a box are found, however it is drawn; a box without words and words on a box are not', async () => {
  const box = '0 0 0 rg 70 696 120 16 re f'
  assert.deepEqual(await kinds(pdf(words), 'a.pdf'), [])
  assert.deepEqual(await kinds(pdf(`${words} ${box}`), 'a.pdf'), ['covered-text'])
  assert.deepEqual(
    await kinds(pdf(`${words} q 1 0 0 1 10 0 cm 0 g 60 690 m 180 690 l 180 715 l 60 715 l h f Q`), 'a.pdf'),
    ['covered-text'],
  )
  assert.deepEqual(await kinds(pdf(`${words} 0 0 0 rg 70 300 120 16 re f`), 'a.pdf'), [])
  assert.deepEqual(await kinds(pdf(`1 1 0 rg 70 696 120 16 re f 0 g ${words}`), 'a.pdf'), [])
  assert.deepEqual(await kinds(pdf(`${box} ${words}`), 'a.pdf'), ['covered-text'])
  assert.deepEqual(
    await kinds(pdf('0 g 70 696 120 16 re f 1 g BT /F1 9 Tf 72 700 Td (s.40 REDACTED) Tj ET'), 'a.pdf'),
    [],
  )
})

test('words nobody sees are found: invisible, white, tiny, off the page', async () => {
  for (const content of [
    `BT 3 Tr /F1 12 Tf 72 700 Td (Jane) Tj ET`,
    `1 g ${words}`,
    `BT /F1 0.5 Tf 72 700 Td (Jane) Tj ET`,
    `BT /F1 12 Tf 72 -300 Td (Jane) Tj ET`,
  ])
    assert.deepEqual(await kinds(pdf(content), 'a.pdf'), ['hidden-text'], content)
})

test('what hangs on a PDF is found', async () => {
  const cases: [string, Uint8Array][] = [
    [
      'annotation',
      pdf(words, {
        page: '/Annots[7 0 R]',
        objects: ['<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(note)>>'],
      }),
    ],
    ['javascript', pdf(words, { catalog: '/OpenAction<</S/JavaScript/JS(app.alert)>>' })],
    ['metadata', pdf(words, { info: '/Author(A. Clerk)' })],
    [
      'hidden-layer',
      pdf(words, {
        catalog: '/OCProperties<</OCGs[7 0 R]/D<</OFF[7 0 R]/Order[7 0 R]>>>>',
        objects: ['<</Type/OCG/Name(Draft)>>'],
      }),
    ],
    [
      'attachment',
      pdf(words, {
        catalog: '/Names<</EmbeddedFiles<</Names[(a.csv) 7 0 R]>>>>',
        objects: [
          '<</Type/Filespec/F(a.csv)/EF<</F 8 0 R>>>>',
          '<</Type/EmbeddedFile/Length 1>>stream\nx\nendstream',
        ],
      }),
    ],
  ]
  for (const [kind, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.pdf'), [kind], kind)
  const once = pdf(words)
  const again = Buffer.concat([
    once,
    Buffer.from('trailer<</Size 7/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\n'),
  ])
  assert.ok((await kinds(again, 'a.pdf')).includes('previous-revision'))
})

test('a text that must not leave is found where no reader shows it', async () => {
  const stream = (content: Buffer): string => content.toString('latin1')
  const packed = deflateSync(Buffer.from('BT [(Ja)-20(ne S)3(peci)(men)] TJ ET'))
  const orphan = pdf('BT ET', {
    objects: [`<</Length ${packed.length}/Filter/FlateDecode>>stream\n${stream(packed)}\nendstream`],
  })
  const utf16 = pdf('BT ET', {
    info: `/X<${Buffer.from('Jane Specimen', 'utf16le').swap16().toString('hex')}>`,
  })
  for (const bytes of [orphan, utf16]) {
    const found = await inspectForRelease(bytes, 'a.pdf', ['jane specimen'])
    assert.ok(found.findings.some(({ kind }) => kind === 'must-not-text'))
    assert.doesNotMatch(JSON.stringify(found), /jane/i)
    const other = await inspectForRelease(bytes, 'a.pdf', ['Somebody Else'])
    assert.ok(!other.findings.some(({ kind }) => kind === 'must-not-text'))
  }
})

test('messages give their headers and what is attached, and what hides in that', async () => {
  const hidden = Buffer.from(workbook({}, sheet(), 'hidden')).toString('base64')
  const mail = [
    'From: a@example.org',
    'To: b@example.org',
    'Bcc: c@example.org',
    'Received: from host (10.0.0.1)',
    'Message-ID: <1@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=x',
    '',
    '--x',
    'Content-Type: text/plain',
    '',
    'Hello',
    '--x',
    'Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet; name=a.xlsx',
    'Content-Disposition: attachment; filename=a.xlsx',
    'Content-Transfer-Encoding: base64',
    '',
    hidden,
    '--x--',
    '',
  ].join('\r\n')
  assert.deepEqual(await kinds(strToU8(mail), 'a.eml'), ['attachment', 'hidden-sheet', 'mail-header'])
})

test('what cannot be looked into is never clean', async () => {
  for (const [bytes, name] of [
    [new Uint8Array(0), 'empty.pdf'],
    [strToU8('%PDF-1.7\nnothing'), 'broken.pdf'],
    [office({ 'xl/workbook.xml': '<workbook><sheets>' }), 'cut.xlsx'],
    [Buffer.from('MZ\0\0'.padEnd(80, '\0'), 'latin1'), 'a.exe'],
    [Buffer.from('7z\xbc\xaf\x27\x1c', 'latin1'), 'a.7z'],
  ] as const)
    assert.equal((await inspectForRelease(bytes, name)).clean, false, name)
})
