import { join } from 'node:path'
import { fingerprintFile } from '../../documents/index.ts'
import type { VersionColumn } from '../dataset.ts'
import { canonicalText } from './canonical-sql.ts'
import { literal, name, type Duck } from './duck.ts'
import type { BuiltVersion } from './job.ts'

type WrittenFiles = Pick<BuiltVersion, 'parquetPath' | 'csvPath'> &
  Required<Pick<BuiltVersion, 'fingerprints'>>

/**
 * Writes the table `typed` as Parquet and as the canonical CSV (RFC 4180, UTF-8, CRLF), beside whatever else is done
 * with it; then reads both once more and flushes them, which somebody must wait for at some time.
 */
export async function writeFiles(
  duck: Duck,
  directory: string,
  columns: readonly Omit<VersionColumn, 'statistics'>[],
): Promise<WrittenFiles> {
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
  const csv = duck.runBeside(
    `copy (select ${written.join(', ')} from typed) to ${literal(csvPath)} (format csv, header true, delimiter ',', quote '"', escape '"', new_line '\\r\\n', nullstr '')`,
  )
  await settleAll([parquet, csv])
  const [csvPrint, parquetPrint] = await Promise.all([fingerprintFile(csvPath), fingerprintFile(parquetPath)])
  return { parquetPath, csvPath, fingerprints: { csv: csvPrint, parquet: parquetPrint } }
}

/** Waits for all, so that nothing is still at work when one fails. */
async function settleAll(work: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') throw result.reason
}
