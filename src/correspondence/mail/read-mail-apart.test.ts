import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mailBytes } from './fixtures.ts'
import { readMailApart } from './read-mail-apart.ts'
import { readMail } from './read-mail.ts'

const bytes = mailBytes(
  'From: Rhea Questor <rhea@example.com>',
  'To: foi@example.org',
  'Subject: Potholes',
  'Date: Wed, 14 Jan 2026 09:00:00 +0000',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=b',
  '',
  '--b',
  '',
  'How many potholes?',
  '--b',
  'Content-Type: text/csv; name="a.csv"',
  'Content-Disposition: attachment; filename="a.csv"',
  '',
  'a,b',
  '--b--',
)

test('says the same as in one’s own process, dates and attachments too', async () => {
  const [apart, here] = [await readMailApart(bytes), await readMail(bytes)]
  assert.ok(apart.ok && here.ok)
  assert.deepEqual(
    {
      ...apart.value,
      attachments: apart.value.attachments.map((each) => ({ ...each, bytes: [...each.bytes] })),
    },
    {
      ...here.value,
      attachments: here.value.attachments.map((each) => ({ ...each, bytes: [...each.bytes] })),
    },
  )
  assert.equal(apart.value.date?.toString(), '2026-01-14T09:00:00Z')
  assert.deepEqual(await readMailApart(new Uint8Array()), await readMail(new Uint8Array()))
})

test('a mail that its reader does not survive is kept whole, from whom it came', async () => {
  // Large, so that a millisecond is not enough.
  const large = Buffer.concat([bytes, Buffer.alloc(15_000_000, 'words and\r\n')])
  const read = await readMailApart(large, 1)
  assert.ok(read.ok)
  const { from, subject, attachments, warnings } = read.value
  assert.deepEqual([from?.address, subject], ['rhea@example.com', 'Potholes'])
  assert.deepEqual(
    attachments.map(({ name, bytes: kept }) => [name, Buffer.compare(kept, large)]),
    [['original-message.eml', 0]],
  )
  assert.match(warnings.join(), /kept whole/)
  const after = await readMailApart(bytes)
  assert.ok(after.ok && after.value.attachments.length === 1 && after.value.attachments[0]?.name === 'a.csv')
})
