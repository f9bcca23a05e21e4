import { json } from '../../db/index.ts'
import { readScan, type ScannedWord } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { PageView, PageWord, RedactionServices } from '../redaction.ts'
import { askPages, type Shelved } from './ask-pages.ts'
import type { Answers } from './page-job.ts'
import { sharesLine } from './read-words.ts'

/** What recognisers of text are made for, and as wide as they need it */
const dotsPerInch = 300
const widest = 3000

/** Reading one page must not keep a person waiting for longer. Milliseconds. */
const readingTime = 45_000

/** Pages that are being read, and those that could not be, so that nobody waits for them again. */
const readings = new Map<string, Promise<PageWord[] | null>>()
const mostUnreadable = 1000
const unreadable = new Set<string>()
const pagesAhead = 3

/**
 * The words of a page; of a scanned one those that were read in its picture, which are kept. After `wait` milliseconds
 * (as long as it takes, where absent) it comes without them, and they and the next pages are read in the background.
 */
export async function wordsOfPage(
  services: RedactionServices,
  document: Shelved,
  page: number,
  wait?: number,
): Promise<PageView> {
  const read = await askPages(services.files, document, { ask: 'words', page })
  if (!read.scanned) return { page, ...read }
  const known = await keptWords(services, document.sha256, page)
  if (known !== null) return { page, ...read, words: known }
  const reading = readOnce(services, document, page, read)
  if (wait === undefined) return { page, ...read, words: (await reading) ?? read.words }
  void readAhead(services, document, page)
  const late = Symbol('late')
  const { promise, resolve } = Promise.withResolvers<typeof late>()
  const timer = setTimeout(() => resolve(late), wait)
  const words = await Promise.race([reading, promise])
  clearTimeout(timer)
  return words === late ? { page, ...read, reading: true } : { page, ...read, words: words ?? read.words }
}

/**
 * Reads a scanned page that nobody waits for, after all that somebody waits for. Keeps what it reads; nothing comes of a
 * page that was read before, that cannot be read, or of the signal.
 */
export async function readGently(
  services: RedactionServices,
  document: Shelved,
  page: number,
  signal: AbortSignal,
): Promise<void> {
  while (readings.size > 0 && !signal.aborted) await Promise.allSettled(readings.values())
  if (signal.aborted || (await keptWords(services, document.sha256, page)) !== null) return
  const size = await askPages(services.files, document, { ask: 'words', page })
  if (size.scanned) await readOnce(services, document, page, size, { signal, gently: true })
}

type Manner = { signal?: AbortSignal; gently?: boolean }

/** Whoever asks for the same page waits for the same reading. */
function readOnce(
  services: RedactionServices,
  document: Shelved,
  page: number,
  size: Answers['words'],
  manner: Manner = {},
): Promise<PageWord[] | null> {
  const key = `${document.sha256} ${page}`
  if (unreadable.has(key)) return Promise.resolve(null)
  const known = readings.get(key)
  if (known !== undefined) return known
  const reading = readPicture(services, document, page, size, manner).then((words) => {
    if (words === null && manner.signal?.aborted !== true) {
      if (unreadable.size >= mostUnreadable) unreadable.clear()
      unreadable.add(key)
    }
    return words
  })
  readings.set(key, reading)
  // Nobody may be waiting for it any more.
  reading.catch(() => null).finally(() => readings.delete(key))
  return reading
}

/** The pages that are turned to next, one after another. */
async function readAhead(services: RedactionServices, document: Shelved, from: number): Promise<void> {
  try {
    await readings.get(`${document.sha256} ${from}`)
    for (let page = from + 1; page <= from + pagesAhead; page += 1) {
      const size = await askPages(services.files, document, { ask: 'words', page })
      if (size.scanned && (await keptWords(services, document.sha256, page)) === null)
        await readOnce(services, document, page, size)
    }
  } catch {
    // There is no such page, or whoever turns to it is told why it cannot be shown.
  }
}

/** A scanned page; null where its words could not be read, or not before the signal. */
export async function readScannedPage(
  services: RedactionServices,
  document: Shelved,
  page: number,
  signal: AbortSignal,
): Promise<PageView | null> {
  const read = await askPages(services.files, document, { ask: 'words', page })
  const words = await scannedWords(services, document, page, read, signal)
  return words === null ? null : { page, ...read, words }
}

async function scannedWords(
  services: RedactionServices,
  document: Shelved,
  page: number,
  size: Answers['words'],
  signal?: AbortSignal,
): Promise<PageWord[] | null> {
  const known = await keptWords(services, document.sha256, page)
  if (known !== null) return known
  if (signal?.aborted === true) return null
  return readPicture(services, document, page, size, signal === undefined ? {} : { signal })
}

/** Null where nobody has read this page yet. */
export async function keptWords(
  { database }: RedactionServices,
  sha256: string,
  page: number,
): Promise<PageWord[] | null> {
  const row = await database.reader
    .selectFrom('scanned_page')
    .select('words')
    .where('sha256', '=', sha256)
    .where('page', '=', page)
    .executeTakeFirst()
  return row === undefined ? null : (row.words as PageWord[])
}

/** Null where the picture cannot be read: the page can still be marked by boxes. */
async function readPicture(
  services: RedactionServices,
  document: Shelved,
  page: number,
  size: Answers['words'],
  manner: Manner,
): Promise<PageWord[] | null> {
  const isPdf = document.fileType === 'pdf'
  const width = Math.min(
    widest,
    Math.max(50, Math.round(isPdf ? (size.width * dotsPerInch) / 72 : size.width)),
  )
  const picture = await askPages(services.files, document, { ask: 'picture', page, width })
  try {
    const scan = await readScan(picture.png, { time: readingTime, ...manner })
    const words = toPage(scan.words, size.width / picture.width)
    await services.database.write((tx) =>
      tx
        .insertInto('scanned_page')
        .values({
          sha256: document.sha256,
          page,
          words: json(words),
          made_at: services.clock.now(),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return words
  } catch (error) {
    if (error instanceof ProblemError || manner.signal?.aborted === true) return null
    throw error
  }
}

const round = (number: number): number => Math.round(number * 100) / 100

function toPage(found: readonly ScannedWord[], scale: number): PageWord[] {
  let line = 0
  return found.map((word, index): PageWord => {
    const last = found[index - 1]
    if (last !== undefined && (!sharesLine(last, word) || word.left < last.left)) line += 1
    return {
      text: word.text,
      left: round(word.left * scale),
      top: round(word.top * scale),
      width: round(word.width * scale),
      height: round(word.height * scale),
      line,
    }
  })
}
