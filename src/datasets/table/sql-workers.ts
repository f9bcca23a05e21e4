import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError, refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { Turns } from '../../kernel/turns.ts'
import type { TableEngine } from './engine.ts'
import type { SqlColumn, SqlCut, SqlMessage, SqlTask } from './sql-messages.ts'
import type { TableCell } from './table-query.ts'

type Answer = { columns: SqlColumn[]; rows: TableCell[][]; cut: SqlCut }
export type SqlWorkers = { run(task: SqlTask): Promise<Outcome<Answer>> }
type Worker = { process: ChildProcess; directory: string; answered: number }

const atOnce = { most: 2, mostWaiting: 50 } as const
/** A process is replaced now and then, so that nothing a statement left behind can add up. */
const answersEach = 200
/** Of the process's own memory, in kilobytes: what DuckDB does not count is cut off here. */
const dataLimit = 2_000_000
/** After the time limit, how long it may take to stop by itself. */
const grace = 1_000

const opened = new WeakMap<TableEngine, SqlWorkers>()

/** The processes of one installation, closed with its engine. */
export function sqlWorkers(engine: TableEngine): SqlWorkers {
  const known = opened.get(engine)
  if (known !== undefined) return known
  const made = openSqlWorkers(engine)
  opened.set(engine, made)
  return made
}

function openSqlWorkers(engine: TableEngine): SqlWorkers {
  const turns = new Turns(atOnce)
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const end = (worker: Worker): void => {
    all.delete(worker)
    worker.process.kill('SIGKILL')
    rmSync(worker.directory, { recursive: true, force: true })
  }
  engine.onClose(() => {
    idle.length = 0
    for (const worker of all) end(worker)
  })
  const start = (): Worker => {
    const worker = startWorker(engine.workDirectory)
    all.add(worker)
    worker.process.once('exit', () => {
      const place = idle.indexOf(worker)
      if (place !== -1) idle.splice(place, 1)
      end(worker)
    })
    return worker
  }
  return {
    async run(task) {
      let leave: () => void
      try {
        leave = await turns.enter()
      } catch (error) {
        if (error instanceof ProblemError) return refuse(error.problem, error.message)
        throw error
      }
      try {
        for (;;) {
          const waiting = idle.pop()
          const worker = waiting ?? start()
          const answer = await ask(worker, task)
          worker.answered += 1
          if (answer.whole && worker.answered < answersEach) idle.push(worker)
          else end(worker)
          // One that died while it waited, unnoticed until now, is no fault of the question: it is asked again.
          if (answer.heard || waiting === undefined) return answer.outcome
        }
      } finally {
        leave()
      }
    },
  }
}

function startWorker(workDirectory: string): Worker {
  const parent = join(workDirectory, 'sql')
  mkdirSync(parent, { recursive: true })
  const directory = mkdtempSync(join(parent, 'links-'))
  const script = join(import.meta.dirname, 'sql-process.ts')
  // The shell sets the limit that Node cannot; where it knows none, DuckDB's own still holds.
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      `ulimit -d ${dataLimit} 2>/dev/null; ulimit -c 0 2>/dev/null; exec "$0" "$@"`,
      process.execPath,
      script,
      directory,
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], env: {}, serialization: 'json' },
  )
  // A process that waits for questions keeps nothing else alive.
  child.unref()
  child.channel?.unref()
  return { process: child, directory, answered: 0 }
}

/** `whole` is false where the process must not be used again, `heard` is false where the question did not reach it. */
type Asked = { outcome: Outcome<Answer>; whole: boolean; heard: boolean }

function ask(worker: Worker, task: SqlTask): Promise<Asked> {
  const { process: child } = worker
  const { promise, resolve, reject } = Promise.withResolvers<Asked>()
  let columns: SqlColumn[] = []
  const rows: TableCell[][] = []
  let heard = false
  const late = refuse(
    'query-too-slow',
    `It was stopped after ${task.milliseconds / 1000} seconds. Ask for less: fewer rows, or a simpler join.`,
  )
  const timer = setTimeout(
    () => resolve({ outcome: late, whole: false, heard: true }),
    task.milliseconds + grace,
  )
  const hear = (message: unknown): void => {
    const said = message as SqlMessage
    if (said.kind === 'heard') heard = true
    else if (said.kind === 'columns') columns = said.columns
    else if (said.kind === 'rows') for (const row of said.rows) rows.push(row)
    else if (said.kind === 'end')
      resolve({ outcome: success({ columns, rows, cut: said.cut }), whole: true, heard: true })
    else if (said.kind === 'refused')
      resolve({ outcome: refuse('sql-refused', said.message), whole: true, heard: true })
    else resolve({ outcome: late, whole: true, heard: true })
  }
  const gone = (): void =>
    resolve({
      outcome: refuse('sql-refused', 'It needs more memory than it may have, or is nested too deeply.'),
      whole: false,
      heard,
    })
  child.on('message', hear)
  child.once('exit', gone)
  child.once('error', reject)
  child.ref()
  child.channel?.ref()
  child.send(task, (error) => {
    if (error) gone()
  })
  return promise.finally(() => {
    clearTimeout(timer)
    child.off('message', hear)
    child.off('exit', gone)
    child.off('error', reject)
    child.unref()
    child.channel?.unref()
  })
}
