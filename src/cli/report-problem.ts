import { CommanderError } from 'commander'
import { ProblemError } from '../kernel/outcome.ts'
import { problems } from '../kernel/problems.ts'

/** Says in one sentence on standard error why a command did not succeed, and sets the exit code of its problem. */
export function reportProblem(error: unknown): void {
  if (error instanceof CommanderError) {
    // Commander has already said it; what it calls 1 is a wrong use of the command line.
    process.exitCode = error.exitCode === 0 ? 0 : problems.usage.exit
    return
  }
  if (isClosedPipe(error)) return
  process.exitCode = error instanceof ProblemError ? problems[error.problem].exit : problems.fault.exit
  process.stderr.write(`muniment: ${inWords(error)}\n`)
  if (process.env['MUNIMENT_LOG'] === 'debug' && error instanceof Error && error.stack !== undefined) {
    process.stderr.write(`${error.stack}\n`)
  }
}

function inWords(error: unknown): string {
  if (!(error instanceof ProblemError)) {
    const reason = error instanceof Error ? error.message : String(error)
    return `an unexpected fault: ${reason.replaceAll(/\s+/g, ' ').trim()} (MUNIMENT_LOG=debug shows where)`
  }
  // A message made of its only field error would say the same twice.
  const fields = error.fields.filter(({ message }) => !error.message.includes(message))
  return [error.message, ...fields.map(({ field, message }) => `  ${field}: ${message}`)].join('\n')
}

/** A reader that has had enough, such as head, closes the pipe: that is no failure. */
export function isClosedPipe(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}
