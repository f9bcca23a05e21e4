import type { PDFPageProxy } from 'pdfjs-dist'

type Matrix = readonly [number, number, number, number, number, number]
/** In the page's own units, left, bottom, right, top. */
export type Box = readonly [number, number, number, number]

/** What a page paints, in the order it paints it. */
export type Painted =
  | { what: 'glyph'; box: Box; letter: string; colour: string; mode: number; size: number; order: number }
  | { what: 'fill'; box: Box; colour: string; opaque: boolean; order: number }
  | { what: 'image'; box: Box; order: number; covers: (part: Box) => boolean }

type State = {
  ctm: Matrix
  colour: string
  alpha: number
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
    alpha: 1,
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
          if (Array.isArray(entry) && entry[0] === 'ca') state.alpha = Number(entry[1])
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
          if (/^(?:eo)?fill|FillStroke$/i.test(operator) && isFilledBox(args[1], box))
            painted.push({
              what: 'fill',
              box: placed,
              colour: state.colour,
              opaque: state.alpha > 0.95 && state.colour !== 'pattern',
              order,
            })
          if (clipping) state.clip = meet(boxOf(state.ctm, box), state.clip)
        }
        clipping = false
        break
      }
      case 'paintImageXObject':
      case 'paintInlineImageXObject': {
        const whole = boxOf(state.ctm, [0, 0, 1, 1])
        const pixels = await readPixels(page, args[0])
        const upright = state.ctm[1] === 0 && state.ctm[2] === 0 && state.ctm[0] > 0 && state.ctm[3] > 0
        painted.push({
          what: 'image',
          box: meet(whole, state.clip),
          order,
          covers: (part) =>
            state.alpha > 0.95 && (pixels === null || !upright || isOneColour(pixels, whole, part)),
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
        colour: state.colour,
        mode: state.mode,
        size: Math.abs(size) * Math.hypot(place[2], place[3]),
        order,
      })
    const advance = (width + state.charSpacing + (space ? state.wordSpacing : 0)) * state.scale
    text = times(text, [1, 0, 0, 1, advance, 0])
  }
  return text
}

type Pixels = { width: number; height: number; bytesEach: 3 | 4; data: ArrayLike<number> }

/** Null for pictures whose pixels are not at hand as bytes. */
async function readPixels(page: PDFPageProxy, given: unknown): Promise<Pixels | null> {
  const objects = typeof given === 'string' && given.startsWith('g_') ? page.commonObjs : page.objs
  const image: unknown =
    typeof given === 'string' ? await new Promise((resolve) => objects.get(given, resolve)) : given
  if (typeof image !== 'object' || image === null || !('data' in image) || !ArrayBuffer.isView(image.data))
    return null
  const { width, height, kind } = image as { width?: number; height?: number; kind?: number }
  // Kinds 2 and 3 of pdf.js: three bytes a pixel, and four with how far it covers.
  if (width === undefined || height === undefined || (kind !== 2 && kind !== 3)) return null
  return { width, height, bytesEach: kind === 2 ? 3 : 4, data: image.data as Uint8ClampedArray }
}

/** A box drawn as a picture is one colour; a stamp or a photograph is not, and where it lets through it hides nothing. */
function isOneColour({ width, height, bytesEach, data }: Pixels, whole: Box, part: Box): boolean {
  const across = width / (whole[2] - whole[0])
  const down = height / (whole[3] - whole[1])
  let first: string | null = null
  for (let step = 0; step <= 8; step += 1)
    for (let row = 0; row <= 4; row += 1) {
      const x = Math.floor((part[0] + ((part[2] - part[0]) * step) / 8 - whole[0]) * across)
      const y = Math.floor((whole[3] - part[3] + ((part[3] - part[1]) * row) / 4) * down)
      if (x < 0 || y < 0 || x >= width || y >= height) continue
      const at = (y * width + x) * bytesEach
      if (bytesEach === 4 && (data[at + 3] ?? 0) < 250) return false
      const colour = `${(data[at] ?? 0) >> 4},${(data[at + 1] ?? 0) >> 4},${(data[at + 2] ?? 0) >> 4}`
      if (first !== null && colour !== first) return false
      first = colour
    }
  return first !== null
}

function readBox(value: unknown): Box | null {
  if (!(Array.isArray(value) || ArrayBuffer.isView(value)) || !('length' in value) || value.length < 4)
    return null
  const [left, bottom, right, top] = Array.from(value as ArrayLike<number>)
  return [left ?? 0, bottom ?? 0, right ?? 0, top ?? 0]
}

/** True where a path of straight lines fills nearly all of the box around it (0 move, 1 line, 2 and 3 curves, 4 close). */
function isFilledBox(path: unknown, [left, bottom, right, top]: Box): boolean {
  const data: unknown = Array.isArray(path) ? path[0] : path
  if (!ArrayBuffer.isView(data) || !('length' in data)) return false
  const numbers = Array.from(data as Float32Array)
  const points: [number, number][] = []
  let moves = 0
  for (let at = 0; at < numbers.length;) {
    const operator = numbers[at]
    if (operator === 0 || operator === 1) {
      if (operator === 0) moves += 1
      points.push([numbers[at + 1] ?? 0, numbers[at + 2] ?? 0])
      at += 3
    } else if (operator === 4) at += 1
    else return false
  }
  // Several areas in one path: their common box may be mostly empty, so each is judged by what they add up to.
  let area = 0
  for (let index = 0; index < points.length; index += 1) {
    const [x, y] = points[index] ?? [0, 0]
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [0, 0]
    area += x * nextY - nextX * y
  }
  const whole = (right - left) * (top - bottom)
  return moves >= 1 && whole > 0 && Math.abs(area) / 2 >= whole * 0.9
}
