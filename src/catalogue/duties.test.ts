import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { legalDay } from '../kernel/clock.ts'
import {
  must,
  openCatalogue,
  putDataset,
  putVersion,
  refused,
  type CatalogueFixture,
} from './catalogue.fixture.ts'
import {
  addDuty,
  findDutyItem,
  listDuties,
  listPublicDuties,
  remindDuties,
  saveDuty,
  takeUpDuties,
} from './index.ts'

let at: CatalogueFixture
before(async () => {
  at = await openCatalogue('2026-04-10T09:00:00Z')
})
after(() => at.close())

const day = (text: string) => Temporal.PlainDate.from(text)
const items = () => listDuties(at.services.database.reader, at.authority, legalDay(at.clock.at))
const item = async (key: string) => {
  const found = await findDutyItem(at.services.database.reader, at.authority, key, legalDay(at.clock.at))
  assert.ok(found, key)
  return found
}
const saved = async (key: string, change: Partial<Parameters<typeof saveDuty>[2]> = {}) => {
  const { version } = await item(key)
  return saveDuty(at.services, at.publisher, {
    key,
    version,
    applies: true,
    note: '',
    owner: 'Finance',
    ownerEmail: 'finance@upfold.example.org',
    dataset: null,
    startsOn: day('2026-01-01'),
    ...change,
  })
}

test('before anybody has saved one, every duty of the nation is listed, counted from today', async () => {
  const all = await items()
  assert.ok(all.length > 20)
  assert.ok(all.every(({ version }) => version === 0))
  const spending = await item('transparency-spending')
  assert.equal(spending.status?.state, 'on-time')
  assert.equal(spending.status?.periodTo?.toString(), '2026-06-30')
})

test('a duty is met by the versions of its dataset, and late without the newest period', async () => {
  const id = await putDataset(at, 'spending', { template: 'spending-over-500', coversTo: '2026-03-31' })
  assert.equal((await item('transparency-spending')).dataset?.slug, 'spending', 'found by its template')
  must(await saved('transparency-spending', { dataset: 'spending' }))
  assert.equal((await item('transparency-spending')).status?.state, 'met')

  at.clock.at = Temporal.Instant.from('2026-08-01T09:00:00Z')
  const late = await item('transparency-spending')
  assert.equal(late.status?.state, 'late')
  assert.equal(late.status?.dueOn?.toString(), '2026-07-31')
  assert.equal((await items())[0]?.key, 'transparency-spending', 'what was due first is first')
  assert.match(late.status?.because.at(-1)?.text ?? '', /1 day late/)

  // A correction of an old quarter does not take the newest away.
  await putVersion(at, id, 2, '2026-06-30')
  await putVersion(at, id, 3, '2026-03-31')
  const met = await item('transparency-spending')
  assert.equal(met.status?.state, 'met')
  assert.equal(met.coversTo?.toString(), '2026-06-30')
})

test('only those who may, on what they read, with a dataset there is', async () => {
  const input = {
    key: 'transparency-land',
    version: 0,
    applies: true,
    note: '',
    owner: '',
    ownerEmail: null,
    dataset: null,
    startsOn: day('2026-01-01'),
  }
  assert.equal(refused(await saveDuty(at.services, at.auditor, input)), 'not-permitted')
  assert.equal(refused(await saveDuty(at.services, at.publisher, { ...input, version: 3 })), 'stale')
  assert.equal(
    refused(await saveDuty(at.services, at.publisher, { ...input, dataset: 'none' })),
    'invalid-input',
  )
  assert.equal(
    refused(await saveDuty(at.services, at.publisher, { ...input, ownerEmail: 'x' })),
    'invalid-input',
  )
  assert.equal(refused(await saveDuty(at.services, at.publisher, { ...input, key: 'nothing' })), 'not-found')
})

test('one’s own duty has its own days, and what does not apply is left out in public', async () => {
  const own = must(
    await addDuty(at.services, at.publisher, {
      title: 'Air quality readings',
      basis: 'Council resolution 12',
      frequency: 'monthly',
      graceDays: 5,
      startsOn: day('2026-07-01'),
      note: '',
      owner: '',
      ownerEmail: null,
      dataset: null,
    }),
  )
  const kept = await item(own.key)
  assert.equal(kept.status?.dueOn?.toString(), '2026-08-05')
  assert.equal(kept.dueWords, 'Every month, within 5 days of the end of each period')
  must(await saved('transparency-waste', { applies: false }))
  const open = await listPublicDuties(at.services.database.reader, at.authority, legalDay(at.clock.at))
  assert.ok(open.some(({ key }) => key === own.key))
  assert.ok(!open.some(({ key }) => key === 'transparency-waste'))
  assert.ok(open.every((one) => !('ownerEmail' in one) && !('note' in one)))
})

test('taking up keeps a row for each, once', async () => {
  const first = must(await takeUpDuties(at.services, systemActor, at.authority))
  assert.ok(first.taken > 15)
  assert.equal(must(await takeUpDuties(at.services, systemActor, at.authority)).taken, 0)
  assert.ok((await items()).every(({ version }) => version > 0))
})

test('whoever sees to a duty is written to once before its day and once after', async () => {
  const reminders = async () => (await at.mails()).filter(({ key }) => key.startsWith('remind:'))
  at.clock.at = Temporal.Instant.from('2026-10-20T09:00:00Z')
  assert.equal((await remindDuties(at.services)).reminded, 1)
  assert.equal((await remindDuties(at.services)).reminded, 0)
  const [soon] = await reminders()
  assert.equal(soon?.to, 'finance@upfold.example.org')
  assert.equal(soon?.subject, 'To be published by Saturday 31 October 2026: Spending over £500')
  at.clock.at = Temporal.Instant.from('2026-11-01T09:00:00Z')
  assert.equal((await remindDuties(at.services)).reminded, 1)
  assert.equal((await remindDuties(at.services)).reminded, 0)
  assert.match((await reminders())[1]?.subject ?? '', /^Overdue for publication: Spending/)
})
