import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { openTestInstallation, type TestInstallation } from '../../../test/support/installation.ts'
import { verifyAudit } from '../../audit/index.ts'
import { caseByReference, outboxFor, worklist, type CasePageModel } from '../../cases/index.ts'
import { extractText } from '../../documents/index.ts'
import { listEntries, readEntry, readPublicationScheme } from '../../disclosure/index.ts'
import { loadStaff, listStaff, signInWithLink, type Staff } from '../../identity/index.ts'
import { today } from '../../kernel/clock.ts'
import { searchPublished, suggestPublished } from '../../search/index.ts'
import { findRedaction, type RedactionRecord } from '../../redaction/index.ts'
import { demonstrationLinks, seedDemonstration, type DemonstrationLink } from './demonstration.ts'
import { redactExamples } from './redacted-examples.ts'

let set: TestInstallation
let links: DemonstrationLink[]
let officer: Staff

before(async () => {
  set = await openTestInstallation()
  await seedDemonstration(set.installation)
  links = await demonstrationLinks(set.installation)
  const staff = await listStaff(set.opened.database.reader, authority().id)
  const found = staff.find((one) => one.roles.includes('information-officer'))
  const loaded = await loadStaff(set.opened.database.reader, found?.id ?? '')
  assert.ok(loaded)
  officer = loaded
})
after(() => set.close())

const authority = (slug = 'coventry') => {
  const found = set.installation.authorities.list().find((one) => one.slug === slug)
  assert.ok(found, slug)
  return found
}

async function shown(reference: string): Promise<CasePageModel> {
  const found = await caseByReference(set.installation.services, officer, reference)
  assert.ok(found, reference)
  return found
}

test('the worked example is finished: seven parts, two people, a sent letter, an entry without its requester', async () => {
  const { record, events } = await shown('REQ04543')
  assert.deepEqual(
    record.parts.map((part) => part.outcome),
    ['provided', 'not-held', 'not-held', 'not-held', 'not-held', 'not-held', 'available-elsewhere'],
  )
  assert.deepEqual([record.stage, record.outcome], ['answered', 'granted-in-full'])
  const [letter] = record.letters
  const [approval] = record.approvals
  assert.equal(letter?.state, 'sent')
  assert.ok(letter && approval?.decidedBy && letter.createdBy.name !== approval.decidedBy)
  assert.ok(letter.pdfSha256 && (await set.installation.services.files.has(letter.pdfSha256)))
  assert.ok(
    record.answeredOn && record.dueOn && Temporal.PlainDate.compare(record.answeredOn, record.dueOn) < 0,
  )
  const actions = events
    .map((event) => event.action)
    .filter((action) => action !== 'check-release')
    .toReversed()
  assert.deepEqual(actions.slice(0, 3), ['open-case', 'start', 'edit-details'])
  assert.deepEqual(actions.slice(-4), ['approve', 'send', 'publish-entry', 'read-case'])
  const entry = await readEntry(set.opened.database.reader, authority().id, 'REQ04543')
  assert.equal(entry?.kind, 'entry')
  assert.doesNotMatch(JSON.stringify(entry), /Asha|Madeup|example\.com/)
  assert.match(JSON.stringify(entry), /contractsregister/)
})

