import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createCanvas, GlobalFonts } from '@napi-rs/canvas'
import { strToU8, zipSync } from 'fflate'
import sharp from 'sharp'

/** Synthetic files for tests, built here so that nothing binary and nobody's document is in the repository. */
export function pdfFile(text: string, trailer = ''): Uint8Array {
  const content = `BT /F1 12 Tf 72 720 Td (${text}) Tj ET`
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>/Annots[6 0 R]>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    '<</Type/Annot/Subtype/Text/Rect[0 0 10 10]/Contents(a margin note)>>',
    '<</Title(Working title)/Author(A. Clerk)>>',
  ]
  let pdf = '%PDF-1.7\n'
  const offsets = objects.map((body, i) => {
    const at = pdf.length
    pdf += `${i + 1} 0 obj${body}endobj\n`
    return at
  })
  const start = pdf.length
  pdf += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`
  pdf += offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  pdf += `trailer<</Size ${objects.length + 1}/Root 1 0 R/Info 7 0 R${trailer}>>\nstartxref\n${start}\n%%EOF`
  return strToU8(pdf, true)
}

/** An Office Open XML package with one main part and any further parts. */
export function officeFile(
  part: string,
  xml: string,
  others: Record<string, string | Uint8Array> = {},
): Uint8Array {
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': '<Types/>',
    [part]: xml,
    ...others,
  }
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, content]) => [
        name,
        typeof content === 'string' ? strToU8(content) : content,
      ]),
    ),
  )
}

/** A compound file whose directory lists the streams; `mark` sets one byte of the sector they all start in. */
export function compoundFile(streams: string[], mark?: { at: number; value: number }): Uint8Array {
  const bytes = new Uint8Array(512 * 4)
  const view = new DataView(bytes.buffer)
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
  view.setUint16(30, 9, true)
  view.setUint32(48, 1, true)
  view.setUint32(76, 0, true)
  // Sector 0 is the allocation table, sector 1 the directory (its chain ends there), sector 2 the content.
  view.setUint32(512, 0xfffffffd, true)
  view.setUint32(516, 0xfffffffe, true)
  view.setUint32(520, 0xfffffffe, true)
  ;['Root Entry', ...streams].forEach((name, i) => {
    const at = 1024 + i * 128
    ;[...name].forEach((letter, j) => view.setUint16(at + j * 2, letter.charCodeAt(0), true))
    view.setUint16(at + 64, (name.length + 1) * 2, true)
    view.setUint8(at + 66, i === 0 ? 5 : 2)
    view.setUint32(at + 116, 2, true)
    view.setUint32(at + 120, 4096, true)
  })
  if (mark !== undefined) bytes[1536 + mark.at] = mark.value
  return bytes
}

/** A page as a scanner would make it, as PNG: 1,200 pixels wide, a line each 80 pixels from 140 down. */
export function drawPage(lines: readonly string[]): Buffer {
  // A font that arrives with a package, for a machine may have none.
  const pdfjs = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  GlobalFonts.registerFromPath(join(pdfjs, 'standard_fonts', 'LiberationSans-Regular.ttf'), 'Page')
  const canvas = createCanvas(1200, Math.max(600, 220 + lines.length * 80))
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.fillStyle = '#000'
  pen.font = '36px Page'
  lines.forEach((line, index) => pen.fillText(line, 100, 140 + index * 80))
  return canvas.toBuffer('image/png')
}

/** A PDF whose pages are nothing but a JPEG each, as a scanner makes it; `stamp` is a line of real letters on each. */
export async function scannedPdf(pages: readonly (readonly string[])[], stamp = ''): Promise<Uint8Array> {
  const pictures = await Promise.all(
    pages.map((lines) => sharp(drawPage(lines)).grayscale().jpeg().toBuffer()),
  )
  const parts: (string | Uint8Array)[][] = [
    ['<</Type/Catalog/Pages 2 0 R>>'],
    [`<</Type/Pages/Kids[${pages.map((_, i) => `${4 + i * 3} 0 R`).join(' ')}]/Count ${pages.length}>>`],
    ['<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>'],
  ]
  for (const [index, picture] of pictures.entries()) {
    const at = 4 + index * 3
    const { width, height } = await sharp(picture).metadata()
    const words = stamp === '' ? '' : ` BT /F 9 Tf 20 20 Td (${stamp}) Tj ET`
    const content = `q ${width / 2} 0 0 ${height / 2} 0 0 cm /P Do Q${words}`
    parts.push(
      [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width / 2} ${height / 2}]/Contents ${at + 1} 0 R/Resources<</XObject<</P ${at + 2} 0 R>>/Font<</F 3 0 R>>>>>>`,
      ],
      [`<</Length ${content.length}>>stream\n${content}\nendstream`],
      [
        `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode/Length ${picture.length}>>stream\n`,
        picture,
        '\nendstream',
      ],
    )
  }
  const out: Uint8Array[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let size = out[0]?.length ?? 0
  const add = (piece: string | Uint8Array): void => {
    const bytes = typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece
    out.push(bytes)
    size += bytes.length
  }
  for (const [index, pieces] of parts.entries()) {
    offsets.push(size)
    add(`${index + 1} 0 obj`)
    pieces.forEach(add)
    add('endobj\n')
  }
  const start = size
  add(`xref\n0 ${parts.length + 1}\n0000000000 65535 f \n`)
  add(offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join(''))
  add(`trailer<</Size ${parts.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF`)
  return Buffer.concat(out)
}
