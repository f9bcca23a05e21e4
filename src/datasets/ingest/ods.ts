import { CompressionError, type OpenZip } from './open-zip.ts'
import { noSheetNotes, RowCollector, type Sheet, type Workbook } from './workbook.ts'
import { readXml, streamXml } from './xml-stream.ts'

const mostColumns = 16_384

/** Opens an ODS (OpenDocument 1.3 part 3, §9): values as they are stored, not as they are shown. */
export async function openOds(zip: OpenZip): Promise<Workbook> {
  const entry = zip.entries.find(({ name }) => name === 'content.xml')
  if (entry === undefined) throw new CompressionError('The workbook has no content. Save it again as ODS.')
  const source = zip.entry(entry)
  const hiddenStyles = new Set<string>()
  const sheets: { name: string; hidden: boolean }[] = []
  let style = ''
  await readXml(source, {
    open(name, attributes) {
      if (name === 'style') style = attributes['style:name'] ?? ''
      if (name === 'table-properties' && attributes['table:display'] === 'false') hiddenStyles.add(style)
      if (name === 'table')
        sheets.push({
          name: attributes['table:name'] ?? '',
          hidden: hiddenStyles.has(attributes['table:style-name'] ?? ''),
        })
    },
  })
  return { sheets, read: (name) => readSheet(source, name) }

  function readSheet(content: typeof source, wanted: string): Sheet {
    const notes = noSheetNotes()
    const hiddenColumns = new Set<number>()
    const collector = new RowCollector(hiddenColumns, notes)
    const state = { here: false, row: 0, column: 0, repeatRow: 1, rowHidden: false, depth: 0 }
    let cells: string[] = []
    let cell: { value: string | null; repeat: number; text: string[] } | null = null
    const handlers = {
      open(name: string, attributes: Record<string, string>): void {
        if (name === 'table') state.here = attributes['table:name'] === wanted
        if (!state.here) return
        if (name === 'table-column') {
          const repeat = repeated(attributes['table:number-columns-repeated'], mostColumns - state.column)
          if (isHidden(attributes['table:visibility']))
            for (let at = state.column; at < state.column + repeat; at++) {
              hiddenColumns.add(at)
            }
          state.column += repeat
        } else if (name === 'table-row') {
          state.repeatRow = repeated(attributes['table:number-rows-repeated'], 1_048_576)
          state.rowHidden = isHidden(attributes['table:visibility'])
          cells = []
        } else if (name === 'table-cell' || name === 'covered-table-cell') {
          const repeat = repeated(attributes['table:number-columns-repeated'], mostColumns)
          cell = { value: valueOf(attributes), repeat, text: [] }
          if (attributes['table:formula'] !== undefined) notes.formulas += 1
          const spans = [attributes['table:number-columns-spanned'], attributes['table:number-rows-spanned']]
          if (spans.some((span) => Number(span ?? 1) > 1)) notes.mergedCells += 1
        } else if (name === 'annotation') state.depth += 1
        else if (cell !== null && name === 'p' && state.depth === 0) cell.text.push('')
        else if (cell !== null && name === 's') said(' '.repeat(repeated(attributes['text:c'], 1000)))
      },
      close(name: string): void {
        if (!state.here) return
        if (name === 'annotation') state.depth -= 1
        else if (name === 'table') state.here = false
        else if ((name === 'table-cell' || name === 'covered-table-cell') && cell !== null) {
          const text = cell.value ?? cell.text.join('\n')
          const times = text === '' && cell.repeat > 1000 ? 0 : cell.repeat
          for (let n = 0; n < times && cells.length < mostColumns; n++) cells.push(text)
          cell = null
        } else if (name === 'table-row') endRow()
      },
      text: said,
    }

    function said(text: string): void {
      if (cell === null || state.depth > 0 || cell.text.length === 0) return
      cell.text[cell.text.length - 1] += text
    }

    function endRow(): void {
      const blank = cells.every((one) => one.trim() === '')
      if (!blank && state.rowHidden) {
        notes.hiddenRows += state.repeatRow
        for (let n = 0; n < Math.min(state.repeatRow, 100_000); n++) collector.skip(state.row + n)
      } else if (!blank) {
        const times = Math.min(state.repeatRow, 100_000)
        for (let n = 0; n < times; n++) collector.add(state.row + n, cells)
      }
      state.row += state.repeatRow
    }

    return {
      notes,
      rows: () => streamXml(content, handlers, () => collector.take()),
    }
  }
}

function repeated(value: string | undefined, most: number): number {
  return Math.max(1, Math.min(Number(value ?? 1) || 1, most))
}

const isHidden = (visibility: string | undefined): boolean =>
  visibility === 'collapse' || visibility === 'filter'

/** The stored value where it says more than the words shown; null for words. */
function valueOf(attributes: Record<string, string>): string | null {
  const type = attributes['office:value-type'] ?? attributes['calcext:value-type']
  if (type === 'float' || type === 'currency') return attributes['office:value'] ?? null
  if (type === 'percentage') return `${Number((Number(attributes['office:value']) * 100).toPrecision(15))}%`
  if (type === 'date') return (attributes['office:date-value'] ?? '').replace(/T00:00:00$/, '') || null
  if (type === 'boolean') return attributes['office:boolean-value'] === 'true' ? 'TRUE' : 'FALSE'
  return null
}
