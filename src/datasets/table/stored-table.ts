import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import type { DatasetServices, DatasetVersion, VersionColumn } from '../dataset.ts'

/** A column as it lies in the Parquet file. `type` is DuckDB's: `DECIMAL(18,2)`. */
export type StoredColumn = VersionColumn & { stored: string; marker: string | null }

/** A version's Parquet file, and how its columns are written in a statement. */
export type StoredTable = {
  sha256: string
  path: string
  rows: number
  columns: StoredColumn[]
  /** The column that counts the file's rows from 0. */
  counter: string
  byName: ReadonlyMap<string, StoredColumn>
}
/** What a table needs to be asked anything. */
export type TableVersion = Pick<DatasetVersion, 'rows' | 'columns' | 'parquet'>

/** What is bound to a statement: `bind` gives the place of a value in it. */
export type Bindings = { values: DuckDBValue[]; bind: (value: DuckDBValue) => string }

/** DuckDB's own; hidden by a column of the same name, and then we count ourselves. */
const virtualCounter = 'file_row_number'
const ownCounter = 'row__counter'

const shapes = new Map<string, Map<string, string>>()
const mostShapes = 500

/** Opens a version. The file says how each column is stored, which is asked once for each file. */
export async function openStoredTable(
  { files }: Pick<DatasetServices, 'files'>,
  connection: DuckDBConnection,
  version: TableVersion,
): Promise<StoredTable> {
  const { sha256 } = version.parquet
  const path = await files.locate(sha256)
  let shape = shapes.get(sha256)
  if (shape === undefined) {
    const described = await connection.runAndReadAll('describe select * from read_parquet($1)', [path])
    shape = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]))
    shapes.set(sha256, shape)
    const [oldest] = shapes.keys()
    if (shapes.size > mostShapes && oldest !== undefined) shapes.delete(oldest)
  }
  const known = shape
  const columns = version.columns.map((column): StoredColumn => {
    const stored = known.get(column.name)
    if (stored === undefined) throw new Error(`the stored table has no column ${column.name}`)
    const marker = `${column.name}__marker`
    return { ...column, stored, marker: known.has(marker) ? marker : null }
  })
  return {
    sha256,
    path,
    rows: version.rows,
    columns,
    counter: known.has(virtualCounter) ? ownCounter : virtualCounter,
    byName: new Map(columns.map((column) => [column.name, column])),
  }
}

export function openBindings(): Bindings {
  const values: DuckDBValue[] = []
  return {
    values,
    bind(value) {
      values.push(value)
      return `$${values.length}`
    },
  }
}

/** A name as a statement holds it; only names of the version's own columns are ever given. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The rows of the file with their counter beside them. */
export function rowsOf({ path, counter }: StoredTable, { bind }: Bindings): string {
  const file = `read_parquet(${bind(path)})`
  return counter === virtualCounter
    ? file
    : `(select *, row_number() over () - 1 as ${ownCounter} from ${file})`
}

export function columnOf(table: StoredTable, name: string): StoredColumn {
  const column = table.byName.get(name)
  if (column === undefined) throw new Error(`there is no column ${name} in this version`)
  return column
}

/** The value as the canonical file writes it; null where there is none. */
export function valueText({ name, type, stored }: StoredColumn): string {
  const column = quoteName(name)
  if (type === 'datetime' && stored.startsWith('TIMESTAMP')) return momentText(column)
  return stored === 'VARCHAR' ? column : `cast(${column} as varchar)`
}

/** ISO 8601, with the fraction of a second only where there is one. */
export function momentText(column: string): string {
  return `replace(cast(${column} as varchar), ' ', 'T')`
}

/** The cell as the canonical file writes it: the value, or the marker in its place. */
export function cellText(column: StoredColumn): string {
  return column.marker === null
    ? valueText(column)
    : `coalesce(${valueText(column)}, ${quoteName(column.marker)})`
}
