import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { can, type Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { importTable } from '../build/import-table.ts'
import type { ImportOptions, ImportReport, OnProgress } from '../build/job.ts'
import { checkOptions, tidyOptions } from '../check-options.ts'
import type { DatasetServices } from '../dataset.ts'
import type { BuiltSummary, DatasetProposal } from '../import-record.ts'
import { findDataset } from '../queries/dataset.ts'
import { checkProposal } from './create-dataset.ts'
import { jobOf, loadBase } from './import-base.ts'

/** Builds what an import would, and keeps nothing of it: neither the file nor a record that it was tried. */
export async function rehearseImport(
  services: DatasetServices,
  staff: Staff,
  input: {
    slug?: string
    proposal?: DatasetProposal
    file: { path: string; name: string }
    options: ImportOptions
  },
  hooks: { onProgress?: OnProgress; signal?: AbortSignal } = {},
): Promise<Outcome<{ slug: string; report: ImportReport; built: BuiltSummary | null }>> {
  if (!can(staff, 'manage-datasets')) return refuse('not-permitted')
  const options = tidyOptions(input.options)
  const errors = checkOptions(options)
  if (errors.length > 0) return refuseFields(errors)
  const { reader } = services.database
  const dataset = input.slug === undefined ? null : await findDataset(reader, staff.authorityId, input.slug)
  if (input.slug !== undefined && dataset === null) return refuse('not-found')
  const proposed =
    dataset === null
      ? await checkProposal(services, reader, staff.authorityId, {
          ...(options.template === undefined ? {} : { template: options.template }),
          ...(input.proposal ?? { title: '' }),
        })
      : null
  if (proposed?.ok === false) return proposed
  const base = await loadBase(services, reader, {
    authority_id: staff.authorityId,
    dataset_id: dataset?.id ?? null,
    // As the database would give it back
    proposal:
      proposed === null
        ? null
        : (JSON.parse(JSON.stringify({ ...proposed.value.facts, slug: proposed.value.slug })) as unknown),
    options,
    file_name: input.file.name,
    file_sha256: '',
    sealed_to: null,
  })
  if (base === null) return refuse('not-found')
  const directory = join(services.tables.workDirectory, `rehearsal-${newId()}`)
  try {
    const job = await jobOf(services, input.file, base, directory)
    const { report, built } = await importTable(job, hooks.onProgress ?? (() => undefined), hooks.signal)
    return success({ slug: base.slug, report, built })
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}
