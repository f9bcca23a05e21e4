import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { inTurns, stringifyInTurns } from './in-turns.ts'

test('JSON written in turns is the JSON written at once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.jsonValue({ maxDepth: 5 }),
      fc.array(fc.jsonValue(), { minLength: 21, maxLength: 30 }),
      async (value, list) => {
        const whole = { help: 'a', left: undefined, result: { value, list, none: null } }
        assert.equal(await stringifyInTurns(whole), JSON.stringify(whole))
        assert.equal(await stringifyInTurns(value), JSON.stringify(value))
      },
    ),
  )
})

test('a long list keeps its order and lets others in between', async () => {
  const list = Array.from({ length: 60 }, (_, index) => index)
  let others = 0
  const timer = setImmediate(function again() {
    others += 1
    setImmediate(again).unref()
  })
  const made = await inTurns(list, (number) => {
    const until = performance.now() + 1
    while (performance.now() < until);
    return number * 2
  })
  clearImmediate(timer)
  assert.deepEqual(
    made,
    list.map((number) => number * 2),
  )
  assert.ok(others > 1, `${others} turns`)
})
