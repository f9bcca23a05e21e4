import { fork, type ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ProblemError } from '../../kernel/outcome.ts'
import { isFull } from './build-fault.ts'
import type { FromBuild, ToBuild } from './build-messages.ts'
import type { ImportJob, ImportResult, OnProgress } from './job.ts'

/** A process that has done its job waits so long for another. Milliseconds. */
const idleFor = 60_000
let idle: { process: ChildProcess; timer: NodeJS.Timeout } | null = null

/**
 * Turns one file into one version, in a process of its own: it never holds up this one, and its end is not ours.
 * Where decisions are needed first, `built` is null and `report.decisions` says which.
 *
 * Throws the signal's reason where it is aborted, and a ProblemError where the process dies (`fault`) or the disk is
 * full (`disk-full`). What it had written is then gone; on success its output stays in `job.directory`.
 */
export async function importTable(
  job: ImportJob,
  onProgress: OnProgress,
  signal?: AbortSignal,
): Promise<ImportResult> {
  signal?.throwIfAborted()
  const child = takeProcess()
  try {
    const result = await runJob(child, job, onProgress, signal)
    keepProcess(child)
    return result
  } catch (error) {
    child.kill('SIGKILL')
    await rm(job.directory, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

/** Starts the process before the first job needs it. */
export function warmImports(): void {
  if (idle === null) keepProcess(takeProcess())
}

function takeProcess(): ChildProcess {
  const waiting = idle
  idle = null
  if (waiting !== null) {
    clearTimeout(waiting.timer)
    if (waiting.process.connected) return waiting.process
  }
  return fork(join(import.meta.dirname, 'build-process.ts'), {
    execArgv: ['--max-old-space-size=768'],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

function keepProcess(child: ChildProcess): void {
  if (idle !== null || !child.connected) {
    child.kill('SIGKILL')
    return
  }
  // It must not keep alive a program that has nothing else to do.
  child.unref()
  child.channel?.unref()
  const timer = setTimeout(() => {
    idle = null
    child.kill('SIGKILL')
  }, idleFor)
  timer.unref()
  idle = { process: child, timer }
}

function runJob(
  child: ChildProcess,
  job: ImportJob,
  onProgress: OnProgress,
  signal: AbortSignal | undefined,
): Promise<ImportResult> {
  const { promise, resolve, reject } = Promise.withResolvers<ImportResult>()
  child.ref()
  child.channel?.ref()
  const onMessage = (message: FromBuild): void => {
    if (message.kind === 'progress') onProgress(message.stage, message.done, message.total)
    else if (message.kind === 'result') resolve(message.result)
    else reject(problemOf(message))
  }
  const onExit = (): void =>
    reject(new ProblemError('fault', 'The process that was building the table ended. Nothing was published.'))
  const onAbort = (): void => reject(signal?.reason)
  child.on('message', onMessage)
  child.once('exit', onExit)
  child.once('error', reject)
  signal?.addEventListener('abort', onAbort, { once: true })
  const message: ToBuild = { job }
  child.send(message)
  return promise.finally(() => {
    child.off('message', onMessage)
    child.off('exit', onExit)
    child.off('error', reject)
    signal?.removeEventListener('abort', onAbort)
  })
}

export function problemOf({ code, message }: { code: string | null; message: string }): Error {
  if (code === 'ENOSPC' || code === 'EDQUOT' || isFull(message))
    return new ProblemError('disk-full', 'There was no room to build the table. Nothing was published.')
  return new Error(`The table could not be built: ${message}`)
}
