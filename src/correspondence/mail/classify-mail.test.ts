import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headers, multipart, read } from './fixtures.ts'

test('out-of-office replies in five server dialects and Welsh', async () => {
  const dialects: Record<string, string[]> = {
    exchange: [
      'Subject: Automatic reply: Your request',
      'X-Auto-Response-Suppress: All',
      'Auto-Submitted: auto-generated',
      'In-Reply-To: <ours@example.com>',
    ],
    gmail: [
      'Subject: Re: Your request',
      'Auto-Submitted: auto-replied',
      'X-Autoreply: yes',
      'Precedence: bulk',
    ],
    sieve: ['Subject: Auto: Your request', 'Auto-Submitted: auto-replied (vacation)', 'Precedence: bulk'],
    domino: ['Subject: Pat Example is out of the office (returning 19/01/2026)'],
    groupwise: ['Subject: Re: Your request', 'X-Autoreply: yes', 'Precedence: bulk'],
    oldExchange: ['Subject: Out of Office AutoReply: Your request'],
    welsh: ['Subject: Ateb awtomatig: Eich cais'],
  }
  for (const [dialect, lines] of Object.entries(dialects)) {
    const mail = await read(...headers(...lines), '', 'I am out of the office until Monday.')
    assert.deepEqual([mail.kind, mail.mayAcknowledge], ['out-of-office', false], dialect)
  }
})

test('an automatic acknowledgement is an auto-reply, not an absence', async () => {
  const mail = await read(
    ...headers('Subject: Re: Your letter', 'Auto-Submitted: auto-replied'),
    '',
    'Thank you for your email. We will answer soon.',
  )
  assert.equal(mail.kind, 'auto-reply')
  const receipt = await read(
    ...headers('Subject: Read: letter'),
    ...multipart(
      'report; report-type=disposition-notification',
      ['Content-Type: text/plain', '', 'Your message was read'],
      [
        'Content-Type: message/disposition-notification',
        '',
        'Disposition: manual-action/MDN-sent-manually; displayed',
      ],
    ),
  )
  assert.equal(receipt.kind, 'auto-reply')
})

test('a request sent by a program is still a request, but is not acknowledged by machine', async () => {
  for (const line of [
    'Auto-Submitted: auto-generated',
    'X-Auto-Response-Suppress: OOF, AutoReply',
    'Precedence: bulk',
    'Return-Path: <>',
    'List-Id: <campaign.example.org>',
  ]) {
    const mail = await read(
      ...headers('Subject: Freedom of information request', line),
      '',
      'How many staff were on annual leave in 2025?',
    )
    assert.deepEqual([mail.kind, mail.mayAcknowledge], ['request', false], line)
  }
})

test('a person may write about absences, autoreplies and undeliverable mail', async () => {
  for (const subject of [
    'Undeliverable bins in Hill Street',
    'How many staff are out of office?',
    'Automatic number plate cameras',
    'Automatic replies sent by the council',
    'Autonomous vehicles',
    'Auto-renewal of licences',
    'Out of office hours contacts',
    'On leave taken by staff',
  ])
    assert.equal(
      (await read(...headers(`Subject: ${subject}`), '', 'Please tell me.')).kind,
      'request',
      subject,
    )
})

test('a standard bounce names who, why and which of our mails', async () => {
  const mail = await read(
    'From: MAILER-DAEMON@example.net',
    'Subject: Delivery Status Notification (Failure)',
    'Return-Path: <>',
    ...multipart(
      'report; report-type=delivery-status',
      ['Content-Type: text/plain', '', 'It did not arrive.'],
      [
        'Content-Type: message/delivery-status',
        '',
        'Reporting-MTA: dns; mx.example.net',
        '',
        'Final-Recipient: rfc822; gone@example.org',
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp; 550 5.1.1 no',
        ' such user',
      ],
      [
        'Content-Type: message/rfc822',
        '',
        'Message-ID: <ours@example.com>',
        'Subject: Your request',
        '',
        'Dear',
      ],
    ),
  )
  assert.deepEqual([mail.kind, mail.returnPath], ['bounce', ''])
  assert.deepEqual(mail.bounce, {
    recipient: 'gone@example.org',
    status: '5.1.1',
    diagnostic: '550 5.1.1 no such user',
    originalMessageId: 'ours@example.com',
  })
})

test('a delayed delivery is a bounce of class 4; a delivered one is none', async () => {
  const report = (action: string, status: string) =>
    read(
      'From: MAILER-DAEMON@example.net',
      'Subject: Warning: could not send',
      ...multipart('report', [
        'Content-Type: message/delivery-status',
        '',
        'Final-Recipient: rfc822; slow@example.org',
        `Action: ${action}`,
        `Status: ${status}`,
      ]),
    )
  assert.equal((await report('delayed', '4.4.1')).bounce?.status, '4.4.1')
  const delivered = await report('delivered', '2.0.0')
  assert.deepEqual([delivered.kind, delivered.bounce], ['auto-reply', undefined])
})

test('bounces in the words of Exim, Microsoft and qmail', async () => {
  const exim = await read(
    'From: Mail Delivery System <Mailer-Daemon@example.net>',
    'Subject: Mail delivery failed: returning message to sender',
    'X-Failed-Recipients: gone@example.org',
    '',
    'A message that you sent could not be delivered to one or more of its recipients. This is a permanent error:',
    '',
    '  gone@example.org',
    '    host mx.example.org: 550 5.7.1 Rejected',
    '',
    '------ This is a copy of the message. ------',
    'Message-ID: <ours@example.com>',
  )
  assert.deepEqual(exim.bounce, {
    recipient: 'gone@example.org',
    status: '5.7.1',
    diagnostic: '550 5.7.1 Rejected',
    originalMessageId: 'ours@example.com',
  })
  const microsoft = await read(
    'From: postmaster@example.onmicrosoft.invalid',
    'Subject: Undeliverable: Your request',
    'X-MS-Exchange-Message-Is-Ndr:',
    '',
    'Delivery has failed to these recipients or groups:',
    '',
    'gone@example.org',
    "The email address you entered couldn't be found.",
    "Remote server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound'",
  )
  assert.deepEqual([microsoft.bounce?.recipient, microsoft.bounce?.status], ['gone@example.org', '5.1.10'])
  const qmail = await read(
    'Return-Path: <>',
    'From: MAILER-DAEMON@example.net',
    'Subject: failure notice',
    '',
    'Hi. This is the qmail-send program at example.net.',
    'I was not able to deliver your message to these addresses.',
    '',
    '<gone@example.org>:',
    'Sorry, no mailbox here by that name. (#5.1.1)',
  )
  assert.deepEqual(
    [qmail.kind, qmail.bounce?.recipient, qmail.bounce?.status],
    ['bounce', 'gone@example.org', '5.1.1'],
  )
})
