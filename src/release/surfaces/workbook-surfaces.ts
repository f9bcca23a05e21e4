import { readRelations, walkPart, type OfficePackage } from './office-package.ts'
import { countOf, type Surface } from './surface.ts'
import { columnName, firstFew, isTrue } from './words.ts'

/** What an Excel workbook can hold out of sight (ECMA-376 part 1 §18). */
export function workbookSurfaces(parts: OfficePackage): Surface[] {
  const found: Surface[] = []
  const sheets = readSheets(parts, found)
  const { invisibleStyles } = readStyles(parts)
  const usedStrings = new Set<number>()
  for (const sheet of sheets) found.push(...sheetSurfaces(parts, sheet, invisibleStyles, usedStrings))
  found.push(...orphanStrings(parts, usedStrings))
  const some = (pattern: RegExp): string[] => parts.names.filter((name) => pattern.test(name))
  for (const name of some(/^xl\/pivotCache\/pivotCacheRecords/)) found.push(pivotCache(parts, name))
  if (some(/^xl\/pivotCache\/pivotCacheRecords/).length === 0)
    for (const name of some(/^xl\/pivotCache\/pivotCacheDefinition/)) found.push(pivotCache(parts, name))
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

type Sheet = { name: string; part: string }

function readSheets(parts: OfficePackage, found: Surface[]): Sheet[] {
  const relations = readRelations(parts, 'xl/workbook.xml')
  const sheets: Sheet[] = []
  const hidden: { sheet: Sheet; very: boolean }[] = []
  let named: string | null = null
  let names = 0
  walkPart(parts, 'xl/workbook.xml', {
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
      if (name === 'definedName') {
        named = attributes['name'] ?? ''
        if (!named.startsWith('_xlnm.')) names += 1
      }
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
  if (names > 0)
    found.push({ kind: 'named-range', where: 'xl/workbook.xml', detail: `${countOf(names, 'named range')}.` })
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

const white = /^(?:FF)?FFFFFF$/i

/** Cell formats that show nothing: the number format `;;;`, and white words on no colour. */
function readStyles(parts: OfficePackage): { invisibleStyles: Set<number> } {
  const silentFormats = new Set<string>()
  const whiteFonts = new Set<number>()
  const plainFills = new Set<number>()
  const invisibleStyles = new Set<number>()
  let font = -1
  let fill = -1
  let style = -1
  walkPart(parts, 'xl/styles.xml', {
    open({ name, attributes }, path) {
      const parent = path.at(-1)
      if (name === 'numFmt' && /^\s*;\s*;\s*;?\s*;?\s*$/.test(attributes['formatCode'] ?? 'x'))
        silentFormats.add(attributes['numFmtId'] ?? '')
      if (name === 'font' && parent === 'fonts') font += 1
      if (
        name === 'color' &&
        parent === 'font' &&
        path.at(-2) === 'fonts' &&
        white.test(attributes['rgb'] ?? '')
      )
        whiteFonts.add(font)
      if (name === 'color' && parent === 'font' && path.at(-2) === 'fonts' && attributes['theme'] === '0')
        whiteFonts.add(font)
      if (name === 'fill' && parent === 'fills') fill += 1
      if (name === 'patternFill' && parent === 'fill' && (attributes['patternType'] ?? 'none') === 'none')
        plainFills.add(fill)
      if (name === 'fgColor' && white.test(attributes['rgb'] ?? '')) plainFills.add(fill)
      if (name === 'xf' && parent === 'cellXfs') {
        style += 1
        const onNothing = plainFills.has(Number(attributes['fillId'] ?? 0))
        if (
          silentFormats.has(attributes['numFmtId'] ?? '') ||
          (whiteFonts.has(Number(attributes['fontId'] ?? -1)) && onNothing)
        )
          invisibleStyles.add(style)
      }
    },
  })
  return { invisibleStyles }
}

function sheetSurfaces(
  parts: OfficePackage,
  sheet: Sheet,
  invisibleStyles: ReadonlySet<number>,
  usedStrings: Set<number>,
): Surface[] {
  const rows: string[] = []
  const columns: string[] = []
  let unseen = 0
  let row = { number: '', hidden: false, filled: false }
  let number = 0
  let cell = { style: 0, type: '', filled: false }
  let inValue = false
  let value = ''
  walkPart(parts, sheet.part, {
    open({ name, attributes }) {
      if (name === 'col' && (isTrue(attributes['hidden']) || attributes['width'] === '0')) {
        const first = Number(attributes['min'] ?? 1)
        const last = Number(attributes['max'] ?? first)
        // A rule that hides every column to the edge of the sheet hides nothing that was filled.
        if (last < 16_384 || first === 1)
          columns.push(first === last ? columnName(first) : `${columnName(first)} to ${columnName(last)}`)
      }
      if (name === 'row') {
        number = Number(attributes['r'] ?? number + 1)
        row = {
          number: String(number),
          hidden: isTrue(attributes['hidden']) || attributes['ht'] === '0',
          filled: false,
        }
      }
      if (name === 'c')
        cell = { style: Number(attributes['s'] ?? 0), type: attributes['t'] ?? 'n', filled: false }
      if (name === 'v' || name === 't') {
        inValue = true
        value = ''
      }
    },
    text: (text) => {
      if (inValue) value += text
    },
    close(name) {
      if (name === 'v' || name === 't') {
        inValue = false
        if (value.trim() !== '') cell.filled = true
        if (name === 'v' && cell.type === 's') usedStrings.add(Number(value))
      }
      if (name === 'c' && cell.filled) {
        row.filled = true
        if (invisibleStyles.has(cell.style)) unseen += 1
      }
      if (name === 'row' && row.hidden && row.filled) rows.push(row.number)
    },
  })
  const where = `sheet “${sheet.name}”`
  return [
    ...(rows.length === 0
      ? []
      : [
          {
            kind: 'hidden-row' as const,
            where,
            detail: `${countOf(rows.length, 'hidden row')}: ${firstFew(rows)}.`,
          },
        ]),
    ...(columns.length === 0
      ? []
      : [{ kind: 'hidden-column' as const, where, detail: `Hidden: column ${firstFew(columns)}.` }]),
    ...(unseen === 0
      ? []
      : [
          {
            kind: 'hidden-text' as const,
            where,
            detail: `${countOf(unseen, 'cell is', 'cells are')} formatted so that nothing shows.`,
          },
        ]),
  ]
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
