import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { test } from 'node:test'
import { ProblemError } from '../../kernel/outcome.ts'
import { linesOf, makeJob } from './build-table.fixture.ts'
import { importTable, problemOf } from './import-table.ts'
import { writeRawRows } from './raw-rows.ts'

const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) => `Payee ${at % 997},${at}.25,2025-04-${String((at % 30) + 1).padStart(2, '0')}`,
  ).join('\n')
const table = (count: number): string => `Payee,Amount,Paid on\n${rows(count)}\n`

test('a table is built in another process, which says how far it is, and leaves only its output', async () => {
  const job = makeJob(table(5000))
  const stages = new Set<string>()
  let most = 0
  const result = await importTable(job, (stage, done) => {
    stages.add(stage)
    most = Math.max(most, done)
  })
  assert.equal(linesOf(result).length, 5001)
  assert.deepEqual([...stages].slice(0, 3), ['reading', 'checking', 'writing'])
  assert.equal(most, 5000)
  assert.deepEqual(readdirSync(job.directory).toSorted(), ['table.csv', 'table.parquet'])
})

test('an import that is stopped leaves nothing behind', async () => {
  const job = makeJob(table(200_000))
  const stop = new AbortController()
  const importing = importTable(
    job,
    (stage) => stage === 'checking' && stop.abort(new Error('stopped')),
    stop.signal,
  )
  await assert.rejects(importing, { message: 'stopped' })
  assert.equal(existsSync(job.directory), false)
  await assert.rejects(
    importTable(job, () => undefined, stop.signal),
    { message: 'stopped' },
  )
})

/** Processes of ours that build tables. */
function builders(): number[] {
  const list = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' })
  return list.split('\n').flatMap((line) => {
    const [pid, parent] = line.trim().split(/\s+/).map(Number)
    return parent === process.pid && pid !== undefined && line.includes('build-process') ? [pid] : []
  })
}

test('a process that is killed is a fault of that import only', async () => {
  const job = makeJob(table(200_000))
  let killed = false
  const importing = importTable(job, (stage) => {
    if (stage !== 'checking' || killed) return
    killed = true
    for (const id of builders()) process.kill(id, 'SIGKILL')
  })
  await assert.rejects(importing, (error) => error instanceof ProblemError && error.problem === 'fault')
  assert.equal(killed, true)
  assert.equal(existsSync(job.directory), false)
  assert.equal(linesOf(await importTable(makeJob(table(10)), () => undefined)).length, 11)
})

test('a program that has nothing else to do ends, though a process waits for another table', () => {
  const job = makeJob(table(10))
  const code = `import { importTable } from '${import.meta.dirname}/import-table.ts'\nawait importTable(${JSON.stringify(job)}, () => undefined)\nconsole.log('done')`
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.equal(out, 'done\n')
})

test('a full disk is said to be one', async () => {
  const problems = [
    problemOf({ code: 'ENOSPC', message: 'ENOSPC: no space left on device, write' }),
    problemOf({ code: null, message: 'IO Error: Could not write file: No space left on device' }),
  ]
  // Where there is a device that is always full, by writing to it.
  if (existsSync('/dev/full')) {
    const writer = writeRawRows(
      '/dev/full',
      () => false,
      () => undefined,
    )
    writer.begin(1)
    writer.row(['North'], 2)
    const error: unknown = await writer.finish().catch((thrown: unknown) => thrown)
    assert.ok(error instanceof Error && 'code' in error)
    problems.push(problemOf({ code: String(error.code), message: error.message }))
  }
  for (const problem of problems)
    assert.ok(problem instanceof ProblemError && problem.problem === 'disk-full')
  assert.ok(!(problemOf({ code: null, message: 'Conversion' }) instanceof ProblemError))
})
