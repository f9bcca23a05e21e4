import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addAuthority, addCase, addStaff } from '../../test/support/records.ts'
import { createSecretBox, type Services, type Staff } from '../identity/index.ts'
import { fixedClock } from '../kernel/clock.ts'
import type { AuthorityId } from '../kernel/ids.ts'
import { builtInCalendars } from '../law/index.ts'
import {
  entryColumns,
  entryRow,
  listEntries,
  prepareEntry,
  publishEntry,
  readCaseAnswer,
  readEntry,
  recentEntries,
  relatedTo,
  streamEntries,
  withdrawEntry,
  type PublishInput,
} from './index.ts'

const requester = {
  name: 'Ms Adaeze Okafor',
  email: 'adaeze.okafor@example.org',
  phone: '07700 900123',
  address: '14a Elm Street\nCV1 4AA',
}

describe('the disclosure log', () => {
  let test: TestDatabase
  let services: Services
  let authorityId: AuthorityId
  let publisher: Staff

  before(async () => {
    test = await openTestDatabase()
    services = {
      database: test.database,
      clock: fixedClock('2026-02-02T10:00:00Z'),
      calendars: builtInCalendars,
      secrets: createSecretBox('a key for tests'),
    }
    authorityId = await addAuthority(test.database)
    publisher = await addStaff(test.database, authorityId, ['publisher'])
  })
  after(() => test.close())

  const answered = (reference: string, topic = 'Highways') =>
    addCase(test.database, authorityId, {
      reference,
      title: 'Pothole repairs – for Adaeze Okafor',
      received: '2026-01-02',
      due: '2026-01-30',
      answered: '2026-01-14',
      topic,
      requester,
      parts: [
        {
          outcome: 'provided',
          text: 'Dear Sir,\nHow much was spent on potholes near 14a Elm St?\n\nKind regards,\nAdaeze\n07700 900123',
          answer: 'Dear Ms Okafor,\n\nWe spent £12,000. Email adaeze.okafor@example.org for more.',
        },
        {
          outcome: 'refused',
          text: 'Name the contractor’s bank.',
          grounds: ['foia-43-2'],
          answer: 'Refused.',
        },
        { outcome: 'available-elsewhere', text: 'Past years?', link: 'https://example.org/potholes' },
      ],
    })
  const proposed = async (caseId: string): Promise<PublishInput> => {
    const answer = await readCaseAnswer(test.database.reader, authorityId, caseId)
    assert.ok(answer)
    const { title, summary, topic, parts } = prepareEntry(answer, ['Brackwater Council'])
    return { caseId, title, summary, topic, parts }
  }

  it('proposes the case’s words without the requester, and says what it took out', async () => {
    const answer = await readCaseAnswer(test.database.reader, authorityId, await answered('REQ00001'))
    assert.ok(answer)
    const entry = prepareEntry(answer)
    assert.equal(entry.title, 'Pothole repairs – for [name removed]')
    assert.deepEqual(
      entry.parts.map(({ question, answer: text }) => [question, text]),
      [
        ['How much was spent on potholes near [address removed]?', ''],
        ['Name the contractor’s bank.', 'Refused.'],
        ['Past years?', ''],
      ].map(([question, text], i) => [
        question,
        i === 0 ? 'We spent £12,000. Email [email removed] for more.' : text,
      ]),
    )
    assert.deepEqual(
      entry.removals.map(({ where, what }) => `${where}: ${what}`),
      [
        'part 1 question: greeting',
        'part 1 question: sign-off',
        'part 1 question: address',
        'part 1 answer: greeting',
        'part 1 answer: email',
        'title: name',
      ],
    )
    assert.equal(entry.summary, 'We gave some of the information asked for. Relied on: s.43(2), s.21.')
    assert.deepEqual(entry.parts[1]?.grounds[0]?.act, 'Freedom of Information Act 2000')
    assert.deepEqual(entry.parts[2]?.link, {
      url: 'https://example.org/potholes',
      title: 'https://example.org/potholes',
    })
  })

  it('publishes what a person reviewed, once a case, with nothing that leads back', async () => {
    const caseId = await answered('REQ00002')
    const input = await proposed(caseId)
    const extra = { ...input, parts: input.parts.map((part) => ({ ...part, officer: 'Pat Test', caseId })) }
    const first = await publishEntry(services, publisher, extra)
    assert.deepEqual(first, { ok: true, value: { reference: 'REQ00002', already: false } })
    assert.deepEqual(await publishEntry(services, publisher, { ...input, title: 'Another' }), {
      ok: true,
      value: { reference: 'REQ00002', already: true },
    })
    const found = await readEntry(test.database.reader, authorityId, 'REQ00002')
    assert.ok(found?.kind === 'entry')
    assert.equal(found.entry.outcome, 'part-released')
    assert.equal(found.entry.workingDays, 8)
    assert.equal(found.entry.answeredOn.toString(), '2026-01-14')
    const shown = JSON.stringify([found, entryRow(found.entry)])
    for (const secret of [caseId, publisher.id, 'Pat Test', 'Adaeze', 'Okafor', 'officer', 'requester']) {
      assert.ok(!shown.includes(secret), secret)
    }
    assert.deepEqual(Object.keys(entryRow(found.entry)), [...entryColumns])
  })

  it('stops words that show who asked, and keeps the certificate', async () => {
    const caseId = await answered('REQ00003')
    const input = await proposed(caseId)
    const parts = input.parts.map((part, i) =>
      i === 1 ? { ...part, answer: 'As Ms O\u00adkafor knows.' } : part,
    )
    const outcome = await publishEntry(services, publisher, { ...input, parts })
    assert.ok(!outcome.ok && outcome.problem === 'release-stopped')
    assert.ok(!/okafor/i.test(outcome.detail ?? ''))
    assert.equal(await readEntry(test.database.reader, authorityId, 'REQ00003'), null)
    const certificates = await test.database.reader
      .selectFrom('release_certificate')
      .select(['verdict', 'route'])
      .where('case_id', '=', caseId)
      .execute()
    assert.deepEqual(certificates, [{ verdict: 'stopped', route: 'disclosure-log' }])
    for (const place of ['title', 'summary', 'topic'] as const) {
      const other = await publishEntry(services, publisher, { ...input, [place]: 'By Adaeze Okafor' })
      assert.ok(!other.ok && other.problem === 'release-stopped', place)
    }
  })

  it('refuses whoever may not, what is not answered, other authorities, and bad input', async () => {
    const caseId = await answered('REQ00004')
    const input = await proposed(caseId)
    const approver = await addStaff(test.database, authorityId, ['approver'])
    const stranger = await addStaff(test.database, await addAuthority(test.database, 'other'), ['publisher'])
    const open = await addCase(test.database, authorityId, { reference: 'REQ00005', received: '2026-01-05' })
    const problem = async (staff: Staff, given: PublishInput) => {
      const outcome = await publishEntry(services, staff, given)
      return outcome.ok ? 'ok' : outcome.problem
    }
    assert.equal(await problem(approver, input), 'not-permitted')
    assert.equal(await problem(stranger, input), 'not-found')
    assert.equal(await problem(publisher, { ...input, caseId: "' or 1=1" }), 'not-found')
    assert.equal(await problem(publisher, { ...input, caseId: open }), 'not-now')
    assert.equal(await problem(publisher, { ...input, title: ' \0' }), 'invalid-input')
    assert.equal(await problem(publisher, { ...input, parts: [] }), 'invalid-input')
    const linked = input.parts.map((part) => ({ ...part, link: { url: 'javascript:alert(1)', title: 'x' } }))
    assert.equal(await problem(publisher, { ...input, parts: linked }), 'invalid-input')
  })

  it('leaves a tombstone without the words, and takes a corrected entry in its place', async () => {
    const caseId = await answered('REQ00006')
    const input = await proposed(caseId)
    assert.ok((await publishEntry(services, publisher, { ...input, title: 'Withdrawable zebra' })).ok)
    const told = await withdrawEntry(services, publisher, {
      reference: 'REQ00006',
      reason: 'Asked by Adaeze Okafor',
    })
    assert.ok(!told.ok && told.problem === 'release-stopped')
    assert.ok(
      (await withdrawEntry(services, publisher, { reference: 'REQ00006', reason: 'A wrong figure.' })).ok,
    )
    const again = await withdrawEntry(services, publisher, { reference: 'REQ00006', reason: 'Twice.' })
    assert.ok(again.ok && again.value.reason === 'A wrong figure.')
    const row = await test.database.reader
      .selectFrom('disclosure_entry')
      .selectAll()
      .where('reference', '=', 'REQ00006')
      .executeTakeFirstOrThrow()
    assert.ok(!JSON.stringify(row).includes('zebra') && !JSON.stringify(row).includes('pothole'))
    assert.equal((await listEntries(test.database.reader, authorityId, { q: 'zebra' })).total, 0)
    const corrected = await publishEntry(services, publisher, input)
    assert.deepEqual(corrected, { ok: true, value: { reference: 'REQ00006-2', already: false } })
    const found = await readEntry(test.database.reader, authorityId, 'REQ00006')
    assert.ok(found?.kind === 'withdrawn' && found.tombstone.replacedBy === 'REQ00006-2')
    assert.equal((await readEntry(test.database.reader, authorityId, 'REQ00006-2'))?.kind, 'entry')
    assert.equal(await readEntry(test.database.reader, authorityId, 'REQ99999\0'), null)
  })

  it('lists, filters, counts, feeds and streams, and never disagrees with itself', async () => {
    const other = await addAuthority(test.database, 'lists')
    const staff = await addStaff(test.database, other, ['publisher'])
    for (let i = 1; i <= 12; i += 1) {
      const caseId = await addCase(test.database, other, {
        reference: `L${i}`,
        regime: i % 3 === 0 ? 'eir' : 'foia',
        received: '2025-01-02',
        answered: i <= 4 ? `2024-12-${10 + i}` : `2025-03-${10 + i}`,
      })
      const outcome = await publishEntry(services, staff, {
        caseId,
        title: i === 7 ? 'Library opening hours' : `Waste round ${i}`,
        summary: '',
        topic: i % 2 === 0 ? 'Waste' : null,
        parts: [
          {
            number: 1,
            question: 'When?',
            outcome: i === 12 ? 'not-held' : 'provided',
            answer: 'Monday.',
            grounds: [],
          },
        ],
      })
      assert.ok(outcome.ok)
    }
    const { reader } = test.database
    const references = async (filters: Parameters<typeof listEntries>[2]) =>
      (await listEntries(reader, other, filters)).items.map(({ reference }) => reference).join(' ')
    assert.equal(await references({ pageSize: 3 }), 'L12 L11 L10')
    assert.equal(await references({ pageSize: 3, page: 4 }), 'L3 L2 L1')
    assert.equal(await references({ pageSize: 2, sort: 'oldest' }), 'L1 L2')
    assert.equal(await references({ topic: 'Waste', year: 2024 }), 'L4 L2')
    assert.equal(await references({ outcome: 'not-held' }), 'L12')
    assert.equal(await references({ q: 'library' }), 'L7')
    assert.equal(await references({ q: 'waste', sort: 'oldest', pageSize: 2 }), 'L1 L2')
    assert.equal(await references({ q: 'waste', regime: 'eir', sort: 'newest' }), 'L12 L9 L6 L3')
    assert.equal(await references({ page: 1e308 }), '')
    const page = await listEntries(reader, other, { year: 2025 })
    assert.equal(page.total, 8)
    assert.deepEqual(page.facets.year, [
      { value: '2025', count: 8 },
      { value: '2024', count: 4 },
    ])
    assert.deepEqual(page.facets.topic, [{ value: 'Waste', count: 4 }])
    assert.deepEqual(page.facets.outcome, [
      { value: 'released', count: 7 },
      { value: 'not-held', count: 1 },
    ])
    const searched = await listEntries(reader, other, { q: 'waste' })
    assert.equal(searched.total, 11)
    assert.equal(searched.facets.topic[0]?.count, 6)
    const beyond = await listEntries(reader, other, { q: 'waste', page: 9 })
    assert.deepEqual([beyond.items.length, beyond.total], [0, 11])
    const streamed: string[] = []
    for await (const entry of streamEntries(reader, other, { year: 2024 })) streamed.push(entry.reference)
    assert.deepEqual(streamed, ['L4', 'L3', 'L2', 'L1'])
    assert.equal((await recentEntries(reader, other, 1))[0]?.reference, 'L12')
    const seven = await readEntry(reader, other, 'L6')
    assert.ok(seven?.kind === 'entry')
    const related = await relatedTo(reader, other, seven.entry)
    assert.ok(related.length > 0 && related.every(({ path }) => path !== '/disclosure-log/L6'))
    assert.ok((await withdrawEntry(services, staff, { reference: 'L12', reason: 'Wrong.' })).ok)
    const now = await listEntries(reader, other, {})
    assert.equal(now.total, 11)
    assert.deepEqual(now.facets.outcome, [{ value: 'released', count: 11 }])
  })

  it('takes any filter without an error', async () => {
    for (const value of [
      "' or 1=1 --",
      '"',
      '"unbalanced',
      '\ud800',
      '🏛️',
      'a & | ! ( <->',
      '-',
      'x'.repeat(100_000),
      '漢'.repeat(50_000),
    ]) {
      const filters = { q: value, topic: value, outcome: value, regime: value, year: Number.NaN }
      assert.equal(
        (await listEntries(test.database.reader, authorityId, filters)).items.length,
        0,
        value.slice(0, 20),
      )
      assert.equal((await listEntries(test.database.reader, authorityId, { q: value, page: -3 })).page, 1)
      assert.equal(await readEntry(test.database.reader, authorityId, value), null)
    }
  })

  it('treats a filter of nothing but control characters as none', async () => {
    const all = await listEntries(test.database.reader, authorityId, {})
    const nothing = await listEntries(test.database.reader, authorityId, {
      q: '\0',
      topic: '\0',
      outcome: '\0',
    })
    assert.deepEqual(nothing, all)
  })

  it('streams more than a batch, each entry once', async () => {
    const other = await addAuthority(test.database, 'many')
    await addMany(other, 1_234)
    const seen = new Set<string>()
    for await (const entry of streamEntries(test.database.reader, other)) seen.add(entry.reference)
    assert.equal(seen.size, 1_234)
    const page = await listEntries(test.database.reader, other, { q: 'bulk' })
    assert.deepEqual([page.total, page.capped], [1_000, true])
    assert.equal((await listEntries(test.database.reader, other, {})).total, 1_234)
  })

  async function addMany(authority: string, count: number): Promise<void> {
    const day = Temporal.PlainDate.from('2025-06-02')
    await test.database.reader
      .insertInto('disclosure_entry')
      .values(
        Array.from({ length: count }, (_, i) => ({
          id: crypto.randomUUID(),
          authority_id: authority,
          case_id: null,
          reference: `M${i}`,
          title: `Bulk ${i}`,
          parts: '[]',
          body_text: '',
          regime: 'foia',
          outcome: 'released',
          topic: null,
          received_on: day,
          answered_on: day,
          working_days: 0,
          published_at: Temporal.Instant.from('2025-06-02T10:00:00Z'),
          published_by: null,
          withdrawn_at: null,
          withdrawn_reason: null,
          replaced_by: null,
        })),
      )
      .execute()
  }
})
