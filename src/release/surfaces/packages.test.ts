import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspectSurfaces } from './inspect-surfaces.ts'
import { jpeg, kinds, office, openDocument, pack, placed, type Parts } from './surfaces.fixture.ts'

const relations = (...entries: [id: string, type: string, target: string, external?: boolean][]): string =>
  `<Relationships>${entries.map(([id, type, target, external]) => `<Relationship Id="${id}" Type="x/${type}" Target="${target}"${external === true ? ' TargetMode="External"' : ''}/>`).join('')}</Relationships>`
const word = (body: string, more: Parts = {}): Uint8Array =>
  office({
    'word/document.xml': `<w:document xmlns:w="w" xmlns:a="a" xmlns:mc="mc" xmlns:wp="wp"><w:body>${body}</w:body></w:document>`,
    ...more,
  })
const run = (properties: string, text = 'words'): string =>
  `<w:p><w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`
const white = '<w:color w:val="FFFFFF"/>'
const hiddenBook = office({
  'xl/workbook.xml':
    '<workbook xmlns:r="r"><sheets><sheet name="Staff" state="veryHidden" r:id="a"/></sheets></workbook>',
})

test('Word: styles that hide, fields that fetch, pictures that are cropped, boxes that say two things', async () => {
  const styles = (properties: string): Parts => ({
    'word/styles.xml': `<w:styles xmlns:w="w"><w:style w:styleId="Base"><w:rPr>${properties}</w:rPr></w:style><w:style w:styleId="Made"><w:basedOn w:val="Base"/></w:style></w:styles>`,
  })
  const styled = '<w:p><w:pPr><w:pStyle w:val="Made"/></w:pPr><w:r><w:t>words</w:t></w:r></w:p>'
  const box = (choice: string, fallback: string): string =>
    `<mc:AlternateContent><mc:Choice><w:txbxContent>${run('', choice)}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>${run('', fallback)}</w:txbxContent></mc:Fallback></mc:AlternateContent>`
  const cases: [string, string[], Uint8Array][] = [
    ['hidden by a style', ['hidden-text'], word(styled, styles('<w:vanish/>'))],
    ['white by a style', ['hidden-text'], word(styled, styles(white))],
    [
      'shown against its style',
      [],
      word(styled.replace('<w:r>', '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr>'), styles('<w:vanish/>')),
    ],
    ['nearly white', ['hidden-text'], word(run('<w:color w:val="FEFEFE"/>'))],
    [
      'white by the theme',
      ['hidden-text'],
      word(run('<w:color w:val="FF0000" w:themeColor="background1"/>')),
    ],
    [
      'white in a blue cell',
      [],
      word(`<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1D70B8"/></w:tcPr>${run(white)}</w:tc></w:tr></w:tbl>`),
    ],
    [
      'white beside a blue cell',
      ['hidden-text'],
      word(
        `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1D70B8"/></w:tcPr>${run('')}</w:tc><w:tc>${run(white)}</w:tc></w:tr></w:tbl>`,
      ),
    ],
    ['white in a text box', [], word(`<w:p><w:r><w:txbxContent>${run(white)}</w:txbxContent></w:r></w:p>`)],
    ['the same twice', [], word(box('words', 'words'))],
    ['other words for old programs', ['hidden-text'], word(box('words', 'Jane Specimen'))],
    ['a hidden shape', ['hidden-text'], word('<wp:docPr hidden="1"/>')],
    ['a cropped picture', ['embedded-object'], word('<a:srcRect l="25000"/>')],
    [
      'a field that fetches',
      ['external-link'],
      word('<w:p><w:r><w:instrText> INCLUDETEXT "\\\\server\\a.docx" </w:instrText></w:r></w:p>'),
    ],
    ['a page number', [], word('<w:p><w:r><w:instrText> PAGE </w:instrText></w:r></w:p>')],
    [
      'a list to merge',
      ['external-link'],
      word('', { 'word/settings.xml': '<w:settings xmlns:w="w"><w:mailMerge/></w:settings>' }),
    ],
    [
      'a template elsewhere',
      ['external-link'],
      word('', {
        'word/_rels/settings.xml.rels': relations([
          'a',
          'attachedTemplate',
          'file:///c:/users/jane/a.dotx',
          true,
        ]),
      }),
    ],
    [
      'a link to follow',
      [],
      word('', {
        'word/_rels/document.xml.rels': relations(['a', 'hyperlink', 'https://example.org/', true]),
      }),
    ],
    [
      'names of those who commented',
      ['metadata'],
      word('', { 'word/people.xml': '<w:people xmlns:w="w"><w:person w:author="Jane"/></w:people>' }),
    ],
    ['stored blocks', ['hidden-text'], word('', { 'word/glossary/document.xml': '<w:g xmlns:w="w"/>' })],
    ['a picture that knows its place', ['exif'], word('', { 'word/media/image1.jpeg': jpeg([placed]) })],
    [
      'a workbook behind a chart',
      ['embedded-object', 'hidden-sheet'],
      word('', { 'word/embeddings/Microsoft_Excel_Sheet1.xlsx': hiddenBook }),
    ],
    [
      'a drawing with a script',
      ['javascript'],
      word('', { 'word/media/image1.svg': '<svg><script>x</script></svg>' }),
    ],
    ['no main part', ['unreadable'], office({ 'word/other.bin': 'x' })],
  ]
  for (const [what, wanted, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.docx'), wanted, what)
})

test('parts that nothing points to, data between parts and comments on the archive are found', async () => {
  const whole = { '_rels/.rels': relations(['a', 'officeDocument', 'word/document.xml']) }
  assert.deepEqual(await kinds(word('', whole), 'a.docx'), [])
  assert.deepEqual(await kinds(word('', { ...whole, 'word/old.xml': '<x/>' }), 'a.docx'), ['embedded-object'])
  const bytes = Buffer.from(word('', whole))
  const first = Buffer.concat([Buffer.from('Jane Specimen'), bytes])
  assert.deepEqual(await kinds(Buffer.concat([bytes, Buffer.from('Jane')]), 'a.docx'), ['comment'])
  // The directory says where it begins, so what is put before it moves all places.
  assert.notDeepEqual(await kinds(first, 'a.docx'), [])
})

const book = (more: Parts = {}, sheet = '', rels = ''): Uint8Array =>
  office({
    'xl/workbook.xml': '<workbook xmlns:r="r"><sheets><sheet name="Totals" r:id="a"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(['a', 'worksheet', 'worksheets/sheet1.xml']),
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>7</v></c></row></sheetData>${sheet}</worksheet>`,
    ...(rels === '' ? {} : { 'xl/worksheets/_rels/sheet1.xml.rels': rels }),
    ...more,
  })
const styles = (font: string, fill: string, more = ''): Parts => ({
  'xl/styles.xml': `<styleSheet><fonts><font/><font>${font}</font></fonts><fills><fill><patternFill patternType="none"/></fill><fill>${fill}</fill></fills><cellXfs><xf/><xf fontId="1" fillId="1"/></cellXfs>${more}</styleSheet>`,
})
const solid = (rgb: string): string =>
  `<patternFill patternType="solid"><fgColor rgb="FF${rgb}"/></patternFill>`

test('Excel: colours that match, rules that hide, drawings, headers, scenarios, lists of people, filters, printers', async () => {
  const drawing = relations(['d', 'drawing', '../drawings/drawing1.xml'])
  const server = Buffer.from('\\\\print01\\Room 12'.padEnd(32, '\0'), 'utf16le')
  const cases: [string, string[], Uint8Array][] = [
    ['black on black', ['hidden-text'], book(styles('<color rgb="FF000000"/>', solid('000000')))],
    ['white on black', [], book(styles('<color rgb="FFFFFFFF"/>', solid('000000')))],
    [
      'white by the theme',
      ['hidden-text'],
      book(styles('<color theme="0"/>', '<patternFill patternType="none"/>')),
    ],
    ['tiny', ['hidden-text'], book(styles('<sz val="1"/>', '<patternFill patternType="none"/>'))],
    [
      'a rule that hides',
      ['hidden-text'],
      book(
        styles('', '', '<dxfs><dxf><numFmt numFmtId="1" formatCode=";;;"/></dxf></dxfs>'),
        '<conditionalFormatting><cfRule dxfId="0"/></conditionalFormatting>',
      ),
    ],
    [
      'words that only print',
      ['hidden-text'],
      book({}, '<headerFooter><oddHeader>&amp;CPrepared by Jane</oddHeader></headerFooter>'),
    ],
    [
      'page numbers',
      [],
      book({}, '<headerFooter><oddFooter>&amp;L&amp;"Arial,Bold"&amp;P / &amp;N</oddFooter></headerFooter>'),
    ],
    ['scenarios', ['hidden-text'], book({}, '<scenarios><scenario name="a"/></scenarios>')],
    [
      'a hidden shape',
      ['hidden-text'],
      book({ 'xl/drawings/drawing1.xml': '<x><cNvPr hidden="1"/></x>' }, '', drawing),
    ],
    [
      'a cropped picture',
      ['embedded-object'],
      book({ 'xl/drawings/drawing1.xml': '<x><srcRect b="50000"/></x>' }, '', drawing),
    ],
    [
      'a list of people',
      ['metadata'],
      book({ 'xl/persons/person.xml': '<personList><person displayName="Jane"/></personList>' }),
    ],
    ['a filter’s values', ['pivot-cache'], book({ 'xl/slicerCaches/slicerCache1.xml': '<x/>' })],
    ['a printer on the network', ['metadata'], book({ 'xl/printerSettings/printerSettings1.bin': server })],
    [
      'a printer',
      [],
      book({ 'xl/printerSettings/printerSettings1.bin': Buffer.from('PDF'.padEnd(32, '\0'), 'utf16le') }),
    ],
    ['old macros', ['macro'], book({ 'xl/macrosheets/sheet1.xml': '<x/>' })],
    ['a binary workbook', ['unreadable'], office({ 'xl/workbook.bin': 'x' })],
  ]
  for (const [what, wanted, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.xlsx'), wanted, what)
})

test('PowerPoint: notes, hidden slides and shapes, shapes beside the slide, cropped pictures, workbooks', async () => {
  const slides = (slide: string, more: Parts = {}): Uint8Array =>
    office({
      'ppt/presentation.xml': '<p:presentation xmlns:p="p"><p:sldSz cx="1000" cy="800"/></p:presentation>',
      'ppt/slides/slide1.xml': `<p:sld xmlns:p="p" xmlns:a="a">${slide}</p:sld>`,
      ...more,
    })
  const shape = (x: number, y: number): string =>
    `<p:sp><a:off x="${x}" y="${y}"/><a:ext cx="100" cy="50"/><a:t>words</a:t></p:sp>`
  const cases: [string, string[], Uint8Array][] = [
    ['on the slide', [], slides(shape(100, 100))],
    ['beside it', ['hidden-text'], slides(shape(1200, 100))],
    ['above it', ['hidden-text'], slides(shape(100, -60))],
    ['a hidden shape', ['hidden-text'], slides('<p:cNvPr hidden="1"/>')],
    ['tiny words', ['hidden-text'], slides('<a:r><a:rPr sz="100"/><a:t>words</a:t></a:r>')],
    ['a cropped picture', ['embedded-object'], slides('<a:srcRect t="30000"/>')],
    [
      'notes',
      ['comment'],
      slides('', { 'ppt/notesSlides/notesSlide1.xml': '<n xmlns:a="a"><a:t>say this</a:t></n>' }),
    ],
    ['a comment', ['comment'], slides('', { 'ppt/comments/modernComment_1.xml': '<x><cm/></x>' })],
    ['who commented', ['metadata'], slides('', { 'ppt/authors.xml': '<x><author name="Jane"/></x>' })],
    ['a workbook', ['embedded-object', 'hidden-sheet'], slides('', { 'ppt/embeddings/a.xlsx': hiddenBook })],
    ['a film', ['embedded-object'], slides('', { 'ppt/media/media1.mp4': 'x' })],
  ]
  for (const [what, wanted, bytes] of cases) assert.deepEqual(await kinds(bytes, 'a.pptx'), wanted, what)
})

test('OpenDocument: hidden words, slides, layers, notes, versions, links', async () => {
  const style = (properties: string): string => `<style:style style:name="s">${properties}</style:style>`
  const said = '<text:p text:style-name="s">words</text:p>'
  const cases: [string, string[], Uint8Array][] = [
    ['plain', [], openDocument('text', said)],
    [
      'hidden',
      ['hidden-text'],
      openDocument('text', said, style('<style:text-properties text:display="none"/>')),
    ],
    [
      'a style that nothing uses',
      [],
      openDocument('text', '<text:p>words</text:p>', style('<style:text-properties text:display="none"/>')),
    ],
    [
      'white',
      ['hidden-text'],
      openDocument('text', said, style('<style:text-properties fo:color="#ffffff"/>')),
    ],
    [
      'white on black',
      [],
      openDocument(
        'text',
        said,
        style('<style:text-properties fo:color="#ffffff" fo:background-color="#000000"/>'),
      ),
    ],
    [
      'tiny',
      ['hidden-text'],
      openDocument('text', said, style('<style:text-properties fo:font-size="1pt"/>')),
    ],
    [
      'a hidden section',
      ['hidden-text'],
      openDocument('text', `<text:section text:display="none">${said}</text:section>`),
    ],
    [
      'struck out',
      ['tracked-change'],
      openDocument('text', '<text:tracked-changes><text:changed-region/></text:tracked-changes>'),
    ],
    [
      'a linked section',
      ['external-link'],
      openDocument('text', '<text:section-source xlink:href="../other.odt"/>'),
    ],
    ['versions', ['previous-revision'], openDocument('text', said, '', { 'Versions/1': 'x' })],
    ['a small picture', ['metadata'], openDocument('text', said, '', { 'Thumbnails/thumbnail.png': 'x' })],
    [
      'a hidden slide',
      ['hidden-text'],
      openDocument(
        'presentation',
        '<draw:page draw:style-name="s"/>',
        style('<style:drawing-page-properties presentation:visibility="hidden"/>'),
      ),
    ],
    [
      'notes',
      ['comment'],
      openDocument('presentation', `<draw:page><presentation:notes>${said}</presentation:notes></draw:page>`),
    ],
    ['a layer', ['hidden-layer'], openDocument('presentation', '<draw:layer draw:display="none"/>')],
    [
      'a scenario',
      ['hidden-text'],
      openDocument('spreadsheet', '<table:table><table:scenario/></table:table>'),
    ],
  ]
  for (const [what, wanted, bytes] of cases) {
    const name = `a.${what === 'a hidden slide' || what === 'notes' || what === 'a layer' ? 'odp' : what === 'a scenario' ? 'ods' : 'odt'}`
    assert.deepEqual(await kinds(bytes, name), wanted, what)
  }
})

test('every file of a ZIP is looked into, nested ones too, within limits', async () => {
  assert.deepEqual(await kinds(pack({ 'a.txt': 'words' }), 'a.zip'), [])
  const inner = pack({ 'list.xlsx': hiddenBook, 'photo.jpg': jpeg([placed]) })
  const found = await inspectSurfaces(pack({ 'a/b.zip': inner, '__MACOSX/._a': 'x' }), 'a.zip')
  assert.deepEqual(
    found.map(({ kind, where }) => `${kind}: ${where}`),
    [
      'metadata: __MACOSX/._a',
      'hidden-sheet: a/b.zip, list.xlsx, sheet “Staff”',
      'exif: a/b.zip, photo.jpg, EXIF',
    ],
  )
  let deep = pack({ 'a.txt': 'words' })
  for (let level = 0; level < 8; level += 1) deep = pack({ 'a.zip': deep })
  assert.deepEqual(await kinds(deep, 'a.zip'), ['unreadable'])
  const bomb = pack({ 'a.zip': pack({ zeros: new Uint8Array(150 * 1024 * 1024) }) })
  assert.deepEqual(await kinds(bomb, 'a.zip'), ['unreadable'])
  const locked = Buffer.from(pack({ 'a.txt': 'words' }))
  locked.writeUInt16LE(1, locked.indexOf('PK\x01\x02') + 8)
  assert.deepEqual(await kinds(locked, 'a.zip'), ['unreadable'])
})
