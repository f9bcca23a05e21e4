import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Reader } from '../../db/index.ts'
import { sha256 } from '../../kernel/ids.ts'
import type { BuiltVersion, ImportJob, ImportOptions } from '../build/job.ts'
import { completeFacts } from '../check-facts.ts'
import type {
  ContractColumn,
  Dataset,
  DatasetFacts,
  DatasetServices,
  VersionColumn,
  VersionReason,
} from '../dataset.ts'
import { datasetColumns, toDataset, toVersion } from '../queries/row-to-dataset.ts'
import { findTemplate } from '../templates/templates.ts'
import { toProposal, type ImportRow } from '../queries/row-to-import.ts'

/** What a file is built on: the dataset as it stands, and its latest version. */
export type ImportBase = {
  /** Null where the import is to make it */
  dataset: Dataset | null
  facts: DatasetFacts
  slug: string
  options: ImportOptions
  contract: ContractColumn[]
  primaryKey: string[]
  updateMode: DatasetFacts['updateMode']
  previous: { number: number; parquetSha256: string; columns: VersionColumn[] } | null
  /** Changes whenever any of it does, or the file, or an answer that decides the output */
  fingerprint: string
}

/** What of an import decides what it is built on. */
export type ImportTarget = Pick<
  ImportRow,
  'authority_id' | 'dataset_id' | 'proposal' | 'options' | 'file_name' | 'file_sha256' | 'sealed_to'
>

/** Null where the dataset is gone. */
export async function loadBase(
  services: DatasetServices,
  reader: Reader,
  row: ImportTarget,
): Promise<ImportBase | null> {
  const given = row.options as ImportOptions
  const dataset = row.dataset_id === null ? null : await readDataset(reader, row.dataset_id)
  if (dataset === null && row.dataset_id !== null) return null
  const proposal = toProposal(row.proposal)
  const authority = services.authority(row.authority_id)
  const facts: DatasetFacts =
    dataset ??
    completeFacts(proposal ?? { title: row.file_name }, {
      contactEmail: authority.email,
      publisher: authority.name,
    })
  const template = given.template ?? facts.template
  const latest = dataset === null ? null : await latestVersion(reader, dataset)
  // How days are written was answered for this dataset once: it is not asked again with every file.
  const dates = given.dates ?? latest?.dates
  // What was protected stays protected until somebody says otherwise.
  const protect = given.protect ?? latest?.protect
  const options: ImportOptions = {
    ...given,
    ...(template === null ? {} : { template }),
    ...(dates === undefined ? {} : { dates }),
    ...(protect === undefined ? {} : { protect }),
  }
  const previous = latest?.version ?? null
  const base = {
    dataset,
    facts,
    slug: dataset?.slug ?? proposal?.slug ?? '',
    options,
    contract: isTemplatesOwn(dataset, row, facts) ? [] : facts.contract,
    primaryKey: facts.primaryKey,
    updateMode: modeOf(given.reason, facts.updateMode),
    previous,
  }
  return { ...base, fingerprint: fingerprintOf(row.file_sha256, base) }
}

/** Until something is published, a template's columns are what could be there, not a promise. */
function isTemplatesOwn(dataset: Dataset | null, row: ImportTarget, facts: DatasetFacts): boolean {
  if (row.sealed_to !== null || facts.template === null || dataset === null) return false
  const template = findTemplate(facts.template)
  return (
    dataset.firstPublishedAt === null &&
    template !== null &&
    canonicalJson(template.columns) === canonicalJson(facts.contract)
  )
}

/** More rows are added where the publisher says so; a correction is the whole table again. */
function modeOf(
  reason: VersionReason | undefined,
  usual: DatasetFacts['updateMode'],
): DatasetFacts['updateMode'] {
  if (reason === 'addition' || reason === 'sealed') return 'add'
  return reason === 'correction' ? 'replace' : usual
}

async function readDataset(reader: Reader, id: string): Promise<Dataset | null> {
  const row = await reader
    .selectFrom('dataset')
    .select(datasetColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row === undefined ? null : toDataset(row)
}

async function latestVersion(
  reader: Reader,
  dataset: Dataset,
): Promise<({ version: ImportBase['previous'] } & Pick<ImportOptions, 'dates' | 'protect'>) | null> {
  if (dataset.latestVersion === null) return null
  const row = await reader
    .selectFrom('dataset_version')
    .selectAll()
    .where('dataset_id', '=', dataset.id)
    .where('number', '=', dataset.latestVersion)
    .executeTakeFirst()
  if (row === undefined) return null
  const version = toVersion(row)
  const { options } = row.recipe as { options?: ImportOptions }
  return {
    version: {
      number: dataset.latestVersion,
      parquetSha256: version.parquet.sha256,
      columns: version.columns,
    },
    ...(options?.dates === undefined ? {} : { dates: options.dates }),
    ...(version.protect.length === 0 ? {} : { protect: version.protect }),
  }
}

/** The answers that decide the output; why a version is made and for which period do not. */
export function decisiveOptions({
  note: _note,
  reason: _reason,
  periodFrom: _from,
  periodTo: _to,
  ...decisive
}: ImportOptions): ImportOptions {
  return decisive
}

function fingerprintOf(file: string, base: Omit<ImportBase, 'fingerprint'>): string {
  return sha256(
    canonicalJson([
      file,
      decisiveOptions(base.options),
      base.contract,
      base.primaryKey,
      base.updateMode,
      base.previous?.number ?? null,
      base.previous?.parquetSha256 ?? null,
    ]),
  )
}

/** Keys in order: the database gives them back in its own. */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      inner !== null && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? 'null'
  )
}

export function importDirectory(services: Pick<DatasetServices, 'tables'>, importId: string): string {
  return join(services.tables.workDirectory, `import-${importId}`)
}

/** The job for the builder; each run has a directory of its own, so that one that was given up cannot spoil it. */
export async function jobOf(
  services: DatasetServices,
  file: ImportJob['file'],
  base: Omit<ImportBase, 'dataset' | 'facts' | 'slug' | 'fingerprint'>,
  directory: string,
): Promise<ImportJob> {
  return {
    file,
    options: base.options,
    contract: base.contract,
    primaryKey: base.options.primaryKey ?? base.primaryKey,
    updateMode: base.updateMode,
    previous: base.previous && {
      number: base.previous.number,
      parquetPath: await services.files.locate(base.previous.parquetSha256),
      columns: base.previous.columns,
    },
    directory,
  }
}

/** What an earlier run built, where it was built from the same and still lies there whole. */
export async function builtBefore(row: ImportRow, base: ImportBase): Promise<BuiltVersion | null> {
  if (row.built === null || row.built_from !== base.fingerprint) return null
  // What has lain there for a while is read again before it is published.
  const { fingerprints: _, ...built } = row.built as BuiltVersion
  const there = await Promise.all(
    [built.parquetPath, built.csvPath].map((path) =>
      stat(path).then(
        (facts) => facts.isFile(),
        () => false,
      ),
    ),
  )
  return there.every(Boolean) ? built : null
}
