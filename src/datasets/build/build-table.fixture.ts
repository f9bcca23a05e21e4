import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildTable } from './build-table.ts'
import { openDuck } from './duck.ts'
import type { ImportJob, ImportResult } from './job.ts'

const root = mkdtempSync(join(tmpdir(), 'muniment-build-'))
let made = 0

/** A job for a file with `content`, in a directory of its own. */
export function makeJob(
  content: string | Uint8Array,
  more: Partial<ImportJob> & { name?: string } = {},
): ImportJob {
  made += 1
  const { name = 'table.csv', ...rest } = more
  const path = join(root, `${made}-source`)
  writeFileSync(path, content)
  return {
    file: { path, name },
    options: {},
    contract: [],
    primaryKey: [],
    updateMode: 'replace',
    previous: null,
    directory: join(root, `${made}-work`),
    ...rest,
  }
}

export function build(content: string | Uint8Array, more: Partial<ImportJob> & { name?: string } = {}) {
  return buildTable(makeJob(content, more), () => undefined)
}

export function built({ built: version, report }: ImportResult) {
  if (version === null) throw new Error(`Not built: ${JSON.stringify(report.decisions)}`)
  return version
}

/** The canonical CSV, as lines. */
export function linesOf(result: ImportResult): string[] {
  const text = readFileSync(built(result).csvPath, 'utf8')
  if (!text.endsWith('\r\n')) throw new Error('The last line has no end.')
  return text.slice(0, -2).split('\r\n')
}

export async function parquetRows(result: ImportResult): Promise<unknown[][]> {
  const duck = await openDuck(null, root)
  const rows = await duck.rows(`select * from read_parquet('${built(result).parquetPath}')`)
  duck.close()
  return rows
}

/** What a next version is compared with. */
export function previousOf(result: ImportResult): NonNullable<ImportJob['previous']> {
  const { parquetPath, columns } = built(result)
  return { number: 1, parquetPath, columns }
}
export const contractOf = (result: ImportResult): ImportJob['contract'] =>
  built(result).columns.map((column) => {
    const { statistics: _statistics, markers: _markers, ...rest } = column
    return rest
  })
