import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '../../kernel/outcome.ts'
import { ProcessEnded, SpareProcess } from '../../kernel/spare-process.ts'
import { isFull } from './build-fault.ts'
import type { FromBuild, ToBuild } from './build-messages.ts'
import type { ImportJob, ImportResult, OnProgress } from './job.ts'

const builders = new SpareProcess(join(import.meta.dirname, 'build-process.ts'), {
  execArgv: ['--max-old-space-size=768'],
  idleFor: 60_000,
})

/**
 * Turns one file into one version, in a process of its own: it never holds up this one, and its end is not ours.
 * Where decisions are needed first, `built` is null and `report.decisions` says which.
 *
 * Throws the signal's reason where it is aborted, and a ProblemError where the process dies (`fault`) or the disk is
 * full (`disk-full`). What it had written is then gone; on success its output stays in `job.directory`.
 */
export async function importTable(
  job: ImportJob,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<ImportResult> {
  signal?.throwIfAborted()
  const message: ToBuild = { job }
  try {
    const last = await builders.run<FromBuild & { kind: 'result' }>(message, {
      ...(signal === undefined ? {} : { signal }),
      isLast: (given) => {
        const said = given as FromBuild
        if (said.kind === 'failed') throw problemOf(said)
        if (said.kind === 'progress') onProgress(said.stage, said.done, said.total)
        return said.kind === 'result'
      },
    })
    return last.result
  } catch (error) {
    await rm(job.directory, { recursive: true, force: true }).catch(() => undefined)
    throw error instanceof ProcessEnded
      ? new ProblemError('fault', 'The process that was building the table ended. Nothing was published.')
      : error
  }
}

/** Starts the process before the first job needs it. */
export const warmImports = (): void => builders.warm()

export function problemOf({ code, message }: { code: string | null; message: string }): Error {
  if (code === 'ENOSPC' || code === 'EDQUOT' || isFull(message))
    return new ProblemError('disk-full', 'There was no room to build the table. Nothing was published.')
  return new Error(`The table could not be built: ${message}`)
}
