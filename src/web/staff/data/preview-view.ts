import type { TablePage } from '../../../datasets/index.ts'
import { headingOf, isNumeric, showCell } from '../../public/data/column-format.ts'

const mostColumns = 30
const longest = 200

export type PreviewView = {
  columns: { text: string; numeric: boolean }[]
  rows: string[][]
  count: number
  moreColumns: number
}

/** The first rows of a table as the public will read them; very wide tables and long cells are cut, and say so. */
export function previewView(page: TablePage): PreviewView {
  const columns = page.columns.slice(0, mostColumns)
  return {
    columns: columns.map((column) => ({ text: headingOf(column), numeric: isNumeric(column) })),
    rows: page.rows.map((row) =>
      columns.map((column, index) => cut(showCell(row[index] ?? null, column).text)),
    ),
    count: page.total,
    moreColumns: page.columns.length - columns.length,
  }
}

function cut(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
