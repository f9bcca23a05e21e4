/**
 * Runs work one after another, so that one process can do it all; what has waited for `patience` milliseconds behind
 * slow work starts beside it, until `most` run at once.
 */
export class TakeTurns {
  readonly #most: number
  readonly #patience: number
  #running = 0
  readonly #waiting: (() => void)[] = []

  constructor({ most, patience }: { most: number; patience: number }) {
    this.#most = most
    this.#patience = patience
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn()
    try {
      return await work()
    } finally {
      this.#running -= 1
      this.#next()
    }
  }

  #turn(): Promise<void> {
    if (this.#running === 0) {
      this.#running += 1
      return Promise.resolve()
    }
    return new Promise((resolve) => {
      const start = (): void => {
        clearTimeout(timer)
        this.#running += 1
        resolve()
      }
      const timer = setTimeout(() => {
        const place = this.#waiting.indexOf(start)
        if (place === -1 || this.#running >= this.#most) return
        this.#waiting.splice(place, 1)
        start()
      }, this.#patience)
      this.#waiting.push(start)
    })
  }

  #next(): void {
    if (this.#running < this.#most) this.#waiting.shift()?.()
  }
}
