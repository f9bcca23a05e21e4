import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { recordAudit, systemActor, verifyAudit } from './audit.ts'

let db: TestDatabase
before(async () => {
  db = await openTestDatabase()
})
after(() => db.close())

const at = Temporal.Instant.from('2026-01-05T09:00:00.123456789Z')

async function append(chain: string, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    await db.database.write((tx) =>
      recordAudit(tx, chain, at, [
        {
          actor: systemActor,
          action: 'test',
          subject: { kind: 'case', id: String(index) },
          details: { z: 1, a: ['x', { c: null, b: true }] },
        },
      ]),
    )
  }
}

async function tamper(statement: string): Promise<void> {
  await db.database.write(async (tx) => {
    await sql.raw('alter table audit_event disable trigger audit_event_append_only').execute(tx)
    await sql.raw(statement).execute(tx)
    await sql.raw('alter table audit_event enable trigger audit_event_append_only').execute(tx)
  })
}

const reportOn = async (chain: string) =>
  (await verifyAudit(db.database)).find((report) => report.chain === chain)

test('what goes on at once in one transaction is numbered one after another', async () => {
  const entry = { actor: systemActor, action: 'test', subject: { kind: 'case', id: '1' } }
  await db.database.write((tx) =>
    Promise.all(Array.from({ length: 6 }, () => recordAudit(tx, 'at-once', at, [entry, entry]))),
  )
  assert.deepEqual(await reportOn('at-once'), { chain: 'at-once', records: 12, broken: null })
})

test('an untouched chain verifies, and simultaneous writers never break it', async () => {
  await Promise.all([append('whole', 5), append('whole', 5), append('other', 3)])
  assert.deepEqual(await reportOn('whole'), { chain: 'whole', records: 10, broken: null })
  assert.deepEqual(await reportOn('other'), { chain: 'other', records: 3, broken: null })
})

test('the database itself refuses to change or remove a record', async () => {
  await append('guarded', 1)
  for (const statement of [
    "update audit_event set action = 'x'",
    'delete from audit_event',
    'truncate audit_event',
  ]) {
    await assert.rejects(
      db.database.write((tx) => sql.raw(statement).execute(tx)),
      /never changed or removed/,
    )
  }
})

test('the first broken link is named: changed content, a removed record, a cut-off end', async () => {
  await append('changed', 4)
  await tamper(`update audit_event set details = '{"a":2}' where chain = 'changed' and number = 2`)
  assert.deepEqual((await reportOn('changed'))?.broken, { number: 2, reason: 'its content was changed' })

  await append('removed', 4)
  await tamper(`delete from audit_event where chain = 'removed' and number = 3`)
  assert.deepEqual((await reportOn('removed'))?.broken, { number: 3, reason: 'the record is missing' })

  await append('cut', 4)
  await tamper(`delete from audit_event where chain = 'cut' and number = 4`)
  assert.deepEqual((await reportOn('cut'))?.broken, { number: 4, reason: 'records are missing from the end' })
})
