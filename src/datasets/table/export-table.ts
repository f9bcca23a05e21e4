import { Readable } from 'node:stream'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { DatasetVersion } from '../dataset.ts'
import { countRows } from './count-rows.ts'
import { exportParquet } from './export-parquet.ts'
import { writeExport, type ExportFormat } from './write-export.ts'
import { workbookRefusal } from './write-workbook.ts'
import { withTable, type TableServices } from './query-table.ts'
import type { Turn } from './engine.ts'
import { readTotals } from './table-totals.ts'
import type { TableQuery } from './table-query.ts'

export const exportFormats = ['csv', 'json', 'ndjson', 'parquet', 'xlsx'] as const
export type ExportOptions = {
  format: ExportFormat
  /** Of CSV: a byte-order mark, for spreadsheets that guess encodings */
  bom?: boolean
  /** Of CSV: an apostrophe before what a spreadsheet would run as a formula */
  spreadsheetSafe?: boolean
  signal?: AbortSignal | undefined
}
export type TableExport = {
  /** Nothing is made faster than it is read. */
  stream: Readable
  mediaType: string
  /** Without the dot */
  extension: string
  /** Rows in it, headings not counted */
  rows: number
  /** Where the file is one that is stored already: its hash and size */
  stored: { sha256: string; bytes: number } | null
}

const mediaTypes: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
  ndjson: 'application/x-ndjson; charset=utf-8',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/**
 * Every row of the query's state, without a limit: filters, sort, fields or totals. The whole table as CSV or Parquet is
 * the file that is stored. Refuses as `queryTable`, and with `too-large` what a workbook cannot hold.
 */
export async function exportTable(
  services: TableServices,
  version: Pick<DatasetVersion, 'rows' | 'columns' | 'parquet' | 'csv'>,
  query: TableQuery,
  options: ExportOptions,
): Promise<Outcome<TableExport>> {
  const { format } = options
  const about = { mediaType: mediaTypes[format], extension: format }
  const stored = isWhole(query) && !options.spreadsheetSafe ? storedFile(version, format) : null
  if (stored !== null) {
    const file = await services.files.open(stored.sha256)
    if (format !== 'csv' || !options.bom)
      return success({ stream: file, ...about, rows: version.rows, stored })
    return success({ stream: Readable.from(withMark(file)), ...about, rows: version.rows, stored: null })
  }
  const turn: Turn = { signal: options.signal }
  const counted = await withTable(services, version, turn, async (connection, table) => ({
    rows:
      query.group === null
        ? await countRows(connection, table, query)
        : (await readTotals(connection, table, { ...query, limit: 1 }, query.group)).count,
    tooLarge: format === 'xlsx' ? await workbookRefusal(connection, table, query, version.csv.bytes) : null,
  }))
  if (!counted.ok) return counted
  const { rows, tooLarge } = counted.value
  if (tooLarge !== null) return refuse('too-large', tooLarge)
  const stream =
    format === 'parquet'
      ? await exportParquet(services, version, query, turn)
      : success(Readable.from(writeExport(services, version, query, options), { objectMode: false }))
  if (!stream.ok) return stream
  return success({ stream: stream.value, ...about, rows, stored: null })
}

function storedFile(
  { csv, parquet }: Pick<DatasetVersion, 'csv' | 'parquet'>,
  format: ExportFormat,
): { sha256: string; bytes: number } | null {
  return format === 'csv' ? csv : format === 'parquet' ? parquet : null
}

function isWhole({ filters, search, sort, fields, group }: TableQuery): boolean {
  return filters.length === 0 && search === null && sort === null && fields === null && group === null
}

async function* withMark(file: Readable): AsyncGenerator<Uint8Array> {
  yield Buffer.from('\ufeff')
  for await (const chunk of file) yield chunk as Uint8Array
}
