import type { PdfObjects } from '../pdf-objects.ts'
import { readCff, type Cff } from './cff.ts'
import { macCodesOf, textOfName, textsOfCode } from './glyph-names.ts'
import { cidMapOf, type PdfFont } from './pdf-font.ts'
import { readTrueType, type TrueType } from './truetype.ts'
import { readType1, type Type1 } from './type1.ts'

/** The shapes of a font’s letters, and which of them a code may call: several where readers differ. */
export type Program = {
  font: { kind: 'truetype'; read: TrueType } | { kind: 'cff'; read: Cff } | { kind: 'type1'; read: Type1 }
  /** Of each glyph; empty where nothing is painted */
  shapes: readonly Buffer[]
  glyphsOf: (font: PdfFont, code: number) => number[]
}

/** Null where the program is of a kind that is not read here, or damaged. */
export function readShapes(objects: PdfObjects, fonts: readonly PdfFont[]): Program | null {
  const [first] = fonts
  const bytes = first?.program?.bytes
  if (bytes === undefined || fonts.some((font) => font.width === null || font.subtype === 'Type3'))
    return null
  try {
    const trueType = readTrueType(bytes)
    if (trueType !== null) {
      const ofCid = new Map(fonts.map((font) => [font.number, cidMapOf(objects, font)]))
      return {
        font: { kind: 'truetype', read: trueType },
        shapes: trueType.glyphs,
        glyphsOf: (font, code) =>
          (font.descendant === null
            ? glyphsOfByte(trueType, font, code)
            : [ofCid.get(font.number) ?? null].map((map) =>
                map === null ? code : code * 2 + 1 < map.length ? map.readUInt16BE(code * 2) : 0,
              )
          ).filter((glyph) => glyph < trueType.glyphs.length),
      }
    }
    const type1 = first?.program?.key === 'FontFile' ? readType1(bytes) : null
    const named = indexNames(type1 ?? { names: [], codes: new Map() })
    if (type1 !== null)
      return fonts.some(({ descendant }) => descendant !== null)
        ? null
        : {
            font: { kind: 'type1', read: type1 },
            shapes: type1.glyphs,
            glyphsOf: (font, code) => glyphsByName(named, font, code),
          }
    const cff = first?.program?.key === 'FontFile3' ? readCff(bytes) : null
    if (cff === null) return null
    const byName = indexNames(cff)
    const places = new Map(cff.ids.map((id, glyph) => [id, glyph]))
    return {
      font: { kind: 'cff', read: cff },
      shapes: cff.glyphs.map((glyph) => (glyph.length <= 1 ? Buffer.alloc(0) : glyph)),
      glyphsOf: (font, code) => {
        if (font.descendant === null) return glyphsByName(byName, font, code)
        const glyph = cff.byCid ? places.get(code) : code
        return glyph === undefined || glyph >= cff.glyphs.length ? [] : [glyph]
      },
    }
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

/**
 * A code of one byte is looked up as it is, or by what it stands for in an encoding (§9.6.5.4): readers differ in which
 * map they ask first.
 */
function glyphsOfByte({ cmaps }: TrueType, font: PdfFont, code: number): number[] {
  const named = font.differences.get(code)
  const texts = named === undefined ? textsOfCode(code) : [textOfName(named)]
  const points = texts.flatMap((text) => text.codePointAt(0) ?? [])
  const found = new Set<number>()
  for (const { platform, encoding, glyphs } of cmaps) {
    const isUnicode = platform === 0 || (platform === 3 && encoding !== 0)
    const others = isUnicode ? points : font.entries.has('Encoding') ? texts.flatMap(macCodesOf) : []
    for (const key of [code, 0xf000 + code, 0xf100 + code, 0xf200 + code, ...others]) {
      const glyph = glyphs.get(key)
      if (glyph !== undefined) found.add(glyph)
    }
  }
  return [...found]
}

type Names = {
  byName: Map<string, number>
  byText: Map<string, number[]>
  codes: ReadonlyMap<number, number>
}

function indexNames({ names, codes }: Pick<Cff, 'names' | 'codes'>): Names {
  const byName = new Map<string, number>()
  names.forEach((name, glyph) => {
    if (!byName.has(name)) byName.set(name, glyph)
  })
  const byText = Map.groupBy(byName.values(), (glyph) => textOfName(names[glyph] ?? ''))
  byText.delete('')
  return { byName, byText, codes }
}

function glyphsByName({ byName, byText, codes }: Names, font: PdfFont, code: number): number[] {
  const named = font.differences.get(code)
  const exact = named === undefined ? undefined : byName.get(named)
  if (exact !== undefined) return [exact]
  const built = codes.get(code)
  if (built !== undefined && !font.entries.has('Encoding')) return [built]
  const texts = named === undefined ? textsOfCode(code) : [textOfName(named)]
  return [
    ...new Set([...texts.flatMap((text) => byText.get(text) ?? []), ...(built === undefined ? [] : [built])]),
  ]
}

/** What a code stands for, as near as can be known; empty where nobody says. */
export function textOfCode(font: PdfFont, code: number): string {
  const said = font.texts.get(code)
  if (said !== undefined) return said
  if (font.width === 2) return ''
  const named = font.differences.get(code)
  return (named === undefined ? textsOfCode(code)[0] : textOfName(named)) ?? ''
}
