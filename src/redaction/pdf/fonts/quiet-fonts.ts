import { readObjects } from '../pdf-objects.ts'
import type { Body } from '../pdf-writer.ts'
import { codesOf, type PdfFont } from './pdf-font.ts'
import { planFont } from './plan-font.ts'
import { readShapes, textOfCode } from './program.ts'
import { nextNumber, rewriteObjects } from './rewrite-objects.ts'
import { spellsMarked } from './tells-order.ts'
import { readTextUse, walkFonts, type TextUse } from './text-walk.ts'
import { writeFont, writeProgram, type FontWriter, type WrittenProgram } from './write-font.ts'

export type QuietFonts = {
  bytes: Uint8Array
  /** Pages, counted from 0, whose fonts may still tell: they need to become pictures */
  telling: number[]
  /** Pages that between them show every letter of every font that was changed: where they look the same, all do */
  samples: { page: number; others: number[] }[]
}

/**
 * Fonts that are cut down to the letters of a text number them as the text first used them, so that they still spell how
 * it began when its words are gone. Takes out of fonts what no page shows, and numbers letters by the alphabet where
 * their order tells. `marked`: words that were removed.
 */
export function quietFonts(bytes: Uint8Array, marked: readonly string[]): QuietFonts {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!signs.some((sign) => file.includes(sign))) return { bytes, telling: [], samples: [] }
  const objects = readObjects(bytes)
  const use = readTextUse(objects)
  const fonts = [...use.fonts.values()].filter(saysMore)
  const unsure = use.pages.filter((page) => page.unsure && fonts.length > 0).map(({ index }) => index)
  if (fonts.length === 0) return { bytes, telling: [], samples: [] }
  const changed = new Map<number, Body>()
  const stuck = new Set<number>()
  const recoded = new Map<number, ReadonlyMap<number, number>>()
  let next = nextNumber(objects)
  const groups = Map.groupBy(fonts, (font) => font.program?.number ?? -font.number)
  let count = 0
  for (const group of groups.values()) {
    const writer: FontWriter = {
      objects,
      tag: tagOf(count++),
      add: (body) => {
        changed.set(next, body)
        return next++
      },
      set: (number, body) => changed.set(number, body),
    }
    const written = rewriteGroup(writer, group, marked)
    for (const font of group) {
      if (font.width === null) {
        if (spellsByCode(font, marked)) stuck.add(font.number)
        continue
      }
      writeFont(writer, font, written.program)
      const codes = written.program?.plan.codes?.get(font.number)
      if (codes !== undefined) recoded.set(font.number, codes)
      else if (spellsByCode(font, marked) || written.spells) stuck.add(font.number)
    }
  }
  for (const [number, stream] of use.streams) {
    if (![...stream.shown.keys()].some((font) => recoded.has(font))) continue
    const content = walkFonts(objects, stream, (number, shown) => {
      const font = use.fonts.get(number ?? -1)
      const codes = recoded.get(number ?? -1)
      return font === undefined || codes === undefined ? null : recode(font, shown, codes)
    })
    const value = objects.get(number)?.value
    if (content === null || value?.kind !== 'dict') continue
    const entries = new Map(value.entries)
    for (const key of ['Filter', 'DecodeParms', 'Length']) entries.delete(key)
    changed.set(number, { value: { kind: 'dict', entries }, content })
  }
  const telling = use.pages.filter(({ streams }) =>
    [...streams].some((each) =>
      [...(use.streams.get(each)?.shown.keys() ?? [])].some((font) => stuck.has(font)),
    ),
  )
  return {
    bytes: rewriteObjects(bytes, objects, changed),
    telling: [...new Set([...unsure, ...telling.map(({ index }) => index)])],
    samples: sample(use, new Set(fonts.map(({ number }) => number))),
  }
}

const signs = ['/FontDescriptor', '/ToUnicode', '/Differences']

/** Fonts that every reader has, without a word about their letters, tell nothing. */
const saysMore = ({ program, descriptor, entries, differences }: PdfFont): boolean =>
  program !== null || descriptor !== null || entries.has('ToUnicode') || differences.size > 0

function rewriteGroup(
  writer: FontWriter,
  group: readonly PdfFont[],
  marked: readonly string[],
): { program: WrittenProgram | null; spells: boolean } {
  const shapes = readShapes(writer.objects, group)
  if (shapes === null) return { program: null, spells: false }
  try {
    const plan = planFont(group, shapes, marked)
    const program = writeProgram(writer, group, shapes, plan)
    if (program !== null) return { program, spells: false }
    // Where it cannot be numbered anew, what is not shown is taken out at least.
    return {
      program: writeProgram(writer, group, shapes, { ...plan, ...plan.staying, codes: null }),
      spells: plan.spells,
    }
  } catch (error) {
    if (error instanceof RangeError) return { program: null, spells: spellsAny(group, marked) }
    throw error
  }
}

const spellsAny = (group: readonly PdfFont[], marked: readonly string[]): boolean =>
  group.some((font) => spellsByCode(font, marked))

function spellsByCode(font: PdfFont, marked: readonly string[]): boolean {
  const codes = [...new Set([...font.texts.keys(), ...font.differences.keys(), ...font.used])]
  return spellsMarked(
    codes.toSorted((a, b) => a - b).map((code) => textOfCode(font, code)),
    marked,
  )
}

function recode(font: PdfFont, shown: Buffer, codes: ReadonlyMap<number, number>): Buffer {
  const now = codesOf(font, shown).map((code) => codes.get(code) ?? 0)
  if (font.width === 1) return Buffer.from(now)
  const bytes = Buffer.alloc(now.length * 2)
  now.forEach((code, index) => bytes.writeUInt16BE(code, index * 2))
  return bytes
}

/** Six capitals, for the first, the second … font of a file */
const tagOf = (count: number): string =>
  Array.from({ length: 6 }, (_, index) =>
    String.fromCharCode(65 + (Math.floor(count / 26 ** (5 - index)) % 26)),
  ).join('')

/** Every page that shows a letter of these fonts which none before it showed, with all pages that show the same fonts. */
function sample({ streams, pages }: TextUse, fonts: ReadonlySet<number>): QuietFonts['samples'] {
  const seen = new Set<string>()
  const fontsOf = pages.map(() => new Set<number>())
  const chosen: number[] = []
  const done = new Set<number>()
  for (const { index, streams: own } of pages) {
    let isNew = false
    for (const each of own)
      for (const [font, codes] of streams.get(each)?.shown ?? []) {
        if (!fonts.has(font)) continue
        fontsOf[index]?.add(font)
        if (done.has(each)) continue
        for (const code of codes) {
          const key = `${font} ${code}`
          isNew ||= !seen.has(key)
          seen.add(key)
        }
      }
    for (const each of own) done.add(each)
    if (isNew) chosen.push(index)
  }
  return chosen.map((page) => ({
    page,
    others: fontsOf.flatMap((shown, index) =>
      [...shown].some((font) => fontsOf[page]?.has(font)) ? [index] : [],
    ),
  }))
}