test('beside it stands a case in every state', async () => {
  const { services } = set.installation
  const { reader } = set.opened.database
  const rows = await reader.selectFrom('cases').selectAll().execute()
  const day = today(services.clock)
  const has = (what: string, holds: (row: (typeof rows)[number]) => boolean): void =>
    assert.ok(rows.some(holds), what)
  const open = ['new', 'open', 'approval', 'approved']
  has('new and unassigned', (row) => row.stage === 'new' && row.officer_id === null)
  has('waiting for a clarification', (row) => row.stage === 'open' && row.waiting_for === 'clarification')
  has('waiting for a fee', (row) => row.stage === 'open' && row.waiting_for === 'fee')
  has('extended', (row) => row.stage === 'open' && row.extended)
  has(
    'overdue',
    (row) =>
      open.includes(row.stage) && row.due_on !== null && Temporal.PlainDate.compare(row.due_on, day) < 0,
  )
  has('with an approver', (row) => row.stage === 'approval')
  has('approved', (row) => row.stage === 'approved')
  has('partly refused', (row) => row.outcome === 'granted-in-part' && row.regime === 'foia')
  has('refused over cost', (row) => row.outcome === 'over-cost-limit')
  has('environmental, open', (row) => row.regime === 'eir' && row.stage === 'open')
  has('environmental, answered', (row) => row.regime === 'eir' && row.stage === 'answered')
  has('a review, open', (row) => row.regime === 'foia-review' && row.stage === 'open')
  has('a review, answered', (row) => row.regime === 'foia-review' && row.outcome === 'overturned')
  has('withdrawn', (row) => row.stage === 'withdrawn')
  has('closed', (row) => row.stage === 'closed')
  has('re-use', (row) => row.regime === 'ropsi')
  const partly = await shown(rows.find((row) => row.outcome === 'granted-in-part')?.reference ?? '')
  const grounds = partly.record.parts.flatMap((part) => part.grounds)
  assert.deepEqual(
    grounds.map((ground) => ground.exemptionId),
    ['foia-40-2', 'foia-43-2'],
  )
  assert.ok(grounds[1] && grounds[1].factorsFor.length > 0 && grounds[1].factorsAgainst.length > 0)
  const page = await worklist(
    reader,
    officer,
    { tab: 'open', sort: 'due', direction: 'asc', page: 1 },
    day,
    services.calendars(),
  )
  for (const tab of ['to-do', 'waiting', 'due-soon', 'unassigned', 'approval', 'open', 'closed'] as const)
    assert.ok(page.counts[tab].n > 0, tab)
  assert.ok((await outboxFor(reader, officer, { state: 'held' })).length > 20)
})

test('search, suggestions and the publication scheme have material', async () => {
  const { reader } = set.opened.database
  const { id } = authority()
  assert.ok((await listEntries(reader, id, {})).total >= 13)
  assert.ok((await listEntries(reader, authority('herefordshire').id, {})).total >= 2)
  assert.ok((await searchPublished(reader, id, { q: 'contracts register' })).total >= 2)
  const suggested = await suggestPublished(reader, id, 'Where are the CCTV cameras of the council?')
  assert.match(suggested[0]?.title ?? '', /CCTV/)
  const scheme = await readPublicationScheme(reader, id)
  assert.ok(
    scheme.every((one) => one.items.length > 0),
    'every class has an item',
  )
})

test('documents are marked and a redacted copy goes out, once the pages are served', async () => {
  const { services } = set.installation
  const { reader } = set.opened.database
  const authorities = set.installation.authorities.list()
  await redactExamples(services, authorities, new AbortController().signal)
  const recordOf = async (name: string, slug?: string): Promise<RedactionRecord> => {
    const { id } = await reader
      .selectFrom('document')
      .select('id')
      .where('name', '=', name)
      .where('redacted_from', 'is', null)
      .executeTakeFirstOrThrow()
    const record = await findRedaction(reader, authority(slug).id, id)
    assert.ok(record, name)
    return record
  }
  const shelters = await recordOf('Bus shelter inspection.pdf')
  const states = new Set(shelters.marks.map(({ state }) => state))
  assert.ok(states.has('proposed') && states.has('accepted'))
  assert.deepEqual(
    shelters.pages.map(({ page, flag }) => [page, flag]),
    [
      [4, 'out-of-scope'],
      [5, 'duplicate'],
    ],
  )
  assert.ok((await recordOf('Footpath inspection.pdf', 'herefordshire')).marks.length > 2)
  const orchard = await recordOf('Orchard lease visit.pdf')
  assert.deepEqual(
    orchard.copies.map(({ layer, releaseState }) => [layer, releaseState]),
    [['requester', 'released']],
  )
  const [copy] = orchard.copies
  const sent = await services.files.read(copy?.sha256 ?? '')
  const { text } = await extractText(sent, 'pdf')
  assert.match(text, /will prune the eleven trees/)
  assert.doesNotMatch(text, /Inventon|960 245|joel/i)
  const counted = shelters.marks.length
  await redactExamples(services, authorities, new AbortController().signal)
  assert.equal((await recordOf('Bus shelter inspection.pdf')).marks.length, counted)
})

