import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { systemActor } from '../audit/index.ts'
import { newId } from '../kernel/ids.ts'
import type { Authority, Staff } from './index.ts'
import {
  createApiToken,
  createSignInLink,
  createStaff,
  createTeam,
  deactivateStaff,
  listStaff,
  listTeams,
  loadStaff,
  reactivateStaff,
  readApiToken,
  readSession,
  setPassword,
  setRoles,
  setTeams,
  signInWithLink,
  signInWithPassword,
  staffActor,
  staffNames,
} from './index.ts'
import {
  makeAuthority,
  makeStaff,
  password,
  problemOf,
  recorded,
  standingServices,
  valueOf,
  wrongFields,
} from './identity.fixture.ts'

let db: TestDatabase
let services: ReturnType<typeof standingServices>
let authority: Authority
let other: Authority
let administrator: Staff
let stranger: Staff
before(async () => {
  db = await openTestDatabase()
  services = standingServices(db.database)
  authority = await makeAuthority(services)
  other = await makeAuthority(services)
  administrator = await makeStaff(services, authority, ['administrator'])
  stranger = await makeStaff(services, other, ['administrator'])
})
after(() => db.close())

const person = (change: object = {}) => ({
  authorityId: authority.id,
  email: 'alex@example.org',
  name: 'Alex Example',
  jobTitle: '',
  roles: ['information-officer', 'publisher'],
  teamIds: [] as string[],
  ...change,
})

test('staff are added with roles and teams, and listed; nothing personal reaches the audit trail', async () => {
  const team = valueOf(
    await createTeam(services, staffActor(administrator), { authorityId: authority.id, name: 'Highways' }),
  )
  const added = valueOf(
    await createStaff(services, staffActor(administrator), person({ teamIds: [team.id], password })),
  )
  assert.deepEqual(added.roles, ['information-officer', 'publisher'])
  assert.deepEqual(added.teamIds, [team.id])
  assert.deepEqual(await loadStaff(db.database.reader, added.id), added)
  const listed = (await listStaff(db.database.reader, authority.id)).find(({ id }) => id === added.id)
  assert.deepEqual(listed, {
    ...added,
    active: true,
    hasPassword: true,
    hasSecondFactor: false,
    lockedUntil: null,
  })
  assert.deepEqual(await listTeams(db.database.reader, authority.id), [
    { id: team.id, authorityId: authority.id, name: 'Highways', email: null, members: 1 },
  ])
  assert.deepEqual(await listTeams(db.database.reader, other.id), [])
  const trail = await recorded(db.database, added.id)
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['create-staff'],
  )
  assert.doesNotMatch(JSON.stringify(trail), /alex|example\.org|correct horse|argon2/i)
})

test('an email address is one person, whatever its capitals, also when two add it at once', async () => {
  const outcomes = await Promise.all(
    ['Robin@Example.org', 'robin@example.ORG', 'ROBIN@EXAMPLE.ORG'].map((email) =>
      createStaff(services, systemActor, person({ email })),
    ),
  )
  assert.equal(outcomes.filter(({ ok }) => ok).length, 1)
  for (const refused of outcomes.filter(({ ok }) => !ok)) assert.deepEqual(wrongFields(refused), ['email'])
})

test('hostile values are named, and none is a fault', async () => {
  const wrong = async (change: object) =>
    wrongFields(
      await createStaff(services, systemActor, person({ email: `${newId()}@example.org`, ...change })),
    )
  assert.deepEqual(await wrong({ email: 'a\u0000b@example.org' }), ['email'])
  assert.deepEqual(await wrong({ email: `${'a'.repeat(1_000_000)}@example.org` }), ['email'])
  assert.deepEqual(await wrong({ email: 'two@at@example.org' }), ['email'])
  assert.deepEqual(await wrong({ email: 'x@example.org\r\nBcc: y@example.org' }), ['email'])
  assert.deepEqual(await wrong({ email: '' }), ['email'])
  assert.deepEqual(await wrong({ name: 'nul\u0000' }), ['name'])
  assert.deepEqual(await wrong({ name: '\u202eelpmaxe' }), ['name'])
  assert.deepEqual(await wrong({ name: '\ud800' }), ['name'])
  assert.deepEqual(await wrong({ roles: [] }), ['roles'])
  assert.deepEqual(await wrong({ roles: ['emperor'] }), ['roles'])
  assert.deepEqual(await wrong({ teamIds: ["'; drop table staff"] }), ['teamIds'])
  assert.deepEqual(await wrong({ password: 'short' }), ['password'])
  assert.deepEqual(await wrong({ password: 'x'.repeat(1_000_000) }), ['password'])
  assert.deepEqual(await wrong({ password: 'aaaaaaaaaaaaaaa' }), ['password'])
  assert.deepEqual(await wrong({ password: 'I am Alex Example!' }), ['password'])
  assert.equal(
    problemOf(await createStaff(services, systemActor, person({ authorityId: 'nowhere' }))),
    'not-found',
  )
})

test('unusual but real values are kept: emoji in an address, right-to-left names, quotes', async () => {
  const given = { email: '😀@example.org', name: 'Róisín O’Example עברית <b>', roles: ['auditor', 'auditor'] }
  const added = valueOf(await createStaff(services, systemActor, person(given)))
  assert.equal(added.email, given.email)
  assert.equal(added.name, given.name)
  assert.deepEqual(added.roles, ['auditor'])
})

