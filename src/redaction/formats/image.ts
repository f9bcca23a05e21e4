import sharp from 'sharp'
import type { FileType } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'

export type ImageBox = { page: number; left: number; top: number; width: number; height: number }
export const imageTypes = ['png', 'jpeg', 'tiff', 'webp', 'gif'] as const
export type ImageType = (typeof imageTypes)[number]
export const isPicture = (type: FileType): type is ImageType => imageTypes.some((each) => each === type)

const mostPixels = 100_000_000

/**
 * Paints solid boxes into a picture and encodes its pixels anew: no metadata, no thumbnail, no way back. Boxes count
 * pixels of the picture as it is shown, pages (of a TIFF) from 1.
 */
export async function redactImage(
  bytes: Uint8Array,
  type: ImageType,
  boxes: readonly ImageBox[],
): Promise<Uint8Array> {
  try {
    const options = { limitInputPixels: mostPixels, failOn: 'error' } as const
    const { pages = 1, pageHeight } = await sharp(bytes, options).metadata()
    const source = pages > 1 ? sharp(bytes, { ...options, pages: -1 }) : sharp(bytes, options).autoOrient()
    const { data, info } = await source.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const perPage = pages > 1 ? (pageHeight ?? Math.round(height / pages)) : height
    for (const box of boxes) {
      const offset = (box.page - 1) * perPage
      const [left, right] = [
        Math.max(0, Math.floor(box.left)),
        Math.min(width, Math.ceil(box.left + box.width)),
      ]
      const top = Math.max(0, Math.floor(box.top)) + offset
      const bottom = Math.min(perPage, Math.ceil(box.top + box.height)) + offset
      for (let y = top; y < Math.min(bottom, height); y += 1)
        for (let x = left; x < right; x += 1)
          for (let channel = 0; channel < channels; channel += 1)
            // The last of two or four says how much shows.
            data[(y * width + x) * channels + channel] =
              channels % 2 === 0 && channel === channels - 1 ? 255 : 0
    }
    const painted = sharp(data, {
      raw: { width, height, channels, ...(pages > 1 ? { pageHeight: perPage } : {}) },
    })
    const encoded =
      type === 'jpeg'
        ? painted.jpeg({ quality: 90 })
        : type === 'tiff'
          ? painted.tiff({ compression: 'lzw' })
          : type === 'webp'
            ? painted.webp()
            : type === 'gif'
              ? painted.gif()
              : painted.png()
    return new Uint8Array(await encoded.toBuffer())
  } catch {
    throw new ProblemError(
      'unsupported-type',
      'The picture is damaged or too large and could not be redacted. Nothing was written.',
    )
  }
}
