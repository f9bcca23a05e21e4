import { lookIntoArrivals, onArrival, requeueArrivals, type CaseServices } from '../cases/index.ts'

type Taking = {
  /** How often to look for files that other processes took in */
  seconds: number
  signal: AbortSignal
  onLooked: (looked: number) => void
  onFault: (error: unknown) => void
  /** Told once when the virus scanner stops answering, and once when it answers again */
  onScanner: (answers: boolean) => void
}

const requeueEvery = Temporal.Duration.from({ minutes: 1 })

/** Looks into files as they come in: at once where this process took them in. */
export async function takeArrivals(services: CaseServices, taking: Taking): Promise<void> {
  const { seconds, signal, onLooked, onFault, onScanner } = taking
  let wake = Promise.withResolvers<void>()
  const stopListening = onArrival(() => wake.resolve())
  signal.addEventListener('abort', () => wake.resolve(), { once: true })
  let requeuedAt: Temporal.Instant | null = null
  let answers = true
  while (!signal.aborted) {
    // What comes while it works wakes it again at once.
    wake = Promise.withResolvers<void>()
    try {
      const now = Temporal.Now.instant()
      if (requeuedAt === null || Temporal.Instant.compare(now, requeuedAt.add(requeueEvery)) >= 0) {
        await requeueArrivals(services, requeuedAt === null)
        // Also where nothing waits, so that /healthz and /metrics say how it is.
        await services.virusScanner?.ping()
        requeuedAt = now
      }
      const { looked } = await lookIntoArrivals(services, { signal, onFault })
      if (looked > 0) onLooked(looked)
    } catch (error) {
      onFault(error)
    }
    const reachable = services.virusScanner?.isReachable() ?? true
    if (reachable !== answers) onScanner(reachable)
    answers = reachable
    if (signal.aborted) break
    const timer = setTimeout(() => wake.resolve(), seconds * 1000)
    await wake.promise
    clearTimeout(timer)
  }
  stopListening()
}
