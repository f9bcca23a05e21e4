import { join } from 'node:path'
import type { FileType } from '../documents/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { lockedFlags, ProcessEnded, SpareProcess } from '../kernel/spare-process.ts'
import { Turns } from '../kernel/turns.ts'
import { findMarks, redactFile, type Redacted, type RedactOptions } from './redact-file.ts'
import type { MadeMark } from './redact-story.ts'
import type { ApartJob, ApartReply } from './redact-process.ts'

/** Milliseconds */
const time = 180_000
const redactors = new SpareProcess(join(import.meta.dirname, 'redact-process.ts'), {
  execArgv: [...lockedFlags, '--max-old-space-size=1024'],
  idleFor: 20_000,
})
/** Each may take 600 MB and a processor. */
const turns = new Turns({ most: 2 })

type Source = { bytes: Uint8Array; name: string; fileType: FileType }

/** `redactFile` in a process of its own, with a limit on time and memory: the file may be made to break its reader. */
export async function redactApart(source: Source, options: RedactOptions): Promise<Redacted> {
  // A PDF is taken apart in a process of its own already.
  if (source.fileType === 'pdf') return turns.run(() => redactFile(source.bytes, source.name, options))
  const said = await run({ bytes: source.bytes, name: source.name, options, write: true })
  if (said.reply !== 'made') throw new Error('The process that redacts answered another question')
  return said.made
}

export async function findApart(source: Source, options: RedactOptions): Promise<MadeMark[]> {
  if (source.fileType === 'pdf') return turns.run(() => findMarks(source.bytes, source.name, options))
  const said = await run({ bytes: source.bytes, name: source.name, options, write: false })
  if (said.reply !== 'found') throw new Error('The process that redacts answered another question')
  return said.marks
}

async function run(job: ApartJob): Promise<ApartReply> {
  try {
    const said = await turns.run(() => redactors.run<ApartReply>(job, { time }))
    if (said.reply === 'problem') throw new ProblemError(said.problem, said.detail)
    return said
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    throw error.because === 'slow'
      ? new ProblemError('too-large', `Redacting took longer than ${time / 60_000} minutes and was stopped.`)
      : new ProblemError(
          'unsupported-type',
          'The file broke the program that redacts it: it is damaged, or too large. Nothing was written. Save it anew, or cut it up.',
        )
  }
}
