import { ProblemError } from '../kernel/outcome.ts'

export const jsonOption = ['--json', 'print one JSON document'] as const
export const authorityOption = ['--authority <slug>', 'which authority, where there are several'] as const
export const asOption = ['--as <email>', 'the member of staff you act as'] as const
/** For what only a few people may do, of whom there is often one. */
export const asOneOfFewOption = [
  '--as <email>',
  'the person you act as; not needed where only one may do this',
] as const

/** What stands below a command's options. */
export function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  $ ${line}`).join('\n')}`
}

/** For an option that takes one of few words. */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined)
    throw new ProblemError('usage', `${option} must be one of ${allowed.join(', ')}, not “${value}”.`)
  return found
}

/** For an option that takes a whole number. */
export function wholeNumber(option: string, value: string, least: number, most: number): number {
  const number = /^\d{1,12}$/.test(value) ? Number(value) : Number.NaN
  if (!(number >= least && number <= most))
    throw new ProblemError(
      'usage',
      `${option} must be a whole number from ${least} to ${most}, not “${value}”.`,
    )
  return number
}
