import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import type { Authority, Staff } from './index.ts'
import {
  approvalSteps,
  isReferencePrefix,
  nextReference,
  setApprovalWorkflow,
  setWordingOverride,
  wordingOverrides,
} from './index.ts'
import {
  makeAuthority,
  makeStaff,
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
before(async () => {
  db = await openTestDatabase()
  services = standingServices(db.database)
  authority = await makeAuthority(services)
  other = await makeAuthority(services)
  administrator = await makeStaff(services, authority, ['administrator'])
})
after(() => db.close())

const next = (id: string, prefix: string) => db.database.write((tx) => nextReference(tx, id, prefix))

test('a hundred references asked for at once are distinct and without gaps', async () => {
  const made = await Promise.all(Array.from({ length: 100 }, () => next(authority.id, 'REQ')))
  assert.deepEqual(
    made.toSorted(),
    Array.from({ length: 100 }, (_, index) => `REQ${String(index + 1).padStart(5, '0')}`),
  )
})

test('a transaction that fails gives its number back; prefixes and authorities count apart', async () => {
  assert.equal(await next(authority.id, 'IR'), 'IR00001')
  await assert.rejects(
    db.database.write(async (tx) => {
      assert.equal(await nextReference(tx, authority.id, 'IR'), 'IR00002')
      throw new Error('abandoned')
    }),
    /abandoned/,
  )
  assert.equal(await next(authority.id, 'IR'), 'IR00002')
  assert.equal(await next(other.id, 'IR'), 'IR00001')
})

test('numbers beyond five digits go on, and a prefix never runs into its number', async () => {
  await db.database.reader
    .insertInto('reference_counter')
    .values({ authority_id: authority.id, prefix: 'FOI-', last: 99_998 })
    .execute()
  assert.deepEqual(
    [await next(authority.id, 'FOI-'), await next(authority.id, 'FOI-')],
    ['FOI-99999', 'FOI-100000'],
  )
  for (const prefix of ['', 'req', 'REQ1', 'A/B', 'É', 'A\u0000', 'TOOLONGAPREFIX'])
    assert.equal(isReferencePrefix(prefix), false, prefix)
  await assert.rejects(next(authority.id, 'REQ/'), /cannot begin a reference/)
})

const steps = (...labels: string[]) => labels.map((label) => ({ role: 'approver', label }))
const labelsFor = async (id: string, regime: string, flags: string[]) =>
  (await approvalSteps(db.database.reader, id, regime, flags)).map((step) => step.label)
const set = (regime: string | null, riskFlag: string | null, given: ReturnType<typeof steps> | null) =>
  setApprovalWorkflow(services, administrator, { regime, riskFlag, steps: given })

test('the workflow of a risk flag stands before the regime’s, that before the authority’s; else one approval', async () => {
  assert.deepEqual(await approvalSteps(db.database.reader, authority.id, 'foia', []), [
    { role: 'approver', label: 'Approval' },
  ])
  valueOf(await set(null, null, steps('Default')))
  valueOf(await set('eir', null, []))
  valueOf(await set(null, 'press', steps('Service', 'Press office')))
  valueOf(await set(null, 'children', steps('Only one')))
  valueOf(await set('eir', 'press', steps('EIR press')))
  assert.deepEqual(await labelsFor(authority.id, 'foia', []), ['Default'])
  assert.deepEqual(await labelsFor(authority.id, 'foia', ['unheard-of']), ['Default'])
  assert.deepEqual(await labelsFor(authority.id, 'eir', []), [])
  assert.deepEqual(await labelsFor(authority.id, 'foia', ['children', 'press']), ['Service', 'Press office'])
  assert.deepEqual(await labelsFor(authority.id, 'eir', ['press']), ['EIR press'])
  assert.deepEqual(await labelsFor(other.id, 'foia', ['press']), ['Approval'])
  valueOf(await set(null, null, steps('Changed', 'Twice')))
  assert.deepEqual(await labelsFor(authority.id, 'foia', []), ['Changed', 'Twice'])
  valueOf(await set('eir', null, null))
  assert.deepEqual(await labelsFor(authority.id, 'eir', []), ['Changed', 'Twice'])
})

test('a workflow that could never be finished, or of no known regime, is refused by field', async () => {
  const wrong = await setApprovalWorkflow(services, administrator, {
    regime: 'fioa',
    riskFlag: 'Press\u0000',
    steps: [
      { role: 'auditor', label: 'Audit' },
      { role: 'approver', label: ' ' },
    ],
  })
  assert.deepEqual(wrongFields(wrong), ['regime', 'riskFlag', 'steps.0.role', 'steps.1.label'])
  const officer = await makeStaff(services, authority, ['information-officer'])
  const attempt = { regime: null, riskFlag: null, steps: [] }
  assert.equal(problemOf(await setApprovalWorkflow(services, officer, attempt)), 'not-permitted')
})

const on = (day: string) =>
  wordingOverrides(db.database.reader, authority.id, 'en', Temporal.PlainDate.from(day))
const say = async (text: string, effectiveFrom: string, key = 'closing', locale = 'en') =>
  valueOf(await setWordingOverride(services, administrator, { key, locale, text, effectiveFrom })).version

test('an authority’s wording takes effect on its day, and every version stays', async () => {
  assert.deepEqual(await on('2026-01-14'), { wording: {}, version: 'none' })
  assert.equal(await say('First', '2026-01-14'), 1)
  assert.equal(await say('Later', '2026-03-01'), 2)
  assert.equal(await say('First, corrected', '2026-01-14'), 3)
  assert.equal(await say('Cofion', '2026-01-14', 'closing', 'cy'), 1)
  assert.deepEqual((await on('2026-01-13')).wording, {})
  assert.deepEqual(await on('2026-02-28'), { wording: { closing: 'First, corrected' }, version: 'closing@3' })
  assert.deepEqual(await on('2026-03-01'), { wording: { closing: 'Later' }, version: 'closing@2' })
  await say('', '2026-04-01')
  assert.deepEqual(await on('2026-04-01'), { wording: {}, version: 'none' })
  const kept = await db.database.reader
    .selectFrom('wording_override')
    .select('text')
    .where('authority_id', '=', authority.id)
    .execute()
  assert.equal(kept.length, 5)
  assert.doesNotMatch(JSON.stringify(await recorded(db.database, 'closing')), /corrected|Cofion/)
})

test('wording changed by two at once gets two versions', async () => {
  const versions = await Promise.all(
    ['a', 'b', 'c'].map((text) => say(text, '2026-01-14', 'letters.greeting')),
  )
  assert.deepEqual(new Set(versions), new Set([1, 2, 3]))
})

test('wording is refused by field: key, language, text, and a day gone by', async () => {
  const wrong = await setWordingOverride(services, administrator, {
    key: '__proto__',
    locale: 'fr',
    text: 'x\u0000',
    effectiveFrom: '2026-01-13',
  })
  assert.deepEqual(wrongFields(wrong), ['key', 'locale', 'text', 'effectiveFrom'])
  const long = { key: 'closing', locale: 'en', text: 'x'.repeat(1_000_000), effectiveFrom: 'soon' }
  assert.deepEqual(wrongFields(await setWordingOverride(services, administrator, long)), [
    'text',
    'effectiveFrom',
  ])
  const officer = await makeStaff(services, authority, ['approver'])
  const fine = { key: 'closing', locale: 'en', text: 'x', effectiveFrom: '2026-01-14' }
  assert.equal(problemOf(await setWordingOverride(services, officer, fine)), 'not-permitted')
})
