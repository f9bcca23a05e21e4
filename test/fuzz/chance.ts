/** Chance that is the same for the same seed. */
export type Chance = {
  /** A whole number from 0 to below `most` */
  below: (most: number) => number
  pick: <T>(items: readonly T[]) => T
  /** True so many times in a hundred */
  odds: (percent: number) => boolean
}

/** What was wrong, in words; empty where nothing was. */
export type Fuzzer = (chance: Chance) => Promise<string[]>

/** Mulberry32: 32 bits of state are enough to choose with. */
export function chanceFrom(seed: number): Chance {
  let state = (seed * 0x9e3779b1) >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    below,
    pick: (items) => {
      const item = items[below(items.length)]
      if (item === undefined) throw new Error('Nothing to pick from')
      return item
    },
    odds: (percent) => next() * 100 < percent,
  }
}

/** Runs what must end in time; a hang is a fault like any other. */
export async function inTime<T>(work: Promise<T>, seconds: number, what: string): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`${what} took longer than ${seconds} s`)), seconds * 1000)
  try {
    return await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
