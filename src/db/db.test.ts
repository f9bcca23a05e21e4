import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { migrate, openDatabase, prepareDirectory, takeLock } from './index.ts'

let db: TestDatabase
before(async () => {
  db = await openTestDatabase()
})
after(() => db.close())

test('many simultaneous clients, transactions and failures never receive one another’s answers', async () => {
  const { reader, write } = db.database
  await sql`create table jostle (id integer, kept boolean)`.execute(reader)
  const wrong: string[] = []
  const echo = async (value: string): Promise<void> => {
    const { rows } = await sql<{ value: string }>`select ${value}::text as value`.execute(reader)
    if (rows[0]?.value !== value) wrong.push(value.slice(0, 20))
  }
  const work = Array.from({ length: 600 }, (_, index) => async () => {
    if (index % 4 === 0) return echo(`short ${index}`)
    if (index % 4 === 1) return echo(`${'long '.repeat(5000)}${index}`)
    if (index % 4 === 2)
      return assert.rejects(sql`select 1 / ${0}::integer`.execute(reader), /division by zero/)
    const keep = index % 8 === 3
    return write(async (tx) => {
      await sql`insert into jostle values (${index}, ${keep})`.execute(tx)
      await sql`select count(*) from jostle`.execute(tx)
      if (!keep) throw new Error('undo')
    }).catch((error: Error) => {
      if (error.message !== 'undo') throw error
    })
  })
  await Promise.all(work.map((run) => run()))
  assert.deepEqual(wrong, [])
  const { rows } = await sql<{
    kept: boolean
    n: number
  }>`select kept, count(*) as n from jostle group by kept`.execute(reader)
  assert.deepEqual(rows, [{ kept: true, n: 75 }])
})

test('days and instants go in and come out as themselves', async () => {
  const day = Temporal.PlainDate.from('2024-02-29')
  const instant = Temporal.Instant.from('2026-03-29T00:59:59.5Z')
  const { rows } = await sql<{ day: Temporal.PlainDate; instant: Temporal.Instant }>`
    select ${day}::date as day, ${instant}::timestamptz as instant`.execute(db.database.reader)
  assert.equal(rows[0]?.day.toString(), day.toString())
  assert.equal(rows[0]?.instant.toString(), instant.toString())
})

test('migrating twice changes nothing; a database newer than the program is refused', async () => {
  assert.deepEqual(await migrate(db.database), { applied: [] })
  await sql`insert into schema_migration (number, name, sha256) values (9999, 'later', 'x')`.execute(
    db.database.reader,
  )
  await assert.rejects(migrate(db.database), /newer than this program/)
  await sql`delete from schema_migration where number = 9999`.execute(db.database.reader)
})

test('a database that was opened and asked nothing is closed too', async () => {
  const connections = () =>
    process.getActiveResourcesInfo().filter((kind) => /^(Pipe|TCPSocket)Wrap$/.test(kind)).length
  const before = connections()
  const { databaseUrl, dataDirectory } = db
  const opened = await openDatabase({ databaseUrl, dataDirectory })
  await opened.close()
  // A closed socket is counted until its last event has been seen.
  for (let tries = 0; tries < 100 && connections() > before; tries += 1) await wait(10)
  assert.equal(connections(), before)
})

test('a server that does not answer is one clear sentence, without its password', async () => {
  const opening = openDatabase({
    databaseUrl: 'postgres://user:hunter2@127.0.0.1:1/nothing',
    dataDirectory: '/nowhere',
  })
  await assert.rejects(opening, (error: unknown) => {
    assert.ok(error instanceof ProblemError)
    assert.equal(error.problem, 'database-unreachable')
    assert.match(error.message, /127\.0\.0\.1:1\/nothing cannot be reached/)
    assert.doesNotMatch(error.message, /hunter2/)
    return true
  })
})

test('a directory that cannot be made is refused by name', () => {
  assert.throws(
    () => prepareDirectory('/proc/muniment-data'),
    /directory \/proc\/muniment-data cannot be created/,
  )
})

test('a lock is held by one taker until released', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'muniment-lock-'))
  const first = await takeLock(directory, 'server')
  assert.ok(first)
  assert.equal(await takeLock(directory, 'server'), null)
  assert.ok(await takeLock(directory, 'another'))
  first.release()
  assert.ok(await takeLock(directory, 'server'))
  rmSync(directory, { recursive: true })
})
