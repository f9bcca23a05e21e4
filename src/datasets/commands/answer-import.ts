import { rm } from 'node:fs/promises'
import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { isId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { ImportOptions } from '../build/job.ts'
import { checkOptions, tidyOptions } from '../check-options.ts'
import type { DatasetServices } from '../dataset.ts'
import { lockImport, openStates, type ImportChanges } from '../import-store.ts'
import type { ImportRow } from '../queries/row-to-import.ts'
import { importDirectory } from './import-base.ts'
import { tellOfImport } from './imports-waiting.ts'

/**
 * Answers what only a person may decide, or says that what is ready may be published. `options` are laid over those
 * given before, name by name; `mapping` column by column. What was built is used where they change nothing in it.
 */
export async function answerImport(
  services: DatasetServices,
  staff: Staff,
  input: { importId: string; version: number; options: ImportOptions; publish: boolean },
): Promise<Outcome<{ importId: string }>> {
  const outcome = await changeImport(services, staff, input, 'answer-import', (row) => {
    if (row.state !== 'needs-decision' && row.state !== 'ready')
      return refuse('not-now', `The import is at “${row.state}”: it asks nothing.`)
    const before = row.options as ImportOptions
    const given = tidyOptions(input.options)
    const options: ImportOptions = {
      ...before,
      ...given,
      ...(given.mapping === undefined ? {} : { mapping: { ...before.mapping, ...given.mapping } }),
    }
    const errors = checkOptions(options)
    if (errors.length > 0) return refuseFields(errors)
    return success({ state: 'received', options: json(options), publish: input.publish, lease_until: null })
  })
  if (outcome.ok) tellOfImport()
  return outcome
}

/** Gives up on a file that is not published yet. */
export async function cancelImport(
  services: DatasetServices,
  staff: Staff,
  input: { importId: string; version: number },
): Promise<Outcome<{ importId: string }>> {
  const at = services.clock.now()
  const outcome = await changeImport(services, staff, input, 'cancel-import', (row) =>
    openStates.some((state) => state === row.state)
      ? success({
          state: 'cancelled',
          lease_until: null,
          lease_by: null,
          built: null,
          built_from: null,
          finished_at: at,
        })
      : refuse('not-now', `The import is at “${row.state}” already.`),
  )
  if (outcome.ok) await rm(importDirectory(services, input.importId), { recursive: true, force: true })
  return outcome
}

/** Tries again what failed, was stopped by hand, or waits out a pause after something went wrong. */
export async function resumeImport(
  services: DatasetServices,
  staff: Staff,
  input: { importId: string; version: number },
): Promise<Outcome<{ importId: string }>> {
  const outcome = await changeImport(services, staff, input, 'resume-import', (row) =>
    row.state === 'failed' || row.state === 'received'
      ? success({ state: 'received', attempts: 0, lease_until: null, problem: null, finished_at: null })
      : refuse('not-now', `The import is at “${row.state}”: there is nothing to resume.`),
  )
  if (outcome.ok) tellOfImport()
  return outcome
}

async function changeImport(
  { database, clock }: DatasetServices,
  staff: Staff,
  { importId, version }: { importId: string; version: number },
  action: string,
  change: (row: ImportRow, tx: Writer) => Outcome<Omit<ImportChanges, 'version'>>,
): Promise<Outcome<{ importId: string }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  if (!isId(importId)) return refuse('not-found')
  return database.write(async (tx) => {
    const row = await lockImport(tx, staff.authorityId, importId)
    if (row === undefined) return refuse('not-found')
    if (row.version !== version)
      return refuse('stale', `The import is at version ${row.version}; you had version ${version}.`)
    const changed = change(row, tx)
    if (!changed.ok) return changed
    await tx
      .updateTable('dataset_import')
      .set({ ...changed.value, version: sql<number>`version + 1` })
      .where('id', '=', importId)
      .execute()
    await recordAudit(tx, staff.authorityId, clock.now(), [
      { actor: staffActor(staff), action, subject: { kind: 'dataset-import', id: importId } },
    ])
    return success({ importId })
  })
}
