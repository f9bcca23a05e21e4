import { isOn, openParts, readTargets, walkXml, type OfficeParts } from './office-parts.ts'
import type { LeftOut, Story } from './story.ts'
import { workbookStory, type SourceCell, type SourceSheet } from './workbook.ts'

/** The visible cells of an Excel workbook (ECMA-376 part 1 §18). */
export function readExcel(bytes: Uint8Array): Story {
  const parts = openParts(bytes)
  const targets = readTargets(parts, 'xl/workbook.xml')
  const styles = readStyles(parts.read('xl/styles.xml'))
  const strings = readStrings(parts.read('xl/sharedStrings.xml'))
  const leftOut: LeftOut = {}
  const count = (kind: string, by = 1): void => {
    if (by > 0) leftOut[kind] = (leftOut[kind] ?? 0) + by
  }
  const sheets: SourceSheet[] = []
  let epoch1904 = false
  const listed: { name: string; part: string }[] = []
  walkXml(parts.read('xl/workbook.xml') ?? '<workbook/>', {
    open(element, attributes) {
      if (element === 'workbookPr') epoch1904 = isOn(attributes['date1904'])
      if (element !== 'sheet') return
      if ((attributes['state'] ?? 'visible') !== 'visible') return count('hidden sheets')
      const target = targets.get(attributes['id'] ?? '')
      if (target?.type === 'worksheet') listed.push({ name: attributes['name'] ?? '', part: target.target })
      else count('chart sheets')
    },
  })
  for (const { name, part } of listed)
    sheets.push(readSheet(parts, name, part, { styles, strings, epoch1904, count }))
  for (const name of parts.names)
    if (/^xl\/(?:comments\d*|threadedComments\/|comments\/)/.test(name)) count('sets of comments')
    else if (name.startsWith('xl/media/')) count('pictures')
    else if (/^xl\/charts\/chart\d*\.xml$/.test(name)) count('charts')
    else if (name.startsWith('xl/pivotCache/pivotCacheDefinition')) count('pivot caches')
    else if (/^xl\/(?:embeddings|externalLinks\/externalLink|model)/.test(name)) count('other files or links')
  return workbookStory(sheets, leftOut)
}

type Style = { look: SourceCell['look']; shown: boolean }
type Context = {
  styles: readonly Style[]
  strings: readonly string[]
  epoch1904: boolean
  count: (kind: string, by?: number) => void
}

function readSheet(parts: OfficeParts, name: string, part: string, context: Context): SourceSheet {
  const hiddenRows = new Set<number>()
  const hiddenColumns = new Set<number>()
  const cells: SourceCell[] = []
  let row = 0
  let column = 0
  let cell = { type: 'n', style: 0 }
  let value = ''
  let reading = false
  walkXml(parts.read(part) ?? '<worksheet/>', {
    open(element, attributes, path) {
      if (element === 'col' && (isOn(attributes['hidden']) || attributes['width'] === '0'))
        for (
          let at = Number(attributes['min'] ?? 1);
          at <= Math.min(16_384, Number(attributes['max'] ?? 0));
          at += 1
        )
          hiddenColumns.add(at)
      if (element === 'row') {
        row = Number(attributes['r'] ?? row + 1)
        column = 0
        if (isOn(attributes['hidden']) || attributes['ht'] === '0') hiddenRows.add(row)
      }
      if (element === 'c') {
        column = attributes['r'] === undefined ? column + 1 : columnNumber(attributes['r'])
        cell = { type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) }
        value = ''
      }
      // A phonetic guide repeats the words in another script.
      reading = element === 'v' || (element === 't' && path.includes('is') && !path.includes('rPh'))
    },
    text(text) {
      if (reading) value += text
    },
    close(element) {
      reading = false
      if (element !== 'c' || value === '') return
      const style = context.styles[cell.style] ?? { look: 'plain', shown: true }
      if (!style.shown) return context.count('cells that show nothing')
      cells.push({ row, column, ...readValue(value, cell.type, style.look, context) })
    },
  })
  const filled = new Set(cells.map((each) => each.row))
  context.count('hidden rows', [...hiddenRows].filter((each) => filled.has(each)).length)
  const wide = new Set(cells.map((each) => each.column))
  context.count('hidden columns', [...hiddenColumns].filter((each) => wide.has(each)).length)
  return { name, cells, hiddenRows, hiddenColumns }
}

