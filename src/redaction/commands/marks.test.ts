import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { problemOf, valueOf } from '../../cases/cases.fixture.ts'
import type { Staff } from '../../identity/index.ts'
import {
  addMarks,
  changeMarks,
  decideMarks,
  findRedaction,
  mostMarks,
  openRedaction,
  pictureOfPage,
  removeMarks,
  restoreMarks,
  showDocument,
  type NewMark,
} from '../index.ts'
import { linesPdf, openRedactionOffice, type RedactionOffice } from '../redaction.fixture.ts'

let office: RedactionOffice
let documentId: string
before(async () => {
  office = await openRedactionOffice()
  documentId = await office.add(
    linesPdf([['Minutes of the orchard group', 'Present: Sam Specimen and others'], ['The second page']]),
    'minutes.pdf',
  )
})
after(() => office.close())

const box = (page = 1, left = 50): NewMark => ({
  place: { kind: 'box', page, left, top: 60, width: 80, height: 12 },
  reason: 's.40(2)',
})
const record = async () => {
  const found = await findRedaction(office.services.database.reader, office.authority.id, documentId)
  assert.ok(found)
  return found
}
const actions = async (): Promise<{ action: string; details: unknown }[]> =>
  office.services.database.reader
    .selectFrom('audit_event')
    .select(['action', 'details'])
    .where('subject_id', '=', documentId)
    .orderBy('number')
    .execute()

test('opening writes nothing but that the document was read; the first change makes the record', async () => {
  const { services, officer, authority } = office
  const auditor: Staff = { ...officer, roles: ['auditor'] }
  const { reader } = services.database
  const id = await office.add(linesPdf([['A letter']]), 'letter.pdf')
  const rows = () => reader.selectFrom('redaction').select('version').where('document_id', '=', id).execute()
  const first = valueOf(await openRedaction(services, officer, id))
  assert.deepEqual(
    [first.version, first.open, first.name, first.fileType, first.marks],
    [0, true, 'letter.pdf', 'pdf', []],
  )
  assert.deepEqual(valueOf(await openRedaction(services, auditor, id)), first, 'whoever may read the case')
  assert.equal(
    problemOf(await openRedaction(services, { ...officer, roles: ['publisher'] }, id)),
    'not-permitted',
  )
  assert.deepEqual(await rows(), [])
  const events = await reader
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', id)
    .execute()
  assert.deepEqual(
    events.map(({ action }) => action),
    ['open-redaction', 'open-redaction'],
  )
  valueOf(await addMarks(services, officer, { documentId: id, version: 0, marks: [box()] }))
  assert.deepEqual(await rows(), [{ version: 1 }])
  assert.equal((await findRedaction(reader, authority.id, id))?.version, 1)
})

test('of two who make the first change at once, one is told of the other', async () => {
  const id = await office.add(linesPdf([['Marked by two']]), 'two.pdf')
  const mark = (left: number) =>
    addMarks(office.services, office.officer, { documentId: id, version: 0, marks: [box(1, left)] })
  const both = await Promise.all([mark(50), mark(200)])
  assert.deepEqual(both.map((each) => (each.ok ? 'done' : each.problem)).toSorted(), ['done', 'stale'])
})

test('marks are set, decided, changed, taken away and brought back, each as one change', async () => {
  const { services, officer } = office
  const opened = valueOf(await openRedaction(services, officer, documentId))
  const { ids, version } = valueOf(
    await addMarks(services, officer, {
      documentId,
      version: opened.version,
      marks: [box(), { ...box(2), state: 'proposed', layer: 'public-log' }],
    }),
  )
  assert.equal(version, opened.version + 1)
  const [first = '', second = ''] = ids
  assert.deepEqual(
    (await record()).marks.map(({ id, reason, state, layer, author, rule }) => ({
      id,
      reason,
      state,
      layer,
      author,
      rule,
    })),
    [
      {
        id: first,
        reason: 'foia-40-2',
        state: 'accepted',
        layer: 'requester',
        author: officer.name,
        rule: null,
      },
      {
        id: second,
        reason: 'foia-40-2',
        state: 'proposed',
        layer: 'public-log',
        author: officer.name,
        rule: null,
      },
    ],
  )
  valueOf(await decideMarks(services, officer, { documentId, version, ids: [second], state: 'rejected' }))
  valueOf(
    await changeMarks(services, officer, {
      documentId,
      ids: [first],
      reason: 'reg 13(1)',
      layer: 'internal',
    }),
  )
  valueOf(await removeMarks(services, officer, { documentId, ids: [first] }))
  assert.deepEqual(
    (await record()).marks.map(({ id, state }) => [id, state]),
    [[second, 'rejected']],
  )
  const last = valueOf(await restoreMarks(services, officer, { documentId, ids: [first] }))
  const after = await record()
  assert.equal(after.version, last.version)
  assert.equal(last.version, version + 4)
  assert.deepEqual(
    after.marks.map(({ reason, layer, decidedBy }) => [reason, layer, decidedBy]),
    [
      ['eir-13-1', 'internal', officer.name],
      ['foia-40-2', 'public-log', officer.name],
    ],
  )
  assert.doesNotMatch(JSON.stringify(await actions()), /Specimen|orchard/)
})

test('whoever comes second with an old version is told, and nothing is written', async () => {
  const { services, officer, approver } = office
  const { version, marks } = await record()
  const both = await Promise.all(
    [officer, approver].map((staff, index) =>
      addMarks(services, staff, { documentId, version, marks: [box(1, 200 + index * 100)] }),
    ),
  )
  assert.deepEqual(both.map((outcome) => (outcome.ok ? 'ok' : outcome.problem)).toSorted(), ['ok', 'stale'])
  assert.equal((await record()).marks.length, marks.length + 1)
})

