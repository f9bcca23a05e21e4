import { recordAudit } from '../../audit/index.ts'
import { json, type Reader, type Writer } from '../../db/index.ts'
import { safeFileName } from '../../documents/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome, type Refusal } from '../../kernel/outcome.ts'
import type { ImportOptions } from '../build/job.ts'
import { checkOptions, tidyOptions } from '../check-options.ts'
import type { Dataset, DatasetServices } from '../dataset.ts'
import type { DatasetProposal } from '../import-record.ts'
import { toReceived } from '../import-store.ts'
import { lockDataset } from '../store.ts'
import { checkProposal } from './create-dataset.ts'
import { canonicalJson, decisiveOptions } from './import-base.ts'
import { tellOfImport } from './imports-waiting.ts'

export type ReceivedFile = {
  /** Of an existing dataset; else `proposal` says what the new one is to be */
  slug?: string
  proposal?: DatasetProposal
  /** Already in `services.files` */
  file: { name: string; sha256: string; size: number }
  options: ImportOptions
  /** False: stop once it is ready, for a person to look at first */
  publish: boolean
  /** The same key again gives the same import; `idempotency-conflict` where it came with something else */
  requestKey?: string
}

/**
 * Takes a file in to be made into a version; a worker starts on it at once. The very file of the latest version, with
 * the same answers, is refused unless it comes as a correction. A withdrawn dataset comes back only by a correction.
 */
export async function receiveImport(
  services: DatasetServices,
  staff: Staff,
  input: ReceivedFile,
): Promise<Outcome<{ importId: string; already: boolean }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const options = tidyOptions(input.options)
  const errors = checkOptions(options)
  if (options.reason === 'sealed')
    errors.push({ field: 'reason', message: 'Rows sent by machine are sealed, files are not' })
  if (input.slug === undefined && input.proposal === undefined)
    errors.push({ field: 'slug', message: 'Say which dataset it is for, or what a new one is to be' })
  if (errors.length > 0) return refuseFields(errors)
  if (!(await services.files.has(input.file.sha256)))
    return refuse('not-found', 'The file was not kept. Send it again.')
  const at = services.clock.now()
  const outcome = await services.database.write(
    async (tx): Promise<Outcome<{ importId: string; already: boolean }>> => {
      const before = await sameRequest(tx, staff.authorityId, input)
      if (before !== null) return before
      const target = await targetOf(services, tx, staff, input, options)
      if (!target.ok) return target
      const { dataset, proposal } = target.value
      const id = newId()
      const inserted = await tx
        .insertInto('dataset_import')
        .values(
          toReceived({
            id,
            authority_id: staff.authorityId,
            dataset_id: dataset?.id ?? null,
            proposal: proposal === null ? null : json(proposal),
            file_name: safeFileName(input.file.name),
            file_sha256: input.file.sha256,
            file_bytes: input.file.size,
            options: json(options),
            publish: input.publish,
            sealed_to: null,
            request_key: input.requestKey ?? null,
            created_by: staff.id,
            created_at: at,
          }),
        )
        // The same request at the same moment: the other was first.
        .onConflict((conflict) => conflict.columns(['authority_id', 'request_key']).doNothing())
        .returning('id')
        .executeTakeFirst()
      if (inserted === undefined)
        return (await sameRequest(tx, staff.authorityId, input)) ?? refuse('not-now', 'Send it again.')
      await recordAudit(tx, staff.authorityId, at, [
        {
          actor: staffActor(staff),
          action: 'receive-import',
          subject: { kind: 'dataset-import', id },
          details: {
            slug: dataset?.slug ?? proposal?.slug ?? '',
            sha256: input.file.sha256,
            bytes: input.file.size,
            publish: input.publish,
          },
        },
      ])
      return success({ importId: id, already: false })
    },
  )
  if (outcome.ok && !outcome.value.already) tellOfImport()
  return outcome
}

async function targetOf(
  services: DatasetServices,
  tx: Writer,
  staff: Staff,
  input: ReceivedFile,
  options: ImportOptions,
): Promise<Outcome<{ dataset: Dataset | null; proposal: DatasetProposal | null }>> {
  if (input.slug === undefined) {
    const checked = await checkProposal(services, tx, staff.authorityId, {
      ...(options.template === undefined ? {} : { template: options.template }),
      ...(input.proposal ?? { title: '' }),
    })
    if (!checked.ok) return checked
    const { facts, slug } = checked.value
    if (facts.kind !== 'table')
      return refuseFields([{ field: 'kind', message: 'Only a table is made from a file' }])
    return success({ dataset: null, proposal: { ...facts, slug } })
  }
  const dataset = await lockDataset(tx, staff.authorityId, { slug: input.slug })
  if (dataset === null) return refuse('not-found', 'There is no dataset of that name.')
  if (dataset.state === 'withdrawn' && options.reason !== 'correction')
    return refuse(
      'withdrawn',
      'The dataset has been withdrawn. Publish it again as a correction, and say what was put right.',
    )
  if (dataset.kind !== 'table')
    return refuse('not-now', 'This dataset is kept elsewhere: change its kind to a table first.')
  const repeated = await publishedBefore(tx, dataset, input, options)
  return repeated ?? success({ dataset, proposal: null })
}

/** The import that the same request made before; a conflict where it was another request. */
async function sameRequest(
  reader: Reader,
  authorityId: string,
  { requestKey, file, slug, proposal }: ReceivedFile,
): Promise<Outcome<{ importId: string; already: boolean }> | null> {
  if (requestKey === undefined) return null
  const row = await reader
    .selectFrom('dataset_import')
    .leftJoin('dataset', 'dataset.id', 'dataset_import.dataset_id')
    .select([
      'dataset_import.id',
      'dataset_import.file_sha256',
      'dataset_import.proposal',
      'dataset.slug as slug',
    ])
    .where('dataset_import.authority_id', '=', authorityId)
    .where('dataset_import.request_key', '=', requestKey)
    .executeTakeFirst()
  if (row === undefined) return null
  const proposed = (row.proposal as DatasetProposal | null)?.title
  const same =
    row.file_sha256 === file.sha256 &&
    (slug === undefined ? proposed === proposal?.title.trim().replace(/\s+/g, ' ') : row.slug === slug)
  return same
    ? success({ importId: row.id, already: true })
    : refuse('idempotency-conflict', 'This key was used for another file or another dataset.')
}

async function publishedBefore(
  reader: Reader,
  dataset: Dataset,
  { file }: ReceivedFile,
  options: ImportOptions,
): Promise<Refusal | null> {
  if (dataset.latestVersion === null || options.reason === 'correction') return null
  const latest = await reader
    .selectFrom('dataset_version')
    .leftJoin('dataset_import', 'dataset_import.version_id', 'dataset_version.id')
    .select(['dataset_version.source_sha256', 'dataset_import.options'])
    .where('dataset_version.dataset_id', '=', dataset.id)
    .where('dataset_version.number', '=', dataset.latestVersion)
    .executeTakeFirst()
  if (latest?.source_sha256 !== file.sha256) return null
  const before = decisiveOptions(latest.options ?? {})
  if (canonicalJson(before) !== canonicalJson(decisiveOptions(options))) return null
  return refuse(
    'not-now',
    `This file is already version ${dataset.latestVersion}. To publish it again, make it a correction and say why.`,
  )
}
