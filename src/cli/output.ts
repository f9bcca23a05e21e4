import { ProblemError, type Outcome } from '../kernel/outcome.ts'

export function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** One document, stable in its keys; days and instants as ISO 8601. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** What is not the result: advice, counts, what to do next. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`)
}

/** The value of an outcome; a refusal ends the command with its sentence and its exit code. */
export function valueOf<T>(outcome: Outcome<T>, doing: string): T {
  if (outcome.ok) return outcome.value
  const fields = outcome.fields ?? []
  const sentence = outcome.detail ?? (fields.length > 0 ? '' : outcome.problem.replaceAll('-', ' '))
  throw new ProblemError(
    outcome.problem,
    sentence === '' ? `${doing} was refused:` : `${doing} was refused: ${sentence}`,
    fields,
  )
}

/** Columns as wide as their widest value, the last one free. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows)
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length)
    })
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
