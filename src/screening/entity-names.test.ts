import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entityHeading, entityNames } from './entity-names.ts'
import { entities } from './finding.ts'

test('every kind has one name of its own, and what is no kind has none', () => {
  const headings = entities.map(entityHeading)
  assert.equal(new Set(headings).size, entities.length)
  assert.equal(entityHeading('UK_NINO'), 'National Insurance number')
  assert.equal(entityHeading('MAC_ADDRESS'), 'Device address')
  for (const kind of ['text 1', 'toString', '']) assert.equal(entityHeading(kind), null)
  for (const [one, many] of Object.values(entityNames)) assert.ok(one.length > 2 && many.length > 2)
})
