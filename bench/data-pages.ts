// How many requests a second a dataset's page answers when it is asked for again: from memory, and to those who hold it
// already (304). Beside the limit of 5,000. Whoever asks runs on another thread of the same machine, so the last column
// says what the server's own thread could answer if nothing else ran: a second, over its processor time for one answer.
// --seconds 5  --connections 32
import autocannon from 'autocannon'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createAuthority } from '../src/identity/index.ts'
import { openInstallation } from '../src/installation.ts'
import { readSettings } from '../src/kernel/settings.ts'
import { buildApp } from '../src/server.ts'
import { makeDataset } from '../test/support/dataset.ts'

const { values: options } = parseArgs({
  options: { seconds: { type: 'string', default: '5' }, connections: { type: 'string', default: '32' } },
})
const limit = 5000

const dataDirectory = mkdtempSync(join(tmpdir(), 'muniment-bench-'))
const installation = await openInstallation(
  readSettings({ MUNIMENT_DATA: dataDirectory, MUNIMENT_RATE_LIMIT: '1000000', MUNIMENT_LOG: 'silent' }),
)
const made = await createAuthority(installation.services, {
  slug: 'exampleshire',
  name: 'Exampleshire Council',
  shortName: 'Exampleshire',
  nation: 'england',
  referencePrefix: 'REQ',
  addressLines: ['Moot Hall', 'Exampleton'],
  email: 'data@example.org',
})
if (!made.ok) throw new Error(made.problem)
await installation.reload()
const wards = ['Hill Top', 'Brindle', 'Castle', 'Moorside']
const lines = Array.from({ length: 20_000 }, (_, row) => `${wards[row % 4]},${row % 977},${2020 + (row % 6)}`)
await makeDataset(installation.services, made.value.id, {
  slug: 'visits',
  charts: ['bar: ward by sum(visits)'],
  columns: [
    { name: 'ward', title: 'Ward', type: 'string', description: 'Where the library is' },
    { name: 'visits', title: 'Visits', type: 'integer', description: 'Counted at the door' },
    { name: 'year', title: 'Year', type: 'integer', description: 'From January to December' },
  ],
  csv: `ward,visits,year\r\n${lines.join('\r\n')}\r\n`,
})
const app = await buildApp(installation, { level: 'silent' })
const url = await app.listen({ port: 0, host: '127.0.0.1' })

type Case = { name: string; path: string; headers: Record<string, string>; expect: number }
const page = '/data/visits'
const explored = `${page}?ward=Hill+Top&visits__gte=500&sort=-visits&facet=year`
const etagOf = async (path: string, encoding: string): Promise<string> => {
  const answer = await fetch(url + path, { headers: { accept: 'text/html', 'accept-encoding': encoding } })
  await answer.arrayBuffer()
  return answer.headers.get('etag') ?? ''
}
const cases: Case[] = []
for (const [name, path] of [
  ['dataset', page],
  ['explored', explored],
] as const) {
  const headers = { accept: 'text/html', 'accept-encoding': 'br' }
  cases.push({ name: `${name}, again`, path, headers, expect: 200 })
  cases.push({
    name: `${name}, held (304)`,
    path,
    headers: { ...headers, 'if-none-match': await etagOf(path, 'br') },
    expect: 304,
  })
}

console.log(
  `${'page'.padEnd(24)} ${'req/s'.padStart(8)} ${'p50 ms'.padStart(7)} ${'p99 ms'.padStart(7)}  limit  req/s of its thread alone`,
)
let missed = 0
for (const { name, path, headers, expect } of cases) {
  const before = process.threadCpuUsage()
  const result = await autocannon({
    workers: 1,
    url: url + path,
    connections: Number(options.connections),
    duration: Number(options.seconds),
    headers,
  })
  const used = process.threadCpuUsage(before)
  const answered = expect === 304 ? result['3xx'] : result['2xx']
  if (answered === 0 || result.errors > 0) throw new Error(`${name}: ${result.errors} failed`)
  const rate = result.requests.average
  const alone = (result.requests.total / (used.user + used.system)) * 1_000_000
  if (rate < limit) missed += 1
  console.log(
    `${name.padEnd(24)} ${rate.toFixed(0).padStart(8)} ${String(result.latency.p50).padStart(7)} ${String(result.latency.p99).padStart(7)}  ${limit}${rate < limit ? '!' : ' '} ${alone.toFixed(0).padStart(8)}`,
  )
}
await app.close()
await installation.close()
rmSync(dataDirectory, { recursive: true, force: true })
process.exit(missed > 0 ? 1 : 0)
