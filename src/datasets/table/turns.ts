import { ProblemError } from '../../kernel/outcome.ts'

/** So many at once, the others in the order they came. */
export type Turns = {
  /** Resolves when it is one's turn, with what to call afterwards. Throws `unavailable` where too many wait. */
  enter(signal?: AbortSignal): Promise<() => void>
}

export function openTurns(atOnce: number, mostWaiting: number): Turns {
  let running = 0
  const queue = new Set<() => void>()
  const begin = (): (() => void) => {
    running += 1
    let left = false
    return () => {
      if (left) return
      left = true
      running -= 1
      const [next] = queue
      next?.()
    }
  }
  return {
    async enter(signal) {
      signal?.throwIfAborted()
      if (running < atOnce) return begin()
      if (queue.size >= mostWaiting)
        throw new ProblemError('unavailable', 'Too many questions wait for an answer. Try again in a minute.')
      const { promise, resolve, reject } = Promise.withResolvers<() => void>()
      const start = (): void => {
        queue.delete(start)
        signal?.removeEventListener('abort', abandon)
        resolve(begin())
      }
      const abandon = (): void => {
        queue.delete(start)
        reject(signal?.reason instanceof Error ? signal.reason : new Error('No longer wanted'))
      }
      queue.add(start)
      signal?.addEventListener('abort', abandon, { once: true })
      return promise
    },
  }
}
