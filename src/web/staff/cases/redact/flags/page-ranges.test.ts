import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPageRanges, writePageRanges } from './page-ranges.ts'

test('page ranges as people write them', () => {
  assert.deepEqual(readPageRanges('1-4, 9'), [1, 2, 3, 4, 9])
  assert.deepEqual(readPageRanges('9 1–3'), [1, 2, 3, 9])
  assert.deepEqual(readPageRanges('1 - 3'), [1, 2, 3])
  assert.deepEqual(readPageRanges(' 7 '), [7])
  for (const wrong of ['', '4-1', '0', 'x', '1-', '1--3', '1-9999999'])
    assert.equal(readPageRanges(wrong), null, wrong)
  assert.equal(writePageRanges([1, 2, 3, 9, 11, 12]), '1–3, 9, 11–12')
})
