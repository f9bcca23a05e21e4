import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { problemOf, valueOf } from '../../cases/cases.fixture.ts'
import type { Staff } from '../../identity/index.ts'
import { combinationLeaks, findDuplicatePages, showPage } from '../index.ts'
import { pagesOnlyIn } from '../queries/combination-leaks.ts'
import { linesPdf, openRedactionOffice, scannedPdf, type RedactionOffice } from '../redaction.fixture.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const orchard = ['The minutes of the orchard group', 'were agreed by everybody present.']
const hedge = ['The minutes of the hedge group', 'were not agreed by anybody.']

test('pages with the same words, however set, or the same look are found; empty and other pages are not', async () => {
  const { services, officer } = office
  const { caseId } = await office.open()
  const first = await office.add(linesPdf([orchard, [], hedge]), 'first.pdf', caseId)
  const second = await office.add(
    linesPdf([[], [orchard.join(' ').toUpperCase()], orchard], 30),
    'second.pdf',
    caseId,
  )
  const text = await office.add(Buffer.from(hedge.join('\n')), 'hedge.txt', caseId)
  const { png } = await scannedPdf(orchard)
  const scan = await office.add(png, 'scan.png', caseId)
  const lighter = await sharp(png).resize(900).linear(0.8, 40).jpeg({ quality: 60 }).toBuffer()
  const again = await office.add(lighter, 'again.jpg', caseId)
  const { png: otherPng } = await scannedPdf(hedge)
  await office.add(otherPng, 'other.png', caseId)
  const broken = await office.add(Buffer.from('%PDF-1.4 broken'), 'broken.pdf', caseId).catch(() => null)
  const found = valueOf(await findDuplicatePages(services, officer, caseId))
  assert.deepEqual(found.left, broken === null ? [] : [broken])
  assert.deepEqual(
    found.pages.map(({ documentId, page, of, because }) => [
      documentId,
      page,
      of.documentId,
      of.page,
      because,
    ]),
    [
      [second, 2, first, 1, 'same-words'],
      [second, 3, first, 1, 'same-words'],
      [text, 1, first, 3, 'same-words'],
      [again, 1, scan, 1, 'same-look'],
    ],
  )
})

test('two filled-in forms look alike until their words were read', async () => {
  const { services, officer } = office
  const { caseId } = await office.open()
  const form = (name: string): string[] => ['Application', `Name: ${name}`, 'Date: May']
  const ids: string[] = []
  for (const name of ['Percival Quenby', 'Hannibal Ramsey'])
    ids.push(await office.add((await scannedPdf(form(name))).pdf, `${ids.length}.pdf`, caseId))
  for (const id of ids) valueOf(await showPage(services, officer, id, 1))
  assert.deepEqual(valueOf(await findDuplicatePages(services, officer, caseId)).pages, [])
})

test('the duplicates of a case are for those who may redact it', async () => {
  const { services, officer, contact } = office
  const foreign = { ...officer, authorityId: '01890000-0000-7000-8000-0000000000aa' as Staff['authorityId'] }
  assert.equal(problemOf(await findDuplicatePages(services, contact, office.caseId)), 'not-permitted')
  assert.equal(problemOf(await findDuplicatePages(services, foreign, office.caseId)), 'not-found')
})

test('what was sent before with other boxes is named, by the pages where one shows what the other hides', async () => {
  const { services, authority } = office
  const bytes = linesPdf([orchard, hedge, ['Three']])
  const box = (page: number, left = 50, width = 100) => ({
    kind: 'box' as const,
    page,
    left,
    top: 50,
    width,
    height: 12,
  })
  const sent = async (places: unknown[] | null): Promise<string> => {
    const { caseId } = await office.open()
    const source = await office.add(bytes, 'minutes.pdf', caseId)
    await services.database.write((tx) =>
      tx
        .updateTable('document')
        .set({
          release_state: 'released',
          ...(places === null
            ? {}
            : {
                sha256: `made from ${source}`,
                redacted_from: origin,
                redaction: JSON.stringify({
                  layer: 'requester',
                  version: 1,
                  places,
                  schedule: [],
                  pictures: [],
                }),
              }),
        })
        .where('id', '=', source)
        .execute(),
    )
    return source
  }
  const origin = await office.add(bytes, 'minutes.pdf')
  const row = await services.database.reader
    .selectFrom('document')
    .select('sha256')
    .where('id', '=', origin)
    .executeTakeFirstOrThrow()
  const ask = (places: Parameters<typeof pagesOnlyIn>[0], exceptCaseDocumentId?: string) =>
    combinationLeaks(services, {
      authorityId: authority.id,
      sourceSha256: row.sha256,
      places,
      ...(exceptCaseDocumentId === undefined ? {} : { exceptCaseDocumentId }),
    })
  assert.deepEqual(await ask([box(1)]), [])
  const copy = await sent([box(1), box(2)])
  // The same words under two boxes instead of one
  assert.deepEqual(await ask([box(1, 49, 60), box(1, 105, 50), box(2)]), [])
  const [leak] = await ask([box(1), box(3)])
  assert.deepEqual(
    [leak?.documentId, leak?.whole, leak?.opened, leak?.closed, leak?.pages],
    [copy, false, [2], [3], [2, 3]],
  )
  assert.match(leak?.caseReference ?? '', /^REQ/)
  assert.deepEqual(await ask([box(1), box(3)], copy), [])
  const whole = await sent(null)
  const both = await ask([box(1), box(2)])
  assert.deepEqual(
    both.map(({ documentId, whole: all, pages }) => [documentId, all, pages]),
    [[whole, true, [1, 2]]],
  )
})

test('spans of a text are compared as they cover each other together', () => {
  const text = (start: number, end: number) => ({ kind: 'text' as const, piece: 2, start, end })
  const cell = (start?: number, end?: number) => ({
    kind: 'cell' as const,
    sheet: 1,
    row: 2,
    column: 3,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
  })
  assert.deepEqual(pagesOnlyIn([text(0, 10)], [text(4, 12), text(0, 5)]), [])
  assert.deepEqual(pagesOnlyIn([text(0, 10)], [text(6, 12), text(0, 5)]), [1])
  assert.deepEqual(pagesOnlyIn([cell(2, 5)], [cell()]), [])
  assert.deepEqual(pagesOnlyIn([cell()], [cell(2, 5)]), [1])
})
