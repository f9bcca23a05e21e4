import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import type { DatasetServices } from '../dataset.ts'
import { openStates } from '../import-store.ts'
import { keptDirectory } from './keep-file.ts'

const leftoverHours = 24
/** Longer than a form with such a file can stand open. */
const keptHours = 48

/**
 * Deletes what imports left behind: work directories of those that are over, and files in the store that were sent for
 * nothing, or made for a version that never came to be. A file that any record names stays, whoever put it there.
 */
export async function sweepImports(
  services: DatasetServices,
): Promise<{ directories: number; files: number }> {
  const directories = await sweepDirectories(services)
  return { directories, files: (await sweepStored(services)) + (await sweepKept(services)) }
}

async function sweepDirectories({ tables, database, clock }: DatasetServices): Promise<number> {
  const names = await readdir(tables.workDirectory).catch(() => [])
  const oldest = clock.now().subtract({ hours: leftoverHours }).epochMilliseconds
  let swept = 0
  for (const name of names) {
    const importId = /^import-(.+)$/.exec(name)?.[1]
    if (importId === undefined || !isId(importId)) continue
    const path = join(tables.workDirectory, name)
    const open = await database.reader
      .selectFrom('dataset_import')
      .select('id')
      .where('id', '=', importId)
      .where('state', 'in', openStates)
      .executeTakeFirst()
    const facts = open === undefined ? await stat(path).catch(() => null) : null
    // A day, because another database's import may work here, as after a restored backup.
    if (facts === null || facts.mtimeMs > oldest) continue
    await rm(path, { recursive: true, force: true })
    swept += 1
  }
  return swept
}

async function sweepStored({ database, files, clock }: DatasetServices): Promise<number> {
  const before = clock.now().subtract({ hours: 1 })
  const rows = await database.reader
    .selectFrom('dataset_import')
    .select(['id', 'stored'])
    .where(sql<boolean>`stored <> '{}'`)
    .where('finished_at', '<', before)
    .limit(100)
    .execute()
  let swept = 0
  for (const { id, stored } of rows) {
    for (const hash of stored) {
      if (await isNamed(database.reader, hash, id)) continue
      await files.remove(hash)
      swept += 1
    }
    await database.reader.updateTable('dataset_import').set({ stored: [] }).where('id', '=', id).execute()
  }
  return swept
}

/** Files that were sent and then refused, or whose import was cancelled. */
async function sweepKept({ tables, database, files, clock }: DatasetServices): Promise<number> {
  const directory = keptDirectory(tables.workDirectory)
  const names = await readdir(directory).catch(() => [])
  const oldest = clock.now().subtract({ hours: keptHours }).epochMilliseconds
  let swept = 0
  for (const hash of names) {
    const marker = join(directory, hash)
    const facts = await stat(marker).catch(() => null)
    if (facts === null || facts.mtimeMs > oldest) continue
    if (!(await isNamed(database.reader, hash, null))) {
      await files.remove(hash)
      swept += 1
    }
    await rm(marker, { force: true })
  }
  return swept
}

/** True where any record at all needs these bytes, but for what the import itself noted of them. */
async function isNamed(reader: Reader, hash: string, importId: string | null): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`select
      exists (select 1 from dataset_version where ${hash} in (parquet_sha256, csv_sha256, source_sha256))
      or exists (select 1 from dataset_import where file_sha256 = ${hash} and state <> 'cancelled')
      or exists (select 1 from dataset_import
        where ${hash} = any(stored) and id is distinct from ${importId}::uuid)
      or exists (select 1 from document where sha256 = ${hash})
      or exists (select 1 from letter where ${hash} in (html_sha256, pdf_sha256, docx_sha256)) as named`.execute(
    reader,
  )
  return rows[0]?.named ?? true
}
