import type { CountTable } from './count-table.ts'
import { boundUnknowns, type Equation } from './linear-bounds.ts'
import type { Suppression } from './suppress-counts.ts'

/** A small count that anybody can work out, or nearly: it lies between `least` and `most`. */
export type Exposed = { place: number; least: number; most: number }

/** Unknowns in one system beyond which nothing is proved: thousands of small counts want other categories, not suppression. */
const mostUnknowns = 1500

/**
 * What an attacker learns who has all that is published and knows that counts are whole and at least `floor`: every
 * primary place whose bounds lie less than `width` apart. Systems that share no unknown are solved apart.
 */
export function auditPattern(
  { sums }: CountTable,
  cells: readonly (Suppression | null)[],
  { width, floor, values }: { width: number; floor: number; values: readonly number[] },
): Exposed[] {
  const exposed: Exposed[] = []
  for (const places of systems(sums, cells)) {
    const small = places.filter((place) => cells[place] === 'primary')
    if (small.length === 0) continue
    if (places.length > mostUnknowns)
      throw new RangeError(
        `${places.length} counts would be suppressed together: join categories or raise their level first.`,
      )
    const number = new Map(places.map((place, at) => [place, at]))
    const equations = sums.flatMap(({ total, parts }): Equation[] => {
      const terms: [number, number][] = []
      let equals = 0
      for (const [place, sign] of [...parts.map((part) => [part, 1] as const), [total, -1] as const]) {
        const unknown = number.get(place)
        if (unknown !== undefined) terms.push([unknown, sign])
        else if (cells[place] === null) equals -= sign * (values[place] ?? 0)
        else return []
      }
      return terms.length === 0 ? [] : [{ terms, equals }]
    })
    const bounds = boundUnknowns(
      places.length,
      equations,
      small.map((place) => number.get(place) ?? 0),
      floor,
    )
    for (const [at, place] of small.entries()) {
      const { least = 0, most = Infinity } = bounds[at] ?? {}
      const whole = { least: Math.ceil(least - 1e-6), most: Math.floor(most + 1e-6) }
      if (whole.most - whole.least < width) exposed.push({ place, ...whole })
    }
  }
  return exposed
}

/** Suppressed places in groups that some sum ties together. */
function systems(sums: CountTable['sums'], cells: readonly (Suppression | null)[]): number[][] {
  const parent = new Map<number, number>()
  const root = (place: number): number => {
    let at = place
    while (parent.get(at) !== at) at = parent.get(at) ?? at
    parent.set(place, at)
    return at
  }
  for (const [place, cell] of cells.entries()) if (cell !== null) parent.set(place, place)
  for (const { total, parts } of sums) {
    const [first, ...others] = [total, ...parts].filter((place) => parent.has(place))
    if (first !== undefined) for (const other of others) parent.set(root(other), root(first))
  }
  const groups = Map.groupBy(parent.keys(), root)
  return [...groups.values()]
}
