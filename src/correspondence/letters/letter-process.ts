import type { LetterJob, LetterResult } from './render-apart.ts'
import { findUnprintable, printPdf } from './typst-pdf.ts'

/** The process that lays letters out, until its parent goes. Jobs are answered in the order they came in. */
let before = Promise.resolve()
process.on('message', (job: LetterJob) => {
  before = before.then(async () => {
    const result = await work(job).catch((fault: unknown): LetterResult => ({
      fault: fault instanceof Error ? fault.name : 'fault',
    }))
    process.send?.(result)
  })
})
process.on('disconnect', () => process.exit(0))

async function work({ kind, model }: LetterJob): Promise<LetterResult> {
  switch (kind) {
    case 'unprintable':
      return { found: findUnprintable(model) }
    case 'docx':
      // Loaded at the first: nobody who wants a PDF waits for it.
      return { file: await (await import('./write-docx.ts')).writeDocx(model) }
    case 'pdf':
    case 'plain-pdf':
      return { file: printPdf(model, kind === 'plain-pdf') }
  }
}
