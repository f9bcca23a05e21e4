import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { systemActor } from '../../src/audit/index.ts'
import { seedManyCases } from '../../src/cli/seed/many-cases.ts'
import {
  createAuthority,
  createSignInLink,
  createStaff,
  signInWithLink,
  type Authority,
} from '../../src/identity/index.ts'
import { openInstallation, type Installation } from '../../src/installation.ts'
import type { Outcome } from '../../src/kernel/outcome.ts'
import { readSettings } from '../../src/kernel/settings.ts'
import { buildApp } from '../../src/server.ts'

export type PageServer = {
  url: string
  cookie: string
  installation: Installation
  authority: Authority
  close(): Promise<void>
}

/** Where the measured databases are kept between runs, so that a million cases are made once. */
const home = join(import.meta.dirname, '../../.cache/bench')

/** The whole application with so many cases behind it, listening on a free port; made at the first run. */
export async function startPageServer(cases: number, server: string | null): Promise<PageServer> {
  const name = `muniment_bench_${cases}`
  const dataDirectory = join(home, server === null ? name : `${name}_server`)
  mkdirSync(dataDirectory, { recursive: true })
  const installation = await openInstallation(
    readSettings({
      MUNIMENT_DATA: dataDirectory,
      DATABASE_URL: server === null ? '' : await databaseNamed(server, name),
      MUNIMENT_RATE_LIMIT: '1000000',
      MUNIMENT_LOG: 'silent',
    }),
  )
  const authority = await prepare(installation, cases)
  const app = await buildApp(installation, { level: 'silent' })
  const url = await app.listen({ port: 0, host: '127.0.0.1' })
  return {
    url,
    cookie: await signIn(installation, authority),
    installation,
    authority,
    close: async () => {
      await app.close()
      await installation.close()
    },
  }
}

async function databaseNamed(server: string, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
  if (rowCount === 0) await client.query(`create database ${name}`)
  await client.end()
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

const must = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

const officer = 'bench@example.org'

async function prepare(installation: Installation, cases: number): Promise<Authority> {
  const { services, authorities } = installation
  if (authorities.list().length === 0) {
    const made = must(
      await createAuthority(services, {
        slug: 'exampleshire',
        name: 'Exampleshire Council',
        shortName: 'Exampleshire',
        nation: 'england',
        referencePrefix: 'REQ',
        addressLines: ['Moot Hall', 'Exampleton'],
        email: 'foi@example.org',
      }),
    )
    const person = { authorityId: made.id, email: officer, name: 'Olive Sample', jobTitle: '', teamIds: [] }
    must(await createStaff(services, systemActor, { ...person, roles: ['information-officer'] }))
    await installation.reload()
  }
  const [authority] = authorities.list()
  if (authority === undefined) throw new Error('the authority to measure was not made')
  const { count } = await services.database.reader
    .selectFrom('cases')
    .select((query) => query.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count < cases) {
    process.stderr.write(`making ${cases - count} cases, once\n`)
    const quiet = { stage: () => undefined, at: () => undefined, end: () => undefined }
    await seedManyCases(services, authority, cases - count, quiet)
  }
  return authority
}

async function signIn({ services }: Installation, authority: Authority): Promise<string> {
  const row = await services.database.reader
    .selectFrom('staff')
    .select('id')
    .where('authority_id', '=', authority.id)
    .where('email', '=', officer)
    .executeTakeFirstOrThrow()
  const { secret } = must(await signInWithLink(services, await createSignInLink(services, row.id, 60)))
  return `muniment_session=${secret}`
}
