import { join } from 'node:path'
import { readScan } from '../documents/index.ts'
import { lockedFlags, ProcessEnded, SpareProcess } from '../kernel/spare-process.ts'
import { reportInspection, soughtInFile, type ReleaseInspection } from './inspect-for-release.ts'
import { inspectBytes, type BytesToInspect, type InspectedBytes } from './inspect-bytes.ts'
import type { AskScan, FromInspection, SaidScan } from './inspect-process.ts'

/** Longest for a file; a proof against a source reads two, and draws them, and pages that are pictures take a second each. */
const seconds = { file: 180, proof: 600 }
const inspectors = new SpareProcess(join(import.meta.dirname, 'inspect-process.ts'), {
  execArgv: [...lockedFlags, '--max-old-space-size=768', '--expose-gc'],
  idleFor: 20_000,
})

/**
 * `inspectBytes` in a process of its own, with a limit on time and memory. What that process does not survive was not
 * looked into, so it is a finding `unreadable` that nobody may let go.
 */
export async function inspectBytesApart(job: BytesToInspect): Promise<InspectedBytes> {
  if (here) return inspectBytes(job)
  const most = job.source === null ? seconds.file : seconds.proof
  try {
    const found = await inspectors.run<FromInspection>(job, { time: most * 1000, answer: recognise })
    return found === 'fault'
      ? broken('It could not be looked into: the program that looks has a fault.')
      : found
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    return broken(
      error.because === 'slow'
        ? `It took longer than ${most} seconds to look into it. Split it into smaller files.`
        : 'Looking into it ended the process that looked: the file may be made to do that.',
    )
  }
}

/** The words of a picture, for the process that looks: it may start no other. Null where it cannot be read. */
function recognise(message: unknown): Promise<SaidScan> | null {
  if (typeof message !== 'object' || message === null || !('ask' in message)) return null
  const { number, picture, page } = message as AskScan
  const said = (scan: SaidScan['scan']): SaidScan => ({ said: 'scan', number, scan })
  if (!(picture instanceof Uint8Array) || !Number.isSafeInteger(page)) return Promise.resolve(said(null))
  return readScan(picture, { page }).then(said, () => said(null))
}

let here = false

/**
 * While `work` runs, files are looked into in this process: quicker, where every one of them was made by this program
 * and nobody waits for a page.
 */
export async function inspectingHere<T>(work: () => Promise<T>): Promise<T> {
  here = true
  try {
    return await work()
  } finally {
    here = false
  }
}

/** Starts the process that looks, so that it is ready when a file comes. */
export function warmInspection(): void {
  inspectors.warm()
}

const broken = (detail: string): InspectedBytes => ({
  found: [{ kind: 'unreadable', where: 'the file', detail, acceptable: false }],
  texts: 0,
  proof: null,
})

/** `inspectForRelease` in a process of its own: a file of which nothing else is known. */
export async function inspectApart(
  bytes: Uint8Array,
  name: string,
  mustNot: readonly string[] = [],
): Promise<ReleaseInspection> {
  return reportInspection(await inspectBytesApart(soughtInFile(bytes, name, mustNot)))
}
