import type { Pdfium } from '../pdf/pdfium.ts'
import type { PageSize } from './page-job.ts'

const image = 3
const form = 5

/** The share of the page that its pictures cover. From 0 to 1. */
export function pictureShare(pdfium: Pdfium, page: number, { width, height }: PageSize): number {
  const { api, scratch } = pdfium
  let covered = 0
  const count = Math.min(api.FPDFPage_CountObjects(page), 5000)
  for (let index = 0; index < count; index += 1) {
    const object = api.FPDFPage_GetObject(page, index)
    const type = api.FPDFPageObj_GetType(object)
    if (type !== image && !(type === form && holdsPicture(pdfium, object))) continue
    if (!api.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)) continue
    const [left = 0, bottom = 0, right = 0, top = 0] = pdfium.floats(scratch, 4)
    covered += Math.max(0, right - left) * Math.max(0, top - bottom)
  }
  return Math.min(1, covered / (width * height))
}

function holdsPicture({ api }: Pdfium, object: number): boolean {
  const count = Math.min(api.FPDFFormObj_CountObjects(object), 100)
  for (let index = 0; index < count; index += 1) {
    const type = api.FPDFPageObj_GetType(api.FPDFFormObj_GetObject(object, index))
    if (type === image || type === form) return true
  }
  return false
}
