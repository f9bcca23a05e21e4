import { findSpans, mergeSpans, replaceSpans, toNeedles, withParts } from '../find-spans.ts'
import { listBookmarks } from './page-tree.ts'
import { picturePage } from './page-picture.ts'
import type { PdfFault, PdfJob, PdfResult } from './pdf-job.ts'
import { readObjects } from './pdf-objects.ts'
import { textOf } from './pdf-value.ts'
import type { Pdfium } from './pdfium.ts'
import { rebuildPdf, type PagePicture, type RebuildOptions } from './rebuild-pdf.ts'
import { findOnPages, removeFromPages, type PageWork } from './redact-document.ts'
import { wordsOnlyIn } from '../words-only-in.ts'
import { findLeft, verifyPdf } from './verify-pdf.ts'

const nothing: RebuildOptions = {
  title: '',
  language: 'en-GB',
  bookmarks: [],
  pictures: new Map(),
  apart: true,
}

/**
 * Flatten what lies on top of the pages, copy what they paint into a file of their own, remove what is marked, copy
 * again, read the result with another engine; a page where something is left, or where a box lies on a picture,
 * becomes a picture.
 */
export async function runJob(pdfium: Pdfium, job: PdfJob): Promise<PdfResult | PdfFault> {
  const flat = flatten(pdfium, job.bytes)
  if (!(flat instanceof Uint8Array)) return flat
  const source = readObjects(flat)
  const first = rebuildPdf(flat, nothing)
  if (job.boxes.some(({ page }) => page < 1 || page > first.pages)) return { problem: 'lost-mark' }
  const pictures = new Map<number, PagePicture>()
  const works = await redact(pdfium, first.bytes, job, pictures, (work) => work.overPicture)
  // Pages that the second engine could not read, so that nobody checked them.
  const unread = [...works.unread]
  if (first.unclear.length > 0) {
    // What cannot be copied with certainty is redacted where it stands, and only its picture leaves.
    const apart = await redact(pdfium, flat, job, pictures, ({ index }) => first.unclear.includes(index))
    for (const work of apart.works) if (first.unclear.includes(work.index)) works.works[work.index] = work
    unread.push(...apart.unread)
  }
  const clean = titleCleaner(works.works, job)
  const options: RebuildOptions = {
    title: clean(job.title),
    language: languageOf(textOf(source.resolve(source.root.get('Lang'))?.value)),
    bookmarks: listBookmarks(source).map((each) => ({
      ...each,
      title: clean(each.title),
    })),
    pictures,
    apart: false,
  }
  const report = {
    pages: works.works.length,
    marks: works.works.flatMap(({ marks }) => marks),
    hidden: first.hidden,
    titleTold: options.title !== job.title,
    bookmarks: [...options.bookmarks],
  }
  const shown = (): number[] => [...pictures.keys()].map((index) => index + 1).toSorted((a, b) => a - b)
  if (!job.write)
    return { ...report, bytes: new Uint8Array(), pictures: shown(), verification: { passed: true, left: [] } }
  for (let attempt = 0; ; attempt += 1) {
    const rebuilt = rebuildPdf(works.bytes, options)
    const left = [
      ...(await verifyPdf(rebuilt.bytes, works.works, job.find)),
      ...rebuilt.unclear.map((page) => ({ rule: 'page', page, boxes: [] })),
    ]
    const more = toPicture(left, works.works).filter((index) => !pictures.has(index))
    if (more.length === 0 || attempt === 2) {
      for (const page of unread) left.push({ rule: 'page', page, boxes: [] })
      return {
        ...report,
        bytes: rebuilt.bytes,
        pictures: shown(),
        verification: {
          passed: left.length === 0,
          left: left.map(({ rule, page }) => ({ rule, page: page === null ? null : page + 1 })),
        },
      }
    }
    unread.push(
      ...(await addPictures(pdfium, works.bytes, { job, works: works.works, pages: more }, pictures)),
    )
  }
}

/** What was left somewhere in the raw data may come from any marked page. */
function toPicture(left: readonly { page: number | null }[], works: readonly PageWork[]): number[] {
  const somewhere = left.some(({ page }) => page === null)
  const marked = somewhere ? works.filter(({ marks }) => marks.length > 0).map(({ index }) => index) : []
  return [...new Set([...left.flatMap(({ page }) => (page === null ? [] : [page])), ...marked])]
}

function flatten(pdfium: Pdfium, bytes: Uint8Array): Uint8Array | PdfFault {
  const { api } = pdfium
  const opened = pdfium.open(bytes)
  if ('problem' in opened) return opened
  const { document, close } = opened
  try {
    const pages = api.FPDF_GetPageCount(document)
    if (pages === 0) return { problem: 'damaged' }
    for (let index = 0; index < pages; index += 1) {
      const page = api.FPDF_LoadPage(document, index)
      if (page === 0) return { problem: 'damaged' }
      // As on screen: what only prints is not what the officer saw.
      if (api.FPDFPage_GetAnnotCount(page) > 0) api.FPDFPage_Flatten(page, 0)
      api.FPDF_ClosePage(page)
    }
    return pdfium.save(document)
  } finally {
    close()
  }
}

/**
 * Finds on all pages and removes in two copies: in one what goes on as text; in the other what becomes a picture, because
 * pixels that are removed on one page would be missing on every page that shows the same picture.
 */
async function redact(
  pdfium: Pdfium,
  bytes: Uint8Array,
  job: PdfJob,
  pictures: Map<number, PagePicture>,
  needsPicture: (work: PageWork) => boolean,
): Promise<{ works: PageWork[]; bytes: Uint8Array; unread: number[] }> {
  const opened = pdfium.open(bytes)
  if ('problem' in opened) throw new Error('A copy of the document could not be opened')
  const { document, close } = opened
  try {
    const works = findOnPages(pdfium, document, job)
    if (!job.write) return { works, bytes, unread: [] }
    const pictured = works.filter(needsPicture)
    removeFromPages(
      pdfium,
      document,
      works.filter((work) => !pictured.includes(work)),
    )
    const saved = pdfium.save(document)
    if (pictured.length === 0) return { works, bytes: saved, unread: [] }
    const copy = pdfium.open(bytes)
    if ('problem' in copy) throw new Error('A copy of the document could not be opened')
    removeFromPages(pdfium, copy.document, pictured)
    const removed = pdfium.save(copy.document)
    copy.close()
    const pages = pictured.map(({ index }) => index)
    return {
      works,
      bytes: saved,
      unread: await addPictures(pdfium, removed, { job, works, pages }, pictures),
    }
  } finally {
    close()
  }
}

/**
 * Pages become pictures without what the second engine still reads on them: a picture has no words that could be checked
 * afterwards. Returns the pages that it cannot read.
 */
async function addPictures(
  pdfium: Pdfium,
  bytes: Uint8Array,
  { job, works, pages }: { job: PdfJob; works: readonly PageWork[]; pages: readonly number[] },
  pictures: Map<number, PagePicture>,
): Promise<number[]> {
  const left = await findLeft(bytes, works, job.find, pages)
  const opened = pdfium.open(bytes)
  if ('problem' in opened) throw new Error('A copy of the document could not be opened')
  try {
    for (const index of pages) {
      const cover = left.flatMap(({ page, boxes }) => (page === index ? boxes : []))
      pictures.set(index, await picturePage(pdfium, opened.document, index, cover))
    }
  } finally {
    opened.close()
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
