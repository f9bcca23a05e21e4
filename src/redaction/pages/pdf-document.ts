import { createHash } from 'node:crypto'
import sharp, { type Sharp } from 'sharp'
import { ProblemError } from '../../kernel/outcome.ts'
import { foldLetters } from '../fold-letters.ts'
import { readPageText } from '../pdf/page-text.ts'
import type { Pdfium } from '../pdf/pdfium.ts'
import { checkBox, noPieces, type OpenDocument, type PageLook, type PageSize } from './page-job.ts'
import { lookOf } from './look-of.ts'
import { pictureShare } from './picture-share.ts'
import { readWords } from './read-words.ts'
import { wordsIn } from './words-in-box.ts'

const mostPixels = 25_000_000
const bytesReversed = 0x10
/** Of a page that is a picture of text: a stamp or a page number may have been typed on it */
const fewLetters = 25
const mostOfThePage = 0.5

/** Throws a ProblemError where PDFium cannot open it. Notes and form fields count as part of their page, as for the redactor. */
export function openPdfDocument(pdfium: Pdfium, bytes: Uint8Array): OpenDocument {
  const { api } = pdfium
  const opened = pdfium.open(bytes)
  if ('problem' in opened)
    throw new ProblemError(
      'unsupported-type',
      opened.problem === 'password'
        ? 'The PDF is password protected. Save it without a password first.'
        : 'The PDF is damaged and cannot be shown.',
    )
  const { document, close } = opened
  const sizes = sizesOf(pdfium, document)
  if (sizes.length === 0) {
    close()
    throw new ProblemError('unsupported-type', 'The PDF has no pages.')
  }
  const flattened = new Set<number>()

  const onPage = <T>(page: number, use: (handle: number, size: PageSize) => T): T => {
    const size = sizes[page - 1]
    if (size === undefined) throw new ProblemError('not-found', `There is no page ${page}.`)
    let handle = api.FPDF_LoadPage(document, page - 1)
    if (handle === 0)
      throw new ProblemError('unsupported-type', `Page ${page} is damaged and cannot be shown.`)
    if (!flattened.has(page) && api.FPDFPage_GetAnnotCount(handle) > 0) {
      api.FPDFPage_Flatten(handle, 0)
      api.FPDF_ClosePage(handle)
      handle = api.FPDF_LoadPage(document, page - 1)
    }
    flattened.add(page)
    try {
      return use(handle, size)
    } finally {
      api.FPDF_ClosePage(handle)
    }
  }

  const draw = (
    page: number,
    width: number,
  ): { raw: Uint8Array; width: number; height: number; row: number } =>
    onPage(page, (handle, size) => {
      const scale = Math.min(width / size.width, Math.sqrt(mostPixels / (size.width * size.height)))
      const wide = Math.max(1, Math.round(size.width * scale))
      const high = Math.max(1, Math.round(size.height * scale))
      const bitmap = api.FPDFBitmap_Create(wide, high, 0)
      // Never more than `mostPixels`: what lacks is memory, which a new process has
      if (bitmap === 0) throw new Error('no memory to draw in')
      try {
        api.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xffffffff)
        api.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, wide, high, 0, bytesReversed)
        const row = api.FPDFBitmap_GetStride(bitmap)
        const raw = Uint8Array.from(pdfium.bytes(api.FPDFBitmap_GetBuffer(bitmap), row * high))
        return { raw, width: wide, height: high, row }
      } finally {
        api.FPDFBitmap_Destroy(bitmap)
      }
    })
  const toSharp = ({ raw, width, height, row }: ReturnType<typeof draw>): Sharp =>
    sharp(raw, { raw: { width: row / 4, height, channels: 4 } })
      .extract({ left: 0, top: 0, width, height })
      .removeAlpha()

  const isScan = (handle: number, size: PageSize): boolean => {
    const words = readPageText(pdfium, handle)
    const letters = words.text.replaceAll(/[^\p{L}\p{N}]/gu, '').length
    words.close()
    return letters < fewLetters && pictureShare(pdfium, handle, size) > mostOfThePage
  }

  return {
    outline: () => ({ kind: 'pages', pages: sizes }),
    words: async (page) =>
      onPage(page, (handle, size) => ({
        ...size,
        words: readWords(pdfium, handle, page),
        scanned: isScan(handle, size),
      })),
    async picture(page, width) {
      const drawn = draw(page, width)
      // A page has few colours and much white: the quickest packing is nearly as small as the best.
      const png = await toSharp(drawn).png({ compressionLevel: 3 }).toBuffer()
      return { png: new Uint8Array(png), width: drawn.width, height: drawn.height }
    },
    pieces: () => [],
    check: (place) => (place.kind === 'box' ? checkBox(sizes, place) : noPieces),
    under(places) {
      const texts = places.map(() => '')
      const byPage = Map.groupBy(places.entries(), ([, place]) => (place.kind === 'box' ? place.page : 0))
      for (const [page, group] of byPage) {
        if (sizes[page - 1] === undefined) continue
        const words = onPage(page, (handle) => readWords(pdfium, handle, page))
        for (const [index, place] of group) if (place.kind === 'box') texts[index] = wordsIn(words, place)
      }
      return texts
    },
    scanned: () => sizes.flatMap((_, index) => (onPage(index + 1, isScan) ? [index + 1] : [])),
    async looks(most) {
      const looks: PageLook[] = []
      for (let page = 1; page <= Math.min(sizes.length, most); page += 1) {
        const text = onPage(page, (handle) => {
          const read = readPageText(pdfium, handle)
          read.close()
          return read.text
        })
        const { letters } = foldLetters(text)
        // Words say more surely than looks whether two pages are the same, and are read much faster than pages are drawn.
        looks.push(
          letters.length < fewLetters
            ? { page, words: null, look: await lookOf(toSharp(draw(page, 320))) }
            : { page, words: createHash('sha256').update(letters).digest('base64url'), look: null },
        )
      }
      return looks
    },
    close,
  }
}

function sizesOf(pdfium: Pdfium, document: number): PageSize[] {
  const { api, scratch } = pdfium
  return Array.from({ length: Math.max(0, api.FPDF_GetPageCount(document)) }, (_, index) => {
    const read = api.FPDF_GetPageSizeByIndexF(document, index, scratch)
    const [width = 0, height = 0] = read ? pdfium.floats(scratch, 2) : []
    // As PDF readers do where a page says no size of its own.
    return width > 0 && height > 0 ? { width, height } : { width: 595, height: 842 }
  })
}
