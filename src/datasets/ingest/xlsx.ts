import type { ByteSource } from './byte-source.ts'
import { CompressionError, type OpenZip } from './open-zip.ts'
import { columnOf, noSheetNotes, RowCollector, type Sheet, type Workbook } from './workbook.ts'
import { readXml, streamXml } from './xml-stream.ts'

type Facts = {
  sheets: { name: string; hidden: boolean; path: string }[]
  /** Days from 1904 in workbooks that began on a Macintosh. */
  from1904: boolean
  strings: string[]
  dateStyles: Set<number>
}

/** Opens an XLSX (ECMA-376 part 1, §18): values only, formulas as they were last worked out. */
export async function openXlsx(zip: OpenZip): Promise<Workbook> {
  const part = (path: string): ByteSource | null => {
    const entry = zip.entries.find(({ name }) => name.toLowerCase() === path.toLowerCase())
    return entry === undefined ? null : zip.entry(entry)
  }
  const facts = await readFacts(part)
  return {
    sheets: facts.sheets.map(({ name, hidden }) => ({ name, hidden })),
    read(name) {
      const sheet = facts.sheets.find((one) => one.name === name)
      const source = sheet === undefined ? null : part(sheet.path)
      if (source === null)
        throw new CompressionError(`The workbook lists a sheet “${name}” that is not in it.`)
      return readSheet(source, facts)
    },
  }
}

async function readFacts(part: (path: string) => ByteSource | null): Promise<Facts> {
  const facts: Facts = { sheets: [], from1904: false, strings: [], dateStyles: new Set() }
  const book = part('xl/workbook.xml')
  if (book === null)
    throw new CompressionError('The workbook has no list of its sheets. Save it again as XLSX.')
  const targets = new Map<string, string>()
  const relations = part('xl/_rels/workbook.xml.rels')
  if (relations !== null)
    await readXml(relations, {
      open: (_, { Id: id = '', Target: target = '' }) =>
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target}`),
    })
  await readXml(book, {
    open(name, attributes) {
      if (name === 'workbookPr') facts.from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet') return
      const path =
        targets.get(attributes['r:id'] ?? '') ?? `xl/worksheets/sheet${facts.sheets.length + 1}.xml`
      const hidden = (attributes['state'] ?? 'visible') !== 'visible'
      if (path.includes('worksheets/')) facts.sheets.push({ name: attributes['name'] ?? '', hidden, path })
    },
  })
  const styles = part('xl/styles.xml')
  if (styles !== null) facts.dateStyles = await readDateStyles(styles)
  const strings = part('xl/sharedStrings.xml')
  if (strings !== null) facts.strings = await readStrings(strings)
  return facts
}

async function readStrings(source: ByteSource): Promise<string[]> {
  const strings: string[] = []
  let text = ''
  let inText = false
  let phonetic = false
  await readXml(source, {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') phonetic = true
      inText = name === 't' && !phonetic
    },
    close(name) {
      if (name === 't') inText = false
      if (name === 'rPh') phonetic = false
      if (name === 'si') strings.push(text)
    },
    text: (value) => {
      if (inText) text += value
    },
  })
  return strings
}

/** Which cell styles show a number as a day: the built-in formats (§18.8.30) and those with d, m, y or h in them. */
async function readDateStyles(source: ByteSource): Promise<Set<number>> {
  const custom = new Map<number, string>()
  const styles = new Set<number>()
  let inCells = false
  let index = 0
  await readXml(source, {
    open(name, attributes) {
      if (name === 'numFmt') custom.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attributes['numFmtId'] ?? 0)
      const code = (custom.get(id) ?? '').replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
      if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58) || /[dmyh]/i.test(code))
        styles.add(index)
      index += 1
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

function readSheet(source: ByteSource, facts: Facts): Sheet {
  const notes = noSheetNotes()
  const hiddenColumns = new Set<number>()
  const collector = new RowCollector(hiddenColumns, notes)
  let cells: string[] = []
  let row = -1
  let rowHidden = false
  let column = -1
  let cell = { type: '', style: 0 }
  let value = ''
  let reading = false
  const handlers = {
    open(name: string, attributes: Record<string, string>): void {
      if (name === 'c') {
        column = columnOf(attributes['r'] ?? '') ?? column + 1
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) }
        value = ''
      } else if (name === 'row') {
        row = attributes['r'] === undefined ? row + 1 : Number(attributes['r']) - 1
        rowHidden = isOn(attributes['hidden'])
        cells = []
        column = -1
      } else if (name === 'v' || name === 't') reading = true
      else if (name === 'f') notes.formulas += 1
      else if (name === 'mergeCell') notes.mergedCells += 1
      else if (name === 'col' && isOn(attributes['hidden'])) {
        const last = Math.min(Number(attributes['max']), 16_384)
        for (let at = Number(attributes['min']); at <= last; at++) {
          hiddenColumns.add(at - 1)
        }
      }
    },
    close(name: string): void {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c' && value !== '') {
        while (cells.length < column) cells.push('')
        cells[column] = cellText(value)
      } else if (name === 'row' && rowHidden) {
        if (cells.length > 0) notes.hiddenRows += 1
        collector.skip(row)
      } else if (name === 'row') collector.add(row, cells)
    },
    text(text: string): void {
      if (reading) value += text
    },
  }

  function cellText(raw: string): string {
    if (cell.type === 's') return facts.strings[Number(raw)] ?? ''
    if (cell.type === 'b') return raw === '1' ? 'TRUE' : 'FALSE'
    if (cell.type !== 'n') return raw
    const number = Number(raw)
    if (!Number.isFinite(number)) return raw
    if (facts.dateStyles.has(cell.style)) return dayOfSerial(number, facts.from1904) ?? raw
    if (/\.\d{10,}|e/i.test(raw)) {
      // Fifteen figures is what a spreadsheet shows; beyond them is the residue of binary arithmetic.
      const tidy = String(Number(number.toPrecision(15)))
      if (tidy !== raw) notes.floatArtefacts += 1
      return tidy
    }
    return raw
  }

  return {
    notes,
    rows: () => streamXml(source, handlers, () => collector.take()),
  }
}

const isOn = (value: string | undefined): boolean => value === '1' || value === 'true'

/** A day as ISO 8601 from a serial number, with its time where it has one; null outside 1900 to 9999. */
export function dayOfSerial(serial: number, from1904: boolean): string | null {
  if (serial < 0 || serial > 2_958_465) return null
  const seconds = Math.round((serial + (from1904 ? 1462 : 0)) * 86_400)
  // Excel believes that 1900 was a leap year: serials up to 60 lie a day earlier.
  const epoch = Date.UTC(1899, 11, serial < 60 && !from1904 ? 31 : 30)
  const text = new Date(epoch + seconds * 1000).toISOString()
  if (serial < 1) return text.slice(11, 19)
  return seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19)
}
