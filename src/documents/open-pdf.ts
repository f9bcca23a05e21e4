import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type * as PdfJs from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist'

/**
 * Opens a PDF with pdf.js for as long as `work` takes. Nothing of it runs and nothing is fetched. Throws what pdf.js
 * throws where it is damaged, or protected (`isLockedPdf`).
 */
export async function withPdf<T>(
  bytes: Uint8Array,
  work: (document: PDFDocumentProxy, pdfjs: typeof PdfJs) => Promise<T>,
): Promise<T> {
  // Loaded at first use: it is large, and most processes never read a PDF.
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const home = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  const task = pdfjs.getDocument({
    // pdf.js takes the buffer away from its owner, so it gets a copy.
    data: Uint8Array.from(bytes),
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
    cMapUrl: `${join(home, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(home, 'standard_fonts')}/`,
    wasmUrl: `${join(home, 'wasm')}/`,
  })
  try {
    return await work(await task.promise, pdfjs)
  } finally {
    await task.destroy()
  }
}

/** The words of a page in the order of its content, a line each. */
export async function pdfPageText(page: PDFPageProxy): Promise<string> {
  const { items } = await page.getTextContent({ includeMarkedContent: false })
  return items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('')
}

/** True of what `withPdf` throws where the PDF asks for a password. */
export const isLockedPdf = (error: unknown): boolean =>
  error instanceof Error && error.name === 'PasswordException'
