import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { verifyAudit } from '../audit/index.ts'
import { memoryTransport } from '../correspondence/index.ts'
import { systemActor } from '../audit/index.ts'
import { calendarsAsKnownOn, builtInCalendars } from '../law/index.ts'
import { openOffice, problemOf, valueOf, type Office } from './cases.fixture.ts'
import {
  addTask,
  answerTask,
  askClarification,
  assignCase,
  caseByReference,
  chaseTasks,
  closeCase,
  decideApproval,
  decidePart,
  deliverOutbox,
  editDetails,
  extendTime,
  findByTracking,
  giveFeesNotice,
  openCase,
  previewLetter,
  readLetter,
  recallLetter,
  recomputeOpenClocks,
  recordClarification,
  recordFee,
  reopenCase,
  replyAsRequester,
  requestReviewAsRequester,
  sendResponse,
  setParts,
  splitCase,
  startCase,
  submitLetter,
  taskById,
  tasksFor,
  withdrawAsRequester,
  worklist,
  type DecidePartInput,
  type WorklistFilters,
} from './index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

type Decision = Omit<DecidePartInput, 'caseId' | 'version' | 'partId'>
const provided: Decision = {
  held: 'yes',
  outcome: 'provided',
  answer: '1,204 repairs were made.',
  grounds: [],
}
const notHeld: Decision = {
  held: 'no',
  outcome: 'not-held',
  answer: 'This information is not held.',
  grounds: [],
}

async function decideAll(caseId: string, decisions: Decision[], staff = office.officer): Promise<void> {
  const { parts } = await office.read(caseId)
  for (const [index, part] of parts.entries()) {
    const decision = decisions[index] ?? decisions.at(-1)
    assert.ok(decision)
    valueOf(
      await decidePart(office.services, staff, {
        ...decision,
        caseId,
        partId: part.id,
        version: await office.version(caseId),
      }),
    )
  }
}

async function answer(caseId: string): Promise<void> {
  const { services, officer, approver, version } = office
  valueOf(await submitLetter(services, officer, { caseId, version: await version(caseId) }))
  valueOf(
    await decideApproval(services, approver, {
      caseId,
      version: await version(caseId),
      decision: 'approved',
      comment: '',
    }),
  )
  valueOf(await sendResponse(services, officer, { caseId, version: await version(caseId) }))
}

