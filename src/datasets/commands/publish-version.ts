import { recordAudit } from '../../audit/index.ts'
import { json, type Writer } from '../../db/index.ts'
import { fingerprintFile, type StoredFile } from '../../documents/index.ts'
import { can, loadStaff, staffActor, type Staff } from '../../identity/index.ts'
import { parseDay } from '../../kernel/dates.ts'
import { newId } from '../../kernel/ids.ts'
import { examineRelease, recordCertificate, waysOut, type Certificate } from '../../release/index.ts'
import type { BuiltVersion, ImportReport } from '../build/job.ts'
import { newWords, screenWords, wordsOfColumns, wordsOfFacts, type PublicWords } from '../check-words.ts'
import type { Dataset, DatasetServices, DatasetVersion, Screening, VersionReason } from '../dataset.ts'
import type { ImportRecord } from '../import-record.ts'
import { settleImport, writeLeased, type Lease } from '../import-store.ts'
import type { ImportRow } from '../queries/row-to-import.ts'
import { insertDataset, lockDataset } from '../store.ts'
import { slugTaken } from './create-dataset.ts'
import { canonicalJson, type ImportBase } from './import-base.ts'
import { putOut, withSynonyms } from './put-out.ts'

type Publishing = {
  row: ImportRow
  lease: Lease
  base: ImportBase
  built: BuiltVersion
  report: ImportReport | null
}

/**
 * `superseded`: another version came between, so it must be built again; `lost`: the lease was; a problem: it will
 * never do.
 */
export type Published = 'done' | 'superseded' | 'lost' | NonNullable<ImportRecord['problem']>

/**
 * Puts what was built into the store, then, in one transaction, through the gate and out. Killed between the two, it
 * leaves files that nothing names; `sweepImports` finds them by the import's own note of them.
 */
export async function publishBuilt(services: DatasetServices, publishing: Publishing): Promise<Published> {
  const { row, lease, built } = publishing
  const { database, files, clock } = services
  const { csv, parquet } = built.fingerprints ?? {
    csv: await fingerprintFile(built.csvPath),
    parquet: await fingerprintFile(built.parquetPath),
  }
  const stored = [...new Set([...row.stored, csv.sha256, parquet.sha256])]
  if (!(await writeLeased(database.reader, lease, { stored }))) return 'lost'
  await files.adopt(built.csvPath, csv)
  await files.adopt(built.parquetPath, parquet)
  const at = clock.now()
  return database.write(async (tx): Promise<Published> => {
    if (!(await writeLeased(tx, lease, { stage: 'publishing' }))) return 'lost'
    const publisher = row.created_by === null ? null : await loadStaff(tx, row.created_by)
    if (row.created_by !== null && (publisher === null || !can(publisher, 'manage-datasets')))
      return {
        code: 'not-permitted',
        detail: 'Whoever sent the file may no longer publish: somebody who may must send it again.',
      }
    const dataset = await datasetFor(tx, publishing, at)
    if ('code' in dataset) return dataset
    if (hasMoved(dataset, publishing.base)) return 'superseded'
    if (dataset.withdrawal !== null && Temporal.Instant.compare(dataset.withdrawal.at, row.created_at) > 0)
      return { code: 'withdrawn', detail: 'The dataset was withdrawn after this file was sent.' }
    const screening = await screenWords(
      tx,
      row.authority_id,
      wordsToShow(publishing, dataset),
      built.screening,
    )
    const certificate = await certify(tx, at, {
      authorityId: row.authority_id,
      slug: dataset.slug,
      version: { csv, rows: built.rows, columns: built.columns, screening },
      accepted: false,
      createdBy: row.created_by,
    })
    const version = await insertVersion(tx, publishing, dataset, { csv, parquet, certificate, screening, at })
    if (row.sealed_to !== null) await sealBatches(tx, dataset.id, row.sealed_to, version.id)
    const actor = publisher === null ? null : staffActor(publisher)
    if (certificate.verdict === 'clean') await putOut(tx, dataset, version, { at, actor })
    else
      await recordAudit(tx, row.authority_id, at, [
        {
          actor: actor ?? { kind: 'system', id: null },
          action: 'hold-dataset-version',
          subject: { kind: 'dataset-version', id: version.id },
          details: { slug: dataset.slug, certificate: certificate.id, csv: csv.sha256 },
        },
      ])
    await settleImport(tx, lease, 'done', {
      dataset_id: dataset.id,
      version_id: version.id,
      report: json(publishing.report),
      built: null,
      built_from: null,
      stored: [],
      problem: null,
      finished_at: at,
    })
    return 'done'
  })
}

/** What the public will read for the first time with this version. */
function wordsToShow({ base: { options }, built }: Publishing, dataset: Dataset): PublicWords {
  const said = wordsOfFacts(dataset)
  return newWords(
    [
      ...(dataset.state === 'draft' ? wordsOfFacts({ ...dataset, contract: [] }) : []),
      ...wordsOfColumns(built.columns),
      { where: 'the note on what changed', text: options.note ?? '' },
      { where: 'what changes for those who use it', text: options.breaking ?? '' },
    ],
    dataset.state === 'draft' ? [] : said,
  )
}

/** The dataset, locked; made now where this is its first file. */
async function datasetFor(
  tx: Writer,
  { row, base }: Publishing,
  at: Temporal.Instant,
): Promise<Dataset | NonNullable<ImportRecord['problem']>> {
  if (row.dataset_id === null) {
    const made = await insertDataset(tx, {
      authorityId: row.authority_id,
      slug: base.slug,
      facts: base.facts,
      createdBy: row.created_by,
      at,
    })
    if (made === null)
      return { code: 'invalid-input', detail: 'Its address was taken.', fields: [slugTaken(base.slug)] }
  }
  const by = row.dataset_id === null ? { slug: base.slug } : { id: row.dataset_id }
  const dataset = await lockDataset(tx, row.authority_id, by)
  return dataset ?? { code: 'not-found', detail: 'The dataset is gone.' }
}

