import { deflateSync } from 'node:zlib'

type Body = string | { dictionary: string; stream: string; packed?: boolean }

/** A PDF from numbered objects, the first being object 1. Synthetic: built here, so that nobody's document is kept. */
export function buildPdf(objects: readonly Body[], trailer = '/Root 1 0 R'): Uint8Array {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')]
  let length = parts[0]?.length ?? 0
  const offsets: number[] = []
  const push = (part: Buffer): void => {
    parts.push(part)
    length += part.length
  }
  objects.forEach((body, index) => {
    offsets.push(length)
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), bodyOf(body), Buffer.from('\nendobj\n')]))
  })
  const start = length
  push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer<</Size ${objects.length + 1}${trailer}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  )
  return new Uint8Array(Buffer.concat(parts))
}

function bodyOf(body: Body): Buffer {
  if (typeof body === 'string') return Buffer.from(body, 'latin1')
  const raw = Buffer.from(body.stream, 'latin1')
  const content = body.packed === true ? deflateSync(raw) : raw
  return Buffer.concat([
    Buffer.from(
      `<<${body.dictionary}${body.packed === true ? '/Filter/FlateDecode' : ''}/Length ${content.length}>>stream\n`,
      'latin1',
    ),
    content,
    Buffer.from('\nendstream'),
  ])
}

/** Saves on top of a PDF: page 1 gets another content, the old one stays in the bytes (ISO 32000-2 §7.5.6). */
function appendRevision(pdf: Uint8Array, object: number, body: Body, size: number): Uint8Array {
  const before = Buffer.from(pdf)
  const previous = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before.toString('latin1'))?.[1] ?? '0'
  const written = Buffer.concat([Buffer.from(`${object} 0 obj\n`), bodyOf(body), Buffer.from('\nendobj\n')])
  const start = before.length + written.length
  return new Uint8Array(
    Buffer.concat([
      before,
      written,
      Buffer.from(
        `xref\n${object} 1\n${String(before.length).padStart(10, '0')} 00000 n \ntrailer<</Size ${size}/Root 1 0 R/Prev ${previous}>>\nstartxref\n${start}\n%%EOF\n`,
      ),
    ]),
  )
}

