/** Chance that repeats itself: the same seed gives the same cases (mulberry32). */
export type Chance = {
  /** From 0 up to, not including, 1 */
  next(): number
  /** A whole number from 0 up to, not including, `below` */
  below(below: number): number
  pick<T>(from: readonly T[]): T
  /** One of the keys, as often as its weight says */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
}

export function createChance(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  return {
    next,
    below: (below) => Math.floor(next() * below),
    pick<T>(from: readonly T[]): T {
      const picked = from[Math.floor(next() * from.length)]
      if (picked === undefined) throw new Error('nothing to pick from')
      return picked
    },
    weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
      const names = Object.keys(weights) as T[]
      let left = next() * names.reduce((sum, name) => sum + weights[name], 0)
      for (const name of names) {
        left -= weights[name]
        if (left < 0) return name
      }
      const last = names.at(-1)
      if (last === undefined) throw new Error('nothing to pick from')
      return last
    },
  }
}
