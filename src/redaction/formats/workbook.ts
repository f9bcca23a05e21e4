import { cellPlaces, plainText, type CellAddress, type LeftOut, type Story } from './story.ts'
import { writeWorkbook, type NewCell, type NewSheet } from './write-workbook.ts'

/** A cell as it shows: its words, or its number with what kind of number it is. */
export type SourceCell = {
  row: number
  column: number
  text: string
  number: number | null
  look: 'plain' | 'date' | 'time'
}
/** Rows and columns count from 1, as in the source, hidden ones included. */
export type SourceSheet = {
  name: string
  cells: SourceCell[]
  hiddenRows: ReadonlySet<number>
  hiddenColumns: ReadonlySet<number>
}

/**
 * A workbook of values: visible sheets, rows and columns, each cell as it shows; formulas, styles, comments, caches,
 * names and everything else stay behind.
 */
export function workbookStory(sheets: readonly SourceSheet[], leftOut: LeftOut, extension?: string): Story {
  const pieces: string[] = []
  const addresses: (CellAddress | null)[] = []
  const plan: { name: number; cells: { piece: number; cell: SourceCell; row: number; column: number }[] }[] =
    []
  sheets.forEach((sheet, index) => {
    pieces.push(sheet.name)
    addresses.push(null)
    const kept = sheet.cells.filter(
      ({ row, column }) => !sheet.hiddenRows.has(row) && !sheet.hiddenColumns.has(column),
    )
    const rowOf = newNumbers(sheet.hiddenRows)
    const columnOf = newNumbers(sheet.hiddenColumns)
    const entry = { name: pieces.length - 1, cells: [] as (typeof plan)[number]['cells'] }
    for (const cell of kept) {
      addresses.push({ sheet: index + 1, row: cell.row, column: cell.column })
      pieces.push(cell.text)
      entry.cells.push({
        piece: pieces.length - 1,
        cell,
        row: rowOf(cell.row),
        column: columnOf(cell.column),
      })
    }
    plan.push(entry)
  })
  return {
    pieces,
    leftOut,
    ...cellPlaces(pieces, addresses),
    ...(extension === undefined ? {} : { extension }),
    write: async (redacted) => {
      const taken = new Set<string>()
      const written = plan.map(({ name, cells }, index): NewSheet => {
        const title = redacted[name] ?? []
        const marked = title.some((each) => each.redacted)
        return {
          name: sheetName(marked ? `Sheet ${index + 1}` : plainText(title), taken),
          cells: cells.map(({ piece, cell, row, column }): NewCell => {
            const segments = redacted[piece] ?? []
            const hit = segments.some((each) => each.redacted)
            return {
              row,
              column,
              text: plainText(segments),
              number: hit ? null : cell.number,
              look: hit ? 'redacted' : cell.look,
            }
          }),
        }
      })
      return writeWorkbook(written)
    },
  }
}

/** Visible rows close up, so that no gap says how many were hidden. */
function newNumbers(hidden: ReadonlySet<number>): (number: number) => number {
  const sorted = [...hidden].toSorted((a, b) => a - b)
  return (number) => {
    let low = 0
    let high = sorted.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] ?? 0) < number) low = middle + 1
      else high = middle
    }
    return number - low
  }
}

/** Excel takes 31 characters without some marks, each name once. */
function sheetName(wanted: string, taken: Set<string>): string {
  const base =
    wanted
      .replaceAll(/[\\/?*[\]:]/g, ' ')
      .trim()
      .slice(0, 31) || 'Sheet'
  let name = base
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `${base.slice(0, 27)} ${number}`
  taken.add(name.toLowerCase())
  return name
}
