import type { Database } from '../db/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Calendars } from '../law/index.ts'
import type { SecretBox } from './sign-in/secret-box.ts'

/** What every command needs from the building around it. main.ts makes the one real set. */
export type Services = {
  database: Database
  clock: Clock
  /** The holiday calendars as now known; a feed import replaces them. */
  calendars: () => Calendars
  /** Seals the secrets of second factors by a key that is not in the database */
  secrets: SecretBox
}
