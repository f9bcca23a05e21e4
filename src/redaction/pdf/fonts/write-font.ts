import type { PdfObjects } from '../pdf-objects.ts'
import type { PdfDict, PdfValue } from '../pdf-value.ts'
import type { Body } from '../pdf-writer.ts'
import { writeCff, type Cff } from './cff.ts'
import { textOfName } from './glyph-names.ts'
import { countOf, dictOf, widthsOf, type PdfFont } from './pdf-font.ts'
import type { FontPlan } from './plan-font.ts'
import { textOfCode, type Program } from './program.ts'
import { writeToUnicode } from './to-unicode.ts'
import { writeTrueType } from './truetype.ts'
import { writeType1, type Type1 } from './type1.ts'

export type FontWriter = {
  objects: PdfObjects
  /** Puts an object into the file and says its number */
  add: (body: Body) => number
  set: (number: number, body: Body) => void
  /** What stands before the name of a font that was cut down (§9.9.2): often a sum over its letters */
  tag: string
}

const name = (text: string): PdfValue => ({ kind: 'name', name: text })
const raw = (text: string | number): PdfValue => ({ kind: 'raw', text: String(text) })
const ref = (number: number): PdfValue => ({ kind: 'ref', number })
const array = (items: PdfValue[]): PdfValue => ({ kind: 'array', items })
const dict = (entries: PdfDict): PdfValue => ({ kind: 'dict', entries })
const symbolic = 4
const nonsymbolic = 32

type Written = { bytes: Buffer; names: string[]; lengths?: number[] }
/** A program that was written as planned, with the names of its glyphs by their new numbers. */
export type WrittenProgram = { number: number; names: readonly string[]; plan: FontPlan; program: Program }

/** Null where what is planned does not fit. */
export function writeProgram(
  writer: FontWriter,
  fonts: readonly PdfFont[],
  program: Program,
  plan: FontPlan,
): WrittenProgram | null {
  const [first] = fonts
  const old = first?.program
  if (old === undefined || old === null) return null
  const { read, kind } = program.font
  const written =
    kind === 'truetype'
      ? writeShapes(fonts, program, plan)
      : kind === 'cff'
        ? writeNamed(read, plan, writer.tag)
        : writeByName(fonts, read, plan, writer.tag)
  if (written === null) return null
  const { bytes, names, lengths = [bytes.length] } = written
  const entries: PdfDict = new Map(lengths.map((length, index) => [`Length${index + 1}`, raw(length)]))
  if (old.key === 'FontFile3') {
    entries.clear()
    entries.set('Subtype', name(old.subtype))
  }
  return { number: writer.add({ value: dict(entries), content: bytes }), names, plan, program }
}

function writeShapes(
  fonts: readonly PdfFont[],
  { font, glyphsOf }: Program,
  { order, codes }: FontPlan,
): Written | null {
  if (font.kind !== 'truetype') return null
  const simple = fonts.find((each) => each.descendant === null && codes?.has(each.number) === true)
  if (simple === undefined) return { bytes: writeTrueType(font.read, order), names: [] }
  // A font of the same program that keeps its codes would need the maps that go.
  if (fonts.some((each) => each !== simple && each.descendant === null)) return null
  const now = new Map(order.map((old, glyph) => [old, glyph]))
  const glyphs = new Map(
    [...(codes?.get(simple.number) ?? [])].map(([old, code]) => [
      code,
      now.get(glyphsOf(simple, old)[0] ?? 0) ?? 0,
    ]),
  )
  const high = new Map([...glyphs].map(([code, glyph]) => [0xf000 + code, glyph]))
  const cmaps = [
    { platform: 1, encoding: 0, glyphs },
    { platform: 3, encoding: 0, glyphs: high },
  ]
  return { bytes: writeTrueType(font.read, order, cmaps), names: [] }
}

function writeNamed(cff: Cff, { order, codes }: FontPlan, tag: string): Written | null {
  const old = order.map((glyph, index) => cff.ids[glyph ?? index] ?? 0)
  const ids =
    codes === null
      ? old
      : cff.byCid || cff.places.charset === null
        ? order.map((_, index) => index)
        : dealNames(cff, old)
  const bytes = writeCff(cff, order, ids, tag)
  const nameOf = new Map(cff.ids.map((id, glyph) => [id, cff.names[glyph] ?? '']))
  return bytes === null ? null : { bytes, names: ids.map((id) => nameOf.get(id) ?? '') }
}

