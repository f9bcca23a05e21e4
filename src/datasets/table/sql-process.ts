import { DuckDBInstance, StatementType, type DuckDBConnection } from '@duckdb/node-api'
import { createHash } from 'node:crypto'
import { existsSync, symlinkSync } from 'node:fs'
import { checkSql, SqlRefusal } from './check-sql.ts'
import { sqlCell } from './sql-cell.ts'
import { sqlLimits, type SqlCut, type SqlMessage, type SqlTask } from './sql-messages.ts'
import { sqlErrorWords } from './sql-words.ts'

// Runs in a process of its own, which may be killed at any moment: strangers' SQL, one statement at a time, each in a
// database that has never seen another. Its directory holds links to the files, so that no path of the machine is known.

const [, , directory] = process.argv
if (directory === undefined) throw new Error('the directory of links is the argument')
process.chdir(directory)
/** Rows go over in pieces, so that neither side is long at one message. */
const pieceBytes = 128_000

process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('message', (task) => {
  tell({ kind: 'heard' })
  void answer(task as SqlTask).then(tell)
})

function tell(message: SqlMessage): void {
  process.send?.(message)
}

async function answer(task: SqlTask): Promise<SqlMessage> {
  let late = false
  let timer: NodeJS.Timeout | undefined
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: sqlLimits.memory,
      threads: String(sqlLimits.threads),
      temp_directory: '',
      max_temp_directory_size: '0KB',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    })
    const connection = await instance.connect()
    timer = setTimeout(() => {
      late = true
      timer = setInterval(() => connection.interrupt(), 20)
    }, task.milliseconds)
    try {
      await lockDown(connection, task)
      const names = new Set(task.tables.flatMap(({ names: some }) => some.map((name) => name.toLowerCase())))
      await checkSql(connection, task.sql, names)
      return { kind: 'end', cut: await run(connection, task) }
    } finally {
      connection.closeSync()
      instance.closeSync()
    }
  } catch (error) {
    if (late) return { kind: 'late' }
    const said = error instanceof Error ? error.message : String(error)
    if (error instanceof SqlRefusal) return { kind: 'refused', message: said }
    const secrets = [process.cwd(), ...task.tables.map(({ path }) => path)]
    return { kind: 'refused', message: sqlErrorWords(said, secrets) }
  } finally {
    clearInterval(timer)
  }
}

/** Views of the tables, and then nothing else can be opened, set or loaded. */
async function lockDown(connection: DuckDBConnection, task: SqlTask): Promise<void> {
  const links: string[] = []
  for (const { names, path } of task.tables) {
    const link = `${createHash('sha256').update(path).digest('hex').slice(0, 16)}.parquet`
    if (!existsSync(link)) symlinkSync(path, link)
    links.push(link)
    for (const name of new Set(names))
      await connection.run(
        `create view "${name.replaceAll('"', '""')}" as select * from read_parquet('${link}')`,
      )
  }
  await connection.run(`set allowed_paths = [${links.map((link) => `'${link}'`).join(', ')}]`)
  await connection.run('set enable_external_access = false')
  await connection.run('set lock_configuration = true')
}

async function run(connection: DuckDBConnection, task: SqlTask): Promise<SqlCut> {
  const statements = await connection.extractStatements(task.sql)
  if (statements.count !== 1) throw new SqlRefusal('Only one statement at a time: send each by itself.')
  const statement = await statements.prepare(0)
  if (statement.statementType !== StatementType.SELECT) throw new SqlRefusal('Only SELECT can be run here.')
  const result = await statement.stream()
  const types = result.columnTypes()
  const columns = result.columnNames().map((name, index) => ({ name, type: String(types[index]) }))
  tell({ kind: 'columns', columns })
  let rows: ReturnType<typeof sqlCell>[][] = []
  let pieceSize = 0
  let sent = 0
  let bytes = 0
  const flush = (): void => {
    if (rows.length > 0) tell({ kind: 'rows', rows })
    rows = []
    pieceSize = 0
  }
  while (true) {
    const chunk = await result.fetchChunk()
    if (chunk === null || chunk.rowCount === 0) {
      flush()
      return null
    }
    for (let index = 0; index < chunk.rowCount; index++) {
      if (sent === task.mostRows) {
        flush()
        return 'rows'
      }
      const row = chunk.getRowValues(index).map(sqlCell)
      const size = row.reduce(
        (sum: number, cell) => sum + (typeof cell === 'string' ? cell.length : 8) + 3,
        2,
      )
      if (bytes + size > task.mostBytes) {
        flush()
        return 'bytes'
      }
      rows.push(row)
      sent += 1
      bytes += size
      pieceSize += size
      if (pieceSize > pieceBytes) flush()
    }
  }
}
