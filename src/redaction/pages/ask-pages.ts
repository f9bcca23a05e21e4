import { join } from 'node:path'
import type { FileStore, FileType } from '../../documents/index.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import { lockedFlags, ProcessEnded, SpareProcess, type RunOptions } from '../../kernel/spare-process.ts'
import { Turns } from '../../kernel/turns.ts'
import { cannotBeShown, type Answers, type PageAsk, type PageJob, type PageReply } from './page-job.ts'

const memory = 768
const mostBytes = 200 * 1024 * 1024
/** Milliseconds for one question; those about every page get more. */
const time = 20_000
const longTime = 120_000
const aboutAll: ReadonlySet<PageAsk['ask']> = new Set(['scanned', 'looks', 'under'])

const showers = new SpareProcess(join(import.meta.dirname, 'page-process.ts'), {
  // WebAssembly counts its memory in pages of 64 KB.
  execArgv: [...lockedFlags, `--max-old-space-size=${memory}`, `--wasm-max-mem-pages=${memory * 16}`],
  idleFor: 120_000,
})
const turns = new Turns({ most: 3, patience: 500 })

export type Shelved = { sha256: string; fileType: FileType }

/**
 * Asks about a document in a process of its own that keeps the last documents open; the bytes are read and sent only
 * where it does not hold them. Throws a ProblemError for documents that cannot be shown; what breaks the process breaks
 * nothing else.
 */
export function askPages<A extends PageAsk>(
  files: FileStore,
  { sha256, fileType }: Shelved,
  question: A,
  options: Pick<RunOptions, 'signal'> & { time?: number } = {},
): Promise<Answers[A['ask']]> {
  const ask = async (bytes: Uint8Array | null): Promise<PageReply> => {
    const job: PageJob = { sha256, type: fileType, question, bytes }
    const most = options.time ?? (aboutAll.has(question.ask) ? longTime : time)
    return showers.run<PageReply>(job, {
      time: most,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    })
  }
  return turns.run(async () => {
    try {
      let said = await ask(null).catch(nullIfDied)
      if (said === null || said.reply === 'need-bytes') {
        const bytes = await readBytes(files, sha256)
        said = (await ask(bytes).catch(nullIfDied)) ?? (await ask(bytes))
      }
      if (said.reply === 'problem') throw new ProblemError(said.problem, said.detail)
      if (said.reply === 'need-bytes')
        throw new Error('The process that shows documents lost one it was given')
      return said.answer as Answers[A['ask']]
    } catch (error) {
      if (!(error instanceof ProcessEnded)) throw error
      throw error.because === 'slow'
        ? new ProblemError('too-large', 'The document takes too long to show and was stopped.')
        : new ProblemError('unsupported-type', cannotBeShown)
    }
  })
}

/** It may have died of another document that it held: then it is asked again. */
function nullIfDied(error: unknown): null {
  if (error instanceof ProcessEnded && error.because === 'died') return null
  throw error
}

async function readBytes(files: FileStore, sha256: string): Promise<Uint8Array> {
  const bytes = await files.read(sha256)
  if (bytes.length > mostBytes)
    throw new ProblemError(
      'too-large',
      `Documents can be shown and redacted up to ${mostBytes / 1024 / 1024} MB. Cut this one into parts.`,
    )
  return bytes
}
