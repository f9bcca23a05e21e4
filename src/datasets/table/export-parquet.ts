import { createReadStream } from 'node:fs'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '../../kernel/ids.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import type { Turn } from './engine.ts'
import { exportSource } from './export-columns.ts'
import { withTable, type TableServices } from './query-table.ts'
import { openBindings, quoteName, type TableVersion } from './stored-table.ts'
import type { TableQuery } from './table-query.ts'

/** Made in the work directory, then streamed; gone once it was read or given up. */
export async function exportParquet(
  services: TableServices,
  version: TableVersion,
  query: TableQuery,
  { signal }: Turn,
): Promise<Outcome<Readable>> {
  const directory = join(services.tables.workDirectory, 'exports')
  await mkdir(directory, { recursive: true })
  const path = join(directory, `${newId()}.parquet`)
  const made = await withTable(services, version, { kind: 'long', signal }, async (connection, table) => {
    const bindings = openBindings()
    const { columns, from, order } = exportSource(table, query, bindings)
    const list = columns.flatMap(({ column, value, text }) => {
      if (value === null)
        return [
          `${column.type === 'integer' || column.type === 'number' ? `try_cast(${text} as double)` : text} as ${quoteName(column.name)}`,
        ]
      const marker = table.byName.get(column.name)?.marker
      return [value, ...(marker ? [quoteName(marker)] : [])]
    })
    const select = `select ${list.join(', ')} from ${from}${order === null ? '' : ` order by ${order}`}`
    // The path is our own: the work directory and a fresh id.
    const target = `'${path.replaceAll("'", "''")}'`
    await connection.run(`copy (${select}) to ${target} (format parquet, compression zstd)`, bindings.values)
    return (await stat(path)).size
  }).catch(async (error: unknown) => {
    await rm(path, { force: true })
    throw error
  })
  if (!made.ok) {
    await rm(path, { force: true })
    return made
  }
  const stream = createReadStream(path)
  stream.once('close', () => void rm(path, { force: true }))
  return { ok: true, value: stream }
}
