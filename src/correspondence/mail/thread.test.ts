import assert from 'node:assert/strict'
import { test } from 'node:test'
import { headers, read } from './fixtures.ts'
import { findReferences, findThread, referencePattern, tokenAddress } from './thread.ts'

const options = { pattern: referencePattern(['REQ', 'EIR']), mailbox: 'requests@example.com' }

test('references in any dress, and nothing that only resembles one', () => {
  assert.deepEqual(findReferences('Re: [REQ04543] and req-123, EIR 00077.', options.pattern), [
    'REQ04543',
    'REQ123',
    'EIR00077',
  ])
  assert.deepEqual(findReferences('FREQ04543 REQUEST 04543 REQ04543x REQ1 ABC04543', options.pattern), [])
  assert.deepEqual(findReferences('.* everything', referencePattern(['.*', ''])), [])
})

test('a token address is enough, whatever the case of the rest', async () => {
  const address = tokenAddress('requests@example.com', 'aB3_x-9z')
  assert.equal(address, 'requests+aB3_x-9z@example.com')
  const mail = await read(
    'From: robin@example.org',
    `To: "Requests" <${address.replace('example.com', 'Example.COM')}>`,
    'Subject: Hello',
    '',
    'x',
  )
  assert.deepEqual(findThread(mail, options), [{ strength: 'token', token: 'aB3_x-9z' }])
})

test('tokens on other mailboxes count for nothing', async () => {
  const mail = await read(
    'From: robin@example.org',
    'To: requests+abcdef@evil.example.org, other+abcdef@example.com, requests+a@example.com',
    'Subject: Hello',
    '',
    'x',
  )
  assert.deepEqual(findThread(mail, options), [])
})

test('ancestors come nearest first, and a reference alone asks for the same sender', async () => {
  const mail = await read(
    ...headers('Subject: REQ04543', 'In-Reply-To: <c@x>', 'References: <a@x> <b@x> <c@x>'),
    '',
    'x',
  )
  assert.deepEqual(findThread(mail, options), [
    { strength: 'message-id', messageIds: ['c@x', 'b@x', 'a@x'] },
    { strength: 'reference+same-sender-needed', reference: 'REQ04543' },
  ])
})

test('a reference inside quoted mail is not the sender’s own', async () => {
  const mail = await read(
    ...headers('Subject: Hello'),
    '',
    'A new request',
    '',
    'On 14 Jan 2026, FOI <foi@example.com> wrote:',
    '> REQ04543',
  )
  assert.deepEqual(findThread(mail, options), [])
})
