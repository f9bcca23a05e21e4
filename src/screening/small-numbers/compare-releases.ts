import { auditPattern } from './audit-pattern.ts'
import type { CountTable } from './count-table.ts'
import type { Suppression } from './suppress-counts.ts'

/** What an earlier release of the same counts gives away of this one. */
export type Leak = {
  place: number
  /** `shown-before`: this small count was published; `shown-now`: it was held back then; `solved`: both together give it */
  kind: 'shown-before' | 'shown-now' | 'solved'
}

/**
 * Compares with an earlier release about the same people and time: `before` says of each place what was published, null
 * where it was suppressed, undefined where it was not in that release. What either release shows is known to everybody.
 */
export function compareReleases(
  table: CountTable,
  cells: readonly (Suppression | null)[],
  before: readonly (number | null | undefined)[],
  { threshold = 5, zeros = 'show' }: { threshold?: number; zeros?: 'show' | 'suppress' } = {},
): Leak[] {
  const leaks: Leak[] = []
  const hidden = cells.map((cell, place): Suppression | null => {
    const was = before[place]
    return typeof was === 'number' && was === table.counts[place] ? null : cell
  })
  for (const [place, cell] of cells.entries()) {
    const was = before[place]
    if (cell === 'primary' && typeof was === 'number') leaks.push({ place, kind: 'shown-before' })
    if (
      cell === null &&
      was === null &&
      (table.counts[place] ?? 0) < threshold &&
      (table.counts[place] ?? 0) > 0
    )
      leaks.push({ place, kind: 'shown-now' })
  }
  const exposed = auditPattern(table, hidden, {
    width: threshold,
    floor: zeros === 'show' ? 1 : 0,
    values: table.counts,
  })
  for (const { place } of exposed) leaks.push({ place, kind: 'solved' })
  return leaks
}
