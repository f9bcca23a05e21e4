import type { SqlResult } from './run-sql.ts'
import type { TableCell } from './table-query.ts'

/** The answer to a statement as CSV (RFC 4180), a handful of lines at a time. */
export function* sqlCsv({ columns, rows }: Pick<SqlResult, 'columns' | 'rows'>): Generator<string> {
  let lines = `${columns.map(({ name }) => csvCell(name)).join(',')}\r\n`
  for (const row of rows) {
    lines += `${row.map(csvCell).join(',')}\r\n`
    if (lines.length < 65_536) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

function csvCell(cell: TableCell): string {
  if (cell === null) return ''
  const text = String(cell)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** The answer as one JSON document, in pieces. */
export function* sqlJson({ columns, rows, truncated, notice }: SqlResult): Generator<string> {
  yield `${JSON.stringify({ columns, truncated, notice }).slice(0, -1)},"rows":[`
  let lines = ''
  for (const [index, row] of rows.entries()) {
    lines += `${index === 0 ? '\n' : ',\n'}${JSON.stringify(row)}`
    if (lines.length < 65_536) continue
    yield lines
    lines = ''
  }
  yield `${lines}\n]}\n`
}
