import { delimiterOf } from '../proof/read-cells.ts'
import { columnName } from '../surfaces/words.ts'
import type { Place } from './place.ts'

const longestHeading = 80

export type CellsOfTable = {
  /** Cells in the order of the table: `rows[i]` and `columns[i]` are where offset `i` stands, both from 1 */
  rows: Int32Array
  columns: Int32Array
  /** By the heading of its column and its row as a spreadsheet numbers it: the headings are row 1 */
  placeOf: (row: number, column: number) => Place
}

/** The cell of a table in text (RFC 4180) in which each offset stands. `offsets` in order; one pass. */
export function findCellsOfTable(text: string, offsets: Float64Array): CellsOfTable {
  const delimiter = delimiterOf(text).charCodeAt(0)
  const rows = new Int32Array(offsets.length)
  const columns = new Int32Array(offsets.length)
  const headings: string[] = []
  let [row, column, start, next, quoted] = [1, 1, 0, 0, false]
  const endCell = (end: number): void => {
    // What was found in a heading is not repeated: the table may have none, and begin with somebody’s name
    if (row === 1) headings.push((offsets[next] ?? Infinity) <= end ? '' : text.slice(start, end))
    for (; next < offsets.length && (offsets[next] ?? 0) <= end; next += 1) {
      rows[next] = row
      columns[next] = column
    }
  }
  for (let at = 0; at < text.length && next < offsets.length; at += 1) {
    const letter = text.charCodeAt(at)
    if (letter === quote) {
      if (!quoted) quoted = at === start
      else if (text.charCodeAt(at + 1) === quote) at += 1
      else quoted = false
    } else if (quoted) continue
    else if (letter === delimiter) {
      endCell(at)
      column += 1
      start = at + 1
    } else if (letter === feed || letter === back) {
      endCell(at)
      if (letter === back && text.charCodeAt(at + 1) === feed) at += 1
      row += 1
      column = 1
      start = at + 1
    }
  }
  endCell(text.length)
  return {
    rows,
    columns,
    placeOf: (inRow, inColumn) => {
      const heading = (headings[inColumn - 1] ?? '')
        .slice(0, longestHeading)
        .replaceAll(/^["\s]+|["\s]+$/g, '')
        .replaceAll(/\s+/g, ' ')
      const within = heading === '' ? `column ${columnName(inColumn)}` : `column “${heading}”`
      return { within, unit: 'row', at: String(inRow) }
    },
  }
}

const [quote, feed, back] = [34, 10, 13]
