import { ProblemError } from '../../kernel/outcome.ts'
import { readPageText } from '../pdf/page-text.ts'
import type { PageBox as PdfBox, Pdfium } from '../pdf/pdfium.ts'
import { stepsAlong } from '../pdf/place-boxes.ts'
import { toShown } from '../pdf/redact-document.ts'
import type { PageBox, PageWord } from '../redaction.ts'

const mostWords = 20_000

/** The words of a page in reading order as PDFium finds them, each with the box of its letters and the number of its line. */
export function readWords(pdfium: Pdfium, handle: number, page: number): PageWord[] {
  const read = readPageText(pdfium, handle)
  try {
    const words: PageWord[] = []
    let line = 0
    let end = 0
    for (const { index, 0: text } of read.text.matchAll(/\S+/g)) {
      let box: PdfBox | null = null
      for (let at = index; at < index + text.length; at += 1) {
        const glyph = read.glyphBox(at)
        if (glyph !== null) box = box === null ? glyph : around(box, glyph)
      }
      if (box === null) continue
      if (words.length === mostWords)
        throw new ProblemError(
          'too-large',
          `Page ${page} has more than ${mostWords.toLocaleString('en-GB')} words: draw boxes on it instead.`,
        )
      const show = (each: PdfBox): PageBox => {
        const { left, top, width, height } = toShown(pdfium, handle, page - 1, each)
        return { left, top, width, height }
      }
      const shown = show(box)
      const letters = Array.from(text, (_, at) => index + at).filter((at) => read.slant(at) > 0)
      const steps = letters.length === 0 ? {} : { steps: stepsAlong(read, letters).map(show) }
      const last = words.at(-1)
      if (last !== undefined && (read.text.slice(end, index).includes('\n') || !sharesLine(last, shown)))
        line += 1
      words.push({ ...shown, ...steps, text: text.replaceAll(/\p{Cc}|\ufffe/gu, '-'), line })
      end = index + text.length
    }
    return words
  } finally {
    read.close()
  }
}

/** One box a line for the words from one number to another, both included; more along a slanted line. */
export function lineBoxes(words: readonly PageWord[], from: number, to: number): PageBox[] {
  const lines = new Map<number, PageBox>()
  const steps: PageBox[] = []
  for (const word of words.slice(from, to + 1)) {
    const { left, top, width, height } = word
    const known = lines.get(word.line)
    if (word.steps !== undefined) steps.push(...word.steps)
    else lines.set(word.line, known === undefined ? { left, top, width, height } : union(known, word))
  }
  return [...lines.values(), ...steps]
}

function union(a: PageBox, b: PageBox): PageBox {
  const left = Math.min(a.left, b.left)
  const top = Math.min(a.top, b.top)
  return {
    left,
    top,
    width: Math.max(a.left + a.width, b.left + b.width) - left,
    height: Math.max(a.top + a.height, b.top + b.height) - top,
  }
}

const around = (a: PdfBox, b: PdfBox): PdfBox => [
  Math.min(a[0], b[0]),
  Math.min(a[1], b[1]),
  Math.max(a[2], b[2]),
  Math.max(a[3], b[3]),
]

/** A comma’s box is low and small: it need only lie within the other’s height. */
export function sharesLine(a: PageBox, b: PageBox): boolean {
  const common = Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top)
  return common > 0.4 * Math.min(a.height, b.height)
}
