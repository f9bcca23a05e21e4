import type { Sharp, SharpOptions } from 'sharp'
import type { ReleaseSource } from '../certificate.ts'
import { judgeLook } from './judge-look.ts'
import { toGrey, type Area, type Picture } from './look.ts'
import type { Proof } from './prove-copy.ts'

/** Longest side that is compared: enough to tell a box from what it should hide. */
const longest = 1600

/** A picture and its copy side by side, as they are shown. A TIFF is compared page by page. */
export async function provePicture(
  bytes: Uint8Array,
  { bytes: source, places }: ReleaseSource,
): Promise<Proof> {
  try {
    const sharp = await loadSharp()
    const { pages = 1 } = await sharp(source).metadata()
    const { pages: copied = 1 } = await sharp(bytes).metadata()
    const proof: Proof = { found: [], words: 0, looked: 0 }
    if (pages !== copied)
      proof.found.push({
        kind: 'differs-from-source',
        where: 'the picture',
        detail: `The copy has ${copied} pages and its source ${pages}.`,
      })
    for (let page = 0; page < Math.min(pages, copied); page += 1) {
      const [before, after] = [await draw(sharp, source, page), await draw(sharp, bytes, page)]
      const here = places.filter((place) => place.kind === 'box' && place.page === page + 1)
      const areas = here.flatMap((place): Area[] =>
        place.kind === 'box'
          ? [
              {
                left: place.left * before.scale,
                top: place.top * before.scale,
                right: (place.left + place.width) * before.scale,
                bottom: (place.top + place.height) * before.scale,
              },
            ]
          : [],
      )
      proof.found.push(
        ...judgeLook(before.picture, after.picture, areas, pages === 1 ? 'the picture' : `page ${page + 1}`),
      )
      proof.looked += 1
    }
    return proof
  } catch {
    return {
      found: [
        { kind: 'unreadable', where: 'the picture', detail: 'It could not be compared with its source.' },
      ],
      words: 0,
      looked: 0,
    }
  }
}

type Open = (bytes: Uint8Array, options?: SharpOptions) => Sharp

/** At first use: most files that are looked into are no pictures, and the process waits for it. */
const loadSharp = async (): Promise<Open> => (await import('sharp')).default

async function draw(
  sharp: Open,
  bytes: Uint8Array,
  page: number,
): Promise<{ picture: Picture; scale: number }> {
  const upright = sharp(bytes, { page, limitInputPixels: 200_000_000 }).rotate()
  const { width: full } = (await upright.clone().toBuffer({ resolveWithObject: true })).info
  const { data, info } = await upright
    .flatten({ background: '#ffffff' })
    .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    picture: { width: info.width, height: info.height, grey: toGrey(data) },
    scale: info.width / full,
  }
}
