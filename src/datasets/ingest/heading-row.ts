import { classifyCell } from './cell-class.ts'

/** Rows looked at before the heading row is decided. */
export const headingWindow = 200

/**
 * The index of the heading row among the first rows of a table, or null where there is none to be seen. It is the
 * first row about as full as the rows of the table that holds only labels; a block that ends in a blank row before a
 * fuller or equal one is preamble (report name, date, parameters).
 */
export function findHeadingRow(rows: readonly (readonly string[])[]): number | null {
  const counts = rows.map(countFilled)
  const typical = typicalCount(counts)
  if (typical === 0) return null
  const enough = Math.max(1, Math.ceil(typical * 0.6))
  const first = counts.findIndex((count) => count >= enough)
  const candidates = rows.flatMap((row, index) =>
    (counts[index] ?? 0) >= enough && index <= first + 30 && isLabels(row) ? [index] : [],
  )
  const [chosen] = candidates
  if (chosen === undefined) return null
  // Above the first row of labels stands a row like those below it: the table began without headings.
  const below = rows.slice(chosen + 1).find((row) => countFilled(row) > 0)
  if (below !== undefined && typical > 1) {
    const above = rows
      .slice(0, chosen)
      .filter((row, index) => (counts[index] ?? 0) >= enough && !isLabels(row))
    if (above.some((row) => patternOf(row) === patternOf(below))) return null
  }
  const later = candidates.find((index) => index > chosen && isPreamble(rows, chosen, index))
  return later ?? chosen
}

/**
 * True where the rows from `start` are a short block of names and values (author, report date), a blank row ends it,
 * and more rows than it has follow the labels at `heading`.
 */
function isPreamble(rows: readonly (readonly string[])[], start: number, heading: number): boolean {
  const block = rows.slice(start, heading).filter((row) => countFilled(row) > 0)
  const gap = rows.slice(start, heading).length > block.length
  if (!gap || block.length > 15 || block.some((row) => countFilled(row) > 2)) return false
  const below = rows.slice(heading + 1).filter((row) => countFilled(row) > 0)
  const [next] = below
  return (
    below.length > block.length &&
    countFilled(rows[heading] ?? []) >= countFilled(rows[start] ?? []) &&
    next !== undefined &&
    !isLabels(next)
  )
}

export function countFilled(row: readonly string[]): number {
  return row.reduce((sum, cell) => (cell.trim() === '' ? sum : sum + 1), 0)
}

/** The count of filled cells that is usual: the middle one of the rows that have any. */
function typicalCount(counts: readonly number[]): number {
  const some = counts.filter((count) => count > 0).sort((a, b) => a - b)
  return some[Math.floor(some.length / 2)] ?? 0
}

/** What kind of thing stands in each column: words, a number or a day. */
function patternOf(row: readonly string[]): string {
  const kinds = row.map((cell) => {
    const text = cell.trim()
    if (text === '') return '.'
    const kind = classifyCell(text)
    if (kind.startsWith('date')) return 'd'
    return ['integer', 'decimal', 'grouped', 'grouped-integer', 'money', 'bracketed'].includes(kind)
      ? 'n'
      : 'w'
  })
  return kinds.join('').replace(/\.+$/, '')
}

/** True where every filled cell could be a heading. Years and financial years could, next to words. */
export function isLabels(row: readonly string[]): boolean {
  let words = 0
  for (const cell of row) {
    const text = cell.trim()
    if (text === '') continue
    if (text.length > 400) return false
    if (/^(?:19|20)\d{2}$/.test(text)) continue
    const kind = classifyCell(text)
    if (
      kind === 'text' ||
      kind === 'boolean' ||
      kind === 'postcode' ||
      kind === 'postcode-part' ||
      kind === 'soft-missing'
    )
      words += 1
    else return false
  }
  return words > 0
}

/** True for a row near the foot that adds the others up. */
export function isTotalRow(row: readonly string[]): boolean {
  return row.some((cell) =>
    /^(?:grand |sub[ -]?|overall |report )?totals?\b[ :]*(?:[-–:].*)?$/i.test(cell.trim()),
  )
}
