import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { unzipSync } from 'fflate'
import { Parser, Store } from 'n3'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { newId, sha256 } from '../../../kernel/ids.ts'
import { copyDataset, fetchWhole, makeVisits, tell, visitCsv, withdraw } from './catalogue.fixture.ts'

let site: TestApp
before(async () => {
  site = await startTestApp()
  await makeVisits(site)
  await copyDataset(site, 'library-visits', 120)
  await makeVisits(site, 'taken-down')
  await tell(site, 'library-visits', 'published', 'For the first time.', '2026-01-01T09:00:00Z')
  await tell(site, 'taken-down', 'published', 'For the first time.', '2026-01-02T09:00:00Z')
  await tell(site, 'taken-down', 'withdrawn', 'It named people.', '2026-01-03T09:00:00Z')
  await withdraw(site, 'taken-down', 'It named people.')
})
after(() => site.close())

const total = 121
const get = (path: string, headers: Record<string, string> = {}) =>
  fetchWhole(site.url + path, { headers, redirect: 'manual' })
const onSite = (address: string) => address.replace('http://exampleshire.invalid', '')
const hydra = 'http://www.w3.org/ns/hydra/core#'
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type'

/** As ckanext-dcat harvests: parse, take what is called a dataset, go on to the next page that the graph names. */
async function harvestGraph(
  first: string,
  view: 'PagedCollection' | 'PartialCollectionView',
  next: string,
): Promise<string[]> {
  const found: string[] = []
  for (let path: string | null = first; path !== null;) {
    const response = await get(path)
    assert.equal(response.status, 200)
    assert.match(response.headers.get('content-type') ?? '', /^text\/turtle/)
    const store = new Store(new Parser().parse(await response.text()))
    found.push(
      ...store.getSubjects(type, 'http://www.w3.org/ns/dcat#Dataset', null).map(({ value }) => value),
    )
    const [page] = store.getSubjects(type, hydra + view, null)
    assert.ok(page)
    const [onward] = store.getObjects(page, hydra + next, null)
    path = onward === undefined ? null : onSite(onward.value)
  }
  return found
}

test('a DCAT harvester follows the pages, by the new names and the old, and finds everything once', async () => {
  for (const [view, next] of [
    ['PartialCollectionView', 'next'],
    ['PagedCollection', 'nextPage'],
  ] as const) {
    const found = await harvestGraph('/catalog.ttl', view, next)
    assert.equal(found.length, total)
    assert.equal(new Set(found).size, total)
    assert.ok(found.includes('http://exampleshire.invalid/data/library-visits'))
    assert.ok(!found.includes('http://exampleshire.invalid/data/taken-down'))
  }
  assert.deepEqual(await harvestGraph('/catalog.ttl?q=%22visits+77%22', 'PagedCollection', 'next'), [
    'http://exampleshire.invalid/data/library-visits-77',
  ])
  const latest = site.services.clock.now().add({ minutes: 110 }).toString()
  const changed = await harvestGraph(`/catalog.ttl?modified_since=${latest}`, 'PagedCollection', 'next')
  assert.ok(changed.length > 0 && changed.length < 20, String(changed.length))
  // It asks how large the answer is first, and by its type how to read it.
  const head = await fetchWhole(`${site.url}/catalog.ttl`, { method: 'HEAD' })
  assert.deepEqual([head.status, head.headers.get('content-type')], [200, 'text/turtle; charset=utf-8'])
  const response = await get('/catalog.jsonld?page=2')
  assert.match(
    response.headers.get('link') ?? '',
    /<http:\/\/exampleshire\.invalid\/catalog\.jsonld>; rel="prev"/,
  )
  assert.equal((await get('/catalog.xml')).headers.get('content-type'), 'application/rdf+xml; charset=utf-8')
  for (const [path, status] of [
    ['/catalog.ttl?page=3', 404],
    ['/catalog.ttl?page=0', 400],
    ['/catalog.ttl?page=two', 400],
    ['/catalog.ttl?modified_since=soon', 400],
  ] as const)
    assert.equal((await get(path)).status, status, path)
})

test('a data.json harvester reads pages until there is none', async () => {
  const ids = new Set<string>()
  for (let page = 1; ; page += 1) {
    const response = await get(page === 1 ? '/data.json' : `/data.json?page=${page}`)
    if (response.status === 404) break
    assert.equal(response.status, 200)
    const { dataset } = (await response.json()) as { dataset: { identifier: string }[] }
    assert.ok(dataset.length > 0)
    for (const { identifier } of dataset) ids.add(identifier)
  }
  assert.equal(ids.size, total)
})

