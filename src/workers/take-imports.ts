import { onImportWaiting, runWaitingImports, type DatasetServices } from '../datasets/index.ts'

type Taking = {
  /** How often to look for files that other processes took in, or that a killed one left */
  seconds: number
  signal: AbortSignal
  onWorked: (worked: number) => void
  onFault: (error: unknown) => void
}

/**
 * Works on files of datasets as they come, one at a time: at once where this process took them in. When told to stop,
 * the one in hand is given back for another to take up.
 */
export async function takeImports(services: DatasetServices, taking: Taking): Promise<void> {
  const { seconds, signal, onWorked, onFault } = taking
  let wake = Promise.withResolvers<void>()
  const stopListening = onImportWaiting(() => wake.resolve())
  signal.addEventListener('abort', () => wake.resolve(), { once: true })
  while (!signal.aborted) {
    // What comes while it works wakes it again at once.
    wake = Promise.withResolvers<void>()
    try {
      const { worked } = await runWaitingImports(services, { signal, onFault })
      if (worked > 0) onWorked(worked)
    } catch (error) {
      onFault(error)
    }
    if (signal.aborted) break
    const timer = setTimeout(() => wake.resolve(), seconds * 1000)
    await wake.promise
    clearTimeout(timer)
  }
  stopListening()
}
