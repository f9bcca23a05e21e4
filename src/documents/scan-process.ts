import { constants, setPriority } from 'node:os'
import { join, dirname } from 'node:path'
import { createRequire } from 'node:module'
import sharp from 'sharp'
import { createWorker, type Worker } from 'tesseract.js'
import type { FromScan, Scan, ScannedWord, ToScan } from './read-scan.ts'

// Runs in a process of its own, without network and without leave to write files (see `scanFlags`).

const mostPixels = 60_000_000
/** Longest side the recogniser gets, in pixels: about A4 at 400 dots an inch. More costs time and gains nothing. */
const longestSide = 4_700
/** Letters of a picture narrower than this are too small for the recogniser, so it is enlarged. */
const narrow = 1_300
/** Bytes of memory this process may take; the recogniser's own heap counts, which no flag of Node limits. */
const mostMemory = 1_200 * 1024 * 1024
/** Percent. Under this a page may lie on its side or on its head. */
const unsure = 60

setInterval(() => {
  if (process.memoryUsage.rss() > mostMemory) process.kill(process.pid, 'SIGKILL')
}, 200).unref()

let recogniser: Promise<Worker> | null = null

function openRecogniser(): Promise<Worker> {
  recogniser ??= createWorker('eng', 1, {
    langPath: join(
      dirname(createRequire(import.meta.url).resolve('@tesseract.js-data/eng')),
      '4.0.0_best_int',
    ),
    cacheMethod: 'none',
    errorHandler: () => undefined,
  })
  return recogniser
}

type Prepared = { png: Buffer; scale: number; width: number; height: number; pages: number }

/** Upright as its orientation mark says, grey, on white, and of a size whose letters can be read. */
async function prepare(picture: Uint8Array, page: number): Promise<Prepared> {
  const { pages = 1 } = await sharp(picture, { limitInputPixels: mostPixels }).metadata()
  const source = sharp(picture, {
    limitInputPixels: mostPixels,
    failOn: 'error',
    page: page - 1,
  }).autoOrient()
  const { data, info } = await source.flatten({ background: '#fff' }).toColourspace('b-w').raw().toBuffer({
    resolveWithObject: true,
  })
  const { width, height, channels } = info
  const scale =
    Math.max(width, height) > longestSide
      ? longestSide / Math.max(width, height)
      : width < narrow && height < longestSide / 2
        ? 2
        : 1
  const upright = sharp(data, { raw: { width, height, channels }, limitInputPixels: mostPixels })
  const sized = scale === 1 ? upright : upright.resize({ width: Math.max(1, Math.round(width * scale)) })
  return { png: await sized.png({ compressionLevel: 1 }).toBuffer(), scale, width, height, pages }
}

async function readScan({ picture, page }: ToScan): Promise<Scan> {
  const prepared = await prepare(picture, page)
  const upright = await recognise(prepared, 0)
  if (upright.confidence >= unsure) return upright
  let best = upright
  for (const turn of [90, 270, 180] as const) {
    const turned = await recognise(prepared, turn)
    if (weight(turned) > weight(best)) best = turned
    if (turned.confidence >= 80) break
  }
  return best
}

/** How much was read, and how surely. */
const weight = ({ words }: Scan): number =>
  words.reduce((sum, { text, confidence }) => sum + (confidence >= unsure ? text.length : 0), 0)

/** `turn` in degrees clockwise. Boxes come back in the pixels of the picture before it was turned. */
async function recognise(
  { png, scale, width, height, pages }: Prepared,
  turn: 0 | 90 | 180 | 270,
): Promise<Scan> {
  const worker = await openRecogniser()
  const picture = turn === 0 ? png : await sharp(png).rotate(turn).png({ compressionLevel: 1 }).toBuffer()
  const { data } = await worker.recognize(picture, {}, { blocks: true, text: false })
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.lines))
  const words: ScannedWord[] = lines
    .flatMap((line) => line.words)
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, confidence, bbox }) => {
      const [x0, y0, x1, y1] = [bbox.x0 / scale, bbox.y0 / scale, bbox.x1 / scale, bbox.y1 / scale]
      const [left, top, right, bottom] =
        turn === 0
          ? [x0, y0, x1, y1]
          : turn === 90
            ? [y0, height - x1, y1, height - x0]
            : turn === 180
              ? [width - x1, height - y1, width - x0, height - y0]
              : [width - y1, x0, width - y0, x1]
      return {
        text,
        left: Math.max(0, Math.floor(left)),
        top: Math.max(0, Math.floor(top)),
        width: Math.ceil(Math.min(width, right)) - Math.max(0, Math.floor(left)),
        height: Math.ceil(Math.min(height, bottom)) - Math.max(0, Math.floor(top)),
        confidence: Math.round(confidence),
      }
    })
  return { words, confidence: words.length === 0 ? 0 : Math.round(data.confidence), pages }
}

process.on('message', (message) => {
  const answer = (found: FromScan): void => void process.send?.(found)
  const job = message as ToScan
  if (job.gently) setPriority(constants.priority.PRIORITY_LOW)
  readScan(job).then(
    (scan) => answer({ ok: true, scan }),
    () => answer({ ok: false }),
  )
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
