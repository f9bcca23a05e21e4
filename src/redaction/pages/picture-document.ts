import sharp, { type Sharp } from 'sharp'
import { ProblemError } from '../../kernel/outcome.ts'
import { lookOf } from './look-of.ts'
import { checkBox, noPieces, type OpenDocument, type PageLook } from './page-job.ts'

const options = { limitInputPixels: 100_000_000, failOn: 'error' } as const

/** A picture is a page in pixels, as it is shown; a TIFF may have several, all of one size. */
export async function openPictureDocument(bytes: Uint8Array): Promise<OpenDocument> {
  const { width, height, pages: count } = await sizeOf(bytes)
  const pages = Array.from({ length: count }, () => ({ width, height }))
  const onePage = (page: number): Sharp => {
    if (pages[page - 1] === undefined) throw new ProblemError('not-found', `There is no page ${page}.`)
    return count > 1 ? sharp(bytes, { ...options, page: page - 1 }) : sharp(bytes, options).autoOrient()
  }
  return {
    outline: () => ({ kind: 'pages', pages }),
    words: async (page) => {
      onePage(page)
      return { width, height, words: [], scanned: true }
    },
    async picture(page, wanted) {
      const { data, info } = await onePage(page)
        .resize({ width: wanted })
        .png({ compressionLevel: 3 })
        .toBuffer({ resolveWithObject: true })
      return { png: new Uint8Array(data), width: info.width, height: info.height }
    },
    pieces: () => [],
    check: (place) => (place.kind === 'box' ? checkBox(pages, place) : noPieces),
    under: (places) => places.map(() => ''),
    scanned: () => pages.map((_, index) => index + 1),
    async looks(most) {
      const looks: PageLook[] = []
      for (let page = 1; page <= Math.min(count, most); page += 1)
        looks.push({ page, words: null, look: await lookOf(onePage(page).flatten({ background: '#fff' })) })
      return looks
    },
    close: () => undefined,
  }
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number; pages: number }> {
  try {
    const { width, height, pages = 1, pageHeight, autoOrient } = await sharp(bytes, options).metadata()
    if (pages > 1) return { width, height: pageHeight ?? height, pages }
    return { width: autoOrient.width, height: autoOrient.height, pages: 1 }
  } catch {
    throw new ProblemError('unsupported-type', 'The picture is damaged or too large and cannot be shown.')
  }
}
