import { countOf } from '../../kernel/count-of.ts'
import { mkdir, rm } from 'node:fs/promises'
import type { VersionColumn } from '../dataset.ts'
import { fileSource } from '../ingest/byte-source.ts'
import type { Examined } from '../ingest/check-file.ts'
import { makeFault, type Fault } from '../ingest/fault.ts'
import { findTemplate } from '../templates/templates.ts'
import { addPrevious } from './add-previous.ts'
import { decide, decideUnread } from './decide.ts'
import { countDifference, isUnique } from './difference.ts'
import { name, type Duck } from './duck.ts'
import type { BuiltVersion, ImportJob, ImportResult, OnProgress } from './job.ts'
import { planImport, type Plan } from './plan-import.ts'
import { asSent, brokenByProtection, protectTable } from './protect.ts'
import type { RawTable } from './raw-table.ts'
import { openDesk, readTable, type Desk } from './read-table.ts'
import { reconcile } from './reconcile.ts'
import { screenTable } from './screen.ts'
import { countColumns } from './statistics.ts'
import { makeTypedTable } from './typed-table.ts'
import { writeFiles } from './write-files.ts'

/** Counted up whenever the same bytes and answers would give another table. */
const buildVersion = 1
/** Rows */
const mostAtOnce = 2_000_000

/** One file into one version, in this process. `importTable` runs it in one of its own. */
export async function buildTable(job: ImportJob, onProgress: OnProgress): Promise<ImportResult> {
  const { options, directory } = job
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  const template = options.template === undefined ? null : findTemplate(options.template)
  const contract = asSent(job.contract.length > 0 ? job.contract : (template?.columns ?? []), options.protect)
  const { path, ...known } = job.file
  const source = { ...(await fileSource(path)), ...known }
  onProgress('reading', 0, source.size)
  const desk = openDesk(directory)
  try {
    const read = await readTable(desk, source, contract, options, onProgress)
    const { check, table } = read.examined
    const report: ImportResult['report'] = { check, mapping: [], drift: [], decisions: [] }
    if (table === null || read.raw === null) {
      report.decisions = decideUnread(read.examined)
      return { report, built: null }
    }
    const plan = planImport(contract, job.contract.length === 0, table, options)
    Object.assign(report, {
      mapping: plan.mapping,
      drift: plan.drift,
      decisions: decide(read.examined, plan, options),
    })
    if (report.decisions.length > 0) return { report, built: null }
    const primaryKey = chooseKey(job, template?.primaryKey ?? [], plan)
    onProgress('writing', 0, check.rows)
    const built = await buildVersionFiles(
      desk,
      job,
      read.examined,
      await read.raw(),
      plan,
      primaryKey,
      onProgress,
      report,
    )
    return { report, built }
  } finally {
    await desk.clear()
  }
}

/** The publisher's key, the dataset's, or of the template's what the file has: a column it may do without tells nothing apart. */
function chooseKey(
  { options, primaryKey, contract }: ImportJob,
  template: readonly string[],
  plan: Plan,
): string[] {
  if (options.primaryKey !== undefined) return options.primaryKey
  const ofTemplate = contract.length === 0 && primaryKey.join() === template.join()
  if (primaryKey.length > 0 && !ofTemplate) return primaryKey
  const names = new Set(plan.columns.map(({ column }) => column.name))
  return template.filter((column) => names.has(column))
}

