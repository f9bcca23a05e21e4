import { openParts, walkXml } from './office-parts.ts'
import { stylesWhere } from './open-words.ts'
import type { LeftOut, Story } from './story.ts'
import { workbookStory, type SourceCell, type SourceSheet } from './workbook.ts'

const mostRepeats = 1000

/** The visible cells of an OpenDocument spreadsheet (OpenDocument 1.3 part 3 §9), to be written as an Excel workbook. */
export function readOpenSheet(bytes: Uint8Array): Story {
  const xml = openParts(bytes).read('content.xml') ?? '<x/>'
  const unseen = stylesWhere(
    [xml],
    (element, attributes) => element === 'table-properties' && attributes['display'] === 'false',
  )
  const leftOut: LeftOut = {}
  const count = (kind: string): void => {
    leftOut[kind] = (leftOut[kind] ?? 0) + 1
  }
  const sheets: SourceSheet[] = []
  let sheet: {
    name: string
    cells: SourceCell[]
    hiddenRows: Set<number>
    hiddenColumns: Set<number>
  } | null = null
  let row = 0
  let rows = 1
  let rowStart = 0
  let column = 0
  let columns = 1
  let defined = 0
  let cell: { text: string[]; type: string; value: string } | null = null
  let line = ''
  let aside = 0
  walkXml(xml, {
    open(element, attributes, path) {
      if (element === 'annotation' || element === 'tracked-changes' || element === 'frame') {
        aside += 1
        count(element === 'annotation' ? 'comments' : element === 'frame' ? 'pictures' : 'tracked changes')
      }
      if (element === 'table' && path.at(-1) === 'spreadsheet') {
        row = 0
        defined = 0
        if (unseen.has(attributes['style-name'] ?? '')) count('hidden sheets')
        else
          sheet = {
            name: attributes['name'] ?? '',
            cells: [],
            hiddenRows: new Set(),
            hiddenColumns: new Set(),
          }
      }
      if (sheet === null || aside > 0) return
      const hidden = attributes['visibility'] === 'collapse' || attributes['visibility'] === 'filter'
      if (element === 'table-column') {
        const repeated = Math.min(mostRepeats, Number(attributes['number-columns-repeated'] ?? 1))
        for (let at = 1; at <= repeated && hidden; at += 1) sheet.hiddenColumns.add(defined + at)
        defined += repeated
      }
      if (element === 'table-row') {
        row += 1
        rowStart = sheet.cells.length
        rows = Number(attributes['number-rows-repeated'] ?? 1)
        column = 0
        for (let at = 0; at < Math.min(rows, mostRepeats) && hidden; at += 1) sheet.hiddenRows.add(row + at)
        if (hidden && rows < mostRepeats) count('hidden rows')
      }
      if (element === 'table-cell' || element === 'covered-table-cell') {
        column += 1
        columns = Number(attributes['number-columns-repeated'] ?? 1)
        cell = { text: [], type: attributes['value-type'] ?? '', value: attributes['value'] ?? '' }
      }
      if (element === 'p') line = ''
      if (element === 's') line += ' '.repeat(Math.min(100, Number(attributes['c'] ?? 1)))
      if (element === 'tab') line += '\t'
    },
    text(text, path) {
      if (cell !== null && aside === 0 && path.includes('p')) line += text
    },
    close(element) {
      if (element === 'annotation' || element === 'tracked-changes' || element === 'frame') aside -= 1
      if (aside > 0 || sheet === null) return
      if (element === 'p') cell?.text.push(line)
      if (element === 'table-cell' || element === 'covered-table-cell') {
        const text = cell?.text.join('\n') ?? ''
        const number = cell?.type === 'float' && cell.value !== '' ? Number(cell.value) : null
        for (let at = 0; at < Math.min(columns, mostRepeats) && text !== ''; at += 1)
          sheet.cells.push({ row, column: column + at, text, number, look: 'plain' })
        column += columns - 1
        cell = null
      }
      if (element === 'table-row') {
        const last = sheet.cells.slice(rowStart)
        for (let at = 1; at < Math.min(rows, mostRepeats) && last.length > 0; at += 1)
          for (const each of last) sheet.cells.push({ ...each, row: row + at })
        row += rows - 1
      }
      if (element === 'table') {
        sheets.push(sheet)
        sheet = null
      }
    },
  })
  return workbookStory(sheets, leftOut, 'xlsx')
}
