import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { systemActor } from '../audit/index.ts'
import { findImport, listImports } from '../datasets/index.ts'
import { createAuthority, createStaff, type Authority, type Role } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'

let set: TestInstallation
let authority: Authority

const must = <T>(outcome: Outcome<T>): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}
const add = (name: string, roles: Role[]) =>
  createStaff(set.installation.services, systemActor, {
    authorityId: authority.id,
    email: `${name.toLowerCase()}@example.org`,
    name: `${name} Example`,
    jobTitle: '',
    roles,
    teamIds: [],
  })

before(async () => {
  set = await openTestInstallation()
  authority = must(
    await createAuthority(set.installation.services, {
      slug: 'upfold',
      name: 'Upfold Council',
      shortName: 'Upfold',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['Moot Hall'],
      email: 'data@upfold.example.org',
    }),
  )
  must(await add('Petra', ['publisher']))
})
after(async () => set.close())

type Run = { code: number | null; out: string; error: string; json: () => Record<string, unknown> }

function dataset(args: string[], input = '', onError: (text: string, stop: () => void) => void = () => {}) {
  const child = spawn(join(import.meta.dirname, '../../bin/muniment'), ['dataset', ...args], {
    env: {
      PATH: process.env['PATH'] ?? '',
      MUNIMENT_DATA: set.opened.dataDirectory,
      DATABASE_URL: set.opened.databaseUrl ?? '',
    },
  })
  let out = ''
  let error = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  let stopped = false
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text
    onError(error, () => {
      if (!stopped) stopped = child.kill('SIGINT')
    })
  })
  child.stdin.end(input)
  return new Promise<Run>((resolve) =>
    child.on('close', (code) =>
      resolve({ code, out, error, json: () => JSON.parse(out) as Record<string, unknown> }),
    ),
  )
}

function write(name: string, text: string): string {
  const path = join(set.opened.dataDirectory, name)
  writeFileSync(path, text)
  return path
}
const visits = 'Library,Visits\nHill Top,12\nMarket Square,40\n'

test('a file is published and its addresses printed; the same title is the same dataset', async () => {
  const file = write('visits.csv', visits)
  const args = ['publish', file, '--authority', 'upfold', '--title', 'Library visits', '--yes', '--json']
  const { code, error, json } = await dataset(args)
  assert.equal(code, 0, error)
  const printed = json()
  for (const [name, path] of Object.entries({
    dataset: '/data/library-visits',
    version: '/data/library-visits/versions/1',
    csv: '/data/library-visits.csv',
    json: '/data/library-visits.json',
    parquet: '/data/library-visits.parquet',
    xlsx: '/data/library-visits.xlsx',
    api: '/api/v1/datasets/library-visits',
  }))
    assert.equal(new URL(String(printed[name])).pathname, path)
  assert.match(error, /Writing rows \(2\)/)
  const again = await dataset(args)
  assert.equal(again.code, 4)
  assert.match(again.error, /already version 1/)
  const second = await dataset(['publish', '-', ...args.slice(2)], `${visits}New Street,1\n`)
  assert.deepEqual([second.code, second.json()['number']], [0, 2], second.error)
  assert.match((await dataset(['versions', 'library-visits'])).out, /^2 +published +3 /m)
})

test('without --yes and without a terminal it stops when ready, and says what to run', async () => {
  const file = write('ready.csv', visits)
  const stopped = await dataset(['publish', file, '--title', 'Ready visits'])
  assert.equal(stopped.code, 4, stopped.error)
  assert.match(stopped.out, /2 rows, 2 columns/)
  const id = /muniment dataset resume (\S+) --yes/.exec(stopped.error)?.[1] ?? ''
  const done = await dataset(['resume', id, '--yes', '--json'])
  assert.deepEqual([done.code, done.json()['number']], [0, 1], done.error)
})

test('a rehearsal says what would be published and keeps nothing', async () => {
  const file = write('rehearsed.csv', visits)
  const before = await listImports(set.opened.database.reader, authority.id)
  const { code, out, error } = await dataset(['publish', file, '--title', 'Rehearsed', '--dry-run', '--json'])
  assert.equal(code, 0, error)
  const { state, rows } = JSON.parse(out) as { state: string; rows: number }
  assert.deepEqual([state, rows], ['rehearsed', 2])
  assert.equal((await listImports(set.opened.database.reader, authority.id)).total, before.total)
  const left = readdirSync(set.installation.services.tables.workDirectory)
  assert.deepEqual(
    left.filter((name) => name.startsWith('rehearsal')),
    [],
  )
})

test('what must be decided comes with the option that answers it', async () => {
  const file = write('days.csv', 'Paid on,Amount\n03/04/2026,5\n05/06/2026,7\n')
  const args = ['publish', file, '--title', 'Days', '--yes', '--json']
  const asked = await dataset(args)
  assert.equal(asked.code, 7)
  const decisions = asked.json()['decisions'] as { kind: string; answer: string }[]
  assert.deepEqual(
    decisions.map(({ kind, answer }) => `${kind}: ${answer}`),
    ['dates: --dates day-first (or month-first)'],
  )
  const answered = await dataset([...args, '--dates', 'day-first'])
  assert.equal(answered.code, 0, answered.error)
})

test('Ctrl-C leaves it where resume goes on', async () => {
  const rows = Array.from({ length: 200_000 }, (_, index) => `Library ${index},${index}`)
  const file = write('long.csv', `Library,Visits\n${rows.join('\n')}\n`)
  const stopped = await dataset(['publish', file, '--title', 'Long', '--yes'], '', (text, stop) => {
    if (text.includes('Reading')) stop()
  })
  assert.equal(stopped.code, 130, stopped.error)
  const id = /muniment dataset resume (\S+)/.exec(stopped.error)?.[1] ?? ''
  const record = await findImport(set.opened.database.reader, authority.id, id)
  assert.equal(record?.state, 'failed')
  const resumed = await dataset(['resume', id, '--json'])
  assert.deepEqual([resumed.code, resumed.json()['number']], [0, 1], resumed.error)
})

test('a version or a dataset is withdrawn with its reason, rows are added and sealed', async () => {
  const rows = '{"library":"Side Road","visits":4}\n{"library":"Old Mill","visits":null}\n'
  const args = ['append', 'library-visits', '-', '--json']
  assert.deepEqual((await dataset(args, rows)).json()['received'], 2)
  const wrong = await dataset(args, '{"library":"Side Road","visits":"many"}')
  assert.equal(wrong.code, 7)
  assert.match(wrong.error, /rows\.0\.visits: This must be a whole number/)
  const sealed = await dataset(['seal', 'library-visits', '--json'])
  assert.deepEqual([sealed.code, sealed.json()['number']], [0, 3], sealed.error)
  const reason = ['--reason', 'Counted twice.']
  const one = await dataset(['withdraw', 'library-visits', '--version', '3', ...reason])
  assert.match(one.out, /the latest is 2/)
  assert.equal((await dataset(['withdraw', 'library-visits', ...reason])).code, 0)
  assert.match((await dataset(['show', 'library-visits'])).out, /Withdrawn +.*Counted twice/)
})

test('a wrong use is told: no file, no title, several publishers', async () => {
  assert.equal((await dataset(['publish', 'none.csv', '--title', 'None'])).code, 3)
  assert.equal((await dataset(['publish', write('x.csv', visits)])).code, 2)
  must(await add('Paul', ['publisher']))
  const unclear = await dataset(['publish', write('x.csv', visits), '--title', 'X'])
  assert.equal(unclear.code, 2)
  assert.match(unclear.error, /--as: paul@example\.org, petra@example\.org/)
})
