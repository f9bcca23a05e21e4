import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../test/support/property.ts'
import { isUnchanged, requestedRange } from './preconditions.ts'
import { acceptedEncoding } from './accepted-encoding.ts'
import type { FastifyRequest } from './options.ts'

const asking = (headers: Record<string, string>) => ({ headers }) as FastifyRequest
const modified = Temporal.Instant.from('2026-01-14T10:00:00.750Z')
const sameSecond = 'Wed, 14 Jan 2026 10:00:00 GMT'

test('a reader who names the tag, or a later moment, holds it', () => {
  assert.ok(isUnchanged(asking({ 'if-none-match': '"a", W/"b"' }), '"b"'))
  assert.ok(isUnchanged(asking({ 'if-none-match': '*' }), '"b"'))
  assert.ok(!isUnchanged(asking({ 'if-none-match': '"a"' }), '"b"', modified))
  assert.ok(isUnchanged(asking({ 'if-modified-since': sameSecond }), '"b"', modified))
  assert.ok(!isUnchanged(asking({ 'if-modified-since': 'Wed, 14 Jan 2026 09:59:59 GMT' }), '"b"', modified))
  assert.ok(!isUnchanged(asking({ 'if-modified-since': 'yesterday' }), '"b"', modified))
  // The tag is the better witness: where it is given the date says nothing (RFC 9110, 13.1.3).
  assert.ok(
    !isUnchanged(asking({ 'if-none-match': '"a"', 'if-modified-since': sameSecond }), '"b"', modified),
  )
})

test('a range is one stretch within the file', () => {
  const range = (text: string, more: Record<string, string> = {}) =>
    requestedRange(asking({ range: text, ...more }), 100, '"b"', modified)
  assert.deepEqual(range('bytes=0-9'), { start: 0, end: 9 })
  assert.deepEqual(range('bytes=90-'), { start: 90, end: 99 })
  assert.deepEqual(range('bytes=-10'), { start: 90, end: 99 })
  assert.deepEqual(range('bytes=-1000'), { start: 0, end: 99 })
  assert.deepEqual(range('bytes=50-1000'), { start: 50, end: 99 })
  assert.equal(range('bytes=100-'), 'unsatisfiable')
  assert.equal(range('bytes=-0'), 'unsatisfiable')
  assert.equal(range('bytes=9-0'), null)
  assert.equal(range('bytes=0-1,5-6'), null)
  assert.equal(range('lines=0-1'), null)
  assert.deepEqual(range('bytes=0-9', { 'if-range': '"b"' }), { start: 0, end: 9 })
  assert.equal(range('bytes=0-9', { 'if-range': 'W/"b"' }), null)
  assert.equal(range('bytes=0-9', { 'if-range': '"b-br"' }), null)
  assert.deepEqual(range('bytes=0-9', { 'if-range': sameSecond }), { start: 0, end: 9 })
})

test('whatever is asked, a range lies within the file', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.string(), fc.nat(2000), fc.nat(2000), (size, noise, from, to) => {
      for (const text of [`bytes=${from}-${to}`, `bytes=-${to}`, `bytes=${from}-`, noise]) {
        const found = requestedRange(asking({ range: text }), size, '"b"', modified)
        if (found === null || found === 'unsatisfiable') continue
        assert.ok(found.start >= 0 && found.start <= found.end && found.end < size)
      }
    }),
  )
})

test('brotli before gzip, and neither where it is refused', () => {
  const accepts = (text: string) => acceptedEncoding(asking({ 'accept-encoding': text }))
  assert.equal(accepts('gzip, deflate, br'), 'br')
  assert.equal(accepts('gzip;q=0.5, br;q=0'), 'gzip')
  assert.equal(accepts('*'), 'br')
  assert.equal(accepts('identity'), null)
  assert.equal(acceptedEncoding(asking({})), null)
})
