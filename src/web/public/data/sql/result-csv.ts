import type { SqlColumn, TableCell } from '../../../../datasets/index.ts'

/** CSV as RFC 4180 has it, of an answer that is in memory already. */
export function writeCsvText(columns: readonly SqlColumn[], rows: readonly TableCell[][]): string {
  const line = (cells: readonly TableCell[]) => `${cells.map(toField).join(',')}\r\n`
  return line(columns.map(({ name }) => name)) + rows.map(line).join('')
}

function toField(value: TableCell): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
