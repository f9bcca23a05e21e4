// How long pages take at several sizes, through HTTP, beside their own SQL on a bare connection.
// BENCH_DATABASE_URL names a PostgreSQL server; without it the embedded database is measured.
// --sizes 1000,100000  --seconds 3  --explain (prints the plan of each page's slowest statement)
import autocannon from 'autocannon'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { recordAudit, systemActor } from '../src/audit/index.ts'
import { embeddedSocket } from '../src/db/embedded/start.ts'
import { startPageServer, type PageServer } from './support/page-server.ts'
import { hearStatements, percentile, readsOf, timeStatements, type Statement } from './support/statements.ts'

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,100000' },
    seconds: { type: 'string', default: '3' },
    explain: { type: 'boolean', default: false },
  },
})
const server = process.env['BENCH_DATABASE_URL'] ?? null
const seconds = Number(options.seconds)
/** A page may cost at most this many times its SQL, and so many milliseconds beside. */
const pageFactor = 2
const pageAllowance = 5
/** And at any size at most this many times what it costs at the smallest. */
const growthFactor = 2
const replays = 200

type Page = { name: string; paths: string[]; staff: boolean; audited?: true }

async function pagesOf({ installation, authority }: PageServer): Promise<Page[]> {
  const { reader } = installation.services.database
  const some = (stages: string[]) =>
    reader
      .selectFrom('cases')
      .select('reference')
      .where('authority_id', '=', authority.id)
      .where('stage', 'in', stages)
      .orderBy('tracking_hash')
      .limit(25)
      .execute()
  const cases = [...(await some(['open', 'approval'])), ...(await some(['answered']))]
  const entries = await reader
    .selectFrom('disclosure_entry')
    .select('reference')
    .orderBy('id')
    .limit(25)
    .execute()
  const search = [
    'pothole',
    'contracts',
    'CCTV cameras in Brindle',
    'Ulnesness Road',
    '"care home fees"',
    'parking -permits',
  ]
  return [
    { name: 'home', paths: ['/'], staff: false },
    { name: 'search', paths: search.map((q) => `/search?q=${encodeURIComponent(q)}`), staff: false },
    {
      name: 'disclosure log',
      paths: ['/disclosure-log', '/disclosure-log?topic=Parking&year=2025', '/disclosure-log?page=10'],
      staff: false,
    },
    {
      name: 'log search',
      paths: search.map((q) => `/disclosure-log?q=${encodeURIComponent(q)}`),
      staff: false,
    },
    {
      name: 'log entry',
      paths: entries.map(({ reference }) => `/disclosure-log/${reference}`),
      staff: false,
    },
    {
      name: 'worklist',
      paths: [
        '/staff/cases',
        '/staff/cases?tab=open',
        '/staff/cases?tab=due-soon',
        '/staff/cases?tab=unassigned',
      ],
      staff: true,
    },
    {
      name: 'worklist, closed',
      paths: ['/staff/cases?tab=closed', '/staff/cases?tab=closed&sort=received'],
      staff: true,
    },
    {
      name: 'worklist, words',
      paths: search.map((q) => `/staff/cases?tab=closed&q=${encodeURIComponent(q)}`),
      staff: true,
    },
    {
      name: 'case page',
      paths: cases.map(({ reference }) => `/staff/cases/${reference}`),
      staff: true,
      audited: true,
    },
  ]
}

type Measured = {
  name: string
  p50: number
  p95: number
  p99: number
  rate: number
  sql50: number
  sql95: number
  statements: number
}

async function measure(site: PageServer, page: Page): Promise<Measured> {
  const headers = { accept: 'text/html', ...(page.staff ? { cookie: site.cookie } : {}) }
  const sets: Statement[][] = []
  for (const path of page.paths) {
    const heard = await hearStatements(async () => {
      const answer = await fetch(`${site.url}${path}`, { headers, redirect: 'manual' })
      await answer.text()
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
    })
    sets.push(readsOf(heard))
  }
  const alone = await load(site, page, headers, 1)
  const crowded = await load(site, page, headers, 8)
  if (options.explain) await explainSlowest(address(site), page, sets)
  const sql = await timeStatements(address(site), sets, replays)
  const audit = page.audited ? await timeAudit(site) : null
  return {
    name: page.name,
    p50: percentile(alone.times, 0.5),
    p95: percentile(alone.times, 0.95),
    p99: percentile(alone.times, 0.99),
    rate: crowded.rate,
    sql50: percentile(sql, 0.5) + (audit === null ? 0 : percentile(audit, 0.5)),
    sql95: percentile(sql, 0.95) + (audit === null ? 0 : percentile(audit, 0.95)),
    statements: sets[0]?.length ?? 0,
  }
}

