export type PdfLine = { text: string; size?: number; bold?: true }

const [width, height, margin] = [595, 842, 64]

/**
 * The simplest PDF that holds these lines, page by page, in Helvetica: quick enough to make at every first start.
 * Only letters of Windows-1252; a line is as long as it is.
 */
export function plainPdf(title: string, pages: readonly (readonly PdfLine[])[]): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/ViewerPreferences<</DisplayDocTitle true>>>>',
    `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, index) => `${6 + index * 2} 0 R`).join(' ')}]>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>',
    `<</Title(${escapeText(title)})>>`,
    ...pages.flatMap((lines, index) => {
      const content = paint(lines)
      return [
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>/Contents ${7 + index * 2} 0 R>>`,
        `<</Length ${content.length}>>\nstream\n${content}\nendstream`,
      ]
    }),
  ]
  let out = '%PDF-1.7\n'
  const offsets = objects.map((object, index) => {
    const offset = out.length
    out += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(offset).padStart(10, '0')} 00000 n \n`
  })
  const start = out.length
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`
  out += `trailer\n<</Size ${objects.length + 1}/Root 1 0 R/Info 5 0 R>>\nstartxref\n${start}\n%%EOF\n`
  return Uint8Array.from(out, (letter) => letter.charCodeAt(0))
}

function paint(lines: readonly PdfLine[]): string {
  let y = height - margin
  return lines
    .map(({ text, size = 11, bold }) => {
      y -= size * 1.5
      return `BT /${bold ? 'F2' : 'F1'} ${size} Tf 1 0 0 1 ${margin} ${y.toFixed(1)} Tm (${escapeText(text)}) Tj ET`
    })
    .join('\n')
}

const windows1252: Record<string, string> = { '’': '\x92', '“': '\x93', '”': '\x94', '–': '\x96' }

const escapeText = (text: string): string =>
  text.replaceAll(/[’“”–]/g, (found) => windows1252[found] ?? found).replaceAll(/[()\\]/g, String.raw`\$&`)
