import { Readable } from 'node:stream'
import { ProblemError, success, type Outcome } from '../../kernel/outcome.ts'
import { exactValue, type ExportColumn } from './export-columns.ts'
import { csvLine, jsonCell, quoted } from './export-lines.ts'
import type { TableExport } from './export-table.ts'
import { differenceFile, type ComparedVersion } from './difference-file.ts'
import { openLines, textsOf } from './open-lines.ts'
import type { TableServices } from './query-table.ts'
import { bothColumns, differenceKinds, type DifferenceKind, type DifferencePage } from './read-difference.ts'
import {
  cellText,
  openBindings,
  openStoredTable,
  quoteName,
  rowsOf,
  type Bindings,
  type StoredTable,
} from './stored-table.ts'
import { writeArray, writeLines } from './write-export.ts'

export type DifferenceExportOptions = {
  format: 'csv' | 'json'
  kind?: DifferenceKind | undefined
  signal?: AbortSignal | undefined
}

/**
 * Every difference. CSV has a line for each row: `change`, its numbers, its cells as they are now (as they were, of one
 * removed), then `<column>__before` for each. JSON has `{ change, row_before, row_after, before, after }`.
 */
export async function exportDifference(
  services: TableServices,
  before: ComparedVersion,
  after: ComparedVersion,
  { format, kind, signal }: DifferenceExportOptions,
): Promise<Outcome<TableExport>> {
  try {
    const { path } = await differenceFile(services, before, after)
    const rows = await services.tables.withConnection(async (connection) => {
      const found = await connection.runAndReadAll(
        `select count(*) from read_parquet($1) where kind in (${kindsOf(kind)})`,
        [path],
      )
      return Number(found.value(0, 0))
    })
    const written = write(services, before, after, path, format, kind, signal)
    return success({
      stream: Readable.from(written, { objectMode: false }),
      mediaType:
        format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json; charset=utf-8',
      extension: format,
      rows,
      stored: null,
    })
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return { ok: false, problem: error.problem, detail: error.message, fields: error.fields }
  }
}

const kindsOf = (kind: DifferenceKind | undefined): string =>
  (kind === undefined ? differenceKinds : [kind]).map((one) => `'${one}'`).join(', ')

async function* write(
  services: TableServices,
  before: ComparedVersion,
  after: ComparedVersion,
  path: string,
  format: 'csv' | 'json',
  kind: DifferenceKind | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const lines = openLines(services.tables, signal, async (connection) => {
    const old = await openStoredTable(services, connection, before)
    const now = await openStoredTable(services, connection, after)
    const columns = bothColumns(old, now)
    const bindings = openBindings()
    const line = format === 'csv' ? differenceCsv(columns) : differenceJson(columns, old, now)
    const statement = `select ${line}
      from (select *, file_row_number as place from read_parquet(${bindings.bind(path)}) where kind in (${kindsOf(kind)})) d
      left join (${side(old, columns, 'b', format, bindings)}) b on b.bn = d.before
      left join (${side(now, columns, 'a', format, bindings)}) a on a.an = d.after
      order by d.place`
    return { statement, values: bindings.values, about: columns }
  })
  try {
    const { value: first } = await lines.next()
    const columns = first?.about ?? []
    const names = columns.map(({ name }) => name)
    const heading = ['change', 'row_before', 'row_after', ...names, ...names.map((name) => `${name}__before`)]
    if (format === 'csv') yield* writeLines(textsOf(lines), `${heading.join(',')}\r\n`, '\r\n')
    else yield* writeArray(textsOf(lines), columns)
  } finally {
    await lines.return(undefined)
  }
}

/** One version's rows with its cells as `b1`, `b2` …, already as the format writes them. */
function side(
  table: StoredTable,
  columns: DifferencePage['columns'],
  letter: 'a' | 'b',
  format: 'csv' | 'json',
  bindings: Bindings,
): string {
  const cells = columns.map(({ name }, index) => {
    const column = table.byName.get(name)
    if (column === undefined) return `null as ${letter}${index}`
    const text = cellText(column)
    const cell = format === 'csv' ? text : jsonCell(column.type, text, exactValue(column), quoteName(name))
    return `${cell} as ${letter}${index}`
  })
  return `select ${table.counter} as ${letter}n, ${cells.join(', ')} from ${rowsOf(table, bindings)}`
}

function differenceCsv(columns: DifferencePage['columns']): string {
  const plain = (text: string): ExportColumn => ({
    column: { name: '', title: '', type: 'integer' },
    marked: false,
    text,
    exact: null,
    value: null,
  })
  const cell = (text: string): ExportColumn => ({ ...plain(text), marked: true })
  return csvLine(
    [
      plain('d.kind'),
      plain('d.before + 1'),
      plain('d.after + 1'),
      ...columns.map((_, index) => cell(`case when d.after is null then b.b${index} else a.a${index} end`)),
      ...columns.map((_, index) => cell(`b.b${index}`)),
    ],
    false,
  )
}

function differenceJson(columns: DifferencePage['columns'], before: StoredTable, after: StoredTable): string {
  const members = (letter: 'a' | 'b', table: StoredTable): string => {
    const own = columns.flatMap(({ name }, index) => (table.byName.has(name) ? [{ name, index }] : []))
    const parts = own.flatMap(({ name, index }, place) => [
      quoted(`${place === 0 ? '{' : ','}${JSON.stringify(name)}:`),
      `${letter}.${letter}${index}`,
    ])
    return `case when ${letter}.${letter}n is null then 'null' else concat(${[...parts, quoted('}')].join(', ')}) end`
  }
  return `concat('{"change":"', d.kind, '","row_before":', coalesce(cast(d.before + 1 as varchar), 'null'), ',"row_after":', coalesce(cast(d.after + 1 as varchar), 'null'), ',"before":', ${members('b', before)}, ',"after":', ${members('a', after)}, '}')`
}
