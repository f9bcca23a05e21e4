import type { PDFDocumentProxy } from 'pdfjs-dist'
import type { TextItem } from 'pdfjs-dist/types/src/display/api.js'
import { withPdf } from '../../documents/index.ts'
import { foldLetters } from '../fold-letters.ts'
import { findNeedle, toNeedles, type Needle } from '../find-spans.ts'
import { leftIn } from '../verify-text.ts'
import type { PageBox } from './pdfium.ts'
import type { PdfPart } from './rebuild-pdf.ts'
import type { PageWork } from './redact-document.ts'
import { scanStreams } from './scan-streams.ts'

/**
 * What is still there: by page counted from 0, or null where only the file's raw data shows it; `boxes` are where the
 * second engine sees it, in the page's own units. The rule `page` is of a page that this engine cannot read.
 */
export type Leftover = { rule: string; page: number | null; boxes: PageBox[] }

/**
 * Reads the redacted file with another engine than the one that redacted it (pdf.js), and its raw data with neither.
 * Fails where a marked text is left on its page, or a part of one stands there more often than unmarked.
 */
export async function verifyPdf(
  bytes: Uint8Array,
  works: readonly PageWork[],
  find: readonly string[],
): Promise<Leftover[]> {
  const left = await findLeft({ first: 0, pages: works.length, bytes }, works, find)
  const everywhere = toNeedles(find)
  const marked = new Map<string, { rule: string; text: string }>()
  for (const { removed } of works)
    for (const each of removed) if (each.rule !== 'box') marked.set(each.text, each)
  const needles = [
    ...everywhere,
    ...[...marked.values()].flatMap(({ rule, text }) =>
      toNeedles([text]).map((needle) => ({ ...needle, rule })),
    ),
  ]
  for (const rule of scanStreams(bytes, needles)) left.push({ rule, page: null, boxes: [] })
  return left
}

/** What pdf.js still reads on these pages of a part (all where absent). Throws where it cannot read the document. */
export async function findLeft(
  part: PdfPart,
  works: readonly PageWork[],
  find: readonly string[],
  pages: readonly number[] = works.map(({ index }) => index),
): Promise<Leftover[]> {
  const left: Leftover[] = []
  const everywhere = toNeedles(find)
  const workOf = new Map(works.map((work) => [work.index, work]))
  await withPdf(part.bytes, async (document) => {
    if (document.numPages !== part.pages) throw new Error('Pages are missing')
    for (const index of pages) {
      const work = workOf.get(index)
      if (work === undefined) throw new Error('A page was not looked at')
      const page = await readPage(document, index - part.first)
      // What could not be read could not be checked.
      if (page === null) left.push({ rule: 'page', page: index, boxes: [] })
      else
        for (const rule of leftIn(page.text, { ...work, everywhere }))
          left.push({ rule, page: index, boxes: boxesOf(page, rule, work, everywhere) })
    }
  })
  return left
}

type ReadPage = { text: string; items: { start: number; end: number; item: TextItem }[] }

async function readPage(document: PDFDocumentProxy, index: number): Promise<ReadPage | null> {
  try {
    const page = await document.getPage(index + 1)
    const { items } = await page.getTextContent({ includeMarkedContent: false })
    const read: ReadPage = { text: '', items: [] }
    for (const item of items) {
      if (!('str' in item)) continue
      const start = read.text.length
      read.text += item.str + (item.hasEOL ? '\n' : '')
      if (item.str.trim() !== '') read.items.push({ start, end: read.text.length, item })
    }
    page.cleanup()
    return read
  } catch {
    return null
  }
}

/** The whole pieces of text that hold a word of the rule: where one engine missed it, nobody knows where it ends. */
function boxesOf(
  { text, items }: ReadPage,
  rule: string,
  { removed }: PageWork,
  everywhere: readonly Needle[],
): PageBox[] {
  const letters = foldLetters(text)
  const needles = [
    ...everywhere,
    ...removed.flatMap(({ rule: found, text: words }) =>
      toNeedles([words]).map((needle) => ({ ...needle, rule: found })),
    ),
  ]
    .filter((needle) => needle.rule === rule)
    .flatMap((needle) => [needle, ...needle.words.map((word) => ({ rule, letters: word, words: [] }))])
  const spans = needles.flatMap((needle) => findNeedle(letters, needle))
  return items
    .filter((item) => spans.some(({ start, end }) => start < item.end && item.start < end))
    .map(({ item }) => boxOf(item))
}

/** A piece of text begins at the end of its matrix, runs along the first half of it and is as high as the second half. */
function boxOf({ transform, width, height }: TextItem): PageBox {
  const matrix: readonly unknown[] = transform
  const [a = 1, b = 0, c = 0, d = 1, x = 0, y = 0] = matrix.map(Number)
  const [along, up] = [Math.hypot(a, b) || 1, Math.hypot(c, d) || 1]
  const size = Math.max(height, up)
  const corners = [0, width].flatMap((right) =>
    [-0.3 * size, size].map(
      (top) => [x + (a / along) * right + (c / up) * top, y + (b / along) * right + (d / up) * top] as const,
    ),
  )
  const xs = corners.map(([each]) => each)
  const ys = corners.map(([, each]) => each)
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}
