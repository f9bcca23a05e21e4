import { openInstallation, type Installation } from '../../src/installation.ts'
import { systemClock, type Clock } from '../../src/kernel/clock.ts'
import { readSettings } from '../../src/kernel/settings.ts'
import { openTestDatabase, type TestDatabase } from './database.ts'

export type TestInstallation = {
  installation: Installation
  opened: TestDatabase
  close(): Promise<void>
}

/** An installation on a database of its own, with no authority yet. */
export async function openTestInstallation(
  environment: Record<string, string> = {},
  clock: Clock = systemClock,
): Promise<TestInstallation> {
  const opened = await openTestDatabase()
  const installation = await openInstallation(
    readSettings({
      MUNIMENT_DATA: opened.dataDirectory,
      DATABASE_URL: opened.databaseUrl ?? '',
      MUNIMENT_LOG: 'silent',
      ...environment,
    }),
    clock,
  )
  return {
    installation,
    opened,
    close: async () => {
      await installation.close()
      await opened.close()
    },
  }
}
