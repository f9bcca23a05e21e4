import { join } from 'node:path'
import type { VersionColumn } from '../dataset.ts'
import { canonicalText } from './canonical-sql.ts'
import { literal, name, type Duck } from './duck.ts'

/** Writes the table `typed` as Parquet and as the canonical CSV (RFC 4180, UTF-8, CRLF). */
export async function writeFiles(
  duck: Duck,
  directory: string,
  columns: readonly Omit<VersionColumn, 'statistics'>[],
): Promise<{ parquetPath: string; csvPath: string }> {
  const parquetPath = join(directory, 'table.parquet')
  const csvPath = join(directory, 'table.csv')
  const stored = columns.flatMap(({ name: column, markers }) =>
    markers ? [name(column), name(`${column}__marker`)] : [name(column)],
  )
  const parquet = duck.runBeside(
    `copy (select ${stored.join(', ')} from typed) to ${literal(parquetPath)} (format parquet, compression zstd)`,
  )
  // A row of one empty cell would be a blank line, which readers skip.
  const alone = columns.length === 1
  const written = columns.map((column) => {
    const text = canonicalText(column)
    return `${alone ? `coalesce(${text}, '')` : text} as ${name(column.name)}`
  })
  const csv = duck.run(
    `copy (select ${written.join(', ')} from typed) to ${literal(csvPath)} (format csv, header true, delimiter ',', quote '"', escape '"', new_line '\\r\\n', nullstr '')`,
  )
  await settleAll([parquet, csv])
  return { parquetPath, csvPath }
}

/** Waits for all, so that nothing is still at work when one fails. */
async function settleAll(work: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}
