import assert from 'node:assert/strict'
import { test } from 'node:test'
import { TakeTurns } from './take-turns.ts'

type Job = { done: () => void; ended: Promise<void> }

function start(turns: TakeTurns, running: Set<number>, id: number): Job {
  const { promise, resolve } = Promise.withResolvers<void>()
  const ended = turns.run(async () => {
    running.add(id)
    await promise
    running.delete(id)
  })
  return { done: resolve, ended }
}
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate)
}

test('quick work is done one after another, in the order it came', async () => {
  const turns = new TakeTurns({ most: 3, patience: 60_000 })
  const order: number[] = []
  await Promise.all(
    [1, 2, 3, 4].map((id) =>
      turns.run(async () => {
        order.push(id)
        await settle()
        order.push(-id)
      }),
    ),
  )
  assert.deepEqual(order, [1, -1, 2, -2, 3, -3, 4, -4])
})

test('behind slow work the next starts beside it, and never more than there may be', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const turns = new TakeTurns({ most: 2, patience: 500 })
  const running = new Set<number>()
  const jobs = [1, 2, 3].map((id) => start(turns, running, id))
  await settle()
  assert.deepEqual([...running], [1])
  t.mock.timers.tick(500)
  await settle()
  assert.deepEqual([...running], [1, 2])
  jobs[0]?.done()
  await settle()
  assert.deepEqual([...running], [2, 3])
  jobs[1]?.done()
  jobs[2]?.done()
  await Promise.all(jobs.map(({ ended }) => ended))
  assert.deepEqual([...running], [])
})

test('work that fails gives its turn on', async () => {
  const turns = new TakeTurns({ most: 1, patience: 60_000 })
  const failed = turns.run(async () => {
    throw new Error('no')
  })
  const next = turns.run(async () => 'yes')
  await assert.rejects(failed, /no/)
  assert.equal(await next, 'yes')
})