function writeByName(
  fonts: readonly PdfFont[],
  font: Type1,
  { order, codes, staying }: FontPlan,
  tag: string,
): Written {
  const kept = order.flatMap((glyph) => glyph ?? [])
  const names = kept.map((glyph) => font.names[glyph] ?? '')
  const dealt = order === staying.order ? names : dealMute(names)
  const stay = new Set(fonts.flatMap((each) => (codes?.has(each.number) === true ? [] : [...each.used])))
  const nameOf = new Map(kept.map((glyph, index) => [glyph, dealt[index] ?? '']))
  const { bytes, lengths } = writeType1(font, nameOf, stay, tag)
  return { bytes, lengths: [...lengths, 0], names: order.map((glyph) => nameOf.get(glyph ?? -1) ?? '') }
}

/** Names that say nothing (`g7`), in the order of what they name. */
function dealMute(names: readonly string[]): string[] {
  const isMute = (name: string): boolean => name !== '.notdef' && textOfName(name) === ''
  const mute = names.filter(isMute).toSorted()
  return names.map((name) => (isMute(name) ? (mute.shift() ?? name) : name))
}

/** Names that say nothing (`g7`) count the glyphs as the text used them: they are dealt anew in their order. */
function dealNames(cff: Cff, ids: readonly number[]): number[] {
  const nameOf = new Map(cff.ids.map((id, glyph) => [id, cff.names[glyph] ?? '']))
  const isMute = (id: number): boolean => id !== 0 && textOfName(nameOf.get(id) ?? '') === ''
  const mute = ids.filter(isMute).toSorted((a, b) => a - b)
  return ids.map((id) => (isMute(id) ? (mute.shift() ?? id) : id))
}

/** The font with the codes alone that pages show, and with new ones where they are planned. */
export function writeFont(writer: FontWriter, font: PdfFont, written: WrittenProgram | null): void {
  const { objects } = writer
  const codes = written?.plan.codes?.get(font.number) ?? null
  const now = (code: number): number => codes?.get(code) ?? code
  const used = [...font.used]
  const entries: PdfDict = new Map(font.entries)
  const isSimple = font.descendant === null
  const texts = new Map(
    used.flatMap((code) => {
      const text = font.texts.get(code) ?? (codes !== null && isSimple ? textOfCode(font, code) : '')
      return text === '' ? [] : [[now(code), text] as const]
    }),
  )
  if (entries.has('ToUnicode') || (codes !== null && isSimple))
    entries.set(
      'ToUnicode',
      ref(writer.add({ value: dict(new Map()), content: writeToUnicode(texts, font.width ?? 2) })),
    )
  const given = widthsOf(objects, font)
  const widths = new Map(
    used.flatMap((code) => (given.has(code) ? [[now(code), given.get(code) ?? '0'] as const] : [])),
  )
  const untag = (from: PdfDict, key: string): void => {
    const value = objects.resolve(from.get(key))?.value
    if (value?.kind === 'name' && /^[A-Z]{6}\+/.test(value.name))
      from.set(key, name(`${writer.tag}${value.name.slice(6)}`))
  }
  const isSymbolic = codes !== null && isSimple && written?.program.font.kind === 'truetype'
  const descriptor = writeDescriptor(writer, font, written, isSymbolic, untag)
  untag(entries, 'BaseFont')
  if (font.descendant === null) {
    if (entries.has('Widths')) setWidths(entries, widths)
    setEncoding(objects, entries, font, { codes, written })
    if (descriptor !== null) entries.set('FontDescriptor', descriptor)
  } else {
    const child: PdfDict = new Map(font.descendant.entries)
    untag(child, 'BaseFont')
    if (child.has('W')) child.set('W', runsOf(widths))
    if (descriptor !== null) child.set('FontDescriptor', descriptor)
    if (codes !== null && written?.program.font.kind === 'truetype')
      child.set('CIDToGIDMap', writeCidMap(writer, font, written, codes))
    entries.set('DescendantFonts', array([ref(writer.add({ value: dict(child) }))]))
  }
  writer.set(font.number, { value: dict(entries) })
}

