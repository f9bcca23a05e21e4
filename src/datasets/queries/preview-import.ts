import { access } from 'node:fs/promises'
import type { BuiltVersion } from '../build/job.ts'
import type { DatasetServices } from '../dataset.ts'
import { queryTable } from '../table/query-table.ts'
import type { TablePage } from '../table/table-query.ts'

/**
 * The first rows of what an import has built, as they will be published. Null where nothing is built, or it was built
 * on another machine.
 */
export async function previewImport(
  services: DatasetServices,
  authorityId: string,
  importId: string,
  limit: number,
): Promise<TablePage | null> {
  const row = await services.database.reader
    .selectFrom('dataset_import')
    .select(['built', 'built_from', 'version'])
    .where('authority_id', '=', authorityId)
    .where('id', '=', importId)
    .executeTakeFirst()
  const built = row?.built as BuiltVersion | null | undefined
  if (row === undefined || built === null || built === undefined) return null
  const { parquetPath, rows, columns } = built
  const found = await access(parquetPath).then(
    () => true,
    () => false,
  )
  if (!found) return null
  // Not in the store yet: known by what it was built from, which changes whenever it does.
  const parquet = { sha256: `${importId}:${row.built_from ?? row.version}`, bytes: 0 }
  const page = await queryTable(
    { tables: services.tables, files: { ...services.files, locate: () => Promise.resolve(parquetPath) } },
    { rows, columns, parquet },
    { filters: [], search: null, sort: null, fields: null, facets: [], group: null, limit, next: null },
  )
  return page.ok ? page.value : null
}
