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
