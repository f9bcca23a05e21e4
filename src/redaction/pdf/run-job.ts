import { findSpans, mergeSpans, replaceSpans, toNeedles, withParts } from '../find-spans.ts'
import { quietFonts } from './fonts/quiet-fonts.ts'
import { listBookmarks, listPages } from './page-tree.ts'
import { picturePage } from './page-picture.ts'
import type { PdfFault, PdfJob, PdfResult } from './pdf-job.ts'
import { readObjects } from './pdf-objects.ts'
import { textOf } from './pdf-value.ts'
import type { Pdfium } from './pdfium.ts'
import { joinPdf, splitPdf, type PagePicture, type PdfPart, type RebuildOptions } from './rebuild-pdf.ts'
import { findOnPages, removeFromPages, type OpenWork, type PageWork } from './redact-document.ts'
import { differingPages } from './same-look.ts'
import { wordsOnlyIn } from '../words-only-in.ts'
import { findLeft, verifyPdf } from './verify-pdf.ts'

/**
 * Flatten what lies on top of the pages, copy what they paint into files of their own, remove what is marked, copy
 * again, read the result with another engine; a page where something is left, or where a box lies on a picture,
 * becomes a picture.
 */
export async function runJob(pdfium: Pdfium, job: PdfJob): Promise<PdfResult | PdfFault> {
  const flat = flatten(pdfium, job.bytes)
  if (!('bytes' in flat)) return flat
  const source = readObjects(flat.bytes)
  const pages = listPages(source).length
  if (pages < flat.pages) return { problem: 'damaged' }
  if (job.boxes.some(({ page }) => page < 1 || page > pages)) return { problem: 'lost-mark' }
  const pictures = new Map<number, PagePicture>()
  const works: PageWork[] = []
  const parts: PdfPart[] = []
  // Pages that the second engine could not read, so that nobody checked them.
  const unread: number[] = []
  const unclear: number[] = []
  let hidden = 0
  for (const part of splitPdf(source, flat.bytes.length)) {
    const done = await redact(pdfium, part, job, pictures, (work) => work.overPicture)
    parts.push({ first: part.first, pages: part.pages, bytes: done.bytes })
    works.push(...done.works)
    unread.push(...done.unread)
    unclear.push(...part.unclear)
    hidden += part.hidden
  }
  if (unclear.length > 0) {
    // What cannot be copied with certainty is redacted where it stands, and only its picture leaves.
    const whole = { first: 0, pages, bytes: flat.bytes }
    const apart = await redact(pdfium, whole, job, pictures, () => true, unclear)
    for (const work of apart.works) works[work.index] = work
    unread.push(...apart.unread)
  }
  const clean = titleCleaner(works, job)
  const options: RebuildOptions = {
    title: clean(job.title),
    language: languageOf(textOf(source.resolve(source.root.get('Lang'))?.value)),
    bookmarks: listBookmarks(source).map((each) => ({
      ...each,
      title: clean(each.title),
    })),
    pictures,
  }
  const report = {
    pages: works.length,
    marks: works.flatMap(({ marks }) => marks),
    hidden,
    titleTold: options.title !== job.title,
    bookmarks: [...options.bookmarks],
  }
  const shown = (): number[] => [...pictures.keys()].map((index) => index + 1).toSorted((a, b) => a - b)
  if (!job.write)
    return { ...report, bytes: new Uint8Array(), pictures: shown(), verification: { passed: true, left: [] } }
  const marked = works.flatMap(({ removed }) => removed.map(({ text }) => text))
  for (let attempt = 0; ; attempt += 1) {
    const rebuilt = joinPdf(parts, options)
    const { bytes, telling } = quietly(pdfium, rebuilt.bytes, marked)
    const left = [
      ...(await verifyPdf(bytes, works, job.find)),
      ...telling.map((page) => ({ rule: 'font', page, boxes: [] })),
      ...rebuilt.unclear.map((page) => ({ rule: 'page', page, boxes: [] })),
    ]
    const more = toPicture(left, works).filter((index) => !pictures.has(index))
    if (more.length === 0 || attempt === 2) {
      for (const page of unread) left.push({ rule: 'page', page, boxes: [] })
      return {
        ...report,
        bytes,
        pictures: shown(),
        verification: {
          passed: left.length === 0,
          left: left.map(({ rule, page }) => ({ rule, page: page === null ? null : page + 1 })),
        },
      }
    }
    for (const part of parts) {
      const own = more.filter((page) => page >= part.first && page < part.first + part.pages)
      unread.push(...(await addPictures(pdfium, part, { job, works, pages: own }, pictures)))
    }
  }
}

/** Fonts that tell nothing of what was removed; pages that look otherwise with them cannot have them. */
function quietly(
  pdfium: Pdfium,
  bytes: Uint8Array,
  marked: readonly string[],
): { bytes: Uint8Array; telling: number[] } {
  const quiet = quietFonts(bytes, [...new Set(marked)])
  const seen = quiet.samples.map(({ page }) => page)
  const changed = new Set(differingPages(pdfium, [bytes, quiet.bytes], seen))
  const spoilt = quiet.samples.flatMap(({ page, others }) => (changed.has(page) ? others : []))
  return { bytes: quiet.bytes, telling: [...new Set([...quiet.telling, ...spoilt])] }
}

