import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pageAsked } from './pagination.ts'

test('whatever page is asked for, one that may be read is given', () => {
  const usual = { usual: 20, most: 100 }
  assert.deepEqual(pageAsked({}, usual), { page: 1, size: 20, offset: 0 })
  assert.deepEqual(pageAsked({ page: 3.9, pageSize: 10 }, usual), { page: 3, size: 10, offset: 20 })
  assert.deepEqual(pageAsked({ page: -1, pageSize: 500 }, usual), { page: 1, size: 100, offset: 0 })
  assert.deepEqual(pageAsked({ page: NaN, pageSize: NaN }, usual), { page: 1, size: 20, offset: 0 })
  assert.equal(pageAsked({ page: Infinity }, usual).page, 100_000)
})
