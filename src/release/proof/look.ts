import type { Canvas } from '@napi-rs/canvas'
import type { PDFPageProxy } from 'pdfjs-dist'

/** Grey values, a byte a pixel */
export type Picture = { width: number; height: number; grey: Uint8Array }
/** Pixels from the top left */
export type Area = { left: number; top: number; right: number; bottom: number }

/** One for all pages: what a canvas holds lies outside the heap, where nothing hurries to collect it. */
let canvas: Canvas | null = null

/** A page as pdf.js draws it, one page at a time. `scale` 1 is 72 pixels an inch. */
export async function drawPage(page: PDFPageProxy, scale: number): Promise<Picture> {
  const viewport = page.getViewport({ scale })
  const width = Math.max(1, Math.ceil(viewport.width))
  const height = Math.max(1, Math.ceil(viewport.height))
  if (canvas?.width !== width || canvas.height !== height) canvas = await newCanvas(width, height)
  await page.render({ canvas, viewport, background: '#ffffff' }).promise
  const data = canvas.data()
  return { width, height, grey: toGrey(data) }
}

/** Loaded at first use: most processes that look into files never draw a page. */
async function newCanvas(width: number, height: number): Promise<Canvas> {
  const { createCanvas } = await import('@napi-rs/canvas')
  return createCanvas(width, height)
}

export function toGrey(rgba: Uint8Array): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4)
  for (let at = 0; at < grey.length; at += 1)
    grey[at] = ((rgba[at * 4] ?? 0) * 77 + (rgba[at * 4 + 1] ?? 0) * 150 + (rgba[at * 4 + 2] ?? 0) * 29) >> 8
  return grey
}

const block = 6
const differs = 48

/** The share of the picture outside the areas that looks different, from 0 to 1; null where the sizes do not match. */
export function differenceOutside(before: Picture, after: Picture, areas: readonly Area[]): number | null {
  if (Math.abs(before.width - after.width) > 2 || Math.abs(before.height - after.height) > 2) return null
  let all = 0
  let other = 0
  const wide = Math.min(before.width, after.width)
  const high = Math.min(before.height, after.height)
  for (let top = 0; top + block <= high; top += block)
    for (let left = 0; left + block <= wide; left += block) {
      const here = { left: left - 3, top: top - 3, right: left + block + 3, bottom: top + block + 3 }
      if (areas.some((area) => meets(area, here))) continue
      all += 1
      if (Math.abs(meanOf(before, left, top) - meanOf(after, left, top)) > differs) other += 1
    }
  return all === 0 ? 0 : other / all
}

/** What an area of the copy looks like: one colour but for a label, or something else. */
export function isSolid(before: Picture, after: Picture, given: Area): boolean {
  const area = {
    left: Math.max(0, Math.ceil(given.left) + 1),
    top: Math.max(0, Math.ceil(given.top) + 1),
    right: Math.min(after.width, Math.floor(given.right) - 1),
    bottom: Math.min(after.height, Math.floor(given.bottom) - 1),
  }
  // Smaller than a letter at this size: nothing could be told.
  if (area.right - area.left < 3 || area.bottom - area.top < 3) return true
  const counts = new Map<number, number>()
  let all = 0
  let same = 0
  let busy = 0
  const first = before.grey[area.top * before.width + area.left] ?? 0
  for (let y = area.top; y < area.bottom; y += 1)
    for (let x = area.left; x < area.right; x += 1) {
      const now = after.grey[y * after.width + x] ?? 0
      const then = before.grey[y * before.width + x] ?? 0
      if (Math.abs(then - first) > differs) busy += 1
      if (Math.abs(now - then) <= differs / 2) same += 1
      const onEdge = y < area.top + 1 || y >= area.bottom - 1 || x < area.left + 1 || x >= area.right - 1
      if (onEdge) counts.set(now >> 5, (counts.get(now >> 5) ?? 0) + 1)
      all += 1
    }
  const edge = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const untouched = busy > all * 0.02 && same > all * 0.9
  return !untouched && Math.max(...counts.values()) >= edge * 0.6
}

const meets = (a: Area, b: Area): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

function meanOf({ width, grey }: Picture, left: number, top: number): number {
  let sum = 0
  for (let y = top; y < top + block; y += 1)
    for (let x = left; x < left + block; x += 1) sum += grey[y * width + x] ?? 0
  return sum / (block * block)
}
