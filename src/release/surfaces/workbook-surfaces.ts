import { readCellStyles } from './cell-styles.ts'
import { mainPart, readRelations, walkPart, type OfficePackage } from './office-package.ts'
import { sheetSurfaces, type Sheet } from './sheet-surfaces.ts'
import { countOf } from '../../kernel/count-of.ts'
import type { Surface } from './surface.ts'

/** What an Excel workbook can hold out of sight (ECMA-376 part 1 §18). */
export function workbookSurfaces(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  const book = mainPart(parts, 'xl/workbook.xml')
  // Binary workbooks (.xlsb) are packages too, of parts that are no XML.
  if (book === null)
    return [
      {
        kind: 'unreadable',
        where: 'the file',
        detail: 'It is a binary workbook, or damaged. Save it as XLSX or CSV, and check that file.',
      },
    ]
  const sheets = readSheets(parts, book, found)
  const { invisibleStyles, silentRules } = readCellStyles(parts)
  const usedStrings = new Set<number>()
  for (const sheet of sheets)
    found.push(...sheetSurfaces(parts, sheet, { invisibleStyles, silentRules }, usedStrings))
  found.push(...orphanStrings(parts, usedStrings))
  const some = (pattern: RegExp): string[] => parts.names.filter((name) => pattern.test(name))
  for (const name of some(/^xl\/pivotCache\/pivotCacheRecords/)) found.push(pivotCache(parts, name))
  if (some(/^xl\/pivotCache\/pivotCacheRecords/).length === 0)
    for (const name of some(/^xl\/pivotCache\/pivotCacheDefinition/)) found.push(pivotCache(parts, name))
  for (const name of some(/^xl\/(?:slicerCaches|timelineCaches)\/[^/]+\.xml$/))
    found.push({
      kind: 'pivot-cache',
      where: name,
      detail: 'A filter keeps every value it could choose from.',
    })
  for (const name of some(/^xl\/externalLinks\/[^/]+\.xml$/)) {
    let cells = 0
    walkPart(parts, name, {
      open: (element) => {
        if (element.name === 'cell') cells += 1
      },
    })
    found.push({
      kind: 'external-link',
      where: name,
      detail: `A link to another workbook${cells === 0 ? '' : `, with ${countOf(cells, 'value')} copied from it`}.`,
    })
  }
  for (const name of some(/^xl\/connections\.xml$/))
    found.push({ kind: 'external-link', where: name, detail: 'Connections to sources of data.' })
  for (const name of some(/^xl\/queryTables\//))
    found.push({ kind: 'external-link', where: name, detail: 'A query on a source of data.' })
  for (const name of some(/^xl\/model\//))
    found.push({
      kind: 'data-model',
      where: name,
      detail: 'A data model holds whole tables that no sheet shows.',
    })
  for (const name of some(/^xl\/(?:comments\d*|threadedComments\/[^/]+|comments\/[^/]+)\.xml$/)) {
    let comments = 0
    walkPart(parts, name, {
      open: (element) => {
        if (element.name === 'comment' || element.name === 'threadedComment') comments += 1
      },
    })
    if (comments > 0) found.push({ kind: 'comment', where: name, detail: `${countOf(comments, 'comment')}.` })
  }
  for (const name of some(/^xl\/revisions\//).slice(0, 1))
    found.push({ kind: 'tracked-change', where: name, detail: 'A log of earlier changes.' })
  return found
}

function readSheets(parts: OfficePackage, book: string, found: Surface[]): Sheet[] {
  const relations = readRelations(parts, book)
  const sheets: Sheet[] = []
  const hidden: { sheet: Sheet; very: boolean }[] = []
  let names = 0
  walkPart(parts, book, {
    open({ name, attributes }) {
      if (name === 'sheet') {
        const sheet = {
          name: attributes['name'] ?? '',
          part: relations.get(attributes['id'] ?? '')?.target ?? '',
        }
        sheets.push(sheet)
        const state = attributes['state']
        if (state === 'hidden' || state === 'veryHidden') hidden.push({ sheet, very: state === 'veryHidden' })
      }
      // Excel’s own names for the printed area and the filter say nothing that the sheet does not.
      if (name === 'definedName' && !(attributes['name'] ?? '').startsWith('_xlnm.')) names += 1
    },
  })
  for (const { sheet, very } of hidden) {
    let cells = 0
    walkPart(parts, sheet.part, {
      open: ({ name }) => {
        if (name === 'c') cells += 1
      },
    })
    found.push({
      kind: 'hidden-sheet',
      where: `sheet “${sheet.name}”`,
      detail: `${very ? 'Hidden so that Excel’s menu does not offer it' : 'Hidden'}, with ${countOf(cells, 'cell')}.`,
    })
  }
  if (names > 0) found.push({ kind: 'named-range', where: book, detail: `${countOf(names, 'named range')}.` })
  return sheets
}

function pivotCache(parts: OfficePackage, name: string): Surface {
  let records = 0
  walkPart(parts, name, {
    open: ({ name: element }) => {
      if (element === 'r') records += 1
    },
  })
  return {
    kind: 'pivot-cache',
    where: name,
    detail: `A pivot table keeps a copy of the data it was made from${records === 0 ? '' : `: ${countOf(records, 'row')}`}.`,
  }
}

/** Strings that no cell points to: what stood in cells that were emptied by a careless program. */
function orphanStrings(parts: OfficePackage, used: ReadonlySet<number>): Surface[] {
  let index = -1
  let orphans = 0
  let filled = false
  walkPart(parts, 'xl/sharedStrings.xml', {
    open: ({ name }) => {
      if (name === 'si') {
        index += 1
        filled = false
      }
    },
    text: (text) => {
      if (text.trim() !== '') filled = true
    },
    close: (name) => {
      if (name === 'si' && filled && !used.has(index)) orphans += 1
    },
  })
  return orphans === 0
    ? []
    : [
        {
          kind: 'hidden-text',
          where: 'xl/sharedStrings.xml',
          detail: `${countOf(orphans, 'text is', 'texts are')} stored that no cell shows.`,
        },
      ]
}
