// Questions to a published table of a million rows, each beside the bare DuckDB statement in the same run.
// --rows 1000000  --turns 40
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { exportTable, queryTable, readDifference, readTableQuery, runSql } from '../src/datasets/index.ts'
import { writeToken } from '../src/datasets/table/page-token.ts'
import { withTable } from '../src/datasets/table/query-table.ts'
import { makeVersionFrom, openTables, type TestColumn } from '../src/datasets/table/table.fixture.ts'
import type { Outcome } from '../src/kernel/outcome.ts'
import { percentile } from './support/statements.ts'

const { values: options } = parseArgs({
  options: { rows: { type: 'string', default: '1000000' }, turns: { type: 'string', default: '40' } },
})
const rows = Number(options.rows)
const turns = Number(options.turns)
/** What a question may cost, as many times the bare statement. */
const mostTimes = 1.5
/** A page anywhere may cost this many times the first, or so many milliseconds more: the rest is noise. */
const deepTimes = 1.15
const deepMore = 5
/** Milliseconds for which nothing else could be answered. */
const mostDelay = 50
/** Megabytes by which a whole download may grow the process, whatever its size. */
const mostGrowth = 150
let broken = 0

const columns: TestColumn[] = [
  { name: 'paid_on', type: 'date' },
  { name: 'directorate', type: 'string' },
  { name: 'ward', type: 'string' },
  { name: 'supplier', type: 'string' },
  { name: 'amount', type: 'number' },
  { name: 'reference', type: 'string' },
  { name: 'purpose', type: 'string' },
  { name: 'cost_centre', type: 'integer' },
  { name: 'vat', type: 'boolean' },
]
/** The same rows each time: what looks like chance is a hash of the row's number. */
const source = (changed: number): string => `(select
  date '2015-01-01' + cast(hash(range, 1) % 3650 as integer) as paid_on,
  'Directorate ' || hash(range, 2) % 12 as directorate, 'Ward ' || hash(range, 3) % 40 as ward,
  'Supplier ' || hash(range, 4) % 30000 || ' Limited' as supplier,
  cast((hash(range, 5) % 10000000)::bigint / 100.0 - 500 as decimal(18,2)) as amount,
  lpad(cast(range as varchar), 9, '0') as reference, 'Payment for services of kind ' || hash(range, 6) % 500
    || case when range % 100 < ${changed} then ' (corrected)' else '' end as purpose,
  cast(hash(range, 7) % 9999 as bigint) as cost_centre, hash(range, 8) % 3 = 0 as vat from range(${rows}))`

const tables = openTables()
const version = await makeVersionFrom(tables, columns, source(0))
const corrected = await makeVersionFrom(tables, columns, source(1), ['reference'])
const path = await tables.files.locate(version.parquet.sha256)
const file = `read_parquet('${path}')`
const bare = await DuckDBInstance.create(':memory:', { threads: '2', memory_limit: '1GiB' })
const connection = await bare.connect()
await connection.run('set parquet_metadata_cache = true')

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.ok) return outcome.value
  throw new Error(JSON.stringify(outcome))
}
const queryOf = (address: string) => {
  const read = readTableQuery(version.columns, new URLSearchParams(address))
  if (!read.ok) throw new Error(JSON.stringify(read))
  return read.query
}
const ask = async (address: string) => valueOf(await queryTable(tables, version, queryOf(address)))
const run = async (to: DuckDBConnection, statement: string) => (await to.runAndReadAll(statement)).getRows()

async function time(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}
const ms = (value: number): string => value.toFixed(1).padStart(7)
function judge(holds: boolean, line: string): void {
  if (!holds) broken += 1
  console.log(`${holds ? 'ok    ' : 'OVER  '}${line}`)
}

