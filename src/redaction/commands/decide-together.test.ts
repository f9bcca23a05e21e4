import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { problemOf, valueOf } from '../../cases/cases.fixture.ts'
import { addMarks, decideTogether, findAndMark, findRedaction, flagPages, wordsUnder } from '../index.ts'
import { linesPdf, openRedactionOffice, type RedactionOffice } from '../redaction.fixture.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const record = async (documentId: string) => {
  const found = await findRedaction(office.services.database.reader, office.authority.id, documentId)
  assert.ok(found)
  return found
}
const statesBy = async (documentId: string, words: ReadonlyMap<string, string>) =>
  (await record(documentId)).marks
    .map(({ id, state, reason, rule }) => `${rule} ${words.get(id)}: ${state} ${reason}`)
    .toSorted()
const pages = [
  ['Write to bo.tarrant@example.org,', 'or to ida@example.org'],
  ['BO.TARRANT@example.org again, 01632 960123'],
]

for (const [name, bytes] of [
  ['letters.pdf', linesPdf(pages)],
  ['letters.txt', new TextEncoder().encode(pages.flat().join('\n'))],
] as const)
  test(`${name}: what hides the same words is decided at once, then all of a kind with one reason`, async () => {
    const { services, officer } = office
    const documentId = await office.add(bytes, name)
    const entities = ['EMAIL_ADDRESS', 'UK_PHONE'] as const
    valueOf(await findAndMark(services, officer, { documentId, entities, reason: 's.40(2)' }))
    const found = await record(documentId)
    const words = valueOf(await wordsUnder(services, officer, documentId, found.marks))
    const one = found.marks.find(({ id }) => words.get(id)?.startsWith('bo.tarrant'))
    assert.ok(one, JSON.stringify([...words.values()]))
    const { changed, version } = valueOf(
      await decideTogether(services, officer, {
        documentId,
        version: found.version,
        alike: one.id,
        state: 'rejected',
      }),
    )
    assert.deepEqual([changed, version], [2, found.version + 1])
    const rest = await decideTogether(services, officer, {
      documentId,
      rule: 'EMAIL_ADDRESS',
      state: 'accepted',
      reason: 'third-party',
    })
    assert.equal(valueOf(rest).changed, 1)
    assert.deepEqual(
      (await statesBy(documentId, words)).map((line) => line.replace(/[,.]?:/, ':')),
      [
        'EMAIL_ADDRESS BO.TARRANT@example.org: rejected foia-40-2',
        'EMAIL_ADDRESS bo.tarrant@example.org: rejected foia-40-2',
        'EMAIL_ADDRESS ida@example.org: accepted third-party',
        'UK_PHONE 01632 960123: proposed foia-40-2',
      ],
    )
    const refused: [Parameters<typeof decideTogether>[2], string][] = [
      [{ documentId, rule: 'EMAIL_ADDRESS', state: 'accepted' }, 'not-found'],
      [{ documentId, alike: one.id, state: 'accepted' }, 'not-found'],
      [{ documentId, version: 1, rule: 'UK_PHONE', state: 'accepted' }, 'stale'],
      [{ documentId, rule: 'UK_PHONE', state: 'accepted', reason: 'nothing' }, 'invalid-input'],
    ]
    for (const [input, problem] of refused)
      assert.equal(problemOf(await decideTogether(services, officer, input)), problem)
    const rule = { documentId, rule: 'UK_PHONE', state: 'accepted' as const }
    assert.equal(problemOf(await decideTogether(services, office.contact, rule)), 'not-permitted')
    assert.equal((await record(documentId)).version, version + 1)
  })

test('a mark that a person drew is like no other', async () => {
  const { services, officer } = office
  const documentId = await office.add(linesPdf([['One']]), 'drawn.pdf')
  const place = { kind: 'box' as const, page: 1, left: 50, top: 60, width: 80, height: 12 }
  const drawn = { place, reason: 's.40(2)', state: 'proposed' as const }
  const { ids } = valueOf(
    await addMarks(services, officer, {
      documentId,
      marks: [drawn, { ...drawn, place: { ...place, left: 51 } }],
    }),
  )
  const asked = { documentId, alike: ids[0] ?? '', state: 'accepted' as const }
  assert.equal(valueOf(await decideTogether(services, officer, asked)).changed, 1)
})

test('pages are flagged, with a reason where they are withheld', async () => {
  const { services, officer } = office
  const documentId = await office.add(linesPdf([['The first page'], ['The second page']]), 'minutes.pdf')
  const flag = (input: Omit<Parameters<typeof flagPages>[2], 'documentId'>) =>
    flagPages(services, officer, { documentId, ...input })
  assert.equal(problemOf(await flag({ pages: [1], flag: 'withheld' })), 'invalid-input')
  assert.equal(problemOf(await flag({ pages: [1, 3], flag: 'full' })), 'invalid-input')
  valueOf(await flag({ pages: [2], flag: 'withheld', reason: 's.42(1)' }))
  valueOf(
    await flag({
      pages: [1, 2],
      flag: 'duplicate',
      duplicateOf: { documentId: await office.add(linesPdf([['The second page']]), 'other.pdf'), page: 1 },
    }),
  )
  assert.deepEqual(
    (await record(documentId)).pages.map(({ page, flag: set, reason }) => [page, set, reason]),
    [
      [1, 'duplicate', 'duplicate'],
      [2, 'duplicate', 'duplicate'],
    ],
  )
  assert.equal(
    problemOf(await flag({ pages: [1], flag: 'duplicate', duplicateOf: { documentId, page: 1 } })),
    'invalid-input',
  )
  valueOf(await flag({ pages: [1, 2], flag: null }))
  assert.deepEqual((await record(documentId)).pages, [])
})
