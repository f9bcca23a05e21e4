import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, beforeEach, test } from 'node:test'
import { fakeClamd, testVirus, type FakeClamd } from '../documents/clamav.fixture.ts'
import { officeFile } from '../documents/fixtures.ts'
import { clamavScanner } from '../documents/index.ts'
import { answer, decideAll, provided } from './answering.fixture.ts'
import { arrivalInWords, arrivalState, whyHeldBack, type Arrival } from './arrival.ts'
import type { CaseServices } from './case.ts'
import { openOffice, problemOf, valueOf, type Office } from './cases.fixture.ts'
import {
  addDocument,
  countWaitingArrivals,
  findDocument,
  lookIntoArrivals,
  noteWarningsSeen,
  onArrival,
  readDocument,
  requeueArrivals,
  setDocumentRelease,
  startCase,
  unlockDocument,
} from './index.ts'

let office: Office
let clamd: FakeClamd
let withScanner: CaseServices
before(async () => {
  office = await openOffice()
  clamd = await fakeClamd()
  withScanner = { ...office.services, virusScanner: clamavScanner(clamd.address, { patience: 2_000 }) }
})
after(async () => {
  await clamd.close()
  await office.close()
})
beforeEach(async () => {
  clamd.behaviour = 'well'
  await lookIntoArrivals(office.services, { limit: 100 })
})

const hiddenSheet = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Jo Bloggs" state="hidden"/></sheets></workbook>',
  { 'docProps/core.xml': '<cp:coreProperties><dc:creator>Andy Author</dc:creator></cp:coreProperties>' },
)
const plain = (): Buffer => Buffer.from(`Nothing to see, ${randomBytes(4).toString('hex')}`)

async function openCaseWith(
  bytes: Uint8Array,
  name: string,
): Promise<{ caseId: string; documentId: string }> {
  const { caseId } = await office.open()
  const { services, officer } = office
  valueOf(await startCase(services, officer, { caseId, version: await office.version(caseId) }))
  const upload = { name, declaredType: '', bytes }
  const { documentId } = valueOf(await addDocument(services, officer, { caseId, upload }))
  return { caseId, documentId }
}

async function arrivalOf(documentId: string): Promise<Arrival | null> {
  const found = await findDocument(office.services, office.officer, documentId)
  assert.ok(found)
  return found.arrival
}

test('what is hidden in a file is told once a worker has looked, and ordinary properties do not alarm', async () => {
  let told = 0
  const stop = onArrival(() => (told += 1))
  const { caseId, documentId } = await openCaseWith(hiddenSheet, 'figures.xlsx')
  stop()
  assert.equal(told, 1)
  assert.equal(await arrivalOf(documentId), null)
  assert.deepEqual(await lookIntoArrivals(office.services), { looked: 1, failed: 0, waiting: false })
  const arrival = await arrivalOf(documentId)
  assert.ok(arrival)
  assert.deepEqual(
    [arrival.clean, arrival.virus, arrival.findings.map(({ kind }) => kind)],
    [false, 'not-scanned', ['hidden-sheet']],
  )
  assert.ok(arrival.notes.some(({ kind }) => kind === 'metadata'))
  assert.match(arrivalInWords(arrival).join(), /^1 hidden sheet: sheet “Jo Bloggs”\. Hidden/)
  const [document] = (await office.read(caseId)).documents
  assert.ok(document)
  assert.equal(arrivalState(document), 'warning')
  const rows = await office.services.database.reader
    .selectFrom('audit_event')
    .selectAll()
    .where('action', '=', 'look-into-document')
    .where('case_id', '=', caseId)
    .execute()
  assert.equal(rows.length, 1)
  assert.ok(JSON.stringify(rows).includes('"hidden-sheet":1'))
  assert.equal(JSON.stringify(rows).includes('Bloggs'), false)
  const found = await findDocument(office.services, office.officer, documentId)
  assert.ok(found)
  await noteWarningsSeen(office.services, office.contact, found)
  assert.equal((await arrivalOf(documentId))?.seenAt, null)
  await noteWarningsSeen(office.services, office.officer, found)
  assert.notEqual((await arrivalOf(documentId))?.seenAt, null)
})

