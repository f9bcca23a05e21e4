import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../../test/support/app.ts'
import { sha256 } from '../../../../kernel/ids.ts'
import { copyDataset, fetchWhole, makeVisits, visitRows, withdraw } from '../catalogue.fixture.ts'

let site: TestApp
before(async () => {
  site = await startTestApp()
  await makeVisits(site)
  await copyDataset(site, 'library-visits', 240)
  await makeVisits(site, 'taken-down')
  await withdraw(site, 'taken-down', 'It named people.')
})
after(() => site.close())

type Answer = {
  help: string
  success: boolean
  result: unknown
  error: { __type: string; message?: string } & Record<string, unknown>
}
const total = 241

/** As ckanapi asks: a POST without the 3, JSON, both keys, and no redirect followed. */
async function ask(name: string, parameters: object = {}): Promise<{ status: number; answer: Answer }> {
  const response = await fetchWhole(`${site.url}/api/action/${name}`, {
    method: 'POST',
    redirect: 'error',
    headers: { 'Content-Type': 'application/json', Authorization: 'a-key', 'X-CKAN-API-Key': 'a-key' },
    body: JSON.stringify(parameters),
  })
  return { status: response.status, answer: (await response.json()) as Answer }
}
async function resultOf<T>(name: string, parameters: object = {}): Promise<T> {
  const { status, answer } = await ask(name, parameters)
  assert.equal(status, 200, `${name}: ${JSON.stringify(answer.error)}`)
  assert.equal(answer.success, true)
  assert.match(answer.help, /\/api\/3\/action\/help_show\?name=/)
  return answer.result as T
}

/** As the harvester pages: 100 at a time until nothing comes, taking an answer given twice for a site that cannot page. */
async function harvest(query = ''): Promise<{ id: string; name: string; metadata_modified: string }[]> {
  const found: { id: string; name: string; metadata_modified: string }[] = []
  const seen = new Set<string>()
  for (let start = 0; ; start += 100) {
    const response = await fetchWhole(
      `${site.url}/api/3/action/package_search?rows=100&start=${start}&sort=id+asc${query}`,
    )
    assert.equal(response.status, 200)
    const body = await response.text()
    assert.ok(!seen.has(sha256(body)), 'the same answer came twice')
    seen.add(sha256(body))
    const { result } = JSON.parse(body) as { result: { results: typeof found } }
    if (result.results.length === 0) return found
    found.push(...result.results)
    assert.ok(found.length < 1000, 'it never ends')
  }
}

test('a CKAN harvester finds every published dataset once, and what changed since a moment', async () => {
  const found = await harvest()
  assert.equal(found.length, total)
  assert.equal(new Set(found.map(({ id }) => id)).size, total)
  assert.ok(!found.some(({ name }) => name === 'taken-down'))
  const ids = found.map(({ id }) => id)
  assert.deepEqual(ids, ids.toSorted())
  const newest = found.map((each) => each.metadata_modified).toSorted()
  const since = newest[total - 30] ?? ''
  const changed = await harvest(`&fq=${encodeURIComponent(`metadata_modified:[${since}Z TO *]`)}`)
  assert.equal(changed.length, 30)
})

test('ckanapi: every action it knows how to read answers a POST at the address without the 3', async () => {
  const names = await resultOf<string[]>('package_list')
  assert.equal(names.length, total)
  assert.deepEqual(names, names.toSorted())
  assert.deepEqual(await resultOf<string[]>('package_list', { limit: 2, offset: 1 }), names.slice(1, 3))
  const shown = await resultOf<{ id: string; resources: { id: string; url: string }[] }>('package_show', {
    id: 'library-visits',
  })
  assert.deepEqual(await resultOf('package_show', { id: shown.id }), shown)
  const [resource] = shown.resources
  assert.ok(resource)
  assert.equal((await resultOf<{ url: string }>('resource_show', { id: resource.id })).url, resource.url)
  assert.deepEqual(await resultOf('organization_list'), ['exampleshire'])
  const organisation = await resultOf<{ package_count: number; id: string }>('organization_show', {
    id: 'exampleshire',
  })
  assert.equal(organisation.package_count, total)
  assert.equal((await resultOf<unknown[]>('organization_list', { all_fields: true })).length, 1)
  assert.deepEqual(await resultOf('group_list'), ['culture'])
  assert.equal(
    (await resultOf<{ title: string }>('group_show', { id: 'culture' })).title,
    'Libraries, leisure and culture',
  )
  assert.deepEqual(await resultOf('tag_list'), ['libraries'])
  assert.equal((await resultOf<{ name: string }>('tag_show', { id: 'libraries' })).name, 'libraries')
  assert.ok((await resultOf<{ id: string }[]>('license_list')).some(({ id }) => id === 'uk-ogl'))
  assert.equal((await resultOf<{ site_url: string }>('status_show')).site_url, 'http://exampleshire.invalid')
  assert.equal(await resultOf('site_read'), true)
  assert.deepEqual(await resultOf('user_list'), [])
  assert.deepEqual(await resultOf('resource_view_list', { id: resource.id }), [])
  assert.match(await resultOf<string>('help_show', { name: 'package_show' }), /dataset/)
  assert.equal((await resultOf<unknown[]>('current_package_list_with_resources', { limit: 7 })).length, 7)
  assert.equal((await resultOf<{ count: number }>('resource_search', { query: 'format:xlsx' })).count, total)
})

