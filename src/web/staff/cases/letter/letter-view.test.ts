import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../../../../test/support/property.ts'
import { paragraphChanges } from './letter-view.ts'

test('a changed paragraph is one removed and one added, the rest the same', () => {
  assert.deepEqual(paragraphChanges('Dear A\n\nOne.\n\nBye', 'Dear A\n\nTwo.\n\nBye'), [
    { kind: 'same', text: 'Dear A' },
    { kind: 'removed', text: 'One.' },
    { kind: 'added', text: 'Two.' },
    { kind: 'same', text: 'Bye' },
  ])
})

test('what is same and added is the new letter, what is same and removed the old', () => {
  const letter = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 })
  fc.assert(
    fc.property(letter, letter, (before, after) => {
      const changes = paragraphChanges(before.join('\n\n'), after.join('\n\n'))
      const without = (kind: string) => changes.filter((line) => line.kind !== kind).map(({ text }) => text)
      assert.deepEqual(without('removed'), after)
      assert.deepEqual(without('added'), before)
    }),
  )
})