test('two workers share the files and never do one twice', async () => {
  const { caseId } = await openCaseWith(plain(), 'a.txt')
  for (let n = 0; n < 7; n++)
    valueOf(
      await addDocument(office.services, office.officer, {
        caseId,
        upload: { name: `n${n}.txt`, declaredType: '', bytes: plain() },
      }),
    )
  const [one, two] = await Promise.all([lookIntoArrivals(office.services), lookIntoArrivals(office.services)])
  assert.equal(one.looked + two.looked, 8)
  const { documents } = await office.read(caseId)
  assert.ok(documents.every(({ arrival }) => arrival?.clean === true))
})

test('a file that cannot be read is given up after three attempts, and said to be unread', async () => {
  const { caseId, documentId } = await openCaseWith(plain(), 'lost.txt')
  const [document] = (await office.read(caseId)).documents
  assert.ok(document)
  await office.services.files.remove(document.sha256)
  const faults: unknown[] = []
  for (const failed of [1, 1, 1, 0])
    assert.equal((await lookIntoArrivals(office.services, { onFault: (e) => faults.push(e) })).failed, failed)
  assert.equal(faults.length, 3)
  assert.deepEqual(
    (await arrivalOf(documentId))?.findings.map(({ kind }) => kind),
    ['unreadable'],
  )
})

test('what a worker that died had in hand is taken up again, but not what one has in hand now', async () => {
  const { documentId } = await openCaseWith(plain(), 'a.txt')
  const { database, clock } = office.services
  const takeAt = async (ago: { minutes: number }): Promise<void> => {
    const taken = { taken: clock.now().subtract(ago).toString() }
    await database.write((tx) =>
      tx
        .updateTable('document')
        .set({ arrival: JSON.stringify(taken) })
        .where('id', '=', documentId)
        .execute(),
    )
    await requeueArrivals(office.services, false)
  }
  await takeAt({ minutes: 2 })
  assert.equal((await lookIntoArrivals(office.services)).looked, 0)
  assert.equal(await arrivalOf(documentId), null)
  await takeAt({ minutes: 20 })
  assert.equal((await lookIntoArrivals(office.services)).looked, 1)
})

test('a virus locks the file away everywhere, now and when it comes again', async () => {
  const bytes = Buffer.from(`${plain().toString()} ${testVirus}`)
  const earlier = await openCaseWith(bytes, 'earlier.txt')
  await lookIntoArrivals(office.services)
  assert.equal((await arrivalOf(earlier.documentId))?.clean, true)
  const { caseId, documentId } = await openCaseWith(bytes, 'bad.txt')
  await lookIntoArrivals(withScanner)
  const arrival = await arrivalOf(documentId)
  assert.deepEqual([arrival?.virus, arrival?.virusName], ['found', 'Eicar-Test'])
  assert.match(arrival?.engine ?? '', /ClamAV 1/)
  assert.equal((await arrivalOf(earlier.documentId))?.virus, 'found')
  const events = await office.services.database.reader
    .selectFrom('audit_event')
    .select('details')
    .where('subject_id', '=', earlier.documentId)
    .where('action', '=', 'look-into-document')
    .orderBy('number')
    .execute()
  assert.deepEqual(
    events.map(({ details }) => (details as { virus: string }).virus),
    ['not-scanned', 'found'],
  )
  const later = await openCaseWith(bytes, 'later.txt')
  await lookIntoArrivals(office.services)
  assert.equal((await arrivalOf(later.documentId))?.virus, 'found')
  for (const id of [documentId, earlier.documentId, later.documentId])
    await assert.rejects(readDocument(office.services, office.officer, id), { problem: 'quarantined' })
  const [part] = (await office.read(caseId)).parts
  assert.ok(part)
  const refused = await setDocumentRelease(office.services, office.officer, {
    caseId,
    documentId,
    state: 'for-release',
    partId: part.id,
  })
  assert.match(JSON.stringify(refused), /virus/)
})

