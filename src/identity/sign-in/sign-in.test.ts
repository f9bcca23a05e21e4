import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { TOTP } from 'otpauth'
import { openTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import {
  confirmSecondFactor,
  createSecretBox,
  createSignInLink,
  enrolSecondFactor,
  readSession,
  removeSecondFactor,
  setPassword,
  signInWithLink,
  signInWithPassword,
  staffActor,
  type Authority,
  type Staff,
} from '../index.ts'
import { verifyAudit, systemActor } from '../../audit/index.ts'
import {
  makeAuthority,
  makeStaff,
  password,
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

const somebody = (roles = ['auditor']) => makeStaff(services, authority, roles, { password })
const attempt = (staff: Staff, word = password, code?: string) =>
  signInWithPassword(services, {
    email: staff.email,
    password: word,
    ...(code === undefined ? {} : { code }),
  })
const codeFor = (secret: string, secondsFromNow = 0) =>
  new TOTP({ secret }).generate({
    timestamp: services.clock.now().epochMilliseconds + secondsFromNow * 1000,
  })

test('the right password opens a session; capitals in the address do not matter', async () => {
  const staff = await somebody()
  const signedIn = valueOf(
    await signInWithPassword(services, { email: ` ${staff.email.toUpperCase()} `, password }),
  )
  assert.deepEqual(signedIn.staff, staff)
  assert.deepEqual((await readSession(services, signedIn.secret))?.staff, staff)
  assert.deepEqual((await recorded(db.database, staff.id)).at(-1), {
    action: 'sign-in',
    details: { method: 'password' },
    chain: authority.id,
  })
  const stored = await db.database.reader.selectFrom('session').selectAll().execute()
  assert.doesNotMatch(JSON.stringify(stored), new RegExp(signedIn.secret))
})

test('an unknown address, a wrong password and hostile input get one and the same answer', async () => {
  const staff = await somebody()
  const nobody = { ...staff, email: 'nobody@example.org' }
  const answers = [
    await attempt(nobody),
    await attempt(staff, 'wrong'),
    await attempt(staff, ''),
    await attempt(staff, 'x'.repeat(1_000_000)),
    await attempt({ ...staff, email: 'a\u0000b@example.org' }),
    await attempt({ ...staff, email: '@'.repeat(1_000_000) }),
    await attempt({ ...staff, email: "' or 1=1 --" }),
    await attempt({ ...staff, email: '😀@example.org' }, '\u0000\ud800'),
  ]
  assert.equal(new Set(answers.map((answer) => JSON.stringify(answer))).size, 1)
  assert.equal(problemOf(await attempt(nobody)), 'sign-in-failed')
  const unknown = await recorded(db.database, 'sign-in')
  assert.equal(unknown.length, 6)
  assert.deepEqual(unknown[0], {
    action: 'sign-in-failed',
    details: { reason: 'unknown' },
    chain: 'installation',
  })
  assert.doesNotMatch(JSON.stringify(unknown), /example/)
})

test('the same characters typed in another way are the same password', async () => {
  const staff = await somebody()
  valueOf(await setPassword(services, systemActor, staff.id, 'cafe\u0301 by the river'))
  valueOf(await attempt(staff, 'caf\u00e9 by the river'))
})

test('five failures in a row lock the account, each later one for longer; a sign-in forgets them', async () => {
  const staff = await somebody()
  for (let count = 0; count < 4; count += 1) await attempt(staff, 'wrong')
  valueOf(await attempt(staff))
  for (let count = 0; count < 5; count += 1) await attempt(staff, 'wrong')
  assert.equal(problemOf(await attempt(staff)), 'sign-in-failed')
  services.pass({ seconds: 59 })
  assert.equal(problemOf(await attempt(staff)), 'sign-in-failed')
  services.pass({ seconds: 1 })
  await attempt(staff, 'wrong')
  services.pass({ seconds: 119 })
  assert.equal(problemOf(await attempt(staff)), 'sign-in-failed')
  services.pass({ seconds: 1 })
  valueOf(await attempt(staff))
  const locks = (await recorded(db.database, staff.id)).filter(({ action }) => action === 'lock-account')
  assert.deepEqual(
    locks.map(({ details }) => details),
    [
      { failures: 5, minutes: 1 },
      { failures: 6, minutes: 2 },
    ],
  )
})

test('a lock is never longer than an hour, and an administrator’s new password lifts it', async () => {
  const staff = await somebody()
  await db.database.reader
    .updateTable('staff')
    .set({ failed_sign_ins: 2000 })
    .where('id', '=', staff.id)
    .execute()
  await attempt(staff, 'wrong')
  const last = (await recorded(db.database, staff.id)).at(-1)
  assert.deepEqual(last?.details, { failures: 2001, minutes: 60 })
  assert.equal(problemOf(await attempt(staff)), 'sign-in-failed')
  valueOf(await setPassword(services, systemActor, staff.id, `${password} 2`))
  valueOf(await attempt(staff, `${password} 2`))
})

test('guesses sent all at once are counted one by one: the right one among many does not get in', async () => {
  const staff = await somebody()
  await Promise.all(Array.from({ length: 8 }, () => attempt(staff, 'wrong')))
  assert.equal(problemOf(await attempt(staff)), 'sign-in-failed')
  const failed = (await recorded(db.database, staff.id)).filter(({ action }) => action === 'sign-in-failed')
  assert.deepEqual(
    failed.map(({ details }) => (details as { reason: string }).reason),
    [...Array.from({ length: 5 }, () => 'password'), ...Array.from({ length: 4 }, () => 'locked')],
  )
})

test('a second factor counts once confirmed, and a code opens once, one step early or late', async () => {
  const staff = await somebody()
  const { secret, uri } = valueOf(await enrolSecondFactor(services, staff))
  assert.match(uri, /^otpauth:\/\/totp\/.*secret=/)
  valueOf(await attempt(staff))
  assert.deepEqual(wrongFields(await confirmSecondFactor(services, staff, '000')), ['code'])
  const first = codeFor(secret)
  valueOf(await confirmSecondFactor(services, staff, ` ${first.slice(0, 3)} ${first.slice(3)} `))
  assert.equal(problemOf(await attempt(staff)), 'second-factor-needed')
  assert.equal(problemOf(await attempt(staff, 'wrong')), 'sign-in-failed')
  assert.equal(problemOf(await attempt(staff, password, first)), 'sign-in-failed')
  services.pass({ seconds: 90 })
  assert.equal(problemOf(await attempt(staff, password, codeFor(secret, -60))), 'sign-in-failed')
  assert.equal(problemOf(await attempt(staff, password, codeFor(secret, 60))), 'sign-in-failed')
  valueOf(await attempt(staff, password, codeFor(secret, -30)))
  valueOf(await attempt(staff, password, codeFor(secret)))
  assert.equal(problemOf(await attempt(staff, password, codeFor(secret))), 'sign-in-failed')
  assert.equal(problemOf(await attempt(staff, 'wrong', codeFor(secret, 30))), 'sign-in-failed')
  valueOf(await attempt(staff, password, codeFor(secret, 30)))
  assert.equal(problemOf(await enrolSecondFactor(services, staff)), 'not-now')
})

test('one code sent twice at once opens one session', async () => {
  const staff = await somebody()
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  services.pass({ minutes: 5 })
  const code = codeFor(secret)
  const both = await Promise.all([attempt(staff, password, code), attempt(staff, password, code)])
  assert.equal(both.filter(({ ok }) => ok).length, 1)
})

test('wrong codes lock an account as wrong passwords do', async () => {
  const staff = await somebody()
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  services.pass({ minutes: 5 })
  const wrong = String((Number(codeFor(secret)) + 1) % 1_000_000).padStart(6, '0')
  assert.ok(![codeFor(secret, -30), codeFor(secret, 30)].includes(wrong))
  for (let count = 0; count < 5; count += 1) await attempt(staff, password, wrong)
  assert.equal(problemOf(await attempt(staff, password, codeFor(secret))), 'sign-in-failed')
})

test('one’s own second factor goes with a code; an administrator takes another’s away', async () => {
  const staff = await somebody()
  const administrator = await somebody(['administrator'])
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  assert.equal(
    problemOf(await removeSecondFactor(services, staffActor(staff), { staffId: staff.id })),
    'not-now',
  )
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  services.pass({ seconds: 30 })
  assert.deepEqual(
    wrongFields(await removeSecondFactor(services, staffActor(staff), { staffId: staff.id })),
    ['code'],
  )
  const colleague = await somebody()
  assert.equal(
    problemOf(await removeSecondFactor(services, staffActor(colleague), { staffId: staff.id })),
    'not-permitted',
  )
  valueOf(await removeSecondFactor(services, staffActor(staff), { staffId: staff.id, code: codeFor(secret) }))
  valueOf(await attempt(staff))
  const again = valueOf(await enrolSecondFactor(services, staff))
  valueOf(await confirmSecondFactor(services, staff, codeFor(again.secret)))
  valueOf(await removeSecondFactor(services, staffActor(administrator), { staffId: staff.id }))
  valueOf(await attempt(staff))
  assert.equal(
    problemOf(await removeSecondFactor(services, staffActor(administrator), { staffId: 'x' })),
    'not-found',
  )
})

test('secrets lie sealed in the database; one from before is sealed when its code is used', async () => {
  const staff = await somebody()
  const kept = () =>
    db.database.reader
      .selectFrom('staff')
      .select(['totp_secret', 'totp_pending'])
      .where('id', '=', staff.id)
      .executeTakeFirstOrThrow()
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  assert.equal(services.secrets.open((await kept()).totp_pending ?? '', staff.id), secret)
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  assert.equal(services.secrets.open((await kept()).totp_secret ?? '', staff.id), secret)

  await db.database.reader
    .updateTable('staff')
    .set({ totp_secret: secret })
    .where('id', '=', staff.id)
    .execute()
  services.pass({ minutes: 5 })
  valueOf(await attempt(staff, password, codeFor(secret)))
  assert.doesNotMatch((await kept()).totp_secret ?? '', new RegExp(secret))
  services.pass({ minutes: 5 })
  valueOf(await attempt(staff, password, codeFor(secret)))
})

test('with another key nobody comes in by password alone: the second factor is removed and set up again', async () => {
  const staff = await somebody()
  const administrator = await somebody(['administrator'])
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  services.pass({ minutes: 5 })
  const moved = { ...services, secrets: createSecretBox('another key') }
  const input = { email: staff.email, password }
  assert.equal(problemOf(await signInWithPassword(moved, input)), 'second-factor-needed')
  assert.equal(problemOf(await signInWithPassword(moved, { ...input, code: codeFor(secret) })), 'key-changed')
  valueOf(await removeSecondFactor(moved, staffActor(administrator), { staffId: staff.id }))
  valueOf(await signInWithPassword(moved, input))
})

test('a link is no way round a second factor, and stays good until the code is right', async () => {
  const staff = await somebody()
  const administrator = await somebody(['administrator'])
  const { secret } = valueOf(await enrolSecondFactor(services, staff))
  valueOf(await confirmSecondFactor(services, staff, codeFor(secret)))
  services.pass({ minutes: 5 })
  const link = await createSignInLink(services, staff.id, 60, staffActor(administrator))
  assert.equal(problemOf(await signInWithLink(services, link)), 'second-factor-needed')
  assert.equal(problemOf(await signInWithLink(services, link, '000000')), 'sign-in-failed')
  valueOf(await signInWithLink(services, link, codeFor(secret)))
  assert.equal(problemOf(await signInWithLink(services, link, codeFor(secret, 30))), 'sign-in-failed')
  assert.deepEqual((await recorded(db.database, staff.id)).at(-1)?.details, { method: 'link-and-code' })

  const other = await createSignInLink(services, staff.id, 60, staffActor(administrator))
  for (let count = 0; count < 5; count += 1) await signInWithLink(services, other, '000000')
  assert.equal(
    problemOf(await signInWithLink(services, other, codeFor(secret, 30))),
    'sign-in-failed',
    'locked',
  )
  valueOf(await removeSecondFactor(services, systemActor, { staffId: staff.id }))
  valueOf(await signInWithLink(services, other))
})

test('a link signs in once, also when opened twice at once, and not after its time', async () => {
  const staff = await somebody()
  const link = await createSignInLink(services, staff.id, 10)
  const both = await Promise.all([signInWithLink(services, link), signInWithLink(services, link)])
  assert.equal(both.filter(({ ok }) => ok).length, 1)
  assert.equal(problemOf(await signInWithLink(services, link)), 'sign-in-failed')
  const late = await createSignInLink(services, staff.id, 10)
  services.pass({ minutes: 10 })
  assert.equal(problemOf(await signInWithLink(services, late)), 'sign-in-failed')
  for (const made of ['', '\u0000', 'x'.repeat(1_000_000)])
    assert.equal(problemOf(await signInWithLink(services, made)), 'sign-in-failed')
})

test('links are made by the system or somebody who manages staff, for a sensible time', async () => {
  const staff = await somebody()
  const administrator = await somebody(['administrator'])
  valueOf(
    await signInWithLink(services, await createSignInLink(services, staff.id, 10, staffActor(administrator))),
  )
  await assert.rejects(createSignInLink(services, administrator.id, 10, staffActor(staff)), {
    problem: 'not-permitted',
  })
  for (const minutes of [0, -1, 1.5, Number.NaN, 1e9])
    await assert.rejects(createSignInLink(services, staff.id, minutes), { problem: 'invalid-input' })
  for (const id of ['', 'x', '\u0000'])
    await assert.rejects(createSignInLink(services, id, 10), { problem: 'not-found' })
})

test('after all of this every audit chain still holds', async () => {
  for (const report of await verifyAudit(db.database)) assert.equal(report.broken, null, report.chain)
})
