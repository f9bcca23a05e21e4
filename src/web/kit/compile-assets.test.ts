import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { compileAssets } from './compile-assets.ts'

test('two starts at once leave one whole set of files', async () => {
  const cache = await mkdtemp(join(tmpdir(), 'muniment-assets-'))
  try {
    const [one, other] = await Promise.all([compileAssets(cache), compileAssets(cache)])
    assert.deepEqual(one, other)
    assert.deepEqual(await readdir(cache), [basename(one.directory)])
    const script = await readFile(join(one.directory, basename(one.addresses['main.js'] ?? '')), 'utf8')
    assert.match(script, /govuk-frontend-supported/)
  } finally {
    await rm(cache, { recursive: true, force: true })
  }
})
