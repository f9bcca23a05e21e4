import { setTimeout as wait } from 'node:timers/promises'

export type Ticker = { stop(): Promise<void> }

/**
 * Does something now (or, without `atOnce`, after the first pause) and then again after each pause, never two at once. A
 * fault is told and the next turn comes all the same.
 */
export function startTicker(
  seconds: number,
  turn: () => Promise<void>,
  onFault: (error: unknown) => void,
  { atOnce } = { atOnce: true },
): Ticker {
  const stopping = new AbortController()
  const { signal } = stopping
  const pause = () => wait(seconds * 1000, undefined, { signal }).catch(() => undefined)
  const running = (async () => {
    if (!atOnce) await pause()
    while (!signal.aborted) {
      try {
        await turn()
      } catch (error) {
        onFault(error)
      }
      await pause()
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
