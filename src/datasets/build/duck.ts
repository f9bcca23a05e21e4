import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'

/** A cell as DuckDB's JSON gives it: whole numbers beyond 32 bits and decimals come as text. */
type Cell = string | number | boolean | null

export type Duck = {
  connection: DuckDBConnection
  run(sql: string): Promise<void>
  /** With all threads, while nothing else runs. */
  runAlone(sql: string): Promise<void>
  rows(sql: string): Promise<Cell[][]>
  /** Beside what else is running: a result that is still being read is not disturbed. */
  runBeside(sql: string): Promise<void>
  rowsBeside(sql: string): Promise<Cell[][]>
  close(): void
}

/**
 * A statement has one thread: several run at once instead, beside JavaScript. With more, whoever waits for the last of
 * its work spins: by a quarter more processor time for the same table.
 */
const [usualThreads, allThreads] = [1, 2]

/** A database for one import. `path` null keeps it in memory, spilling to `directory` past the limit. */
export async function openDuck(path: string | null, directory: string): Promise<Duck> {
  const instance = await DuckDBInstance.create(path ?? ':memory:', {
    // On disk it needs less, and its own cache of the file comes on top.
    memory_limit: path === null ? '800MiB' : '640MiB',
    threads: String(usualThreads),
    temp_directory: directory,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  const rowsOf = async (on: DuckDBConnection, sql: string): Promise<Cell[][]> =>
    (await on.runAndReadAll(sql)).getRowsJson() as Cell[][]
  const beside = async <T>(work: (on: DuckDBConnection) => Promise<T>): Promise<T> => {
    const another = await instance.connect()
    try {
      return await work(another)
    } finally {
      another.closeSync()
    }
  }
  return {
    connection,
    async run(sql) {
      await connection.run(sql)
    },
    async runAlone(sql) {
      await connection.run(`set threads = ${allThreads}`)
      try {
        await connection.run(sql)
      } finally {
        await connection.run(`set threads = ${usualThreads}`)
      }
    },
    rows: (sql) => rowsOf(connection, sql),
    async runBeside(sql) {
      await beside((another) => another.run(sql))
    },
    rowsBeside: (sql) => beside((another) => rowsOf(another, sql)),
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** A text as a literal of SQL. */
export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
/** A name as an identifier of SQL. */
export const name = (text: string): string => `"${text.replaceAll('"', '""')}"`