test('only those who manage staff do, only in their own authority, and never on themselves', async () => {
  const officer = await makeStaff(services, authority, ['information-officer', 'approver'])
  const commands = (actor: Parameters<typeof setRoles>[1], id: string) => [
    () => setRoles(services, actor, id, ['auditor']),
    () => setTeams(services, actor, id, []),
    () => setPassword(services, actor, id, `${password} 2`),
    () => deactivateStaff(services, actor, id),
  ]
  const target = await makeStaff(services, authority, ['publisher'])
  const requester = { kind: 'requester', id: target.id } as const
  for (const run of commands(staffActor(officer), target.id))
    assert.equal(problemOf(await run()), 'not-permitted')
  for (const run of commands(requester, target.id)) assert.equal(problemOf(await run()), 'not-permitted')
  for (const run of commands(staffActor(stranger), target.id))
    assert.equal(problemOf(await run()), 'not-found')
  for (const run of commands(staffActor(administrator), newId()))
    assert.equal(problemOf(await run()), 'not-found')
  const self = staffActor(administrator)
  assert.equal(problemOf(await setRoles(services, self, administrator.id, ['approver'])), 'not-permitted')
  assert.equal(problemOf(await deactivateStaff(services, self, administrator.id)), 'not-permitted')
  assert.equal(problemOf(await createStaff(services, staffActor(officer), person())), 'not-permitted')
  const foreign = { authorityId: authority.id, name: 'Theirs' }
  assert.equal(problemOf(await createTeam(services, staffActor(stranger), foreign)), 'not-found')
  assert.deepEqual((await loadStaff(db.database.reader, target.id))?.roles, ['publisher'])
})

test('a team of another authority cannot be joined, and a name is taken once', async () => {
  const theirs = valueOf(await createTeam(services, systemActor, { authorityId: other.id, name: 'Planning' }))
  const target = await makeStaff(services, authority, ['service-contact'])
  assert.deepEqual(wrongFields(await setTeams(services, systemActor, target.id, [theirs.id])), ['teamIds'])
  const again = await createTeam(services, systemActor, { authorityId: other.id, name: ' Planning ' })
  assert.deepEqual(wrongFields(again), ['name'])
  valueOf(await createTeam(services, systemActor, { authorityId: authority.id, name: 'Planning' }))
})

test('a change of roles holds from the next request on, and is recorded with what was before', async () => {
  const target = await makeStaff(services, authority, ['publisher'], { password })
  const { secret } = valueOf(await signInWithPassword(services, { email: target.email, password }))
  valueOf(await setRoles(services, staffActor(administrator), target.id, ['auditor']))
  assert.deepEqual((await readSession(services, secret))?.staff.roles, ['auditor'])
  const change = (await recorded(db.database, target.id)).find(({ action }) => action === 'set-roles')
  assert.deepEqual(change?.details, { before: ['publisher'], after: ['auditor'] })
})

test('somebody who left is out at once by every way in, and is still named', async () => {
  const target = await makeStaff(services, authority, ['auditor'], { password })
  const { secret } = valueOf(await signInWithPassword(services, { email: target.email, password }))
  const link = await createSignInLink(services, target.id, 10)
  const { token } = valueOf(await createApiToken(services, target, { name: 'Report', days: 1 }))
  assert.ok(await readSession(services, secret))
  assert.ok(await readApiToken(services, token))
  valueOf(await deactivateStaff(services, staffActor(administrator), target.id))
  assert.equal(await readSession(services, secret), null)
  assert.equal(await readApiToken(services, token), null)
  assert.equal(problemOf(await signInWithLink(services, link)), 'sign-in-failed')
  assert.equal(
    problemOf(await signInWithPassword(services, { email: target.email, password })),
    'sign-in-failed',
  )
  await assert.rejects(createSignInLink(services, target.id, 10), { problem: 'not-found' })
  assert.equal(problemOf(await setRoles(services, systemActor, target.id, ['auditor'])), 'not-now')
  assert.equal(problemOf(await createApiToken(services, target, { name: 'Again', days: 1 })), 'not-permitted')
  assert.equal(await loadStaff(db.database.reader, target.id), null)
  assert.equal((await staffNames(db.database.reader, [target.id, 'x'])).get(target.id), target.name)
  valueOf(await reactivateStaff(services, staffActor(administrator), target.id))
  assert.equal(await readSession(services, secret), null)
  assert.ok(await loadStaff(db.database.reader, target.id))
})

test('a person changes their own password by giving the present one; other sessions and links end', async () => {
  const target = await makeStaff(services, authority, ['auditor'], { password })
  const sign = async (word: string) => signInWithPassword(services, { email: target.email, password: word })
  const kept = valueOf(await sign(password)).secret
  const lost = valueOf(await sign(password)).secret
  const link = await createSignInLink(services, target.id, 10)
  const next = 'another long passphrase'
  const self = staffActor(target)
  assert.deepEqual(wrongFields(await setPassword(services, self, target.id, next)), ['current'])
  assert.deepEqual(wrongFields(await setPassword(services, self, target.id, next, { current: 'wrong' })), [
    'current',
  ])
  valueOf(await setPassword(services, self, target.id, next, { current: password, keepSession: kept }))
  assert.ok(await readSession(services, kept))
  assert.equal(await readSession(services, lost), null)
  assert.equal(problemOf(await signInWithLink(services, link)), 'sign-in-failed')
  assert.equal(problemOf(await sign(password)), 'sign-in-failed')
  valueOf(await sign(next))
})

test('somebody who came by a first link chooses a password without an earlier one', async () => {
  const target = await makeStaff(services, authority, ['auditor'])
  assert.equal(
    problemOf(await signInWithPassword(services, { email: target.email, password: '' })),
    'sign-in-failed',
  )
  valueOf(await setPassword(services, staffActor(target), target.id, password))
  valueOf(await signInWithPassword(services, { email: target.email, password }))
})
