import sharp from 'sharp'
import { openOffice, valueOf, type Office } from '../cases/cases.fixture.ts'
import { addDocument } from '../cases/index.ts'
import { buildPdf } from './pdf/pdf.fixture.ts'

/** A PDF with these lines on each page, 11 point Helvetica, 595 by 842 points. */
export function linesPdf(pages: readonly (readonly string[])[], leading = 14): Uint8Array {
  const first = 4
  const kids = pages.map((_, index) => `${first + index * 2} 0 R`).join(' ')
  return buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${pages.length}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    ...pages.flatMap((lines, index) => [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents ${first + index * 2 + 1} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      {
        dictionary: '',
        stream: lines
          .map((line, at) => `BT /F1 11 Tf 1 0 0 1 50 ${780 - at * leading} Tm (${line}) Tj ET`)
          .join('\n'),
        packed: true,
      },
    ]),
  ])
}

export type RedactionOffice = Office & {
  caseId: string
  /** A document on the case, by its bytes */
  add: (bytes: Uint8Array, name: string, caseId?: string) => Promise<string>
}

/** An office with one case that is being worked on. */
export async function openRedactionOffice(): Promise<RedactionOffice> {
  const office = await openOffice()
  const { caseId } = await office.open()
  return {
    ...office,
    caseId,
    add: async (bytes, name, on = caseId) =>
      valueOf(
        await addDocument(office.services, office.officer, {
          caseId: on,
          upload: { name, declaredType: '', bytes },
        }),
      ).documentId,
  }
}

/** These lines as a picture, as a scanner would make it: alone, and filling the page of a PDF. */
export async function scannedPdf(lines: readonly string[]): Promise<{ pdf: Uint8Array; png: Uint8Array }> {
  const [width, height] = [1240, 1754]
  const texts = lines.map((line, at) => `<text x="120" y="${300 + at * 90}">${line}</text>`).join('')
  const drawn = sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#fff"/><g font-family="sans-serif" font-size="48">${texts}</g></svg>`,
    ),
  ).flatten({ background: '#fff' })
  const jpeg = await drawn.clone().jpeg().toBuffer()
  const pdf = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</Im 5 0 R>>>>>>',
    { dictionary: '', stream: 'q 595 0 0 842 0 0 cm /Im Do Q' },
    {
      dictionary: `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode`,
      stream: jpeg.toString('latin1'),
    },
  ])
  return { pdf, png: new Uint8Array(await drawn.png().toBuffer()) }
}
