import type { PDFPageProxy } from 'pdfjs-dist'
import { pictureLook, readPixels, type PictureLook } from './pdf-pixels.ts'
import { isFilledBox, isLine, readBox } from './pdf-shapes.ts'

type Matrix = readonly [number, number, number, number, number, number]
/** In the page's own units, left, bottom, right, top. */
export type Box = readonly [number, number, number, number]

/** What a page paints, in the order it paints it. */
export type Painted = Glyph | Area
export type Glyph = {
  what: 'glyph'
  box: Box
  letter: string
  colour: string
  alpha: number
  mode: number
  size: number
  /** What the page lets show around it; null where it lets all show */
  clip: Box | null
  order: number
}
export type Area =
  /** `solid`: it fills nearly all of its box; else it is some shape in it */
  | { what: 'fill'; box: Box; colour: string; opaque: boolean; solid: boolean; order: number }
  /** `look` of a place: one dark colour, one other colour, several, or that what lies behind it shows */
  | { what: 'image'; box: Box; order: number; look: (part: Box) => PictureLook }

type State = {
  ctm: Matrix
  colour: string
  stroke: string
  lineWidth: number
  alpha: number
  strokeAlpha: number
  /** False where colours mix with what lies behind, as a highlighter does */
  plain: boolean
  clip: Box | null
  font: { size: number; vertical: boolean }
  mode: number
  rise: number
  charSpacing: number
  wordSpacing: number
  scale: number
  leading: number
}

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const times = (m: Matrix, n: Matrix): Matrix => [
  m[0] * n[0] + m[2] * n[1],
  m[1] * n[0] + m[3] * n[1],
  m[0] * n[2] + m[2] * n[3],
  m[1] * n[2] + m[3] * n[3],
  m[0] * n[4] + m[2] * n[5] + m[4],
  m[1] * n[4] + m[3] * n[5] + m[5],
]

function boxOf(m: Matrix, [left, bottom, right, top]: Box): Box {
  const xs: number[] = []
  const ys: number[] = []
  for (const [x, y] of [
    [left, bottom],
    [right, bottom],
    [left, top],
    [right, top],
  ] as const) {
    xs.push(m[0] * x + m[2] * y + m[4])
    ys.push(m[1] * x + m[3] * y + m[5])
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

const meet = (a: Box, b: Box | null): Box =>
  b === null ? a : [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])]

/** A line has no height of its own. */
const widened = (box: Box, by: number): Box =>
  box[2] - box[0] > box[3] - box[1]
    ? [box[0], box[1] - by, box[2], box[3] + by]
    : [box[0] - by, box[1], box[2] + by, box[3]]

const isMatrix = (value: unknown): value is Matrix =>
  (Array.isArray(value) || ArrayBuffer.isView(value)) && 'length' in value && value.length >= 6

