import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { addDocument, openCase } from '../cases/index.ts'
import { extractText } from '../documents/index.ts'
import { staffActor } from '../identity/index.ts'
import { findRedaction } from '../redaction/index.ts'
import { linesPdf } from '../redaction/redaction.fixture.ts'
import { must } from './seed/case-script.ts'
import { openUpfold } from './upfold.fixture.ts'

let set: TestInstallation
let authorityId: string
let documentId: string
let partId: string

before(async () => {
  set = await openTestInstallation()
  const { services } = set.installation
  const { authority, person } = await openUpfold(set.installation)
  authorityId = authority.id
  const olive = await person('olive', 'information-officer')
  await person('audrey', 'auditor')
  const { caseId } = must(
    await openCase(services, staffActor(olive), {
      authority,
      regime: 'foia',
      channel: 'post',
      requestText: 'The report, please.',
      requester: { name: 'Quillon Zephyrine', email: 'q@example.org', phone: null, postalAddress: null },
      replyBy: 'email',
    }),
    'case',
  )
  const { reader } = set.opened.database
  partId = (
    await reader.selectFrom('case_part').select('id').where('case_id', '=', caseId).executeTakeFirstOrThrow()
  ).id
  const bytes = linesPdf([['The orchard report', 'Seen by Mrs Ada Quenby, bo.tarrant@example.org']])
  documentId = must(
    await addDocument(services, olive, { caseId, upload: { name: 'report.pdf', declaredType: '', bytes } }),
    'document',
  ).documentId
})
after(() => set.close())

function redaction(verb: string, args: string[], as = 'olive') {
  const run = spawnSync(
    join(import.meta.dirname, '../../bin/muniment'),
    ['redaction', verb, documentId, '--as', `${as}@upfold.example.org`, ...args],
    {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        MUNIMENT_DATA: set.opened.dataDirectory,
        DATABASE_URL: set.opened.databaseUrl ?? '',
      },
    },
  )
  return { code: run.status, out: run.stdout, error: run.stderr }
}

const recordNow = async () => {
  const record = await findRedaction(set.opened.database.reader, authorityId, documentId)
  assert.ok(record)
  return record
}

test('a document is searched, decided, copied and accounted for, as somebody who may', async () => {
  const refused = redaction('find', ['--text', 'Ada Quenby', '--reason', 's.40(2)'], 'audrey')
  assert.equal(refused.code, 5, refused.error)

  const found = redaction('find', [
    '--text',
    'Ada Quenby',
    '--entities',
    'EMAIL_ADDRESS',
    '--reason',
    's.40(2)',
  ])
  assert.equal(found.code, 0, found.error)
  assert.match(found.out, /^2 marked, 0 found again; version \d+\n$/)
  const early = redaction('copy', ['--part', partId, '--for-release'])
  assert.equal(early.code, 4)
  assert.match(early.error, /1 proposal is undecided, on page 1/)

  const { marks } = await recordNow()
  const [proposal] = marks.filter(({ state }) => state === 'proposed')
  assert.equal(proposal?.rule, 'EMAIL_ADDRESS')
  const decided = redaction('decide', ['--reject-all', 'EMAIL_ADDRESS', '--json'])
  assert.equal(decided.code, 0, decided.error)
  assert.deepEqual(
    [
      JSON.parse(decided.out).rejected,
      (await recordNow()).marks.find(({ rule }) => rule === 'EMAIL_ADDRESS')?.state,
    ],
    [1, 'rejected'],
  )
  assert.equal(redaction('decide', []).code, 2)

  const copied = redaction('copy', ['--part', partId, '--for-release'])
  assert.equal(copied.code, 0, copied.error)
  const [copy] = (await recordNow()).copies
  assert.equal(copied.out, `${copy?.documentId}, to go with the answer\n`)
  assert.deepEqual([copy?.layer, copy?.releaseState], ['requester', 'for-release'])
  const { text } = await extractText(await set.installation.services.files.read(copy?.sha256 ?? ''), 'pdf')
  assert.doesNotMatch(text, /Quenby/)
  assert.match(text, /bo\.tarrant@example\.org/)

  const kept = redaction('schedule', ['--csv', '--copy', copy?.documentId ?? ''])
  assert.match(kept.out, /,Copy made,Copy made by\r\n1,page 1,s\.40\(2\),.*,FOIA 2000,1,\d{4}-.+Z,\w/)
  const shown = redaction('show', [], 'audrey')
  assert.match(shown.out, /page 1 +accepted +foia-40-2 +requester/)
  assert.match(shown.out, /copy .+ for requester, for-release\n/)
  assert.doesNotMatch(shown.out + shown.error, /Quenby/)
})
