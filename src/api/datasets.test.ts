import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeDataset } from '../../test/support/dataset.ts'
import { startApi, type Api } from './api.fixture.ts'

const columns = [
  { name: 'library', title: 'Library', type: 'string', description: 'Which one' },
  { name: 'month', title: 'Month', type: 'date', description: '' },
  { name: 'visits', title: 'Visits', type: 'integer', description: '', unit: 'people' },
] as const
const csv =
  'library,month,visits\nHill Top,2026-01-01,120\nMill,2026-01-01,80\nHill Top,2026-02-01,95\n,2026-02-01,\n'

describe('published data', () => {
  let api: Api
  before(async () => {
    api = await startApi()
    const { services, authority } = api
    await makeDataset(services, authority.id, { slug: 'library-visits', columns: [...columns], csv })
    await makeDataset(services, authority.id, { slug: 'gone-visits', columns: [...columns], csv })
    await services.database.write((tx) =>
      tx
        .updateTable('dataset')
        .set({ state: 'withdrawn', withdrawn_at: services.clock.now(), withdrawn_reason: 'Counted twice' })
        .where('slug', '=', 'gone-visits')
        .execute(),
    )
  })
  after(() => api.close())

  test('is listed, read and followed through its versions', async () => {
    const { json } = await api.call('GET', '/datasets?q=visits')
    assert.deepEqual(
      json.items.map(({ slug, rows }: { slug: string; rows: number }) => [slug, rows]),
      [['library-visits', 4]],
    )
    const one = await api.call('GET', '/datasets/library-visits')
    assert.deepEqual([one.json.latest.number, one.json.latest.columns[2].unit], [1, 'people'])
    assert.equal(one.headers['access-control-allow-origin'], '*')
    assert.equal((await api.call('GET', '/datasets/library-visits/versions')).json.total, 1)
    assert.equal((await api.call('GET', '/datasets/library-visits/versions/1')).json.rows, 4)
    assert.equal((await api.call('GET', '/datasets/library-visits/versions/2')).status, 404)
    assert.equal((await api.call('GET', '/datasets/nothing')).status, 404)
    assert.equal((await api.call('GET', '/datasets?changedSince=yesterday')).status, 400)
  })

  test('that was withdrawn says why', async () => {
    for (const path of ['', '/rows', '/versions', '/versions/1', '/export?format=csv', '/sql?sql=select 1']) {
      const { status, json } = await api.call('GET', `/datasets/gone-visits${path}`)
      assert.equal(status, 410, path)
      assert.match(json.detail, /was withdrawn on .*: Counted twice\. Ask data@example\.org/)
    }
  })

  test('is filtered, sorted and turned page by page, by token and by Link', async () => {
    const first = await api.call('GET', '/datasets/library-visits/rows?sort=-visits&limit=2&facet=library')
    assert.deepEqual(first.json.rows, [
      { library: 'Hill Top', month: '2026-01-01', visits: 120 },
      { library: 'Hill Top', month: '2026-02-01', visits: 95 },
    ])
    assert.deepEqual([first.json.count, first.json.rowNumbers], [4, [1, 3]])
    assert.deepEqual(first.json.facets[0].values[0], { value: 'Hill Top', count: 2, selected: false })
    const link = /^<([^>]+)>; rel="next"$/.exec(String(first.headers['link']))?.[1] ?? ''
    const second = await api.call('GET', link.replace('/api/v1', ''))
    assert.deepEqual(second.json.rowNumbers, [2, 4])
    assert.equal(second.json.next, null)
    const etag = String(first.headers['etag'])
    const again = await api.call('GET', '/datasets/library-visits/rows?limit=2&facet=library&sort=-visits', {
      headers: { 'if-none-match': etag },
    })
    assert.deepEqual([again.status, again.text], [304, ''])
    const totals = await api.call('GET', '/datasets/library-visits/rows?group=library&measure=sum:visits')
    assert.deepEqual(totals.json.rows[0], { library: 'Hill Top', visits__sum: 215 })
  })

  test('refuses a query that cannot be meant, with the nearest column', async () => {
    const { status, json } = await api.call(
      'GET',
      '/datasets/library-visits/rows?libary=Mill&visits__gt=many',
    )
    assert.equal(status, 422)
    assert.deepEqual(json.errors, [
      { pointer: '#/libary', message: 'There is no column “libary”. Did you mean “library”?' },
      { pointer: '#/visits__gt', message: '“visits__gt” takes a number such as 500, not “many”' },
    ])
    assert.equal((await api.call('GET', '/datasets/library-visits/rows?next=made-up')).status, 400)
    assert.equal((await api.call('GET', '/datasets/library-visits/rows?version=7')).status, 404)
  })

  test('is downloaded in every form, as the query has it', async () => {
    const path = '/datasets/library-visits/export?visits__gte=90&sort=visits&fields=library,visits&format='
    assert.equal(
      (await api.call('GET', `${path}csv`)).text,
      'library,visits\r\nHill Top,95\r\nHill Top,120\r\n',
    )
    assert.equal(
      (await api.call('GET', `${path}csv&bom=true`)).text,
      '\ufefflibrary,visits\r\nHill Top,95\r\nHill Top,120\r\n',
    )
    assert.deepEqual((await api.call('GET', `${path}json`)).json.rows[1], {
      library: 'Hill Top',
      visits: 120,
    })
    const lines = await api.app.inject(`/api/v1${path}ndjson`)
    assert.equal(lines.body, '{"library":"Hill Top","visits":95}\n{"library":"Hill Top","visits":120}\n')
    assert.equal((await api.call('GET', `${path}parquet`)).bytes.subarray(0, 4).toString(), 'PAR1')
    assert.equal((await api.call('GET', `${path}xlsx`)).bytes.subarray(0, 2).toString(), 'PK')
    const whole = await api.call('GET', '/datasets/library-visits/export?format=csv')
    assert.equal(whole.text, csv)
    const tag = String(whole.headers['etag'])
    const held = await api.call('GET', '/datasets/library-visits/export?format=csv', {
      headers: { 'if-none-match': tag },
    })
    assert.equal(held.status, 304)
    assert.equal((await api.call('GET', '/datasets/library-visits/export?format=exe')).status, 400)
  })

  test('answers SQL, by its own name or as data, from GET and POST', async () => {
    const sql =
      'select library, sum(visits) as visits from data group by all order by 2 desc nulls last limit 1'
    const own = await api.call('GET', `/datasets/library-visits/sql?sql=${encodeURIComponent(sql)}`)
    assert.deepEqual(
      [own.json.columns[0], own.json.rows, own.json.truncated],
      [{ name: 'library', type: 'VARCHAR' }, [['Hill Top', 215]], false],
    )
    const posted = await api.call('POST', '/datasets/library-visits/sql', { body: { sql, format: 'csv' } })
    assert.equal(posted.text, 'library,visits\r\nHill Top,215\r\n')
    const any = await api.call('POST', '/sql', { body: { sql: 'from library_visits select count(*)' } })
    assert.deepEqual(any.json.rows, [[4]])
    const cut = await api.call('GET', `/sql?limit=3&sql=${encodeURIComponent('from "library-visits"')}`)
    assert.deepEqual(
      [cut.json.truncated, cut.json.rows.length, cut.headers['x-truncated']],
      [true, 3, 'true'],
    )
    assert.equal(cut.json.notice, 'Only the first 3 rows are here: there are more.')
    const wrong = await api.call('GET', `/sql?sql=${encodeURIComponent('from gone_visits')}`)
    assert.equal(wrong.status, 422)
    assert.match(wrong.json.detail, /There is no table “gone_visits” here \(line 1, column 6\)/)
    assert.equal((await api.call('POST', '/sql', { body: { sql: '' } })).status, 422)
  })

  test('tells what changed between two versions', async () => {
    const { services } = api
    const other = await makeDataset(services, api.other.id, {
      slug: 'library-visits',
      columns: [...columns],
      csv: csv.replace('Mill,2026-01-01,80', 'Mill,2026-01-01,81'),
    })
    const [own] = await services.database.reader
      .selectFrom('dataset')
      .select('id')
      .where('authority_id', '=', api.authority.id)
      .where('slug', '=', 'library-visits')
      .execute()
    await services.database.write((tx) =>
      tx
        .updateTable('dataset_version')
        .set({ dataset_id: own?.id ?? '', number: 2, primary_key: ['library', 'month'] })
        .where('id', '=', other.version.id)
        .execute(),
    )
    const { json } = await api.call('GET', '/datasets/library-visits/versions/2/diff')
    assert.deepEqual(
      [json.from, json.to, json.key, json.counts],
      [1, 2, ['library', 'month'], { added: 0, removed: 0, changed: 1, same: 3 }],
    )
    assert.deepEqual(json.rows, [
      {
        kind: 'changed',
        before: ['Mill', '2026-01-01', 80],
        after: ['Mill', '2026-01-01', 81],
        beforeRow: 2,
        afterRow: 2,
        changed: ['visits'],
      },
    ])
    const file = await api.call('GET', '/datasets/library-visits/versions/2/diff/export?format=csv')
    assert.match(file.text, /^change,row_before,row_after,library,month,visits,library__before/)
    assert.match(file.text, /\r\nchanged,2,2,Mill,2026-01-01,81,Mill,2026-01-01,80\r\n$/)
  })
})
