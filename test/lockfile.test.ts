import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingPackages, readLockfile } from './support/lockfile.ts'

test('the lockfile has every package it asks for, so that npm ci takes it: run `npm run lockfile` if not', () => {
  const lockfile = readLockfile()
  assert.ok(Object.keys(lockfile.packages).length > 300)
  assert.deepEqual(missingPackages(lockfile), [])
  const compiler = lockfile.packages['node_modules/@myriaddreamin/typst-ts-node-compiler']
  assert.ok(Object.keys(compiler?.optionalDependencies ?? {}).length > 5)
  delete lockfile.packages['node_modules/@oxlint/binding-darwin-x64']
  assert.deepEqual(
    missingPackages(lockfile).map(({ name }) => name),
    ['@oxlint/binding-darwin-x64'],
  )
})
