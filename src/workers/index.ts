import { pino, type Logger } from 'pino'
import {
  chaseTasks,
  deliverOutbox,
  lapseCases,
  recomputeOpenClocks,
  removeOldDrafts,
} from '../cases/index.ts'
import { notifySubscribers, remindDuties, removeUnconfirmed } from '../catalogue/index.ts'
import { smtpTransport, watchFolder, type MailTransport } from '../correspondence/index.ts'
import { sealDueDatasets, sweepImports } from '../datasets/index.ts'
import { removeExpired } from '../identity/index.ts'
import type { Installation } from '../installation.ts'
import { readArrivedScans } from '../redaction/index.ts'
import { openJobs, type Jobs } from './jobs.ts'
import { takeArrivals } from './take-arrivals.ts'
import { takeImports } from './take-imports.ts'
import { takeMail } from './take-mail.ts'
import { startTicker } from './ticker.ts'

export type Workers = { stop(): Promise<void> }
export type WorkerOptions = {
  transport?: MailTransport | null
  log?: Logger
  deliverSeconds?: number
  notifySeconds?: number
  calendarSeconds?: number
  folderSeconds?: number
  importSeconds?: number
  arrivalSeconds?: number
}

/**
 * Starts what happens without anybody asking: mail out and in, files of datasets, reading of scans, chasers, lapses, new
 * bank holidays, cleaning up. A fault in one is logged, without its content, and none of them ends the server.
 */
export async function startWorkers(
  installation: Installation,
  options: WorkerOptions = {},
): Promise<Workers> {
  const { services, settings } = installation
  const log = options.log ?? pino({ level: settings.logLevel, base: { part: 'workers' } })
  const fault = (job: string) => (error: unknown) =>
    log.error({ job, ...withoutContent(error) }, 'a job failed')
  const transport =
    options.transport === undefined
      ? settings.smtpUrl === ''
        ? null
        : smtpTransport(settings.smtpUrl)
      : options.transport
  const stopping = new AbortController()
  const { signal } = stopping
  const tickers = [
    startTicker(
      options.deliverSeconds ?? 5,
      async () => {
        const counts = await deliverOutbox(services, transport)
        if (counts.sent + counts.failed > 0) log.info(counts, 'mail delivered')
      },
      fault('deliver-mail'),
    ),
    startTicker(
      options.notifySeconds ?? 15,
      async () => {
        const counts = await notifySubscribers(services)
        if (counts.mailed + counts.posted + counts.failed > 0) log.info(counts, 'subscribers told')
      },
      fault('notify-subscribers'),
    ),
    startTicker(
      10,
      async () => {
        const counts = await readArrivedScans(services, { signal, onFault: fault('read-scans') })
        if (counts.read + counts.failed > 0) log.info(counts, 'documents read for their scanned pages')
      },
      fault('read-scans'),
      { atOnce: false },
    ),
    startTicker(options.calendarSeconds ?? 60, keepCalendars(installation, log), fault('keep-calendars')),
  ]
  const imports = takeImports(services, {
    seconds: options.importSeconds ?? 2,
    signal,
    onWorked: (worked) => log.info({ worked }, 'files of datasets worked on'),
    onFault: fault('work-on-imports'),
  })
  const arrivals = takeArrivals(services, {
    seconds: options.arrivalSeconds ?? 2,
    signal,
    onLooked: (looked) => log.info({ looked }, 'files that came in looked into'),
    onFault: fault('look-into-arrivals'),
    onScanner: (answers) =>
      answers
        ? log.info('the virus scanner answers again')
        : log.error('the virus scanner cannot be reached: files that come in wait'),
  })
  const folder = settings.mailFolder === '' ? null : watchMail(installation, options, signal, fault)
  // The queue makes its tables on the first start, which the first page need not wait for.
  const jobs = startJobs(installation, fault).catch((error: unknown) => {
    fault('job-queue')(error)
    return null
  })
  return {
    async stop() {
      stopping.abort()
      await Promise.all([
        ...tickers.map((ticker) => ticker.stop()),
        folder,
        imports,
        arrivals,
        jobs.then((started) => started?.stop()),
      ])
      transport?.close()
    },
  }
}

/** Reads authorities and bank holidays again, for another process may have changed them, and moves the clocks. */
function keepCalendars(installation: Installation, log: Logger): () => Promise<void> {
  let known = installation.services.calendars().version
  return async () => {
    await installation.reload()
    const { version } = installation.services.calendars()
    if (version === known) return
    const { moved } = await recomputeOpenClocks(installation.services, `calendar:${version}`)
    known = version
    log.info({ calendar: version, moved: moved.length }, 'open clocks computed afresh')
  }
}

async function watchMail(
  installation: Installation,
  options: WorkerOptions,
  signal: AbortSignal,
  fault: (job: string) => (error: unknown) => void,
): Promise<void> {
  try {
    await watchFolder(installation.settings.mailFolder, (bytes) => takeMail(installation, bytes), {
      pollSeconds: options.folderSeconds ?? 5,
      signal,
      onFault: fault('take-mail'),
    })
  } catch (error) {
    fault('take-mail')(error)
  }
}

async function startJobs(
  { services }: Installation,
  fault: (job: string) => (error: unknown) => void,
): Promise<Jobs> {
  const { database } = services
  const jobs = await openJobs(database, fault('job-queue'))
  const daily: Record<string, () => Promise<unknown>> = {
    'chase-tasks': () => chaseTasks(services),
    'lapse-cases': () => lapseCases(services),
    'remind-duties': () => remindDuties(services),
  }
  const hourly: Record<string, () => Promise<unknown>> = {
    'remove-old-drafts': () => removeOldDrafts(services),
    'remove-expired': () => removeExpired(services),
    'remove-unconfirmed': () => removeUnconfirmed(services),
    'seal-datasets': () => sealDueDatasets(services),
    'sweep-imports': () => sweepImports(services),
  }
  for (const [name, work] of Object.entries({ ...daily, ...hourly })) {
    await jobs.work(name, async () => {
      const failed = await work().then(
        () => false,
        (error: unknown) => {
          fault(name)(error)
          return true
        },
      )
      // The queue keeps what is thrown: only the name, for a fault may hold what somebody wrote.
      if (failed) throw new Error(`${name} failed`)
    })
    await jobs.schedule(name, name in daily ? '5 6 * * *' : '17 * * * *')
    if (name in daily) await jobs.enqueue(name)
  }
  return jobs
}

/** A fault's kind and place. Its message may hold what somebody wrote, so it stays out of the log. */
function withoutContent(error: unknown): { kind: string; code?: string; at?: string } {
  if (!(error instanceof Error)) return { kind: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const frame = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '))
  return { kind: error.name, ...code, ...(frame === undefined ? {} : { at: frame.trim() }) }
}
