import type { Pdfium, PageBox } from './pdfium.ts'

/** Removes the glyphs, lines and pixels that a box touches, in forms as well. */
export function removeUnder(pdfium: Pdfium, page: number, boxes: readonly PageBox[]): void {
  if (boxes.length === 0) return
  const pointer = pdfium.allocate(boxes.length * 32)
  const corners = pdfium.floats(pointer, boxes.length * 8)
  boxes.forEach(([left, bottom, right, top], index) =>
    corners.set([left, top, right, top, left, bottom, right, bottom], index * 8),
  )
  pdfium.api.EPDFText_RedactInQuads(page, pointer, boxes.length, true, false)
  pdfium.free(pointer)
}

const fill = 1

/** A solid black box with its reason in white, where that can be read. */
export function drawBox(
  pdfium: Pdfium,
  { document, page, font }: { document: number; page: number; font: number },
  [left, bottom, right, top]: PageBox,
  label: string,
): void {
  const { api } = pdfium
  const box = api.FPDFPageObj_CreateNewRect(left, bottom, right - left, top - bottom)
  api.FPDFPath_SetDrawMode(box, fill, false)
  api.FPDFPageObj_SetFillColor(box, 0, 0, 0, 255)
  api.FPDFPage_InsertObject(page, box)
  // Half an em a letter is what Helvetica needs, about.
  const size = Math.min((top - bottom) * 0.6, (right - left - 2) / (label.length * 0.55))
  if (label === '' || size < 3) return
  const text = api.FPDFPageObj_CreateTextObj(document, font, size)
  pdfium.withText(label, (pointer) => api.FPDFText_SetText(text, pointer))
  api.FPDFPageObj_SetFillColor(text, 255, 255, 255, 255)
  api.FPDFPageObj_Transform(text, 1, 0, 0, 1, left + 1, bottom + (top - bottom) * 0.28)
  api.FPDFPage_InsertObject(page, text)
}

const image = 3
const form = 5

/** True where a picture, or something drawn as one piece that may hold a picture, lies under a box. */
export function picturesUnder(pdfium: Pdfium, page: number, boxes: readonly PageBox[]): boolean {
  const { api, scratch } = pdfium
  const count = api.FPDFPage_CountObjects(page)
  for (let index = 0; index < count; index += 1) {
    const object = api.FPDFPage_GetObject(page, index)
    const type = api.FPDFPageObj_GetType(object)
    if (type !== image && !(type === form && holdsPicture(pdfium, object, 0))) continue
    if (!api.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) return true
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.floats(scratch, 4)
    if (boxes.some((box) => box[0] < right && left < box[2] && box[1] < top && bottom < box[3])) return true
  }
  return false
}

function holdsPicture(pdfium: Pdfium, object: number, depth: number): boolean {
  const { api } = pdfium
  if (depth > 10) return true
  const count = api.FPDFFormObj_CountObjects(object)
  for (let index = 0; index < count; index += 1) {
    const inner = api.FPDFFormObj_GetObject(object, index)
    const type = api.FPDFPageObj_GetType(inner)
    if (type === image || (type === form && holdsPicture(pdfium, inner, depth + 1))) return true
  }
  return false
}
