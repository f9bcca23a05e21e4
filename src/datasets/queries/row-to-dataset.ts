import type { Selectable } from 'kysely'
import type { DatasetTable, DatasetVersionTable } from '../../db/index.ts'
import type { ImportOptions } from '../build/job.ts'
import type {
  ContractColumn,
  Dataset,
  DatasetKind,
  DatasetLink,
  DatasetState,
  DatasetVersion,
  Difference,
  Screening,
  VersionColumn,
  VersionReason,
} from '../dataset.ts'

/** Every column but those only the database reads. */
export const datasetColumns = [
  'id',
  'authority_id',
  'slug',
  'title',
  'description',
  'kind',
  'theme',
  'keywords',
  'owner',
  'contact_email',
  'licence',
  'attributions',
  'frequency',
  'area_name',
  'area_code',
  'period_from',
  'period_to',
  'template',
  'update_mode',
  'contract',
  'primary_key',
  'known_problems',
  'redaction_note',
  'links',
  'charts',
  'seal_every',
  'state',
  'latest_version',
  'first_published_at',
  'changed_at',
  'withdrawn_at',
  'withdrawn_reason',
  'withdrawn_contact',
  'replaced_by',
  'version',
] as const

export type DatasetRow = Pick<Selectable<DatasetTable>, (typeof datasetColumns)[number]>

export function toDataset(row: DatasetRow): Dataset {
  return {
    id: row.id,
    authorityId: row.authority_id,
    slug: row.slug,
    title: row.title,
    description: row.description,
    kind: row.kind as DatasetKind,
    theme: row.theme,
    keywords: row.keywords,
    owner: row.owner,
    contactEmail: row.contact_email,
    licence: row.licence,
    attributions: row.attributions,
    frequency: row.frequency,
    areaName: row.area_name,
    areaCode: row.area_code,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    template: row.template,
    updateMode: row.update_mode === 'add' ? 'add' : 'replace',
    contract: row.contract as ContractColumn[],
    primaryKey: row.primary_key,
    knownProblems: row.known_problems,
    redactionNote: row.redaction_note,
    links: row.links as DatasetLink[],
    charts: row.charts,
    sealEvery: row.seal_every as Dataset['sealEvery'],
    state: row.state as DatasetState,
    latestVersion: row.latest_version,
    firstPublishedAt: row.first_published_at,
    changedAt: row.changed_at,
    withdrawal:
      row.withdrawn_at === null
        ? null
        : {
            at: row.withdrawn_at,
            reason: row.withdrawn_reason ?? '',
            contact: row.withdrawn_contact ?? row.contact_email,
            replacedBy: row.replaced_by,
          },
    version: row.version,
  }
}

/** The columns that `toVersionFacts` reads. */
export const versionFactColumns = [
  'reason',
  'note',
  'breaking',
  'period_from',
  'period_to',
  'rows',
  'parquet_sha256',
  'parquet_bytes',
  'csv_sha256',
  'csv_bytes',
] as const

export type VersionFactsRow = Pick<Selectable<DatasetVersionTable>, (typeof versionFactColumns)[number]>

/** What is said of a version wherever it is named: without its columns, which are long. */
export type VersionFacts = Pick<
  DatasetVersion,
  'reason' | 'note' | 'breaking' | 'periodFrom' | 'periodTo' | 'rows' | 'parquet' | 'csv'
>

export function toVersionFacts(row: VersionFactsRow): VersionFacts {
  return {
    reason: row.reason as VersionReason,
    note: row.note,
    breaking: row.breaking,
    periodFrom: row.period_from,
    periodTo: row.period_to,
    rows: row.rows,
    parquet: { sha256: row.parquet_sha256, bytes: row.parquet_bytes },
    csv: { sha256: row.csv_sha256, bytes: row.csv_bytes },
  }
}

export function toVersion(row: Selectable<DatasetVersionTable>): DatasetVersion {
  return {
    ...toVersionFacts(row),
    id: row.id,
    datasetId: row.dataset_id,
    number: row.number,
    state: row.state as DatasetVersion['state'],
    columns: row.columns as VersionColumn[],
    primaryKey: row.primary_key,
    source: { name: row.source_name, sha256: row.source_sha256, bytes: row.source_bytes },
    difference: row.difference as Difference | null,
    screening: row.screening as Screening,
    protect: (row.recipe as { options?: ImportOptions }).options?.protect ?? [],
    createdAt: row.created_at,
    createdBy: row.created_by,
    publishedAt: row.published_at,
    withdrawal: toWithdrawal(row),
  }
}

export function toWithdrawal(
  row: Pick<Selectable<DatasetVersionTable>, 'withdrawn_at' | 'withdrawn_reason'>,
): DatasetVersion['withdrawal'] {
  return row.withdrawn_at === null ? null : { at: row.withdrawn_at, reason: row.withdrawn_reason ?? '' }
}
