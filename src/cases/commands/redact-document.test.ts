import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { extractText } from '../../documents/index.ts'
import type { Staff } from '../../identity/index.ts'
import {
  addMarks,
  decideMarks,
  findAndMark,
  findRedaction,
  flagPages,
  openRedaction,
  removeMarks,
  showPage,
  type Layer,
} from '../../redaction/index.ts'
import {
  linesPdf,
  openRedactionOffice,
  scannedPdf,
  type RedactionOffice,
} from '../../redaction/redaction.fixture.ts'
import { answer, decideAll, provided } from '../answering.fixture.ts'
import { problemOf, valueOf } from '../cases.fixture.ts'
import { makeRedactedCopy, sendResponse, setDocumentRelease, submitLetter } from '../index.ts'
import { decideApproval } from './decide-approval.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const pages = [
  ['Dear Percival Quenby,', 'the orchard is open to everybody.'],
  ['Minutes of a private meeting', 'with Percival Quenby'],
  ['Page three is about hedges'],
]
let made = 0
/** The same words in other bytes each time: a document is held back for marks on another one of the same bytes. */
const notes = (): Uint8Array =>
  linesPdf([...pages.slice(0, 2), [...(pages[2] ?? []), `Notes number ${(made += 1)}`]])
const mark = (documentId: string, find = 'Percival Quenby') =>
  findAndMark(office.services, office.officer, { documentId, find: [find], reason: 's.40(2)' })
const copy = async (
  documentId: string,
  more: { layer?: Layer; partId?: string; forRelease?: boolean } = {},
) => {
  const { reader } = office.services.database
  const record = await findRedaction(reader, office.authority.id, documentId)
  return makeRedactedCopy(office.services, office.officer, {
    documentId,
    version: record?.version ?? 0,
    layer: 'requester',
    ...more,
  })
}
const release = (documentId: string, partId: string | undefined, caseId = office.caseId) =>
  setDocumentRelease(office.services, office.officer, {
    caseId,
    documentId,
    state: 'for-release',
    ...(partId === undefined ? {} : { partId }),
  })
const documentOf = async (documentId: string, caseId = office.caseId) => {
  const found = (await office.read(caseId)).documents.find(({ id }) => id === documentId)
  assert.ok(found)
  return found
}
const wordsOf = async (documentId: string, caseId = office.caseId): Promise<string> => {
  const { sha256, fileType } = await documentOf(documentId, caseId)
  return (await extractText(await office.services.files.read(sha256), fileType as 'pdf')).text
}

test('the copy is a new document without what was marked; its source stays as it is', async () => {
  const source = await office.add(notes(), 'Quenby meeting notes.pdf')
  const before = await documentOf(source)
  valueOf(await mark(source))
  valueOf(
    await flagPages(office.services, office.officer, {
      documentId: source,
      pages: [3],
      flag: 'withheld',
      reason: 's.42(1)',
    }),
  )
  const { documentId } = valueOf(await copy(source))
  const made = await documentOf(documentId)
  assert.deepEqual(
    [made.origin, made.redactedFrom, made.releaseState, made.fileType],
    ['redacted', source, 'held', 'pdf'],
  )
  // Its name would say who was taken out.
  assert.equal(made.name, 'redacted.pdf')
  const text = await wordsOf(documentId)
  assert.doesNotMatch(text, /Quenby|Percival|hedges/)
  for (const kept of ['Dear', 'orchard is open', 'private meeting']) assert.ok(text.includes(kept), kept)
  assert.deepEqual(await documentOf(source), before)
  const { reader } = office.services.database
  const record = await findRedaction(reader, office.authority.id, source)
  const [kept] = record?.copies ?? []
  assert.deepEqual(
    [kept?.documentId, kept?.layer, kept?.upToDate, kept?.createdBy],
    [documentId, 'requester', true, office.officer.name],
  )
  const { redaction } = await reader
    .selectFrom('document')
    .select('redaction')
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow()
  const facts = redaction as { places: { page: number }[]; schedule: { place: string; label: string }[] }
  assert.deepEqual(
    facts.places.map(({ page }) => page).toSorted((a, b) => a - b),
    [1, 2, 3],
  )
  assert.deepEqual(
    facts.schedule.map(({ place, label }) => `${place} ${label}`),
    ['page 1 s.40(2)', 'page 2 s.40(2)', 'page 3 s.42(1)'],
  )
  const events = await reader
    .selectFrom('audit_event')
    .select(['action', 'details'])
    .where('case_id', '=', office.caseId)
    .execute()
  assert.ok(events.some(({ action }) => action === 'make-redacted-copy'))
  assert.doesNotMatch(JSON.stringify(events), /Quenby/)
})

