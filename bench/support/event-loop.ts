/** Milliseconds. Where `worked` is far below `held`, the machine gave the time to other programs. */
export type Held = {
  /** The longest that nothing else could run in this process */
  held: number
  /** The most processor time that its main thread took in one go */
  worked: number
}

export function watchEventLoop(): { stop(): Held } {
  const longest: Held = { held: 0, worked: 0 }
  let last = performance.now()
  let used = process.threadCpuUsage()
  const look = (): void => {
    const now = performance.now()
    const { user, system } = process.threadCpuUsage()
    longest.held = Math.max(longest.held, now - last - 1)
    longest.worked = Math.max(longest.worked, (user + system - used.user - used.system) / 1000)
    last = now
    used = { user, system }
  }
  const timer = setInterval(look, 1)
  return {
    stop() {
      look()
      clearInterval(timer)
      return longest
    },
  }
}

/** Milliseconds */
const longestHeld = 50

/** True where what the process itself did is within the limit: what other programs took says nothing of it. */
export const staysFree = ({ held, worked }: Held): boolean => Math.min(held, worked) <= longestHeld

export const sayHeld = ({ held, worked }: Held): string =>
  `event loop held up ${held.toFixed(0)} ms at most, ${worked.toFixed(0)} ms by its own work (limit ${longestHeld} ms)`

export const worseOf = (one: Held, other: Held): Held => ({
  held: Math.max(one.held, other.held),
  worked: Math.max(one.worked, other.worked),
})
