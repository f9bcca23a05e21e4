import { ProblemError } from '../kernel/outcome.ts'
import type { ProblemCode } from '../kernel/problems.ts'
import { mostMarks } from './mark.ts'
import { findMarks, redactFile, type Redacted, type RedactOptions } from './redact-file.ts'
import type { MadeMark } from './redact-story.ts'

export type ApartJob = { bytes: Uint8Array; name: string; options: RedactOptions; write: boolean }
export type ApartReply =
  | { reply: 'made'; made: Redacted }
  | { reply: 'found'; marks: MadeMark[] }
  | { reply: 'problem'; problem: ProblemCode; detail: string }

/** The process that redacts what is no PDF, one file after another, until its parent goes. */
process.on('message', (job: ApartJob) => {
  void run(job).then((said) => process.send?.(said))
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function run({ bytes, name, options, write }: ApartJob): Promise<ApartReply> {
  try {
    return write
      ? { reply: 'made', made: await redactFile(bytes, name, options) }
      : { reply: 'found', marks: await findMarks(bytes, name, options, mostMarks) }
  } catch (error) {
    return error instanceof ProblemError
      ? { reply: 'problem', problem: error.problem, detail: error.message }
      : {
          reply: 'problem',
          problem: 'unsupported-type',
          detail: 'The file could not be taken apart. Save it as PDF, DOCX, XLSX or CSV first.',
        }
  }
}