test('a redacted copy is not redacted again', async () => {
  const { services, officer } = office
  const source = await office.add(notes(), 'again.pdf')
  valueOf(await mark(source))
  const { documentId } = valueOf(await copy(source))
  const place = { kind: 'box', page: 1, left: 10, top: 10, width: 10, height: 10 } as const
  for (const refused of [
    await openRedaction(services, officer, documentId),
    await addMarks(services, officer, { documentId, marks: [{ place, reason: 's.40(2)' }] }),
    await mark(documentId),
    await flagPages(services, officer, { documentId, pages: [1], flag: 'out-of-scope' }),
    await copy(documentId),
  ]) {
    assert.equal(problemOf(refused), 'not-now')
    assert.match(refused.ok ? '' : (refused.detail ?? ''), /This is a redacted copy/)
  }
})

test('undecided proposals stop a copy, with how many and where', async () => {
  const source = await office.add(notes(), 'notes.pdf')
  valueOf(
    await findAndMark(office.services, office.officer, {
      documentId: source,
      find: ['Percival Quenby'],
      reason: 's.40(2)',
      state: 'proposed',
    }),
  )
  const stopped = await copy(source)
  assert.equal(problemOf(stopped), 'not-now')
  assert.match(stopped.ok ? '' : (stopped.detail ?? ''), /2 proposals are undecided, on pages 1 and 2/)
  const record = await findRedaction(office.services.database.reader, office.authority.id, source)
  valueOf(
    await decideMarks(office.services, office.officer, {
      documentId: source,
      ids: record?.marks.map(({ id }) => id) ?? [],
      state: 'rejected',
    }),
  )
  assert.match(await wordsOf(valueOf(await copy(source)).documentId), /Percival Quenby/)
})

test('readers get what their layer hides, and no more', async () => {
  const source = await office.add(notes(), 'notes.pdf')
  const { services, officer } = office
  for (const [find, layer] of [
    ['orchard', 'public-log'],
    ['Percival', 'requester'],
    ['hedges', 'regulator'],
  ] as const)
    valueOf(
      await findAndMark(services, officer, { documentId: source, find: [find], layer, reason: 's.40(2)' }),
    )
  const texts: Record<string, string> = {}
  for (const layer of ['regulator', 'requester', 'public-log'] as const)
    texts[layer] = await wordsOf(valueOf(await copy(source, { layer })).documentId)
  const has = (layer: string) => ['orchard', 'Percival', 'hedges'].map((word) => texts[layer]?.includes(word))
  assert.deepEqual(has('regulator'), [true, true, false])
  assert.deepEqual(has('requester'), [true, false, false])
  assert.deepEqual(has('public-log'), [false, false, false])
})

test('a marked source is never sent: its up-to-date copy for the requester is', async () => {
  const { services, officer } = office
  const part = (await office.read(office.caseId)).parts[0]?.id
  const bytes = notes()
  const source = await office.add(bytes, 'notes.pdf')
  const twin = await office.add(bytes, 'the same again.pdf')
  valueOf(await mark(source))
  for (const id of [source, twin]) {
    const refused = await release(id, part)
    assert.equal(problemOf(refused), 'invalid-input')
    assert.match(refused.ok ? '' : (refused.fields?.[0]?.message ?? ''), /redacted copy/)
  }
  const internal = valueOf(await copy(source, { layer: 'internal' })).documentId
  assert.match(JSON.stringify(await release(internal, part)), /may see more/)
  assert.equal(problemOf(await copy(source, { layer: 'internal', forRelease: true })), 'invalid-input')
  assert.equal(problemOf(await copy(source, { forRelease: true })), 'invalid-input')
  const first = valueOf(
    await copy(source, { forRelease: true, ...(part ? { partId: part } : {}) }),
  ).documentId
  assert.deepEqual(
    [(await documentOf(first)).releaseState, (await documentOf(first)).partId],
    ['for-release', part],
  )
  valueOf(await mark(source, 'private meeting'))
  assert.match(JSON.stringify(await release(first, part)), /changed after/)
  const second = valueOf(
    await copy(source, { forRelease: true, ...(part ? { partId: part } : {}) }),
  ).documentId
  assert.deepEqual(
    [(await documentOf(first)).releaseState, (await documentOf(second)).releaseState],
    ['held', 'for-release'],
  )
  const record = await findRedaction(services.database.reader, office.authority.id, source)
  valueOf(
    await removeMarks(services, officer, {
      documentId: source,
      ids: record?.marks.map(({ id }) => id) ?? [],
    }),
  )
  valueOf(await release(source, part))
})

