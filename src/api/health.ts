import { setTimeout as wait } from 'node:timers/promises'
import { countMigrations } from '../reports/index.ts'
import type { App } from '../web/kit/index.ts'
import type { ApiServices } from './api-services.ts'

const longestWait = 3000

/** How many migrations the database has; null where it does not answer in time. */
async function askDatabase(services: ApiServices): Promise<number | null> {
  const gaveUp = new AbortController()
  try {
    return await Promise.race([
      countMigrations(services.database.reader),
      wait(longestWait, null, { signal: gaveUp.signal }),
    ])
  } catch {
    return null
  } finally {
    gaveUp.abort()
  }
}

/** As the worker last found it. The server works without it: files wait. */
function scannerWords({ virusScanner }: ApiServices): 'off' | 'ok' | 'unreachable' {
  if (virusScanner === null) return 'off'
  return virusScanner.isReachable() === false ? 'unreachable' : 'ok'
}

/** For whatever watches the server: 200 while it can work, 503 where its database does not answer. */
export function registerHealth(app: App, services: ApiServices): void {
  app.get('/healthz', { config: { rate: 'none' } }, async (_request, reply) => {
    const migrations = await askDatabase(services)
    const uptime = services.clock.now().since(services.startedAt).total('seconds')
    return reply
      .code(migrations === null ? 503 : 200)
      .header('Cache-Control', 'no-store')
      .send({
        status: migrations === null ? 'unavailable' : 'ok',
        database: migrations === null ? 'unreachable' : 'ok',
        migrations: migrations ?? 0,
        virusScanner: scannerWords(services),
        uptimeSeconds: Math.floor(uptime),
      })
  })
}