test('ckanapi: failures bear the words it rebuilds its exceptions from', async () => {
  const cases: [name: string, parameters: object, status: number, type: string][] = [
    ['package_show', { id: 'never-was' }, 404, 'Not Found Error'],
    ['package_show', { id: 'taken-down' }, 404, 'Not Found Error'],
    ['package_show', {}, 409, 'Validation Error'],
    ['resource_show', { id: 'no-uuid' }, 404, 'Not Found Error'],
    ['package_create', { name: 'mine' }, 403, 'Authorization Error'],
    ['datastore_upsert', {}, 403, 'Authorization Error'],
    ['package_search', { fq: 'colour:red' }, 400, 'Search Query Error'],
    ['package_search', { sort: 'colour asc' }, 400, 'Search Query Error'],
    ['package_search', { rows: -1 }, 409, 'Validation Error'],
    ['no_such_action', {}, 400, 'Bad Request Error'],
    ['constructor', {}, 400, 'Bad Request Error'],
    ['datastore_search', { resource_id: 'never-was' }, 404, 'Not Found Error'],
    [
      'datastore_search',
      { resource_id: 'library-visits', filters: { colour: 'red' } },
      409,
      'Validation Error',
    ],
    [
      'datastore_search',
      { resource_id: 'library-visits', filters: { visits: 'many' } },
      409,
      'Validation Error',
    ],
    [
      'datastore_search',
      { resource_id: 'library-visits', sort: 'visits; drop table dataset' },
      409,
      'Validation Error',
    ],
  ]
  for (const [name, parameters, status, type] of cases) {
    const got = await ask(name, parameters)
    const which = `${name} ${JSON.stringify(parameters)}`
    assert.equal(got.status, status, which)
    assert.equal(got.answer.success, false, which)
    assert.equal(got.answer.error.__type, type, which)
    if (type === 'Validation Error')
      assert.ok(
        Object.entries(got.answer.error).some(([key, value]) => key !== '__type' && Array.isArray(value)),
        which,
      )
    else assert.equal(typeof got.answer.error.message, 'string', which)
  }
})

test('searches: words, fields, facets, order, and never more than a thousand at once', async () => {
  type Found = {
    count: number
    results: { name: string }[]
    facets: Record<string, Record<string, number>>
    search_facets: Record<string, { items: { display_name: string }[] }>
  }
  const search = (parameters: object) => resultOf<Found>('package_search', parameters)
  assert.equal((await search({ q: 'door' })).count, total)
  assert.equal((await search({ q: 'nothingatall' })).count, 0)
  assert.deepEqual(
    (await search({ q: 'name:library-visits-17' })).results.map(({ name }) => name),
    ['library-visits-17'],
  )
  assert.equal((await search({ fq: 'tags:libraries +groups:culture -res_format:PDF' })).count, total)
  assert.equal((await search({ fq: 'organization:elsewhere' })).count, 0)
  assert.equal((await search({ fq: ['license_id:uk-ogl', 'res_format:csv'] })).count, total)
  assert.equal((await search({ fq: 'license_id:cc-by' })).count, 0)
  assert.equal((await search({ rows: 100_000 })).results.length, total)
  assert.equal((await search({})).results.length, 10)
  const [latest] = (await search({ sort: 'metadata_modified desc', rows: 1 })).results
  assert.equal(latest?.name, 'library-visits-240')
  const faceted = await search({
    rows: 0,
    'facet.field': ['tags', 'organization', 'res_format', 'groups', 'license_id'],
  })
  assert.deepEqual(faceted.results, [])
  assert.deepEqual(faceted.facets['tags'], { libraries: total })
  assert.deepEqual(faceted.facets['organization'], { exampleshire: total })
  assert.deepEqual(faceted.facets['res_format'], { CSV: total, JSON: total, PARQUET: total, XLSX: total })
  assert.deepEqual(faceted.facets['license_id'], { 'uk-ogl': total })
  assert.equal(faceted.search_facets['groups']?.items[0]?.display_name, 'Libraries, leisure and culture')
})

