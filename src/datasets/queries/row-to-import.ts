import type { Selectable } from 'kysely'
import type { DatasetImportTable } from '../../db/index.ts'
import { parseDay } from '../../kernel/dates.ts'
import type { BuiltVersion, ImportOptions, ImportReport } from '../build/job.ts'
import type { DatasetVersion } from '../dataset.ts'
import type { DatasetProposal, ImportRecord, ImportState, ListedImport } from '../import-record.ts'

export type ImportRow = Selectable<DatasetImportTable>
/** Of its dataset and of the version it became, where there are such. */
export type Beside = {
  slug: string | null
  title: string | null
  version_number: number | null
  version_state: string | null
  version_certificate: string | null
}

/** What was proposed, out of JSON: days are days again. */
export function toProposal(value: unknown): DatasetProposal | null {
  if (value === null || typeof value !== 'object') return null
  const { periodFrom, periodTo, ...rest } = value as Omit<DatasetProposal, 'periodFrom' | 'periodTo'> & {
    periodFrom?: string | null
    periodTo?: string | null
  }
  return {
    ...rest,
    ...(periodFrom === undefined ? {} : { periodFrom: parseDay(periodFrom ?? '') }),
    ...(periodTo === undefined ? {} : { periodTo: parseDay(periodTo ?? '') }),
  }
}

export function toListed(
  row: Omit<ImportRow, 'report' | 'built'> & Beside & { decisions: number },
): ListedImport {
  const proposal = toProposal(row.proposal)
  return {
    id: row.id,
    authorityId: row.authority_id,
    datasetId: row.dataset_id,
    slug: row.slug ?? proposal?.slug ?? '',
    title: row.title ?? proposal?.title ?? '',
    proposal,
    file: { name: row.file_name, sha256: row.file_sha256, bytes: row.file_bytes },
    options: row.options as ImportOptions,
    publish: row.publish,
    state: row.state as ImportState,
    progress:
      row.state !== 'working' || row.stage === null || row.stage_since === null
        ? null
        : {
            stage: row.stage as NonNullable<ImportRecord['progress']>['stage'],
            done: row.stage_done,
            total: row.stage_total,
            since: row.stage_since,
          },
    attempts: row.attempts,
    problem: row.problem as ImportRecord['problem'],
    outcome:
      row.version_id === null
        ? null
        : {
            versionId: row.version_id,
            number: row.version_number,
            state: (row.version_state ?? 'waiting') as DatasetVersion['state'],
            certificateId: row.version_certificate,
          },
    createdBy: row.created_by,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    version: row.version,
    decisions: row.decisions,
  }
}

export function toImport(row: ImportRow & Beside): ImportRecord {
  const report = row.report as ImportReport | null
  const { decisions: _decisions, ...listed } = toListed({ ...row, decisions: 0 })
  return { ...listed, report, built: row.built === null ? null : withoutPaths(row.built as BuiltVersion) }
}

function withoutPaths({ parquetPath: _parquet, csvPath: _csv, ...built }: BuiltVersion) {
  return built
}
