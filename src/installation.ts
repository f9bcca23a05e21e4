import { createHmac, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { CaseServices } from './cases/index.ts'
import type { CatalogueServices } from './catalogue/index.ts'
import { openTableEngine } from './datasets/index.ts'
import { migrate, openDatabase, prepareDirectory, type Database } from './db/index.ts'
import { clamavScanner, directoryStore, sweepLeftovers } from './documents/index.ts'
import {
  authorityDirectory,
  createSecretBox,
  type Authority,
  type AuthorityDirectory,
} from './identity/index.ts'
import { systemClock, type Clock } from './kernel/clock.ts'
import { ProblemError } from './kernel/outcome.ts'
import type { Settings } from './kernel/settings.ts'
import { builtInCalendars, calendarsWithFeed, parseHolidayFeed, type Calendars } from './law/index.ts'

/** An opened installation: the services every command and query is given, and what keeps them up to date. */
export type Installation = {
  settings: Settings
  dataDirectory: string
  services: CaseServices & CatalogueServices
  authorities: AuthorityDirectory
  /** Signs what must survive a restart: tracking links and anonymous forms */
  secret: string
  /** The migrations that opening it applied */
  migrated: string[]
  /** Reads authorities and imported holidays again, after this or another process changed them. */
  reload(): Promise<void>
  close(): Promise<void>
}

/** Opens the data directory and the database, brings the schema up to date and reads what is kept in memory. */
export async function openInstallation(
  settings: Settings,
  clock: Clock = systemClock,
): Promise<Installation> {
  const dataDirectory = resolve(settings.dataDirectory)
  prepareDirectory(dataDirectory)
  const database = await openDatabase({ databaseUrl: settings.databaseUrl || null, dataDirectory })
  try {
    const { applied: migrated } = await migrate(database)
    const filesDirectory = join(dataDirectory, 'files')
    prepareDirectory(filesDirectory)
    const files = directoryStore(filesDirectory)
    await sweepLeftovers(filesDirectory, clock.now())
    const authorities = await authorityDirectory(database.reader)
    const secret = settings.secret || keptSecret(dataDirectory)
    let calendars = await currentCalendars(database)
    prepareDirectory(join(dataDirectory, 'work'))
    const tables = openTableEngine(dataDirectory)
    const services: CaseServices & CatalogueServices = {
      database,
      clock,
      calendars: () => calendars,
      secrets: createSecretBox(secret),
      files,
      tables,
      largestDataset: settings.datasetMegabytes * 1_000_000,
      authority: (id) => knownAuthority(authorities, id),
      trackingSecret: (caseId) =>
        createHmac('sha256', secret).update(`tracking:${caseId}`).digest('base64url').slice(0, 32),
      linkTo: (authority, path) => new URL(path, baseAddress(settings, authorities, authority)).href,
      mailConfigured: settings.smtpUrl !== '',
      virusScanner: settings.clamav === '' ? null : clamavScanner(settings.clamav),
      privateWebhooks: settings.privateWebhooks,
    }
    return {
      settings,
      dataDirectory,
      services,
      authorities,
      secret,
      migrated,
      reload: async () => {
        await authorities.reload()
        calendars = await currentCalendars(database)
      },
      close: async () => {
        await tables.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

function knownAuthority(authorities: AuthorityDirectory, id: string): Authority {
  const found = authorities.find(id)
  if (!found) throw new ProblemError('fault', 'A record belongs to an authority that is not loaded.')
  return found
}

/** A random key made once. Tracking links already sent stop working with another, so it belongs in the backup. */
function keptSecret(dataDirectory: string): string {
  const path = join(dataDirectory, 'installation.key')
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      // Another process of this installation made it first: theirs is the one.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return readFileSync(path, 'utf8').trim()
}

/** The built-in calendars with every imported feed on top, oldest first. */
async function currentCalendars(database: Database): Promise<Calendars> {
  const feeds = await database.reader
    .selectFrom('holiday_feed')
    .select('content')
    .orderBy('version')
    .execute()
  return feeds.reduce<Calendars>((calendars, { content }) => {
    const feed = parseHolidayFeed(content)
    if (!feed.ok)
      throw new ProblemError('fault', 'A holiday feed that was imported earlier can no longer be read.')
    return calendarsWithFeed(feed.value, calendars)
  }, builtInCalendars())
}

/**
 * The address people use for one authority: the installation's own where that already shows it, else the same on the
 * authority's own host name.
 */
export function baseAddress(
  settings: Settings,
  authorities: AuthorityDirectory,
  authority: { slug: string; hostnames: string[] },
): URL {
  const shown = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host
  const base = new URL(
    settings.publicUrl || `http://${shown.includes(':') ? `[${shown}]` : shown}:${settings.port}`,
  )
  const own = authority.hostnames[0]
  const shownThere = authorities.forHost(base.hostname, settings.defaultAuthority || null)
  if (own !== undefined && shownThere?.slug !== authority.slug) base.hostname = own
  return base
}
