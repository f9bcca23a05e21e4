import { unpack, type PdfObjects } from '../pdf-objects.ts'
import type { PdfDict, PdfObject, PdfValue } from '../pdf-value.ts'
import { readToUnicode } from './to-unicode.ts'

/**
 * A font as pages call it. `width` is how many bytes a code has, null where its encoding is one that is not read here;
 * `used` are the codes that pages show.
 */
export type PdfFont = {
  number: number
  entries: PdfDict
  subtype: string
  width: 1 | 2 | null
  descendant: { number: number | null; entries: PdfDict } | null
  descriptor: { number: number | null; entries: PdfDict } | null
  program: { number: number; key: string; subtype: string; bytes: Buffer } | null
  texts: Map<number, string>
  /** Names of glyphs by code, where the font dictionary gives them */
  differences: Map<number, string>
  used: Set<number>
}

const programKeys = ['FontFile', 'FontFile2', 'FontFile3'] as const

export function readFont(objects: PdfObjects, number: number): PdfFont | null {
  const entries = dictOf(objects, { kind: 'ref', number })
  if (entries === null) return null
  const subtype = nameOf(objects, entries.get('Subtype'))
  const below = itemsOf(objects, entries.get('DescendantFonts'))[0]
  const child = subtype === 'Type0' ? dictOf(objects, below) : null
  const descendant = child === null ? null : { number: numberOf(below), entries: child }
  const described = (child ?? entries).get('FontDescriptor')
  const about = dictOf(objects, described)
  const encoding = entries.get('Encoding')
  const map = entries.get('ToUnicode')
  const stream = map === undefined ? null : objects.resolve(map)
  const unpacked = stream === null ? null : contentOf(objects, stream)
  return {
    number,
    entries,
    subtype,
    // A map by its name alone (Identity-H) cannot be written for other codes.
    width:
      subtype !== 'Type0'
        ? 1
        : nameOf(objects, encoding) === 'Identity-H' && nameOf(objects, map) === ''
          ? 2
          : null,
    descendant,
    descriptor: about === null ? null : { number: numberOf(described), entries: about },
    program: about === null ? null : readProgram(objects, about, subtype),
    texts: unpacked === null ? new Map() : readToUnicode(unpacked.toString('latin1')),
    differences: readDifferences(objects, dictOf(objects, encoding)?.get('Differences')),
    used: new Set(),
  }
}

/** A damaged stream says nothing. */
export function contentOf(objects: PdfObjects, object: PdfObject): Buffer | null {
  try {
    return unpack(object, objects)
  } catch {
    return null
  }
}

function readProgram(objects: PdfObjects, descriptor: PdfDict, type: string): PdfFont['program'] {
  for (const key of programKeys) {
    const value = descriptor.get(key)
    const number = numberOf(value)
    const object = value === undefined ? null : objects.resolve(value)
    if (number === null || object?.value.kind !== 'dict') continue
    const bytes = contentOf(objects, object)
    const inside = bytes === null || type === 'TrueType' ? null : cffInside(bytes)
    if (inside !== null)
      return { number, key, subtype: type === 'Type0' ? 'CIDFontType0C' : 'Type1C', bytes: inside }
    if (bytes !== null)
      return { number, key, subtype: nameOf(objects, object.value.entries.get('Subtype')), bytes }
  }
  return null
}

/** The letters of an OpenType program that keeps them as CFF: PDF needs nothing else of it (§9.9). */
function cffInside(font: Buffer): Buffer | null {
  if (font.toString('latin1', 0, 4) !== 'OTTO' || font.length < 12) return null
  for (let at = 12; at + 16 <= Math.min(font.length, 12 + font.readUInt16BE(4) * 16); at += 16) {
    if (font.toString('latin1', at, at + 4) !== 'CFF ') continue
    const start = font.readUInt32BE(at + 8)
    return font.subarray(start, start + font.readUInt32BE(at + 12))
  }
  return null
}

function readDifferences(objects: PdfObjects, value: PdfValue | undefined): Map<number, string> {
  const found = new Map<number, string>()
  let code = 0
  for (const item of itemsOf(objects, value)) {
    if (item.kind === 'raw') code = Number(item.text)
    else if (item.kind === 'name') found.set(code++, item.name)
  }
  return found
}

/** Codes of a string that is shown in this font; a last half of one is none. */
export function codesOf(font: PdfFont, shown: Buffer): number[] {
  if (font.width !== 2) return [...shown]
  return Array.from({ length: shown.length >> 1 }, (_, index) => shown.readUInt16BE(index * 2))
}

export const dictOf = (objects: PdfObjects, value: PdfValue | undefined): PdfDict | null => {
  const found = objects.resolve(value)?.value
  return found?.kind === 'dict' ? found.entries : null
}
const itemsOf = (objects: PdfObjects, value: PdfValue | undefined): PdfValue[] => {
  const found = objects.resolve(value)?.value
  return found?.kind === 'array' ? found.items : []
}
export const nameOf = (objects: PdfObjects, value: PdfValue | undefined): string => {
  const found = objects.resolve(value)?.value
  return found?.kind === 'name' ? found.name : ''
}
const numberOf = (value: PdfValue | undefined): number | null => (value?.kind === 'ref' ? value.number : null)
export const countOf = (objects: PdfObjects, value: PdfValue | undefined): number => {
  const found = objects.resolve(value)?.value
  return found?.kind === 'raw' ? Number(found.text) || 0 : 0
}

/** The map from CIDs to glyphs where it is a stream; null where each is its own. */
export function cidMapOf(objects: PdfObjects, { descendant }: PdfFont): Buffer | null {
  const object = objects.resolve(descendant?.entries.get('CIDToGIDMap'))
  return object?.data === undefined || object.data === null ? null : contentOf(objects, object)
}

const mostWidths = 1_000_000

/** Widths by code, from `Widths` or `W` (ISO 32000-2 §9.7.4.3), as they are written. */
export function widthsOf(objects: PdfObjects, font: PdfFont): Map<number, string> {
  const found = new Map<number, string>()
  const textOf = (value: PdfValue | undefined): string => {
    const width = objects.resolve(value)?.value
    return width?.kind === 'raw' ? width.text : '0'
  }
  if (font.descendant === null) {
    const first = countOf(objects, font.entries.get('FirstChar'))
    itemsOf(objects, font.entries.get('Widths')).forEach((value, index) =>
      found.set(first + index, textOf(value)),
    )
    return found
  }
  const items = itemsOf(objects, font.descendant.entries.get('W'))
  let left = mostWidths
  for (let at = 0; at < items.length;) {
    const first = Number(textOf(items[at]))
    const second = objects.resolve(items[at + 1])?.value
    if (second?.kind === 'array') {
      second.items.forEach((value, index) => found.set(first + index, textOf(value)))
      at += 2
    } else {
      const last = Math.min(Number(textOf(items[at + 1])), 0xffff)
      left -= Math.max(0, last - first)
      if (left < 0) return found
      for (let code = first; code <= last; code += 1) found.set(code, textOf(items[at + 2]))
      at += 3
    }
  }
  return found
}
