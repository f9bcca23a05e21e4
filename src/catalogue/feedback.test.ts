import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { must, openCatalogue, putDataset, refused, type CatalogueFixture } from './catalogue.fixture.ts'
import {
  answerFeedback,
  clearFeedback,
  countWaitingFeedback,
  findFeedback,
  findPublicFeedback,
  listFeedback,
  listPublicFeedback,
  rejectFeedback,
  reportProblem,
  saveNews,
  withdrawNews,
  findNews,
  listNews,
} from './index.ts'

let at: CatalogueFixture
before(async () => {
  at = await openCatalogue('2026-04-10T09:00:00Z')
  await putDataset(at, 'spending')
})
after(() => at.close())

const reader = () => at.services.database.reader
const report = (change: Partial<Parameters<typeof reportProblem>[2]> = {}) =>
  reportProblem(at.services, at.authority, {
    kind: 'problem',
    dataset: 'spending',
    message: 'Row 12 names my neighbour Una Madeup',
    place: '#row=12',
    email: 'bo@example.com',
    ...change,
  })

test('what is wrong in a report is named by its field', async () => {
  const fields = async (change: Parameters<typeof report>[0]) => {
    const outcome = await report(change)
    assert.ok(!outcome.ok)
    return outcome.fields?.map(({ field }) => field)
  }
  assert.deepEqual(await fields({ message: 'too short' }), ['message'])
  assert.deepEqual(await fields({ message: 'x'.repeat(5001) }), ['message'])
  assert.deepEqual(await fields({ place: 'row twelve' }), ['place'])
  assert.deepEqual(await fields({ email: 'bo' }), ['email'])
  assert.deepEqual(await fields({ dataset: null }), ['dataset'])
  assert.deepEqual(await fields({ dataset: 'nothing' }), ['dataset'])
})

test('a report is public only as cleared, and its address is forgotten once it is answered', async () => {
  const { reference } = must(await report())
  assert.equal(reference, 'DAT-00001')
  assert.equal(await countWaitingFeedback(reader(), at.authority.id), 1)
  const unseen = await findPublicFeedback(reader(), at.authority.id, reference)
  assert.deepEqual([unseen?.state, unseen?.text, unseen?.place], ['new', null, null])
  assert.equal((await listPublicFeedback(reader(), at.authority.id)).total, 0)

  const named = { reference, version: 1 }
  assert.equal(
    refused(await clearFeedback(at.services, at.auditor, { ...named, publicText: 'x' })),
    'not-permitted',
  )
  assert.equal(
    refused(await answerFeedback(at.services, at.publisher, { ...named, answer: 'Thank you' })),
    'invalid-input',
  )
  assert.equal(
    refused(
      await clearFeedback(at.services, at.publisher, { ...named, publicText: 'bo@example.com found this' }),
    ),
    'release-stopped',
  )
  must(await clearFeedback(at.services, at.publisher, { ...named, publicText: 'Row 12 names a person' }))
  assert.equal(
    refused(await clearFeedback(at.services, at.publisher, { ...named, publicText: 'again' })),
    'stale',
  )
  const { items } = await listPublicFeedback(reader(), at.authority.id, { dataset: 'spending' })
  assert.deepEqual(
    items.map(({ text, place, state, answer }) => [text, place, state, answer]),
    [['Row 12 names a person', 'row=12', 'open', null]],
  )
  assert.equal((await listFeedback(reader(), at.authority.id)).items[0]?.wantsAnswer, true)

  const answer = { reference, version: 2, answer: 'It is removed.' }
  assert.equal(
    refused(await answerFeedback(at.services, at.publisher, { ...answer, correctedIn: 9 })),
    'invalid-input',
  )
  must(await answerFeedback(at.services, at.publisher, { ...answer, correctedIn: 1 }))
  const answered = await findPublicFeedback(reader(), at.authority.id, reference)
  assert.deepEqual(
    [answered?.state, answered?.answer, answered?.correctedIn],
    ['answered', 'It is removed.', 1],
  )
  assert.equal((await findFeedback(reader(), at.authority.id, reference))?.wantsAnswer, false)
  const [mail] = await at.mails()
  assert.equal(mail?.to, 'bo@example.com')
  assert.match(mail?.text ?? '', /\/data\/reports\/DAT-00001/)
  assert.equal(refused(await answerFeedback(at.services, at.publisher, { ...answer, version: 3 })), 'not-now')
})

