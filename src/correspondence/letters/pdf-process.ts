import type { PdfJob, PdfResult } from './render-pdf.ts'
import { findUnprintable, printPdf } from './typst-pdf.ts'

/** The process that writes PDFs, one job after another, until its parent goes. */
process.on('message', (job: PdfJob) => {
  let result: PdfResult
  try {
    result = job.find ? { found: findUnprintable(job.model) } : { pdf: printPdf(job.model, job.plainOnly) }
  } catch (fault) {
    result = { fault: fault instanceof Error ? fault.name : 'fault' }
  }
  process.send?.(result)
})
process.on('disconnect', () => process.exit(0))
