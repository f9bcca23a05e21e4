import { join } from 'node:path'
import { ProblemError } from '../../kernel/outcome.ts'
import type { ProblemCode } from '../../kernel/problems.ts'
import { lockedFlags, ProcessEnded, SpareProcess } from '../../kernel/spare-process.ts'
import type { PdfFault, PdfJob, PdfResult } from './pdf-job.ts'

export type PdfLimits = {
  /** Milliseconds; a page needs 10 to 100 */
  time: number
  /** Megabytes of PDFium’s memory, and of the process’s own */
  memory: number
}
const pdfLimits: PdfLimits = { time: 5 * 60_000, memory: 600 }

const redactorWith = (memory: number): SpareProcess =>
  new SpareProcess(join(import.meta.dirname, 'pdf-process.ts'), {
    // WebAssembly counts its memory in pages of 64 KB.
    execArgv: [...lockedFlags, `--max-old-space-size=${memory}`, `--wasm-max-mem-pages=${memory * 16}`],
    idleFor: 20_000,
  })
const redactor = redactorWith(pdfLimits.memory)

/**
 * Redacts in a process of its own, which is killed when it takes too long and dies alone when a PDF breaks it.
 * Throws a ProblemError where the PDF cannot be read (`unsupported-type`), is protected, or took too long (`too-large`).
 */
export async function redactPdf(job: PdfJob, limits: PdfLimits = pdfLimits): Promise<PdfResult> {
  const process = limits.memory === pdfLimits.memory ? redactor : redactorWith(limits.memory)
  try {
    const result = await process.run<PdfResult | PdfFault>(job, { time: limits.time })
    if ('problem' in result) throw new ProblemError(...refusals[result.problem])
    return result
  } catch (error) {
    if (!(error instanceof ProcessEnded)) throw error
    throw error.because === 'died'
      ? new ProblemError(
          'unsupported-type',
          'The PDF broke the program that redacts it. Nothing was written.',
        )
      : new ProblemError(
          'too-large',
          `Redacting the PDF took longer than ${Math.round(limits.time / 1000)} seconds and was stopped.`,
        )
  }
}

const refusals: Record<PdfFault['problem'], [ProblemCode, string]> = {
  password: ['unsupported-type', 'The PDF is password protected. Save it without a password first.'],
  damaged: ['unsupported-type', 'The PDF is damaged and could not be redacted. Nothing was written.'],
  fault: ['unsupported-type', 'The PDF could not be taken apart. Print it to a new PDF and try that one.'],
  'lost-mark': ['invalid-input', 'A mark lies on a page that the PDF does not have. Nothing was written.'],
}
