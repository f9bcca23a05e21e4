import { countFilled, isLabels } from './heading-row.ts'
import { readHeadings } from './headings.ts'

export type HeadingLines = {
  headings: string[]
  /** Rows the headings take, the heading row itself included. */
  lines: number
  /** Headings that were put together from more than one row or line. */
  joined: number
}

/**
 * The headings that start at `at`, with the rows that go on with them: a heading wrapped over two rows (the second
 * begins in lower case or below an empty cell), or a row of group names above headings that repeat.
 */
export function readHeadingLines(rows: readonly (readonly string[])[], at: number): HeadingLines {
  const first = rows[at] ?? []
  const broken = first.filter((cell) => /\S\s*[\r\n]+\s*\S/.test(cell)).length
  let headings = readHeadings(first)
  let lines = 1
  let joined = broken
  const body = rows.slice(at + 1, at + 60).filter((row) => countFilled(row) > 0)
  const plainData = body.length >= 4 && body.filter((row) => !isLabels(row)).length >= body.length * 0.6
  while (plainData && lines < 4) {
    const next = rows[at + lines]
    if (next === undefined || !goesOn(headings, next)) break
    const more = readHeadings(next)
    const width = Math.max(headings.length, more.length)
    headings = Array.from({ length: width }, (_, index) =>
      [headings[index] ?? '', more[index] ?? ''].filter((text) => text !== '').join(' '),
    )
    joined += more.filter((text) => text !== '').length
    lines += 1
  }
  const above = rows[at - 1]
  const grouped = above === undefined || lines > 1 ? null : addGroups(headings, above)
  if (grouped !== null) return { headings: grouped, lines, joined: joined + grouped.length }
  return { headings, lines, joined }
}

function goesOn(headings: readonly string[], next: readonly string[]): boolean {
  if (!isLabels(next)) return false
  const filled = next.flatMap((cell, index) => (cell.trim() === '' ? [] : [{ text: cell.trim(), index }]))
  const wrapped = filled.filter(
    ({ text, index }) => /^(?:\p{Ll}|[(£%/&])/u.test(text) || (headings[index] ?? '') === '',
  )
  return wrapped.length >= Math.max(1, filled.length * 0.8)
}

/** `2023-24`, blank, `2024-25`, blank above `Paid`, `Owed`, `Paid`, `Owed`. Null where that would not tell repeats apart. */
function addGroups(headings: readonly string[], above: readonly string[]): string[] | null {
  const filled = headings.filter((text) => text !== '')
  if (countFilled(above) < 2 || new Set(filled).size === filled.length) return null
  let group = ''
  const named = headings.map((text, index) => {
    group = above[index]?.trim() || group
    const repeated = headings.indexOf(text) !== headings.lastIndexOf(text)
    return text !== '' && repeated && group !== '' ? `${group}: ${text}` : text
  })
  const unique = named.filter((text) => text !== '')
  return new Set(unique).size === unique.length ? named : null
}
