import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { buffer } from 'node:stream/consumers'
import { fc } from '../../../test/support/property.ts'
import { SMTPServer } from 'smtp-server'
import { ProblemError } from '../../kernel/outcome.ts'
import { readMail } from './read-mail.ts'
import { parseSmtpUrl, smtpTransport } from './send-mail.ts'
import { messageIdFor, renderOutgoing, type OutgoingMail } from './write-mail.ts'

const received: { from: string; to: string[]; bytes: Uint8Array }[] = []
const refusals = new Map([
  ['gone@example.org', { code: 550, text: '5.1.1 no such user' }],
  ['later@example.org', { code: 451, text: '4.3.0 try later' }],
])
const server = new SMTPServer({
  authOptional: true,
  hideSTARTTLS: true,
  disableReverseLookup: true,
  allowInsecureAuth: true,
  onAuth: (_auth, _session, done) =>
    done(Object.assign(new Error('5.7.8 wrong password'), { responseCode: 535 })),
  onRcptTo(address, _session, done) {
    const refusal = refusals.get(address.address)
    done(
      refusal === undefined ? null : Object.assign(new Error(refusal.text), { responseCode: refusal.code }),
    )
  },
  onData(stream, session, done) {
    void buffer(stream).then((bytes) => {
      const { mailFrom, rcptTo } = session.envelope
      received.push({
        from: mailFrom === false ? '' : mailFrom.address,
        to: rcptTo.map((each) => each.address),
        bytes,
      })
      done(null, 'kept')
    })
  },
})
let port = 0
before(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.server.address()
  port = typeof address === 'object' && address !== null ? address.port : 0
})
after(async () => new Promise<void>((done) => server.close(() => done())))

const mail: OutgoingMail = {
  from: { name: 'Gwybodaeth – Tîm', address: 'foi@example.com' },
  to: [{ name: 'Robin, "the" Requester', address: 'robin@example.org' }],
  subject: 'Eich cais – REQ04543 £5',
  text: 'Dear Robin,\n.\nFrom here on: tŷ\n',
  messageId: messageIdFor('outbox-1', 'example.com'),
  date: Temporal.Instant.from('2026-01-14T09:32:00Z'),
}

async function render(changes: Partial<OutgoingMail> = {}) {
  const outcome = await renderOutgoing({ ...mail, ...changes })
  if (!outcome.ok) throw new Error(JSON.stringify(outcome))
  return outcome.value
}