test('a request is opened, worked, answered by part, approved by another, sent and tracked', async () => {
  const { services, officer, approver, contact, team, authority } = office
  office.setDay('2026-01-14')
  const opened = await office.open()
  assert.match(opened.reference, /^REQ\d{5}$/)
  assert.equal(opened.dueOn?.toString(), '2026-02-11')
  const { caseId } = opened
  const at = async () => ({ caseId, version: await office.version(caseId) })

  let record = await office.read(caseId)
  assert.deepEqual(
    record.parts.map((part) => part.text),
    ['How many potholes were repaired in 2025?', 'How much did the repairs cost?'],
  )
  assert.equal(record.messages.at(-1)?.kind, 'acknowledgement')
  assert.match(record.messages.at(-1)?.body ?? '', /https:\/\/exampleshire\.example\.org\/requests\//)

  valueOf(await startCase(services, officer, await at()))
  const { taskId } = valueOf(
    await addTask(services, officer, {
      ...(await at()),
      partId: record.parts[0]?.id ?? null,
      teamId: team,
      title: 'Find the repair log',
      instructions: '',
    }),
  )
  assert.equal((await tasksFor(services.database.reader, contact, { open: true })).length, 1)
  const seen = await taskById(services, contact, taskId)
  assert.doesNotMatch(JSON.stringify(seen), /Rhea|questor/i)
  valueOf(
    await answerTask(services, contact, {
      taskId,
      status: 'done',
      response: '1,204',
      uploads: [
        {
          name: 'log.csv',
          declaredType: 'text/csv',
          bytes: Buffer.from('road,date\nHigh Street,2025-01-02\n'),
        },
      ],
    }),
  )

  assert.equal(problemOf(await submitLetter(services, officer, await at())), 'not-now')
  await decideAll(caseId, [provided, notHeld])
  assert.match(valueOf(await previewLetter(services, officer, caseId)).html, /1,204 repairs were made/)
  const { letterId } = valueOf(await submitLetter(services, officer, await at()))
  assert.equal(
    problemOf(
      await decideApproval(services, officer, { ...(await at()), decision: 'approved', comment: '' }),
    ),
    'not-permitted',
  )
  valueOf(
    await decideApproval(services, approver, {
      ...(await at()),
      decision: 'changes-asked',
      comment: 'Say where.',
    }),
  )
  assert.equal((await office.read(caseId)).stage, 'open')
  valueOf(await submitLetter(services, officer, await at()))
  valueOf(await decideApproval(services, approver, { ...(await at()), decision: 'approved', comment: '' }))
  assert.equal(
    (await office.read(caseId)).letters.find((letter) => letter.id === letterId)?.state,
    'superseded',
  )

  office.setDay('2026-01-20')
  valueOf(await sendResponse(services, officer, await at()))
  record = await office.read(caseId)
  assert.equal(record.stage, 'answered')
  assert.equal(record.outcome, 'granted-in-full')
  assert.equal(record.answeredOn?.toString(), '2026-01-20')
  const sent = record.letters.find((letter) => letter.state === 'sent')
  assert.ok(sent)
  const text = Buffer.from(
    (await readLetter(services, officer, caseId, sent.id, 'txt'))?.bytes ?? [],
  ).toString()
  assert.match(text, /20 January 2026/)
  assert.match(text, /17 March 2026|18 March 2026/, 'the last day to ask for a review')
  const pdf = await readLetter(services, officer, caseId, sent.id, 'pdf')
  assert.equal(
    Buffer.from(pdf?.bytes ?? [])
      .subarray(0, 5)
      .toString(),
    '%PDF-',
  )
  assert.equal(problemOf(await sendResponse(services, officer, await at())), 'not-now')

  const view = await findByTracking(services, authority, opened.trackingSecret)
  assert.equal(view?.can.askReview, true)
  assert.deepEqual(
    view?.parts.map((part) => part.outcomeWords),
    ['Information provided', 'Not held'],
  )
  assert.equal(await findByTracking(services, authority, 'guess'), null)

  const review = valueOf(
    await requestReviewAsRequester(services, authority, opened.trackingSecret, {
      text: 'Please look again at part 2.',
    }),
  )
  assert.notEqual(review.reference, opened.reference)
  assert.equal(
    problemOf(await requestReviewAsRequester(services, authority, opened.trackingSecret, { text: 'Again.' })),
    'not-now',
  )

  const page = await caseByReference(services, officer, opened.reference)
  assert.deepEqual(
    [...new Set(page?.events.map((event) => event.action))].sort(),
    [
      'add-task',
      'answer-task',
      'approve',
      'ask-changes',
      'check-release',
      'decide-part',
      'open-case',
      'read-case',
      'request-review',
      'send',
      'start',
      'submit',
    ].sort(),
  )
  assert.deepEqual(
    (await verifyAudit(services.database)).filter((report) => report.broken),
    [],
  )
})

test('clarification starts the period again, and the reply by tracking link is what does it', async () => {
  office.setDay('2026-03-02')
  const { services, officer, authority } = office
  const opened = await office.open()
  const { caseId } = opened
  assert.equal(
    problemOf(
      await recordClarification(services, officer, {
        caseId,
        version: 1,
        text: 'x',
        on: Temporal.PlainDate.from('2026-03-02'),
      }),
    ),
    'not-now',
  )
  valueOf(
    await askClarification(services, officer, {
      caseId,
      version: await office.version(caseId),
      questions: ['Which roads?'],
    }),
  )
  const waiting = await findByTracking(services, authority, opened.trackingSecret)
  assert.equal(waiting?.waitingFor, 'clarification')
  assert.equal(waiting?.dueOn, null)
  office.setDay('2026-03-09')
  assert.deepEqual(
    valueOf(await replyAsRequester(services, authority, opened.trackingSecret, { text: 'All A roads.' })),
    { clarified: true },
  )
  const record = await office.read(caseId)
  // 20 working days after 9 March 2026, over St Patrick's Day, Good Friday and Easter Monday
  assert.equal(record.dueOn?.toString(), '2026-04-09')
  assert.equal(record.waitingFor, null)
})

test('a fees notice disregards days, an extension names its exemption, and both tell the requester', async () => {
  office.setDay('2026-05-01')
  const { services, officer } = office
  const { caseId, dueOn } = await office.open()
  const at = async () => ({ caseId, version: await office.version(caseId) })
  valueOf(
    await giveFeesNotice(services, officer, {
      ...(await at()),
      amountPence: 1250,
      how: 'Pay by card at the enquiry desk.',
    }),
  )
  assert.equal((await office.read(caseId)).waitingFor, 'fee')
  office.setDay('2026-05-06')
  valueOf(await recordFee(services, officer, { ...(await at()), on: Temporal.PlainDate.from('2026-05-06') }))
  const after = (await office.read(caseId)).dueOn
  assert.ok(dueOn && after && Temporal.PlainDate.compare(after, dueOn) > 0)
  assert.equal(
    problemOf(await extendTime(services, officer, { ...(await at()), reason: 'To weigh it.' })),
    'invalid-input',
  )
  valueOf(
    await extendTime(services, officer, {
      ...(await at()),
      reason: 'To weigh the public interest.',
      exemptionIds: ['foia-43-2'],
    }),
  )
  const record = await office.read(caseId)
  assert.equal(record.extended, true)
  assert.deepEqual(
    record.messages.map((message) => message.kind).filter((kind) => kind !== 'request'),
    ['acknowledgement', 'fees-notice', 'extension'],
  )
  assert.match(
    (record.messages.at(-1)?.body ?? '').replaceAll(/\s+/g, ' '),
    /section 43\(2\) of the Act \(commercial interests\)/,
  )
})

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

test('nobody approves what they wrote or decided, whatever their roles', async () => {
  const { services, approver, officer } = office
  const { caseId } = await office.open()
  await decideAll(caseId, [notHeld], approver)
  valueOf(await submitLetter(services, approver, { caseId, version: await office.version(caseId) }))
  assert.equal(
    problemOf(
      await decideApproval(services, approver, {
        caseId,
        version: await office.version(caseId),
        decision: 'approved',
        comment: '',
      }),
    ),
    'own-work',
  )
  valueOf(await recallLetter(services, officer, { caseId, version: await office.version(caseId) }))
  valueOf(await submitLetter(services, officer, { caseId, version: await office.version(caseId) }))
  assert.equal(
    problemOf(
      await decideApproval(services, approver, {
        caseId,
        version: await office.version(caseId),
        decision: 'approved',
        comment: '',
      }),
    ),
    'own-work',
    'deciding a part counts, even when somebody else submits',
  )
})

test('a letter that would read differently from the approved one is not sent', async () => {
  const { services, officer, approver } = office
  const { caseId } = await office.open()
  await decideAll(caseId, [notHeld])
  valueOf(await submitLetter(services, officer, { caseId, version: await office.version(caseId) }))
  valueOf(
    await decideApproval(services, approver, {
      caseId,
      version: await office.version(caseId),
      decision: 'approved',
      comment: '',
    }),
  )
  valueOf(
    await editDetails(services, officer, {
      caseId,
      version: await office.version(caseId),
      requester: { name: 'Another Name', email: 'a@example.com', phone: null, postalAddress: null },
    }),
  )
  assert.equal(
    problemOf(await sendResponse(services, officer, { caseId, version: await office.version(caseId) })),
    'stale',
  )
  assert.equal((await office.read(caseId)).stage, 'approved')
})

test('a decision needs what its law needs', async () => {
  const { services, officer } = office
  const { caseId } = await office.open()
  const { parts } = await office.read(caseId)
  const decide = async (decision: Partial<Decision>) =>
    decidePart(services, officer, {
      ...notHeld,
      ...decision,
      caseId,
      partId: parts[0]?.id ?? '',
      version: await office.version(caseId),
    })
  const fieldsOf = async (decision: Partial<Decision>): Promise<string[]> => {
    const outcome = await decide(decision)
    assert.ok(!outcome.ok)
    return (outcome.fields ?? []).map((error) => error.field)
  }
  const ground = {
    exemptionId: 'foia-43-2',
    reasoning: 'Tenders are open.',
    prejudice: '',
    factorsFor: [],
    factorsAgainst: [],
    conclusion: '',
    qualifiedPerson: null,
    qualifiedOpinionOn: null,
  }
  assert.deepEqual(await fieldsOf({ outcome: 'refused', held: 'yes' }), ['grounds'])
  assert.deepEqual(await fieldsOf({ outcome: 'refused', held: 'yes', grounds: [ground] }), [
    'grounds.0.factorsFor',
    'grounds.0.factorsAgainst',
    'grounds.0.conclusion',
  ])
  assert.deepEqual(
    await fieldsOf({ outcome: 'refused', held: 'yes', grounds: [{ ...ground, exemptionId: 'eir-12-5-e' }] }),
    ['grounds.0.exemptionId'],
  )
  assert.deepEqual(await fieldsOf({ outcome: 'available-elsewhere', held: 'yes' }), ['linkUrl'])
  assert.deepEqual(
    await fieldsOf({ outcome: 'available-elsewhere', held: 'yes', linkUrl: 'javascript:alert(1)' }),
    ['linkUrl'],
  )
  assert.deepEqual(
    await fieldsOf({ outcome: 'over-cost-limit', held: 'unknown', answer: 'Nineteen hours.' }),
    ['advice'],
  )
  assert.deepEqual(await fieldsOf({ outcome: 'provided', held: 'no' }), ['held'])
  valueOf(
    await decide({
      outcome: 'refused',
      held: 'yes',
      grounds: [
        {
          ...ground,
          factorsFor: ['Openness'],
          factorsAgainst: ['Fair prices'],
          conclusion: 'It lies with withholding until the award.',
        },
      ],
    }),
  )
})

test('changed parts lose their decision, unchanged ones keep it; parts split off keep the day of receipt', async () => {
  office.setDay('2026-06-01')
  const { services, officer } = office
  const { caseId, reference } = await office.open()
  await decideAll(caseId, [provided, notHeld])
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

test('a holiday proclaimed later moves open deadlines and says so; an answered case keeps its own', async () => {
  const { services } = office
  office.setDay('2022-09-05')
  office.setCalendars(calendarsAsKnownOn(Temporal.PlainDate.from('2022-09-05')))
  const { caseId, reference } = await office.open({ acknowledge: false })
  const done = await office.open({ acknowledge: false })
  await decideAll(done.caseId, [notHeld])
  await answer(done.caseId)
  assert.equal((await office.read(caseId)).dueOn?.toString(), '2022-10-03')
  office.setCalendars(builtInCalendars())
  const { moved } = await recomputeOpenClocks(services, 'calendar')
  assert.deepEqual(
    moved.find((change) => change.caseId === caseId),
    { caseId, reference, from: '2022-10-03', to: '2022-10-04' },
  )
  assert.equal((await office.read(caseId)).dueOn?.toString(), '2022-10-04')
  assert.equal((await office.read(done.caseId)).dueOn?.toString(), '2022-10-03')
  assert.deepEqual((await recomputeOpenClocks(services, 'calendar')).moved, [])
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

test('tasks are chased once a day on their schedule', async () => {
  office.setDay('2026-08-03')
  const { services, officer, team } = office
  const { caseId } = await office.open()
  valueOf(
    await addTask(services, officer, {
      caseId,
      version: await office.version(caseId),
      partId: null,
      teamId: team,
      title: 'Find it',
      instructions: '',
      dueOn: Temporal.PlainDate.from('2026-08-05'),
    }),
  )
  await chaseTasks(services)
  const before = (await office.read(caseId)).tasks[0]
  assert.equal(before?.chases, 0)
  office.setDay('2026-08-06')
  await chaseTasks(services)
  await chaseTasks(services)
  const task = (await office.read(caseId)).tasks[0]
  assert.equal(task?.chases, 1)
  assert.equal(task?.nextChaseOn?.toString(), '2026-08-10')
})

test('the outbox sends each message once, keeps what fails, and holds what cannot be sent', async () => {
  office.setDay('2026-09-01')
  const { services } = office
  const { reader } = services.database
  await sql`update outbox set state = 'sent'`.execute(reader)
  await office.open()
  assert.equal((await deliverOutbox(services, null)).held, 1)
  const transport = memoryTransport()
  const counts = await Promise.all([deliverOutbox(services, transport), deliverOutbox(services, transport)])
  assert.equal(
    counts.reduce((sum, { sent }) => sum + sent, 0),
    1,
  )
  assert.equal((await deliverOutbox(services, transport)).sent, 0)
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

test('an answer travels with its letter; a file without a certificate of exactly its bytes does not', async () => {
  office.setDay('2026-11-02')
  const { services } = office
  const { reader } = services.database
  await sql`update outbox set state = 'sent'`.execute(reader)
  const { caseId } = await office.open({ acknowledge: false })
  await decideAll(caseId, [notHeld])
  await answer(caseId)
  const transport = memoryTransport()
  const other = await services.files.put(Buffer.from('never looked at'))
  await sql`update outbox set payload = jsonb_set(payload, '{attachments,0,sha256}', to_jsonb(${other.sha256}::text)) where state = 'pending'`.execute(
    reader,
  )
  assert.deepEqual(await deliverOutbox(services, transport), { sent: 0, failed: 1, held: 0 })
  const sent = (await office.read(caseId)).letters.find((letter) => letter.state === 'sent')
  await sql`update outbox set state = 'pending', next_attempt_at = created_at, payload = jsonb_set(payload, '{attachments,0,sha256}', to_jsonb(${sent?.pdfSha256}::text)) where state = 'failed'`.execute(
    reader,
  )
  assert.deepEqual(await deliverOutbox(services, transport), { sent: 1, failed: 0, held: 0 })
})
