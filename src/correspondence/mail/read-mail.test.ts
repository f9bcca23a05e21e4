import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { headers, mailBytes, multipart, read } from './fixtures.ts'
import { readMail } from './read-mail.ts'

const utf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1')

test('a plain request', async () => {
  const mail = await read(
    ...headers(
      'Subject: Parking fines',
      'Reply-To: other@example.org',
      'References: <a@x> <b@x>',
      'In-Reply-To: <b@x>',
      'Return-Path: <robin@example.org>',
    ),
    '',
    'How many fines in 2025?',
    '',
  )
  assert.deepEqual(mail.from, { name: 'Robin Requester', address: 'robin@example.org' })
  assert.equal(mail.replyTo?.address, 'other@example.org')
  assert.deepEqual(
    [mail.messageId, mail.inReplyTo, mail.references, mail.returnPath],
    ['m1@example.org', 'b@x', ['a@x', 'b@x'], 'robin@example.org'],
  )
  assert.equal(mail.date?.toString(), '2026-01-14T09:32:00Z')
  assert.deepEqual(
    [mail.kind, mail.mayAcknowledge, mail.text, mail.warnings],
    ['request', true, 'How many fines in 2025?', []],
  )
})

test('an HTML-only request is read as text', async () => {
  const mail = await read(
    ...headers('Subject: x', 'Content-Type: text/html'),
    '',
    '<p>Please send</p><ul><li>one</li><li>two</li></ul><script>steal()</script>',
  )
  assert.equal(mail.text, 'Please send\n\n- one\n- two')
})

test('a plain part that only points to the HTML part is passed over', async () => {
  const words = 'word '.repeat(40)
  const mail = await read(
    ...headers('Subject: x'),
    ...multipart(
      'alternative',
      ['Content-Type: text/plain', '', 'View this in HTML'],
      ['Content-Type: text/html', '', `<p>${words}</p>`],
    ),
  )
  assert.equal(mail.text, words.trim())
})

test('no body at all opens a request with a warning, and nothing at all is a probe', async () => {
  const mail = await read(...headers('Subject: FOI'))
  assert.deepEqual([mail.kind, mail.text], ['request', ''])
  assert.match(mail.warnings.join(), /no text and no attachments/)
  assert.equal((await read(...headers(), '', '  ')).kind, 'spam-probe')
})

test('a mail cut off before its last boundary keeps what came', async () => {
  const mail = await read(
    ...headers('Subject: x', 'Content-Type: multipart/mixed; boundary=edge'),
    '',
    '--edge',
    'Content-Type: text/plain',
    '',
    'Half a request',
  )
  assert.equal(mail.text, 'Half a request')
  assert.match(mail.warnings.join(), /cut off/)
})

test('broken base64 is read as far as it goes and said', async () => {
  const mail = await read(
    ...headers('Subject: x'),
    ...multipart(
      'mixed',
      ['Content-Type: text/plain', '', 'See file'],
      [
        'Content-Type: application/pdf; name=a.pdf',
        'Content-Transfer-Encoding: base64',
        '',
        'JVBER\x01\x02*&^i0xLjc',
      ],
    ),
  )
  assert.equal(mail.attachments.length, 1)
  assert.match(mail.warnings.join(), /broken base64/)
})

test('text, names and subjects in odd or wrong encodings', async () => {
  const mail = await read(
    ...headers('Subject: =?utf-8?b?w7w=?= =?utf-8?b?/////w==?= =?iso-8859-1?q?caf=E9?='),
    ...multipart(
      'mixed',
      ['Content-Type: text/plain; charset=utf-8', '', `caf\xe9 ${utf8('tŷ')}`],
      ['Content-Type: text/csv', "Content-Disposition: attachment; filename*=utf-8''t%C5%B7%FF.csv", '', 'a'],
    ),
  )
  assert.ok(mail.subject.startsWith('ü') && mail.subject.endsWith('café'))
  assert.ok(mail.text.includes('tŷ'))
  assert.ok(mail.subject.isWellFormed() && mail.text.isWellFormed())
  assert.match(mail.attachments[0]?.name ?? '', /\.csv$/)
})

