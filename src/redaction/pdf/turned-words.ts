import type { Span } from '../find-spans.ts'
import type { PageText } from './page-text.ts'
import type { PageBox } from './pdfium.ts'
import { inset } from './place-boxes.ts'

/** `half` is half the room it takes along its line. */
type Letter = { index: number; along: number; half: number; across: number; size: number }

/**
 * Spans in words that are turned. PDFium lists pieces of a line by where they lie from left to right, so a name that is
 * painted in pieces upside down comes out backwards; here its letters are read along their own line.
 */
export function findTurned(words: PageText, find: (text: string) => Span[]): Span[] {
  const { text } = words
  if (!hasTurned(words)) return []
  const byAngle = new Map<number, number[]>()
  for (let index = 0; index < text.length; index += 1) {
    if (words.generated(index)) continue
    const degrees = ((Math.round((words.angle(index) * 180) / Math.PI) % 360) + 360) % 360
    byAngle.set(degrees, [...(byAngle.get(degrees) ?? []), index])
  }
  const spans: Span[] = []
  for (const [degrees, indexes] of byAngle)
    // Which way round the angle counts depends on how the page itself was turned.
    for (const angle of degrees === 0 ? [] : [degrees, -degrees]) {
      const { read, places } = readAlong(words, indexes, (angle * Math.PI) / 180)
      for (const span of find(read)) spans.push(...inOriginal(span, places))
    }
  return spans
}

/** A word is turned as a whole, so its first letter tells; most pages have none and cost nothing more. */
export const hasTurned = ({ text, angle }: PageText): boolean =>
  [...text.matchAll(/\S+/g)].some(({ index }) => Math.abs(Math.sin(angle(index) / 2)) > 0.01)

/** Letters of lines that cross a box, under which nobody sees them: they go too, or the gate would find them there. */
export function lettersUnder({ text, glyphBox }: PageText, boxes: readonly PageBox[]): PageBox[] {
  const under: PageBox[] = []
  for (let index = 0; index < text.length; index += 1) {
    const glyph = glyphBox(index)
    if (glyph !== null && boxes.some((box) => shareUnder(glyph, box) > mostlyUnder))
      under.push(inset(glyph, 0.3))
  }
  return under
}

const mostlyUnder = 0.7

function shareUnder(glyph: PageBox, box: PageBox): number {
  const wide = Math.min(glyph[2], box[2]) - Math.max(glyph[0], box[0])
  const high = Math.min(glyph[3], box[3]) - Math.max(glyph[1], box[1])
  const area = (glyph[2] - glyph[0]) * (glyph[3] - glyph[1])
  return wide <= 0 || high <= 0 ? 0 : (wide * high) / area
}

function readAlong(
  { text, lineBox, glyphBox, size }: PageText,
  indexes: readonly number[],
  angle: number,
): { read: string; places: number[] } {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const letters = indexes.flatMap((index): Letter[] => {
    const box = lineBox(index) ?? glyphBox(index)
    if (box === null) return []
    const [x, y] = [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]
    // The box lies straight around a letter that does not: what the letter itself takes follows from both sides.
    const [wide, high] = [box[2] - box[0], box[3] - box[1]]
    const turn = cos * cos - sin * sin
    const width = Math.abs(turn) < 0.2 ? 0 : Math.abs((wide * Math.abs(cos) - high * Math.abs(sin)) / turn)
    return [
      {
        index,
        along: x * cos + y * sin,
        half: width / 2,
        across: y * cos - x * sin,
        size: Math.max(4, Math.min(size(index), Math.max(wide, high))),
      },
    ]
  })
  const lines: Letter[][] = []
  for (const letter of letters.toSorted((a, b) => b.across - a.across)) {
    const line = lines.at(-1)
    const last = line?.at(-1)
    if (line === undefined || last === undefined || last.across - letter.across > letter.size * 0.2)
      lines.push([letter])
    else line.push(letter)
  }
  let read = ''
  const places: number[] = []
  const say = (unit: string, place: number): void => {
    read += unit
    places.push(place)
  }
  for (const line of lines) {
    let before: Letter | null = null
    for (const letter of line.toSorted((a, b) => a.along - b.along)) {
      if (before !== null && isApart(text, before, letter)) say(' ', -1)
      say(text.charAt(letter.index), letter.index)
      before = letter
    }
    say('\n', -1)
  }
  return { read, places }
}

/** PDFium has seen the gaps in what it lists in order; between pieces that it lists apart only a wide one counts. */
function isApart(text: string, before: Letter, letter: Letter): boolean {
  const step = letter.index - before.index
  if (step === 1) return false
  if (step > 1 && step < 4) return text.slice(before.index + 1, letter.index).trim() === ''
  const gap = letter.along - letter.half - before.along - before.half
  return gap > letter.size * (letter.half === 0 ? 1 : 0.12)
}

/** A span of what was read, as spans of the page's own list: its pieces may lie apart there. */
function inOriginal(span: Span, places: readonly number[]): Span[] {
  const own = places
    .slice(span.start, span.end)
    .filter((place) => place >= 0)
    .toSorted((a, b) => a - b)
  const spans: Span[] = []
  for (const place of own) {
    const last = spans.at(-1)
    if (last !== undefined && place <= last.end + 1) last.end = place + 1
    else spans.push({ ...span, start: place, end: place + 1 })
  }
  return spans
}
