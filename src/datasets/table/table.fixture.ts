import { DuckDBInstance } from '@duckdb/node-api'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { directoryStore, type FileStore } from '../../documents/index.ts'
import { newId } from '../../kernel/ids.ts'
import type { ColumnStatistics, DatasetVersion, VersionColumn } from '../dataset.ts'
import { openTableEngine, type TableEngine } from './engine.ts'
import { quoteName } from './stored-table.ts'

export type Tables = { files: FileStore; tables: TableEngine; directory: string; close(): Promise<void> }
export type TestVersion = Pick<DatasetVersion, 'rows' | 'columns' | 'primaryKey' | 'parquet' | 'csv'>
export type TestColumn = Pick<VersionColumn, 'name' | 'type'> &
  Partial<VersionColumn> & {
    /** DuckDB's type in the file; of its Table Schema type unless given */
    stored?: string
  }
/** A cell as text; `{ marker }` where one stands in its place. */
export type TestCell = string | null | { marker: string }

const storedTypes: Record<VersionColumn['type'], string> = {
  string: 'varchar',
  integer: 'bigint',
  number: 'decimal(18,2)',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
}

/** A file store and a table engine in a directory of their own. */
export function openTables(): Tables {
  const directory = mkdtempSync(join(tmpdir(), 'muniment-tables-'))
  const tables = openTableEngine(directory)
  return {
    files: directoryStore(join(directory, 'files')),
    tables,
    directory,
    async close() {
      await tables.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** A version put straight into the store, its columns laid out as published ones are. */
export async function makeVersion(
  tables: Tables,
  columns: TestColumn[],
  rows: readonly (readonly TestCell[])[],
  primaryKey: string[] = [],
): Promise<TestVersion> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const layout = columns.flatMap(({ name, type, stored, markers }) => [
    `${quoteName(name)} ${stored ?? storedTypes[type]}`,
    ...(markers ? [`${quoteName(`${name}__marker`)} varchar`] : []),
  ])
  await connection.run(`create table made (${layout.join(', ')})`)
  const insert = await connection.prepare(
    `insert into made values (${layout.map((_, index) => `$${index + 1}`).join(', ')})`,
  )
  for (const row of rows) {
    const values = columns.flatMap(({ markers }, index) => {
      const cell = row[index] ?? null
      const text = typeof cell === 'string' ? cell : null
      return markers ? [text, cell === null || typeof cell === 'string' ? null : cell.marker] : [text]
    })
    insert.bind(values)
    await insert.run()
  }
  const made = await makeVersionFrom(tables, columns, 'made', primaryKey, connection)
  connection.closeSync()
  instance.closeSync()
  return made
}

/** A version of whatever `source` selects: for tables too large to write out. */
export async function makeVersionFrom(
  { files, tables }: Pick<Tables, 'files' | 'tables'>,
  columns: TestColumn[],
  source: string,
  primaryKey: string[] = [],
  given?: Awaited<ReturnType<DuckDBInstance['connect']>>,
): Promise<TestVersion> {
  mkdirSync(tables.workDirectory, { recursive: true })
  const path = join(tables.workDirectory, `${newId()}.parquet`)
  const csvPath = join(tables.workDirectory, `${newId()}.csv`)
  const instance = given === undefined ? await DuckDBInstance.create(':memory:') : null
  const connection = given ?? (await instance?.connect())
  if (connection === undefined) throw new Error('no connection')
  await connection.run(`copy (select * from ${source}) to '${path}' (format parquet, compression zstd)`)
  const cells = columns.map(({ name, markers }) =>
    markers
      ? `coalesce(cast(${quoteName(name)} as varchar), ${quoteName(`${name}__marker`)}) as ${quoteName(name)}`
      : quoteName(name),
  )
  await connection.run(
    `copy (select ${cells.join(', ')} from '${path}') to '${csvPath}' (format csv, header)`,
  )
  const counted = await connection.runAndReadAll(`select count(*)::integer from '${path}'`)
  const rows = Number(counted.value(0, 0))
  if (given === undefined) {
    connection.closeSync()
    instance?.closeSync()
  }
  const parquet = await files.adopt(path)
  const csv = await files.adopt(csvPath)
  return {
    rows,
    columns: columns.map((column) => ({
      title: column.name,
      description: '',
      markers: false,
      statistics: noStatistics(rows),
      ...withoutStored(column),
    })),
    primaryKey,
    parquet: { sha256: parquet.sha256, bytes: parquet.size },
    csv: { sha256: csv.sha256, bytes: csv.size },
  }
}

function withoutStored(column: TestColumn): Omit<TestColumn, 'stored'> {
  const copy = { ...column }
  delete copy.stored
  return copy
}

function noStatistics(rows: number): ColumnStatistics {
  return {
    filled: rows,
    missing: 0,
    redacted: 0,
    suppressed: 0,
    distinct: rows,
    least: null,
    greatest: null,
    sum: null,
    mean: null,
    common: [],
  }
}
