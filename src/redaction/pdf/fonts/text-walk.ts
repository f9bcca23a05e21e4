import { listPages, type SourcePage } from '../page-tree.ts'
import type { PdfObjects } from '../pdf-objects.ts'
import type { PdfDict, PdfValue } from '../pdf-value.ts'
import { codesOf, contentOf, dictOf, nameOf, readFont, type PdfFont } from './pdf-font.ts'
import { walkText } from './shown-text.ts'

/** A stream of operators, with the codes that it shows by the number of the font, and the streams that it may paint. */
type TextStream = {
  content: Buffer
  resources: PdfDict
  shown: Map<number, Set<number>>
  below: number[]
  /** Nobody knows for certain with which font it shows a text */
  unsure: boolean
}
/** A page, counted from 0: the codes that it shows by the number of the font, in all its streams. */
type TextPage = { index: number; streams: Set<number>; unsure: boolean }

export type TextUse = { fonts: Map<number, PdfFont>; streams: Map<number, TextStream>; pages: TextPage[] }

/** Which font shows which codes where: pages, the forms and patterns they paint, and letters that are drawn by operators. */
export function readTextUse(objects: PdfObjects): TextUse {
  const fonts = new Map<number, PdfFont>()
  const streams = new Map<number, TextStream>()
  const fontAt = (number: number): PdfFont | null => {
    const font = fonts.get(number) ?? readFont(objects, number)
    if (font !== null) fonts.set(number, font)
    return font
  }
  const read = (number: number, above: PdfDict, isPage: boolean): void => {
    const object = objects.get(number)
    if (object === null) return
    const own = object.value.kind === 'dict' ? dictOf(objects, object.value.entries.get('Resources')) : null
    const resources = own ?? above
    const known = streams.get(number)
    if (known !== undefined) {
      if (known.resources === resources) return
      // What takes its resources from who calls it may mean another font each time.
      if (known.shown.size > 0 && fontsIn(objects, known.resources) !== fontsIn(objects, resources))
        known.unsure = true
      return
    }
    const content = contentOf(objects, object)
    const stream: TextStream = {
      content: content ?? Buffer.alloc(0),
      resources,
      shown: new Map(),
      below: streamsBelow(objects, resources),
      unsure: content === null,
    }
    streams.set(number, stream)
    const called = new Set<number>()
    try {
      walkFonts(objects, stream, (font, codes) => {
        if (font === null) stream.unsure ||= !isPage && codes.length > 0
        else {
          const shown = stream.shown.get(font) ?? new Set()
          stream.shown.set(font, shown)
          const found = fontAt(font)
          if (found === null) return null
          called.add(font)
          for (const code of codesOf(found, codes)) shown.add(code)
        }
        return null
      })
    } catch {
      stream.unsure = true
    }
    for (const font of called) stream.below.push(...glyphStreams(objects, fonts.get(font)))
    for (const below of stream.below) read(below, resources, false)
  }
  const pages = listPages(objects).map((page, index): TextPage => {
    const number = contentsOf(page)
    if (number === null) return { index, streams: new Set(), unsure: page.contents.length > 0 }
    const resources = dictOf(objects, page.entries.get('Resources')) ?? new Map()
    read(number, resources, true)
    const all = new Set([number])
    for (const each of all) for (const below of streams.get(each)?.below ?? []) all.add(below)
    return { index, streams: all, unsure: [...all].some((each) => streams.get(each)?.unsure === true) }
  })
  for (const { shown } of streams.values())
    for (const [font, codes] of shown) for (const code of codes) fonts.get(font)?.used.add(code)
  return { fonts, streams, pages }
}

/** Calls with every string that a stream shows, and the number of its font (null where none is set). */
export function walkFonts(
  objects: PdfObjects,
  { content, resources }: Pick<TextStream, 'content' | 'resources'>,
  show: (font: number | null, codes: Buffer) => Buffer | null,
): Buffer | null {
  const [fonts, states] = ['Font', 'ExtGState'].map((key) => dictOf(objects, resources.get(key)))
  const open: (number | null)[] = []
  let font: number | null = null
  return walkText(content, {
    show: (codes) => show(font, codes),
    setFont: (name) => {
      font = refOf(fonts?.get(name))
    },
    setState: (name) => {
      const set = objects.resolve(dictOf(objects, states?.get(name))?.get('Font'))?.value
      if (set?.kind === 'array') font = refOf(set.items[0])
    },
    save: () => open.push(font),
    restore: () => {
      font = open.pop() ?? font
    },
  })
}

const refOf = (value: PdfValue | undefined): number | null => (value?.kind === 'ref' ? value.number : null)
const contentsOf = ({ entries }: SourcePage): number | null => refOf(entries.get('Contents'))

const fontsIn = (objects: PdfObjects, resources: PdfDict): string =>
  [...(dictOf(objects, resources.get('Font')) ?? [])].map(([name, value]) => `${name} ${refOf(value)}`).join()

/** Forms, patterns and masks: what is not called has been left out before. */
function streamsBelow(objects: PdfObjects, resources: PdfDict): number[] {
  const found: number[] = []
  const add = (value: PdfValue | undefined, isWanted: (entries: PdfDict) => boolean): void => {
    const number = refOf(value)
    const entries = dictOf(objects, value)
    if (number !== null && entries !== null && objects.get(number)?.data && isWanted(entries))
      found.push(number)
  }
  for (const [, value] of dictOf(objects, resources.get('XObject')) ?? [])
    add(value, (entries) => nameOf(objects, entries.get('Subtype')) === 'Form')
  for (const [, value] of dictOf(objects, resources.get('Pattern')) ?? [])
    add(value, (entries) => !entries.has('ShadingType'))
  for (const [, value] of dictOf(objects, resources.get('ExtGState')) ?? [])
    add(dictOf(objects, dictOf(objects, value)?.get('SMask'))?.get('G'), () => true)
  return found
}

function glyphStreams(objects: PdfObjects, font: PdfFont | undefined): number[] {
  const shapes = font?.subtype === 'Type3' ? dictOf(objects, font.entries.get('CharProcs')) : null
  return [...(shapes ?? [])].flatMap(([, value]) => refOf(value) ?? [])
}
