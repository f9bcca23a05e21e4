import { ProblemError } from './outcome.ts'

export type TurnsOptions = {
  /** How many at once */
  most: number
  /**
   * Milliseconds for which the next waits behind slow work before it starts beside it. With none, as many as may run
   * start at once; with some, quick work is done one after another, so that one process can do it all.
   */
  patience?: number
  /** How many may wait; as many as come unless given */
  mostWaiting?: number
}

/** So many at once, the others in the order they came. */
export class Turns {
  readonly #most: number
  readonly #patience: number
  readonly #mostWaiting: number
  #running = 0
  readonly #waiting = new Set<() => void>()

  constructor({ most, patience = 0, mostWaiting = Infinity }: TurnsOptions) {
    this.#most = most
    this.#patience = patience
    this.#mostWaiting = mostWaiting
  }

  /**
   * Resolves when it is one's turn, with what to call afterwards. Throws ProblemError `unavailable` where too many wait,
   * and the signal's reason.
   */
  async enter(signal?: AbortSignal): Promise<() => void> {
    signal?.throwIfAborted()
    if (this.#running < (this.#patience === 0 ? this.#most : 1)) return this.#begin()
    if (this.#waiting.size >= this.#mostWaiting)
      throw new ProblemError('unavailable', 'Too many questions wait for an answer. Try again in a minute.')
    const { promise, resolve, reject } = Promise.withResolvers<() => void>()
    const start = (): void => {
      stopWaiting()
      resolve(this.#begin())
    }
    const abandon = (): void => {
      stopWaiting()
      reject(signal?.reason)
    }
    const timer =
      this.#patience === 0
        ? null
        : setTimeout(() => {
            if (this.#running < this.#most) start()
          }, this.#patience)
    const stopWaiting = (): void => {
      if (timer !== null) clearTimeout(timer)
      this.#waiting.delete(start)
      signal?.removeEventListener('abort', abandon)
    }
    this.#waiting.add(start)
    signal?.addEventListener('abort', abandon, { once: true })
    return promise
  }

  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const leave = await this.enter(signal)
    try {
      return await work()
    } finally {
      leave()
    }
  }

  #begin(): () => void {
    this.#running += 1
    let left = false
    return () => {
      if (left) return
      left = true
      this.#running -= 1
      if (this.#running >= this.#most) return
      const [next] = this.#waiting
      next?.()
    }
  }
}
