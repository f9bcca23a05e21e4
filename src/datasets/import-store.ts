import { sql, type Insertable, type Updateable } from 'kysely'
import { json, type Database, type DatasetImportTable, type Reader, type Writer } from '../db/index.ts'
import { newId } from '../kernel/ids.ts'
import { refuse, success, type Outcome } from '../kernel/outcome.ts'
import type { ImportRecord, ImportState } from './import-record.ts'
import type { ImportRow } from './queries/row-to-import.ts'

type NewImport = Omit<
  Insertable<DatasetImportTable>,
  | 'state'
  | 'stage'
  | 'stage_since'
  | 'lease_until'
  | 'lease_by'
  | 'report'
  | 'problem'
  | 'built'
  | 'built_from'
  | 'version_id'
  | 'finished_at'
>

/** The row of a file that nobody has worked on yet. */
export function toReceived(given: NewImport): Insertable<DatasetImportTable> {
  return {
    ...given,
    state: 'received',
    stage: null,
    stage_since: null,
    lease_until: null,
    lease_by: null,
    report: null,
    problem: null,
    built: null,
    built_from: null,
    version_id: null,
    finished_at: null,
  }
}

/** A run of one import. `by` is new each time: whoever has lost the lease writes nothing more. */
export type Lease = { importId: string; by: string }

const leaseSeconds = 60
/** A file that brings the program down must not do so for ever. */
const mostAttempts = 3

export function leaseEnd(now: Temporal.Instant): Temporal.Instant {
  return now.add({ seconds: leaseSeconds })
}

const open = ['received', 'needs-decision', 'ready', 'working'] as const
export const openStates: readonly ImportState[] = open

/** An import as it is now, locked until the transaction ends. */
export async function lockImport(
  tx: Writer,
  authorityId: string,
  importId: string,
): Promise<ImportRow | undefined> {
  return tx
    .selectFrom('dataset_import')
    .selectAll()
    .where('id', '=', importId)
    .where('authority_id', '=', authorityId)
    .forUpdate()
    .executeTakeFirst()
}

/**
 * Takes an import to work on. Refuses `not-now` while another holds it, while another file of the same dataset is
 * worked on, and where it waits for a person; `lease: null` where it was begun too often and has now failed.
 */
export async function claimImport(
  database: Database,
  now: Temporal.Instant,
  importId: string,
): Promise<Outcome<{ row: ImportRow; lease: Lease | null }>> {
  return database.write(async (tx) => {
    const row = await tx
      .selectFrom('dataset_import')
      .selectAll()
      .where('id', '=', importId)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (row === undefined) return refuse('not-now', 'Somebody else is at work on it.')
    if (row.state !== 'received' && row.state !== 'working')
      return refuse('not-now', `The import is at “${row.state}”: there is nothing to work on.`)
    if (row.lease_until !== null && isAfter(row.lease_until, now))
      return refuse('not-now', 'It is being worked on, or waits a moment after something went wrong.')
    if (row.dataset_id !== null && (await otherAtWork(tx, row, now)))
      return refuse('not-now', 'Another file of this dataset is being worked on: this one comes next.')
    if (row.attempts >= mostAttempts) {
      const problem = row.problem ?? {
        code: 'fault',
        detail: `It was begun ${mostAttempts} times and never came to an end: the program was stopped each time, or the file is too much for this machine.`,
      }
      await tx
        .updateTable('dataset_import')
        .set({
          state: 'failed',
          problem: json(problem),
          lease_until: null,
          lease_by: null,
          finished_at: now,
          version: sql<number>`version + 1`,
        })
        .where('id', '=', row.id)
        .execute()
      return success({ row, lease: null })
    }
    const lease = { importId: row.id, by: newId() }
    await tx
      .updateTable('dataset_import')
      .set({
        state: 'working',
        lease_by: lease.by,
        lease_until: leaseEnd(now),
        attempts: row.attempts + 1,
        stage: 'reading',
        stage_done: 0,
        stage_total: 0,
        stage_since: now,
      })
      .where('id', '=', row.id)
      .execute()
    return success({ row: { ...row, attempts: row.attempts + 1 }, lease })
  })
}

async function otherAtWork(reader: Reader, row: ImportRow, now: Temporal.Instant): Promise<boolean> {
  const other = await reader
    .selectFrom('dataset_import')
    .select('id')
    .where('dataset_id', '=', row.dataset_id)
    .where('id', '<>', row.id)
    .where('state', '=', 'working')
    .where('lease_until', '>', now)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

function isAfter(a: Temporal.Instant, b: Temporal.Instant): boolean {
  return Temporal.Instant.compare(a, b) > 0
}

/** The import that has waited longest and may be taken up now; null where there is none. */
export async function nextImport(reader: Reader, now: Temporal.Instant): Promise<string | null> {
  const row = await reader
    .selectFrom('dataset_import as i')
    .select('i.id')
    .where('i.state', 'in', ['received', 'working'])
    .where((where) => where.or([where('i.lease_until', 'is', null), where('i.lease_until', '<=', now)]))
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('dataset_import as other')
            .select('other.id')
            .whereRef('other.dataset_id', '=', 'i.dataset_id')
            .whereRef('other.id', '<>', 'i.id')
            .where('other.state', '=', 'working')
            .where('other.lease_until', '>', now),
        ),
      ),
    )
    .orderBy('i.created_at')
    .limit(1)
    .executeTakeFirst()
  return row?.id ?? null
}

export type ImportChanges = Omit<Updateable<DatasetImportTable>, 'id' | 'authority_id' | 'created_at'>

/** Writes what the holder of a lease came to. False where the lease was lost: then nothing is written. */
export async function writeLeased(
  tx: Reader,
  lease: Lease,
  changes: Omit<ImportChanges, 'version'>,
): Promise<boolean> {
  const done = await tx
    .updateTable('dataset_import')
    .set(changes)
    .where('id', '=', lease.importId)
    .where('lease_by', '=', lease.by)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/** Ends a run: the lease is given back, and everybody's token goes stale. */
export async function settleImport(
  tx: Reader,
  lease: Lease,
  state: ImportState,
  changes: Omit<ImportChanges, 'version' | 'state'> = {},
): Promise<boolean> {
  const done = await tx
    .updateTable('dataset_import')
    .set({ lease_until: null, lease_by: null, ...changes, state, version: sql<number>`version + 1` })
    .where('id', '=', lease.importId)
    .where('lease_by', '=', lease.by)
    .where('state', '=', 'working')
    .executeTakeFirst()
  return done.numUpdatedRows > 0n
}

/**
 * Something went wrong that may pass: tried again after a pause, three times in all, then failed with what went wrong.
 * False where the lease was lost.
 */
export async function retryLater(
  database: Database,
  now: Temporal.Instant,
  lease: Lease,
  attempts: number,
  problem: NonNullable<ImportRecord['problem']>,
): Promise<boolean> {
  if (attempts >= mostAttempts)
    return settleImport(database.reader, lease, 'failed', { problem: json(problem), finished_at: now })
  return settleImport(database.reader, lease, 'received', {
    problem: json(problem),
    lease_until: now.add({ seconds: 10 * attempts }),
  })
}