test('every link signs its role in, once; a later start gives fresh ones and adds nothing', async () => {
  assert.equal(links.length, 14)
  const { services } = set.installation
  const counted = async () =>
    (await set.opened.database.reader.selectFrom('cases').select('id').execute()).length
  const before = await counted()
  await seedDemonstration(set.installation)
  const fresh = await demonstrationLinks(set.installation)
  assert.equal(await counted(), before)
  assert.equal(new Set([...links, ...fresh].map(({ path }) => path)).size, 28)
  for (const link of fresh) {
    const secret = link.path.replace('/staff/sign-in/link/', '')
    const first = await signInWithLink(services, secret)
    assert.ok(first.ok, link.role)
    assert.ok(!(await signInWithLink(services, secret)).ok, link.role)
  }
})

test('the trail is whole, and reads in the order of time', async () => {
  const reports = await verifyAudit(set.opened.database)
  assert.ok(reports.length >= 2 && reports.every((report) => report.broken === null))
  const rows = await set.opened.database.reader
    .selectFrom('audit_event')
    .select(['at'])
    .where('chain', '=', authority().id)
    .orderBy('number')
    .execute()
  assert.ok(rows.length > 200)
  const moments = rows.map(({ at }) => at.epochMilliseconds)
  assert.deepEqual(
    moments,
    moments.toSorted((a, b) => a - b),
  )
})

test('the kept counts of answers are those that the cases give, and follow them', async () => {
  const { database } = set.opened
  const differing = async () => {
    const { rows } = await sql<{ day: Temporal.PlainDate }>`
      with counted as (
        select authority_id, answered_on as day, count(*)::integer as answered,
          (count(*) filter (where due_on is null or answered_on <= due_on))::integer as on_time
        from cases where stage in ('answered', 'closed') and regime in ('foia', 'eir') and answered_on is not null
          and outcome is distinct from 'withdrawn' group by 1, 2
      ), kept as (select authority_id, day, answered, on_time from answered_day where answered > 0)
      (select * from counted except select * from kept) union all (select * from kept except select * from counted)`.execute(
      database.reader,
    )
    return rows.length
  }
  const kept = await database.reader.selectFrom('answered_day').selectAll().execute()
  assert.ok(kept.length > 10)
  assert.equal(await differing(), 0)
  const change = (set: Record<string, unknown>) =>
    database.reader.updateTable('cases').set(set).where('reference', '=', 'REQ04543').execute()
  await change({ regime: 'uk-gdpr' })
  assert.equal(await differing(), 0)
  await change({
    regime: 'foia',
    answered_on: Temporal.PlainDate.from('2026-01-05'),
    due_on: Temporal.PlainDate.from('2026-01-02'),
  })
  assert.equal(await differing(), 0)
})

test('an installation with an authority of its own is left alone', async () => {
  const other = await openTestInstallation()
  try {
    await other.opened.database.reader
      .insertInto('authority')
      .values({
        id: '00000000-0000-7000-8000-000000000001',
        slug: 'own',
        name: 'Own Council',
        short_name: 'Own',
        nation: 'england',
        reference_prefix: 'OWN',
        email: 'foi@example.org',
        settings: '{}',
      })
      .execute()
    await seedDemonstration(other.installation)
    assert.deepEqual(await demonstrationLinks(other.installation), [])
    assert.equal(other.installation.authorities.list().length, 1)
  } finally {
    await other.close()
  }
})