test('two attachments of one name, a path for a name, no name, no type, a wrong and an odd type', async () => {
  const file = (type: string | null, name: string | null, body: string) => [
    ...(type === null ? [] : [`Content-Type: ${type}`]),
    `Content-Disposition: attachment${name === null ? '' : `; filename="${name}"`}`,
    '',
    body,
  ]
  const mail = await read(
    ...headers('Subject: x'),
    ...multipart(
      'mixed',
      ['Content-Type: text/plain', '', 'Hello'],
      file('text/csv', 'data.csv', 'a,b'),
      file('text/csv', 'data.csv', 'c,d'),
      file('text/plain', '../../etc/passwd', 'x'),
      file(null, null, 'no type, no name'),
      file('application/octet-stream', null, '%PDF-1.7 startxref'),
      file('application/x-protective-marking; level="OFFICIAL SENSITIVE"', 'reply.docx', 'x'),
      file('banana', 'b.bin', 'x'),
    ),
  )
  assert.deepEqual(
    mail.attachments.map((each) => each.name),
    ['data.csv', 'data (2).csv', 'passwd', 'attachment-4.txt', 'attachment-5.pdf', 'reply.docx', 'b.bin'],
  )
  assert.equal(new TextDecoder().decode(mail.attachments[1]?.bytes).trim(), 'c,d')
  assert.equal(mail.attachments[5]?.declaredType, 'application/x-protective-marking')
})

test('a picture in the signature is inline; a mail attached to a mail stays whole', async () => {
  const mail = await read(
    ...headers('Subject: x'),
    ...multipart(
      'related',
      ['Content-Type: text/html', '', '<p>Hello<img src="cid:logo"></p>'],
      [
        'Content-Type: image/png',
        'Content-ID: <logo>',
        'Content-Disposition: inline; filename=logo.png',
        '',
        'x',
      ],
      ['Content-Type: message/rfc822', '', 'From: old@example.org', 'Subject: Old', '', 'Older words'],
    ),
  )
  assert.deepEqual(
    mail.attachments.map((each) => [each.declaredType, each.inline]),
    [
      ['image/png', true],
      ['message/rfc822', false],
    ],
  )
  assert.match(new TextDecoder().decode(mail.attachments[1]?.bytes), /Older words/)
  assert.doesNotMatch(mail.text, /Older words/)
})

test('a request forwarded as an attachment is read from there', async () => {
  const mail = await read(
    ...headers('Subject: FW: request'),
    ...multipart('mixed', [
      'Content-Type: message/rfc822',
      '',
      'From: old@example.org',
      'Subject: Old',
      '',
      'How many trees?',
    ]),
  )
  assert.deepEqual([mail.kind, mail.text], ['request', 'How many trees?'])
  assert.match(mail.attachments[0]?.name ?? '', /\.eml$/)
})

test('an RTF body, with a script in it, gives only its words', async () => {
  const mail = await read(
    ...headers('Subject: x', 'Content-Type: application/rtf'),
    '',
    "{\\rtf1{\\*\\htmltag <script>x()</script>}Please send the caf\\'e9 list}",
  )
  assert.equal(mail.text, 'Please send the café list')
  assert.equal(mail.attachments.length, 1)
})

