/** `c`: a small number; `d`: left out so that the small ones cannot be worked out; null: it may be published. */
export type Marker = 'c' | 'd'
export type Suppressed = { value: number | null; marker: Marker | null }

export type SuppressOptions = {
  /** Counts above 0 and below this are small */
  threshold?: number
  /** Whether a 0 tells of everybody in its row as well (class disclosure) */
  zeros?: boolean
}

/**
 * Counts in rows and columns whose totals are published too: small ones are suppressed, then, in each line with just
 * one gap or gaps that add up to less than the threshold, the smallest other count, until no line gives one away. A
 * suppressed count is never written as 0. Complementary suppression by the smallest candidate: safe for the lines it
 * looks at, not the least that could be taken out.
 */
export function suppressTable(
  counts: readonly (readonly number[])[],
  { threshold = 5, zeros = false }: SuppressOptions = {},
): Suppressed[][] {
  const table = counts.map((row) =>
    row.map((value): Suppressed => {
      const small = value < threshold && (value > 0 || zeros)
      return { value: small ? null : value, marker: small ? 'c' : null }
    }),
  )
  const width = Math.max(0, ...counts.map((row) => row.length))
  const lines: [number, number][][] = [
    ...counts.map((row, at) => row.map((_, column): [number, number] => [at, column])),
    ...Array.from({ length: width }, (_, column) =>
      counts.flatMap((row, at): [number, number][] => (column < row.length ? [[at, column]] : [])),
    ),
  ]
  for (let changed = true; changed;) {
    changed = false
    for (const line of lines) if (protectLine(line, counts, table, threshold)) changed = true
  }
  return table
}

function protectLine(
  line: readonly [number, number][],
  counts: readonly (readonly number[])[],
  table: Suppressed[][],
  threshold: number,
): boolean {
  const cell = ([row, column]: [number, number]): Suppressed | undefined => table[row]?.[column]
  const count = ([row, column]: [number, number]): number => counts[row]?.[column] ?? 0
  const gaps = line.filter((place) => cell(place)?.marker !== null)
  if (gaps.length === 0) return false
  const hidden = gaps.reduce((sum, place) => sum + count(place), 0)
  // The total less what is shown gives the sum of the gaps: one alone is solved by it, few small ones nearly so.
  if (gaps.length > 1 && hidden >= threshold) return false
  const open = line.filter((place) => cell(place)?.marker === null)
  const candidates = open.filter((place) => count(place) > 0)
  const [next] = (candidates.length > 0 ? candidates : open).toSorted((a, b) => count(a) - count(b))
  const chosen = next === undefined ? undefined : cell(next)
  if (chosen === undefined) return false
  Object.assign(chosen, { value: null, marker: 'd' })
  return true
}

/** To the nearest five, halves up: what a published count is rounded to where rounding is chosen instead. */
export const roundToBase = (value: number, base = 5): number => Math.floor(value / base + 0.5) * base

/** True where one contributor makes up more than `share` of a total: the total tells of them (dominance rule). */
export const isDominated = (contributions: readonly number[], share = 0.75): boolean => {
  const total = contributions.reduce((sum, each) => sum + each, 0)
  return total > 0 && Math.max(...contributions) / total > share
}
