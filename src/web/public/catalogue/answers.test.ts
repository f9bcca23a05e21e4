import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { fixedClock } from '../../../kernel/clock.ts'
import { copyDataset, fetchWhole, makeVisits } from './catalogue.fixture.ts'

let site: TestApp
before(async () => {
  // Later than what is published here: a second must pass before a moment may stand for what was published in it.
  site = await startTestApp({ clock: fixedClock('2026-01-14T09:30:00Z') })
  await makeVisits(site)
  await copyDataset(site, 'library-visits', 3)
})
// The last test takes its database away.
after(() => site.close().catch(() => undefined))

test('whoever holds an answer is told so, by its tag or its date, and every answer is compressed', async () => {
  await site.services.database.write((tx) =>
    tx
      .updateTable('dataset')
      .set({ changed_at: Temporal.Instant.from('2026-01-10T12:00:00.5Z') })
      .execute(),
  )
  for (const path of [
    '/catalog.ttl',
    '/data.json',
    '/inventory.xml',
    '/data/library-visits.jsonld',
    '/data/library-visits/datapackage.json',
  ]) {
    const response = await fetchWhole(site.url + path, { headers: { 'Accept-Encoding': 'gzip' } })
    assert.equal(response.headers.get('content-encoding'), 'gzip', path)
    assert.equal(response.headers.get('last-modified'), 'Sat, 10 Jan 2026 12:00:00 GMT', path)
    const etag = response.headers.get('etag') ?? ''
    const again = (headers: Record<string, string>) =>
      fetchWhole(site.url + path, { headers }).then(({ status }) => status)
    assert.equal(await again({ 'If-None-Match': etag }), 304, path)
    assert.equal(await again({ 'If-None-Match': 'W/"other"' }), 200, path)
    assert.equal(await again({ 'If-Modified-Since': 'Sat, 10 Jan 2026 12:00:00 GMT' }), 304, path)
    assert.equal(await again({ 'If-Modified-Since': 'Sat, 10 Jan 2026 11:59:59 GMT' }), 200, path)
  }
  await site.services.database.write((tx) =>
    tx
      .updateTable('dataset')
      .set({ changed_at: Temporal.Instant.from('2026-01-14T09:30:00Z') })
      .execute(),
  )
  assert.equal((await fetchWhole(`${site.url}/catalog.ttl`)).headers.get('last-modified'), null)
})

test('while the database cannot be read every address says so, and none says that there is nothing', async () => {
  const paths = [
    '/catalog.ttl',
    '/catalog.jsonld',
    '/catalog.xml',
    '/data.json',
    '/catalog.csv',
    '/inventory.xml',
    '/sitemap.xml',
    '/feeds/data.atom',
    '/feeds/data/library-visits.atom',
    '/feeds/news.rss',
    '/data/library-visits.ttl',
    '/data/library-visits.zip',
    '/data/library-visits/datapackage.json',
    '/data/library-visits.csv-metadata.json',
    '/datastore/dump/library-visits',
    ...[
      'package_list',
      'package_search',
      'package_show?id=library-visits',
      'organization_list?all_fields=true',
      'group_list',
      'tag_list',
      'datastore_search?resource_id=library-visits',
      'resource_search?query=name:a',
    ].map((name) => `/api/3/action/${name}`),
  ]
  for (const path of paths) assert.equal((await fetchWhole(site.url + path)).status, 200, path)
  await site.services.database.reader.destroy()
  for (const path of paths) {
    const response = await fetchWhole(site.url + path)
    assert.equal(response.status, 503, path)
    assert.equal(response.headers.get('retry-after'), '120', path)
    const body = await response.text()
    if (path.startsWith('/api/')) assert.equal((JSON.parse(body) as { success: boolean }).success, false)
  }
})
