import { openPackage, readRelations, walkPart, type OfficePackage } from '../surfaces/office-package.ts'
import { columnName } from '../surfaces/words.ts'
import type { Place } from './place.ts'
import type { WantedLines } from './wanted-lines.ts'

/** Puts the text of an Office or OpenDocument file to where its reader sees it: cell, paragraph, row of a table, slide. */
export function placeOffice(bytes: Uint8Array, wanted: WantedLines, inside: string): void {
  const parts = openPackage(bytes)
  if (parts === null) return
  const within = (place: string): string => [inside, place].filter((each) => each !== '').join(', ')
  if (parts.names.includes('xl/workbook.xml')) placeWorkbook(parts, wanted, within)
  else if (parts.names.includes('content.xml')) placeOpenDocument(parts, wanted, within)
  for (const name of parts.names) {
    if (!name.endsWith('.xml') || name === 'content.xml') continue
    const part = partNames.find(([pattern]) => pattern.test(name))
    if (part === undefined) continue
    const number = /(\d+)\.xml$/.exec(name)?.[1] ?? ''
    if (part[1] === '') placeParagraphs(parts, name, wanted, within)
    else placeWhole(parts, name, wanted, { within: within(part[1].replace('#', number)) })
  }
}

/** Parts by what a reader calls them; the body of a document has paragraphs and tables instead. */
const partNames: readonly [RegExp, string][] = [
  [/^word\/document\.xml$/, ''],
  [/^word\/header\d*\.xml$/, 'a header'],
  [/^word\/footer\d*\.xml$/, 'a footer'],
  [/^word\/(?:foot|end)notes\.xml$/, 'a note'],
  [/^(?:word|xl|ppt)\/(?:comments|threadedComments|persons)[^.]*\.xml$/, 'a comment'],
  [/^ppt\/slides\/slide\d+\.xml$/, 'slide #'],
  [/^ppt\/notesSlides\//, 'the notes of slide #'],
  [/^xl\/pivotCache\//, 'the copy that a pivot table keeps'],
  [/^xl\/drawings\//, 'a drawing on a sheet'],
  [/^xl\/externalLinks\//, 'the copy of another workbook'],
  [/^docProps\/|^meta\.xml$/, 'its properties'],
]

type Within = (place: string) => string

function placeWorkbook(parts: OfficePackage, wanted: WantedLines, within: Within): void {
  const shared = sharedTexts(parts, wanted)
  const targets = readRelations(parts, 'xl/workbook.xml')
  const sheets: { name: string; part: string }[] = []
  walkPart(parts, 'xl/workbook.xml', {
    open({ name, attributes }) {
      if (name === 'sheet')
        sheets.push({
          name: attributes['name'] ?? '',
          part: targets.get(attributes['id'] ?? '')?.target ?? '',
        })
    },
  })
  for (const sheet of sheets) {
    const place = within(`sheet “${sheet.name}”`)
    let [row, column, text, type, at] = [0, 0, '', '', '']
    let reading = false
    walkPart(parts, sheet.part, {
      open({ name, attributes }) {
        if (name === 'row') {
          row = Number(attributes['r'] ?? row + 1)
          column = 0
        } else if (name === 'c') {
          column += 1
          at = attributes['r'] ?? `${columnName(column)}${row}`
          type = attributes['t'] ?? ''
          text = ''
          reading = true
        }
      },
      text(words) {
        if (reading) text += words
      },
      close(name) {
        if (name !== 'c') return
        reading = false
        const words = type === 's' ? shared.get(text.trim()) : text
        if (words !== undefined && words !== '') wanted.add(words, { within: place, unit: 'cell', at })
      },
    })
  }
}

/** The shared texts that have a wanted line, by their number as cells write it. */
function sharedTexts(parts: OfficePackage, wanted: WantedLines): Map<string, string> {
  const shared = new Map<string, string>()
  let [index, text] = [-1, '']
  walkPart(parts, 'xl/sharedStrings.xml', {
    open({ name }) {
      if (name !== 'si') return
      index += 1
      text = ''
    },
    text(words) {
      text += words
    },
    close(name) {
      if (name === 'si' && text.split('\n').some((line) => wanted.has(line))) shared.set(String(index), text)
    },
  })
  return shared
}

/** Words that break a line where they begin: see `separatorFor` of the extraction. */
const breaks = new Set(['br', 'cr', 'line-break', 'ins', 'del', 'docPr', 'cNvPr', 'comment'])

function placeParagraphs(parts: OfficePackage, name: string, wanted: WantedLines, within: Within): void {
  let [paragraph, table, row, text] = [0, 0, 0, '']
  const depth: { table: number; row: number }[] = []
  const here = (): Place =>
    depth.length === 0
      ? { within: within(''), unit: 'paragraph', at: String(paragraph) }
      : { within: within(`table ${table}`), unit: 'row', at: String(row) }
  walkPart(parts, name, {
    open({ name: element }) {
      if (element === 'tbl' || element === 'table') {
        depth.push({ table, row })
        // One inside another is part of its row.
        if (depth.length === 1) [table, row] = [table + 1, 0]
      } else if ((element === 'tr' || element === 'table-row') && depth.length === 1) row += 1
      else if ((element === 'p' || element === 'h') && depth.length === 0) paragraph += 1
      else if (element === 'tab') text += '\t'
      else if (element === 's') text += ' '
      else if (breaks.has(element)) text += '\n'
    },
    text(words) {
      text += words
    },
    close(element) {
      if (element === 'p' || element === 'h') {
        wanted.add(text, here())
        text = ''
      } else if (element === 'tbl' || element === 'table') depth.pop()
    },
  })
}

function placeWhole(parts: OfficePackage, name: string, wanted: WantedLines, place: Place): void {
  let text = ''
  walkPart(parts, name, {
    open({ name: element }) {
      if (breaks.has(element)) text += '\n'
    },
    text(words) {
      text += words
    },
    close(element) {
      if (endsLine.has(element)) text += '\n'
    },
  })
  wanted.add(text, place)
}
const endsLine = new Set(['p', 'h', 'r', 'si', 'comment', 'text', 'c', 'creator', 'title', 'lastModifiedBy'])

/** The body of an OpenDocument file: cells of a spreadsheet, else paragraphs and tables. */
function placeOpenDocument(parts: OfficePackage, wanted: WantedLines, within: Within): void {
  let isSheets = false
  walkPart(parts, 'content.xml', {
    open: ({ name }) => {
      if (name === 'spreadsheet') isSheets = true
    },
  })
  if (!isSheets) return placeParagraphs(parts, 'content.xml', wanted, within)
  let [sheet, row, rows, column, columns, text] = ['', 1, 1, 1, 1, '']
  walkPart(parts, 'content.xml', {
    open({ name, attributes }) {
      const times = (what: string): number => Number(attributes[what] ?? 1) || 1
      if (name === 'table') [sheet, row] = [attributes['name'] ?? '', 1]
      else if (name === 'table-row') [rows, column] = [times('number-rows-repeated'), 1]
      else if (name === 'table-cell' || name === 'covered-table-cell')
        [columns, text] = [times('number-columns-repeated'), '']
      else if (name === 's') text += ' '
      else if (breaks.has(name)) text += '\n'
    },
    text(words) {
      text += words
    },
    close(name) {
      if (name === 'p') text += '\n'
      else if (name === 'table-row') row += rows
      else if (name === 'table-cell' || name === 'covered-table-cell') {
        if (text !== '')
          wanted.add(text, {
            within: within(`sheet “${sheet}”`),
            unit: 'cell',
            at: `${columnName(column)}${row}`,
          })
        text = ''
        column += columns
      }
    },
  })
}
