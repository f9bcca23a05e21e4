import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, truncate, utimes, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { sha256 } from '../kernel/ids.ts'
import { ProblemError } from '../kernel/outcome.ts'
import { directoryStore, sweepLeftovers } from './file-store.ts'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'muniment-store-'))
})
afterEach(async () => rm(directory, { recursive: true, force: true }))

const bytes = new TextEncoder().encode('cofnodion y cyngor')

test('what is put comes back by its hash, from bytes and from a stream', async () => {
  const store = directoryStore(directory)
  const stored = await store.put(bytes)
  assert.deepEqual(stored, { sha256: sha256(bytes), size: bytes.length })
  assert.deepEqual(await store.put(Readable.from([bytes.subarray(0, 5), bytes.subarray(5)])), stored)
  assert.deepEqual(new Uint8Array(await store.read(stored.sha256)), bytes)
  assert.deepEqual(new Uint8Array(await buffer(await store.open(stored.sha256))), bytes)
  assert.deepEqual(await readdir(join(directory, stored.sha256.slice(0, 2), stored.sha256.slice(2, 4))), [
    stored.sha256,
  ])
  assert.deepEqual(await readdir(join(directory, 'incoming')), [])
})

test('an empty file is a file', async () => {
  const store = directoryStore(directory)
  const { sha256: hash, size } = await store.put(new Uint8Array())
  assert.equal(size, 0)
  assert.equal((await store.read(hash)).length, 0)
})

test('the same bytes put many times at once are kept once', async () => {
  const store = directoryStore(directory)
  const all = await Promise.all(Array.from({ length: 20 }, () => store.put(Readable.from([bytes]))))
  assert.equal(new Set(all.map((each) => each.sha256)).size, 1)
  assert.deepEqual(new Uint8Array(await store.read(sha256(bytes))), bytes)
  assert.deepEqual(await readdir(join(directory, 'incoming')), [])
})

test('past the limit nothing is kept, nor when the source fails half-way', async () => {
  const store = directoryStore(directory, { maxBytes: 10 })
  await assert.rejects(
    store.put(bytes),
    (error) => error instanceof ProblemError && error.problem === 'too-large',
  )
  async function* failing() {
    yield bytes.subarray(0, 3)
    throw new Error('the line dropped')
  }
  await assert.rejects(store.put(failing()), /line dropped/)
  assert.equal(await store.has(sha256(bytes)), false)
  assert.deepEqual(await readdir(join(directory, 'incoming')), [])
})

test('a hash that is none cannot reach another file', async () => {
  const store = directoryStore(directory)
  await writeFile(join(directory, 'secret'), 'x')
  for (const hash of ['../secret', 'secret', '', 'A'.repeat(64), `${'a'.repeat(64)}/../../secret`])
    await assert.rejects(
      store.read(hash),
      (error) => error instanceof ProblemError && error.problem === 'not-found',
    )
  await assert.rejects(store.open('0'.repeat(64)), /does not exist/)
})

test('a damaged file is not handed out as if it were whole, and the next put mends a shortened one', async () => {
  const store = directoryStore(directory)
  const { sha256: hash } = await store.put(bytes)
  await truncate(join(directory, hash.slice(0, 2), hash.slice(2, 4), hash), 4)
  await assert.rejects(store.read(hash), /no longer match/)
  await store.put(bytes)
  assert.deepEqual(new Uint8Array(await store.read(hash)), bytes)
})

test('removing is final and may be repeated', async () => {
  const store = directoryStore(directory)
  const { sha256: hash } = await store.put(bytes)
  await store.remove(hash)
  await store.remove(hash)
  assert.equal(await store.has(hash), false)
})

test('a process killed half-way leaves only a leftover, which is swept when a day old', async () => {
  const program = `
    import { directoryStore } from ${JSON.stringify(join(import.meta.dirname, 'file-store.ts'))}
    async function* endless() { for (;;) { yield new Uint8Array(1000); await new Promise((done) => setTimeout(done, 5)) } }
    await directoryStore(${JSON.stringify(directory)}).put(endless())`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: 'inherit' })
  const leftovers = async () => readdir(join(directory, 'incoming')).catch(() => [])
  while ((await leftovers()).length === 0 && child.exitCode === null) await wait(20)
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.equal((await leftovers()).length, 1)
  assert.deepEqual(await readdir(directory), ['incoming'])
  const now = Temporal.Now.instant()
  assert.equal(await sweepLeftovers(directory, now), 0)
  assert.equal(await sweepLeftovers(directory, now.add({ hours: 25 })), 1)
  assert.deepEqual(await leftovers(), [])
})

test('sweeping leaves young files and a store that does not exist yet alone', async () => {
  assert.equal(await sweepLeftovers(join(directory, 'nowhere'), Temporal.Now.instant()), 0)
  await mkdir(join(directory, 'incoming'))
  await writeFile(join(directory, 'incoming', 'old'), 'x')
  await writeFile(join(directory, 'incoming', 'young'), 'x')
  await utimes(join(directory, 'incoming', 'old'), 0, 0)
  assert.equal(await sweepLeftovers(directory, Temporal.Now.instant()), 1)
  assert.deepEqual(await readdir(join(directory, 'incoming')), ['young'])
})

test('a file in quarantine is never read again, also where the same bytes come in once more', async () => {
  const store = directoryStore(directory)
  const { sha256 } = await store.put(Buffer.from('bad bytes'))
  await store.quarantine(sha256)
  await store.quarantine(sha256)
  assert.deepEqual(await store.put(Buffer.from('bad bytes')), { sha256, size: 9 })
  for (const way of ['read', 'open', 'locate'] as const)
    await assert.rejects(store[way](sha256), { name: 'ProblemError', problem: 'quarantined' })
  assert.equal(await store.has(sha256), false)
  await store.remove(sha256)
  await assert.rejects(store.read(sha256), { problem: 'not-found' })
  await assert.rejects(store.quarantine(sha256))
})
