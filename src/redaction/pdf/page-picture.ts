import sharp from 'sharp'
import type { PageBox, Pdfium } from './pdfium.ts'
import type { PagePicture } from './rebuild-pdf.ts'

const dotsPerInch = 150
const mostPixels = 25_000_000
const bytesReversed = 0x10
const withLayersAndNotes = 0x01

/** The page as it prints, as a JPEG of 150 dots an inch; `cover` is painted black, in the page's own units. */
export async function picturePage(
  pdfium: Pdfium,
  document: number,
  index: number,
  cover: readonly PageBox[] = [],
): Promise<PagePicture> {
  const { api } = pdfium
  const page = api.FPDF_LoadPage(document, index)
  try {
    const width = api.FPDF_GetPageWidthF(page) || 595
    const height = api.FPDF_GetPageHeightF(page) || 842
    const scale = Math.min(dotsPerInch / 72, Math.sqrt(mostPixels / (width * height)))
    const pixels: [number, number] = [
      Math.max(1, Math.round(width * scale)),
      Math.max(1, Math.round(height * scale)),
    ]
    const bitmap = api.FPDFBitmap_Create(pixels[0], pixels[1], 0)
    if (bitmap === 0) throw new Error('The page is too large to be drawn')
    api.FPDFBitmap_FillRect(bitmap, 0, 0, pixels[0], pixels[1], 0xffffffff)
    api.FPDF_RenderPageBitmap(bitmap, page, 0, 0, pixels[0], pixels[1], 0, bytesReversed | withLayersAndNotes)
    for (const box of cover) {
      const [left, top, width, height] = onPicture(pdfium, page, pixels, box)
      api.FPDFBitmap_FillRect(bitmap, left, top, width, height, 0xff000000)
    }
    const stride = api.FPDFBitmap_GetStride(bitmap)
    const raw = Uint8Array.from(pdfium.bytes(api.FPDFBitmap_GetBuffer(bitmap), stride * pixels[1]))
    api.FPDFBitmap_Destroy(bitmap)
    const jpeg = await sharp(raw, { raw: { width: stride / 4, height: pixels[1], channels: 4 } })
      .extract({ left: 0, top: 0, width: pixels[0], height: pixels[1] })
      .removeAlpha()
      .jpeg({ quality: 80 })
      .toBuffer()
    return { jpeg, pixels, width, height }
  } finally {
    api.FPDF_ClosePage(page)
  }
}

/** A point more on every side: letters reach beyond the room they are given. */
function onPicture(
  pdfium: Pdfium,
  page: number,
  [wide, high]: [number, number],
  [left, bottom, right, top]: PageBox,
): [left: number, top: number, width: number, height: number] {
  const corners = [
    [left - 1, bottom - 1],
    [right + 1, top + 1],
  ].map(([x = 0, y = 0]) => {
    pdfium.api.FPDF_PageToDevice(page, 0, 0, wide, high, 0, x, y, pdfium.scratch, pdfium.scratch + 4)
    return [...pdfium.integers(pdfium.scratch, 2)]
  })
  const [[x = 0, y = 0] = [], [u = 0, v = 0] = []] = corners
  return [Math.min(x, u), Math.min(y, v), Math.abs(x - u) + 1, Math.abs(y - v) + 1]
}
