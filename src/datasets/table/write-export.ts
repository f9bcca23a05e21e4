import { exportSource } from './export-columns.ts'
import { csvLine, jsonLine, sheetRow } from './export-lines.ts'
import type { ExportOptions } from './export-table.ts'
import type { TableServices } from './query-table.ts'
import { openBindings, openStoredTable, type TableVersion } from './stored-table.ts'
import { openLines, textsOf } from './open-lines.ts'
import type { PageColumn, TableQuery } from './table-query.ts'
import { writeWorkbook } from './write-workbook.ts'

export type ExportFormat = 'csv' | 'json' | 'ndjson' | 'parquet' | 'xlsx'

/** The file piece by piece. Ends the statement when the reader leaves. */
export async function* writeExport(
  services: TableServices,
  version: TableVersion,
  query: TableQuery,
  { format, bom = false, spreadsheetSafe = false, signal }: ExportOptions,
): AsyncGenerator<Uint8Array> {
  const lines = openLines(services.tables, signal, async (connection) => {
    const table = await openStoredTable(services, connection, version)
    const bindings = openBindings()
    const { columns, from, order } = exportSource(table, query, bindings)
    const line =
      format === 'csv'
        ? csvLine(columns, spreadsheetSafe)
        : format === 'xlsx'
          ? sheetRow(columns)
          : jsonLine(columns)
    return {
      statement: `select ${line} from ${from}${order === null ? '' : ` order by ${order}`}`,
      values: bindings.values,
      about: columns.map(({ column }) => column),
    }
  })
  try {
    const { value: first } = await lines.next()
    const columns = first?.about ?? []
    const texts = textsOf(lines)
    if (format === 'xlsx') yield* writeWorkbook(columns, texts)
    else if (format === 'csv')
      yield* writeLines(
        texts,
        `${bom ? '\ufeff' : ''}${columns.map(({ name }) => name).join(',')}\r\n`,
        '\r\n',
      )
    else if (format === 'ndjson') yield* writeLines(texts, '', '\n')
    else yield* writeArray(texts, columns)
  } finally {
    await lines.return(undefined)
  }
}

export async function* writeLines(
  texts: AsyncIterable<string[]>,
  before: string,
  end: string,
): AsyncGenerator<Uint8Array> {
  if (before !== '') yield Buffer.from(before)
  for await (const lines of texts) if (lines.length > 0) yield Buffer.from(`${lines.join(end)}${end}`)
}

export async function* writeArray(
  texts: AsyncIterable<string[]>,
  columns: readonly PageColumn[],
): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`{"columns":${JSON.stringify(columns)},"rows":[`)
  let first = true
  for await (const lines of texts) {
    if (lines.length === 0) continue
    yield Buffer.from(`${first ? '\n' : ',\n'}${lines.join(',\n')}`)
    first = false
  }
  yield Buffer.from('\n]}\n')
}
