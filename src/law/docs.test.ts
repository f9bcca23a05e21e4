import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { allCitations, lawPages } from './index.ts'

const directory = join(import.meta.dirname, '../../docs/law')

test('docs/law is what the law says: run `bin/muniment law docs --write docs/law` if not', () => {
  const pages = lawPages()
  assert.deepEqual(readdirSync(directory).sort(), Object.keys(pages).sort())
  for (const [name, text] of Object.entries(pages)) {
    assert.equal(readFileSync(join(directory, name), 'utf8'), text, name)
  }
})

test('every citation has an address, and days that are days', () => {
  assert.ok(allCitations.length > 100)
  for (const { url, inForceFrom, checkedOn, provision } of allCitations) {
    assert.match(url, /^https:\/\/www\.(legislation\.)?gov\.uk\//, provision)
    assert.equal(Temporal.PlainDate.from(inForceFrom).toString(), inForceFrom)
    assert.equal(Temporal.PlainDate.from(checkedOn).toString(), checkedOn)
  }
})
