// From a file to a version that can be queried, beside DuckDB's bare copy of the same file to Parquet.
//   node bench/run.ts ingest --file supplier-spend.zip --rows 1000000
import { createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { parseArgs } from 'node:util'
import { importTable, warmImports } from '../src/datasets/index.ts'
import { copyBare, median, unpacked, type BareCopy } from './support/bare-copy.ts'
import { watchChildren, type ChildUsage } from './support/child-usage.ts'
import { sayHeld, staysFree, watchEventLoop, worseOf, type Held } from './support/event-loop.ts'

const { values } = parseArgs({
  options: {
    file: { type: 'string', multiple: true, default: [] },
    rows: { type: 'string', default: '1000000' },
    turns: { type: 'string', default: '3' },
  },
})
/** Times as long as the bare copy, at most. The real file is held to more, because it comes in a zip and is small. */
const limits = { real: 6, generated: 5 }
const mostMemory = 1.5 * 1024 ** 3

const directory = mkdtempSync(join(tmpdir(), 'muniment-bench-'))
const turns = Number(values.turns)

/** 130 bytes a row: what a finance system exports. */
function* spendRows(count: number): Generator<string> {
  let text =
    'Organisation,Paid on,Supplier,Supplier number,Service,Purpose,Reference,Amount,VAT that cannot be recovered\n'
  for (let at = 0; at < count; at++) {
    const day = String((at % 28) + 1).padStart(2, '0')
    const month = String(((at >> 5) % 12) + 1).padStart(2, '0')
    const supplier = (at * 7919) % 4999
    text += `Example Borough Council,${day}/${month}/2025,Supplier number ${supplier} Limited,${100_000 + supplier},Adult social care ${at % 97},Care and support in the home,${5_100_000_000 + at},${((at * 104_729) % 2_000_000) / 100},0.00\n`
    if (text.length < 1_000_000) continue
    yield text
    text = ''
  }
  yield text
}

async function importOnce(path: string): Promise<{ time: number; rows: number }> {
  const began = performance.now()
  const { built, report } = await importTable(
    {
      file: { path, name: basename(path) },
      options: { dates: 'day-first', leaveOutFaultyRows: true },
      contract: [],
      primaryKey: [],
      updateMode: 'replace',
      previous: null,
      directory: join(directory, 'work'),
    },
    () => undefined,
  )
  if (built === null) throw new Error(report.decisions.map(({ message }) => message).join(' '))
  return { time: performance.now() - began, rows: built.rows }
}

const seconds = (time: number): string => `${(time / 1000).toFixed(2)} s`
const mebibytes = (bytes: number): string => `${Math.round(bytes / 1024 ** 2)} MiB`

async function measure(path: string, csv: string, limit: number): Promise<boolean> {
  const bare: BareCopy[] = []
  const ours: ({ time: number } & ChildUsage)[] = []
  let held: Held = { held: 0, worked: 0 }
  let rows = 0
  for (let turn = 0; turn < turns; turn++) {
    bare.push(await copyBare(csv, directory))
    const [usage, watch] = [watchChildren(), watchEventLoop()]
    const made = await importOnce(path)
    held = worseOf(held, watch.stop())
    ours.push({ time: made.time, ...usage.stop() })
    rows = made.rows
  }
  const peak = Math.max(...ours.map(({ memory }) => memory ?? 0))
  const [time, bareTime] = [median(ours.map((one) => one.time)), median(bare.map((one) => one.time))]
  const ratio = time / bareTime
  const work = median(ours.map(({ processor }) => processor ?? Number.NaN))
  const bareWork = median(bare.map(({ processor }) => processor))
  console.log(
    `${basename(path)} (${mebibytes(statSync(csv).size)}, ${rows.toLocaleString('en-GB')} rows): ${seconds(time)}, bare copy ${seconds(bareTime)}, ratio ${ratio.toFixed(1)} (limit ${limit}); of processor ${seconds(work)} and ${seconds(bareWork)}, ratio ${(work / bareWork).toFixed(1)}; peak memory ${peak === 0 ? 'unknown' : mebibytes(peak)} (limit ${mebibytes(mostMemory)}); ${sayHeld(held)}`,
  )
  return ratio <= limit && peak <= mostMemory && staysFree(held)
}

try {
  warmImports()
  let held = true
  for (const path of values.file) {
    held = (await measure(path, unpacked(path, directory), limits.real)) && held
  }
  const rows = Number(values.rows)
  if (rows > 0) {
    const path = join(directory, 'spending.csv')
    await pipeline(Readable.from(spendRows(rows)), createWriteStream(path))
    held = (await measure(path, path, limits.generated)) && held
  }
  process.exitCode = held ? 0 : 1
} finally {
  rmSync(directory, { recursive: true, force: true })
}
