import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { CaseServices } from '../../src/cases/index.ts'
import { registerApi } from '../../src/api/index.ts'
import type { CatalogueServices } from '../../src/catalogue/index.ts'
import { openTableEngine } from '../../src/datasets/index.ts'
import { directoryStore } from '../../src/documents/index.ts'
import { createAuthority, createSecretBox, type Authority } from '../../src/identity/index.ts'
import { systemClock, type Clock } from '../../src/kernel/clock.ts'
import { builtInCalendars } from '../../src/law/index.ts'
import { createApp, type App, type KitOptions } from '../../src/web/kit/index.ts'
import { registerPublicPages, toPageAuthority, type PublicServices } from '../../src/web/public/index.ts'
import { openTestDatabase } from './database.ts'

export type TestApp = {
  /** Where it listens, without a slash at the end */
  url: string
  app: App
  services: PublicServices
  authority: Authority
  close(): Promise<void>
}

type Settings = {
  /** Adds further pages, once the public ones stand. */
  register?: (app: App, services: PublicServices) => void | Promise<void>
  kit?: Partial<KitOptions>
  clock?: Clock
  mailConfigured?: boolean
}

/** The public site of one made-up authority, on an empty database and a free port. */
export async function startTestApp(settings: Settings = {}): Promise<TestApp> {
  const opened = await openTestDatabase()
  const base = {
    database: opened.database,
    clock: settings.clock ?? systemClock,
    calendars: builtInCalendars,
    secrets: createSecretBox('a key for tests'),
  }
  const created = await createAuthority(base, {
    slug: 'exampleshire',
    name: 'Exampleshire Council',
    shortName: 'Exampleshire',
    nation: 'england',
    referencePrefix: 'REQ',
    addressLines: ['The Moot Hall', 'High Street', 'Exampleton', 'EX1 1AA'],
    email: 'foi@example.org',
    phone: '01632 960000',
  })
  if (!created.ok) throw new Error(`the test authority could not be made: ${created.problem}`)
  const authority = created.value
  const tables = openTableEngine(opened.dataDirectory)
  const shared: CaseServices & CatalogueServices = {
    ...base,
    tables,
    largestDataset: 2_000_000_000,
    files: directoryStore(join(opened.dataDirectory, 'files')),
    authority: () => authority,
    trackingSecret: (caseId) => createHmac('sha256', 'a key for tests').update(caseId).digest('base64url'),
    linkTo: (_authority, path) => `http://exampleshire.invalid${path}`,
    mailConfigured: settings.mailConfigured ?? false,
    virusScanner: null,
    privateWebhooks: false,
  }
  const services: PublicServices = {
    ...shared,
    authorityFor: () => authority,
    authorities: () => [authority],
    startedAt: base.clock.now(),
  }
  const app = await createApp({
    publicUrl: new URL('http://127.0.0.1'),
    context: () => ({ authority: toPageAuthority(authority), staff: null }),
    log: { level: 'silent' },
    ...settings.kit,
  })
  await registerPublicPages(app, services)
  await registerApi(app, services)
  await settings.register?.(app, services)
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    app,
    services,
    authority,
    close: async () => {
      await app.close()
      await tables.close()
      await opened.close()
    },
  }
}
