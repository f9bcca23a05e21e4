import type { Database } from '../db/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Calendars } from '../law/index.ts'

/** What every command needs from the building around it. main.ts makes the one real set. */
export type Services = {
  database: Database
  clock: Clock
  /** The holiday calendars as now known; a feed import replaces them. */
  calendars: () => Calendars
}
