import { blackShapes } from './black-shapes.ts'
import type { CellStyles } from './cell-styles.ts'
import { readRelations, walkPart, type OfficePackage } from './office-package.ts'
import { countOf } from '../../kernel/count-of.ts'
import { Tally, type Surface } from './surface.ts'
import { columnName, firstFew, isTrue } from './words.ts'

export type Sheet = { name: string; part: string }

/** What one sheet of an Excel workbook can hold out of sight; `usedStrings` takes the numbers of the texts it shows. */
export function sheetSurfaces(
  parts: OfficePackage,
  sheet: Sheet,
  { invisibleStyles, silentRules }: CellStyles,
  usedStrings: Set<number>,
): Surface[] {
  const rows: string[] = []
  const columns: string[] = []
  let unseen = 0
  let scenarios = 0
  let silent = 0
  let printed = false
  let row = { number: '', hidden: false, filled: false }
  let number = 0
  let cell = { style: 0, type: '', filled: false }
  let inValue = false
  let value = ''
  walkPart(parts, sheet.part, {
    open({ name, attributes }) {
      if (name === 'col' && (isTrue(attributes['hidden']) || isFlat(attributes['width'], 0.3))) {
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
          hidden: isTrue(attributes['hidden']) || isFlat(attributes['ht'], 1),
          filled: false,
        }
      }
      if (name === 'c')
        cell = { style: Number(attributes['s'] ?? 0), type: attributes['t'] ?? 'n', filled: false }
      if (name === 'v' || name === 't') {
        inValue = true
        value = ''
      }
      if (name === 'scenario') scenarios += 1
      if (name === 'cfRule' && silentRules.has(attributes['dxfId'] ?? '')) silent += 1
    },
    text: (text, path) => {
      if (inValue) value += text
      // Codes for page numbers, dates and fonts are no words.
      if (
        path.at(-2) === 'headerFooter' &&
        /\p{L}{2}/u.test(text.replaceAll(/&"[^"]*"|&K[0-9A-F]{6}|&\S/gi, ''))
      )
        printed = true
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
  const found: Surface[] = []
  const add = (kind: Surface['kind'], detail: string): void => {
    found.push({ kind, where, detail })
  }
  if (rows.length > 0) add('hidden-row', `${countOf(rows.length, 'hidden row')}: ${firstFew(rows)}.`)
  if (columns.length > 0) add('hidden-column', `Hidden: column ${firstFew(columns)}.`)
  if (unseen > 0)
    add('hidden-text', `${countOf(unseen, 'cell is', 'cells are')} formatted so that nothing shows.`)
  if (silent > 0)
    add('hidden-text', `${countOf(silent, 'rule formats', 'rules format')} cells so that nothing shows.`)
  if (scenarios > 0)
    add('hidden-text', `${countOf(scenarios, 'scenario keeps', 'scenarios keep')} other values.`)
  if (printed) add('hidden-text', 'A header or footer has words that only printing shows.')
  return [...found, ...drawnSurfaces(parts, sheet)]
}

const isFlat = (size: string | undefined, least: number): boolean =>
  size !== undefined && Number(size) < least

/** Shapes and pictures on a sheet that are switched off, or that keep what was cropped away. */
function drawnSurfaces(parts: OfficePackage, sheet: Sheet): Surface[] {
  const tally = new Tally()
  for (const { type, target, external } of readRelations(parts, sheet.part).values())
    if (type === 'drawing' && !external) {
      for (let left = blackShapes(parts, target, false); left > 0; left -= 1)
        tally.add('covered-text', 'black shape lies over cells', 'black shapes lie over cells')
      walkPart(parts, target, {
        open({ name, attributes }) {
          if (name === 'cNvPr' && isTrue(attributes['hidden']))
            tally.add('hidden-text', 'hidden shape or picture', 'hidden shapes or pictures')
          if (isCropped(name, attributes))
            tally.add(
              'embedded-object',
              'picture that keeps what was cropped away',
              'pictures that keep what was cropped away',
            )
        },
      })
    }
  return tally.surfaces(`sheet “${sheet.name}”`)
}

/** A share of a thousandth of a per cent of each side (ECMA-376 part 1 §20.1.8.55); a hair is rounding. */
export const isCropped = (name: string, attributes: Record<string, string>): boolean =>
  name === 'srcRect' && ['l', 't', 'r', 'b'].some((side) => Number(attributes[side] ?? 0) > 1000)
