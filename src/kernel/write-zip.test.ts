import assert from 'node:assert/strict'
import { test } from 'node:test'
import { strFromU8, unzipSync } from 'fflate'
import { writeZip, zipOf } from './write-zip.ts'

test('a zip opens to its parts, and the same parts give the same bytes', async () => {
  const parts = { 'a/é.xml': '<a/>'.repeat(50_000), empty: '' }
  const made = await zipOf(parts)
  const opened = Object.entries(unzipSync(made)).map(([name, bytes]) => [name, strFromU8(bytes)])
  assert.deepEqual(Object.fromEntries(opened), parts)
  assert.ok(made.length < 5000)
  assert.deepEqual(await zipOf(parts), made)
})

test('what goes wrong in a part comes out of the zip', async () => {
  const content = (async function* () {
    yield Buffer.from('one')
    throw new Error('the source broke')
  })()
  await assert.rejects(Array.fromAsync(writeZip([{ name: 'a', content }])), /the source broke/)
})
