import { countOf } from '../../kernel/count-of.ts'
import type { Surface, SurfaceKind } from './surface.ts'

type Sheet = { name: string; hidden: number; rows: number; columns: number; notes: number }

/** Records of a workbook stream of Excel 97 to 2003 ([MS-XLS] §2.4) that tell of what does not show. */
export function binarySheetSurfaces(book: Uint8Array): Surface[] {
  const view = new DataView(book.buffer, book.byteOffset, book.byteLength)
  const sheets = new Map<number, Sheet>()
  let here: Sheet | undefined
  let links = 0
  let names = 0
  let macros = false
  for (let at = 0; at + 4 <= book.length;) {
    const record = view.getUint16(at, true)
    const length = view.getUint16(at + 2, true)
    const data = at + 4
    if (data + length > book.length) break
    const word = (offset: number): number => (offset + 2 <= length ? view.getUint16(data + offset, true) : 0)
    if (record === 0x85 && length >= 8) {
      const wide = (view.getUint8(data + 7) & 1) === 1
      const text = book.subarray(data + 8, data + length)
      sheets.set(view.getUint32(data, true), {
        name: new TextDecoder(wide ? 'utf-16le' : 'windows-1252').decode(text),
        hidden: view.getUint8(data + 4) & 3,
        rows: 0,
        columns: 0,
        notes: 0,
      })
      if (view.getUint8(data + 5) === 1 || view.getUint8(data + 5) === 6) macros = true
    } else if (record === 0x809) here = sheets.get(at) ?? here
    else if (record === 0x208 && (word(12) & 0x20) !== 0 && word(4) > word(2) && here !== undefined)
      here.rows += 1
    else if (record === 0x7d && (word(8) & 1) === 1 && word(2) < 255 && here !== undefined)
      here.columns += word(2) - word(0) + 1
    else if (record === 0x1c && here !== undefined) here.notes += 1
    // The workbook itself and add-ins are listed among the others.
    else if (record === 0x1ae && word(2) !== 0x0401 && word(2) !== 0x3a01) links += 1
    else if (record === 0x18) names += 1
    at = data + length
  }
  const found: Surface[] = []
  const add = (kind: SurfaceKind, where: string, detail: string): void => {
    found.push({ kind, where, detail })
  }
  for (const { name, hidden, rows, columns, notes } of sheets.values()) {
    const where = `sheet “${name}”`
    if (hidden > 0)
      add('hidden-sheet', where, hidden === 2 ? 'Hidden so that Excel’s menu does not offer it.' : 'Hidden.')
    if (rows > 0) add('hidden-row', where, `${countOf(rows, 'hidden row')}.`)
    if (columns > 0) add('hidden-column', where, `${countOf(columns, 'hidden column')}.`)
    if (notes > 0) add('comment', where, `${countOf(notes, 'comment')}.`)
  }
  if (links > 0)
    add('external-link', 'the file', `${countOf(links, 'link to another file', 'links to other files')}.`)
  if (names > 0) add('named-range', 'the file', `${countOf(names, 'named range')}.`)
  if (macros) add('macro', 'the file', 'It holds macros.')
  return found
}
