import { strToU8, zipSync } from 'fflate'

type Parts = Record<string, string>
const pack = (parts: Parts): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        // OpenDocument 1.3 part 2 §3.3: what the file is can be read without unpacking.
        [strToU8(content), { level: name === 'mimetype' ? 0 : 6 }],
      ]),
    ),
  )

const relations = (targets: Record<string, [type: string, target: string]>): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${Object.entries(
    targets,
  )
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** A Word document that says the secret in sight and on every surface out of sight. */
export function secretDocument(secret: string): Uint8Array {
  const [first = '', second = ''] = secret.split(' ')
  const run = (text: string, properties = ''): string =>
    `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`
  const paragraph = (runs: string, properties = ''): string =>
    `<w:p><w:pPr>${properties}</w:pPr>${runs}</w:p>`
  const body = [
    paragraph(run('Report on the orchard'), '<w:pStyle w:val="Heading1"/>'),
    paragraph(run(`amber ${secret} birch`)),
    paragraph(
      run('cedar ') +
        run(first) +
        run(' ') +
        run(second.slice(0, 3), '<w:b/>') +
        run(second.slice(3)) +
        run(' dogwood'),
    ),
    paragraph(
      run('elder') +
        `<w:del w:id="1" w:author="${secret}"><w:r><w:delText>${secret}</w:delText></w:r></w:del>` +
        `<w:ins w:id="2" w:author="${secret}">${run(' fir')}</w:ins>`,
    ),
    paragraph(
      run('ginkgo') +
        run(secret, '<w:vanish/>') +
        run(secret, '<w:color w:val="FFFFFF"/>') +
        run(secret, '<w:sz w:val="2"/>'),
    ),
    paragraph(`<w:hyperlink r:id="rId9">${run('hazel')}</w:hyperlink>`),
    paragraph(run('ivory'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
    `<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:fill="1D70B8"/></w:tcPr>${paragraph(run('juniper', '<w:color w:val="FFFFFF"/>'))}</w:tc><w:tc>${paragraph(run(first))}</w:tc><w:tc>${paragraph(run(second))}</w:tc></w:tr></w:tbl>`,
    paragraph(
      `<w:r><w:t>kapok</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>AUTHOR ${secret}</w:instrText><w:fldChar w:fldCharType="end"/></w:r><w:r><mc:AlternateContent xmlns:mc="mc"><mc:Choice><w:drawing><wp:docPr xmlns:wp="wp" descr="${secret}"/><w:txbxContent>${paragraph(run(`larch ${secret}`))}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:txbxContent>${paragraph(run(`larch ${secret}`))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`,
    ),
  ].join('')
  const w = 'xmlns:w="w" xmlns:r="r"'
  return pack({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<w:document ${w}><w:body>${body}</w:body></w:document>`,
    'word/_rels/document.xml.rels': relations({
      rId1: ['header', 'header1.xml'],
      rId2: ['footnotes', 'footnotes.xml'],
      rId3: ['comments', 'comments.xml'],
    }),
    'word/header1.xml': `<w:hdr ${w}>${paragraph(run(`maple ${secret}`))}</w:hdr>`,
    'word/footnotes.xml': `<w:footnotes ${w}><w:footnote w:id="1">${paragraph(run(`nutmeg ${secret}`))}</w:footnote></w:footnotes>`,
    'word/comments.xml': `<w:comments ${w}><w:comment w:author="${secret}">${paragraph(run(secret))}</w:comment></w:comments>`,
    'word/styles.xml': `<w:styles ${w}><w:style w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
    'word/numbering.xml': `<w:numbering ${w}><w:abstractNum w:abstractNumId="0"><w:lvl><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
    'word/settings.xml': `<w:settings ${w}><w:docVars><w:docVar w:name="who" w:val="${secret}"/></w:docVars></w:settings>`,
    'docProps/core.xml': `<p xmlns:dc="dc"><dc:creator>${secret}</dc:creator></p>`,
    'docProps/custom.xml': `<Properties><property name="client">${secret}</property></Properties>`,
    'customXml/item1.xml': `<who>${secret}</who>`,
    'word/embeddings/Microsoft_Excel_Sheet1.xlsx': secret,
  })
}

/** A workbook that says the secret in sight and on every surface out of sight. */
export function secretWorkbook(secret: string): Uint8Array {
  const [first = '', second = ''] = secret.split(' ')
  const text = (place: string, words: string, style = ''): string =>
    `<c r="${place}" t="inlineStr" ${style}><is><t>${words}</t></is></c>`
  const sheet = (rows: string, cols = ''): string =>
    `<worksheet>${cols}<sheetData>${rows}</sheetData></worksheet>`
  return pack({
    '[Content_Types].xml': '<Types/>',
    'xl/workbook.xml': `<workbook xmlns:r="r"><sheets><sheet name="Payments" r:id="a"/><sheet name="Staff" state="veryHidden" r:id="b"/></sheets><definedNames><definedName name="Whom">"${secret}"</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': relations({
      a: ['worksheet', 'worksheets/sheet1.xml'],
      b: ['worksheet', '/xl/worksheets/sheet2.xml'],
    }),
    'xl/sharedStrings.xml': `<sst><si><t>amber</t></si><si><t>${secret}</t></si><si><r><t>${first} </t></r><r><t>${second}</t></r></si></sst>`,
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': sheet(
      `<row r="1"><c r="A1" t="s"><v>0</v></c>${text('B1', 'birch')}${text('C1', secret)}${text('D1', 'cedar')}</row>` +
        `<row r="2" hidden="1">${text('A2', secret)}</row>` +
        `<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" s="1"><v>45000</v></c>${text('C3', 'dogwood')}${text('D3', 'elder', 's="2"')}</row>` +
        `<row r="4">${text('A4', first)}${text('B4', second)}<c r="D4"><f>"${secret}"</f><v>12.50</v></c></row>`,
      '<cols><col min="3" max="3" hidden="1"/></cols>',
    ),
    'xl/worksheets/sheet2.xml': sheet(`<row r="1">${text('A1', secret)}</row>`),
    'xl/comments1.xml': `<comments><commentList><comment><text><t>${secret}</t></text></comment></commentList></comments>`,
    'xl/pivotCache/pivotCacheRecords1.xml': `<x><r><s v="${secret}"/></r></x>`,
    'xl/pivotCache/pivotCacheDefinition1.xml': `<x><cacheField name="${secret}"/></x>`,
    'xl/externalLinks/externalLink1.xml': `<x><cell r="A1"><v>${secret}</v></cell></x>`,
    'docProps/core.xml': `<p xmlns:dc="dc"><dc:creator>${secret}</dc:creator></p>`,
  })
}

