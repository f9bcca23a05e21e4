import type { Reader } from '../../db/index.ts'
import type { Page } from '../../kernel/pagination.ts'
import type { ImportRecord, ImportState, ListedImport, WaitingVersion } from '../import-record.ts'

/** Null where the authority has no such import. */
export async function findImport(
  _reader: Reader,
  _authorityId: string,
  _importId: string,
): Promise<ImportRecord | null> {
  return null
}

export type ImportFilters = { state?: ImportState; slug?: string; page?: number; pageSize?: number }

/** Newest first. */
export async function listImports(
  _reader: Reader,
  _authorityId: string,
  { page = 1, pageSize = 50 }: ImportFilters = {},
): Promise<Page<ListedImport>> {
  return { items: [], total: 0, page, pageSize }
}

/** What waits for a second person, oldest first. */
export async function listWaitingVersions(_reader: Reader, _authorityId: string): Promise<WaitingVersion[]> {
  return []
}
