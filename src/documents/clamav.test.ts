import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, beforeEach, test } from 'node:test'
import { fakeClamd, testVirus, type FakeClamd } from './clamav.fixture.ts'
import { readSocketAddress } from '../kernel/socket-address.ts'
import { clamavScanner, ScannerUnreachable } from './clamav.ts'

let clamd: FakeClamd
before(async () => {
  clamd = await fakeClamd({ most: 3_000_000 })
})
after(() => clamd.close())
beforeEach(() => {
  clamd.behaviour = 'well'
  clamd.files.length = 0
})

const engine = 'ClamAV 1.4.2/27500/Mon May  4 09:00:00 2026'

test('a file goes whole and comes back with a verdict and the engine’s version', async () => {
  const scanner = clamavScanner(clamd.address)
  assert.equal(scanner.isReachable(), null)
  for (const size of [0, 1, 65_536, 2_000_001]) {
    const bytes = randomBytes(size)
    assert.deepEqual(await scanner.scan(bytes), { virus: 'none', engine })
    assert.deepEqual(clamd.files.at(-1), bytes)
  }
  assert.deepEqual(await scanner.scan(Buffer.from(`x${testVirus}`)), {
    virus: 'found',
    virusName: 'Eicar-Test',
    engine,
  })
  assert.equal(scanner.isReachable(), true)
})

test('a file larger than it takes was not scanned, however the refusal comes', async () => {
  const verdict = await clamavScanner(clamd.address).scan(randomBytes(20_000_000))
  assert.equal(verdict.virus, 'not-scanned')
  assert.match('why' in verdict ? verdict.why : '', /larger than/)
})

test('silence, a dropped connection, an answer that makes no sense and nobody there are no verdicts', async () => {
  for (const behaviour of ['silent', 'drops', 'garbled'] as const) {
    clamd.behaviour = behaviour
    const scanner = clamavScanner(clamd.address, { patience: 100 })
    await assert.rejects(scanner.scan(Buffer.from('x')), ScannerUnreachable, behaviour)
    assert.equal(await scanner.ping(), false)
  }
  const gone = await fakeClamd()
  await gone.close()
  const scanner = clamavScanner(gone.address)
  await assert.rejects(scanner.scan(Buffer.from('x')), ScannerUnreachable)
  assert.equal(scanner.isReachable(), false)
  clamd.behaviour = 'well'
  assert.equal(await clamavScanner(clamd.address).ping(), true)
})

test('it is asked over a Unix socket, and a file may come as a stream', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'clamd-'))
  t.after(() => rm(directory, { recursive: true, force: true }))
  const local = await fakeClamd({ path: join(directory, 'clamd.ctl') })
  t.after(() => local.close())
  const scanner = clamavScanner(local.address)
  assert.equal(await scanner.ping(), true)
  const bytes = randomBytes(200_000)
  assert.deepEqual(await scanner.scan(Readable.from([bytes.subarray(0, 70_000), bytes.subarray(70_000)])), {
    virus: 'none',
    engine,
  })
  assert.deepEqual(local.files.at(-1), bytes)
  assert.equal((await scanner.scan(Buffer.from(testVirus))).virus, 'found')
  await local.close()
  await assert.rejects(clamavScanner(local.address).scan(Buffer.from('x')), ScannerUnreachable)
})

test('addresses', () => {
  assert.deepEqual(readSocketAddress('clamav:3310'), { host: 'clamav', port: 3310 })
  assert.deepEqual(readSocketAddress('[::1]:3310'), { host: '::1', port: 3310 })
  assert.deepEqual(readSocketAddress('/run/clamav/clamd.ctl'), { path: '/run/clamav/clamd.ctl' })
  for (const wrong of ['clamav', 'clamav:0', 'clamav:70000', 'http://clamav:3310', ''])
    assert.equal(readSocketAddress(wrong), null, wrong)
})