function readValue(
  value: string,
  type: string,
  look: SourceCell['look'],
  { strings, epoch1904 }: Context,
): Pick<SourceCell, 'text' | 'number' | 'look'> {
  const words = (text: string): Pick<SourceCell, 'text' | 'number' | 'look'> => ({
    text,
    number: null,
    look: 'plain',
  })
  if (type === 's') return words(strings[Number(value)] ?? '')
  if (type === 'b') return words(value === '1' ? 'TRUE' : 'FALSE')
  if (type !== 'n') return words(value)
  const number = Number(value)
  if (!Number.isFinite(number)) return words(value)
  if (look === 'plain') return { text: value, number, look }
  const serial = number + (epoch1904 ? 1462 : 0)
  return { text: dayInWords(serial, look), number: serial, look }
}

/** Day 60 of the 1900 system is a 29 February that never was. */
function dayInWords(serial: number, look: 'date' | 'time'): string {
  const days = Math.floor(serial)
  const start = Temporal.PlainDate.from(days < 60 ? '1899-12-31' : '1899-12-30')
  if (!(days >= 0 && days < 3_000_000)) return String(serial)
  const day = start.add({ days }).toString()
  if (look === 'date') return day
  const minutes = Math.round((serial - days) * 1440)
  return `${day} ${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

function readStrings(xml: string | null): string[] {
  const strings: string[] = []
  let text = ''
  let reading = false
  if (xml !== null)
    walkXml(xml, {
      open(element, _, path) {
        if (element === 'si') text = ''
        reading = element === 't' && !path.includes('rPh')
      },
      text(part) {
        if (reading) text += part
      },
      close(element) {
        reading = false
        if (element === 'si') strings.push(text)
      },
    })
  return strings
}

/** Of each cell format: whether it makes a day of a number, and whether it shows anything. */
function readStyles(xml: string | null): Style[] {
  const formats = new Map<string, string>()
  const white = new Set<number>()
  const bare = new Set<number>()
  const styles: Style[] = []
  let font = -1
  let fill = -1
  if (xml !== null)
    walkXml(xml, {
      open(element, attributes, path) {
        const parent = path.at(-1)
        if (element === 'numFmt') formats.set(attributes['numFmtId'] ?? '', attributes['formatCode'] ?? '')
        if (element === 'font' && parent === 'fonts') font += 1
        if (element === 'color' && parent === 'font' && path.at(-2) === 'fonts')
          if (/^(?:FF)?FFFFFF$/i.test(attributes['rgb'] ?? '') || attributes['theme'] === '0') white.add(font)
        if (element === 'fill' && parent === 'fills') fill += 1
        if (element === 'patternFill' && (attributes['patternType'] ?? 'none') === 'none') bare.add(fill)
        if (element === 'fgColor' && /^(?:FF)?FFFFFF$/i.test(attributes['rgb'] ?? '')) bare.add(fill)
        if (element !== 'xf' || parent !== 'cellXfs') return
        const format = attributes['numFmtId'] ?? '0'
        const code = formats.get(format) ?? ''
        const unseen =
          white.has(Number(attributes['fontId'] ?? -1)) && bare.has(Number(attributes['fillId'] ?? 0))
        styles.push({
          look: lookOf(Number(format), code),
          shown: !unseen && !/^\s*;\s*;\s*;?\s*;?\s*$/.test(code),
        })
      },
    })
  return styles
}

/** Formats 14 to 22 and 45 to 47 are Excel’s own for days and times (§18.8.30). */
function lookOf(id: number, code: string): SourceCell['look'] {
  const plain = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
  const day = (id >= 14 && id <= 17) || id === 22 || /[yd]/i.test(plain)
  const time = id === 22 || /h/i.test(plain)
  return day ? (time ? 'time' : 'date') : 'plain'
}

function columnNumber(reference: string): number {
  let column = 0
  for (const letter of reference.replaceAll(/[^A-Z]/gi, '').toUpperCase())
    column = column * 26 + letter.charCodeAt(0) - 64
  return column
}
