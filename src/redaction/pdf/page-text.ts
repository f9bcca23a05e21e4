import type { Pdfium, PageBox } from './pdfium.ts'

/** The words of a page as PDFium finds them, hidden and invisible ones too, one character a unit. */
export type PageText = {
  text: string
  /** Of the glyph itself; null where nothing is painted */
  glyphBox: (index: number) => PageBox | null
  /** Of the room that a line gives it */
  lineBox: (index: number) => PageBox | null
  /** True where a line runs up or down the page */
  upright: (index: number) => boolean
  /** How far a character is turned, in radians */
  angle: (index: number) => number
  /** True of a space or line end that no page paints: PDFium puts it where a gap is */
  generated: (index: number) => boolean
  size: (index: number) => number
  /** From 0 where a line runs along or across the page to 1 where it runs from corner to corner; 0 as well for next to it */
  slant: (index: number) => number
  close: () => void
}

export function readPageText(pdfium: Pdfium, page: number): PageText {
  const { api, scratch } = pdfium
  const text = api.FPDFText_LoadPage(page)
  const count = text === 0 ? 0 : Math.max(0, api.FPDFText_CountChars(text))
  const { letter, angle, generated } = pdfium.textCalls
  const units = new Uint16Array(count)
  for (let index = 0; index < count; index += 1) {
    const code = letter(text, index)
    // One unit a character keeps places the same; what lies beyond the basic plane is no letter of a name here.
    units[index] = code === 0 || code > 0xffff ? 0xfffd : code
  }
  return {
    text: Buffer.from(units.buffer).toString('utf16le'),
    glyphBox(index) {
      const at = scratch
      if (!api.FPDFText_GetCharBox(text, index, at, at + 8, at + 16, at + 24)) return null
      const [left = 0, right = 0, bottom = 0, top = 0] = pdfium.doubles(at, 4)
      return right > left && top > bottom ? [left, bottom, right, top] : null
    },
    lineBox(index) {
      if (!api.FPDFText_GetLooseCharBox(text, index, scratch)) return null
      const [left = 0, top = 0, right = 0, bottom = 0] = pdfium.floats(scratch, 4)
      return right > left && top > bottom ? [left, bottom, right, top] : null
    },
    angle: (index) => angle(text, index),
    generated: (index) => generated(text, index) === 1,
    size: (index) => api.FPDFText_GetFontSize(text, index),
    slant(index) {
      const slant = Math.abs(Math.sin(2 * angle(text, index)))
      return slant > 0.02 ? slant : 0
    },
    upright: (index) => Math.abs(Math.sin(angle(text, index))) > 0.7,
    close: () => {
      if (text !== 0) api.FPDFText_ClosePage(text)
    },
  }
}
