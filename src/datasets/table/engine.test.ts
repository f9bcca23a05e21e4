import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { ProblemError } from '../../kernel/outcome.ts'
import { openTables, type Tables } from './table.fixture.ts'

const endless = 'select sum(a.range * b.range) from range(10000000) a, range(10000000) b'
const isProblem = (code: string) => (error: unknown) =>
  error instanceof ProblemError && error.problem === code

describe('where tables are worked on', () => {
  let tables: Tables
  before(() => {
    tables = openTables()
  })
  after(() => tables.close())

  test('stops at the time limit, says so, and the connection answers again', async () => {
    await assert.rejects(
      tables.tables.withConnection((connection) => connection.runAndReadAll(endless), { milliseconds: 30 }),
      isProblem('query-too-slow'),
    )
    const answer = await tables.tables.withConnection((connection) => connection.runAndReadAll('select 1'))
    assert.equal(answer.value(0, 0), 1)
  })

  test('stops when the asker has left, while it runs and while it waits', async () => {
    const left = new AbortController()
    const begun: Promise<void>[] = []
    const running = [1, 2].map(() => {
      const { promise, resolve } = Promise.withResolvers<undefined>()
      begun.push(promise)
      return tables.tables.withConnection(
        (connection) => {
          const answer = connection.runAndReadAll(endless)
          resolve(undefined)
          return answer
        },
        { signal: left.signal },
      )
    })
    const waiting = tables.tables.withConnection(() => Promise.resolve('never'), { signal: left.signal })
    const all = Promise.allSettled([...running, waiting])
    await Promise.all(begun)
    left.abort()
    assert.deepEqual(
      (await all).map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    )
  })

  test('keeps nothing on disk but what it was given a place for', async () => {
    const answer = await tables.tables.withConnection((connection) =>
      connection.runAndReadAll(
        "select current_setting('temp_directory'), current_setting('autoinstall_known_extensions')",
      ),
    )
    assert.deepEqual(answer.getRows(), [[`${tables.tables.workDirectory}/spill`, false]])
  })
})