test('what is sent over the wire reads back as it was written', async () => {
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`)
  const rendered = await render({
    html: '<p>Dear Robin</p>',
    replyTo: { name: '', address: 'requests+abc123@example.com' },
    inReplyTo: 'm1@example.org',
    references: ['m0@example.org', 'm1@example.org'],
    attachments: [
      { name: '../Llythyr tŷ.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') },
    ],
    headers: { 'X-Muniment-Case': 'REQ04543' },
  })
  const result = await transport.send(rendered)
  assert.ok(result.ok && result.rejected.length === 0)
  transport.close()
  const arrived = received.at(-1)
  assert.deepEqual([arrived?.from, arrived?.to], ['foi@example.com', ['robin@example.org']])
  const outcome = await readMail(arrived?.bytes ?? new Uint8Array())
  assert.ok(outcome.ok)
  const { value } = outcome
  assert.deepEqual(
    [value.from, value.to, value.subject, value.messageId],
    [mail.from, mail.to, mail.subject, mail.messageId],
  )
  assert.deepEqual(
    [value.inReplyTo, value.references, value.replyTo?.address],
    ['m1@example.org', ['m0@example.org', 'm1@example.org'], 'requests+abc123@example.com'],
  )
  assert.equal(value.text, mail.text.trim())
  assert.equal(value.date?.toString(), '2026-01-14T09:32:00Z')
  assert.deepEqual(
    value.attachments.map((each) => [each.name, Buffer.from(each.bytes).toString()]),
    [['Llythyr tŷ.pdf', '%PDF-1.7']],
  )
})

test('the same outbox entry gives the same bytes at every try', async () => {
  const parts: Partial<OutgoingMail> = {
    html: '<p>x</p>',
    attachments: [{ name: 'a.txt', mediaType: 'text/plain', bytes: Buffer.from('x') }],
  }
  assert.deepEqual((await render(parts)).bytes, (await render(parts)).bytes)
  assert.notEqual(messageIdFor('outbox-1', 'example.com'), messageIdFor('outbox-2', 'example.com'))
})

test('an acknowledgement asks machines not to answer, and an ordinary letter does not', async () => {
  const automatic = Buffer.from((await render({ automatic: true })).bytes).toString()
  assert.match(automatic, /^Auto-Submitted: auto-replied\r$/m)
  assert.match(automatic, /^X-Auto-Response-Suppress: All\r$/m)
  assert.doesNotMatch(Buffer.from((await render()).bytes).toString(), /Auto-Submitted/)
})

test('nothing can add a header: a control character is refused by field', async () => {
  const attempts: [string, Partial<OutgoingMail>][] = [
    ['subject', { subject: 'x\r\nBcc: all@example.org' }],
    ['to', { to: [{ name: 'x\nBcc: y', address: 'robin@example.org' }] }],
    ['to', { to: [{ name: '', address: 'robin@example.org>\r\nRCPT TO:<x@example.org' }] }],
    ['to', { to: [{ name: '', address: 'a@example.org, b@example.org' }] }],
    ['to', { to: [] }],
    ['from', { from: { name: '', address: 'foi' } }],
    ['replyTo', { replyTo: { name: '', address: 'x y@example.org' } }],
    ['messageId', { messageId: 'x@y>\r\nBcc: z' }],
    ['references', { references: ['a b@c'] }],
    ['headers.X-A', { headers: { 'X-A': 'x\r\nBcc: y' } }],
    ['headers.Bcc', { headers: { Bcc: 'y@example.org' } }],
    ['headers.Content-Type', { headers: { 'Content-Type': 'text/html' } }],
    [
      'attachments',
      { attachments: [{ name: 'a', mediaType: 'text/plain\r\nX: y', bytes: new Uint8Array() }] },
    ],
  ]
  for (const [field, changes] of attempts) {
    const outcome = await renderOutgoing({ ...mail, ...changes })
    assert.ok(!outcome.ok, field)
    assert.deepEqual(
      outcome.fields?.map((each) => each.field),
      [field],
    )
  }
})

test('whatever a subject, name or file name holds, the header names stay the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), async (text) => {
      const outcome = await renderOutgoing({
        ...mail,
        subject: `x${text}`,
        to: [{ name: text, address: 'robin@example.org' }],
        attachments: [{ name: text, mediaType: 'text/plain', bytes: new Uint8Array(1) }],
      })
      if (!outcome.ok) return
      const head = Buffer.from(outcome.value.bytes).toString('latin1').split('\r\n\r\n', 1)[0] ?? ''
      const names = head.split(/\r\n(?![ \t])/).map((line) => line.split(':', 1)[0])
      assert.deepEqual(names.toSorted(), [
        'Content-Type',
        'Date',
        'From',
        'MIME-Version',
        'Message-ID',
        'Subject',
        'To',
      ])
    }),
    { numRuns: 200 },
  )
})

test('failures are told apart: for ever, for now, one of several, nobody there, wrong password', async () => {
  const to = (...addresses: string[]) => addresses.map((address) => ({ name: '', address }))
  const transport = smtpTransport(`smtp://127.0.0.1:${port}`)
  const send = async (...addresses: string[]) => transport.send(await render({ to: to(...addresses) }))
  const gone = await send('gone@example.org')
  assert.deepEqual([gone.ok, !gone.ok && gone.failure, !gone.ok && gone.code], [false, 'permanent', '550'])
  const later = await send('later@example.org')
  assert.deepEqual([later.ok, !later.ok && later.failure], [false, 'temporary'])
  const both = await send('robin@example.org', 'gone@example.org')
  assert.ok(both.ok)
  assert.deepEqual(both.accepted, ['robin@example.org'])
  assert.deepEqual(
    both.rejected.map((each) => [each.recipient, each.failure]),
    [['gone@example.org', 'permanent']],
  )
  assert.deepEqual(await transport.check(), { ok: true })
  const nobody = await smtpTransport('smtp://127.0.0.1:1').send(await render())
  assert.deepEqual([nobody.ok, !nobody.ok && nobody.failure], [false, 'temporary'])
  const stranger = await smtpTransport(`smtp://user:wrong@127.0.0.1:${port}`).send(await render())
  assert.deepEqual([stranger.ok, !stranger.ok && stranger.failure], [false, 'temporary'])
  const unencrypted = await smtpTransport(`smtp://127.0.0.1:${port}?tls=required`).send(await render())
  assert.equal(unencrypted.ok, false)
})

test('the address of the mail server, right and wrong; a wrong one never repeats the password', () => {
  assert.deepEqual(parseSmtpUrl('smtp://mail.example.org'), {
    host: 'mail.example.org',
    port: 587,
    secure: false,
    requireTLS: false,
    ignoreTLS: false,
  })
  assert.deepEqual(parseSmtpUrl('smtps://us%40er:p%3Ass@mail.example.org'), {
    host: 'mail.example.org',
    port: 465,
    secure: true,
    requireTLS: false,
    ignoreTLS: false,
    auth: { user: 'us@er', pass: 'p:ss' },
  })
  assert.equal(parseSmtpUrl('smtp://[::1]:25?tls=off').host, '::1')
  for (const url of [
    '',
    'mail.example.org',
    'http://mail.example.org',
    'smtp://',
    'smtp://user@mail.example.org',
    'smtp://user:hunter2@mail.example.org/path',
    'smtp://user:hunter2@mail.example.org?secure=1',
    'smtp://user:hunter2%zz@mail.example.org',
    'smtp://user:hunter2@mail.example.org:99999',
    'smtps://mail.example.org?tls=off',
  ])
    assert.throws(
      () => parseSmtpUrl(url),
      (error) =>
        error instanceof ProblemError &&
        error.problem === 'invalid-setting' &&
        error.message.includes('MUNIMENT_SMTP_URL') &&
        !error.message.includes('hunter2'),
      url,
    )
})
