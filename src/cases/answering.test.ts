import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { verifyAudit } from '../audit/index.ts'
import { memoryTransport, renderHtml } from '../correspondence/index.ts'
import { answer, decideAll, notHeld, provided, type Decision } from './answering.fixture.ts'
import { openOffice, problemOf, valueOf, type Office } from './cases.fixture.ts'
import {
  addTask,
  answerTask,
  caseByReference,
  decideApproval,
  decidePart,
  deliverOutbox,
  editDetails,
  findByTracking,
  previewLetter,
  readLetter,
  recallLetter,
  requestReviewAsRequester,
  sendResponse,
  startCase,
  submitLetter,
  taskById,
  tasksFor,
} from './index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

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
  await decideAll(office, caseId, [provided, notHeld])
  assert.match(renderHtml(valueOf(await previewLetter(services, officer, caseId))), /1,204 repairs were made/)
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

test('nobody approves what they wrote or decided, whatever their roles', async () => {
  const { services, approver, officer } = office
  const { caseId } = await office.open()
  await decideAll(office, caseId, [notHeld], approver)
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
  await decideAll(office, caseId, [notHeld])
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

test('an answer travels with its letter; a file without a certificate of exactly its bytes does not', async () => {
  office.setDay('2026-11-02')
  const { services } = office
  const { reader } = services.database
  await sql`update outbox set state = 'sent'`.execute(reader)
  const { caseId } = await office.open({ acknowledge: false })
  await decideAll(office, caseId, [notHeld])
  await answer(office, caseId)
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
