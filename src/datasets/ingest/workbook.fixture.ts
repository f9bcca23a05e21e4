import { strToU8, zipSync } from 'fflate'

type Cell = string | number | { date: number } | { formula: string; value: number } | { error: string }
type MadeSheet = {
  name: string
  rows: Cell[][]
  hidden?: boolean
  hiddenRows?: number[]
  hiddenColumns?: number[]
  merges?: string[]
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const letter = (index: number): string => String.fromCharCode(65 + index)

/** An XLSX as Excel lays it out: shared strings, one style for days, sheets in order. Rows count from 0. */
export function makeXlsx(sheets: MadeSheet[]): Uint8Array {
  const strings: string[] = []
  const cellXml = (cell: Cell, reference: string): string => {
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`
    if (typeof cell === 'string') {
      if (cell === '') return ''
      strings.push(cell)
      return `<c r="${reference}" t="s"><v>${strings.length - 1}</v></c>`
    }
    if ('date' in cell) return `<c r="${reference}" s="1"><v>${cell.date}</v></c>`
    if ('error' in cell) return `<c r="${reference}" t="e"><v>${cell.error}</v></c>`
    return `<c r="${reference}"><f>${cell.formula}</f><v>${cell.value}</v></c>`
  }
  const parts: Record<string, string> = {}
  sheets.forEach(({ rows, hiddenRows = [], hiddenColumns = [], merges = [] }, number) => {
    const columns = hiddenColumns.map((at) => `<col min="${at + 1}" max="${at + 1}" hidden="1"/>`).join('')
    const body = rows.map((row, at) => {
      const cells = row.map((cell, column) => cellXml(cell, `${letter(column)}${at + 1}`)).join('')
      return row.length === 0
        ? ''
        : `<row r="${at + 1}"${hiddenRows.includes(at) ? ' hidden="1"' : ''}>${cells}</row>`
    })
    const merged = merges.map((reference) => `<mergeCell ref="${reference}"/>`).join('')
    parts[`xl/worksheets/sheet${number + 1}.xml`] =
      `<worksheet>${columns === '' ? '' : `<cols>${columns}</cols>`}<sheetData>${body.join('')}</sheetData>` +
      `${merged === '' ? '' : `<mergeCells>${merged}</mergeCells>`}</worksheet>`
  })
  parts['xl/workbook.xml'] = `<workbook xmlns:r="r"><sheets>${sheets
    .map(
      ({ name, hidden }, at) =>
        `<sheet name="${escape(name)}" sheetId="${at + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${at + 1}"/>`,
    )
    .join('')}</sheets></workbook>`
  parts['xl/_rels/workbook.xml.rels'] =
    `<Relationships>${sheets.map((_, at) => `<Relationship Id="rId${at + 1}" Target="worksheets/sheet${at + 1}.xml"/>`).join('')}</Relationships>`
  parts['xl/styles.xml'] =
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>'
  parts['xl/sharedStrings.xml'] =
    `<sst>${strings.map((text) => `<si><t xml:space="preserve">${escape(text)}</t></si>`).join('')}</sst>`
  return zipParts(parts)
}

/** An ODS from the XML of its tables. */
export function makeOds(tables: string): Uint8Array {
  const names = ['office', 'table', 'text', 'style'].map((prefix) => `xmlns:${prefix}="${prefix}"`).join(' ')
  return zipParts({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content ${names}><office:automatic-styles><style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`,
  })
}

export function zipParts(parts: Record<string, string>): Uint8Array {
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}
