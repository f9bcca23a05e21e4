import { spawn, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { ProblemError } from '../../kernel/outcome.ts'

const startLimitMilliseconds = 60_000

/** Creates the directory where missing; a clear refusal where it cannot be made or written. */
export function prepareDirectory(directory: string): void {
  try {
    makeDirectories(resolve(directory))
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    throw new ProblemError(
      'directory-unusable',
      `The data directory ${directory} cannot be created or written (${reason}).`,
    )
  }
}

/** Node's own recursive mkdir never returns where a file system says ENOENT to a new name, as /proc does. */
function makeDirectories(directory: string): void {
  if (existsSync(directory)) return
  makeDirectories(dirname(directory))
  mkdirSync(directory, { mode: 0o700 })
}

/** Where the embedded database of a data directory listens. Unix socket paths are short, data paths need not be. */
export function embeddedSocket(dataDirectory: string): { directory: string; path: string } {
  const digest = createHash('sha256').update(realpathSync(dataDirectory)).digest('hex').slice(0, 24)
  const directory = join(tmpdir(), `muniment-${userInfo().uid}-${digest}`)
  return { directory, path: join(directory, '.s.PGSQL.5432') }
}

const begun = new Map<string, ChildProcess>()

/**
 * Starts the embedded database of a data directory where none seems to run, and does not wait for it: for a program
 * that is not ready to use it yet, but will be. `ensureEmbedded` takes it from there. Gives the process it began.
 */
export function beginEmbedded(dataDirectory: string): ChildProcess | null {
  prepareDirectory(dataDirectory)
  if (existsSync(embeddedSocket(dataDirectory).path)) return null
  const child = launch(dataDirectory)
  begun.set(resolve(dataDirectory), child)
  return child
}

function launch(dataDirectory: string): ChildProcess {
  const socket = embeddedSocket(dataDirectory)
  mkdirSync(socket.directory, { recursive: true, mode: 0o700 })
  const log = openSync(logPathOf(dataDirectory), 'a', 0o600)
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'server.ts'), dataDirectory, socket.path],
    {
      detached: true,
      stdio: ['ignore', log, log],
    },
  )
  child.unref()
  closeSync(log)
  return child
}

const logPathOf = (dataDirectory: string): string => join(dataDirectory, 'database.log')

/**
 * Makes sure the embedded database of a data directory runs, starting it where nobody has.
 * Servers and command-line runs share it; it ends by itself when the last of them has gone.
 */
export async function ensureEmbedded(dataDirectory: string): Promise<void> {
  prepareDirectory(dataDirectory)
  const { path } = embeddedSocket(dataDirectory)
  const deadline = Date.now() + startLimitMilliseconds
  let child = begun.get(resolve(dataDirectory)) ?? null
  begun.delete(resolve(dataDirectory))
  while (Date.now() < deadline) {
    if (await canConnect(path)) return
    if (child === null || child.exitCode !== null) {
      // Exit code 1 is a fault of the database itself; 0 means another process holds it, so keep trying to join.
      if (child?.exitCode) throw new ProblemError('database-unreachable', embeddedFault(dataDirectory))
      child = launch(dataDirectory)
    }
    await wait(25)
  }
  throw new ProblemError('database-unreachable', embeddedFault(dataDirectory))
}

function embeddedFault(dataDirectory: string): string {
  const logPath = logPathOf(dataDirectory)
  const lines = readFileSync(logPath, 'utf8').trim().split('\n')
  return `The embedded database in ${dataDirectory} did not start: ${lines.at(-1) ?? 'no reason given'} (see ${logPath}).`
}

function canConnect(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
