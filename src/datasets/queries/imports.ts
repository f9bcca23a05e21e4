import { sql, type Selectable } from 'kysely'
import type { DatasetVersionTable, Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import type { Page } from '../../kernel/pagination.ts'
import type { ImportRecord, ImportState, ListedImport, WaitingVersion } from '../import-record.ts'
import { toVersion } from './row-to-dataset.ts'
import { toImport, toListed } from './row-to-import.ts'

const listed = [
  'dataset_import.id',
  'dataset_import.authority_id',
  'dataset_import.dataset_id',
  'dataset_import.proposal',
  'dataset_import.file_name',
  'dataset_import.file_sha256',
  'dataset_import.file_bytes',
  'dataset_import.options',
  'dataset_import.publish',
  'dataset_import.state',
  'dataset_import.stage',
  'dataset_import.stage_done',
  'dataset_import.stage_total',
  'dataset_import.stage_since',
  'dataset_import.lease_until',
  'dataset_import.attempts',
  'dataset_import.problem',
  'dataset_import.version_id',
  'dataset_import.request_key',
  'dataset_import.version',
  'dataset_import.created_by',
  'dataset_import.created_at',
  'dataset_import.finished_at',
  'dataset_import.built_from',
  'dataset_import.lease_by',
  'dataset_import.stored',
  'dataset_import.sealed_to',
] as const
const beside = [
  'dataset.slug as slug',
  'dataset.title as title',
  'dataset_version.number as version_number',
  'dataset_version.state as version_state',
  'dataset_version.certificate_id as version_certificate',
] as const

function joined(reader: Reader, authorityId: string) {
  return reader
    .selectFrom('dataset_import')
    .leftJoin('dataset', 'dataset.id', 'dataset_import.dataset_id')
    .leftJoin('dataset_version', 'dataset_version.id', 'dataset_import.version_id')
    .where('dataset_import.authority_id', '=', authorityId)
}

/** Null where the authority has no such import. */
export async function findImport(
  reader: Reader,
  authorityId: string,
  importId: string,
): Promise<ImportRecord | null> {
  if (!isId(importId)) return null
  const row = await joined(reader, authorityId)
    .selectAll('dataset_import')
    .select(beside)
    .where('dataset_import.id', '=', importId)
    .executeTakeFirst()
  return row === undefined ? null : toImport(row)
}

export type ImportFilters = {
  state?: ImportState
  /** Of one dataset */
  slug?: string
  page?: number
  pageSize?: number
}

/** Newest first. */
export async function listImports(
  reader: Reader,
  authorityId: string,
  { state, slug, page = 1, pageSize = 50 }: ImportFilters = {},
): Promise<Page<ListedImport>> {
  let matching = joined(reader, authorityId)
  if (state !== undefined) matching = matching.where('dataset_import.state', '=', state)
  if (slug !== undefined) matching = matching.where('dataset.slug', '=', slug)
  const counted = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .select(listed)
    .select(beside)
    .select(
      sql<number>`coalesce(jsonb_array_length(dataset_import.report -> 'decisions'), 0)`.as('decisions'),
    )
    .orderBy('dataset_import.created_at', 'desc')
    .orderBy('dataset_import.id', 'desc')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  return { items: rows.map(toListed), total: counted.total, page, pageSize }
}

function versionsOf(reader: Reader, authorityId: string) {
  return reader
    .selectFrom('dataset_version')
    .innerJoin('dataset', 'dataset.id', 'dataset_version.dataset_id')
    .leftJoin('dataset_import', 'dataset_import.version_id', 'dataset_version.id')
    .leftJoin('staff', 'staff.id', 'dataset_version.created_by')
    .selectAll('dataset_version')
    .select([
      'dataset.slug as slug',
      'dataset.title as title',
      'dataset_import.id as import_id',
      'staff.name as created_by_name',
    ])
    .where('dataset.authority_id', '=', authorityId)
}

type VersionRow = Selectable<DatasetVersionTable> & {
  slug: string
  title: string
  import_id: string | null
  created_by_name: string | null
}

function toWaiting(row: VersionRow): WaitingVersion {
  return {
    version: toVersion(row),
    dataset: { id: row.dataset_id, slug: row.slug, title: row.title },
    importId: row.import_id,
    createdByName: row.created_by_name,
  }
}

/** What waits for a second person, oldest first. */
export async function listWaitingVersions(reader: Reader, authorityId: string): Promise<WaitingVersion[]> {
  const rows = await versionsOf(reader, authorityId)
    .where('dataset_version.state', '=', 'waiting')
    .orderBy('dataset_version.created_at')
    .execute()
  return rows.map(toWaiting)
}

/** A version by its own id, for those that have no number yet. Null where the authority has none. */
export async function findVersionById(
  reader: Reader,
  authorityId: string,
  versionId: string,
): Promise<WaitingVersion | null> {
  if (!isId(versionId)) return null
  const row = await versionsOf(reader, authorityId)
    .where('dataset_version.id', '=', versionId)
    .executeTakeFirst()
  return row === undefined ? null : toWaiting(row)
}
