/** To the nearest multiple of the base, halves up. */
export const roundToBase = (value: number, base = 5): number => Math.floor(value / base + 0.5) * base

export type RoundedTable = { cells: number[][]; rows: number[]; columns: number[]; total: number }

/**
 * Controlled rounding (Cox 1987): every count goes to one of the two multiples of the base around it, so that rounded
 * counts still add up to their rounded totals, and each total too is less than one base from the truth. Rounded so,
 * a table may be published without suppression: a reader knows each count only to within the base.
 */
export function roundTable(counts: readonly (readonly number[])[], base = 5): RoundedTable {
  const width = Math.max(0, ...counts.map((row) => row.length))
  const whole = counts.map((row) =>
    Array.from({ length: width }, (_, at) => Math.floor((row[at] ?? 0) / base)),
  )
  const parts = addSlack(
    counts.map((row) => Array.from({ length: width }, (_, at) => (row[at] ?? 0) % base)),
    base,
  )
  for (let path = findCycle(parts, base); path !== null; path = findCycle(parts, base))
    shift(parts, path, base)
  const cells = whole.map((row, at) =>
    row.map((times, column) => times * base + ((parts[at]?.[column] ?? 0) >= base ? base : 0)),
  )
  const columns = Array.from({ length: width }, (_, column) =>
    cells.reduce((sum, row) => sum + (row[column] ?? 0), 0),
  )
  const rows = cells.map((row) => row.reduce((sum, each) => sum + each, 0))
  return { cells, rows, columns, total: rows.reduce((sum, each) => sum + each, 0) }
}

const rest = (value: number, base: number): number => (base - (value % base)) % base

/** One more row and column, so that every line adds up to whole bases. */
function addSlack(parts: number[][], base: number): number[][] {
  const width = parts[0]?.length ?? 0
  const made = parts.map((row) => [
    ...row,
    rest(
      row.reduce((sum, each) => sum + each, 0),
      base,
    ),
  ])
  const below = Array.from({ length: width }, (_, column) =>
    rest(
      parts.reduce((sum, row) => sum + (row[column] ?? 0), 0),
      base,
    ),
  )
  const all = parts.flat().reduce((sum, each) => sum + each, 0)
  return [...made, [...below, all % base]]
}

type Place = [row: number, column: number]
const isOpen = (value: number | undefined, base: number): boolean =>
  value !== undefined && value > 0 && value < base

/** A closed way through counts that are not yet at a multiple, by row and column in turn. There is one while any is left. */
function findCycle(parts: readonly number[][], base: number): Place[] | null {
  const row = parts.findIndex((line) => line.some((each) => isOpen(each, base)))
  if (row === -1) return null
  const path: Place[] = [[row, (parts[row] ?? []).findIndex((each) => isOpen(each, base))]]
  for (;;) {
    const [atRow, atColumn] = path.at(-1) ?? [0, 0]
    const alongRow = path.length % 2 === 1
    const next: Place = alongRow
      ? [atRow, (parts[atRow] ?? []).findIndex((each, column) => column !== atColumn && isOpen(each, base))]
      : [parts.findIndex((line, at) => at !== atRow && isOpen(line[atColumn], base)), atColumn]
    // Lines add up to whole bases: where one count is open, another is.
    if (next[0] === -1 || next[1] === -1) return null
    path.push(next)
    const closed = closeAt(path, alongRow)
    if (closed !== null) return closed
  }
}

/** The part of the way that ends where it began: from the first place in the same line that the next step goes along. */
function closeAt(path: readonly Place[], cameAlongRow: boolean): Place[] | null {
  const last = path.at(-1) ?? [0, 0]
  for (let at = 0; at < path.length - 3; at += 1) {
    const place = path[at] ?? [0, 0]
    // The next step leaves along the column after a row, and along the row after a column.
    const meets = cameAlongRow ? place[1] === last[1] : place[0] === last[0]
    const steps = path.length - at
    if (meets && steps % 2 === 0) return path.slice(at)
  }
  return null
}

/** Up and down in turn along the way, by as much as brings one of them to a multiple. */
function shift(parts: number[][], path: readonly Place[], base: number): void {
  const value = ([row, column]: Place): number => parts[row]?.[column] ?? 0
  const even = path.filter((_, at) => at % 2 === 0)
  const odd = path.filter((_, at) => at % 2 === 1)
  const up = Math.min(...even.map((place) => base - value(place)), ...odd.map(value))
  const down = Math.min(...even.map(value), ...odd.map((place) => base - value(place)))
  const by = up <= down ? up : -down
  for (const [at, [row, column]] of path.entries()) {
    const line = parts[row]
    if (line !== undefined) line[column] = (line[column] ?? 0) + (at % 2 === 0 ? by : -by)
  }
}