test('rows of a table: by the id of any of its resources, filtered, sorted, paged and in every form', async () => {
  type Rows = {
    fields: { id: string; type: string }[]
    records: Record<string, unknown>[]
    total: number
    _links: { next: string }
  }
  const shown = await resultOf<{ resources: { id: string }[] }>('package_show', { id: 'library-visits' })
  const resource_id = shown.resources[2]?.id
  const rows = (parameters: object) => resultOf<Rows>('datastore_search', { resource_id, ...parameters })
  const all = await rows({})
  assert.deepEqual(
    all.fields.map(({ id, type }) => `${id} ${type}`),
    ['_id int', 'library text', 'visits numeric', 'day date'],
  )
  assert.deepEqual(
    all.records,
    visitRows.map(([library, visits, day], index) => ({ _id: index + 1, library, visits, day })),
  )
  assert.equal(all.total, visitRows.length)
  const none = await rows({ limit: 0 })
  assert.deepEqual([none.records, none.fields.length, none.total], [[], 4, visitRows.length])
  const ids = async (parameters: object) => (await rows(parameters)).records.map((row) => row['_id'])
  assert.deepEqual(await ids({ filters: { library: 'Hill Top' } }), [1, 3])
  assert.deepEqual(await ids({ filters: { library: ['Vale, Upper', 'Say "Mill"'] } }), [2, 4])
  assert.deepEqual(await ids({ filters: { visits: { gte: 7, lt: 40 } } }), [1, 2])
  assert.deepEqual(await ids({ filters: { visits: null } }), [4])
  assert.deepEqual(await ids({ q: 'hill' }), [1, 3])
  assert.deepEqual(await ids({ q: { library: 'VALE' } }), [2])
  assert.deepEqual(await ids({ sort: 'visits desc' }), [5, 1, 2, 3, 4])
  assert.deepEqual(await ids({ sort: 'library asc, visits desc', limit: 2 }), [1, 3])
  assert.deepEqual(await ids({ sort: '_id desc', limit: 2, offset: 1 }), [4, 3])
  assert.deepEqual(await ids({ limit: 2, offset: 3 }), [4, 5])
  assert.deepEqual(await ids({ offset: 100 }), [])
  assert.deepEqual((await rows({ fields: ['visits'], limit: 1 })).records, [{ visits: 12 }])
  assert.deepEqual((await rows({ records_format: 'lists', limit: 1 })).records, [
    [1, 'Hill Top', 12, '2026-01-02'],
  ])
  assert.equal(
    (await rows({ records_format: 'csv', limit: 2 })).records,
    '1,Hill Top,12,2026-01-02\r\n2,"Vale, Upper",7,2026-01-03\r\n',
  )
  assert.equal((await rows({ records_format: 'tsv', limit: 1 })).records, '1\tHill Top\t12\t2026-01-02\r\n')
  assert.equal('total' in (await rows({ include_total: false })), false)
  const next = await fetchWhole(site.url + (await rows({ limit: 2 }))._links.next)
  const { result } = (await next.json()) as { result: Rows }
  assert.deepEqual(
    result.records.map((row) => row['_id']),
    [3, 4],
  )
})

test('paging through a table by offset gives every row once, whatever the order', async () => {
  for (const sort of ['', 'visits desc', 'library']) {
    const seen: unknown[] = []
    for (let offset = 0; offset < 10; offset += 2) {
      const { records } = await resultOf<{ records: { _id: number }[] }>('datastore_search', {
        resource_id: 'library-visits',
        sort,
        offset,
        limit: 2,
      })
      seen.push(...records.map((row) => row._id))
    }
    assert.deepEqual(seen.toSorted(), [1, 2, 3, 4, 5], sort)
  }
})

test('a body is read for what it holds, and other sites may ask', async () => {
  const post = async (body: string, type: string) => {
    const response = await fetchWhole(`${site.url}/api/3/action/package_show`, {
      method: 'POST',
      headers: { 'Content-Type': type, Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' },
      body,
    })
    assert.equal(response.headers.get('access-control-allow-origin'), '*')
    assert.equal(response.headers.get('set-cookie'), null)
    return { status: response.status, answer: (await response.json()) as { result?: { name: string } } }
  }
  for (const [body, type] of [
    ['{"id":"library-visits"}', 'application/json'],
    ['{"id":"library-visits"}', 'application/x-www-form-urlencoded'],
    ['{"id":"library-visits"}', 'text/plain'],
    ['id=library-visits', 'application/x-www-form-urlencoded'],
  ] as const)
    assert.equal((await post(body, type)).answer.result?.name, 'library-visits', `${type} ${body}`)
  assert.equal((await post('{"id":', 'application/json')).status, 400)
  assert.equal((await post('[1]', 'application/json')).status, 400)
  assert.equal(
    (await post('{"id":"library\\u0000-visits"}', 'application/json')).answer.result?.name,
    'library-visits',
  )
  assert.equal((await post('{"id":"\\ud800\\u0000"}', 'application/json')).status, 404)
  assert.equal(
    (await post(`{"id":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'application/json')).status,
    400,
  )
  assert.equal((await post('{"id":{"a":1}}', 'application/json')).status, 409)
  const preflight = await fetchWhole(`${site.url}/api/3/action/package_search`, {
    method: 'OPTIONS',
    headers: { Origin: 'https://elsewhere.example', 'Access-Control-Request-Method': 'POST' },
  })
  assert.equal(preflight.status, 204)
  assert.match(preflight.headers.get('access-control-allow-headers') ?? '', /Content-Type/)
  const padded = await fetchWhole(`${site.url}/api/3/action/package_search?callback=evil&rows=0`)
  assert.match(await padded.text(), /^\{/)
})