/** `turn` changes the question each time, so that nothing counted before is remembered. */
async function compare(
  name: string,
  ours: (turn: number) => string,
  theirs: (turn: number) => string | string[],
): Promise<void> {
  const [own, other]: [number[], number[]] = [[], []]
  for (let turn = -3; turn < turns; turn++) {
    const theirTime = await time(async () => {
      for (const statement of [theirs(turn)].flat()) await run(connection, statement)
    })
    const ownTime = await time(() => ask(ours(turn)))
    if (turn < 0) continue
    own.push(ownTime)
    other.push(theirTime)
  }
  for (const part of [0.5, 0.95]) {
    const [a, b] = [percentile(own, part), percentile(other, part)]
    judge(
      a <= b * mostTimes,
      `${name.padEnd(26)} p${part * 100}: ${ms(a)} ms, bare ${ms(b)} ms, ratio ${(a / b).toFixed(2)} (limit ${mostTimes})`,
    )
  }
}

const delay = monitorEventLoopDelay({ resolution: 2 })
delay.enable()
/** What this thread itself worked between two turns of its loop: a busy machine delays it, but adds nothing to this. */
let longestWork = 0
let workedBefore = process.threadCpuUsage()
setInterval(() => {
  const now = process.threadCpuUsage()
  longestWork = Math.max(
    longestWork,
    (now.user + now.system - workedBefore.user - workedBefore.system) / 1000,
  )
  workedBefore = now
}, 1).unref()
await new Promise((resolve) => setTimeout(resolve, 3000))
console.log(`      event loop, idle: held up for ${(delay.max / 1e6).toFixed(1)} ms by the machine`)
delay.reset()
longestWork = 0
function judgeDelay(what: string): void {
  judge(
    longestWork <= mostDelay,
    `event loop, ${what}: at work for ${longestWork.toFixed(1)} ms at most (limit ${mostDelay} ms), held up for ${(delay.max / 1e6).toFixed(1)} ms`,
  )
  delay.reset()
  longestWork = 0
}
await compare(
  'filter, sort, page, count',
  (turn) => `directorate=Directorate 3&amount__gte=${500 + turn}&sort=-amount`,
  (turn) =>
    `select * from ${file} where directorate = 'Directorate 3' and amount >= ${500 + turn} order by amount desc limit 50`,
)
await compare(
  'filter, sort text, page',
  (turn) => `vat=true&cost_centre__gte=${turn + 5}&sort=supplier`,
  (turn) => `select * from ${file} where vat and cost_centre >= ${turn + 5} order by supplier limit 50`,
)
await compare(
  'sort, page',
  () => 'sort=supplier',
  () => `select * from ${file} order by supplier limit 50`,
)
await compare(
  'facet',
  (turn) => `amount__gte=${turn + 3}&group=supplier&limit=20&sort=-count`,
  (turn) =>
    `select supplier, count(*) from ${file} where amount >= ${turn + 3} group by 1 order by 2 desc limit 20`,
)
await compare(
  'totals by two',
  (turn) => `amount__gte=${turn + 3}&group=directorate,paid_on:year&measure=sum:amount,count&limit=1000`,
  (turn) =>
    `select directorate, year(paid_on), sum(amount), count(*) from ${file} where amount >= ${turn + 3} group by 1, 2 order by 1, 2`,
)
await compare(
  'two facets with a page',
  (turn) => `amount__gte=${turn + 3}&facet=ward,directorate`,
  (turn) => [
    `select * from ${file} where amount >= ${turn + 3} limit 50`,
    `select count(*) from ${file} where amount >= ${turn + 3}`,
    `select ward, count(*) from ${file} where amount >= ${turn + 3} group by 1 order by 2 desc limit 20`,
    `select directorate, count(*) from ${file} where amount >= ${turn + 3} group by 1 order by 2 desc limit 20`,
  ],
)
const wordsIn = (turn: number): string =>
  ['supplier', String(turn + 120)]
    .map((word) =>
      ['directorate', 'ward', 'supplier', 'reference', 'purpose']
        .map((column) => `contains(strip_accents(lower(${column})), '${word}')`)
        .join(' or '),
    )
    .map((condition) => `(${condition})`)
    .join(' and ')
await compare(
  'words, counted',
  (turn) => `q=supplier ${turn + 120}&sort=-amount`,
  (turn) => `select * from ${file} where ${wordsIn(turn)} order by amount desc limit 50`,
)

