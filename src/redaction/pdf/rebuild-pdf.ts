import { PageCopier } from './page-copier.ts'
import { listPages } from './page-tree.ts'
import { readObjects, type PdfObjects } from './pdf-objects.ts'
import { PdfWriter } from './pdf-writer.ts'

/** A page as a picture instead: `width` and `height` are its size in points as it is shown. */
export type PagePicture = { jpeg: Uint8Array; pixels: [number, number]; width: number; height: number }
export type Bookmark = { title: string; page: number; level: number }
export type RebuildOptions = {
  title: string
  language: string
  bookmarks: readonly Bookmark[]
  /** By page, counted from 0 */
  pictures: ReadonlyMap<number, PagePicture>
}
export type Rebuilt = {
  bytes: Uint8Array
  /** Pages whose content no reader could follow, counted from 0: they need to become pictures */
  unclear: number[]
}

/** Some pages of a document as a document of their own; `first` counts from 0. */
export type PdfPart = { first: number; pages: number; bytes: Uint8Array }
/** `hidden` counts operators that painted what a switched-off layer holds. */
export type SplitPart = PdfPart & { hidden: number; unclear: number[] }

const pagesEach = 16
const mostInAll = 64 * 1024 * 1024

/**
 * The pages of a PDF that PDFium saved, in parts that share nothing: what is removed from one page stays on the others.
 * PDFium looks through a whole document whenever it writes a page anew, so that small parts are written much sooner; each
 * brings its own copy of what pages share, so that a large file has fewer. Only what pages paint with comes along.
 * Throws PdfSyntaxError where the bytes are not as PDFium writes them.
 */
export function* splitPdf(objects: PdfObjects, size: number): Generator<SplitPart> {
  const pages = listPages(objects)
  const each = Math.max(pagesEach, Math.ceil(pages.length / Math.max(1, Math.floor(mostInAll / size))))
  for (let first = 0; first < pages.length; first += each) {
    // Read once by PDFium and thrown away
    const writer = new PdfWriter(1)
    const copier = new PageCopier(objects, writer, true)
    const unclear: number[] = []
    const numbers = pages.slice(first, first + each).map((page, index) => {
      const before = copier.faults
      const number = copier.copyPage(page)
      if (copier.faults > before) unclear.push(first + index)
      return number
    })
    const bytes = writer.finish(numbers, { title: '', language: 'en-GB', bookmarks: [] })
    yield { first, pages: numbers.length, bytes, hidden: copier.hidden, unclear }
  }
}

/** Writes the pages of all parts, as PDFium saved them, into one file; what they all bring is written once. */
export function joinPdf(parts: readonly PdfPart[], options: RebuildOptions): Rebuilt {
  const writer = new PdfWriter()
  const unclear: number[] = []
  const numbers = parts.flatMap(({ first, bytes }) => {
    const objects = readObjects(bytes)
    const copier = new PageCopier(objects, writer, false)
    return listPages(objects).map((page, index) => {
      const picture = options.pictures.get(first + index)
      if (picture !== undefined) return writer.addPicturePage(picture)
      const before = copier.faults
      const number = copier.copyPage(page)
      if (copier.faults > before) unclear.push(first + index)
      return number
    })
  })
  return { bytes: writer.finish(numbers, options), unclear }
}
