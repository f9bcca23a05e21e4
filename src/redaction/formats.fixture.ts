import { strToU8, zipSync } from 'fflate'
import { outlookMessage } from '../../test/support/compound-file.ts'

const pack = (parts: Record<string, string>): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [
        name,
        [strToU8(text), { level: name === 'mimetype' ? 0 : 6 }],
      ]),
    ),
  )
const relations = (targets: Record<string, [type: string, target: string]>): string =>
  `<Relationships xmlns="r">${Object.entries(targets)
    .map(([id, [type, target]]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`

/** A presentation that says the secret in sight (4 times) and on every surface out of sight. */
export function secretSlides(secret: string): Uint8Array {
  const [first = '', second = ''] = secret.split(' ')
  const paragraph = (...runs: string[]): string =>
    `<a:p>${runs.map((text) => `<a:r><a:rPr lang="en-GB"/><a:t>${text}</a:t></a:r>`).join('')}</a:p>`
  const shape = (words: string, more = '', kind = ''): string =>
    `<p:sp><p:nvSpPr><p:cNvPr id="2" name="Box" descr="${secret}" ${more}/><p:nvPr>${kind}</p:nvPr></p:nvSpPr><p:txBody>${words}</p:txBody></p:sp>`
  const slide = (body: string, more = ''): string =>
    `<p:sld xmlns:p="p" xmlns:a="a" xmlns:r="r" ${more}><p:cSld><p:spTree>${body}</p:spTree></p:cSld></p:sld>`
  return pack({
    '[Content_Types].xml': '<Types/>',
    'ppt/presentation.xml':
      '<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="b"/><p:sldId r:id="a" id="257"/><p:sldId id="258" r:id="c"/></p:sldIdLst></p:presentation>',
    'ppt/_rels/presentation.xml.rels': relations({
      a: ['slide', 'slides/slide1.xml'],
      b: ['slide', 'slides/slide2.xml'],
      c: ['slide', 'slides/slide3.xml'],
    }),
    'ppt/slides/slide1.xml': slide(
      shape(paragraph('second orchard'), '', '<p:ph type="title"/>') +
        shape(paragraph('amber ', first, ' ', second.slice(0, 3), second.slice(3), ' birch')) +
        `<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody>${paragraph('cedar')}</a:txBody></a:tc><a:tc><a:txBody>${paragraph(secret)}</a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>` +
        shape(paragraph(secret), 'hidden="1"'),
    ),
    'ppt/slides/slide2.xml': slide(
      shape(paragraph(`first ${secret} meadow`), '', '<p:ph type="ctrTitle"/>') +
        shape(`${paragraph('dogwood')}${paragraph(secret)}${paragraph('elder')}`),
    ),
    'ppt/slides/slide3.xml': slide(shape(paragraph(secret)), 'show="0"'),
    'ppt/notesSlides/notesSlide1.xml': `<p:notes xmlns:p="p" xmlns:a="a"><a:t>${secret}</a:t></p:notes>`,
    'ppt/comments/comment1.xml': `<p:cmLst xmlns:p="p"><p:cm><p:text>${secret}</p:text></p:cm></p:cmLst>`,
    'ppt/commentAuthors.xml': `<p:x xmlns:p="p"><p:cmAuthor name="${secret}"/></p:x>`,
    'ppt/embeddings/Microsoft_Excel_Sheet1.xlsx': secret,
    'docProps/core.xml': `<p xmlns:dc="dc"><dc:creator>${secret}</dc:creator></p>`,
  })
}

/** The same of an OpenDocument presentation, in sight 2 times. */
export function secretOpenSlides(secret: string): Uint8Array {
  const names = ['office', 'draw', 'text', 'style', 'presentation']
    .map((name) => `xmlns:${name}="${name}"`)
    .join(' ')
  const frame = (words: string, kind = 'outline'): string =>
    `<draw:frame presentation:class="${kind}"><draw:text-box><text:p>${words}</text:p></draw:text-box></draw:frame>`
  return pack({
    mimetype: 'application/vnd.oasis.opendocument.presentation',
    'content.xml': `<office:document-content ${names}><office:automatic-styles><style:style style:name="off"><style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles><office:body><office:presentation><draw:page draw:name="${secret}">${frame(`first ${secret} orchard`, 'title')}${frame(`amber <text:span>${secret}</text:span> birch`)}<presentation:notes>${frame(secret)}</presentation:notes></draw:page><draw:page draw:style-name="off">${frame(secret)}</draw:page></office:presentation></office:body></office:document-content>`,
    'meta.xml': `<m xmlns:dc="dc"><dc:creator>${secret}</dc:creator></m>`,
  })
}

