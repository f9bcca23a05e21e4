import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addAuthority, addCase } from '../../test/support/records.ts'
import { fixedClock } from '../kernel/clock.ts'
import { newId, type AuthorityId } from '../kernel/ids.ts'
import { createSecretBox } from '../identity/index.ts'
import { builtInCalendars } from '../law/index.ts'
import {
  recordSuggestionCounts,
  searchPublished,
  similarCases,
  suggestAnswered,
  suggestPublished,
  type Hit,
} from './index.ts'

const entries = [
  [
    'A1',
    'Pothole repairs by ward',
    'How many potholes were repaired in each ward? We repaired 4,210 potholes. The table gives each ward.',
  ],
  [
    'A2',
    'Parking fines at schools',
    'How many penalty charge notices were issued outside schools? 312 were issued.',
  ],
  [
    'A3',
    'Library opening hours',
    'When are libraries open? Monday to Saturday. A pothole outside the central library was repaired.',
  ],
  [
    'A4',
    'Agency social workers',
    'What was spent on agency social workers? We spent £2.1m on agency social workers in children’s services.',
  ],
  ['A5', 'Tree inspections', 'How often are street trees inspected? Every three years.'],
  ['A6', 'Empty homes', 'How many homes have been empty for more than a year? 611 homes.'],
] as const

