/** How well chosen columns together single people out. */
export type Uniqueness = {
  columns: string[]
  rows: number
  /** Rows whose combination no other row has */
  unique: number
  /** Rows whose combination fewer than `k` rows share, the unique among them */
  below: number
  /** The smallest group there is: the table is k-anonymous for this k over these columns */
  smallest: number
  sentence: string
}

/**
 * Counts rows by their combination of the chosen columns (k-anonymity, Sweeney 2002). `groups` gives how many rows share
 * each combination, as `select count(*) from t group by …` does: a million rows stay in the database.
 */
export function describeUniqueness(columns: readonly string[], groups: Iterable<number>, k = 5): Uniqueness {
  let rows = 0
  let unique = 0
  let below = 0
  let smallest = Infinity
  for (const size of groups) {
    rows += size
    if (size === 1) unique += 1
    if (size < k) below += size
    smallest = Math.min(smallest, size)
  }
  const named = columns.join(' + ')
  return {
    columns: [...columns],
    rows,
    unique,
    below,
    smallest: rows === 0 ? 0 : smallest,
    sentence:
      rows === 0
        ? 'The table has no rows.'
        : unique > 0
          ? `${named} identifies ${count(unique)} of ${count(rows)} rows.`
          : below > 0
            ? `${named} identifies no row alone, but ${count(below)} of ${count(rows)} rows share it with fewer than ${k - 1} others.`
            : `Every combination of ${named} stands in at least ${count(smallest)} rows.`,
  }
}

const count = (value: number): string => value.toLocaleString('en-GB')

/** The same for rows in memory: sizes of the groups that share values in all the columns. */
export function groupSizes(
  rows: Iterable<Readonly<Record<string, unknown>>>,
  columns: readonly string[],
): number[] {
  const sizes = new Map<string, number>()
  for (const row of rows) {
    const key = JSON.stringify(columns.map((column) => row[column] ?? null))
    sizes.set(key, (sizes.get(key) ?? 0) + 1)
  }
  return [...sizes.values()]
}
