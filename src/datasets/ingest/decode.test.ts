import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import type { ByteSource } from './byte-source.ts'
import { decodeChunks, examineEncoding } from './decode.ts'
import { walkUtf8 } from './utf8-walk.ts'

/** Bytes in pieces of `length`, so that characters are cut. */
function pieces(bytes: Uint8Array, length: number): ByteSource {
  return {
    name: 'made.csv',
    size: bytes.length,
    async *chunks() {
      for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
    },
  }
}

async function decode(bytes: Uint8Array, length = 1000) {
  const source = pieces(bytes, length)
  const decoding = await examineEncoding(source)
  let text = ''
  for await (const piece of decodeChunks(source, decoding)) text += piece
  return { ...decoding, text }
}

test('UTF-8 is UTF-8 however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', minLength: 10 }),
      fc.integer({ min: 1, max: 7 }),
      async (text, length) => {
        const plain = `${text.replaceAll(/[\0\uFEFF]/g, '')}.`.padStart(12, 'x')
        const decoded = await decode(new TextEncoder().encode(plain), length)
        assert.equal(decoded.text, plain)
        assert.equal(decoded.badByte, null)
      },
    ),
  )
})

test('the walk finds a bad byte where the strict decoder finds one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      let valid = true
      try {
        new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      } catch {
        valid = false
      }
      const { bad, unfinished } = walkUtf8(bytes)
      assert.equal(bad.length === 0 && unfinished === 0, valid)
    }),
  )
})

test('bad bytes are found and counted however they are cut', async () => {
  const bytes = fc.array(fc.constantFrom(0x41, 0x0a, 0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0xff), {
    minLength: 12,
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 7 }), async (some, length) => {
      const whole = Uint8Array.from(some)
      const { bad, unfinished } = walkUtf8(whole)
      const first = bad[0] ?? (unfinished > 0 ? whole.length - unfinished : null)
      const { badByte } = await examineEncoding(pieces(whole, length))
      assert.deepEqual(
        badByte,
        first === null
          ? null
          : {
              value: whole[first],
              offset: first,
              line: Buffer.from(whole.subarray(0, first)).toString('latin1').split('\n').length,
              count: bad.length + unfinished,
            },
      )
    }),
    { numRuns: 500 },
  )
})

test('one byte at the end of a long file makes it cp1252, and that byte is named', async () => {
  const bytes = Buffer.from(`${'Supplier,Amount\n'.repeat(5000)}Caf_,1\n`)
  bytes[bytes.indexOf('_')] = 0xe9
  const { encoding, badByte, text } = await decode(bytes)
  assert.equal(encoding, 'cp1252')
  assert.deepEqual(badByte, { value: 0xe9, offset: 80_003, line: 5001, count: 1 })
  assert.ok(text.endsWith('Café,1\n'))
})

test('cp1252 is not Latin-1: pounds, dashes and the euro are read', async () => {
  const { text } = await decode(Uint8Array.from([0xa3, 0x35, 0x20, 0x96, 0x20, 0x92, 0x80]))
  assert.equal(text, '£5 – ’€')
})

test('a UTF-8 file with one damaged byte stays UTF-8', async () => {
  const bytes = Buffer.concat([
    Buffer.from('\uFEFFNaïve – £5, café\nCaf'),
    Uint8Array.from([0xe9]),
    Buffer.from(',2\n'),
  ])
  for (const length of [1, 3, 1000]) {
    const { encoding, mixed, byteOrderMark, text } = await decode(bytes, length)
    assert.deepEqual([encoding, mixed, byteOrderMark], ['utf-8', true, true])
    assert.equal(text, 'Naïve – £5, café\nCafé,2\n')
  }
})

test('UTF-16 is known by its mark or its zeros, and a lone zero byte is taken out', async () => {
  const wide = Buffer.from('Name,Amount\r\nCafé,1\r\n', 'utf16le')
  assert.equal((await decode(Buffer.concat([Uint8Array.from([0xff, 0xfe]), wide]))).text.slice(0, 4), 'Name')
  assert.equal((await decode(wide)).encoding, 'utf-16le')
  const holed = await decode(Buffer.from('Name,Amount\nA\0B,1\n'))
  assert.deepEqual([holed.nulBytes, holed.text], [1, 'Name,Amount\nAB,1\n'])
})
