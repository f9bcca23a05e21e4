import { fork, type ChildProcess } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join } from 'node:path'

/** Why a job in a process of its own came to nothing: the process died, or it took longer than it may. */
export class ProcessEnded extends Error {
  readonly because: 'died' | 'slow'
  constructor(because: 'died' | 'slow') {
    super(because === 'died' ? 'the process ended' : 'the process took too long')
    this.name = 'ProcessEnded'
    this.because = because
  }
}

/** The program’s own files, by their names and where links lead. Kept files and settings are not among them. */
const ownFiles = ['src', 'node_modules', 'package.json'].flatMap((name) => {
  const path = join(import.meta.dirname, '../..', name)
  return [...new Set([path, realpathSync(path)])]
})

/**
 * What a process that takes strangers’ files apart may do: read its own code, and use native code. It reads nothing
 * else, has no network, writes nothing and starts nothing.
 */
export const lockedFlags: readonly string[] = [
  '--permission',
  ...ownFiles.map((path) => `--allow-fs-read=${path}`),
  '--allow-addons',
  '--disable-warning=SecurityWarning',
]

/** Where the database is, and with which keys, is nothing for a process that reads strangers’ files. */
const harmlessEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:DATABASE_URL$|MUNIMENT_|PG)/.test(name)),
  )

export type SpareProcessOptions = {
  execArgv: readonly string[]
  /** How long a process that has done its job waits for another. Milliseconds. */
  idleFor: number
}

export type RunOptions = {
  /** The job is killed after so long. Milliseconds; without it, never. */
  time?: number
  signal?: AbortSignal
  /** Gets every message; true of the last one, which is what the job came to. Without it, the first is the last. */
  isLast?: (message: unknown) => boolean
  /** What the process asks on its way is answered so; null where the message is no question. */
  answer?: (message: unknown) => Promise<object> | null
}

/**
 * Jobs for a script in a process of its own: a job gets a process to itself, and one process stays behind for the next
 * job for a while, so that starting it is not paid every time. What a dying process prints may hold personal data: it
 * goes nowhere.
 */
export class SpareProcess {
  readonly #entry: string
  readonly #options: SpareProcessOptions
  #idle: { child: ChildProcess; timer: NodeJS.Timeout } | null = null

  constructor(entry: string, options: SpareProcessOptions) {
    this.#entry = entry
    this.#options = options
  }

  /** Starts the process before the first job needs it. */
  warm(): void {
    if (this.#idle === null) this.#keep(this.#take())
  }

  /** Throws ProcessEnded, or the signal's reason; the process is then gone. */
  async run<T>(job: unknown, { time, signal, isLast = () => true, answer }: RunOptions = {}): Promise<T> {
    signal?.throwIfAborted()
    const child = this.#take()
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    // Where the job cannot even be sent, nobody waits for it.
    promise.catch(() => undefined)
    const onMessage = (message: unknown): void => {
      try {
        const asked = answer?.(message) ?? null
        if (asked !== null) void asked.then((said) => child.connected && child.send(said), reject)
        else if (isLast(message)) resolve(message as T)
      } catch (error) {
        reject(error)
      }
    }
    const onEnd = (): void => reject(new ProcessEnded('died'))
    const onAbort = (): void => reject(signal?.reason)
    child.on('message', onMessage)
    child.once('exit', onEnd)
    child.once('error', onEnd)
    signal?.addEventListener('abort', onAbort, { once: true })
    const timer = time === undefined ? null : setTimeout(() => reject(new ProcessEnded('slow')), time)
    child.ref()
    child.channel?.ref()
    try {
      child.send(job as object)
      const result = await promise
      child.off('message', onMessage)
      child.off('exit', onEnd)
      child.off('error', onEnd)
      this.#keep(child)
      return result
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    } finally {
      if (timer !== null) clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  #take(): ChildProcess {
    const waiting = this.#idle
    this.#idle = null
    if (waiting !== null) {
      clearTimeout(waiting.timer)
      if (waiting.child.connected) return waiting.child
      waiting.child.kill('SIGKILL')
    }
    return fork(this.#entry, {
      execArgv: [...this.#options.execArgv],
      env: harmlessEnvironment(),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
  }

  #keep(child: ChildProcess): void {
    if (this.#idle !== null || !child.connected) {
      child.kill('SIGKILL')
      return
    }
    // It must not keep alive a program that has nothing else to do.
    child.unref()
    child.channel?.unref()
    const timer = setTimeout(() => {
      this.#idle = null
      child.kill('SIGKILL')
    }, this.#options.idleFor)
    timer.unref()
    this.#idle = { child, timer }
  }
}
