import type { Pdfium } from './pdfium.ts'

const dotsPerInch = 72
const mostPixels = 2_000_000

/** Pages, counted from 0, that two files do not show the same, pixel by pixel. */
export function differingPages(
  pdfium: Pdfium,
  [before, after]: readonly [Uint8Array, Uint8Array],
  pages: readonly number[],
): number[] {
  if (pages.length === 0) return []
  // Pictures wait outside PDFium’s memory: it holds one document at a time.
  const was = drawPages(pdfium, before, pages)
  const is = drawPages(pdfium, after, pages)
  return pages.filter((_, index) => {
    const [old, made] = [was[index], is[index]]
    return old === undefined || made === undefined || Buffer.compare(old, made) !== 0
  })
}

function drawPages(pdfium: Pdfium, bytes: Uint8Array, pages: readonly number[]): Buffer[] {
  const opened = pdfium.open(bytes)
  if ('problem' in opened) return []
  try {
    return pages.map((index) => drawPage(pdfium, opened.document, index))
  } finally {
    opened.close()
  }
}

function drawPage(pdfium: Pdfium, document: number, index: number): Buffer {
  const { api } = pdfium
  const page = api.FPDF_LoadPage(document, index)
  const [wide, high] = [api.FPDF_GetPageWidthF(page) || 1, api.FPDF_GetPageHeightF(page) || 1]
  const scale = Math.min(dotsPerInch / 72, Math.sqrt(mostPixels / (wide * high)))
  const [width, height] = [Math.max(1, Math.round(wide * scale)), Math.max(1, Math.round(high * scale))]
  const bitmap = api.FPDFBitmap_Create(width, height, 0)
  if (bitmap === 0) throw new Error('The page is too large to be drawn')
  api.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff)
  api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
  const pixels = Buffer.from(
    pdfium.bytes(api.FPDFBitmap_GetBuffer(bitmap), api.FPDFBitmap_GetStride(bitmap) * height),
  )
  api.FPDFBitmap_Destroy(bitmap)
  api.FPDF_ClosePage(page)
  return pixels
}
