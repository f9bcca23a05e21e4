import { escapeXml } from '../../kernel/escape-xml.ts'
import { zipOf } from '../../kernel/write-zip.ts'

export type NewCell = {
  row: number
  column: number
  text: string
  /** Null for words */
  number: number | null
  look: 'plain' | 'date' | 'time' | 'redacted'
}
/** Cells in the order of rows, then columns. */
export type NewSheet = { name: string; cells: readonly NewCell[] }

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** In the order of `cellXfs` below; 14 and 22 are Excel’s own formats for a day and for a day with its time. */
const styles: Record<NewCell['look'], number> = { plain: 0, date: 1, time: 2, redacted: 3 }

/** The smallest workbook that Excel and others open: words in the cells themselves, four styles, no properties. */
export function writeWorkbook(sheets: readonly NewSheet[]): Promise<Uint8Array> {
  const numbers = sheets.map((_, index) => index + 1)
  return zipOf({
    '[Content_Types].xml': `${head}<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>${numbers.map((number) => `<Override PartName="/xl/worksheets/sheet${number}.xml" ContentType="${types}.worksheet+xml"/>`).join('')}</Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${sheets.map(({ name }, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packages}/relationships">${numbers.map((number) => `<Relationship Id="rId${number}" Type="${office}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><sz val="11"/><color rgb="FFFFFFFF"/><name val="Arial"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FF000000"/></patternFill></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf fontId="1" fillId="2" applyFont="1" applyFill="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(
      sheets.map((sheet, index) => [`xl/worksheets/sheet${index + 1}.xml`, writeSheet(sheet)]),
    ),
  })
}

function writeSheet({ cells }: NewSheet): string {
  const out: string[] = [`${head}<worksheet xmlns="${main}"><sheetData>`]
  let row = 0
  for (const cell of cells) {
    if (cell.row !== row) {
      if (row !== 0) out.push('</row>')
      row = cell.row
      out.push(`<row r="${row}">`)
    }
    const place = `r="${columnName(cell.column)}${cell.row}" s="${styles[cell.look]}"`
    out.push(
      cell.number === null
        ? `<c ${place} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`
        : `<c ${place}><v>${cell.number}</v></c>`,
    )
  }
  if (row !== 0) out.push('</row>')
  out.push('</sheetData></worksheet>')
  return out.join('')
}

/** `28` is `AB`. */
function columnName(index: number): string {
  let name = ''
  for (let left = index; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name
  return name
}