function address({ installation }: PageServer): string | { host: string } {
  const { databaseUrl } = installation.settings
  return databaseUrl === '' ? { host: embeddedSocket(installation.dataDirectory).directory } : databaseUrl
}

/** Each latency as autocannon hears it: its own percentiles are whole milliseconds, too coarse for these pages. */
async function load(site: PageServer, page: Page, headers: Record<string, string>, connections: number) {
  const times: number[] = []
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(
      {
        url: site.url,
        connections,
        duration: seconds,
        headers,
        requests: page.paths.map((path) => ({ method: 'GET' as const, path })),
      },
      (error, done) => (error ? reject(error) : resolve(done)),
    )
    run.on('response', (_client, status, _bytes, time) => {
      if (status === 200) times.push(time)
    })
  })
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${page.name}: ${result.non2xx} answers were not 200, ${result.errors} failed`)
  return { times, rate: result.requests.average }
}

/** Reading a case is put on the audit trail: that write belongs to the page's SQL, and is made anew each time. */
async function timeAudit({ installation, authority }: PageServer): Promise<number[]> {
  const { database, clock } = installation.services
  const times: number[] = []
  for (let turn = 0; turn < replays; turn += 1) {
    const began = performance.now()
    await database.write((tx) =>
      recordAudit(tx, authority.id, clock.now(), [
        { actor: systemActor, action: 'measure', subject: { kind: 'authority', id: authority.id } },
      ]),
    )
    times.push(performance.now() - began)
  }
  return times
}

async function explainSlowest(at: string | { host: string }, page: Page, sets: Statement[][]): Promise<void> {
  const client = new pg.Client(
    typeof at === 'string'
      ? { connectionString: at }
      : { host: at.host, user: 'postgres', database: 'postgres' },
  )
  await client.connect()
  let slowest = { time: 0, text: '', plan: '' }
  for (const { text, values } of sets.flat()) {
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain (analyze, buffers) ${text}`,
      values,
    )
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    const time = Number(/Execution Time: ([\d.]+)/.exec(plan)?.[1] ?? 0)
    if (time > slowest.time) slowest = { time, text, plan }
  }
  await client.end()
  console.log(`\n## ${page.name}: ${slowest.time} ms\n${slowest.text}\n\n${slowest.plan}\n`)
}

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 1)

const smallest = new Map<string, number>()
let missed = 0
console.log(server === null ? 'Embedded database' : 'PostgreSQL server')
for (const size of options.sizes.split(',').map(Number)) {
  const site = await startPageServer(size, server)
  console.log(
    `\n${size.toLocaleString('en-GB')} cases (milliseconds, one reader; requests a second, eight readers)`,
  )
  console.log('page              p50    p95    p99  req/s  SQL p50 SQL p95  page/SQL  p95 growth')
  try {
    for (const page of await pagesOf(site)) {
      const found = await measure(site, page)
      const first = smallest.get(page.name) ?? found.p95
      smallest.set(page.name, first)
      const growth = found.p95 / first
      const slow = found.p50 > pageFactor * found.sql50 + pageAllowance
      const grew = growth > growthFactor && found.p95 > pageAllowance
      if (slow || grew) missed += 1
      console.log(
        [
          page.name.padEnd(16),
          ms(found.p50).padStart(5),
          ms(found.p95).padStart(6),
          ms(found.p99).padStart(6),
          found.rate.toFixed(0).padStart(6),
          ms(found.sql50).padStart(8),
          ms(found.sql95).padStart(7),
          `${(found.p50 / found.sql50).toFixed(1)}${slow ? '!' : ''}`.padStart(9),
          `${growth.toFixed(1)}${grew ? '!' : ''}`.padStart(11),
        ].join(' '),
      )
    }
  } finally {
    await site.close()
  }
}
console.log(
  `\nAim: a page takes at most ${pageFactor} × its SQL + ${pageAllowance} ms, and its p95 at most ${growthFactor} × that of the smallest size. ${missed === 0 ? 'Met.' : `${missed} missed, marked !.`}`,
)
