import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { openTestInstallation, type TestInstallation } from '../../test/support/installation.ts'
import { systemActor } from '../audit/index.ts'
import { findImport, keepDatasetFile, receiveImport } from '../datasets/index.ts'
import { createAuthority, createStaff, type Staff } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import { takeImports } from './take-imports.ts'

let set: TestInstallation
let publisher: Staff

const must = <T>(outcome: Outcome<T>): T => {
  assert.ok(outcome.ok, JSON.stringify(outcome))
  return outcome.value
}

before(async () => {
  set = await openTestInstallation()
  const { services } = set.installation
  const authority = must(
    await createAuthority(services, {
      slug: 'upfold',
      name: 'Upfold Council',
      shortName: 'Upfold',
      nation: 'england',
      referencePrefix: 'REQ',
      addressLines: ['Moot Hall'],
      email: 'data@upfold.example.org',
    }),
  )
  await set.installation.reload()
  const person = { email: 'p@example.org', name: 'Petra Example', jobTitle: '', roles: ['publisher'] }
  publisher = must(
    await createStaff(services, systemActor, { ...person, authorityId: authority.id, teamIds: [] }),
  )
})
after(async () => set.close())

async function send(title: string): Promise<string> {
  const { services } = set.installation
  const file = must(await keepDatasetFile(services, 'a.csv', Buffer.from('Library,Visits\nHill Top,1\n')))
  const input = { proposal: { title }, file, options: {}, publish: true }
  return must(await receiveImport(services, publisher, input)).importId
}

async function untilDone(importId: string): Promise<void> {
  for (let turn = 0; turn < 1500; turn += 1) {
    const record = await findImport(set.opened.database.reader, publisher.authorityId, importId)
    if (record?.state === 'done') return
    assert.notEqual(record?.state, 'failed', JSON.stringify(record?.problem))
    await wait(20)
  }
  assert.fail('it was never done')
}

test('a file is worked on as it comes, without waiting for the next look', async () => {
  const stopping = new AbortController()
  const faults: unknown[] = []
  let worked = 0
  const running = takeImports(set.installation.services, {
    // Longer than any test: only the call wakes it.
    seconds: 100_000,
    signal: stopping.signal,
    onWorked: (count) => (worked += count),
    onFault: (error) => faults.push(error),
  })
  await untilDone(await send('First'))
  await Promise.all([await send('Second'), await send('Third')].map(untilDone))
  stopping.abort()
  await running
  assert.deepEqual([worked, faults], [3, []])
})

test('one that another process took in, or left, is found by looking', async () => {
  const importId = await send('Left behind')
  const stopping = new AbortController()
  const running = takeImports(set.installation.services, {
    seconds: 0.05,
    signal: stopping.signal,
    onWorked: () => undefined,
    onFault: () => undefined,
  })
  await untilDone(importId)
  // As another process would write it: nobody calls.
  await set.opened.database.reader
    .updateTable('dataset_import')
    .set({ state: 'received', version_id: null, attempts: 0, dataset_id: null })
    .where('id', '=', importId)
    .execute()
  const failed = async (): Promise<string | undefined> =>
    (await findImport(set.opened.database.reader, publisher.authorityId, importId))?.state
  for (let turn = 0; turn < 1500 && (await failed()) !== 'failed'; turn += 1) await wait(20)
  assert.equal(await failed(), 'failed', 'its address is taken now, and it says so')
  stopping.abort()
  await running
})