describe('search over everything public', () => {
  let test: TestDatabase
  let authorityId: AuthorityId

  before(async () => {
    test = await openTestDatabase()
    authorityId = await addAuthority(test.database)
    const stranger = await addAuthority(test.database, 'other')
    for (const [reference, title, body] of entries) await addEntry(authorityId, reference, title, body)
    await addEntry(stranger, 'X1', 'Pothole repairs elsewhere', 'Potholes of another council.')
    await addEntry(authorityId, 'A9', 'Pothole secrets', 'Withdrawn potholes.', true)
    await test.database.reader
      .insertInto('published_item')
      .values([
        item(
          'dataset',
          'Potholes reported',
          'Every pothole reported since 2019, by street.',
          '/data/potholes',
        ),
        item('scheme', 'Budget book', 'What the council plans to spend.', 'https://example.org/budget'),
      ])
      .execute()
  })
  after(() => test.close())

  const item = (kind: string, title: string, description: string, url: string) => ({
    id: newId(),
    authority_id: authorityId,
    kind,
    title,
    description,
    url,
    scheme_class: null,
    format: null,
    updated_on: Temporal.PlainDate.from('2026-01-01'),
  })
  async function addEntry(
    authority: string,
    reference: string,
    title: string,
    body: string,
    withdrawn = false,
  ) {
    const day = Temporal.PlainDate.from('2025-06-02')
    const at = Temporal.Instant.from('2025-06-02T10:00:00Z')
    await test.database.reader
      .insertInto('disclosure_entry')
      .values({
        id: newId(),
        authority_id: authority,
        case_id: null,
        reference,
        title,
        parts: '[]',
        body_text: body,
        regime: 'foia',
        outcome: 'released',
        topic: null,
        received_on: day,
        answered_on: day,
        working_days: 0,
        published_at: at,
        published_by: null,
        withdrawn_at: withdrawn ? at : null,
        withdrawn_reason: null,
        replaced_by: null,
      })
      .execute()
  }
  const search = (q: string, types?: string[]) =>
    searchPublished(test.database.reader, authorityId, { q, ...(types ? { types } : {}) })
  const paths = (hits: Hit[]) => hits.map(({ path }) => path)
  const suggest = async (text: string) =>
    paths(await suggestPublished(test.database.reader, authorityId, text))

  it('ranks answers and items together, titles first, only this authority’s, nothing withdrawn', async () => {
    const found = await search('potholes')
    assert.deepEqual(
      new Set(paths(found.items).slice(0, 2)),
      new Set(['/disclosure-log/A1', '/data/potholes']),
    )
    assert.deepEqual(paths(found.items).slice(2), ['/disclosure-log/A3'])
    assert.equal(found.total, 3)
    assert.deepEqual(found.types, [
      { type: 'answer', count: 2 },
      { type: 'dataset', count: 1 },
    ])
    const one = await search('potholes', ['dataset'])
    assert.deepEqual([one.total, paths(one.items)], [1, ['/data/potholes']])
    assert.deepEqual(one.types, found.types)
    assert.equal((await search('potholes', ['nonsense'])).total, 0)
  })

  it('shows the sentence that matched, with the place of each word', async () => {
    const [hit] = (await search('agency workers spent')).items
    assert.equal(hit?.title, 'Agency social workers')
    const { text, highlights } = hit.sentence
    assert.match(text, /agency social workers/)
    assert.deepEqual(
      [...new Set(highlights.map(([start, end]) => text.slice(start, end)))],
      ['spent', 'agency', 'workers'],
    )
    const [library] = (await search('library pothole')).items
    assert.equal(library?.sentence.text, 'A pothole outside the central library was repaired.')
  })

  it('understands phrases, or, and minus', async () => {
    assert.deepEqual(paths((await search('"penalty charge"')).items), ['/disclosure-log/A2'])
    assert.equal((await search('trees or homes')).total, 2)
    assert.deepEqual(paths((await search('potholes -ward -reported')).items), ['/disclosure-log/A3'])
  })

  const hostile = [
    '',
    ' ',
    '\0',
    '"',
    '"""',
    "'",
    "' or 1=1 --",
    '); drop table cases; --',
    '& | ! <->',
    ':*',
    'a:*b',
    '\\',
    '🏛️🔥',
    '\ud800',
    '\ue000\ue001',
    '-',
    '--',
    'or or or',
    '%',
    '<script>alert(1)</script>',
    'potholes '.repeat(12_000),
    'x'.repeat(100_000),
    '漢'.repeat(100_000),
    'مرحبا '.repeat(20_000),
    Array.from({ length: 20_000 }, (_, i) => `w${i}`).join(' '),
    '\u202e'.repeat(100),
  ]
  it('takes whatever is typed', async () => {
    for (const text of hostile) {
      await search(text)
      await suggestPublished(test.database.reader, authorityId, text)
      await similarCases(
        test.database.reader,
        authorityId,
        { text, receivedOn: Temporal.PlainDate.from('2026-01-05') },
        builtInCalendars(),
      )
    }
    assert.equal((await search("' or 1=1 --")).total, 0)
  })

  it('suggests what is really alike to a whole letter', async () => {
    const letter = `Dear Sir or Madam,
      Under the Freedom of Information Act 2000 please provide me with the following information:
      1. the number of potholes repaired in each ward of the city in the last year.
      I look forward to hearing from you within 20 working days. Kind regards`
    assert.equal((await suggest(letter))[0], '/disclosure-log/A1')
    assert.equal(
      (await suggest('How much do you pay for social workers from agencies?'))[0],
      '/disclosure-log/A4',
    )
    assert.equal((await suggest('libraries opening'))[0], '/disclosure-log/A3')
    assert.deepEqual(await suggest('potholes').then((found) => found.length), 3)
    const [hit] = await suggestPublished(test.database.reader, authorityId, letter)
    assert.match(hit?.sentence.text ?? '', /potholes/)
    assert.ok((hit?.sentence.highlights.length ?? 0) >= 2)
  })

  it('suggests nothing where nothing is alike', async () => {
    for (const text of [
      'Dear Sir, please provide the information I requested. Kind regards',
      'Contracts for helicopter landing pads and submarine moorings',
      'How many staff have been trained in first aid, and at which sites?',
      'What is the policy on street naming and numbering of new developments?',
    ]) {
      assert.deepEqual(await suggest(text), [], text)
    }
  })

  it('finds earlier cases that are alike or from the same person, and says which can be taken together', async () => {
    const add = (
      reference: string,
      text: string,
      received: string,
      email: string,
      answered: string | null = null,
    ) =>
      addCase(test.database, authorityId, {
        reference,
        title: text.slice(0, 40),
        text,
        received,
        answered,
        requester: { email },
      })
    const first = await add(
      'C1',
      'How many potholes were repaired in Foxglove ward during 2025?',
      '2026-01-05',
      'A.Person@example.org',
      '2026-01-20',
    )
    await add('C2', 'What is the cost of agency social workers?', '2026-01-12', 'a.person@example.org')
    await add('C3', 'Potholes repaired in Foxglove ward, and what they cost', '2024-03-01', 'b@example.org')
    await add('C4', 'School meals uptake', '2026-01-07', 'c@example.org')
    const mine = await add(
      'C5',
      'Please say how many potholes you repaired in Foxglove ward.',
      '2026-02-02',
      'a.person@example.org',
    )
    const found = await suggestAnswered(test.database.reader, authorityId, mine, builtInCalendars())
    assert.ok(found)
    assert.deepEqual(
      found.cases
        .map((each) =>
          [each.reference, each.likeness > 0, each.sameRequester, each.inAggregationWindow].join(' '),
        )
        .sort(),
      ['C1 true true true', 'C2 false true true', 'C3 true false false'],
    )
    assert.equal(found.published[0]?.path, '/disclosure-log/A1')
    assert.equal(found.cases.find(({ caseId }) => caseId === first)?.answeredOn?.toString(), '2026-01-20')
    assert.equal(await suggestAnswered(test.database.reader, authorityId, newId(), builtInCalendars()), null)
    assert.equal(await suggestAnswered(test.database.reader, authorityId, 'no', builtInCalendars()), null)
  })

  it('still finds them once the database keeps statistics of its own', async () => {
    await sql`analyze`.execute(test.database.reader)
    assert.equal((await suggest('Which ward had most potholes repaired?'))[0], '/disclosure-log/A1')
    assert.deepEqual(await suggest('Contracts for helicopter landing pads and submarine moorings'), [])
  })

  it('counts what suggestions did, by day', async () => {
    const services = {
      database: test.database,
      clock: fixedClock('2026-02-02T23:30:00Z'),
      calendars: builtInCalendars,
      secrets: createSecretBox('a key for tests'),
    }
    await recordSuggestionCounts(services, authorityId, { shown: 3 })
    await recordSuggestionCounts(services, authorityId, { shown: 2, opened: 1, resolved: 1 })
    await recordSuggestionCounts(services, authorityId, {})
    const rows = await test.database.reader
      .selectFrom('suggestion_count')
      .selectAll()
      .where('authority_id', '=', authorityId)
      .execute()
    assert.deepEqual(
      rows.map(({ day, shown, opened, resolved }) => [day.toString(), shown, opened, resolved]),
      [['2026-02-02', 5, 1, 1]],
    )
  })
})
