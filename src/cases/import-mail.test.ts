import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { systemActor } from '../audit/index.ts'
import { memoryTransport } from '../correspondence/index.ts'
import { openOffice, valueOf, type Office } from './cases.fixture.ts'
import { askClarification, deliverOutbox, importMail, type ImportedMail } from './index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

type Mail = {
  from?: string
  subject?: string
  id?: string
  inReplyTo?: string
  headers?: string[]
  body?: string
  to?: string
}

function mail({
  from = 'Rhea Questor <rhea@example.com>',
  subject = 'Potholes',
  id = crypto.randomUUID(),
  inReplyTo,
  headers = [],
  body = 'How many potholes were repaired?',
  to = 'foi@exampleshire.example.org',
}: Mail): Uint8Array {
  return Buffer.from(
    [
      ...(from === '' ? [] : [`From: ${from}`]),
      `To: ${to}`,
      `Subject: ${subject}`,
      `Message-ID: <${id}@example.com>`,
      ...(inReplyTo ? [`In-Reply-To: <${inReplyTo}>`] : []),
      'Date: Wed, 14 Jan 2026 09:00:00 +0000',
      ...headers,
      '',
      body,
    ].join('\r\n'),
  )
}

const take = async (bytes: Uint8Array): Promise<ImportedMail> =>
  valueOf(await importMail(office.services, office.authority, bytes, { actor: systemActor }))

async function caseOf(reference: string | null) {
  const row = await office.services.database.reader
    .selectFrom('cases')
    .select('id')
    .where('reference', '=', reference ?? '')
    .executeTakeFirstOrThrow()
  return office.read(row.id)
}

test('a mail opens a case once, however often it comes, also at the same moment', async () => {
  const bytes = mail({ id: 'one' })
  const results = await Promise.all([take(bytes), take(bytes)])
  assert.equal(new Set(results.map(({ reference }) => reference)).size, 1)
  assert.equal((await take(bytes)).result, 'duplicate')
  const record = await caseOf(results[0]?.reference ?? null)
  assert.equal(record.channel, 'email')
  assert.equal(record.requester.name, 'Rhea Questor')
})

test('an answer to our own message adds to the case, and answers the clarification it asked for', async () => {
  const { services, officer } = office
  const opened = await take(mail({ id: 'two', body: 'Something about roads.' }))
  const before = await caseOf(opened.reference)
  valueOf(
    await askClarification(services, officer, {
      caseId: before.id,
      version: before.version,
      questions: ['Which?'],
    }),
  )
  await deliverOutbox(services, memoryTransport())
  const asked = await services.database.reader
    .selectFrom('message')
    .select('mail_id')
    .where('case_id', '=', before.id)
    .where('kind', '=', 'clarification')
    .executeTakeFirstOrThrow()
  const added = await take(
    mail({ id: 'three', inReplyTo: asked.mail_id ?? '', from: 'another@example.com', body: 'The A road.' }),
  )
  assert.deepEqual([added.result, added.reference], ['added', opened.reference])
  assert.equal((await caseOf(opened.reference)).waitingFor, null)
})

test('a guessed reference lets a stranger into nothing, but its own requester in', async () => {
  const opened = await take(mail({ id: 'four' }))
  const stranger = await take(
    mail({ id: 'five', subject: `Re: ${opened.reference}`, from: 'stranger@example.net' }),
  )
  assert.equal(stranger.result, 'opened')
  assert.notEqual(stranger.reference, opened.reference)
  assert.match(stranger.warnings.join(), /another address/)
  const own = await take(mail({ id: 'six', subject: `Re: ${opened.reference}`, body: 'One thing more.' }))
  assert.deepEqual([own.result, own.reference], ['added', opened.reference])
})

test('automatic replies and bounces are recorded and open nothing', async () => {
  const opened = await take(mail({ id: 'seven' }))
  const record = await caseOf(opened.reference)
  const ours = await office.services.database.reader
    .selectFrom('message')
    .select('mail_id')
    .where('case_id', '=', record.id)
    .where('kind', '=', 'acknowledgement')
    .executeTakeFirstOrThrow()
  const away = await take(
    mail({
      id: 'eight',
      subject: 'Out of office',
      inReplyTo: ours.mail_id ?? '',
      headers: ['Auto-Submitted: auto-replied'],
      body: 'I am away.',
    }),
  )
  assert.deepEqual([away.result, away.reference], ['auto-reply', opened.reference])
  const bounce = Buffer.from(
    `From: MAILER-DAEMON@example.com\r\nTo: foi@exampleshire.example.org\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: <nine@example.com>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.com\r\n\r\nFinal-Recipient: rfc822; rhea@example.com\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822-headers\r\n\r\nMessage-ID: <${ours.mail_id ?? ''}>\r\n\r\n--b--\r\n`,
  )
  assert.deepEqual([(await take(bounce)).result], ['bounce'])
  assert.deepEqual(
    (await caseOf(opened.reference)).messages
      .filter((message) => message.delivery === 'failed')
      .map((message) => message.kind),
    ['acknowledgement'],
  )
})

test('nothing that comes is lost: no body, no sender, junk, and text beyond the limit', async () => {
  const { services, authority } = office
  const empty = await take(mail({ id: 'ten', subject: '', body: '' }))
  assert.match((await caseOf(empty.reference)).requestText, /no text/i)
  const nobody = await take(mail({ id: 'eleven', from: '' }))
  assert.equal((await caseOf(nobody.reference)).replyBy, 'post')
  const long = await take(mail({ id: 'twelve', body: 'word '.repeat(30_000) }))
  const record = await caseOf(long.reference)
  assert.ok(record.documents.some((document) => document.name === 'original.eml'))
  const junk = await importMail(services, authority, new Uint8Array(0), { actor: systemActor })
  assert.equal(junk.ok, false)
})
