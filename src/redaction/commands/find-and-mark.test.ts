import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { problemOf, valueOf } from '../../cases/cases.fixture.ts'
import { newId } from '../../kernel/ids.ts'
import {
  addMarks,
  decideMarks,
  findAndMark,
  findRedaction,
  markWords,
  removeMarks,
  showDocument,
  showPage,
  type Mark,
} from '../index.ts'
import { linesPdf, openRedactionOffice, scannedPdf, type RedactionOffice } from '../redaction.fixture.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const marksOf = async (documentId: string): Promise<Mark[]> => {
  const { services, authority } = office
  return (await findRedaction(services.database.reader, authority.id, documentId))?.marks ?? []
}
const letter = (): Uint8Array =>
  linesPdf([
    ['Dear Mr Percival Quenby,', 'Your National Insurance number is AB 12 34 56 C.', 'The orchard is open.'],
    ['Mr Percival Quenby lives at 4 Orchard Row.', 'Percival Quenby asked again.'],
  ])

test('texts are marked as given, kinds are proposed with why and how sure, and neither twice', async () => {
  const { services, officer } = office
  const documentId = await office.add(letter(), 'letter.pdf')
  const input = { documentId, find: ['the orchard'], entities: ['UK_NINO'] as const, reason: 's.40(2)' }
  const first = valueOf(await findAndMark(services, officer, input))
  assert.deepEqual([first.version, first.added, first.known, first.unread], [1, 2, 0, []])
  const marks = await marksOf(documentId)
  const [text, nino] = ['text 1', 'UK_NINO'].map((rule) => marks.find((mark) => mark.rule === rule))
  assert.deepEqual(
    [text?.state, text?.why, text?.score, text?.decidedBy],
    ['accepted', null, null, officer.name],
  )
  assert.deepEqual([nino?.state, nino?.decidedBy], ['proposed', null])
  assert.ok(nino?.score && nino.score > 0.5 && nino.why)
  assert.doesNotMatch(nino.why, /AB|Quenby/)
  const again = valueOf(await findAndMark(services, officer, input))
  assert.deepEqual([again.version, again.added, again.known], [1, 0, 2])
  const events = await services.database.reader
    .selectFrom('audit_event')
    .select('details')
    .where('subject_id', '=', documentId)
    .execute()
  assert.doesNotMatch(JSON.stringify(events), /orchard/i)
})

test('what was rejected is not proposed again, what was taken away is, what is hidden already is not', async () => {
  const { services, officer } = office
  const documentId = await office.add(letter(), 'letter.pdf')
  const input = { documentId, entities: ['UK_NINO'] as const, reason: 's.40(2)' }
  valueOf(await findAndMark(services, officer, input))
  const [mark] = await marksOf(documentId)
  assert.ok(mark)
  valueOf(await decideMarks(services, officer, { documentId, ids: [mark.id], state: 'rejected' }))
  assert.equal(valueOf(await findAndMark(services, officer, input)).added, 0)
  valueOf(await removeMarks(services, officer, { documentId, ids: [mark.id] }))
  const anew = valueOf(await findAndMark(services, officer, input))
  assert.equal(anew.added, 1)
  valueOf(
    await removeMarks(services, officer, { documentId, ids: [(await marksOf(documentId))[0]?.id ?? ''] }),
  )
  const place = { kind: 'box' as const, page: 1, left: 0, top: 0, width: 595, height: 842 }
  valueOf(await addMarks(services, officer, { documentId, marks: [{ place, reason: 's.40(2)' }] }))
  assert.equal(valueOf(await findAndMark(services, officer, input)).added, 0)
})

test('the people of the case are looked for, and public names and staff are left', async () => {
  const { services, officer } = office
  const { caseId } = await office.open({
    requester: { name: 'Percival Quenby', email: 'p@example.com', phone: null, postalAddress: null },
  })
  const person = (name: string, role: string) => ({
    id: newId(),
    case_id: caseId,
    name,
    role,
    added_by: officer.id,
    added_at: services.clock.now(),
  })
  await services.database.write((tx) =>
    tx
      .insertInto('case_person')
      .values([person('Zebedee Marl', 'third-party'), person('Cllr Una Voss', 'public')])
      .execute(),
  )
  const lines = [
    'Quenby wrote in May.',
    'Marl answered.',
    'Cllr Una Voss was told.',
    `${officer.name} signed.`,
  ]
  const documentId = await office.add(linesPdf(lines.map((line) => [line])), 'note.pdf', caseId)
  valueOf(await findAndMark(services, officer, { documentId, entities: ['PERSON'], reason: 's.40(2)' }))
  const pages = (await marksOf(documentId)).map(({ place }) => (place.kind === 'box' ? place.page : 0))
  assert.deepEqual(pages, [1, 2])
})

test('tables and texts are searched in their cells and pieces', async () => {
  const { services, officer } = office
  const documentId = await office.add(Buffer.from('name,note\r\nPercival Quenby,call Quenby\r\n'), 'list.csv')
  const made = valueOf(
    await findAndMark(services, officer, {
      documentId,
      find: ['Quenby'],
      reason: 's.40(2)',
      state: 'proposed',
    }),
  )
  assert.equal(made.added, 2)
  assert.deepEqual(
    (await marksOf(documentId)).map(({ place, state }) => [place, state]),
    [
      [{ kind: 'cell', sheet: 1, row: 2, column: 1, start: 9, end: 15 }, 'proposed'],
      [{ kind: 'cell', sheet: 1, row: 2, column: 2, start: 5, end: 11 }, 'proposed'],
    ],
  )
})

