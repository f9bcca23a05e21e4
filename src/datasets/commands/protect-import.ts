import { recordAudit } from '../../audit/index.ts'
import { staffActor, type Staff } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { ImportOptions } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import type { Protection } from '../protection.ts'
import { findImport } from '../queries/imports.ts'
import { answerImport } from './answer-import.ts'
import { receiveImport } from './receive-import.ts'

/**
 * Makes a file’s version again, protected as `protect` says (all of it: what it leaves out is lifted). A file that is
 * not published yet is read again. Of one whose version waits for a second person a new import is made, and that
 * version is closed as refused: it will never be published. Gives the import that goes on.
 */
export async function protectImport(
  services: DatasetServices,
  staff: Staff,
  input: { importId: string; version: number; protect: Protection[]; breaking?: string },
): Promise<Outcome<{ importId: string }>> {
  const record = await findImport(services.database.reader, staff.authorityId, input.importId)
  if (record === null) return refuse('not-found')
  const answers: ImportOptions = {
    protect: input.protect,
    ...(input.breaking === undefined ? {} : { breaking: input.breaking }),
  }
  if (record.outcome?.state !== 'waiting')
    return answerImport(services, staff, {
      importId: record.id,
      version: input.version,
      options: answers,
      publish: false,
    })
  if (record.version !== input.version) return refuse('stale')
  const { versionId } = record.outcome
  const again = await receiveImport(services, staff, {
    slug: record.slug,
    file: { name: record.file.name, sha256: record.file.sha256, size: record.file.bytes },
    options: { ...record.options, ...answers },
    publish: false,
    requestKey: `protect-${record.id}`,
  })
  if (!again.ok) return again
  const at = services.clock.now()
  await services.database.write(async (tx) => {
    const closed = await tx
      .updateTable('dataset_version')
      .set({ state: 'refused', approval_reason: 'Made again with more of it protected.' })
      .where('id', '=', versionId)
      .where('state', '=', 'waiting')
      .executeTakeFirst()
    if (Number(closed.numUpdatedRows) === 0) return
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'protect-dataset-version',
        subject: { kind: 'dataset-version', id: versionId },
        details: {
          slug: record.slug,
          columns: input.protect.map(({ column, how }) => `${column}: ${how}`),
          import: again.value.importId,
        },
      },
    ])
  })
  return success({ importId: again.value.importId })
}