test('a uuencoded file in the text becomes an attachment; a bad one stays in the text', async () => {
  const good = await read(
    ...headers('Subject: x'),
    '',
    'See below',
    'begin 644 note.txt',
    '#0V%T',
    '`',
    'end',
    'Thanks',
  )
  assert.equal(new TextDecoder().decode(good.attachments[0]?.bytes), 'Cat')
  assert.equal(good.attachments[0]?.name, 'note.txt')
  assert.equal(good.text, 'See below\n[Attached file: note.txt]\nThanks')
  const bad = await read(...headers('Subject: x'), '', 'begin 644 note.txt', '#0V%T', 'and then it broke off')
  assert.match(bad.text, /#0V%T/)
  assert.match(bad.warnings.join(), /uuencode/)
  const prose = await read(...headers('Subject: x'), '', 'begin 100 years ago', 'there was a clerk')
  assert.deepEqual(prose.warnings, [])
})

test('malformed To and Cc lines are read as far as they name anybody; Bcc is kept apart', async () => {
  const mail = await read(
    'From: robin@example.org',
    'To: foi@example.com, "unclosed <x@example.org',
    'Cc: ,,;; not-an-address, <second@example.org>>, undisclosed-recipients:;',
    'Bcc: Hidden <hidden@example.org>',
    'Subject: x',
    '',
    'Hello',
  )
  assert.ok(mail.to.some((each) => each.address === 'foi@example.com'))
  assert.ok(mail.cc.some((each) => each.address === 'second@example.org'))
  assert.ok([...mail.to, ...mail.cc].every((each) => /^\S+@\S+$/.test(each.address)))
  assert.deepEqual(mail.bcc, [{ name: 'Hidden', address: 'hidden@example.org' }])
})

test('an unreadable sender is said, and an invalid date is none', async () => {
  const mail = await read('From: somebody', 'Subject: x', 'Date: yesterday-ish', '', 'Hello')
  assert.deepEqual([mail.from, mail.date, mail.mayAcknowledge], [null, null, false])
  assert.match(mail.warnings.join(), /no sender address/)
})

test('empty, over-large and non-mail files are refused with a reason', async () => {
  const problem = async (bytes: Uint8Array) => {
    const outcome = await readMail(bytes)
    assert.ok(!outcome.ok)
    assert.ok((outcome.detail ?? '').length > 10)
    return outcome.problem
  }
  assert.equal(await problem(new Uint8Array()), 'invalid-input')
  assert.equal(
    await problem(Buffer.concat([mailBytes(...headers(), '', ''), Buffer.alloc(25 * 1024 * 1024, 'a')])),
    'too-large',
  )
  assert.equal(
    await problem(Uint8Array.from({ length: 5000 }, (_, i) => (i * 7919) % 256)),
    'unsupported-type',
  )
  assert.equal(await problem(mailBytes('Dear council, how many trees?')), 'unsupported-type')
})

test('ten thousand attachments are read, one more is refused, and absurd numbers are refused before parsing', async () => {
  const withParts = (count: number) =>
    mailBytes(
      ...headers('Subject: x'),
      'Content-Type: multipart/mixed; boundary=edge',
      '',
      '--edge\r\nContent-Disposition: attachment\r\n\r\nx\r\n'.repeat(count),
      '--edge--',
    )
  const most = await readMail(withParts(10_000))
  assert.ok(most.ok && most.value.attachments.length === 10_000)
  for (const count of [10_001, 60_000]) {
    const outcome = await readMail(withParts(count))
    assert.ok(!outcome.ok && outcome.problem === 'too-large')
  }
})

test('nesting too deep to follow keeps the whole mail and its sender', async () => {
  const deep = Array.from({ length: 300 }, (_, i) => [
    `Content-Type: multipart/mixed; boundary=b${i}`,
    '',
    `--b${i}`,
  ]).flat()
  const mail = await read(...headers('Subject: Nested'), ...deep, 'Content-Type: text/plain', '', 'core')
  assert.deepEqual([mail.from?.address, mail.subject, mail.kind], ['robin@example.org', 'Nested', 'request'])
  assert.match(new TextDecoder().decode(mail.attachments[0]?.bytes), /core/)
  assert.match(mail.warnings.join(), /kept whole/)
})

test('a mail of more lines than the parser can bear is kept whole', async () => {
  const outcome = await readMail(
    Buffer.concat([mailBytes(...headers('Subject: Lines'), '', ''), Buffer.alloc(24 * 1024 * 1024, '\n')]),
  )
  assert.ok(outcome.ok)
  assert.deepEqual([outcome.value.subject, outcome.value.attachments.length], ['Lines', 1])
  assert.match(outcome.value.warnings.join(), /kept whole/)
})

test('no bytes make it throw, and what it returns can be stored', async () => {
  const lines = fc.array(
    fc.constantFrom(
      'From: a@b.c',
      'Subject: =?utf-8?b?//8=?=',
      'Content-Type: multipart/mixed; boundary=e',
      'Content-Type: text/html',
      'Content-Type: application/ms-tnef',
      'Content-Transfer-Encoding: base64',
      '',
      '--e',
      '--e--',
      '\x00\xff\xfe',
      'begin 644 x',
      '#0V%T',
      'end',
      'Content-Type: message/delivery-status',
      'Action: failed',
      '<a href="',
      '> x',
      'On x wrote:',
      '{\\rtf1 x',
    ),
    { maxLength: 40 },
  )
  await fc.assert(
    fc.asyncProperty(lines, async (some) => {
      const outcome = await readMail(mailBytes('From: robin@example.org', ...some))
      assert.ok(outcome.ok)
      assert.ok(!`${outcome.value.text}${outcome.value.newText}${outcome.value.subject}`.includes('\0'))
      assert.equal(
        new Set(outcome.value.attachments.map((each) => each.name)).size,
        outcome.value.attachments.length,
      )
    }),
    { numRuns: 300 },
  )
})