test('a scanner that cannot be asked: files wait without losing attempts, and nothing unscanned goes out', async () => {
  const { caseId, documentId } = await openCaseWith(plain(), 'answer.txt')
  for (const behaviour of ['drops', 'garbled'] as const) {
    clamd.behaviour = behaviour
    for (let n = 0; n < 4; n++)
      assert.deepEqual(await lookIntoArrivals(withScanner), { looked: 0, failed: 0, waiting: true })
  }
  assert.equal(withScanner.virusScanner?.isReachable(), false)
  assert.equal(await arrivalOf(documentId), null)
  assert.equal(await countWaitingArrivals(withScanner), 1)
  await decideAll(office, caseId, [provided])
  const [part] = (await office.read(caseId)).parts
  assert.ok(part)
  valueOf(
    await setDocumentRelease(withScanner, office.officer, {
      caseId,
      documentId,
      state: 'for-release',
      partId: part.id,
    }),
  )
  const sending = { ...office, services: withScanner }
  await assert.rejects(answer(sending, caseId), /has not been scanned for viruses yet/)
  clamd.behaviour = 'well'
  assert.equal((await lookIntoArrivals(withScanner)).looked, 1)
  const [document] = (await office.read(caseId)).documents
  assert.ok(document)
  assert.equal(whyHeldBack(document, true), null)
})

test('what came in before a scanner was set up is scanned then, once', async () => {
  const { documentId } = await openCaseWith(plain(), 'old.txt')
  await lookIntoArrivals(office.services)
  assert.equal((await arrivalOf(documentId))?.virus, 'not-scanned')
  await requeueArrivals(withScanner, true)
  // One lost its bytes in an earlier test, and a fault ends the turn.
  for (let turn = 0; turn < 5; turn++) await lookIntoArrivals(withScanner, { limit: 100 })
  assert.equal((await arrivalOf(documentId))?.virus, 'none')
  clamd.behaviour = 'too-large'
  const large = await openCaseWith(plain(), 'large.txt')
  await lookIntoArrivals(withScanner)
  const arrival = await arrivalOf(large.documentId)
  assert.deepEqual([arrival?.virus, arrival?.clean], ['not-scanned', false])
  await requeueArrivals(withScanner, true)
  assert.notEqual(await arrivalOf(large.documentId), null)
})

test('a false alarm is let out by two people, or by one where the scanner now finds nothing; both are audited', async () => {
  const { services, officer, approver, authority } = office
  const second = { ...approver, id: officer.id }
  const reason = 'The tool of our own that it names is no virus'
  const bytes = Buffer.from(`a tool, ${testVirus}, ${randomBytes(4).toString('hex')}`)
  const { documentId } = await openCaseWith(bytes, 'tool.txt')
  await lookIntoArrivals(withScanner)
  assert.equal((await arrivalOf(documentId))?.virus, 'found')
  const unlock = (staff: typeof approver) => unlockDocument(withScanner, staff, { documentId, reason })
  assert.equal(problemOf(await unlock(officer)), 'not-permitted')
  assert.equal(
    problemOf(await unlockDocument(withScanner, approver, { documentId, reason: 'no' })),
    'invalid-input',
  )
  assert.equal(valueOf(await unlock(approver)).state, 'asked')
  assert.equal(problemOf(await unlock(approver)), 'own-work')
  await assert.rejects(readDocument(services, officer, documentId), /virus/)
  assert.equal(valueOf(await unlock(second)).state, 'released')
  await lookIntoArrivals(withScanner)
  const arrival = await arrivalOf(documentId)
  assert.deepEqual([arrival?.virus, /two people/.test(arrival?.engine ?? '')], ['none', true])
  assert.ok(await readDocument(services, officer, documentId))
  assert.equal(problemOf(await unlock(approver)), 'not-now')
  const acts = await services.database.reader
    .selectFrom('audit_event')
    .select(['action', 'details'])
    .where('chain', '=', authority.id)
    .where('action', 'in', ['ask-unlock-document', 'unlock-document'])
    .orderBy('number')
    .execute()
  assert.deepEqual(
    acts.map(({ action }) => action),
    ['ask-unlock-document', 'unlock-document'],
  )
  assert.doesNotMatch(JSON.stringify(acts), /no virus/)

  const other = await openCaseWith(Buffer.concat([bytes, Buffer.from('!')]), 'other.txt')
  await lookIntoArrivals(withScanner)
  const better: CaseServices = {
    ...withScanner,
    virusScanner: {
      scan: () => Promise.resolve({ virus: 'none', engine: 'newer signatures' }),
      ping: () => Promise.resolve(true),
      isReachable: () => true,
    },
  }
  const released = await unlockDocument(better, approver, { documentId: other.documentId, reason })
  assert.equal(valueOf(released).state, 'released')
  await lookIntoArrivals(better)
  assert.equal((await arrivalOf(other.documentId))?.virus, 'none')
})