test('scanned pages and photographs are searched by the words that are read in them, which are kept', async () => {
  const { services, officer } = office
  const lines = ['Minutes of the orchard', 'Percival Quenby spoke', 'about the hedge']
  const { pdf, png } = await scannedPdf(lines)
  for (const [bytes, name] of [
    [pdf, 'scan.pdf'],
    [png, 'scan.png'],
  ] as const) {
    const documentId = await office.add(bytes, name)
    const shown = valueOf(await showPage(services, officer, documentId, 1))
    assert.equal(shown.scanned, true)
    const word = shown.words.find(({ text }) => text === 'Quenby')
    assert.ok(word, JSON.stringify(shown.words))
    const { added, unread } = valueOf(
      await findAndMark(services, officer, { documentId, find: ['Percival Quenby'], reason: 's.40(2)' }),
    )
    assert.deepEqual([added, unread], [1, []])
    const [mark] = await marksOf(documentId)
    assert.ok(mark?.place.kind === 'box')
    assert.ok(mark.place.left < word.left && mark.place.left + mark.place.width > word.left + word.width)
    const kept = await services.database.reader
      .selectFrom('scanned_page as s')
      .innerJoin('document as d', 'd.sha256', 's.sha256')
      .select('s.page')
      .where('d.id', '=', documentId)
      .execute()
    assert.deepEqual(kept, [{ page: 1 }])
  }
})

test('a search that makes no sense, or comes too late, is refused before it begins', async () => {
  const { services, officer } = office
  const documentId = await office.add(letter(), 'letter.pdf')
  const search = (input: object) =>
    findAndMark(services, officer, { documentId, reason: 's.40(2)', ...input })
  assert.equal(problemOf(await search({})), 'invalid-input')
  assert.equal(problemOf(await search({ find: ['...'] })), 'invalid-input')
  assert.equal(problemOf(await search({ find: ['a'.repeat(600)] })), 'invalid-input')
  assert.equal(problemOf(await search({ entities: ['PET'] })), 'invalid-input')
  assert.equal(problemOf(await search({ find: ['orchard'], version: 3 })), 'stale')
  const damaged = await office.add(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
    'x.png',
  )
  assert.equal(
    valueOf(
      await findAndMark(services, officer, { documentId: damaged, find: ['orchard'], reason: 's.40(2)' }),
    ).added,
    0,
  )
})

test('words are marked by their numbers, one box a line', async () => {
  const { services, officer } = office
  const documentId = await office.add(
    linesPdf([['Minutes of the orchard group', 'Present: Sam Specimen and others']]),
    'minutes.pdf',
  )
  const page = valueOf(await showPage(services, officer, documentId, 1))
  assert.equal(page.scanned, false)
  assert.deepEqual(
    page.words.map(({ text, line }) => `${line} ${text}`),
    [
      '0 Minutes',
      '0 of',
      '0 the',
      '0 orchard',
      '0 group',
      '1 Present:',
      '1 Sam',
      '1 Specimen',
      '1 and',
      '1 others',
    ],
  )
  const { ids } = valueOf(
    await markWords(services, officer, { documentId, page: 1, from: 4, to: 7, reason: 'third-party' }),
  )
  const made = (await marksOf(documentId)).filter(({ id }) => ids.includes(id)).map(({ place }) => place)
  assert.equal(made.length, 2)
  for (const [place, from, to] of [
    [made[0], 4, 4],
    [made[1], 5, 7],
  ] as const) {
    assert.ok(place?.kind === 'box')
    for (const word of page.words.slice(from, to + 1))
      assert.ok(place.left <= word.left && place.left + place.width >= word.left + word.width)
  }
  const beyond = await markWords(services, officer, {
    documentId,
    page: 1,
    from: 8,
    to: 10,
    reason: 'third-party',
  })
  assert.match(beyond.ok ? '' : (beyond.detail ?? ''), /words 0 to 9/)
})

test('a text is marked in its pieces', async () => {
  const { services, officer } = office
  const id = await office.add(new TextEncoder().encode('name,age\r\nSam Specimen,41\r\n'), 'people.csv')
  const shown = valueOf(await showDocument(services, officer, id))
  assert.ok(shown.kind === 'pieces')
  assert.deepEqual(
    shown.pieces.map(({ text }) => text),
    ['name', 'age', 'Sam Specimen', '41'],
  )
  assert.deepEqual(shown.pieces[2], {
    place: { kind: 'cell', sheet: 1, row: 2, column: 1, start: 0, end: 12 },
    label: 'Sheet 1, row 2, column 1',
    text: 'Sam Specimen',
  })
  const cell = { kind: 'cell' as const, sheet: 1, row: 2, column: 1 }
  const marks = [{ place: cell, reason: 's.40(2)' }]
  valueOf(await addMarks(services, officer, { documentId: id, marks }))
  const outside = await addMarks(services, officer, {
    documentId: id,
    marks: [{ place: { ...cell, start: 4, end: 13 }, reason: 's.40(2)' }],
  })
  assert.match(outside.ok ? '' : (outside.detail ?? ''), /has 12 characters/)
  assert.equal(
    problemOf(
      await addMarks(services, officer, {
        documentId: id,
        marks: [
          { place: { kind: 'box', page: 1, left: 50, top: 60, width: 80, height: 12 }, reason: 's.40(2)' },
        ],
      }),
    ),
    'invalid-input',
  )
  assert.equal(problemOf(await showPage(services, officer, id, 1)), 'invalid-input')
})
