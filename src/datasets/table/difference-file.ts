import type { DuckDBConnection } from '@duckdb/node-api'
import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { newId } from '../../kernel/ids.ts'
import type { DatasetVersion } from '../dataset.ts'
import type { TableServices } from './query-table.ts'
import {
  openBindings,
  openStoredTable,
  quoteName,
  rowsOf,
  type StoredColumn,
  type StoredTable,
} from './stored-table.ts'

export type ComparedVersion = Pick<DatasetVersion, 'rows' | 'columns' | 'parquet' | 'primaryKey'>
/** Which rows differ: `kind`, and the counter of the row in each version, in the order they are shown. */
export type DifferenceFile = { path: string; key: string[] | null }

const mostKept = 200
const buildMilliseconds = 120_000
const building = new Map<string, Promise<DifferenceFile>>()

/** The differences of two versions, worked out once and kept in the work directory. */
export async function differenceFile(
  services: TableServices,
  before: ComparedVersion,
  after: ComparedVersion,
): Promise<DifferenceFile> {
  const directory = join(services.tables.workDirectory, 'differences')
  const name = createHash('sha256')
    .update(JSON.stringify([before.parquet.sha256, after.parquet.sha256, after.primaryKey]))
    .digest('hex')
    .slice(0, 32)
  for (const keyed of [true, false]) {
    const path = join(directory, `${name}-${keyed ? 'key' : 'row'}.parquet`)
    if (!(await touch(path))) continue
    return { path, key: keyed ? after.primaryKey : null }
  }
  const begun = building.get(join(directory, name))
  if (begun !== undefined) return begun
  const made = build(services, before, after, directory, name)
  building.set(join(directory, name), made)
  try {
    return await made
  } finally {
    building.delete(join(directory, name))
  }
}

async function build(
  services: TableServices,
  before: ComparedVersion,
  after: ComparedVersion,
  directory: string,
  name: string,
): Promise<DifferenceFile> {
  await mkdir(directory, { recursive: true })
  const temporary = join(directory, `${newId()}.making`)
  try {
    const keyed = await services.tables.withConnection(
      async (connection) => {
        const old = await openStoredTable(services, connection, before)
        const now = await openStoredTable(services, connection, after)
        return writeDifference(connection, old, now, after.primaryKey, temporary)
      },
      { kind: 'long', milliseconds: buildMilliseconds },
    )
    const path = join(directory, `${name}-${keyed ? 'key' : 'row'}.parquet`)
    await rename(temporary, path)
    await letOldGo(directory)
    return { path, key: keyed ? after.primaryKey : null }
  } finally {
    await rm(temporary, { force: true })
  }
}

/** True where rows were matched by the key; without one, or where it is not unique, by the whole row. */
async function writeDifference(
  connection: DuckDBConnection,
  before: StoredTable,
  after: StoredTable,
  primaryKey: readonly string[],
  path: string,
): Promise<boolean> {
  const shared = after.columns.flatMap((column) => {
    const old = before.byName.get(column.name)
    return old === undefined ? [] : [{ old, now: column }]
  })
  const keys = primaryKey.map((name) => shared.find(({ now }) => now.name === name))
  const keyed =
    keys.length > 0 &&
    !keys.includes(undefined) &&
    (await isUnique(connection, before, primaryKey)) &&
    (await isUnique(connection, after, primaryKey))
  const bindings = openBindings()
  const side = (table: StoredTable, which: 'old' | 'now'): string => {
    const values = shared.flatMap((pair) => comparable(pair, which))
    // Two independent hashes: rows are taken for the same only where 128 bits agree.
    const hashes =
      values.length === 0
        ? '0 as h1, 0 as h2'
        : `hash(${values.join(', ')}) as h1, hash(1, ${values.join(', ')}) as h2`
    const matched = keys.flatMap((pair, index) =>
      keyed && pair ? [`${comparable(pair, which)[0] ?? ''} as k${index}`] : [],
    )
    const select = `select ${[...matched, hashes, `${table.counter} as n`].join(', ')} from ${rowsOf(table, bindings)}`
    return keyed
      ? select
      : `select *, row_number() over (partition by h1, h2 order by n) as k from (${select})`
  }
  const on = keyed
    ? keys.map((_, index) => `b.k${index} is not distinct from a.k${index}`).join(' and ')
    : 'b.h1 = a.h1 and b.h2 = a.h2 and b.k = a.k'
  const target = `'${path.replaceAll("'", "''")}'`
  await connection.run(
    `copy (
       select case when b.n is null then 'added' when a.n is null then 'removed' else 'changed' end as kind,
         b.n as before, a.n as after
       from (${side(before, 'old')}) b full outer join (${side(after, 'now')}) a on ${on}
       where b.n is null or a.n is null or b.h1 <> a.h1 or b.h2 <> a.h2
       order by coalesce(a.n, b.n), a.n nulls first
     ) to ${target} (format parquet, compression zstd)`,
    bindings.values,
  )
  return keyed
}

/** Values in types that both versions can be compared in: 1.5 and 1.50 are the same; a marker differs from nothing. */
function comparable({ old, now }: { old: StoredColumn; now: StoredColumn }, which: 'old' | 'now'): string[] {
  const column = which === 'old' ? old : now
  const name = quoteName(column.name)
  const value = old.stored === now.stored ? name : castFor(name, old.stored, now.stored)
  if (old.marker === null && now.marker === null) return [value]
  return [value, column.marker === null ? "''" : `coalesce(${quoteName(column.marker)}, '')`]
}

function castFor(name: string, old: string, now: string): string {
  const scales = [old, now].map((type) =>
    type === 'BIGINT' ? 0 : Number(/^DECIMAL\(\d+,\s*(\d+)\)$/.exec(type)?.[1] ?? Number.NaN),
  )
  const scale = Math.max(...scales)
  return Number.isNaN(scale) ? `cast(${name} as varchar)` : `cast(${name} as decimal(38, ${scale}))`
}

async function isUnique(
  connection: DuckDBConnection,
  table: StoredTable,
  names: readonly string[],
): Promise<boolean> {
  const bindings = openBindings()
  const keys = names.map(quoteName).join(', ')
  const found = await connection.runAndReadAll(
    `select 1 from ${rowsOf(table, bindings)} group by ${keys} having count(*) > 1 limit 1`,
    bindings.values,
  )
  return found.currentRowCount === 0
}

async function touch(path: string): Promise<boolean> {
  const now = new Date()
  return utimes(path, now, now).then(
    () => true,
    () => false,
  )
}

/** Those not read for longest go first; they can be worked out again. */
async function letOldGo(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.parquet'))
  if (names.length <= mostKept) return
  const aged = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return {
        path,
        read: await stat(path).then(
          ({ mtimeMs }) => mtimeMs,
          () => 0,
        ),
      }
    }),
  )
  aged.sort((a, b) => a.read - b.read)
  for (const { path } of aged.slice(0, aged.length - mostKept)) await rm(path, { force: true })
}