for (const sort of ['-amount', 'supplier', '']) {
  const query = queryOf(sort === '' ? '' : `sort=${sort}`)
  const name = sort.replace('-', '')
  const at = `select file_row_number${sort === '' ? '' : `, cast(${name} as varchar)`} from ${file} ${sort === '' ? '' : `order by ${name} ${sort === name ? '' : 'desc'}, file_row_number`} limit 1 offset ${Math.floor(rows * 0.9)}`
  const [counter, value = null] = (await run(connection, at))[0] ?? []
  const place = { row: Number(counter), alike: 1, value: value === null ? null : String(value) }
  const next = valueOf(
    await withTable(tables, version, {}, (_, table) => Promise.resolve(writeToken(table, query, place))),
  )
  const [first, deep]: [number[], number[]] = [[], []]
  for (let turn = -2; turn < turns; turn++) {
    const a = await time(async () => valueOf(await queryTable(tables, version, query)))
    const b = await time(async () => valueOf(await queryTable(tables, version, { ...query, next })))
    if (turn < 0) continue
    first.push(a)
    deep.push(b)
  }
  const [a, b] = [percentile(first, 0.5), percentile(deep, 0.5)]
  judge(
    b <= Math.max(a * deepTimes, a + deepMore),
    `deep page, ${(sort || 'order of the file').padEnd(15)} p50: ${ms(b)} ms, first ${ms(a)} ms, ratio ${(b / a).toFixed(2)} (limit ${deepTimes})`,
  )
}

judgeDelay('pages and totals')
const sqlTimes: number[] = []
for (let turn = 0; turn < turns; turn++)
  sqlTimes.push(
    await time(async () =>
      valueOf(
        await runSql(tables, {
          tables: [{ name: 'spend', version }],
          sql: 'select directorate, sum(amount) from data group by 1',
        }),
      ),
    ),
  )
const bareSql = await time(() => run(connection, `select directorate, sum(amount) from ${file} group by 1`))
console.log(
  `      SQL in its own process      p50: ${ms(percentile(sqlTimes, 0.5))} ms, bare ${ms(bareSql)} ms`,
)

const seconds = (await time(async () => valueOf(await readDifference(tables, version, corrected)))) / 1000
judge(
  seconds <= 10,
  `difference of two versions, worked out: ${seconds.toFixed(1)} s for ${rows.toLocaleString('en-GB')} rows (limit 10 s)`,
)
const page = await time(async () =>
  valueOf(await readDifference(tables, version, corrected, { kind: 'changed' })),
)
console.log(`      a page of it again          ${ms(page)} ms`)

judgeDelay('SQL and differences')

/** Sampled while a whole table goes by. */
async function download(address: string, format: 'csv' | 'json' | 'xlsx', limit = mostGrowth): Promise<void> {
  globalThis.gc?.()
  const before = process.memoryUsage().rss
  let most = before
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
  const begun = performance.now()
  let bytes = 0
  const made = valueOf(await exportTable(tables, version, queryOf(address), { format }))
  for await (const chunk of made.stream) bytes += (chunk as Uint8Array).length
  clearInterval(watch)
  const took = (performance.now() - begun) / 1000
  const grown = (most - before) / 1_000_000
  judge(
    grown <= limit,
    `download ${format} ${(address || 'whole').padEnd(22)} ${took.toFixed(1)} s, ${(bytes / took / 1_000_000).toFixed(0)} MB/s, grew ${grown.toFixed(0)} MB (limit ${limit} MB)`,
  )
}
await download('cost_centre__gte=1', 'csv')
await download('cost_centre__gte=1', 'csv')
await download('cost_centre__gte=1', 'json')
if (rows <= 1_048_575) await download('fields=paid_on,supplier,amount', 'xlsx')
// What is sorted is held by DuckDB meanwhile, up to its own limit, and beyond that on disk.
await download('sort=-amount', 'csv', 1000)

judgeDelay('downloads')
connection.closeSync()
bare.closeSync()
await tables.close()
process.exitCode = broken === 0 ? 0 : 1
