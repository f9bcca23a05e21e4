import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFPageProxy } from 'pdfjs-dist'

/** What scanners are usually set to, and enough for the recogniser. Dots an inch. */
const dots = 200
/** Pixels of the longest side, whatever size the page claims. */
const longestSide = 4_000

/** A page as people see it, as PNG. Drawn by pdf.js, so the process that draws it should be one that may die. */
export async function drawPdfPage(page: PDFPageProxy): Promise<Uint8Array> {
  const { width, height } = page.getViewport({ scale: 1 })
  const scale = Math.min(dots / 72, longestSide / Math.max(width, height, 1))
  const viewport = page.getViewport({ scale })
  // Loaded at first use: most PDFs are never drawn.
  const { createCanvas } = await import('@napi-rs/canvas')
  const canvas = createCanvas(Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height)))
  await page.render({ canvas, viewport, background: '#fff' }).promise
  return canvas.toBuffer('image/png')
}

/** True where the page paints any picture; a pattern or a form may hold one, and pdf.js lists those too. */
export async function hasPictures(page: PDFPageProxy, { OPS }: typeof PdfJs): Promise<boolean> {
  const { fnArray } = await page.getOperatorList()
  const pictures = new Set<number>([
    OPS.paintImageXObject,
    OPS.paintInlineImageXObject,
    OPS.paintInlineImageXObjectGroup,
    OPS.paintImageXObjectRepeat,
    OPS.paintImageMaskXObject,
    OPS.paintImageMaskXObjectGroup,
    OPS.paintImageMaskXObjectRepeat,
  ])
  return fnArray.some((operation) => pictures.has(operation))
}
