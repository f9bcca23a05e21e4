import { join } from 'node:path'
import { ProblemError } from '../kernel/outcome.ts'
import { lockedFlags, ProcessEnded, SpareProcess } from '../kernel/spare-process.ts'
import { Turns } from '../kernel/turns.ts'

/** Pixels of the picture as it is shown, that is, turned as its orientation mark says; confidence in percent. */
export type ScannedWord = {
  text: string
  left: number
  top: number
  width: number
  height: number
  confidence: number
}
/** Words in reading order. `confidence` in percent; 0 where no word was found. `pages` counts those of the whole file. */
export type Scan = { words: ScannedWord[]; confidence: number; pages: number }

export type ToScan = { picture: Uint8Array; page: number; gently: boolean }
export type FromScan = { ok: true; scan: Scan } | { ok: false }

/** `readScan`, or whatever reads pictures for a process that may not start another. */
export type ReadScan = (picture: Uint8Array, options: ScanOptions) => Promise<Scan>

export type ScanOptions = {
  signal?: AbortSignal
  /** Milliseconds for this picture alone; waiting for other pictures does not count. */
  time?: number
  /** Page of a TIFF, from 1. */
  page?: number
  /** Nobody waits for it: it runs only while nothing else wants the processor. */
  gently?: boolean
}

const usualTime = 60_000
/** Two recognisers are as many as a small server bears beside its pages; further pictures wait. */
const turns = new Turns({ most: 2 })

/** The recogniser uses threads too. */
export const scanFlags = [...lockedFlags, '--allow-worker', '--max-old-space-size=512'] as const

const scanProcess = join(import.meta.dirname, 'scan-process.ts')
const recognisers = new SpareProcess(scanProcess, { execArgv: scanFlags, idleFor: 30_000 })
// A process that has once stood back may not come forward again.
const gentle = new SpareProcess(scanProcess, { execArgv: scanFlags, idleFor: 5_000 })

/**
 * Reads the words of a scanned page or photograph (PNG, JPEG, TIFF, WebP, GIF) with tesseract.js, wholly on this
 * machine: language data comes from an installed package, and the process that reads has no network. A page on its
 * side or head is read as well. Throws ProblemError `unsupported-type` where the picture cannot be read in the time
 * and memory there is, and the signal's reason.
 */
export async function readScan(picture: Uint8Array, options: ScanOptions = {}): Promise<Scan> {
  const { signal, time = usualTime, page = 1, gently = false } = options
  const job: ToScan = { picture, page, gently }
  try {
    const found = await turns.run(
      () => (gently ? gentle : recognisers).run<FromScan>(job, { time, ...(signal ? { signal } : {}) }),
      signal,
    )
    if (found.ok) return found.scan
    throw new ProblemError('unsupported-type', 'The picture is damaged or too large and could not be read.')
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    throw new ProblemError(
      'unsupported-type',
      error.because === 'slow'
        ? `Reading the picture took longer than ${Math.round(time / 1000)} seconds.`
        : 'Reading the picture took more memory than it may, or ended the process that read it.',
    )
  }
}

/** The words as text, a line for each line of the page. */
export function scanText(words: readonly ScannedWord[]): string {
  return words
    .map(({ text, top, height }, index) => {
      const before = words[index - 1]
      if (before === undefined) return text
      const middle = top + height / 2
      const sameLine = middle > before.top && middle < before.top + before.height
      return `${sameLine ? ' ' : '\n'}${text}`
    })
    .join('')
}
