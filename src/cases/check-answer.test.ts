import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officeFile } from '../documents/fixtures.ts'
import { findAndMark, findRedaction } from '../redaction/index.ts'
import { buildPdf } from '../redaction/pdf/pdf.fixture.ts'
import {
  linesPdf,
  openRedactionOffice,
  scannedPdf,
  type RedactionOffice,
} from '../redaction/redaction.fixture.ts'
import { acceptFindings, checkRelease, findCertificate, listCertificates } from '../release/index.ts'
import { answer, decideAll, provided } from './answering.fixture.ts'
import { dayInWords } from '../kernel/dates.ts'
import { legalDay } from '../kernel/clock.ts'
import { carryAcceptedLetter } from './carry-accepted-letter.ts'
import { problemOf, valueOf } from './cases.fixture.ts'
import { composeAnswer, keepRenditions, letterMediaTypes } from './commands/answer-letter.ts'
import { decideApproval } from './commands/decide-approval.ts'
import { makeRedactedCopy, sendResponse, submitLetter } from './index.ts'

let office: RedactionOffice
before(async () => {
  office = await openRedactionOffice()
})
after(() => office.close())

const secret = 'Percival Quenby'
const lines = ['Minutes of the orchard committee', `It was moved by ${secret} of the lane`, 'It was carried']

/** A request with one document, redacted and made ready to leave. */
async function prepare(bytes: Uint8Array, name: string) {
  const { services, officer, authority } = office
  const { caseId } = await office.open()
  const partId = (await office.read(caseId)).parts[0]?.id ?? ''
  const documentId = await office.add(bytes, name, caseId)
  valueOf(await findAndMark(services, officer, { documentId, find: [secret], reason: 's.40(2)' }))
  const record = await findRedaction(services.database.reader, authority.id, documentId)
  const copy = valueOf(
    await makeRedactedCopy(services, officer, {
      documentId,
      version: record?.version ?? 0,
      layer: 'requester',
      forRelease: true,
      partId,
    }),
  )
  await decideAll(office, caseId, [provided])
  return { caseId, copyId: copy.documentId }
}

async function newest(caseId: string) {
  const { reader } = office.services.database
  const [row] = await listCertificates(reader, office.authority.id, { route: 'attachment', limit: 1 })
  const found = await findCertificate(reader, office.authority.id, row?.id ?? '')
  assert.equal(found?.caseId, caseId)
  return found
}

