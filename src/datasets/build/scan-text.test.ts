import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { bytesSource } from '../ingest/byte-source.ts'
import { csvReader } from '../ingest/csv-reader.ts'
import { scanText, textScanner, watchText, type TextScan } from './scan-text.ts'

const texts = fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r\n', 'a', '""', '\r'), maxLength: 24 })

function scanInPieces(text: string, length: number): TextScan | null {
  const bytes = Buffer.from(text)
  const scanner = textScanner(',')
  for (let at = 0; at < bytes.length; at += length) scanner.push(bytes.subarray(at, at + length))
  return scanner.end()
}

test('a scan is the same however the bytes are cut', () => {
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 5 }), (text, length) => {
      assert.deepEqual(scanInPieces(text, length), scanInPieces(text, 1000))
    }),
    { numRuns: 2000 },
  )
})

test('what passes the scan is what the careful reader finds nothing amiss with', () => {
  let passed = 0
  fc.assert(
    fc.property(texts, (text) => {
      const scan = scanInPieces(text, 1000)
      if (scan === null) return
      passed += 1
      const reader = csvReader(',')
      reader.push(text)
      reader.end()
      assert.deepEqual([reader.notes.strayQuotes, reader.notes.unclosedQuotes], [0, 0])
      assert.equal(scan.lines, text.split('\n').length - 1)
      assert.equal(scan.crlf, text.split('\r\n').length - 1)
      assert.equal(scan.endsInLine, text.endsWith('\n'))
    }),
    { numRuns: 2000 },
  )
  assert.ok(passed > 100, `${passed} passed`)
})

test('a scan that somebody else reads for is there once they have read to the end', async () => {
  const bytes = Buffer.from('A,B\n1,2\n'.repeat(100_000))
  const watched = watchText(bytesSource('made.csv', bytes), ',')
  for await (const _ of watched.chunks()) break
  assert.equal(watched.scan(), undefined)
  for await (const _ of watched.chunks());
  assert.deepEqual(watched.scan(), await scanText(bytesSource('made.csv', bytes), ','))
})
