import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { ProblemError } from '../../kernel/outcome.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import type { PdfFault, PdfJob, PdfResult } from './pdf-job.ts'

export type PdfLimits = {
  /** Milliseconds; a page needs 10 to 100 */
  time: number
  /** Megabytes of PDFium’s memory, and of the process’s own */
  memory: number
}
const pdfLimits: PdfLimits = { time: 5 * 60_000, memory: 600 }

/** A process that has done its job waits so long for another. Milliseconds. */
const idleFor = 20_000
let idle: { process: ChildProcess; timer: NodeJS.Timeout } | null = null

/**
 * Redacts in a process of its own, which is killed when it takes too long and dies alone when a PDF breaks it.
 * Throws a ProblemError where the PDF cannot be read (`unsupported-type`), is protected, or took too long (`too-large`).
 */
export async function redactPdf(job: PdfJob, limits: PdfLimits = pdfLimits): Promise<PdfResult> {
  const child = takeProcess(limits)
  const { promise, resolve, reject } = Promise.withResolvers<PdfResult | PdfFault>()
  const onExit = (): void =>
    reject(
      new ProblemError('unsupported-type', 'The PDF broke the program that redacts it. Nothing was written.'),
    )
  child.once('message', resolve)
  child.once('exit', onExit)
  child.once('error', reject)
  const timer = setTimeout(() => {
    const seconds = Math.round(limits.time / 1000)
    reject(
      new ProblemError('too-large', `Redacting the PDF took longer than ${seconds} seconds and was stopped.`),
    )
  }, limits.time)
  child.ref()
  child.channel?.ref()
  child.send(job)
  try {
    const result = await promise
    child.off('exit', onExit)
    child.off('error', reject)
    keepProcess(child, limits)
    if ('problem' in result) throw new ProblemError(...refusals[result.problem])
    return result
  } catch (error) {
    if (!(error instanceof ProblemError) || idle?.process !== child) child.kill('SIGKILL')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const refusals: Record<PdfFault['problem'], [ProblemCode, string]> = {
  password: ['unsupported-type', 'The PDF is password protected. Save it without a password first.'],
  damaged: ['unsupported-type', 'The PDF is damaged and could not be redacted. Nothing was written.'],
  fault: ['unsupported-type', 'The PDF could not be taken apart. Print it to a new PDF and try that one.'],
  'lost-mark': ['invalid-input', 'A mark lies on a page that the PDF does not have. Nothing was written.'],
}

function takeProcess(limits: PdfLimits): ChildProcess {
  const waiting = idle
  idle = null
  if (waiting !== null) {
    clearTimeout(waiting.timer)
    if (waiting.process.connected && limits === pdfLimits) return waiting.process
    waiting.process.kill('SIGKILL')
  }
  return fork(join(import.meta.dirname, 'pdf-process.ts'), {
    // WebAssembly counts its memory in pages of 64 KB.
    execArgv: [`--max-old-space-size=${limits.memory}`, `--wasm-max-mem-pages=${limits.memory * 16}`],
    serialization: 'advanced',
    // What a dying process prints may hold the document’s words: it goes nowhere.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

function keepProcess(child: ChildProcess, limits: PdfLimits): void {
  if (idle !== null || !child.connected || limits !== pdfLimits) {
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
