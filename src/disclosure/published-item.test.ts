import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestDatabase, type TestDatabase } from '../../test/support/database.ts'
import { addAuthority, addStaff } from '../../test/support/records.ts'
import { createSecretBox, type Services, type Staff } from '../identity/index.ts'
import { fixedClock } from '../kernel/clock.ts'
import type { AuthorityId } from '../kernel/ids.ts'
import { builtInCalendars } from '../law/index.ts'
import {
  listPublishedItems,
  readPublicationScheme,
  removePublishedItem,
  savePublishedItem,
  type PublishedItemInput,
} from './index.ts'

describe('what is published beside the answers', () => {
  let test: TestDatabase
  let services: Services
  let authorityId: AuthorityId
  let publisher: Staff

  before(async () => {
    test = await openTestDatabase()
    services = {
      database: test.database,
      clock: fixedClock('2026-02-02T10:00:00Z'),
      calendars: builtInCalendars,
      secrets: createSecretBox('a key for tests'),
    }
    authorityId = await addAuthority(test.database)
    publisher = await addStaff(test.database, authorityId, ['publisher'])
  })
  after(() => test.close())

  it('keeps the publication scheme by class', async () => {
    const item: PublishedItemInput = {
      kind: 'scheme',
      title: 'Spending over £500',
      description: 'Every payment.',
      url: 'https://example.org/spending',
      schemeClass: 2,
      format: 'CSV',
      charge: '',
      updatedOn: Temporal.PlainDate.from('2026-01-05'),
    }
    const saved = await savePublishedItem(services, publisher, item)
    const changed = await savePublishedItem(services, publisher, { ...item, title: 'Payments over £500' })
    assert.ok(saved.ok && changed.ok)
    assert.equal(changed.value.id, saved.value.id)
    assert.equal(changed.value.charge, 'Free')
    const scheme = await readPublicationScheme(test.database.reader, authorityId)
    assert.deepEqual(
      scheme.map(({ number, items }) => [number, items.length]),
      [1, 2, 3, 4, 5, 6, 7].map((n) => [n, n === 2 ? 1 : 0]),
    )
    assert.deepEqual(scheme[1]?.items[0], changed.value)
    for (const wrong of [
      { title: '' },
      { url: 'javascript:alert(1)' },
      { url: '//evil.example.com' },
      { schemeClass: null },
    ]) {
      const outcome = await savePublishedItem(services, publisher, { ...item, ...wrong })
      assert.ok(!outcome.ok && outcome.problem === 'invalid-input', JSON.stringify(wrong))
    }
    assert.equal((await listPublishedItems(test.database.reader, authorityId, { kind: 'scheme' })).total, 1)
    assert.ok((await removePublishedItem(services, publisher, saved.value.id)).ok)
    assert.equal((await listPublishedItems(test.database.reader, authorityId)).total, 0)
  })
})
