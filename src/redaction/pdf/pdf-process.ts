import { Pdfium } from './pdfium.ts'
import type { PdfFault, PdfJob, PdfResult } from './pdf-job.ts'
import { PdfSyntaxError } from './pdf-value.ts'
import { runJob } from './run-job.ts'

/** The process that redacts PDFs, one after another, until its parent goes. */
const pdfium = Pdfium.start()
process.on('message', (job: PdfJob) => {
  void run(job).then((result) => process.send?.(result))
})
process.on('disconnect', () => process.exit(0))

async function run(job: PdfJob): Promise<PdfResult | PdfFault> {
  try {
    return await runJob(await pdfium, job)
  } catch (fault) {
    return { problem: fault instanceof PdfSyntaxError ? 'damaged' : 'fault' }
  }
}