/** Interprets a page's operators as far as it takes to know where words, filled areas and pictures come to lie. */
export async function readPainting(
  page: PDFPageProxy,
  ops: Readonly<Record<string, number>>,
): Promise<Painted[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const names = new Map(Object.entries(ops).map(([name, code]) => [code, name]))
  const painted: Painted[] = []
  let state: State = {
    ctm: identity,
    colour: '#000000',
    stroke: '#000000',
    lineWidth: 1,
    alpha: 1,
    strokeAlpha: 1,
    plain: true,
    clip: null,
    font: { size: 0, vertical: false },
    mode: 0,
    rise: 0,
    charSpacing: 0,
    wordSpacing: 0,
    scale: 1,
    leading: 0,
  }
  const stack: State[] = []
  let text: Matrix = identity
  let line: Matrix = identity
  let clipping = false
  for (let order = 0; order < fnArray.length; order += 1) {
    const name = names.get(fnArray[order] ?? -1) ?? ''
    const args: unknown[] = Array.isArray(argsArray[order]) ? (argsArray[order] as unknown[]) : []
    const number = (index: number): number => Number(args[index] ?? 0)
    const clipTo = (box: Box | null): void => {
      if (box !== null) state.clip = meet(boxOf(state.ctm, box), state.clip)
    }
    const fill = (box: Box, more: { solid: boolean; colour?: string; opaque?: boolean }): void => {
      const colour = more.colour ?? state.colour
      const opaque = more.opaque ?? (state.alpha > 0.95 && state.plain && colour !== 'pattern')
      painted.push({ what: 'fill', box: meet(box, state.clip), colour, opaque, solid: more.solid, order })
    }
    const moveLine = (x: number, y: number): void => {
      line = times(line, [1, 0, 0, 1, x, y])
      text = line
    }
    switch (name) {
      case 'save':
      case 'beginGroup':
        stack.push({ ...state })
        break
      case 'paintFormXObjectBegin':
        stack.push({ ...state })
        if (isMatrix(args[0])) state.ctm = times(state.ctm, args[0])
        clipTo(readBox(args[1]))
        break
      case 'beginAnnotation':
        stack.push({ ...state })
        if (isMatrix(args[2])) state.ctm = times(state.ctm, args[2])
        if (isMatrix(args[3])) state.ctm = times(state.ctm, args[3])
        break
      case 'restore':
      case 'endGroup':
      case 'paintFormXObjectEnd':
      case 'endAnnotation':
        state = stack.pop() ?? state
        break
      case 'transform': {
        const matrix: unknown = args.length === 6 ? args : args[0]
        if (isMatrix(matrix)) state.ctm = times(state.ctm, matrix)
        break
      }
      case 'setFillRGBColor':
        state.colour = String(args[0])
        break
      case 'setFillColorN':
      case 'setFillTransparent':
        state.colour = 'pattern'
        break
      case 'setGState':
        for (const entry of Array.isArray(args[0]) ? (args[0] as unknown[]) : [])
          if (!Array.isArray(entry)) continue
          else if (entry[0] === 'ca') state.alpha = Number(entry[1])
          else if (entry[0] === 'CA') state.strokeAlpha = Number(entry[1])
          else if (entry[0] === 'BM')
            state.plain = /^(?:source-over|normal|compatible)$/i.test(String(entry[1]))
          else if (entry[0] === 'LW') state.lineWidth = Number(entry[1])
        break
      case 'setStrokeRGBColor':
        state.stroke = String(args[0])
        break
      case 'setStrokeColorN':
      case 'setStrokeTransparent':
        state.stroke = 'pattern'
        break
      case 'setLineWidth':
        state.lineWidth = number(0)
        break
      case 'shadingFill':
        fill(state.clip ?? [-1e6, -1e6, 1e6, 1e6], { solid: false, colour: 'pattern' })
        break
      case 'paintSolidColorImageMask':
        fill(boxOf(state.ctm, [0, 0, 1, 1]), { solid: true })
        break
      case 'paintImageMaskXObject':
      case 'paintInlineImageXObjectGroup':
        fill(boxOf(state.ctm, [0, 0, 1, 1]), { solid: false, colour: 'pattern' })
        break
      case 'clip':
      case 'eoClip':
        clipping = true
        break
      case 'constructPath': {
        const box = readBox(args[2])
        const operator = names.get(number(0)) ?? ''
        if (box !== null) {
          const placed = meet(boxOf(state.ctm, box), state.clip)
          if (/^(?:eo)?fill|FillStroke$/i.test(operator)) fill(placed, { solid: isFilledBox(args[1], box) })
          // A line as thick as letters are high covers them as a box does.
          const width = state.lineWidth * Math.hypot(state.ctm[2], state.ctm[3])
          if (/stroke$/i.test(operator) && width >= 5 && isLine(args[1]))
            fill(widened(boxOf(state.ctm, box), width / 2), {
              solid: true,
              colour: state.stroke,
              opaque: state.strokeAlpha > 0.95 && state.plain && state.stroke !== 'pattern',
            })
          if (clipping) clipTo(box)
        }
        clipping = false
        break
      }
      case 'paintImageXObject':
      case 'paintInlineImageXObject': {
        const whole = boxOf(state.ctm, [0, 0, 1, 1])
        const pixels = await readPixels(page, args[0])
        const upright = state.ctm[1] === 0 && state.ctm[2] === 0 && state.ctm[0] > 0 && state.ctm[3] > 0
        const { alpha, plain } = state
        painted.push({
          what: 'image',
          box: meet(whole, state.clip),
          order,
          look: (part) =>
            alpha <= 0.95 || !plain ? 'through' : upright ? pictureLook(pixels, whole, part) : 'even',
        })
        break
      }
      case 'beginText':
        text = identity
        line = identity
        break
      case 'setFont':
        state.font = { size: Number(args[1] ?? 0), vertical: false }
        break
      case 'setTextMatrix': {
        const matrix: unknown = args.length === 6 ? args : args[0]
        if (isMatrix(matrix)) {
          text = matrix
          line = matrix
        }
        break
      }
      case 'moveText':
        moveLine(number(0), number(1))
        break
      case 'setLeadingMoveText':
        state.leading = number(1)
        moveLine(number(0), number(1))
        break
      case 'setLeading':
        state.leading = -number(0)
        break
      case 'nextLine':
        moveLine(0, state.leading)
        break
      case 'setCharSpacing':
        state.charSpacing = number(0)
        break
      case 'setWordSpacing':
        state.wordSpacing = number(0)
        break
      case 'setHScale':
        state.scale = number(0) / 100
        break
      case 'setTextRise':
        state.rise = number(0)
        break
      case 'setTextRenderingMode':
        state.mode = number(0)
        break
      case 'showText':
      case 'showSpacedText':
        text = showGlyphs(args[0], state, text, order, painted)
        break
      default:
    }
  }
  return painted
}

function showGlyphs(given: unknown, state: State, start: Matrix, order: number, painted: Painted[]): Matrix {
  let text = start
  const { size } = state.font
  for (const glyph of Array.isArray(given) ? (given as unknown[]) : []) {
    if (typeof glyph === 'number') {
      text = times(text, [1, 0, 0, 1, (-glyph / 1000) * size * state.scale, 0])
      continue
    }
    if (typeof glyph !== 'object' || glyph === null) continue
    const width = 'width' in glyph ? (Number(glyph.width) / 1000) * size : 0
    const letter = 'unicode' in glyph ? String(glyph.unicode) : ''
    const space = 'isSpace' in glyph && glyph.isSpace === true
    const place = times(state.ctm, text)
    // From a little under the baseline to the height of a capital: what a box must hide to hide the letter.
    const box = boxOf(place, [0, state.rise - size * 0.05, width * state.scale, state.rise + size * 0.65])
    if (letter.trim() !== '')
      painted.push({
        what: 'glyph',
        box,
        letter,
        colour: state.mode === 1 ? state.stroke : state.colour,
        alpha: state.mode === 1 ? state.strokeAlpha : state.alpha,
        clip: state.clip,
        mode: state.mode,
        size: Math.abs(size) * Math.hypot(place[2], place[3]),
        order,
      })
    const advance = (width + state.charSpacing + (space ? state.wordSpacing : 0)) * state.scale
    text = times(text, [1, 0, 0, 1, advance, 0])
  }
  return text
}