function writeDescriptor(
  writer: FontWriter,
  font: PdfFont,
  written: WrittenProgram | null,
  isSymbolic: boolean,
  untag: (from: PdfDict, key: string) => void,
): PdfValue | null {
  if (font.descriptor === null) return null
  const entries: PdfDict = new Map(font.descriptor.entries)
  // Lists of the glyphs there are, or were
  for (const key of ['CIDSet', 'CharSet']) entries.delete(key)
  untag(entries, 'FontName')
  if (written !== null && font.program !== null) entries.set(font.program.key, ref(written.number))
  if (isSymbolic) {
    const flags = countOf(writer.objects, entries.get('Flags'))
    entries.set('Flags', raw((flags & ~nonsymbolic) | symbolic))
  }
  return ref(writer.add({ value: dict(entries) }))
}

function setWidths(entries: PdfDict, widths: ReadonlyMap<number, string>): void {
  const first = widths.size === 0 ? 0 : Math.min(...widths.keys())
  const last = widths.size === 0 ? 0 : Math.max(...widths.keys())
  entries.set('FirstChar', raw(first))
  entries.set('LastChar', raw(last))
  const row = Array.from({ length: last - first + 1 }, (_, index) => raw(widths.get(first + index) ?? '0'))
  entries.set('Widths', array(row))
}

function setEncoding(
  objects: PdfObjects,
  entries: PdfDict,
  font: PdfFont,
  { codes, written }: { codes: ReadonlyMap<number, number> | null; written: WrittenProgram | null },
): void {
  const names = new Map([...font.differences].filter(([code]) => font.used.has(code)))
  const base = dictOf(objects, entries.get('Encoding'))
  if (codes !== null && written !== null) {
    // A TrueType program has maps of its own for its codes.
    if (written.program.font.kind === 'truetype') {
      entries.delete('Encoding')
      return
    }
    const glyphs = new Map(written.plan.order.map((old, glyph) => [old, glyph]))
    names.clear()
    for (const [old, code] of codes) {
      const glyph = glyphs.get(written.program.glyphsOf(font, old)[0] ?? 0) ?? 0
      names.set(code, written.names[glyph] ?? '.notdef')
    }
  } else if (base === null || !base.has('Differences')) return
  else if (written !== null && written.names.length > 0) {
    const glyphs = new Map(written.plan.order.map((old, glyph) => [old, glyph]))
    for (const code of names.keys()) {
      const glyph = glyphs.get(written.program.glyphsOf(font, code)[0] ?? -1)
      const said = glyph === undefined ? undefined : written.names[glyph]
      if (said !== undefined && said !== '') names.set(code, said)
    }
  }
  const encoding: PdfDict = new Map(codes === null ? base : null)
  encoding.set('Type', name('Encoding'))
  const sorted = [...names].toSorted(([a], [b]) => a - b)
  encoding.set('Differences', array(sorted.flatMap(([code, each]) => [raw(code), name(each)])))
  entries.set('Encoding', dict(encoding))
  const shapes = dictOf(objects, entries.get('CharProcs'))
  if (shapes !== null) {
    const called = new Set(names.values())
    entries.set('CharProcs', dict(new Map([...shapes].filter(([each]) => called.has(each)))))
  }
}

/** `[first [widths …] …]`, the shorter of the two ways (§9.7.4.3). */
function runsOf(widths: ReadonlyMap<number, string>): PdfValue {
  const runs: { first: number; widths: PdfValue[] }[] = []
  for (const [code, width] of [...widths].toSorted(([a], [b]) => a - b)) {
    const run = runs.at(-1)
    if (run !== undefined && run.first + run.widths.length === code) run.widths.push(raw(width))
    else runs.push({ first: code, widths: [raw(width)] })
  }
  return array(runs.flatMap((run) => [raw(run.first), array(run.widths)]))
}

function writeCidMap(
  writer: FontWriter,
  font: PdfFont,
  { plan, program }: WrittenProgram,
  codes: ReadonlyMap<number, number>,
): PdfValue {
  const glyphs = new Map(plan.order.map((old, glyph) => [old, glyph]))
  const pairs = [...codes].map(
    ([old, code]) => [code, glyphs.get(program.glyphsOf(font, old)[0] ?? 0) ?? 0] as const,
  )
  if (pairs.every(([code, glyph]) => code === glyph)) return name('Identity')
  const map = Buffer.alloc((Math.max(...codes.values()) + 1) * 2)
  for (const [code, glyph] of pairs) map.writeUInt16BE(glyph, code * 2)
  return ref(writer.add({ value: dict(new Map()), content: map }))
}