/** A web page that says the secret in sight 4 times, and in every place out of sight, in every spelling. */
export function secretPage(secret: string): Uint8Array {
  const [first = '', second = ''] = secret.split(' ')
  const entities = [...secret].map((letter) => `&#${letter.charCodeAt(0)};`).join('')
  const hex = [...secret].map((letter) => `&#x${letter.charCodeAt(0).toString(16)};`).join('')
  return strToU8(
    `<!doctype html><html><head><title>${secret}</title><meta name="author" content="${secret}"><style>.off { display: none }</style><script>var who = "${secret}"</script></head><body data-who="${secret}"><h1>Report on the orchard</h1><!-- ${secret} --><p title="${secret}">amber ${secret} birch<p>cedar ${entities} dogwood</p><p>elder ${first} <b>${second.slice(0, 4)}</b>${second.slice(4)} fir</p><div hidden>${secret}</div><div class="off">${secret}</div><p style="display:none">${hex}</p><p><font color="#fff">${secret}</font></p><a href="mailto:${secret.replace(' ', '.')}@example.org?subject=${encodeURIComponent(secret)}">ginkgo</a><img alt="${secret}" src="data:text/plain;base64,${Buffer.from(secret).toString('base64')}"><input type="hidden" value="${secret}"><table><tr><td>hazel</td><td>${secret}</td></tr></table><ul><li>ivory<li>juniper</ul></body></html>`,
  )
}

/** A rich text file that says the secret in sight 4 times, and in every place out of sight, in every spelling. */
export function secretRichText(secret: string): Uint8Array {
  const hex = [...secret].map((letter) => `\\'${letter.charCodeAt(0).toString(16)}`).join('')
  const unicode = [...secret].map((letter) => `\\u${letter.charCodeAt(0)}?`).join('')
  const bytes = Buffer.from(secret).toString('hex')
  return strToU8(
    `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red255\\green255\\blue255;}{\\info{\\author ${secret}}{\\company ${secret}}}{\\*\\docvar {who}{${secret}}}{\\*\\userprops {\\propname who}{\\staticval ${secret}}}\\f0\\fs24 Report on the orchard\\par amber ${secret} birch\\par cedar ${hex} dogwood\\par elder ${unicode} fir\\par {\\v ${secret}}{\\deleted ${secret}}{\\cf1 ${secret}}{\\fs2 ${secret}}ginkgo{\\*\\annotation ${secret}}{\\object{\\*\\objdata ${bytes}}}{\\pict\\wmetafile8 ${bytes}}{\\field{\\*\\fldinst HYPERLINK "https://example.org/${secret}"}{\\fldrslt hazel}}\\par \\trowd ivory\\cell ${secret}\\cell\\row juniper\\par}${secret}`,
  )
}

/** An Outlook message that says the secret in its headers and words (3 times) and on every surface out of sight. */
export function secretOutlook(secret: string): Uint8Array {
  return outlookMessage({
    subject: `amber ${secret} birch`,
    body: `cedar ${secret} dogwood\r\nelder`,
    html: `<p>cedar ${secret} dogwood</p><!-- ${secret} -->`,
    headers: `Received: from host\r\nX-Who: ${secret}\r\n`,
    from: { name: secret, email: 'quillon.zephyrine@example.org' },
    recipients: [
      { name: 'Clerk', email: 'clerk@example.com', type: 1 },
      { name: secret, email: 'other@example.org', type: 3 },
    ],
    files: [{ name: `${secret}.txt`, content: strToU8(secret) }],
  })
}