test('the same marks sent twice are there once', async () => {
  const { services, officer } = office
  const marks = [box(1, 300), box(1, 300), box(1, 310)]
  const once = valueOf(await addMarks(services, officer, { documentId, marks }))
  assert.equal(once.ids.length, 2)
  const twice = valueOf(await addMarks(services, officer, { documentId, marks }))
  assert.deepEqual(twice, once)
})

test('a decision is one that there is', async () => {
  const { services, officer } = office
  const { ids } = valueOf(await addMarks(services, officer, { documentId, marks: [box(2, 200)] }))
  const unknown = 'perhaps' as 'accepted'
  assert.equal(
    problemOf(await decideMarks(services, officer, { documentId, ids, state: unknown })),
    'invalid-input',
  )
})

test('a mark lies in the document, has a reason that exists, and sensible numbers', async () => {
  const { services, officer } = office
  const before = await record()
  const place = { kind: 'box' as const, page: 1, left: 50, top: 60, width: 80, height: 12 }
  const wrong: [NewMark, RegExp][] = [
    [{ ...box(), place: { ...place, page: 3 } }, /no page 3: the document has 2 pages/],
    [{ ...box(), place: { ...place, page: 0 } }, /sensible numbers/],
    [{ ...box(), place: { ...place, left: 590 } }, /outside page 1/],
    [{ ...box(), place: { ...place, top: Number.NaN } }, /sensible numbers/],
    [{ ...box(), place: { ...place, width: Number.POSITIVE_INFINITY } }, /sensible numbers/],
    [{ ...box(), place: { ...place, height: -2 } }, /sensible numbers/],
    [{ ...box(), place: { kind: 'text', piece: 0, start: 0, end: 3 } }, /by boxes/],
    [{ ...box(), reason: 'because' }, /no reason “because”/],
  ]
  for (const [mark, said] of wrong) {
    const outcome = await addMarks(services, officer, { documentId, marks: [box(), mark] })
    assert.ok(!outcome.ok)
    assert.equal(outcome.problem, 'invalid-input')
    assert.match(outcome.detail ?? '', said)
    assert.match(outcome.detail ?? '', /^Mark 2: /)
  }
  assert.equal((await record()).version, before.version)
})

test('another authority, other roles and a case past its stage get nothing', async () => {
  const { services, officer, contact } = office
  const foreign: Staff = {
    ...officer,
    authorityId: '01890000-0000-7000-8000-0000000000aa' as Staff['authorityId'],
  }
  for (const [staff, problem] of [
    [contact, 'not-permitted'],
    [foreign, 'not-found'],
  ] as const) {
    assert.equal(problemOf(await openRedaction(services, staff, documentId)), problem)
    assert.equal(problemOf(await addMarks(services, staff, { documentId, marks: [box()] })), problem)
    assert.equal(
      problemOf(await decideMarks(services, staff, { documentId, ids: [documentId], state: 'accepted' })),
      problem,
    )
    assert.equal(problemOf(await showDocument(services, staff, documentId)), problem)
    assert.equal(problemOf(await pictureOfPage(services, staff, documentId, 1, { width: 400 })), problem)
  }
  assert.equal(problemOf(await openRedaction(services, officer, 'no-id')), 'not-found')
  const { caseId } = await office.open()
  const late = await office.add(linesPdf([['Late']]), 'late.pdf', caseId)
  await services.database.write((tx) =>
    tx.updateTable('cases').set({ stage: 'answered' }).where('id', '=', caseId).execute(),
  )
  assert.equal(problemOf(await addMarks(services, officer, { documentId: late, marks: [box()] })), 'not-now')
  const shown = valueOf(await openRedaction(services, officer, late))
  assert.deepEqual([shown.version, shown.open], [0, false])
})

test('the marks of one document are no marks of another', async () => {
  const { services, officer } = office
  const other = await office.add(linesPdf([['Other']]), 'other.pdf')
  const { ids } = valueOf(await addMarks(services, officer, { documentId: other, marks: [box()] }))
  assert.equal(problemOf(await removeMarks(services, officer, { documentId, ids })), 'not-found')
})

test('a document has 20,000 marks at most, those taken away not counted', async () => {
  const { services, officer } = office
  const id = await office.add(linesPdf([['Crowded']]), 'crowded.pdf')
  const { ids } = valueOf(await addMarks(services, officer, { documentId: id, marks: [box()] }))
  await services.database.write((tx) =>
    sql`insert into redaction_mark (id, document_id, page, place, reason, layer, state, created_by, created_at)
      select gen_random_uuid(), document_id, page, place, reason, layer, state, created_by, created_at
      from redaction_mark, generate_series(1, ${mostMarks - 1}) where document_id = ${id}`.execute(tx),
  )
  const full = await addMarks(services, officer, { documentId: id, marks: [box(1, 70)] })
  assert.equal(problemOf(full), 'too-large')
  assert.match(full.ok ? '' : (full.detail ?? ''), /20,000 marks/)
  valueOf(await removeMarks(services, officer, { documentId: id, ids }))
  valueOf(await addMarks(services, officer, { documentId: id, marks: [box(1, 70)] }))
  assert.equal(problemOf(await restoreMarks(services, officer, { documentId: id, ids })), 'too-large')
})