const hexOf = (text: string): string => Buffer.from(text, 'latin1').toString('hex')
const wide = (text: string): string => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`

/**
 * One page (and a second without it) that says the secret on every surface: drawn in every way, and in annotations, a form field, Info, XMP, an attached file,
 * a bookmark, a named destination, a page label, a script, PieceInfo, structure, an unused resource and an earlier revision.
 */
export function secretPdf(secret: string, neighbours: readonly string[]): Uint8Array {
  const [first = '', second = ''] = secret.split(' ')
  const letters = [...secret]
  const word = (index: number): string => neighbours[index % neighbours.length] ?? ''
  let y = 800
  let count = 0
  const line = (operators: string): string => {
    y -= 24
    count += 2
    return `BT /F1 11 Tf 1 0 0 1 50 ${y} Tm (${word(count)} ) Tj ${operators} ( ${word(count + 1)}) Tj ET\n`
  }
  const kerned = letters.map((letter) => (letter === ' ' ? '( )' : `(${letter})-12`)).join(' ')
  const content = [
    line(`(${secret}) Tj`),
    line(`(${secret.toUpperCase()}) Tj`),
    line(`[${kerned}] TJ`),
    line(letters.map((letter) => `(${letter}) Tj`).join(' ')),
    line(`(${first}) Tj 0 -14 Td (${second}) Tj`),
    line(`(${first} ${second.slice(0, 4)}-) Tj 0 -14 Td (${second.slice(4)}) Tj`),
    line(
      `(${[...secret].map((letter) => `\\${letter.charCodeAt(0).toString(8).padStart(3, '0')}`).join('')}) Tj`,
    ),
    line(`<${hexOf(secret)}> Tj`),
    'q 1 0 0 1 0 0 cm /Fm1 Do Q q 1 0 0 1 250 -40 cm /Fm1 Do Q /Fm2 Do\n',
    line(`3 Tr (${secret}) Tj 0 Tr`),
    line(`1 1 1 rg (${secret}) Tj 0 0 0 rg`),
    line(`/F1 0.5 Tf (${secret}) Tj /F1 11 Tf`),
    `BT /F1 11 Tf 1 0 0 1 700 400 Tm (${secret}) Tj ET\n`,
    `q 10 10 20 20 re W n BT /F1 11 Tf 1 0 0 1 50 300 Tm (${secret}) Tj ET Q\n`,
    `BT /F1 11 Tf 0 1 -1 0 560 200 Tm (${secret} ) Tj (${word(3)}) Tj ET\n`,
    `BT /F1 1 Tf 22 0 0 11 50 280 Tm (${secret} ) Tj (${word(4)}) Tj ET\n`,
    `/Span <</ActualText ${wide(secret)}>> BDC BT /F1 11 Tf 1 0 0 1 50 260 Tm (see the ${word(5)}) Tj ET EMC\n`,
    `/OC /Layer BDC BT /F1 11 Tf 1 0 0 1 50 240 Tm (under the rose ${secret}) Tj ET EMC\n`,
    '/Fm3 Do\n',
    `BT /F1 11 Tf 1 0 0 1 50 200 Tm (${word(6)} ${word(7)} and the end) Tj ET\n`,
  ].join('')
  const form = (text: string, more = '', box = '0 0 600 850'): Body => ({
    dictionary: `/Type/XObject/Subtype/Form/BBox[${box}]/Resources<</Font<</F1 5 0 R>>${more}>>`,
    stream: text,
    packed: true,
  })
  const said = `(${secret})`
  const objects: Body[] = [
    `<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/AcroForm<</Fields[9 0 R]>>/Outlines 11 0 R/Metadata 10 0 R/OCProperties<</OCGs[15 0 R]/D<</OFF[15 0 R]/Order[15 0 R]>>>>/Names<</EmbeddedFiles<</Names[${said} 13 0 R]>>/JavaScript<</Names[(a) <</S/JavaScript/JS(app.alert\\("${secret}"\\))>>]>>/Dests<</Names[${said}[3 0 R/Fit]]>>>>/PageLabels<</Nums[0<</P(${secret} )/S/D>>]>>/StructTreeRoot 22 0 R/MarkInfo<</Marked true>>/PieceInfo<</App<</LastModified(D:2026)/Private${said}>>>>>>`,
    '<</Type/Pages/Kids[3 0 R 23 0 R]/Count 2/Resources<</XObject<</Fm9 20 0 R>>>>>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>/XObject<</Fm1 6 0 R/Fm2 7 0 R/Fm3 16 0 R/Unused 20 0 R/Im1 21 0 R>>/Properties<</Layer 15 0 R>>>>/Annots[8 0 R 9 0 R 17 0 R 18 0 R]/StructParents 0/PieceInfo<</App<</Private${said}>>>>/AA<</O<</S/JavaScript/JS(${secret})>>>>/Metadata 10 0 R/Thumb 21 0 R>>`,
    { dictionary: '', stream: content, packed: true },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    form(`BT /F1 11 Tf 1 0 0 1 50 160 Tm (${word(8)} ${secret} ${word(9)}) Tj ET`),
    form('q 1 0 0 1 0 -80 cm /In Do Q', '/XObject<</In 19 0 R>>'),
    `<</Type/Annot/Subtype/Text/Rect[500 700 520 720]/Contents${said}/T${said}>>`,
    `<</Type/Annot/Subtype/Widget/FT/Tx/T(who)/V${said}/DV${said}/Rect[400 40 560 60]/DA(/Helv 10 Tf 0 g)/AP<</N 14 0 R>>/P 3 0 R/F 4>>`,
    {
      dictionary: '/Type/Metadata/Subtype/XML',
      stream: `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:description="${secret}"/></rdf:RDF></x:xmpmeta>`,
    },
    '<</Type/Outlines/First 12 0 R/Last 12 0 R/Count 1>>',
    `<</Title${said}/Parent 11 0 R/Dest[3 0 R/Fit]>>`,
    `<</Type/Filespec/F${said}/EF<</F 24 0 R>>>>`,
    form(`BT /F1 10 Tf 1 0 0 1 2 5 Tm ${said} Tj ET`, '', '0 0 160 20'),
    `<</Type/OCG/Name(Workings)>>`,
    {
      dictionary: '/Type/XObject/Subtype/Form/BBox[0 0 600 850]/OC 15 0 R/Resources<</Font<</F1 5 0 R>>>>',
      stream: `BT /F1 11 Tf 1 0 0 1 50 220 Tm (beneath the stone ${secret}) Tj ET`,
    },
    `<</Type/Annot/Subtype/FreeText/Rect[200 40 360 60]/Contents${said}/DA(/Helv 10 Tf)/AP<</N 14 0 R>>/F 4>>`,
    `<</Type/Annot/Subtype/Link/Rect[50 790 90 800]/A<</S/URI/URI(https://example.org/?q=${secret.replace(' ', '%20')})>>>>`,
    form(`BT /F1 11 Tf 1 0 0 1 50 200 Tm (${word(10)} ${secret} ${word(11)}) Tj ET`),
    form(`BT /F1 11 Tf 1 0 0 1 50 200 Tm (${secret}) Tj ET`),
    {
      dictionary:
        '/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Metadata 10 0 R',
      stream: 'x',
    },
    `<</Type/StructTreeRoot/K[<</S/P/Alt${said}/Pg 3 0 R/K 0>>]>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 25 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    { dictionary: '/Type/EmbeddedFile', stream: secret, packed: true },
    { dictionary: '', stream: `BT /F1 11 Tf 1 0 0 1 50 700 Tm (${neighbours.join(' ')}) Tj ET` },
    `<</Title${said}/Author${said}/Subject${wide(secret)}>>`,
  ]
  return appendRevision(
    buildPdf(objects, '/Root 1 0 R/Info 26 0 R'),
    23,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 25 0 R/Resources<</Font<</F1 5 0 R>>>>/Rotate 0>>',
    objects.length + 1,
  )
}
