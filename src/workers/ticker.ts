import { setTimeout as wait } from 'node:timers/promises'

export type Ticker = { stop(): Promise<void> }

/**
 * Does something now and then again after each pause, never two at once. A fault is told and the next turn comes all
 * the same.
 */
export function startTicker(
  seconds: number,
  turn: () => Promise<void>,
  onFault: (error: unknown) => void,
): Ticker {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      try {
        await turn()
      } catch (error) {
        onFault(error)
      }
      await wait(seconds * 1000, undefined, { signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