/** True where it is not what the version was built on: nobody's version or columns may be lost. */
function hasMoved(dataset: Dataset, base: ImportBase): boolean {
  return (
    dataset.latestVersion !== (base.previous?.number ?? null) ||
    canonicalJson([dataset.contract, dataset.primaryKey]) !==
      canonicalJson([base.facts.contract, base.facts.primaryKey])
  )
}

type Certified = {
  authorityId: string
  slug: string
  version: {
    csv: { sha256: string }
    rows: number
    columns: readonly unknown[]
    screening: DatasetVersion['screening']
  }
  accepted: boolean
  createdBy: string | null
}

async function certify(
  tx: Writer,
  at: Temporal.Instant,
  { authorityId, slug, version, accepted, createdBy }: Certified,
): Promise<Certificate> {
  const request = {
    authorityId,
    caseId: null,
    route: 'dataset',
    subject: `dataset ${slug}`,
    content: {
      table: {
        sha256: version.csv.sha256,
        rows: version.rows,
        columns: version.columns.length,
        screening: version.screening,
        accepted,
      },
    },
    identity: { name: null, email: null, phone: null, postalAddress: null },
    allow: waysOut.dataset.allow,
    createdBy,
  } as const
  return recordCertificate(tx, at, request, await examineRelease(request))
}

/** Lets a version out that a second person has accepted, with a certificate that says so. */
export async function publishWaiting(
  tx: Writer,
  dataset: Dataset,
  version: DatasetVersion,
  { staff, reason, at }: { staff: Staff; reason: string; at: Temporal.Instant },
): Promise<{ number: number }> {
  const certificate = await certify(tx, at, {
    authorityId: staff.authorityId,
    slug: dataset.slug,
    version,
    accepted: true,
    createdBy: staff.id,
  })
  await tx
    .updateTable('dataset_version')
    .set({ certificate_id: certificate.id, approved_by: staff.id, approval_reason: reason })
    .where('id', '=', version.id)
    .execute()
  return putOut(tx, dataset, version, { at, actor: staffActor(staff) })
}

async function insertVersion(
  tx: Writer,
  { row, base, built, report }: Publishing,
  dataset: Dataset,
  made: {
    csv: StoredFile
    parquet: StoredFile
    certificate: Certificate
    screening: Screening
    at: Temporal.Instant
  },
): Promise<DatasetVersion> {
  const { options } = base
  const id = newId()
  const version: DatasetVersion = {
    id,
    datasetId: dataset.id,
    number: null,
    state: 'waiting',
    reason: await reasonOf(tx, row, base, dataset.id),
    note: options.note?.trim() ?? '',
    breaking: options.breaking?.trim() || null,
    periodFrom: parseDay(options.periodFrom ?? ''),
    periodTo: parseDay(options.periodTo ?? ''),
    rows: built.rows,
    columns: withSynonyms(built.columns, report?.mapping ?? []),
    primaryKey: built.primaryKey,
    source: { name: row.file_name, sha256: row.file_sha256, bytes: row.file_bytes },
    parquet: { sha256: made.parquet.sha256, bytes: made.parquet.size },
    csv: { sha256: made.csv.sha256, bytes: made.csv.size },
    difference: built.difference,
    screening: made.screening,
    protect: options.protect ?? [],
    createdAt: made.at,
    createdBy: row.created_by,
    publishedAt: null,
    withdrawal: null,
  }
  await tx
    .insertInto('dataset_version')
    .values({
      id,
      dataset_id: dataset.id,
      number: null,
      state: 'waiting',
      reason: version.reason,
      note: version.note,
      breaking: version.breaking,
      period_from: version.periodFrom,
      period_to: version.periodTo,
      rows: version.rows,
      columns: json(version.columns),
      primary_key: version.primaryKey,
      source_name: version.source.name,
      source_sha256: version.source.sha256,
      source_bytes: version.source.bytes,
      recipe: json(built.recipe),
      ledger: json(built.ledger),
      parquet_sha256: version.parquet.sha256,
      parquet_bytes: version.parquet.bytes,
      csv_sha256: version.csv.sha256,
      csv_bytes: version.csv.bytes,
      difference: version.difference === null ? null : json(version.difference),
      screening: json(version.screening),
      certificate_id: made.certificate.id,
      based_on: base.previous?.number ?? null,
      created_by: row.created_by,
      created_at: made.at,
      published_at: null,
      approved_by: null,
      approval_reason: null,
      withdrawn_at: null,
      withdrawn_by: null,
      withdrawn_reason: null,
    })
    .execute()
  return version
}

/** The first is the first whatever was said; after it, what was said, else by how the dataset is kept up. */
async function reasonOf(
  tx: Writer,
  row: ImportRow,
  base: ImportBase,
  datasetId: string,
): Promise<VersionReason> {
  const before = await tx
    .selectFrom('dataset_version')
    .select('id')
    .where('dataset_id', '=', datasetId)
    .where('number', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  if (before === undefined) return 'first'
  if (row.sealed_to !== null) return 'sealed'
  const asked = base.options.reason
  if (asked !== undefined && asked !== 'first') return asked
  return base.updateMode === 'add' ? 'addition' : 'update'
}

async function sealBatches(tx: Writer, datasetId: string, upTo: number, versionId: string): Promise<void> {
  await tx
    .updateTable('dataset_batch')
    .set({ sealed_in: versionId })
    .where('dataset_id', '=', datasetId)
    .where('number', '<=', upTo)
    .where('sealed_in', 'is', null)
    .execute()
}