async function buildVersionFiles(
  desk: Desk,
  job: ImportJob,
  { check }: Examined,
  raw: RawTable,
  plan: Plan,
  primaryKey: string[],
  onProgress: OnProgress,
  report: ImportResult['report'],
): Promise<BuiltVersion | null> {
  const { options, previous, directory } = job
  const duck = await desk.duck(0)
  const typed = await makeTypedTable(duck, raw, plan.columns, check)
  const ledger = { ...check.ledger, steps: [...check.ledger.steps] }
  if (typed.leftOut > 0)
    ledger.steps.push({
      step: 'rows',
      change: 'faulty-rows-left-out',
      count: typed.leftOut,
      note: 'Rows that did not fit were left out by the publisher’s decision.',
    })
  await reconcile(duck, plan.columns, check, typed)
  await duck.run('drop table raw')
  let columns: Omit<VersionColumn, 'statistics'>[] = plan.columns.map(({ column }) => ({
    ...column,
    markers: typed.marked.has(column.name),
  }))
  const shielded = await protectTable(duck, columns, options.protect ?? [])
  report.decisions.push(...shielded.refused)
  if (options.breaking === undefined)
    report.decisions.push(...brokenByProtection(job.contract, shielded.columns))
  if (report.decisions.length > 0) return null
  columns = shielded.columns
  ledger.steps.push(...shielded.steps)
  let rows = typed.rows
  const joined = job.updateMode === 'add' && previous !== null
  if (joined) {
    const added = await addPrevious(duck, previous, columns)
    columns = added.columns
    rows = added.rows
    ledger.steps.push({
      step: 'rows',
      change: 'added-to-version',
      count: rows - typed.rows,
      note: `Rows of version ${previous.number} come first; those of the file follow.`,
    })
  }
  const key = primaryKey.filter((column) => columns.some(({ name: one }) => one === column))
  if (key.length < primaryKey.length || (key.length > 0 && !(await isUnique(duck, 'typed', key)))) {
    report.decisions.push(await duplicateKeys(duck, primaryKey, key))
    return null
  }
  onProgress('writing', 0, rows)
  const writing = writeFiles(duck, directory, columns)
  desk.during(writing)
  // Small tables are counted while they are written; for large ones that would take too much memory.
  if (rows > mostAtOnce) await writing
  onProgress('comparing', 0, columns.length)
  // What was counted of the file still holds what protection took out.
  const sources = joined || shielded.steps.length > 0 ? [] : typed.sources
  const statistics = await countColumns(duck, 'typed', columns, sources, (done) =>
    onProgress('comparing', done, columns.length),
  )
  // Where one column tells all rows apart, no two are the same.
  if (!statistics.some(({ distinct }) => distinct === rows))
    check.faults.push(...(await duplicateRows(duck, columns)))
  const difference = previous === null ? null : await countDifference(duck, 'typed', previous, key)
  onProgress('screening', 0, columns.length)
  const screening = await screenTable(duck, 'typed', columns, sources)
  onProgress('screening', columns.length, columns.length)
  return {
    ...(await writing),
    rows,
    columns: columns.map((column, at) => ({ ...column, statistics: statistics[at] ?? emptyStatistics })),
    primaryKey: key,
    ledger,
    recipe: {
      build: buildVersion,
      options,
      updateMode: job.updateMode,
      previous: previous?.number ?? null,
      mapping: plan.mapping.map(({ column, heading, how }) => ({ column: column.name, heading, how })),
      formats: Object.fromEntries(
        plan.columns.flatMap(({ column, decision }) =>
          decision.format === undefined ? [] : [[column.name, decision.format]],
        ),
      ),
    },
    difference,
    screening,
  }
}

/** Rows that stand in the table more than once, every cell alike: often right, sometimes a file joined twice. */
async function duplicateRows(duck: Duck, columns: readonly { name: string }[]): Promise<Fault[]> {
  const list = columns.map((column) => name(column.name)).join(', ')
  const [[count = 0] = []] = await duck.rows(
    `select coalesce(sum(n - 1), 0)::double from (select count(*) as n from typed group by hash(${list}), hash('second', ${list}))`,
  )
  if (Number(count) === 0) return []
  return [
    makeFault({
      code: 'duplicate-row',
      severity: 'warning',
      count: Number(count),
      message: `${countOf(Number(count), 'row')} ${Number(count) === 1 ? 'is' : 'are'} the same as another in every cell.`,
      remedy:
        'If each stands for something that happened, there is nothing to do. Otherwise look whether rows were exported twice.',
    }),
  ]
}

const emptyStatistics: VersionColumn['statistics'] = {
  filled: 0,
  missing: 0,
  redacted: 0,
  suppressed: 0,
  distinct: 0,
  least: null,
  greatest: null,
  sum: null,
  mean: null,
  common: [],
}

async function duplicateKeys(
  duck: Duck,
  wanted: readonly string[],
  key: readonly string[],
): Promise<ImportResult['report']['decisions'][number]> {
  const absent = wanted.find((column) => !key.includes(column))
  const remedy = 'Choose other columns that tell rows apart, or say that there are none, or correct the file.'
  if (absent !== undefined)
    return {
      kind: 'duplicate-keys',
      column: absent,
      message: `“${absent}” should tell rows apart, but there is no such column.`,
      remedy,
    }
  const list = key.map(name).join(', ')
  const [[groups = 0, rows = 0] = []] = await duck.rows(
    `select count(*)::double, sum(n)::double from (select count(*) as n from typed group by ${list} having n > 1)`,
  )
  return {
    kind: 'duplicate-keys',
    column: key.length === 1 ? (key[0] ?? null) : null,
    message: `${key.map((column) => `“${column}”`).join(' and ')} should tell rows apart, but ${Number(rows).toLocaleString('en-GB')} rows share ${Number(groups).toLocaleString('en-GB')} of its values.`,
    remedy,
  }
}
