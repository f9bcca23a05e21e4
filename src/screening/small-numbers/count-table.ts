/** One published count: the value of each grouping column, or `null` where the row is the total over that column. */
export type CountRow = { keys: readonly (string | null)[]; count: number }

/** Counts and what adds up to what: `sums` holds, for each total, the places of the cells it is the sum of. */
export type CountTable = { counts: number[]; sums: { total: number; parts: number[] }[] }

/** How totals are written in a cell of a grouping column. */
const totalWords = /^(?:grand |overall |sub-?)?totals?$|^all(?: \w+){0,2}$|^overall$|^sum$/i

/** Rows of a file as keys: a cell such as “Total” or “All ages” means the total over that column. */
export const readKeys = (cells: readonly string[]): (string | null)[] =>
  cells.map((cell) => (totalWords.test(cell.trim()) ? null : cell.trim()))

/**
 * The equations of a published table: each total is the sum of the rows that split it by one more column. Columns that
 * nest (wards within districts) need nothing more: a district's total is the sum of its wards. Totals that stand
 * elsewhere are given as rows too.
 */
export function makeCountTable(rows: readonly CountRow[]): CountTable {
  const width = rows[0]?.keys.length ?? 0
  const sums: CountTable['sums'] = []
  for (let column = 0; column < width; column += 1) {
    const groups = new Map<string, { total: number | null; parts: number[] }>()
    for (const [at, { keys }] of rows.entries()) {
      const key = JSON.stringify(keys.map((each, place) => (place === column ? '' : each)))
      const group = groups.get(key) ?? { total: null, parts: [] }
      if (keys[column] === null) group.total = at
      else group.parts.push(at)
      groups.set(key, group)
    }
    for (const { total, parts } of groups.values())
      if (total !== null && parts.length > 0 && isSum(rows, total, parts)) sums.push({ total, parts })
  }
  sums.push(...nestedSums(rows, width))
  return { counts: rows.map(({ count }) => count), sums }
}

const isSum = (rows: readonly CountRow[], total: number, parts: readonly number[]): boolean =>
  parts.reduce((sum, part) => sum + (rows[part]?.count ?? 0), 0) === rows[total]?.count

/** A total over two columns at once is also the sum of what splits it by both: there may be no rows between. */
function nestedSums(rows: readonly CountRow[], width: number): CountTable['sums'] {
  const sums: CountTable['sums'] = []
  for (const [total, { keys }] of rows.entries()) {
    const open = keys.flatMap((key, at) => (key === null ? [at] : []))
    if (open.length < 2 || open.length > width) continue
    const parts = rows.flatMap(({ keys: other }, at) =>
      at !== total && other.every((key, place) => (open.includes(place) ? key !== null : key === keys[place]))
        ? [at]
        : [],
    )
    if (parts.length > 0 && isSum(rows, total, parts)) sums.push({ total, parts })
  }
  return sums
}

/** Every total there could be, where not all stand in the file: what is published elsewhere about the same people. */
export function addAllTotals(rows: readonly CountRow[]): CountRow[] {
  const width = rows[0]?.keys.length ?? 0
  const leaves = rows.filter(({ keys }) => keys.every((key) => key !== null))
  const made = [...rows]
  const have = new Set(rows.map(({ keys }) => JSON.stringify(keys)))
  for (let mask = 1; mask < 1 << width; mask += 1) {
    const sums = new Map<string, CountRow>()
    for (const { keys, count } of leaves) {
      const kept = keys.map((key, at) => (((mask >> at) & 1) === 1 ? null : key))
      const key = JSON.stringify(kept)
      sums.set(key, { keys: kept, count: (sums.get(key)?.count ?? 0) + count })
    }
    for (const [key, row] of sums) if (!have.has(key)) made.push(row)
  }
  return made
}
