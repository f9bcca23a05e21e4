import { isDeepStrictEqual } from 'node:util'
import type { PDFPageProxy } from 'pdfjs-dist'

/** Say what a page means and paint nothing. */
const silent = new Set([
  'dependency',
  'beginMarkedContent',
  'beginMarkedContentProps',
  'endMarkedContent',
  'markPoint',
  'markPointProps',
])

/** Operators whose arguments say all that they do. Of patterns, groups, masks and annotations only the look can tell. */
const plain = new Set([
  'save',
  'restore',
  'transform',
  'paintFormXObjectBegin',
  'paintFormXObjectEnd',
  'setLineWidth',
  'setLineCap',
  'setLineJoin',
  'setMiterLimit',
  'setDash',
  'setRenderingIntent',
  'setFlatness',
  'setFillRGBColor',
  'setStrokeRGBColor',
  'constructPath',
  'clip',
  'eoClip',
  'endPath',
  'beginText',
  'endText',
  'setCharSpacing',
  'setWordSpacing',
  'setHScale',
  'setLeading',
  'setTextRenderingMode',
  'setTextRise',
  'moveText',
  'setLeadingMoveText',
  'setTextMatrix',
  'nextLine',
])
const plainStates = new Set(['LW', 'LC', 'LJ', 'ML', 'D', 'RI', 'FL', 'ca', 'CA', 'BM'])

type Step = { name: string; args: readonly unknown[] }
type Font = { name: string; matrix: unknown }

/**
 * True where two pages paint the same things at the same places in the same order: the same lines and areas, letters of
 * the same outlines, pictures of the same pixels. They then look the same and need not be drawn. False says nothing.
 * Ask before a page is drawn: pdf.js gives the outlines of letters away as it draws them.
 */
export async function paintTheSame(
  before: PDFPageProxy,
  after: PDFPageProxy,
  ops: Readonly<Record<string, number>>,
): Promise<boolean> {
  const shown = (page: PDFPageProxy): unknown => {
    const { width, height, transform } = page.getViewport({ scale: 1 })
    return [width, height, transform]
  }
  if (!isDeepStrictEqual(shown(before), shown(after))) return false
  const [then, now] = [await readSteps(before, ops), await readSteps(after, ops)]
  if (then === null || then.length !== now?.length) return false
  const fonts: { before: Font | null; after: Font | null } = { before: null, after: null }
  for (const [index, step] of then.entries()) {
    const other = now[index]
    if (step.name !== other?.name) return false
    if (step.name === 'setFont') {
      if (step.args[1] !== other.args[1]) return false
      fonts.before = fontOf(before, step.args[0])
      fonts.after = fontOf(after, other.args[0])
      if (fonts.before === null || !isDeepStrictEqual(fonts.before.matrix, fonts.after?.matrix)) return false
    } else if (step.name === 'showText' || step.name === 'showSpacedText') {
      const [one, two] = [lettersOf(before, fonts.before, step), lettersOf(after, fonts.after, other)]
      if (one === null || !isDeepStrictEqual(one, two)) return false
    } else if (step.name === 'paintImageXObject') {
      const [one, two] = [await pictureOf(before, step.args[0]), await pictureOf(after, other.args[0])]
      if (one === null || !isDeepStrictEqual(one, two)) return false
    } else if (!isDeepStrictEqual(step.args, other.args)) return false
  }
  return true
}

/** Null where there is an operator among them whose arguments do not say all. */
async function readSteps(page: PDFPageProxy, ops: Readonly<Record<string, number>>): Promise<Step[] | null> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const names = new Map(Object.entries(ops).map(([name, code]) => [code, name]))
  const steps: Step[] = []
  for (const [index, code] of fnArray.entries()) {
    const name = names.get(code) ?? ''
    const args: unknown[] = Array.isArray(argsArray[index]) ? (argsArray[index] as unknown[]) : []
    // Layers can be switched off: what shows is not said here.
    if (args[0] === 'OC') return null
    if (silent.has(name)) continue
    if (
      name === 'setGState'
        ? !isPlainState(args[0])
        : !plain.has(name) && !/^(?:setFont|show(?:Spaced)?Text|paintImageXObject)$/.test(name)
    )
      return null
    steps.push({ name, args })
  }
  return steps
}

const isPlainState = (entries: unknown): boolean =>
  Array.isArray(entries) &&
  entries.every(
    (entry: unknown) =>
      Array.isArray(entry) &&
      (plainStates.has(String(entry[0])) || (entry[0] === 'SMask' && entry[1] === false)),
  )

/** Null of a font whose letters are not outlines of its own. */
function fontOf(page: PDFPageProxy, id: unknown): Font | null {
  if (typeof id !== 'string' || !page.commonObjs.has(id)) return null
  const font: unknown = page.commonObjs.get(id)
  if (typeof font !== 'object' || font === null) return null
  const { isType3Font, missingFile, disableFontFace, vertical, remeasure, loadedName, fontMatrix } =
    font as Record<string, unknown>
  const outlined = disableFontFace === true && !isType3Font && !missingFile && !vertical && !remeasure
  return outlined && typeof loadedName === 'string' ? { name: loadedName, matrix: fontMatrix } : null
}

/** Letters by what is drawn for them and how far each moves the next; null where one is not drawn from its outline. */
function lettersOf(page: PDFPageProxy, font: Font | null, { args }: Step): unknown[] | null {
  if (font === null || !Array.isArray(args[0])) return null
  const letters: unknown[] = []
  for (const glyph of args[0] as unknown[]) {
    if (typeof glyph === 'number') {
      letters.push(glyph)
      continue
    }
    if (typeof glyph !== 'object' || glyph === null) return null
    const { fontChar, width, isSpace, isInFont, accent, vmetric } = glyph as Record<string, unknown>
    const outline = `${font.name}_path_${String(fontChar)}`
    if (accent || vmetric || !page.commonObjs.has(outline)) return null
    const drawn: unknown = page.commonObjs.get(outline)
    if (typeof drawn !== 'object' || drawn === null || !('path' in drawn)) return null
    letters.push([width, isSpace, isInFont, drawn.path])
  }
  return letters
}

async function pictureOf(page: PDFPageProxy, id: unknown): Promise<unknown> {
  if (typeof id !== 'string') return null
  const objects = id.startsWith('g_') ? page.commonObjs : page.objs
  const image: unknown = await new Promise((resolve) => objects.get(id, resolve))
  if (typeof image !== 'object' || image === null || !('data' in image) || !ArrayBuffer.isView(image.data))
    return null
  const { width, height, kind, interpolate, data } = image as Record<string, unknown>
  return [width, height, kind, interpolate, data]
}