const docx = officeFile(
  'word/document.xml',
  `<w:document xmlns:w="w"><w:body>${lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
)
const mail = `From: Clerk <clerk@example.org>\r\nTo: Works <works@example.org>\r\nSubject: Minutes\r\nDate: Mon, 02 Feb 2026 10:00:00 +0000\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${lines.join('\r\n\r\n')}\r\n`

test('a redacted copy of any kind is proved against its source and leaves', async () => {
  for (const [bytes, name] of [
    [linesPdf([lines, ['A page of its own']]), 'minutes.pdf'],
    [Buffer.from(`who,what\r\n${secret},moved it\r\nnobody,carried it\r\n`), 'minutes.csv'],
    [Buffer.from(lines.join('\n')), 'minutes.txt'],
    [docx, 'minutes.docx'],
    [Buffer.from(mail), 'minutes.eml'],
  ] as const) {
    const { caseId } = await prepare(bytes, name)
    await answer(office, caseId)
    const certificate = await newest(caseId)
    const proved = certificate?.checks.find(({ check }) => check === 'copy-words')
    assert.ok((proved?.lookedFor ?? 0) > 0, `${name}: ${JSON.stringify(certificate?.checks)}`)
  }
})

test('a scan is proved by its look', async () => {
  const { caseId } = await prepare((await scannedPdf(lines)).pdf, 'scan.pdf')
  await answer(office, caseId)
  const certificate = await newest(caseId)
  assert.equal(certificate?.checks.find(({ check }) => check === 'copy-look')?.lookedFor, 1)
})

test('a copy that was only painted over does not leave, and nobody may let it go', async () => {
  const { services, officer, approver } = office
  const { caseId, copyId } = await prepare(linesPdf([lines]), 'minutes.pdf')
  const painted = buildPdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    {
      dictionary: '',
      stream: `${lines.map((line, at) => `BT /F1 11 Tf 1 0 0 1 50 ${780 - at * 14} Tm (${line}) Tj ET`).join('\n')}\n0 g 120 762 90 12 re f`,
    },
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>',
  ])
  const { sha256 } = await services.files.put(painted)
  await services.database.reader.updateTable('document').set({ sha256 }).where('id', '=', copyId).execute()
  const at = async () => ({ caseId, version: (await office.read(caseId)).version })
  valueOf(await submitLetter(services, officer, await at()))
  valueOf(await decideApproval(services, approver, { ...(await at()), decision: 'approved', comment: '' }))
  const refused = await sendResponse(services, officer, await at())
  assert.equal(problemOf(refused), 'release-stopped')
  assert.ok(!refused.ok && refused.certificates?.length === 1)
  assert.doesNotMatch(refused.detail ?? '', /Quenby|Percival/)
  const certificate = await newest(caseId)
  const kinds = new Set(certificate?.findings.map(({ kind }) => kind))
  assert.ok(kinds.has('must-not-text') && kinds.has('covered-text'), [...kinds].join())
  const never = certificate?.findings.find(({ kind }) => kind === 'must-not-text')
  const accepted = await acceptFindings(services, approver, {
    certificateId: certificate?.id ?? '',
    findings: [never?.key ?? ''],
    reason: 'It looks well covered to me',
  })
  assert.equal(problemOf(accepted), 'not-now')
})

test('the certificate says where the same document went before with other parts hidden', async () => {
  const bytes = linesPdf([lines, ['Only here, by Percival Quenby']])
  const first = await prepare(bytes, 'before.pdf')
  await answer(office, first.caseId)
  const { services, officer } = office
  const again = await office.open()
  const partId = (await office.read(again.caseId)).parts[0]?.id ?? ''
  const documentId = await office.add(bytes, 'before.pdf', again.caseId)
  valueOf(await findAndMark(services, officer, { documentId, find: ['orchard'], reason: 's.40(2)' }))
  const record = await findRedaction(services.database.reader, office.authority.id, documentId)
  valueOf(
    await makeRedactedCopy(services, officer, {
      documentId,
      version: record?.version ?? 0,
      layer: 'requester',
      forRelease: true,
      partId,
    }),
  )
  await decideAll(office, again.caseId, [provided])
  await answer(office, again.caseId)
  const note = (await newest(again.caseId))?.notes.find(({ kind }) => kind === 'released-before')
  assert.match(
    note?.detail ?? '',
    /This shows what that hid on pages 1 and 2\. That showed what this hides on page 1\./,
  )
})

const later = (days: number): void =>
  office.setDay(
    office.services.clock
      .now()
      .add({ hours: 24 * days })
      .toString()
      .slice(0, 10),
  )

/** An approved answer with a number in it that stops it, and that a second person has let go. */
async function letGo() {
  const { services, officer, approver } = office
  const { caseId } = await office.open()
  const at = async () => ({ caseId, version: await office.version(caseId) })
  await decideAll(office, caseId, [{ ...provided, answer: 'The sample had NHS number 943 476 5919.' }])
  valueOf(await submitLetter(services, officer, await at()))
  valueOf(await decideApproval(services, approver, { ...(await at()), decision: 'approved', comment: '' }))
  const refused = await sendResponse(services, officer, await at())
  assert.ok(!refused.ok && refused.certificates?.length === 3)
  for (const id of refused.certificates)
    valueOf(
      await acceptFindings(services, approver, {
        certificateId: id,
        findings: 'all',
        reason: 'The number is made up, as the request says',
      }),
    )
  return { caseId, at }
}

test('a letter that was let go leaves on another day, dated that day, with the second person’s word', async () => {
  const { services, officer, approver, authority } = office
  const { caseId, at } = await letGo()
  later(6)
  valueOf(await sendResponse(services, officer, await at()))
  const letter = await services.database.reader
    .selectFrom('letter')
    .select(['state', 'pdf_sha256', 'text_body'])
    .where('case_id', '=', caseId)
    .executeTakeFirstOrThrow()
  assert.equal(letter.state, 'sent')
  assert.ok(letter.text_body.includes(dayInWords(legalDay(services.clock.now()))))
  const [row] = await listCertificates(services.database.reader, authority.id, { route: 'letter', limit: 1 })
  const found = await findCertificate(services.database.reader, authority.id, row?.id ?? '')
  assert.equal(found?.verdict, 'clean')
  assert.deepEqual(
    found?.checks.flatMap(({ accepted = [] }) => accepted.map(({ by, reason }) => [by, reason])),
    [[approver.id, 'The number is made up, as the request says']],
  )
})

test('what was let go in a letter counts for no letter that says anything else', async () => {
  const { services, officer, authority } = office
  const { caseId } = await letGo()
  later(1)
  const { model, record } = valueOf(await composeAnswer(services, caseId, legalDay(services.clock.now())))
  const kept = await keepRenditions(services, model)
  const stopped = await checkRelease(services, {
    authorityId: authority.id,
    caseId,
    route: 'letter',
    subject: 'letter 1, html',
    content: { bytes: kept.renditions.html, name: 'letter.html', mediaType: letterMediaTypes.html },
    identity: record.requester,
    allow: ['name'],
    createdBy: officer.id,
  })
  assert.equal(problemOf(stopped), 'release-stopped')
  const carry = (text: string) =>
    carryAcceptedLetter(services, officer, { caseId, version: 1, text, hashes: kept.hashes })
  assert.equal(await carry(kept.text.replace('943 476 5919', '943 476 5870')), false)
  assert.equal(await carry(kept.text), true)
  assert.equal(await carry(kept.text), false, 'it is carried once')
})