/** A message that says the secret in its words, its headers, its files and a message inside it. */
export function secretMessage(secret: string): Uint8Array {
  const encoded = `=?utf-8?B?${Buffer.from(secret).toString('base64')}?=`
  return strToU8(
    [
      'Received: from mail.example.org by mx.example.com; Mon, 2 Mar 2026 10:00:00 +0000',
      'X-Originating-IP: [192.0.2.7]',
      `From: ${encoded} <quillon.zephyrine@example.org>`,
      'To: Clerk <clerk@example.com>',
      `Bcc: ${secret} <other@example.org>`,
      'Date: Mon, 2 Mar 2026 10:00:00 +0000',
      `Subject: amber ${encoded} birch`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      `cedar ${secret.slice(0, 9)}=`,
      `${secret.slice(9)} dogwood`,
      '--b',
      `Content-Type: text/plain; name="${secret}.txt"`,
      `Content-Disposition: attachment; filename="${secret}.txt"`,
      '',
      secret,
      '--b',
      'Content-Type: message/rfc822',
      '',
      `From: ${secret} <inner@example.org>`,
      'Subject: inner',
      '',
      secret,
      '--b--',
      '',
    ].join('\r\n'),
  )
}

/** An OpenDocument file of either kind, its secret in sight and hidden. */
export function secretOpenDocument(secret: string, kind: 'text' | 'spreadsheet'): Uint8Array {
  const cell = (text: string, more = ''): string =>
    `<table:table-cell office:value-type="string" ${more}><text:p>${text}</text:p></table:table-cell>`
  const sheet = `<table:table table:name="Payments"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-column/><table:table-row>${cell('amber')}${cell(secret)}${cell('birch')}</table:table-row><table:table-row table:visibility="filter">${cell(secret)}</table:table-row><table:table-row table:number-rows-repeated="2">${cell(`cedar ${secret}`)}<table:table-cell/><table:table-cell office:value-type="float" office:value="12.5"><office:annotation><text:p>${secret}</text:p></office:annotation><text:p>12.50</text:p></table:table-cell></table:table-row></table:table><table:table table:name="Staff" table:style-name="off"><table:table-row>${cell(secret)}</table:table-row></table:table>`
  const text = `<text:tracked-changes><text:changed-region><text:p>${secret}</text:p></text:changed-region></text:tracked-changes><text:h>Report on the orchard</text:h><text:p>amber <text:span>Quillon</text:span><text:s/>Zephyrine birch</text:p><text:p>cedar<text:span text:style-name="unseen">${secret}</text:span><office:annotation><dc:creator>${secret}</dc:creator><text:p>${secret}</text:p></office:annotation></text:p><text:list><text:list-item><text:p>dogwood<text:span text:style-name="away"> medlar ${secret}</text:span></text:p></text:list-item></text:list>`
  const names = ['office', 'table', 'text', 'style', 'dc', 'fo']
    .map((name) => `xmlns:${name}="${name}"`)
    .join(' ')
  return pack({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content ${names}><office:automatic-styles><style:style style:name="off"><style:table-properties table:display="false"/></style:style><style:style style:name="unseen"><style:text-properties text:display="none"/></style:style></office:automatic-styles><office:body><office:${kind}>${kind === 'text' ? text : sheet}</office:${kind}></office:body></office:document-content>`,
    'styles.xml': `<office:document-styles ${names}><office:styles><style:style style:name="away"><style:text-properties text:display="none"/></style:style></office:styles></office:document-styles>`,
    'meta.xml': `<m xmlns:dc="dc"><dc:creator>${secret}</dc:creator></m>`,
  })
}
