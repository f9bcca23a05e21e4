// Wires the surfaces to an installation: settings → services → pages, API and workers.
import { registerApi } from './api/index.ts'
import { demonstrationLinks, seedDemonstration } from './cli/seed/demonstration.ts'
import { publishExampleTables } from './cli/seed/published-tables.ts'
import { redactExamples } from './cli/seed/redacted-examples.ts'
import { keepCompiled } from './compile-cache.ts'
import { readSomeWords } from './datasets/index.ts'
import { takeLock } from './db/index.ts'
import type { Authority } from './identity/index.ts'
import { baseAddress, openInstallation, type Installation } from './installation.ts'
import { ProblemError } from './kernel/outcome.ts'
import { readSettings, type Settings } from './kernel/settings.ts'
import { compileAssets, createApp, type App } from './web/kit/index.ts'
import { registerPublicPages, toPageAuthority, type PublicServices } from './web/public/index.ts'
import {
  formSecretOf,
  pageStaff,
  registerStaffPages,
  staffOf,
  type StaffServices,
} from './web/staff/index.ts'
import { startWorkers } from './workers/index.ts'

/** Whose site a request is for: the signed-in person's own, else that of the address. */
function authorityOf(
  installation: Installation,
  host: string,
  staffAuthority: string | undefined,
): Authority {
  const { authorities, settings } = installation
  const own = staffAuthority === undefined ? null : authorities.find(staffAuthority)
  const found = own ?? authorities.forHost(host, settings.defaultAuthority || null)
  if (!found) throw new ProblemError('not-found', 'No authority is set up at this address.')
  return found
}

/** The web application of an installation: every page and the API, not yet listening. */
export async function buildApp(installation: Installation, log?: { level: string }): Promise<App> {
  const { settings, services } = installation
  const staffServices: StaffServices & PublicServices = {
    ...services,
    authorityFor: (request) => authorityOf(installation, request.hostname, staffOf(request)?.authorityId),
    authorities: () => installation.authorities.list(),
    authoritiesChanged: () => installation.reload(),
    startedAt: services.clock.now(),
  }
  const first = installation.authorities.list()[0]
  const app = await createApp({
    publicUrl: first ? baseAddress(settings, installation.authorities, first) : new URL('http://localhost'),
    context: (request) => ({
      authority: toPageAuthority(staffServices.authorityFor(request)),
      staff: pageStaff(request),
    }),
    sessionSecret: formSecretOf,
    formKey: installation.secret,
    signInPath: '/staff/sign-in',
    trustProxy: settings.trustProxy,
    rates: { pages: { most: settings.requestsPerMinute, seconds: 60 } },
    log: log ?? { level: settings.logLevel },
    largestUpload: settings.uploadMegabytes * 1_000_000,
    clock: services.clock,
  })
  registerStaffPages(app, staffServices)
  await registerPublicPages(app, staffServices)
  await registerApi(app, { ...staffServices, largestUpload: settings.uploadMegabytes * 1_000_000 })
  return app
}

/** Runs the public site, the staff site, the API and the workers until told to stop. */
export async function serve({ demonstration }: { demonstration: boolean }): Promise<void> {
  const settings = readSettings(process.env)
  const stop = stopSignal()
  // The database starts in a process of its own: styles and scripts are compiled meanwhile, where they are stale.
  const [installation] = await Promise.all([openInstallation(settings), compileAssets()])
  const lock = await takeLock(installation.dataDirectory, 'server')
  if (lock === null) {
    await installation.close()
    throw new ProblemError(
      'directory-locked',
      `Another Muniment server already uses ${installation.dataDirectory}.`,
    )
  }
  try {
    const examples = demonstration && settings.demonstration
    if (examples) await seedDemonstration(installation)
    else await installation.reload()
    const app = await buildApp(installation)
    await listen(app, settings)
    const links = examples ? await demonstrationLinks(installation) : []
    const workers = await startWorkers(installation)
    announce(app, installation, links)
    await readSomeWords()
    const stopping = new AbortController()
    keepCompiled(stopping.signal)
    const finishing = links.length === 0 ? null : finishExamples(app, installation, stopping.signal)
    await stop
    stopping.abort()
    await app.close()
    await workers.stop()
    await finishing
  } finally {
    await installation.close()
    lock.release()
  }
}

/** In the background: the first page need not wait for them. */
async function finishExamples(
  app: App,
  { services, authorities }: Installation,
  signal: AbortSignal,
): Promise<void> {
  for (const finish of [redactExamples, publishExampleTables]) {
    try {
      await finish(services, authorities.list(), signal)
    } catch (error) {
      if (!signal.aborted) app.log.error({ err: error }, 'the worked examples could not all be finished')
    }
  }
}

async function listen(app: App, settings: Settings): Promise<void> {
  try {
    await app.listen({ port: settings.port, host: settings.host })
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null
    if (code === 'EADDRINUSE') {
      throw new ProblemError(
        'port-in-use',
        `Port ${settings.port} on ${settings.host} is used by another program.`,
      )
    }
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL') {
      throw new ProblemError(
        'invalid-setting',
        `This machine does not let Muniment listen on ${settings.host}, port ${settings.port}.`,
      )
    }
    throw error
  }
}

function announce(
  app: App,
  { settings, authorities }: Installation,
  links: { name: string; role: string; path: string }[],
): void {
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : settings.port
  const host = settings.host === '0.0.0.0' || settings.host === '::' ? 'localhost' : settings.host
  const base = settings.publicUrl || `http://${host}:${port}`
  const lines = [`Public site   ${base}/`, `Staff site    ${base}/staff`]
  if (authorities.list().length === 0)
    lines.push('', 'No authority is set up yet: muniment authority create --help')
  if (links.length > 0) lines.push('', 'Sign in to the worked examples (each link works once):')
  for (const link of links) lines.push(`  ${link.role.padEnd(44)} ${new URL(link.path, base).href}`)
  process.stdout.write(`${lines.join('\n')}\n\nPress Ctrl-C to stop.\n`)
}

/** Resolves at the first Ctrl-C or SIGTERM; a second one ends the process at once. */
function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        resolve()
        process.once(signal, () => process.exit(130))
      })
    }
  })
}