test('a program that would rather have linked data is sent to it; a person is not', async () => {
  const where = async (path: string, accept: string) => {
    const response = await get(path, { Accept: accept })
    if (response.status === 303) assert.match(response.headers.get('vary') ?? '', /Accept/)
    return response.status === 303 ? response.headers.get('location') : response.status
  }
  assert.equal(await where('/data/library-visits', 'text/turtle'), '/data/library-visits.ttl')
  assert.equal(
    await where('/data/library-visits', 'application/ld+json, text/turtle;q=0.5'),
    '/data/library-visits.jsonld',
  )
  assert.equal(
    await where(
      '/data/library-visits',
      'application/rdf+xml,text/rdf+n3;q=0.9,application/xhtml+xml;q=0.5,*/*;q=0.1',
    ),
    '/data/library-visits.rdf',
  )
  assert.equal(await where('/data/library-visits', 'text/html,application/xhtml+xml,text/turtle;q=0.8'), 200)
  assert.equal(await where('/data/library-visits', '*/*'), 200)
  assert.equal(await where('/data', 'text/turtle'), 200)
  assert.equal(await where('/catalog', 'text/turtle'), '/catalog.ttl')
  assert.equal(await where('/catalog?page=2', 'application/ld+json'), '/catalog.jsonld?page=2')
  assert.equal(await where('/catalog', 'text/html'), '/data')
})

test('every description of a dataset stands at its address, and says when nothing is there', async () => {
  const forms = [
    '.ttl',
    '.jsonld',
    '.rdf',
    '.xml',
    '.zip',
    '.csv-metadata.json',
    '/datapackage.json',
    '/croissant.jsonld',
    '/metadata.json',
    '/versions/1.csv-metadata.json',
    '/versions/1/datapackage.json',
  ]
  for (const form of forms) {
    const response = await get(`/data/library-visits${form}`)
    assert.equal(response.status, 200, form)
    assert.equal(response.headers.get('access-control-allow-origin'), '*', form)
    assert.ok((await response.arrayBuffer()).byteLength > 100, form)
    assert.equal((await get(`/data/never-was${form}`)).status, 404, form)
    assert.equal((await get(`/data/taken-down${form}`)).status, 410, form)
    assert.equal((await get(`/data/a%00b${form}`)).status, 404, form)
  }
  assert.equal((await get('/data/library-visits/versions/2.csv-metadata.json')).status, 404)
  const csvw = (await (await get('/data/library-visits/versions/1.csv-metadata.json')).json()) as {
    url: string
  }
  assert.equal(csvw.url, 'http://exampleshire.invalid/data/library-visits/versions/1.csv')
  assert.equal(await (await get('/.well-known/csvm')).text(), '{+url}-metadata.json\n')
  // By that rule, and by its own header, a CSV leads to its description.
  const csv = await get('/data/library-visits.csv')
  assert.match(
    csv.headers.get('link') ?? '',
    /<http:\/\/exampleshire\.invalid\/data\/library-visits\.csv-metadata\.json>; rel="describedby"; type="application\/csvm\+json"/,
  )
})

test('a package in a ZIP holds the CSV that it describes', async () => {
  const response = await get('/data/library-visits.zip')
  assert.match(response.headers.get('content-disposition') ?? '', /library-visits-version-1\.zip/)
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()))
  assert.deepEqual(Object.keys(files), ['datapackage.json', 'data.csv'])
  const text = new TextDecoder()
  assert.equal(text.decode(files['data.csv']), visitCsv())
  const { resources } = JSON.parse(text.decode(files['datapackage.json'])) as {
    resources: { path: string; hash: string; bytes: number }[]
  }
  assert.deepEqual(
    resources.map(({ path, hash, bytes }) => [path, hash, bytes]),
    [['data.csv', `sha256:${sha256(visitCsv())}`, Buffer.byteLength(visitCsv())]],
  )
  const etag = response.headers.get('etag') ?? ''
  assert.equal((await get('/data/library-visits.zip', { 'If-None-Match': etag })).status, 304)
})

test('what was withdrawn leaves the catalogue, and is said to be gone where that can be said', async () => {
  const list = await (await get('/catalog.csv')).text()
  assert.equal(list.split('\r\n').length, total + 2)
  assert.ok(!list.includes('taken-down'))
  const inventory = await (await get('/inventory.xml')).text()
  assert.match(inventory, /Active="No">\n<Identifier>http:\/\/exampleshire\.invalid\/data\/taken-down</)
  assert.equal(inventory.split('<Dataset ').length - 1, total + 1)
  assert.ok(!(await (await get('/sitemap.xml')).text()).includes('taken-down'))
  const robots = await (await get('/robots.txt')).text()
  assert.match(robots, /^User-agent: \*\n[\s\S]*\nSitemap: http:\/\/exampleshire\.invalid\/sitemap\.xml\n$/)
})

