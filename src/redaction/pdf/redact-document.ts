import { findSpans, mergeSpans, sureness, toNeedles, type Wanted } from '../find-spans.ts'
import { drawBox, picturesUnder, removeUnder } from './draw.ts'
import type { PdfJob, PdfMark, ShownBox } from './pdf-job.ts'
import type { Pdfium, PageBox } from './pdfium.ts'
import { readPageText } from './page-text.ts'
import { PdfSyntaxError } from './pdf-value.ts'
import { placeSpan, type Placed } from './place-boxes.ts'
import { trimBoxes } from './trim-boxes.ts'
import { findTurned, hasTurned, lettersUnder } from './turned-words.ts'

/** What was done to a page, with what verification needs to know; `index` counts from 0. */
export type PageWork = {
  index: number
  marks: PdfMark[]
  /** Words that were marked, each once, and the page's words without them: never leave this process */
  removed: { rule: string; text: string }[]
  rest: string
  /** In the page's own units: what to remove, and what to paint where it was */
  glyphs: PageBox[]
  boxes: { box: PageBox; label: string }[]
  /** A box lies on a picture: removing pixels is not left to one engine, and other pages may show the same picture */
  overPicture: boolean
}

/** A page on which something is marked, with PDFium’s handle of it: closed by `removeFromPages`. */
export type OpenWork = { work: PageWork; page: number }

/**
 * Finds what is marked on the pages of a part, before anything is removed: pages may paint the same piece. Those on which
 * nothing is marked are closed at once.
 */
export function findOnPages(
  pdfium: Pdfium,
  document: number,
  { first, pages }: { first: number; pages: readonly number[] },
  job: PdfJob,
): { works: PageWork[]; marked: OpenWork[] } {
  const { api } = pdfium
  const wanted: Wanted = { ...job, needles: toNeedles(job.find) }
  const marked: OpenWork[] = []
  const works = pages.map((index) => {
    const page = api.FPDF_LoadPage(document, index - first)
    if (page === 0) throw new PdfSyntaxError('a page cannot be loaded')
    const work = findOnPage(pdfium, page, index, wanted, job)
    if (work.boxes.length > 0) marked.push({ work, page })
    else api.FPDF_ClosePage(page)
    return work
  })
  return { works, marked }
}

/** Removes what was found on these pages and paints the boxes. */
export function removeFromPages(pdfium: Pdfium, document: number, marked: readonly OpenWork[]): void {
  if (marked.length === 0) return
  const { api } = pdfium
  const font = api.FPDFText_LoadStandardFont(document, 'Helvetica')
  for (const { work, page } of marked) {
    const { index, glyphs, boxes } = work
    const size = shownSize(pdfium, page)
    removeUnder(pdfium, page, glyphs)
    for (const { box, label } of boxes)
      if (isShown(pdfium, page, index, box, size)) drawBox(pdfium, { document, page, font }, box, label)
    api.FPDFPage_GenerateContent(page)
    api.FPDF_ClosePage(page)
  }
  api.FPDFFont_Close(font)
}

function findOnPage(pdfium: Pdfium, page: number, index: number, wanted: Wanted, job: PdfJob): PageWork {
  const words = readPageText(pdfium, page)
  const drawn = job.boxes.filter((box) => box.page === index + 1)
  const spans = mergeSpans([
    ...findSpans(words.text, wanted),
    ...findTurned(words, (text) => findSpans(text, wanted)),
  ])
  const placed: Placed[] = spans.map((span) => placeSpan(words, span))
  const removed = spans.map(({ start, end, rule }) => ({ rule, text: words.text.slice(start, end) }))
  const boxes = drawn.map((box) => toPageBox(pdfium, page, box))
  const { cores, covered } = boxes.length === 0 ? { cores: [], covered: [] } : trimBoxes(words, boxes)
  for (const { start, end } of covered) removed.push({ rule: 'box', text: words.text.slice(start, end) })
  let rest = words.text
  for (const { start, end } of mergeSpans([...spans, ...covered]))
    rest = rest.slice(0, start) + '\n'.repeat(end - start) + rest.slice(end)
  const all = [
    ...placed.flatMap((each) => each.boxes.map((box) => ({ box, label: job.label }))),
    ...boxes.map((box, at) => ({ box, label: drawn[at]?.label ?? job.label })),
  ]
  const painted = all.map(({ box }) => box)
  const crossing = all.length > 0 && hasTurned(words) ? lettersUnder(words, painted) : []
  words.close()
  return {
    index,
    marks: [
      ...placed.flatMap(({ rule, boxes: lines }, at) =>
        lines.map((box) => ({ rule, ...sureness(spans[at]), ...toShown(pdfium, page, index, box) })),
      ),
      ...drawn.map(({ page: number, left, top, width, height }) => ({
        rule: 'box',
        page: number,
        left,
        top,
        width,
        height,
      })),
    ],
    removed,
    rest,
    glyphs: [...placed.flatMap(({ glyphs }) => glyphs), ...cores, ...crossing],
    boxes: all,
    overPicture: all.length > 0 && picturesUnder(pdfium, page, painted),
  }
}

const fine = 100

/** From the page as it is shown (turned, cropped, from the top) to its own units. */
function toPageBox(pdfium: Pdfium, page: number, { left, top, width, height }: ShownBox): PageBox {
  const corner = (x: number, y: number): [number, number] => {
    const [wide, high] = shownSize(pdfium, page)
    pdfium.api.FPDF_DeviceToPage(
      page,
      0,
      0,
      wide,
      high,
      0,
      Math.round(x * fine),
      Math.round(y * fine),
      pdfium.scratch,
      pdfium.scratch + 8,
    )
    const [across = 0, up = 0] = pdfium.doubles(pdfium.scratch, 2)
    return [across, up]
  }
  return around(corner(left, top), corner(left + width, top + height))
}

export function toShown(pdfium: Pdfium, page: number, index: number, box: PageBox): ShownBox {
  const corner = (x: number, y: number): [number, number] => {
    const [wide, high] = shownSize(pdfium, page)
    const { scratch } = pdfium
    pdfium.api.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, scratch, scratch + 4)
    const [across = 0, down = 0] = pdfium.integers(scratch, 2)
    return [across / fine, down / fine]
  }
  const [left, top, right, bottom] = around(corner(box[0], box[1]), corner(box[2], box[3]))
  return { page: index + 1, left, top, width: right - left, height: bottom - top }
}

/** Beyond the edge a box would be one more thing that nobody sees. */
function isShown(
  pdfium: Pdfium,
  page: number,
  index: number,
  box: PageBox,
  [wide, high]: [number, number],
): boolean {
  const { left, top, width, height } = toShown(pdfium, page, index, box)
  return left < wide / fine && top < high / fine && left + width > 0 && top + height > 0
}

function shownSize({ api }: Pdfium, page: number): [number, number] {
  return [Math.round(api.FPDF_GetPageWidthF(page) * fine), Math.round(api.FPDF_GetPageHeightF(page) * fine)]
}

const around = ([x, y]: [number, number], [u, v]: [number, number]): PageBox => [
  Math.min(x, u),
  Math.min(y, v),
  Math.max(x, u),
  Math.max(y, v),
]
