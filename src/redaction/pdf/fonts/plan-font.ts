import type { PdfFont } from './pdf-font.ts'
import { textOfCode, type Program } from './program.ts'
import { compareTexts, isSorted, spellsMarked } from './tells-order.ts'
import { withComponents } from './truetype.ts'

/** What is to become of a program that some fonts share. */
export type FontPlan = {
  /** The old number of each glyph, null for one that is emptied */
  order: (number | null)[]
  /** New codes by old, for each font by its number; null where codes stay */
  codes: Map<number, Map<number, number>> | null
  /** Letters in their old order spell a marked word */
  spells: boolean
  /** `order` where numbers stay as they are */
  staying: { order: (number | null)[] }
}

/** Fewer of its places are filled in a font that kept the numbers of the whole font that it was cut from. */
const dense = 0.5
/** The last code of one byte, and those before the first letter */
const [firstByte, lastByte] = [33, 255]
const awkward = new Set([0x20, 0x7f, 0x80, 0x81, 0x8d, 0x8f, 0x90, 0x9d, 0xa0, 0xad])

/**
 * Glyphs that nothing shows are emptied. Where the numbers of glyphs or codes go by the text that first used them, glyphs
 * are numbered anew by what they stand for, and codes with them. `codes` stays null where codes say nothing or cannot be
 * changed: see `spells`.
 */
export function planFont(fonts: readonly PdfFont[], program: Program, marked: readonly string[]): FontPlan {
  const { shapes } = program
  const textOf = new Map<number, string>()
  const used = new Set<number>()
  for (const font of fonts) {
    for (const code of knownCodes(font))
      for (const glyph of program.glyphsOf(font, code)) {
        const text = textOfCode(font, code)
        if (!textOf.has(glyph) || (text !== '' && font.used.has(code))) textOf.set(glyph, text)
      }
    for (const code of font.used) for (const glyph of program.glyphsOf(font, code)) used.add(glyph)
  }
  const compare = (a: number, b: number): number => {
    const [left, right] = [textOf.get(a) ?? '', textOf.get(b) ?? '']
    if ((left === '') !== (right === '')) return left === '' ? 1 : -1
    return compareTexts(left, right) || Buffer.compare(shapes[a] ?? nothing, shapes[b] ?? nothing) || a - b
  }
  const wanted = [0, ...[...used].filter((glyph) => glyph !== 0).toSorted(compare)]
  const needed = program.font.kind === 'truetype' ? withComponents(program.font.read, wanted) : wanted
  const keep = new Set(needed)
  const filled = shapes.flatMap((shape, glyph) => (glyph > 0 && shape.length > 0 ? [glyph] : []))
  const known = [...new Set([...textOf.keys(), ...used])]
    .filter((glyph) => glyph > 0)
    .toSorted((a, b) => a - b)
  const letters = known.map((glyph) => textOf.get(glyph) ?? '').filter((text) => text !== '')
  const byCode = fonts.map((font) =>
    [...knownCodes(font)].toSorted((a, b) => a - b).map((code) => textOfCode(font, code)),
  )
  const spells = [letters, ...byCode].some((order) => spellsMarked(order, marked))
  const places = fonts.some(({ texts }) => texts.size > 0) ? known : [...new Set([...known, ...filled])]
  const isDense = places.length >= (shapes.length - 1) * dense
  const tells =
    isDense &&
    (!isSorted(letters) ||
      letters.length < known.length ||
      [...known, ...filled].some((glyph) => !keep.has(glyph)))
  const recode = fonts.map((font, index) =>
    font.width === 2
      ? tells || (!isSorted(byCode[index] ?? []) && isRun(knownCodes(font)))
      : !isNatural(font, byCode[index] ?? []),
  )
  const staying = { order: shapes.map((_, glyph) => (keep.has(glyph) ? glyph : null)) }
  if (!tells && !recode.includes(true)) return { ...staying, codes: null, spells, staying }
  const now = new Map(needed.map((old, glyph) => [old, glyph]))
  const codes = new Map(
    fonts.flatMap((font, index) => {
      const made = recode[index] === true ? codesAnew(font, program, now) : null
      return made === null ? [] : [[font.number, made] as const]
    }),
  )
  return { order: needed, codes, spells, staying }
}

const nothing = Buffer.alloc(0)

/** Codes that the font dictionary speaks of, and those that are shown. */
const knownCodes = (font: PdfFont): Set<number> =>
  new Set([...font.texts.keys(), ...font.differences.keys(), ...font.used])

const isRun = (codes: ReadonlySet<number>): boolean =>
  codes.size >= (Math.max(...codes) - Math.min(...codes) + 1) * dense

/** Codes of one byte that are those of letters anywhere. */
function isNatural(font: PdfFont, texts: readonly string[]): boolean {
  if (font.subtype === 'Type3') return isSorted(texts)
  const letters = [...knownCodes(font)].filter((code) => /^[A-Za-z]$/.test(textOfCode(font, code)))
  return letters.length > 0
    ? letters.every((code) => textOfCode(font, code).charCodeAt(0) === code)
    : isSorted(texts)
}

function codesAnew(
  font: PdfFont,
  program: Program,
  now: ReadonlyMap<number, number>,
): Map<number, number> | null {
  const glyphOf = (code: number): number => now.get(program.glyphsOf(font, code)[0] ?? 0) ?? 0
  const used = [...font.used].toSorted(
    (a, b) => glyphOf(a) - glyphOf(b) || compareTexts(textOfCode(font, a), textOfCode(font, b)) || a - b,
  )
  const codes = new Map<number, number>()
  if (font.width === 2) {
    // Of what has no shape a code still has a width, and perhaps a text.
    let beyond = now.size
    const taken = new Set([0])
    for (const code of used) {
      const glyph = glyphOf(code)
      if (code === 0) codes.set(0, 0)
      else if (!taken.has(glyph)) {
        taken.add(glyph)
        codes.set(code, glyph)
      } else codes.set(code, beyond++)
    }
    return codes
  }
  // Several glyphs where readers differ: which one it is, nobody knows for certain.
  if (used.some((code) => program.glyphsOf(font, code).length > 1)) return null
  const free = Array.from({ length: lastByte - firstByte + 1 }, (_, index) => firstByte + index).filter(
    (code) => !awkward.has(code),
  )
  // A space of one byte is spread where lines are justified (§9.3.3).
  if (font.used.has(0x20)) codes.set(0x20, 0x20)
  const others = used.filter((code) => code !== 0x20)
  if (others.length > free.length) return null
  others.forEach((code, index) => codes.set(code, free[index] ?? 0))
  return codes
}
