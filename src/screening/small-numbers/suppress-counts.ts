import { auditPattern, type Exposed } from './audit-pattern.ts'
import type { CountTable } from './count-table.ts'

export type SuppressOptions = {
  /** Counts above 0 and below this are small; 5 where absent */
  threshold?: number
  /** `show` leaves a 0 as it is; `suppress` treats it as small, where it tells of everybody in its group */
  zeros?: 'show' | 'suppress'
  /** More places that must not be known: where few contributors dominate a sum */
  sensitive?: readonly number[]
  /** Places that stand in another publication and cannot be taken out here */
  fixed?: ReadonlySet<number>
}

/** Why a place is suppressed: itself small, or taken out so that totals do not give the small ones back. */
export type Suppression = 'primary' | 'secondary'

export type SuppressedTable = {
  /** By place; null where the count is published */
  cells: (Suppression | null)[]
  /** Small counts that can still be worked out, because what gives them away cannot be taken out */
  exposed: Exposed[]
}

/**
 * Primary and secondary suppression of a table with its totals. Small counts go first; then, while anybody could work one
 * of them out with linear algebra to within less than `threshold`, the cheapest further count in the tightest sum goes
 * too (Fischetti and Salazar 2001 state the problem; this is a greedy answer: safe, not the least there is). A zero is
 * never taken as a cover, as it would cover nothing. Both kinds carry one marker, so that no reader learns which is small.
 */
export function suppressCounts(table: CountTable, options: SuppressOptions = {}): SuppressedTable {
  const { threshold = 5, zeros = 'show', sensitive = [], fixed = new Set<number>() } = options
  const { counts, sums } = table
  const cells: (Suppression | null)[] = counts.map((count, at) =>
    !fixed.has(at) && count < threshold && (count > 0 || zeros === 'suppress') ? 'primary' : null,
  )
  for (const at of sensitive) if (!fixed.has(at)) cells[at] = 'primary'
  const totals = new Set(sums.map(({ total }) => total))
  const floor = zeros === 'show' ? 1 : 0
  for (;;) {
    const exposed = auditPattern(table, cells, { width: threshold, floor, values: counts })
    const next = exposed
      .map(({ place }) => chooseCover(table, cells, place, totals, fixed))
      .find((each) => each !== null)
    if (next === undefined) return { cells, exposed }
    cells[next] = 'secondary'
  }
}

/** The cheapest count still shown in a sum that holds the place, sums with the least hidden in them first. */
function chooseCover(
  { counts, sums }: CountTable,
  cells: readonly (Suppression | null)[],
  place: number,
  totals: ReadonlySet<number>,
  fixed: ReadonlySet<number>,
): number | null {
  let best: number | null = null
  let least = Infinity
  for (const { total, parts } of sumsAround(sums, cells, place)) {
    const all = [...parts, total]
    const hidden = all.reduce((sum, at) => sum + (cells[at] === null ? 0 : (counts[at] ?? 0)), 0)
    for (const at of all) {
      const count = counts[at] ?? 0
      if (cells[at] !== null || fixed.has(at) || count === 0) continue
      const others = sums.filter((sum) => sum.total === at || sum.parts.includes(at))
      // A cover in other sums that already hide something needs no cover of its own.
      const alone = others.filter((sum) =>
        [...sum.parts, sum.total].every((each) => cells[each] === null),
      ).length
      const cost = count + (totals.has(at) ? 1e6 : 0) + alone * 20 + Math.min(hidden, 1000) * 0.01
      if (cost < least) {
        least = cost
        best = at
      }
    }
  }
  return best
}

/** Sums that hold the place; where none of them has anything left to take, those that its neighbours stand in. */
function* sumsAround(
  sums: CountTable['sums'],
  cells: readonly (Suppression | null)[],
  place: number,
): Generator<CountTable['sums'][number]> {
  let ring = new Set([place])
  const met = new Set<number>()
  for (let step = 0; step < 6; step += 1) {
    const next = new Set<number>()
    let open = false
    for (const [at, sum] of sums.entries()) {
      const all = [...sum.parts, sum.total]
      if (met.has(at) || !all.some((each) => ring.has(each))) continue
      met.add(at)
      if (all.some((each) => cells[each] === null)) open = true
      yield sum
      for (const each of all) if (cells[each] !== null) next.add(each)
    }
    if (open) return
    ring = next
  }
}