test('an answer does not leave with a marked source, whatever put it there', async () => {
  const { services, officer, approver } = office
  const { caseId } = await office.open()
  const source = await office.add(notes(), 'notes.pdf', caseId)
  valueOf(await mark(source))
  await decideAll(office, caseId, [provided])
  await services.database.write((tx) =>
    tx
      .updateTable('document')
      .set({ release_state: 'for-release', part_id: null })
      .where('id', '=', source)
      .execute(),
  )
  const at = async () => ({ caseId, version: await office.version(caseId) })
  valueOf(await submitLetter(services, officer, await at()))
  valueOf(await decideApproval(services, approver, { ...(await at()), decision: 'approved', comment: '' }))
  const sent = await sendResponse(services, officer, await at())
  assert.equal(problemOf(sent), 'release-stopped')
  assert.equal((await office.read(caseId)).stage, 'approved')
  assert.equal(
    problemOf(await addMarks(services, officer, { documentId: source, marks: [] })),
    'invalid-input',
  )
  assert.equal(problemOf(await copy(source)), 'not-now')
})

test('the redacted copy leaves with the answer', async () => {
  const { caseId } = await office.open()
  const part = (await office.read(caseId)).parts[0]?.id ?? ''
  const source = await office.add(notes(), 'notes.pdf', caseId)
  valueOf(await mark(source))
  const { documentId } = valueOf(await copy(source, { partId: part, forRelease: true }))
  await decideAll(office, caseId, [provided])
  await answer(office, caseId)
  assert.equal((await documentOf(documentId, caseId)).releaseState, 'released')
  assert.equal((await documentOf(source, caseId)).releaseState, 'held')
})

test('scanned pages are redacted by boxes on their pictures', async () => {
  const { services, officer } = office
  const { pdf } = await scannedPdf(['Minutes of the orchard', 'Percival Quenby spoke'])
  const source = await office.add(pdf, 'Quenby_scan.pdf')
  valueOf(await mark(source))
  const { documentId } = valueOf(await copy(source))
  assert.equal((await documentOf(documentId)).name, 'document-redacted.pdf')
  const words = valueOf(await showPage(services, officer, documentId, 1)).words.map(({ text }) => text)
  assert.ok(words.includes('orchard'), words.join(' '))
  assert.ok(!words.includes('Quenby') && !words.includes('Percival'), words.join(' '))
})

test('tables and messages are redacted in their cells and pieces', async () => {
  const source = await office.add(
    Buffer.from('name,note\r\nPercival Quenby,called\r\nUna Voss,wrote\r\n'),
    'list.csv',
  )
  valueOf(await mark(source))
  const { documentId } = valueOf(await copy(source))
  const text = await wordsOf(documentId)
  assert.match(text, /\[Redacted: s\.40\(2\)\],called\s+Una Voss,wrote/)
})

test('a copy that still reads as what was marked is not kept', async () => {
  // What is printed in place of the cell says the very word that was taken out of it.
  const source = await office.add(Buffer.from('name,note\r\nUna Voss,redacted\r\n'), 'list.csv')
  valueOf(
    await addMarks(office.services, office.officer, {
      documentId: source,
      marks: [{ place: { kind: 'cell', sheet: 1, row: 2, column: 2 }, reason: 's.40(2)' }],
    }),
  )
  const before = (await office.read(office.caseId)).documents.length
  const refused = await copy(source)
  assert.equal(problemOf(refused), 'release-stopped')
  assert.match(refused.ok ? '' : (refused.detail ?? ''), /still held what was marked, so it was not kept/)
  assert.equal((await office.read(office.caseId)).documents.length, before)
})

test('who may not, comes too late or comes from elsewhere gets no copy', async () => {
  const source = await office.add(notes(), 'notes.pdf')
  const { version } = valueOf(await mark(source))
  const { services, officer, contact } = office
  const input = { documentId: source, version, layer: 'requester' as const }
  const foreign = { ...officer, authorityId: '01890000-0000-7000-8000-0000000000aa' as Staff['authorityId'] }
  assert.equal(problemOf(await makeRedactedCopy(services, contact, input)), 'not-permitted')
  assert.equal(problemOf(await makeRedactedCopy(services, foreign, input)), 'not-found')
  assert.equal(problemOf(await makeRedactedCopy(services, officer, { ...input, version: 0 })), 'stale')
  const [made, marked] = await Promise.all([
    makeRedactedCopy(services, officer, input),
    mark(source, 'orchard'),
  ])
  // Whichever was first: a copy never lacks a mark that was set before it was kept.
  assert.ok(marked.ok && (made.ok || made.problem === 'stale'))
})