test('feeds tell what happened, newest first, by names that stay', async () => {
  const entries = async (path: string) => {
    const response = await get(path)
    assert.equal(response.status, 200, path)
    assert.equal(response.headers.get('content-type'), 'application/atom+xml; charset=utf-8')
    const body = await response.text()
    return {
      body,
      titles: [
        ...body.matchAll(/<entry>\s*<id>(tag:exampleshire\.invalid,[^<]+)<\/id>\s*<title>([^<]+)</g),
      ].map(([, , title]) => title),
    }
  }
  const all = await entries('/feeds/data.atom')
  assert.deepEqual(all.titles, [
    'Library visits: withdrawn',
    'Library visits: published',
    'Library visits: published',
  ])
  assert.match(all.body, /<id>tag:exampleshire\.invalid,2026:\/feeds\/data\.atom<\/id>/)
  assert.equal((await entries('/feeds/data/taken-down.atom')).titles.length, 2)
  assert.equal((await entries('/feeds/theme/culture.atom')).titles.length, 3)
  assert.equal((await entries('/feeds/theme/land.atom')).titles.length, 0)
  assert.equal((await entries('/feeds/custom.atom?q=door')).titles.length, 3)
  assert.equal((await entries('/feeds/custom.atom?q=nothingatall')).titles.length, 0)
  for (const path of ['/feeds/data/never-was.atom', '/feeds/theme/none.atom', '/feeds/data.atom?page=2'])
    assert.equal((await get(path)).status, 404, path)
  for (let index = 0; index < 55; index += 1)
    await tell(site, 'library-visits-1', 'corrected', `Number ${index}`, '2026-02-01T09:00:00Z')
  const first = await entries('/feeds/data/library-visits-1.atom')
  assert.equal(first.titles.length, 50)
  const next = /<link rel="next" type="application\/atom\+xml" href="([^"]+)"/.exec(first.body)?.[1] ?? ''
  assert.equal((await entries(onSite(next))).titles.length, 5)
})

test('news and events are RSS, without what was taken back or is yet to come', async () => {
  const at = site.services.clock.now()
  const item = {
    authority_id: site.authority.id,
    body: 'Words & <words>',
    starts_at: null,
    ends_at: null,
    place: null,
    withdrawn_at: null,
    created_by: null,
  }
  await site.services.database.write((tx) =>
    tx
      .insertInto('news_item')
      .values([
        {
          ...item,
          id: newId(),
          kind: 'news',
          slug: 'one',
          title: 'One',
          published_at: at.subtract({ hours: 2 }),
        },
        {
          ...item,
          id: newId(),
          kind: 'news',
          slug: 'taken',
          title: 'Taken back',
          published_at: at.subtract({ hours: 1 }),
          withdrawn_at: at,
        },
        {
          ...item,
          id: newId(),
          kind: 'news',
          slug: 'later',
          title: 'Later',
          published_at: at.add({ hours: 1 }),
        },
        {
          ...item,
          id: newId(),
          kind: 'event',
          slug: 'fair',
          title: 'Data fair',
          place: 'Moot Hall',
          published_at: at.subtract({ hours: 1 }),
          starts_at: Temporal.Instant.from('2027-01-14T18:00Z'),
        },
      ])
      .execute(),
  )
  const news = await (await get('/feeds/news.rss')).text()
  assert.deepEqual(
    [...news.matchAll(/<guid isPermaLink="true">([^<]+)</g)].map(([, guid]) => guid),
    ['http://exampleshire.invalid/news/one'],
  )
  const events = await (await get('/feeds/events.rss')).text()
  assert.match(events, /Thursday,? 14 January 2027 at 18:00&lt;br&gt;Moot Hall/)
})

test('a table is dumped whole in each form that CKAN has', async () => {
  const dump = async (query: string) => (await get(`/datastore/dump/library-visits${query}`)).text()
  assert.equal(
    await dump(''),
    `_id,${visitCsv()
      .split('\r\n')
      .map((line, index) => (index === 0 || line === '' ? line : `${index},${line}`))
      .join('\r\n')}`,
  )
  assert.ok((await dump('?bom=true')).startsWith('_id'), 'fetch takes a byte-order mark away')
  const marked = await get('/datastore/dump/library-visits?bom=true')
  assert.deepEqual([...new Uint8Array(await marked.arrayBuffer()).slice(0, 3)], [0xef, 0xbb, 0xbf])
  assert.equal((await dump('?format=tsv')).split('\r\n')[1], '1\tHill Top\t12\t2026-01-02')
  const json = JSON.parse(await dump('?format=json&offset=1&limit=2')) as {
    fields: unknown[]
    records: unknown[][]
  }
  assert.deepEqual(
    json.records.map(([id]) => id),
    [2, 3],
  )
  const some = JSON.parse(await dump('?format=json&fields=visits,library&limit=1')) as typeof json
  assert.deepEqual(
    (some.fields as { id: string }[]).map(({ id }) => id),
    ['_id', 'visits', 'library'],
  )
  assert.deepEqual(some.records, [[1, 12, 'Hill Top']])
  assert.match(
    await dump('?format=xml'),
    /<row _id="4"><library>Say &quot;Mill&quot;<\/library><visits xsi:nil="true"\/>/,
  )
  assert.equal((await get('/datastore/dump/library-visits?format=exe')).status, 400)
  assert.equal((await get('/datastore/dump/never-was')).status, 404)
})
