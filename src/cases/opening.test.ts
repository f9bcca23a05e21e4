import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { decideAll, notHeld, provided } from './answering.fixture.ts'
import { openOffice, problemOf, valueOf, type Office } from './cases.fixture.ts'
import {
  assignCase,
  caseByReference,
  closeCase,
  openCase,
  reopenCase,
  setParts,
  splitCase,
  withdrawAsRequester,
  worklist,
  type WorklistFilters,
} from './index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

test('the same form sent twice, or at the same moment, opens one case', async () => {
  const { services, authority } = office
  const input = {
    authority,
    regime: 'foia',
    channel: 'web',
    requestText: 'How many bins?',
    requester: { name: 'Twice Asked', email: 'twice@example.com', phone: null, postalAddress: null },
    idempotencyKey: 'the-same',
  } as const
  const all = await Promise.all([1, 2, 3].map(() => openCase(services, systemActor, input)))
  assert.equal(new Set(all.map((outcome) => valueOf(outcome).reference)).size, 1)
  assert.equal(
    problemOf(await openCase(services, systemActor, { ...input, requestText: 'Something else' })),
    'idempotency-conflict',
  )
})

test('two officers at once: the second is told, and nothing is lost', async () => {
  const { services, officer, approver } = office
  const { caseId } = await office.open()
  const version = await office.version(caseId)
  const outcomes = await Promise.all([
    assignCase(services, officer, { caseId, version, officerId: officer.id }),
    assignCase(services, approver, { caseId, version, officerId: approver.id }),
  ])
  assert.deepEqual(outcomes.map((outcome) => (outcome.ok ? 'ok' : outcome.problem)).sort(), ['ok', 'stale'])
})

test('changed parts lose their decision, unchanged ones keep it; parts split off keep the day of receipt', async () => {
  office.setDay('2026-06-01')
  const { services, officer } = office
  const { caseId, reference } = await office.open()
  await decideAll(office, caseId, [provided, notHeld])
  const before = await office.read(caseId)
  valueOf(
    await setParts(services, officer, {
      caseId,
      version: before.version,
      parts: [
        { id: before.parts[1]?.id ?? '', text: before.parts[1]?.text ?? '' },
        { id: before.parts[0]?.id ?? '', text: 'Reworded?' },
        { text: 'And a third?' },
      ],
    }),
  )
  const changed = await office.read(caseId)
  assert.deepEqual(
    changed.parts.map((part) => [part.number, part.outcome]),
    [
      [1, 'not-held'],
      [2, null],
      [3, null],
    ],
  )
  office.setDay('2026-06-03')
  const split = valueOf(
    await splitCase(services, officer, {
      caseId,
      version: changed.version,
      partIds: [changed.parts[2]?.id ?? ''],
      regime: 'eir',
    }),
  )
  const other = await office.read(split.caseId)
  assert.equal(other.regime, 'eir')
  assert.equal(other.receivedOn.toString(), '2026-06-01')
  assert.deepEqual(
    other.links.map((link) => [link.kind, link.reference]),
    [['follows', reference]],
  )
  assert.equal((await office.read(caseId)).parts.length, 2)
})

test('withdrawing, closing and opening again', async () => {
  office.setDay('2026-07-01')
  const { services, officer, authority } = office
  const opened = await office.open()
  valueOf(await withdrawAsRequester(services, authority, opened.trackingSecret, { reason: 'Found it.' }))
  assert.equal(
    problemOf(await withdrawAsRequester(services, authority, opened.trackingSecret, {})),
    'not-now',
  )
  valueOf(
    await reopenCase(services, officer, {
      caseId: opened.caseId,
      version: await office.version(opened.caseId),
      reason: 'Asked again.',
    }),
  )
  valueOf(
    await closeCase(services, officer, {
      caseId: opened.caseId,
      version: await office.version(opened.caseId),
      reason: 'Held by another council.',
    }),
  )
  const record = await office.read(opened.caseId)
  assert.equal(record.stage, 'closed')
  assert.equal(record.messages.at(-1)?.kind, 'closing')
})

test('the worklist counts, filters, searches and never leaves its authority', async () => {
  office.setDay('2026-10-01')
  const { services, officer } = office
  const { reference } = await office.open({
    requestText: 'Tell me about zebra crossings',
    title: 'Zebra crossings',
  })
  const today = Temporal.PlainDate.from('2026-10-01')
  const list = (filters: Partial<WorklistFilters>) =>
    worklist(
      services.database.reader,
      officer,
      { tab: 'open', sort: 'due', direction: 'asc', page: 1, ...filters },
      today,
      services.calendars(),
    )
  assert.deepEqual(
    (await list({ q: 'zebra' })).rows.map((row) => row.reference),
    [reference],
  )
  assert.deepEqual(
    (await list({ q: reference.toLowerCase() })).rows.map((row) => row.reference),
    [reference],
  )
  for (const q of [`' or 1=1 --`, '"unclosed', '\0', ':*&|!', '😀']) assert.ok(await list({ q }))
  const everything = await list({ pageSize: 100 })
  assert.equal(everything.total, everything.rows.length)
  assert.equal(everything.counts.open.n, everything.total)
  const dates = everything.rows.flatMap((row) => (row.dueOn ? [row.dueOn.toString()] : []))
  assert.deepEqual(dates, dates.toSorted())
  const stranger = { ...officer, authorityId: '00000000-0000-7000-8000-000000000000' as never }
  assert.equal(
    (
      await worklist(
        services.database.reader,
        stranger,
        { tab: 'open', sort: 'due', direction: 'asc', page: 1 },
        today,
        services.calendars(),
      )
    ).total,
    0,
  )
  assert.equal(await caseByReference(services, stranger, reference), null)
})
