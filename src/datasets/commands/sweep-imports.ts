import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import type { DatasetServices } from '../dataset.ts'
import { openStates } from '../import-store.ts'

const leftoverHours = 24

/**
 * Deletes what imports left behind: work directories of those that are over, and files that were put into the store
 * for a version that never came to be. A file that any record names stays, whoever put it there.
 */
export async function sweepImports(
  services: DatasetServices,
): Promise<{ directories: number; files: number }> {
  return { directories: await sweepDirectories(services), files: await sweepStored(services) }
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
      if (await isNamed(database.reader, id, hash)) continue
      await files.remove(hash)
      swept += 1
    }
    await database.reader.updateTable('dataset_import').set({ stored: [] }).where('id', '=', id).execute()
  }
  return swept
}

/** True where any record at all needs these bytes. */
async function isNamed(reader: Reader, importId: string, hash: string): Promise<boolean> {
  const { rows } = await sql<{ named: boolean }>`select
      exists (select 1 from dataset_version where ${hash} in (parquet_sha256, csv_sha256, source_sha256))
      or exists (select 1 from dataset_import where file_sha256 = ${hash} or (id <> ${importId} and ${hash} = any(stored)))
      or exists (select 1 from document where sha256 = ${hash})
      or exists (select 1 from letter where ${hash} in (html_sha256, pdf_sha256, docx_sha256)) as named`.execute(
    reader,
  )
  return rows[0]?.named ?? true
}
