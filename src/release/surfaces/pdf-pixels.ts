import type { PDFPageProxy } from 'pdfjs-dist'
import type { Box } from './pdf-painting.ts'

export type PictureLook = 'dark' | 'even' | 'mixed' | 'through'
type Pixels = { width: number; height: number; bytesEach: 0 | 3 | 4; data: ArrayLike<number> }

/** Null for pictures whose pixels are not at hand as bytes. */
export async function readPixels(page: PDFPageProxy, given: unknown): Promise<Pixels | null> {
  const objects = typeof given === 'string' && given.startsWith('g_') ? page.commonObjs : page.objs
  const image: unknown =
    typeof given === 'string' ? await new Promise((resolve) => objects.get(given, resolve)) : given
  if (typeof image !== 'object' || image === null || !('data' in image) || !ArrayBuffer.isView(image.data))
    return null
  const { width, height, kind } = image as { width?: number; height?: number; kind?: number }
  // Kinds of pdf.js: one bit a pixel, three bytes, and four with how far it covers.
  if (width === undefined || height === undefined || (kind !== 1 && kind !== 2 && kind !== 3)) return null
  return {
    width,
    height,
    bytesEach: kind === 1 ? 0 : kind === 2 ? 3 : 4,
    data: image.data as Uint8ClampedArray,
  }
}

/** A box drawn as a picture is one colour; a stamp or a photograph is not, and where it lets through it hides nothing. */
export function pictureLook(pixels: Pixels | null, whole: Box, part: Box): PictureLook {
  if (pixels === null) return 'even'
  const { width, height } = pixels
  const across = width / (whole[2] - whole[0])
  const down = height / (whole[3] - whole[1])
  let first: string | null = null
  let mixed = false
  let dark = true
  for (let step = 0; step <= 8; step += 1)
    for (let row = 0; row <= 4; row += 1) {
      const x = Math.floor((part[0] + ((part[2] - part[0]) * step) / 8 - whole[0]) * across)
      const y = Math.floor((whole[3] - part[3] + ((part[3] - part[1]) * row) / 4) * down)
      if (x < 0 || y < 0 || x >= width || y >= height) continue
      const [red, green, blue, alpha] = pixelAt(pixels, x, y)
      if (alpha < 250) return 'through'
      if (red + green + blue > 180) dark = false
      const colour = `${red >> 4},${green >> 4},${blue >> 4}`
      if (first !== null && colour !== first) mixed = true
      first = colour
    }
  if (first === null) return 'through'
  return mixed ? 'mixed' : dark ? 'dark' : 'even'
}

function pixelAt({ width, bytesEach, data }: Pixels, x: number, y: number): [number, number, number, number] {
  if (bytesEach === 0) {
    const bit = ((data[y * Math.ceil(width / 8) + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1
    return [bit * 255, bit * 255, bit * 255, 255]
  }
  const at = (y * width + x) * bytesEach
  return [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0, bytesEach === 4 ? (data[at + 3] ?? 0) : 255]
}
