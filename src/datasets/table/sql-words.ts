import { sqlLimits } from './sql-messages.ts'

/**
 * What DuckDB said of a statement, for the person who wrote it: without its kinds of error, with the line and column, and
 * without anything of this machine.
 */
export function sqlErrorWords(said: string, secrets: readonly string[]): string {
  let text = said
  for (const secret of secrets) text = text.replaceAll(secret, '')
  if (/^(?:Out of Memory|std::bad_alloc)/i.test(text))
    return `It needs more than ${sqlLimits.memory} of memory. Ask for fewer rows or columns, or for totals.`
  if (/^(?:Permission|IO|Missing Extension|Catalog Error: Extension|FATAL|INTERNAL)/.test(text))
    return 'It uses something that cannot be used here. Only SELECT over published datasets can be run.'
  if (text.includes('expression depth limit'))
    return 'It is nested too deeply: at most 1,000 levels can be read.'
  const place = /\n+LINE (\d+): (.*)\n( *)\^/s.exec(text)
  const message = text
    .replace(/\n+LINE \d+:[^]*$/, '')
    .replace(/^[A-Z][\w ]{2,40}Error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()
  const prefix = `LINE ${place?.[1] ?? ''}: `.length
  const excerpt = place?.[2] ?? ''
  // A long line is shown from its middle, and then its column is not known.
  const where =
    place === null
      ? ''
      : excerpt.startsWith('...')
        ? ` (line ${place[1]})`
        : ` (line ${place[1]}, column ${(place[3] ?? '').length - prefix + 1})`
  return `${message.length > 500 ? `${message.slice(0, 500)}…` : message}${where}`
}
