import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  createApiToken,
  createSignInLink,
  endAllSessions,
  endSession,
  listApiTokens,
  readApiToken,
  readSession,
  removeExpired,
  revokeApiToken,
  signInWithLink,
  type Authority,
  type Staff,
} from '../index.ts'
import {
  makeAuthority,
  makeStaff,
  problemOf,
  recorded,
  standingServices,
  valueOf,
  wrongFields,
} from '../identity.fixture.ts'

let db: TestDatabase
let services: ReturnType<typeof standingServices>
let authority: Authority
before(async () => {
  db = await openTestDatabase()
  services = standingServices(db.database)
  authority = await makeAuthority(services)
})
after(() => db.close())

const signIn = async (staff: Staff) =>
  valueOf(await signInWithLink(services, await createSignInLink(services, staff.id, 5))).secret
const lastSeen = async (staff: Staff) =>
  (
    await db.database.reader
      .selectFrom('session')
      .select('last_seen_at')
      .where('staff_id', '=', staff.id)
      .executeTakeFirstOrThrow()
  ).last_seen_at.toString()

test('a session ends after an hour unused', async () => {
  const secret = await signIn(await makeStaff(services, authority, ['auditor']))
  services.pass({ minutes: 59, seconds: 59 })
  const session = await readSession(services, secret)
  assert.equal(session?.expiresAt.toString(), services.clock.now().add({ minutes: 60 }).toString())
  services.pass({ minutes: 60 })
  assert.equal(await readSession(services, secret), null)
})

test('a session in use ends after twelve hours, and says so before', async () => {
  const secret = await signIn(await makeStaff(services, authority, ['auditor']))
  const end = services.clock.now().add({ hours: 12 })
  for (let half = 0; half < 23; half += 1) {
    services.pass({ minutes: 30 })
    assert.ok(await readSession(services, secret), `after ${half} half hours`)
  }
  assert.equal((await readSession(services, secret))?.expiresAt.toString(), end.toString())
  services.pass({ minutes: 29, seconds: 59 })
  assert.ok(await readSession(services, secret))
  services.pass({ seconds: 1 })
  assert.equal(await readSession(services, secret), null)
})

test('use is written down at most once a minute, and the form secret stays', async () => {
  const staff = await makeStaff(services, authority, ['auditor'])
  const secret = await signIn(staff)
  const start = services.clock.now().toString()
  const { formSecret } = (await readSession(services, secret)) ?? {}
  services.pass({ seconds: 59 })
  await readSession(services, secret)
  assert.equal(await lastSeen(staff), start)
  services.pass({ seconds: 1 })
  assert.equal((await readSession(services, secret))?.formSecret, formSecret)
  assert.equal(await lastSeen(staff), services.clock.now().toString())
})

test('made-up secrets name no session', async () => {
  for (const secret of ['', '\u0000', '😀', "' or 1=1 --", 'x'.repeat(1_000_000)])
    assert.equal(await readSession(services, secret), null)
})

test('signing out ends one session, or all of one person and nobody else’s', async () => {
  const staff = await makeStaff(services, authority, ['auditor'])
  const colleague = await signIn(await makeStaff(services, authority, ['auditor']))
  const secrets = [await signIn(staff), await signIn(staff), await signIn(staff)]
  assert.equal(new Set(secrets).size, 3)
  await endSession(services, secrets[0] ?? '')
  await endSession(services, secrets[0] ?? '')
  assert.equal(await readSession(services, secrets[0] ?? ''), null)
  assert.ok(await readSession(services, secrets[1] ?? ''))
  await endAllSessions(services, staff.id)
  for (const secret of secrets) assert.equal(await readSession(services, secret), null)
  assert.ok(await readSession(services, colleague))
  const outs = (await recorded(db.database, staff.id)).filter(({ action }) => action === 'sign-out')
  assert.deepEqual(
    outs.map(({ details }) => details),
    [{ sessions: 1 }, { sessions: 2 }],
  )
})

test('a token speaks for its owner until it expires or is revoked; only its hash is kept', async () => {
  const staff = await makeStaff(services, authority, ['auditor'])
  const { id, token } = valueOf(await createApiToken(services, staff, { name: 'Nightly report', days: 30 }))
  assert.match(token, /^mun_[\w-]{32}$/)
  assert.deepEqual(await readApiToken(services, token), staff)
  assert.deepEqual(
    (await listApiTokens(db.database.reader, staff.id)).map((one) => [one.id, one.name]),
    [[id, 'Nightly report']],
  )
  const rows = await db.database.reader.selectFrom('api_token').selectAll().execute()
  assert.ok(!JSON.stringify(rows).includes(token.slice(4)))
  services.pass({ hours: 30 * 24 - 1, minutes: 59, seconds: 59 })
  assert.ok(await readApiToken(services, token))
  services.pass({ seconds: 1 })
  assert.equal(await readApiToken(services, token), null)
  const next = valueOf(await createApiToken(services, staff, { name: 'Next', days: 1 }))
  valueOf(await revokeApiToken(services, staff, next.id))
  assert.equal(await readApiToken(services, next.token), null)
  assert.equal(problemOf(await revokeApiToken(services, staff, next.id)), 'not-found')
})

test('tokens are refused to roles without need of them, without a name or for too long', async () => {
  const contact = await makeStaff(services, authority, ['service-contact'])
  assert.equal(problemOf(await createApiToken(services, contact, { name: 'x', days: 1 })), 'not-permitted')
  const staff = await makeStaff(services, authority, ['auditor'])
  assert.deepEqual(wrongFields(await createApiToken(services, staff, { name: ' ', days: 0 })), [
    'name',
    'days',
  ])
  assert.deepEqual(wrongFields(await createApiToken(services, staff, { name: 'x', days: 367 })), ['days'])
  for (const token of ['', 'mun_', '\u0000', `mun_${'x'.repeat(1_000_000)}`])
    assert.equal(await readApiToken(services, token), null)
})

test('a colleague cannot revoke a token; an administrator can, of the same authority only', async () => {
  const staff = await makeStaff(services, authority, ['auditor'])
  const { id, token } = valueOf(await createApiToken(services, staff, { name: 'x', days: 1 }))
  const colleague = await makeStaff(services, authority, ['auditor'])
  const stranger = await makeStaff(services, await makeAuthority(services), ['administrator'])
  const administrator = await makeStaff(services, authority, ['administrator'])
  assert.equal(problemOf(await revokeApiToken(services, colleague, id)), 'not-permitted')
  assert.equal(problemOf(await revokeApiToken(services, stranger, id)), 'not-found')
  assert.ok(await readApiToken(services, token))
  valueOf(await revokeApiToken(services, administrator, id))
  assert.equal(await readApiToken(services, token), null)
})

test('what can no longer be used is forgotten, and only that', async () => {
  services.pass({ hours: 24 * 366 })
  await removeExpired(services)
  const staff = await makeStaff(services, authority, ['auditor'])
  await signIn(staff)
  await createSignInLink(services, staff.id, 5)
  valueOf(await createApiToken(services, staff, { name: 'x', days: 2 }))
  services.pass({ minutes: 60 })
  const live = await signIn(staff)
  // One idle session, its used link, and one link never used
  assert.deepEqual(await removeExpired(services), { removed: 3 })
  assert.ok(await readSession(services, live))
  services.pass({ hours: 48 })
  assert.deepEqual(await removeExpired(services), { removed: 3 })
})
