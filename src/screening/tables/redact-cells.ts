import { entities, type Entity } from '../finding.ts'
import { screenText } from '../screen-text.ts'
import { roleOf, type ColumnRole } from './column-role.ts'
import { screenTable, type ScreenedColumn } from './screen-table.ts'

export type RedactCellsOptions = {
  /** Only these kinds; all where absent */
  kinds?: readonly Entity[]
  /** What stands in place of what goes: `REDACTED` */
  token: string
  minScore?: number
}

/** In these columns a cell says more than what is found in it, and the rest may stay. */
const worded: ReadonlySet<ColumnRole> = new Set<ColumnRole>(['narrative', 'other'])

/** A cell is read as prose where the words found are no more than this share of it. */
const mostShare = 0.6

/**
 * What the values of one column become when what is found in them goes: value → what takes its place. Words go out of
 * a cell that says more; otherwise the whole cell does. Values in which nothing is found are not in it. The column is
 * judged beside the others of its table, as `screenTable` does; the answer is complete however many values there are.
 */
export function redactCells(
  column: ScreenedColumn,
  headings: readonly string[],
  { kinds = entities, token, minScore = 0.6 }: RedactCellsOptions,
): Map<string, string> {
  const others = headings
    .filter((heading) => heading !== column.heading)
    .map((heading): ScreenedColumn => ({ name: heading, heading, values: [] }))
  const { findings } = screenTable([column, ...others], { minScore, mostRows: 0, mostValues: Infinity })
  const wanted = findings.filter((each) => each.column === column.name && kinds.includes(each.entity))
  const prose = worded.has(roleOf(column.heading))
  const becomes = new Map<string, string>()
  for (const { values } of wanted)
    for (const value of values)
      if (!becomes.has(value)) becomes.set(value, prose ? withoutFound(value, kinds, token, minScore) : token)
  return becomes
}

function withoutFound(value: string, kinds: readonly Entity[], token: string, minScore: number): string {
  const found = screenText(value, { minScore }).filter(({ entity }) => kinds.includes(entity))
  const length = found.reduce((sum, { start, end }) => sum + end - start, 0)
  // What is told by the whole sentence does not go by taking one word out of it.
  const told = found.some(({ entity }) => /^(?:SPECIAL_CATEGORY_|CRIMINAL_|PERSONAL_FINANCE)/.test(entity))
  if (found.length === 0 || told || length > value.trim().length * mostShare) return token
  let out = ''
  let at = 0
  for (const { start, end } of found) {
    if (start < at) continue
    out += value.slice(at, start) + token
    at = end
  }
  return out + value.slice(at)
}
