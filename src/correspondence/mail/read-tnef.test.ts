import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decompressRtf } from './compressed-rtf.ts'
import { headers, multipart, read } from './fixtures.ts'
import { readTnef } from './read-tnef.ts'

function attribute(tag: number, data: Uint8Array): Uint8Array {
  const head = Buffer.alloc(9)
  head.writeUInt8(1, 0)
  head.writeUInt32LE(tag, 1)
  head.writeUInt32LE(data.length, 5)
  return Buffer.concat([head, data, Buffer.alloc(2)])
}

function mapi(...properties: [tag: number, value: Buffer][]): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32LE(properties.length)
  const written = properties.map(([tag, value]) => {
    const head = Buffer.alloc(12)
    head.writeUInt32LE(tag, 0)
    head.writeUInt32LE(1, 4)
    head.writeUInt32LE(value.length, 8)
    return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
  })
  return Buffer.concat([count, ...written])
}

// The worked example of [MS-OXRTFCP] §4.1.1: "{\rtf1\ansi\ansicpg1252\pard hello world}\r\n" in compressed form.
const packedRtf = Buffer.from(
  '2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0',
  'hex',
)

function winmail(): Uint8Array {
  return Buffer.concat([
    Buffer.from('789f3e220100', 'hex'),
    attribute(0x00069003, mapi([0x1009_0102, packedRtf])),
    attribute(0x00069002, Buffer.alloc(14)),
    attribute(0x00018010, Buffer.from('PLAN~1.TXT\0')),
    attribute(0x0006800f, Buffer.from('the plan')),
    attribute(0x00069005, mapi([0x3707_001f, Buffer.from('The long plan.txt\0', 'utf16le')])),
  ])
}

test('compressed RTF as in the published example', () => {
  assert.equal(decompressRtf(packedRtf), '{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n')
  assert.equal(decompressRtf(Buffer.from('not compressed at all')), null)
})

test('winmail.dat gives its text and its files by their long names', () => {
  const content = readTnef(winmail())
  assert.deepEqual([content?.text, content?.complete], ['hello world', true])
  assert.deepEqual(
    content?.attachments.map((each) => [each.name, Buffer.from(each.bytes).toString()]),
    [['The long plan.txt', 'the plan']],
  )
})

test('a mail that is nothing but winmail.dat is read, whole or truncated, and the file itself is kept', async () => {
  for (const [bytes, truncated] of [
    [winmail(), false],
    [winmail().subarray(0, -4), true],
    [Buffer.from('garbage'), true],
  ] as const) {
    const mail = await read(
      ...headers('Subject: x'),
      ...multipart('mixed', [
        'Content-Type: application/ms-tnef; name=winmail.dat',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from(bytes).toString('base64'),
      ]),
    )
    assert.equal(mail.attachments[0]?.name, 'winmail.dat')
    assert.equal(
      mail.warnings.some((each) => each.includes('winmail.dat')),
      truncated,
    )
    if (!truncated) {
      assert.equal(mail.text, 'hello world')
      assert.deepEqual(
        mail.attachments.map((each) => each.name),
        ['winmail.dat', 'The long plan.txt'],
      )
    }
  }
})
