import { PgBoss } from 'pg-boss'
import type { CaseServices } from '../cases/index.ts'

/** The queue as the rest of the house sees it, so that another may take its place. */
export type Jobs = {
  /** Does the work for each job of a name, and declares the name. At least once: the work must bear repetition. */
  work(name: string, work: () => Promise<void>): Promise<void>
  /** Puts one job in; while one of that name waits, another adds nothing. */
  enqueue(name: string): Promise<void>
  /** Puts one in by a cron expression, read in London time; one server of several does it. */
  schedule(name: string, cron: string): Promise<void>
  /** Waits for what runs, at most a second and a half. */
  stop(): Promise<void>
}

const pollSeconds = 10
const retries = { retryLimit: 3, retryDelay: 60, retryBackoff: true }

/**
 * Jobs kept in the installation's own database, in the schema `jobs`. The library is given statements to run and no
 * connection: the embedded database is one shared session, so there is no LISTEN and nothing is set on it.
 */
export async function openJobs(
  database: Pick<CaseServices['database'], 'raw'>,
  onFault: (error: unknown) => void,
): Promise<Jobs> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => database.raw(text, values) },
    schema: 'jobs',
    // Maintenance that suits a queue of thousands a second would only keep this one awake.
    superviseIntervalSeconds: 300,
    reindex: false,
    monitorVacuum: false,
  })
  boss.on('error', onFault)
  await boss.start()
  return {
    async work(name, work) {
      await boss.createQueue(name, { policy: 'short', deleteAfterSeconds: 7 * 24 * 3600, ...retries })
      await boss.work(name, { pollingIntervalSeconds: pollSeconds }, async () => work())
    },
    async enqueue(name) {
      await boss.send(name, {})
    },
    async schedule(name, cron) {
      await boss.schedule(name, cron, {}, { tz: 'Europe/London' })
    },
    stop: () => boss.stop({ graceful: true, timeout: 1500, close: false }),
  }
}
