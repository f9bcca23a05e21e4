import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

/**
 * Where tables are worked on. Opened once by the installation, started at first use, closed with it.
 *
 * In Parquet each column of a version has its own type; a column with `markers` is followed by a text column
 * `<name>__marker` that says `REDACTED`, `[c]` … where the value is null for that reason. The canonical CSV writes the
 * marker in the value's place. Rows keep the order of the file; a row's number counts from 1.
 */
export type TableEngine = {
  /** A directory on the same file system as the file store, for what is being made. */
  workDirectory: string
  /** The instance our own statements run in; never a stranger's. */
  instance(): Promise<DuckDBInstance>
  close(): Promise<void>
}

export function openTableEngine(dataDirectory: string): TableEngine {
  let opened: Promise<DuckDBInstance> | null = null
  const workDirectory = join(dataDirectory, 'work')
  return {
    workDirectory,
    instance: () => (opened ??= DuckDBInstance.create(':memory:', { memory_limit: '1GiB', threads: '2' })),
    async close() {
      const instance = await opened
      opened = null
      instance?.closeSync()
    },
  }
}