test('what is rejected is never public', async () => {
  const { reference } = must(await report({ kind: 'suggestion', dataset: null, place: null, email: null }))
  must(
    await rejectFeedback(at.services, at.publisher, {
      reference,
      version: 1,
      reason: 'It is about a person.',
    }),
  )
  assert.equal(await findPublicFeedback(reader(), at.authority.id, reference), null)
  assert.equal((await listPublicFeedback(reader(), at.authority.id)).total, 1)
  assert.equal((await at.mails()).length, 1, 'nobody asked to be told')
})

test('why a report is no report is mailed, so it passes the gate as well', async () => {
  const { reference } = must(await report())
  const before = (await at.mails()).length
  const input = { reference, version: 1, reason: 'This is about the client with NHS number 943 476 5919.' }
  assert.equal(refused(await rejectFeedback(at.services, at.publisher, input)), 'release-stopped')
  assert.equal((await at.mails()).length, before)
  must(await rejectFeedback(at.services, at.publisher, { ...input, reason: 'This is a private matter.' }))
})

test('no words of a report reach the audit trail', async () => {
  const rows = await reader().selectFrom('audit_event').select('details').execute()
  assert.ok(rows.length > 4)
  assert.doesNotMatch(JSON.stringify(rows), /Madeup|bo@example|neighbour/)
})

test('news keeps its address when it changes, and says when it was taken down', async () => {
  const input = { kind: 'news' as const, title: 'New data: trees', body: 'Every tree has a row.' }
  assert.equal(refused(await saveNews(at.services, at.auditor, input)), 'not-permitted')
  assert.equal(
    refused(await saveNews(at.services, at.publisher, { ...input, kind: 'event' })),
    'invalid-input',
  )
  const { slug } = must(await saveNews(at.services, at.publisher, input))
  assert.equal(slug, '2026-04-10-new-data-trees')
  assert.equal(must(await saveNews(at.services, at.publisher, input)).slug, `${slug}-2`)
  must(await saveNews(at.services, at.publisher, { ...input, slug, title: 'Trees' }))
  assert.equal((await findNews(reader(), at.authority.id, slug))?.title, 'Trees')
  must(await withdrawNews(at.services, at.publisher, { slug }))
  assert.ok((await findNews(reader(), at.authority.id, slug))?.withdrawnAt)
  assert.equal((await listNews(reader(), at.authority.id)).total, 1)
  assert.equal(refused(await saveNews(at.services, at.publisher, { ...input, slug })), 'withdrawn')
})

test('events come in the order they begin, those that are over left out', async () => {
  const event = (title: string, startsAt: string, endsAt: string | null = null) =>
    saveNews(at.services, at.publisher, {
      kind: 'event',
      title,
      body: 'Come along.',
      startsAt: Temporal.Instant.from(startsAt),
      endsAt: endsAt === null ? null : Temporal.Instant.from(endsAt),
    })
  must(await event('Later', '2026-06-01T09:00:00Z'))
  must(await event('Running', '2026-04-09T09:00:00Z', '2026-04-11T09:00:00Z'))
  must(await event('Over', '2026-04-08T09:00:00Z'))
  const { items } = await listNews(reader(), at.authority.id, { kind: 'event', endingAfter: at.clock.at })
  assert.deepEqual(
    items.map(({ title }) => title),
    ['Running', 'Later'],
  )
})
