import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { json } from '../../db/index.ts'
import { ScannerUnreachable } from '../../documents/index.ts'
import { ProblemError, refuse, success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import { importTable } from '../build/import-table.ts'
import type { BuiltVersion, ImportReport, ImportStage } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import type { ImportRecord } from '../import-record.ts'
import { claimImport, nextImport, retryLater, settleImport, type Lease } from '../import-store.ts'
import { findImport } from '../queries/imports.ts'
import type { ImportRow } from '../queries/row-to-import.ts'
import { builtBefore, importDirectory, jobOf, loadBase, type ImportBase } from './import-base.ts'
import { keepLease, type LeaseKeeper } from './keep-lease.ts'
import { publishBuilt } from './publish-version.ts'

export type RunHooks = {
  onProgress?: (stage: ImportStage | 'publishing', done: number, total: number) => void
  /** What went wrong where the record may not say it: a fault's own words can hold what is in the file */
  onFault?: (error: unknown) => void
  signal?: AbortSignal
  /** What becomes of the import when `signal` stops it: another takes it up (as usual), or it waits for `resumeImport`. */
  whenStopped?: 'release' | 'park'
}

/** Another version came between so often that somebody must look. */
const mostRebuilds = 5

/**
 * Works on one import until it needs a person or is done. Refuses `not-now` where another process holds its lease, and
 * where the lease was lost while it worked (cancelled, or taken over after a long sleep).
 */
export async function runImport(
  services: DatasetServices,
  importId: string,
  hooks: RunHooks = {},
): Promise<Outcome<ImportRecord>> {
  const { database, clock } = services
  const claimed = await claimImport(database, clock.now(), importId)
  if (!claimed.ok) return claimed
  const { row, lease } = claimed.value
  if (lease !== null) {
    const keeper = keepLease(services, lease, hooks)
    try {
      const held = await work(services, row, lease, keeper)
      if (!held) return takenAway()
    } catch (error) {
      if (keeper.lost) return takenAway()
      if (hooks.signal?.aborted === true) await stopped(services, lease, row, hooks.whenStopped ?? 'release')
      else {
        const problem = problemOf(error)
        // Another attempt finds the same virus.
        const attempts = problem.code === 'quarantined' ? Number.POSITIVE_INFINITY : row.attempts
        // A run whose files were cleared away under it fails too: that is no fault.
        if (!(await retryLater(database, clock.now(), lease, attempts, problem))) return takenAway()
        hooks.onFault?.(error)
      }
    } finally {
      await keeper.end()
    }
  }
  const record = await findImport(database.reader, row.authority_id, importId)
  if (record === null) return refuse('not-found')
  if (record.state === 'done' || record.state === 'failed' || record.state === 'cancelled')
    await rm(importDirectory(services, importId), { recursive: true, force: true })
  return success(record)
}

function takenAway(): Refusal {
  return refuse('not-now', 'It was cancelled, or somebody else took it over.')
}

/** False where the lease was lost. */
async function work(
  services: DatasetServices,
  row: ImportRow,
  lease: Lease,
  keeper: LeaseKeeper,
): Promise<boolean> {
  const { reader } = services.database
  let report = row.report as ImportReport | null
  for (let round = 0; round < mostRebuilds; round += 1) {
    const base = await loadBase(services, reader, row)
    if (base === null) throw new ProblemError('not-found', 'The dataset is gone.')
    let built = report === null ? null : await builtBefore(row, base)
    if (built === null) {
      const result = await build(services, row, base, lease, keeper)
      report = result.report
      if (result.built === null)
        return settleImport(reader, lease, 'needs-decision', {
          report: json(report),
          built: null,
          problem: null,
          attempts: 0,
        })
      built = result.built
    }
    if (!row.publish)
      return settleImport(reader, lease, 'ready', {
        report: json(report),
        built: json(built),
        built_from: base.fingerprint,
        problem: null,
        attempts: 0,
      })
    keeper.progress('publishing', 0, 0)
    const published = await publishBuilt(services, { row, lease, base, built, report })
    if (published === 'done') return true
    if (published === 'lost') return false
    if (published !== 'superseded')
      return settleImport(reader, lease, 'failed', {
        report: json(report),
        problem: json(published),
        finished_at: services.clock.now(),
      })
  }
  throw new ProblemError(
    'not-now',
    'Other versions of this dataset were published again and again meanwhile.',
  )
}

async function build(
  services: DatasetServices,
  row: ImportRow,
  base: ImportBase,
  lease: Lease,
  keeper: LeaseKeeper,
): Promise<{ report: ImportReport; built: BuiltVersion | null }> {
  const directory = importDirectory(services, row.id)
  await rm(directory, { recursive: true, force: true })
  const sha256 = row.file_sha256
  await refuseVirus(services, sha256)
  const file = { path: await services.files.locate(sha256), name: row.file_name, sha256 }
  const job = await jobOf(services, file, base, join(directory, lease.by))
  return importTable(job, keeper.progress, keeper.signal)
}

/**
 * A scanner that cannot be asked is a fault, after which it is tried again. A table larger than the scanner takes is
 * read all the same: what is published is written anew from its values.
 */
async function refuseVirus({ virusScanner, files }: DatasetServices, sha256: string): Promise<void> {
  if (virusScanner === undefined || virusScanner === null) return
  const verdict = await virusScanner.scan(await files.open(sha256))
  if (verdict.virus !== 'found') return
  await files.quarantine(sha256)
  throw new ProblemError(
    'quarantined',
    'A virus was found in the file. It is locked away and cannot be used.',
  )
}

async function stopped(
  services: DatasetServices,
  lease: Lease,
  row: ImportRow,
  whenStopped: 'release' | 'park',
): Promise<void> {
  const { reader } = services.database
  if (whenStopped === 'release') await settleImport(reader, lease, 'received', { attempts: row.attempts - 1 })
  else
    await settleImport(reader, lease, 'failed', {
      problem: json({ code: 'not-now', detail: 'It was stopped by hand. It can be resumed.' }),
      finished_at: services.clock.now(),
    })
}

/** In words that may be kept: a fault's own message can hold cells of the file. */
function problemOf(error: unknown): NonNullable<ImportRecord['problem']> {
  if (error instanceof ProblemError) return { code: error.problem, detail: error.message }
  if (error instanceof ScannerUnreachable)
    return { code: 'not-now', detail: 'The virus scanner cannot be asked. Bring the file in again later.' }
  if (isFull(error))
    return { code: 'disk-full', detail: 'The disk is full. Nothing was published; free some space.' }
  return { code: 'fault', detail: 'A fault in the program stopped it. Nothing was published.' }
}

function isFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? error.code : null
  return (
    code === 'ENOSPC' || code === 'EDQUOT' || /no space left|disk quota|disk (is )?full/i.test(error.message)
  )
}

/** Works on every import that waits, one after another, and says how many. */
export async function runWaitingImports(
  services: DatasetServices,
  hooks: RunHooks = {},
): Promise<{ worked: number }> {
  let worked = 0
  while (hooks.signal?.aborted !== true) {
    const importId = await nextImport(services.database.reader, services.clock.now())
    if (importId === null) break
    const outcome = await runImport(services, importId, hooks)
    // Somebody else was quicker: what comes after is theirs or ours at the next turn.
    if (!outcome.ok) break
    worked += 1
  }
  return { worked }
}
