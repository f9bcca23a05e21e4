import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openOffice, valueOf, type Office } from '../cases/cases.fixture.ts'
import { addDocument, startCase } from '../cases/index.ts'
import { fakeClamd, type FakeClamd } from '../documents/clamav.fixture.ts'
import { clamavScanner } from '../documents/index.ts'
import { takeArrivals } from './take-arrivals.ts'

let office: Office
let clamd: FakeClamd
before(async () => {
  office = await openOffice()
  clamd = await fakeClamd()
})
after(async () => {
  await clamd.close()
  await office.close()
})

test('files are looked into as they come, wait while the scanner is away, and its going and coming is told once', async () => {
  const services = { ...office.services, virusScanner: clamavScanner(clamd.address) }
  const { caseId } = await office.open()
  valueOf(await startCase(services, office.officer, { caseId, version: 1 }))
  const upload = { name: 'a.txt', declaredType: '', bytes: Buffer.from('Nothing to see') }
  const stopping = new AbortController()
  const told: boolean[] = []
  let scannerTold = Promise.withResolvers<void>()
  const looked = Promise.withResolvers<number>()
  clamd.behaviour = 'drops'
  const taking = takeArrivals(services, {
    seconds: 0.05,
    signal: stopping.signal,
    onLooked: looked.resolve,
    onFault: looked.reject,
    onScanner: (answers) => {
      told.push(answers)
      scannerTold.resolve()
    },
  })
  await scannerTold.promise
  scannerTold = Promise.withResolvers()
  valueOf(await addDocument(services, office.officer, { caseId, upload }))
  clamd.behaviour = 'well'
  await scannerTold.promise
  assert.equal(await looked.promise, 1)
  stopping.abort()
  await taking
  assert.deepEqual(told, [false, true])
  assert.equal((await office.read(caseId)).documents[0]?.arrival?.virus, 'none')
})
