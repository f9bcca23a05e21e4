import type { ImportStage } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import { leaseEnd, writeLeased, type Lease } from '../import-store.ts'
import type { RunHooks } from './run-import.ts'

export type LeaseKeeper = {
  progress: (stage: ImportStage | 'publishing', done: number, total: number) => void
  /** Says stop when the caller does, and when the lease is lost */
  signal: AbortSignal
  readonly lost: boolean
  /** After it nothing more is written. */
  end(): Promise<void>
}

/** Progress is for people: more often would only write. */
const writeMilliseconds = 500
const renewMilliseconds = 15_000

/** Renews the lease of a run for as long as it lasts and writes down how far it has come. */
export function keepLease({ database, clock }: DatasetServices, lease: Lease, hooks: RunHooks): LeaseKeeper {
  const aborter = new AbortController()
  const latest = {
    stage: 'reading' as ImportStage | 'publishing',
    done: 0,
    total: 0,
    since: clock.now(),
  }
  let lost = false
  let dirty = false
  let ended = false
  let writing: Promise<void> = Promise.resolve()
  let due: NodeJS.Timeout | null = null

  const write = async (): Promise<void> => {
    dirty = false
    const held = await writeLeased(database.reader, lease, {
      stage: latest.stage,
      stage_done: latest.done,
      stage_total: latest.total,
      stage_since: latest.since,
      lease_until: leaseEnd(clock.now()),
    })
    if (held || ended) return
    lost = true
    aborter.abort()
  }
  /** A write that failed is tried again with the next: the lease outlasts several. */
  const queue = (): void => {
    writing = writing.then(write).catch(() => undefined)
  }
  const renewing = setInterval(queue, renewMilliseconds)
  renewing.unref()
  return {
    progress(stage, done, total) {
      hooks.onProgress?.(stage, done, total)
      if (stage !== latest.stage) latest.since = clock.now()
      Object.assign(latest, { stage, done, total })
      if (ended) return
      dirty = true
      due ??= setTimeout(() => {
        due = null
        if (dirty && !ended) queue()
      }, writeMilliseconds)
    },
    signal: hooks.signal === undefined ? aborter.signal : AbortSignal.any([hooks.signal, aborter.signal]),
    get lost() {
      return lost
    },
    async end() {
      ended = true
      clearInterval(renewing)
      if (due !== null) clearTimeout(due)
      await writing
    },
  }
}
