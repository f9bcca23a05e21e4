import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { builtInCalendars, calendarsAsKnownOn } from '../law/index.ts'
import { answer, decideAll, notHeld } from './answering.fixture.ts'
import { openOffice, problemOf, valueOf, type Office } from './cases.fixture.ts'
import {
  addTask,
  askClarification,
  chaseTasks,
  extendTime,
  findByTracking,
  giveFeesNotice,
  recomputeOpenClocks,
  recordClarification,
  recordFee,
  replyAsRequester,
} from './index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

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

test('a holiday proclaimed later moves open deadlines and says so; an answered case keeps its own', async () => {
  const { services } = office
  office.setDay('2022-09-05')
  office.setCalendars(calendarsAsKnownOn(Temporal.PlainDate.from('2022-09-05')))
  const { caseId, reference } = await office.open({ acknowledge: false })
  const done = await office.open({ acknowledge: false })
  await decideAll(office, done.caseId, [notHeld])
  await answer(office, done.caseId)
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
