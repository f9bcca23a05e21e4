import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemError } from './outcome.ts'
import { Turns } from './turns.ts'

type Job = { done: () => void; ended: Promise<void> }

function start(turns: Turns, running: Set<number>, id: number): Job {
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
  const turns = new Turns({ most: 3, patience: 60_000 })
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
  const turns = new Turns({ most: 2, patience: 500 })
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
  const turns = new Turns({ most: 1, patience: 60_000 })
  const failed = turns.run(async () => {
    throw new Error('no')
  })
  const next = turns.run(async () => 'yes')
  await assert.rejects(failed, /no/)
  assert.equal(await next, 'yes')
})

test('turns are given in order, and refused where too many wait', async () => {
  const turns = new Turns({ most: 1, mostWaiting: 2 })
  const order: number[] = []
  const leave = await turns.enter()
  const second = turns.enter().then((done) => {
    order.push(2)
    done()
  })
  const third = turns.enter().then((done) => {
    order.push(3)
    done()
  })
  await assert.rejects(
    turns.enter(),
    (error) => error instanceof ProblemError && error.problem === 'unavailable',
  )
  leave()
  leave()
  await Promise.all([second, third])
  assert.deepEqual(order, [2, 3])
  ;(await turns.enter())()
})

test('whoever no longer wants a turn leaves the line', async () => {
  const turns = new Turns({ most: 1 })
  const leave = await turns.enter()
  const unwanted = new AbortController()
  const second = turns.enter(unwanted.signal)
  const third = turns.run(async () => 'third')
  unwanted.abort(new Error('gone'))
  await assert.rejects(second, /gone/)
  await assert.rejects(turns.enter(unwanted.signal), /gone/)
  leave()
  assert.equal(await third, 'third')
})