/** What was left somewhere in the raw data may come from any marked page. */
function toPicture(left: readonly { page: number | null }[], works: readonly PageWork[]): number[] {
  const somewhere = left.some(({ page }) => page === null)
  const marked = somewhere ? works.filter(({ marks }) => marks.length > 0).map(({ index }) => index) : []
  return [...new Set([...left.flatMap(({ page }) => (page === null ? [] : [page])), ...marked])]
}

function flatten(pdfium: Pdfium, bytes: Uint8Array): { bytes: Uint8Array; pages: number } | PdfFault {
  const { api } = pdfium
  const opened = pdfium.open(bytes)
  if ('problem' in opened) return opened
  const { document, close } = opened
  try {
    const pages = api.FPDF_GetPageCount(document)
    if (pages === 0) return { problem: 'damaged' }
    for (let index = 0; index < pages; index += 1) {
      // Loading a page reads all that it paints, which most have no need of here.
      if (api.EPDFPage_GetAnnotCountRaw(document, index) === 0) continue
      const page = api.FPDF_LoadPage(document, index)
      if (page === 0) return { problem: 'damaged' }
      // As on screen: what only prints is not what the officer saw.
      if (api.FPDFPage_GetAnnotCount(page) > 0) api.FPDFPage_Flatten(page, 0)
      api.FPDF_ClosePage(page)
    }
    return { bytes: pdfium.save(document), pages }
  } finally {
    close()
  }
}

/**
 * Finds on all pages of a part (or some, where given) and removes in two copies: in one what goes on as text; in the
 * other what becomes a picture, because pixels that are removed on one page would be missing on every page that shows the
 * same picture.
 */
async function redact(
  pdfium: Pdfium,
  part: PdfPart,
  job: PdfJob,
  pictures: Map<number, PagePicture>,
  needsPicture: (work: PageWork) => boolean,
  pages: readonly number[] = Array.from({ length: part.pages }, (_, index) => part.first + index),
): Promise<{ works: PageWork[]; bytes: Uint8Array; unread: number[] }> {
  const { first, bytes } = part
  const { document, close } = openCopy(pdfium, bytes)
  try {
    const { works, marked } = findOnPages(pdfium, document, { first, pages }, job)
    const pictured = works.filter(needsPicture).map(({ index }) => index)
    const isText = ({ work }: OpenWork): boolean => job.write && !pictured.includes(work.index)
    for (const each of marked) if (!isText(each)) pdfium.api.FPDF_ClosePage(each.page)
    if (!job.write) return { works, bytes, unread: [] }
    removeFromPages(pdfium, document, marked.filter(isText))
    const saved = marked.some(isText) ? pdfium.save(document) : bytes
    if (pictured.length === 0) return { works, bytes: saved, unread: [] }
    const copy = openCopy(pdfium, bytes)
    try {
      const again = findOnPages(pdfium, copy.document, { first, pages: pictured }, job)
      removeFromPages(pdfium, copy.document, again.marked)
      const removed = { ...part, bytes: pdfium.save(copy.document) }
      const unread = await addPictures(pdfium, removed, { job, works, pages: pictured }, pictures)
      return { works, bytes: saved, unread }
    } finally {
      copy.close()
    }
  } finally {
    close()
  }
}

function openCopy(pdfium: Pdfium, bytes: Uint8Array): { document: number; close: () => void } {
  const opened = pdfium.open(bytes)
  if ('problem' in opened) throw new Error('A copy of the document could not be opened')
  return opened
}

/**
 * Pages become pictures without what the second engine still reads on them: a picture has no words that could be checked
 * afterwards. Returns the pages that it cannot read.
 */
async function addPictures(
  pdfium: Pdfium,
  part: PdfPart,
  { job, works, pages }: { job: PdfJob; works: readonly PageWork[]; pages: readonly number[] },
  pictures: Map<number, PagePicture>,
): Promise<number[]> {
  if (pages.length === 0) return []
  const left = await findLeft(part, works, job.find, pages)
  const { document, close } = openCopy(pdfium, part.bytes)
  try {
    for (const index of pages) {
      const cover = left.flatMap(({ page, boxes }) => (page === index ? boxes : []))
      pictures.set(index, await picturePage(pdfium, document, index - part.first, cover))
    }
  } finally {
    close()
  }
  return left.flatMap(({ rule, page }) => (rule === 'page' && page !== null ? [page] : []))
}

/** Titles say nothing that was taken out of the pages. */
function titleCleaner(works: readonly PageWork[], job: PdfJob): (title: string) => string {
  const removed = works.flatMap((work) => work.removed)
  const words = new Set(removed.filter(({ rule }) => rule !== 'box').map(({ text }) => text))
  const wanted = { ...job, needles: toNeedles(withParts([...job.find, ...words])) }
  const drawn = removed.filter(({ rule }) => rule === 'box').map(({ text }) => text)
  const tells = wordsOnlyIn(drawn, drawn.length === 0 ? '' : works.map(({ rest }) => rest).join('\n'))
  return (title) => replaceSpans(title, mergeSpans([...findSpans(title, wanted), ...tells(title)]), job.label)
}

const languageOf = (given: string): string =>
  /^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*$/.test(given) ? given : 'en-GB'
