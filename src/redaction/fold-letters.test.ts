import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { foldLatin, foldLetters } from './fold-letters.ts'

test('bytes fold as the letters they are read as', () => {
  const all = Uint8Array.from({ length: 1024 }, (_, index) => index % 256)
  assert.equal(foldLatin(all), foldLetters(Buffer.from(all).toString('latin1')).letters)
  // What folds to more letters than it has bytes
  const wide = Buffer.alloc(300, 0xbe)
  assert.equal(foldLatin(wide), '34'.repeat(300))
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      assert.equal(foldLatin(bytes), foldLetters(Buffer.from(bytes).toString('latin1')).letters)
    }),
  )
})

test('every letter says where it stood, however many it became', () => {
  const { letters, at } = foldLetters('Straße Ǆ ﬃ 𝐐')
  assert.equal(letters, 'strassedzffiq')
  assert.deepEqual([...at], [0, 1, 2, 3, 4, 4, 5, 7, 7, 9, 9, 9, 11])
  const long = 'ﷺ'.repeat(50)
  assert.equal(foldLetters(long).at.length, foldLetters('ﷺ').letters.length * 50)
})
