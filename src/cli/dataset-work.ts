import { setTimeout as wait } from 'node:timers/promises'
import { findImport, runImport, type DatasetServices, type ImportRecord } from '../datasets/index.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { note } from './output.ts'
import { reportProgress, type Progress } from './progress.ts'

const names: Record<string, string> = {
  reading: 'Reading',
  checking: 'Checking rows',
  writing: 'Writing rows',
  comparing: 'Counting and comparing columns',
  screening: 'Screening columns',
  publishing: 'Publishing',
}

/** Stages as they come, on standard error. */
export function stageReporter(progress: Progress): (stage: string, done: number, total: number) => void {
  let current = ''
  return (stage, done, total) => {
    if (stage !== current) progress.stage(names[stage] ?? stage, total)
    current = stage
    progress.at(done)
  }
}

const pollMilliseconds = 300

/**
 * Works on an import here, or watches where a server is at it already, until it needs a person or has ended. Ctrl-C
 * leaves it where `dataset resume` goes on.
 */
export async function workOnImport(
  services: DatasetServices,
  authorityId: string,
  importId: string,
): Promise<ImportRecord> {
  const progress = reportProgress()
  const onProgress = stageReporter(progress)
  const stopping = new AbortController()
  const onSignal = (): void => stopping.abort()
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  try {
    for (;;) {
      const outcome = await runImport(services, importId, {
        onProgress,
        signal: stopping.signal,
        whenStopped: 'park',
      })
      const record = outcome.ok
        ? outcome.value
        : await findImport(services.database.reader, authorityId, importId)
      if (record === null) throw new ProblemError('not-found', 'The import is gone.')
      if (stopping.signal.aborted) {
        note(
          record.state === 'working'
            ? 'The server goes on with it.'
            : `Stopped. To go on with it: muniment dataset resume ${importId}`,
        )
        process.exitCode = 130
        return record
      }
      if (outcome.ok) return record
      if (record.state !== 'working' && record.state !== 'received') return record
      // A server was quicker, or another file of the dataset comes first.
      if (record.progress !== null)
        onProgress(record.progress.stage, record.progress.done, record.progress.total)
      await wait(pollMilliseconds, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  } finally {
    progress.end()
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
}
