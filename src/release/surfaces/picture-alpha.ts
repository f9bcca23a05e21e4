import sharp from 'sharp'
import type { Surface } from './surface.ts'

const mostPixels = 60_000_000
/** Shares of the picture that must be see-through, and of that which must not be of one colour, for it to be a picture. */
const fewestPixels = 200
const fewestColours = 32

/**
 * Pixels that are wholly see-through and still have the colours of a picture: whoever takes the mask away sees it.
 * Programs that rub something out often leave its colours.
 */
export async function alphaSurfaces(bytes: Uint8Array): Promise<Surface[]> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels })
    if (!(await picture.metadata()).hasAlpha) return []
    const { data, info } = await picture.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
    if (info.channels !== 4) return []
    const colours = new Set<number>()
    let unseen = 0
    for (let at = 0; at + 3 < data.length; at += 4) {
      if (data[at + 3] !== 0) continue
      unseen += 1
      // As coarse as the eye sees; what is nearly black or nearly white is what programs fill in.
      const colour =
        (((data[at] ?? 0) >> 4) << 8) | (((data[at + 1] ?? 0) >> 4) << 4) | ((data[at + 2] ?? 0) >> 4)
      if (colour !== 0 && colour !== 0xfff) colours.add(colour)
    }
    return unseen >= fewestPixels && colours.size >= fewestColours
      ? [
          {
            kind: 'hidden-layer',
            where: 'the picture',
            detail: 'What is see-through in it still holds a picture.',
          },
        ]
      : []
  } catch {
    // What cannot be read as a picture is said elsewhere.
    return []
  }
}
