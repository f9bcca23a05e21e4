import { strToU8, zipSync } from 'fflate'
import { inspectSurfaces } from './inspect-surfaces.ts'

export type Parts = Record<string, string | Uint8Array>

export const pack = (parts: Parts): Uint8Array =>
  zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        [typeof content === 'string' ? strToU8(content) : content, { level: name === 'mimetype' ? 0 : 6 }],
      ]),
    ),
  )

export const office = (parts: Parts): Uint8Array => pack({ '[Content_Types].xml': '<Types/>', ...parts })

/** An OpenDocument file of one kind; `styles` are automatic ones. */
export function openDocument(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  styles = '',
  more: Parts = {},
): Uint8Array {
  const names = ['office', 'table', 'text', 'style', 'draw', 'presentation', 'fo', 'xlink']
    .map((name) => `xmlns:${name}="${name}"`)
    .join(' ')
  return pack({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': `<office:document-content ${names}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    ...more,
  })
}

/** The kinds that are found, each once, in order of the alphabet. */
export const kinds = async (bytes: Uint8Array, name: string): Promise<string[]> =>
  [...new Set((await inspectSurfaces(bytes, name)).map(({ kind }) => kind))].sort()

/** A JPEG without pixels worth seeing, with segments of its own and bytes after its end. */
export function jpeg(segments: readonly Buffer[] = [], after = ''): Buffer {
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    ...segments,
    Buffer.from([0xff, 0xda, 0, 2, 1, 2, 0xff, 0, 0xff, 0xd0, 3, 0xff, 0xd9]),
    Buffer.from(after),
  ])
}
export const segment = (marker: number, content: string): Buffer => {
  const data = Buffer.from(content, 'latin1')
  return Buffer.concat([Buffer.from([0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255]), data])
}
/** EXIF with one entry that says where the picture was taken. */
export const placed = segment(0xe1, `Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0`)

/** A PNG of one pixel with further chunks; their check sums are not looked at. */
export function png(...chunks: [type: string, content: string][]): Buffer {
  const chunk = ([type, content]: [string, string]): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(Buffer.byteLength(content, 'latin1'))
    return Buffer.concat([length, Buffer.from(type + content, 'latin1'), Buffer.alloc(4)])
  }
  const all: [string, string][] = [['IHDR', '\0\0\0\x01\0\0\0\x01\x08\0\0\0\0'], ...chunks, ['IEND', '']]
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...all.map(chunk)])
}

/** One page with this content stream, further objects from number 7 and bytes after the end. */
export function pdf(
  content: string,
  options: {
    page?: string
    resources?: string
    catalog?: string
    objects?: (string | Buffer)[]
    info?: string
  } = {},
): Uint8Array {
  const objects: (string | Buffer)[] = [
    `<</Type/Catalog/Pages 2 0 R${options.catalog ?? ''}>>`,
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>${options.resources ?? ''}>>${options.page ?? ''}>>`,
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    `<<${options.info ?? '/Title(Answer)/Producer(Printer)'}>>`,
    ...(options.objects ?? []),
  ]
  let text = '%PDF-1.7\n'
  const offsets = objects.map((body, index) => {
    const at = text.length
    text += `${index + 1} 0 obj${typeof body === 'string' ? body : body.toString('latin1')}endobj\n`
    return at
  })
  const start = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}`
  text += `trailer<</Size ${objects.length + 1}/Root 1 0 R/Info 6 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return strToU8(text, true)
}
export const stream = (dictionary: string, data: Buffer | string): Buffer => {
  const bytes = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${bytes.length}>>stream\n`, 'latin1'),
    bytes,
    Buffer.from('\nendstream'),
  ])
}
