import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { ProblemError } from '../kernel/outcome.ts'
import {
  authorityDirectory,
  createAuthority,
  loadAuthorities,
  parseAuthoritySettings,
  setHostnames,
  updateAuthority,
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
before(async () => {
  db = await openTestDatabase()
  services = standingServices(db.database)
})
after(() => db.close())

const council = {
  slug: 'north-fold',
  name: 'North Fold Council',
  shortName: 'North Fold',
  nation: 'wales',
  referencePrefix: 'FOI-',
  addressLines: ['Town Hall', 'North Fold'],
  email: 'foi@northfold.example.org',
}

test('settings have defaults, take changes, and come back from their own JSON unchanged', () => {
  const standard = parseAuthoritySettings({})
  assert.equal(standard.draftDaysBefore, 5)
  assert.equal(standard.clarificationCloseDays, null)
  assert.match(standard.regulator.name, /^Information Commissioner/)
  assert.match(parseAuthoritySettings({}, 'scotland').regulator.name, /^Scottish/)
  const own = parseAuthoritySettings({
    draftDaysBefore: 3,
    chase: { everyDays: 2 },
    signOff: 'Information Team\r\nTown Hall',
    accessibility: { preparedOn: '2026-01-14', knownProblems: ['Old letters are not tagged'] },
  })
  assert.deepEqual(own.chase, { firstAfterDays: 1, everyDays: 2, escalateAfter: 3 })
  assert.equal(own.signOff, 'Information Team\nTown Hall')
  assert.equal(own.accessibility.preparedOn?.toString(), '2026-01-14')
  assert.deepEqual(
    JSON.parse(JSON.stringify(parseAuthoritySettings(JSON.parse(JSON.stringify(own))))),
    JSON.parse(JSON.stringify(own)),
  )
})

test('every wrong setting is named, and so is a misspelt one', () => {
  const given = {
    draftDaysBefore: -1,
    taskWorkingDays: '5 days',
    chase: { everyday: 2 },
    reviewEmail: 'not an address',
    disclosureLogUrl: 'javascript:alert(1)',
    regulator: [],
    accessibility: { testedOn: '2026-02-30', conformance: 'mostly' },
    colour: '#000000',
  }
  assert.throws(
    () => parseAuthoritySettings(given),
    (error) => {
      assert.ok(error instanceof ProblemError)
      assert.deepEqual(error.fields.map((one) => one.field).toSorted(), [
        'settings.accessibility.conformance',
        'settings.accessibility.testedOn',
        'settings.chase.everyday',
        'settings.colour',
        'settings.disclosureLogUrl',
        'settings.draftDaysBefore',
        'settings.regulator',
        'settings.reviewEmail',
        'settings.taskWorkingDays',
      ])
      return true
    },
  )
})

test('whatever is given, settings are parsed or refused, never a fault', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        fc.record(
          { draftDaysBefore: fc.jsonValue(), chase: fc.jsonValue(), signOff: fc.string({ unit: 'binary' }) },
          { requiredKeys: [] },
        ),
      ),
      (given) => {
        try {
          parseAuthoritySettings(given)
        } catch (error) {
          assert.ok(error instanceof ProblemError, String(error))
        }
      },
    ),
  )
})

test('an authority is added once, recorded, and read back as it was given', async () => {
  const added = valueOf(
    await createAuthority(services, {
      ...council,
      hostnames: ['FOI.NorthFold.example.org'],
      settings: { draftDaysBefore: 4 },
    }),
  )
  assert.deepEqual(added.hostnames, ['foi.northfold.example.org'])
  assert.equal(added.nation, 'wales')
  assert.equal(added.settings.draftDaysBefore, 4)
  assert.deepEqual(
    (await loadAuthorities(db.database.reader)).find(({ id }) => id === added.id),
    added,
  )
  assert.deepEqual(
    (await recorded(db.database, added.id)).map(({ action, chain }) => [action, chain]),
    [['create-authority', added.id]],
  )
  assert.deepEqual(wrongFields(await createAuthority(services, council)), ['slug'])
  const rival = { ...council, slug: 'rival', hostnames: ['foi.northfold.example.org'] }
  assert.deepEqual(wrongFields(await createAuthority(services, rival)), ['hostnames'])
})

test('two authorities that take one hostname at once: one gets it', async () => {
  const both = await Promise.all(
    ['one', 'two'].map((slug) =>
      createAuthority(services, { ...council, slug: `race-${slug}`, hostnames: ['race.example.org'] }),
    ),
  )
  assert.equal(both.filter((outcome) => outcome.ok).length, 1)
})

test('wrong facts of an authority are each named', async () => {
  const outcome = await createAuthority(services, {
    slug: 'North Fold',
    name: 'a\u0000b',
    shortName: '',
    nation: 'atlantis',
    hostnames: ['https://foi.example.org'],
    referencePrefix: 'REQ4',
    addressLines: [],
    email: 'foi@',
    website: 'ftp://example.org',
    colour: 'teal',
    settings: { nonsense: 1 },
  })
  assert.deepEqual(wrongFields(outcome).toSorted(), [
    'colour',
    'email',
    'hostnames',
    'name',
    'nation',
    'referencePrefix',
    'settings.nonsense',
    'shortName',
    'slug',
    'website',
  ])
})

test('an administrator changes what is given and nothing else; others may not', async () => {
  const authority = await makeAuthority(services)
  const administrator = await makeStaff(services, authority, ['administrator'])
  const changed = valueOf(
    await updateAuthority(services, administrator, {
      phone: '01632 960000',
      settings: { taskWorkingDays: 7 },
    }),
  )
  assert.deepEqual(changed, {
    ...authority,
    phone: '01632 960000',
    settings: { ...authority.settings, taskWorkingDays: 7 },
  })
  assert.equal(valueOf(await updateAuthority(services, administrator, { phone: null })).phone, null)
  const wrong = await updateAuthority(services, administrator, { settings: { taskWorkingDays: 0 } })
  assert.deepEqual(wrongFields(wrong), ['settings.taskWorkingDays'])
  const officer = await makeStaff(services, authority, ['information-officer'])
  assert.equal(problemOf(await updateAuthority(services, officer, { phone: null })), 'not-permitted')
})

test('the directory knows an authority by hostname, else by name, else the first; and reads anew when told', async () => {
  const directory = await authorityDirectory(db.database.reader)
  const [first] = directory.list()
  const own = await makeAuthority(services)
  valueOf(await setHostnames(services, own.id, ['own.example.org']))
  assert.equal(directory.find(own.id), null)
  await directory.reload()
  assert.equal(directory.find(own.id)?.slug, own.slug)
  assert.equal(directory.forHost('OWN.example.org.:3000', null)?.id, own.id)
  assert.equal(directory.forHost('own.example.org', first?.slug ?? '')?.id, own.id)
  assert.equal(directory.forHost('not-own.example.org', own.slug)?.id, own.id)
  assert.equal(directory.forHost('[::1]:3000', null)?.id, first?.id)
  assert.equal(directory.forHost('elsewhere.example.org', 'nobody'), null)
  assert.equal(problemOf(await setHostnames(services, 'x', [])), 'not-found')
})
