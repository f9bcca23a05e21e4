import { escapeXml } from '../../kernel/escape-xml.ts'
import type { DuckDBConnection } from '@duckdb/node-api'
import { conditionOf } from './filter-sql.ts'
import { countRows } from './count-rows.ts'
import { shownColumns } from './page-column.ts'
import { cellText, openBindings, rowsOf, type StoredTable } from './stored-table.ts'
import type { PageColumn, TableQuery } from './table-query.ts'
import { writeZip, type ZipPart } from '../../kernel/write-zip.ts'

/** ECMA-376 leaves these to programs; they are Excel's, and beyond them a workbook does not open whole. */
const workbookLimits = { rows: 1_048_575, columns: 16_384, letters: 32_767 } as const
const mostBytes = 4_000_000_000
const instead = 'Take CSV or Parquet instead, which hold all of it.'

/** Why this cannot be a workbook; null where it can. */
export async function workbookRefusal(
  connection: DuckDBConnection,
  table: StoredTable,
  query: TableQuery,
  csvBytes: number,
): Promise<string | null> {
  if (query.group !== null) return null
  const rows = await countRows(connection, table, query)
  const columns = shownColumns(table, query)
  if (rows > workbookLimits.rows)
    return `A workbook holds ${workbookLimits.rows.toLocaleString('en-GB')} rows below its headings, and this has ${rows.toLocaleString('en-GB')}. ${instead}`
  if (columns.length > workbookLimits.columns)
    return `A workbook holds ${workbookLimits.columns.toLocaleString('en-GB')} columns, and this has ${columns.length.toLocaleString('en-GB')}. ${instead}`
  if (csvBytes + rows * columns.length * 60 > mostBytes) return `This is too large for a workbook. ${instead}`
  const texts = columns.filter(({ type }) => type === 'string')
  if (texts.length === 0) return null
  const bindings = openBindings()
  const from = rowsOf(table, bindings)
  const condition = conditionOf(table, query, bindings)
  const longest = texts.map((column) => `max(length(${cellText(column)}))`).join(', ')
  const found = await connection.runAndReadAll(
    `select ${longest} from ${from}${condition === null ? '' : ` where ${condition}`}`,
    bindings.values,
  )
  const long = texts.find((_, index) => Number(found.value(index, 0) ?? 0) > workbookLimits.letters)
  return long === undefined
    ? null
    : `A cell of a workbook holds ${workbookLimits.letters.toLocaleString('en-GB')} letters, and one of “${long.title}” has more. ${instead}`
}

const spreadsheet = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relationships = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const content = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** One sheet: a row of headings, then the rows as `sheetRow` writes them (ECMA-376 part 1, §18; part 2). */
export function writeWorkbook(
  columns: readonly PageColumn[],
  rows: AsyncIterable<string[]>,
): AsyncGenerator<Uint8Array> {
  const parts: ZipPart[] = [
    text(
      '[Content_Types].xml',
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${content}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${content}.styles+xml"/></Types>`,
    ),
    text(
      '_rels/.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    text(
      'xl/workbook.xml',
      `<workbook xmlns="${spreadsheet}" xmlns:r="${relationships}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="${packageRelations}"><Relationship Id="rId1" Type="${relationships}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationships}/styles" Target="styles.xml"/></Relationships>`,
    ),
    text(
      'xl/styles.xml',
      `<styleSheet xmlns="${spreadsheet}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>`,
    ),
    { name: 'xl/worksheets/sheet1.xml', content: writeSheet(columns, rows) },
  ]
  return writeZip(parts)
}

async function* writeSheet(
  columns: readonly PageColumn[],
  rows: AsyncIterable<string[]>,
): AsyncGenerator<Uint8Array> {
  const headings = columns
    .map(({ name }) => `<c t="inlineStr" s="3"><is><t>${escapeXml(name)}</t></is></c>`)
    .join('')
  yield Buffer.from(
    `${declaration}<worksheet xmlns="${spreadsheet}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData><row>${headings}</row>`,
  )
  for await (const texts of rows) if (texts.length > 0) yield Buffer.from(texts.join(''))
  yield Buffer.from('</sheetData></worksheet>')
}

function text(name: string, xml: string): ZipPart {
  return { name, content: [Buffer.from(`${declaration}${xml}`)] }
}
