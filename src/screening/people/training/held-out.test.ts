import assert from 'node:assert/strict'
import { test } from 'node:test'
import { screenText } from '../../index.ts'
import { readHeldOut } from './held-out.ts'

// The weights in the repository must be as good as docs/guide/screening.md says they are.
test('names in texts that were never trained on are found, and public ones left', () => {
  let found = 0
  let sought = 0
  let right = 0
  let said = 0
  for (const { text, names } of readHeldOut()) {
    const people = screenText(text).filter(({ entity }) => entity === 'PERSON')
    const meets = (one: { start: number; end: number }, two: { start: number; end: number }): boolean =>
      one.start < two.end && two.start < one.end
    for (const name of names.filter(({ keep }) => !keep)) {
      sought += 1
      if (people.some((person) => meets(person, name))) found += 1
    }
    for (const person of people) {
      said += 1
      if (names.some((name) => !name.keep && meets(person, name))) right += 1
    }
  }
  assert.ok(sought > 100)
  const recall = found / sought
  const precision = right / said
  assert.ok(
    (2 * recall * precision) / (recall + precision) >= 0.9,
    `recall ${recall}, precision ${precision}`,
  )
})
