import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { after, before, describe, it } from 'node:test'
import { runWaitingImports } from '../datasets/index.ts'
import { startApi, type Answer, type Api } from './api.fixture.ts'

const csv = 'Library,Visits\nHill Top,12\nMarket Square,40\n'

describe('publishing datasets by the API', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(async () => api.close())
  const token = () => api.people.publisher.token
  const codeOf = ({ status, json }: Answer): string =>
    `${status} ${((json as { type?: string } | null)?.type ?? '').split('#')[1]}`
  const send = (
    path: string,
    payload: string | Buffer,
    headers: Record<string, string> = { 'content-type': 'text/csv', 'x-file-name': 'visits.csv' },
    by = token(),
  ) => api.call('POST', path, { token: by, headers, payload })

  it('a file as the body makes a dataset, and the next one its next version', async () => {
    const sent = await send('/imports?title=Library%20visits&slug=visits', csv)
    assert.equal(sent.status, 202, sent.text)
    assert.deepEqual(
      [sent.json.state, sent.json.slug, sent.json.file.bytes],
      ['received', 'visits', csv.length],
    )
    assert.equal(sent.headers['location'], `/api/v1/imports/${sent.json.id}`)
    assert.equal(codeOf(await api.call('GET', '/datasets/visits')), '404 not-found', 'nothing is public yet')
    await runWaitingImports(api.services)
    const done = await api.call('GET', `/imports/${sent.json.id}`, { token: token() })
    assert.deepEqual([done.json.state, done.json.result.number], ['done', 1], done.text)
    const again = await send('/datasets/visits/imports', csv)
    assert.equal(codeOf(again), '409 not-now')
    const options = encodeURIComponent(JSON.stringify({ reason: 'correction', note: 'Counted again.' }))
    const next = await send(`/datasets/visits/imports?options=${options}`, csv)
    assert.equal(next.status, 202, next.text)
    await runWaitingImports(api.services)
    const read = await api.call('GET', '/datasets/visits')
    assert.deepEqual([read.json.latestVersion, read.json.latest.note], [2, 'Counted again.'])
    const list = await api.call('GET', '/imports?slug=visits', { token: token() })
    assert.equal(list.json.total, 2)
  })

  it('a form carries the same, its fields before or after the file', async () => {
    const part = (head: string, text: string) =>
      `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${text}\r\n`
    const payload = [
      part('name="title"', 'Visits by form'),
      part('name="file"; filename="visits.csv"\r\nContent-Type: text/csv', csv),
      part('name="publish"', 'false'),
      part('name="options"', '{"note":"By form"}'),
      '--b--\r\n',
    ].join('')
    const sent = await send('/imports', payload, { 'content-type': 'multipart/form-data; boundary=b' })
    assert.equal(sent.status, 202, sent.text)
    assert.equal(sent.json.publish, false)
    await runWaitingImports(api.services)
    const ready = await api.call('GET', `/imports/${sent.json.id}`, { token: token() })
    assert.deepEqual([ready.json.state, ready.json.rows], ['ready', 2], ready.text)
    const answer = { token: token(), body: { publish: true } }
    assert.equal(
      codeOf(await api.call('POST', `/imports/${sent.json.id}/answers`, answer)),
      '428 precondition-required',
    )
    const old = { ...answer, headers: { 'if-match': '"1"' } }
    assert.equal(codeOf(await api.call('POST', `/imports/${sent.json.id}/answers`, old)), '409 stale')
    const headers = { 'if-match': String(ready.headers['etag']) }
    const answered = await api.call('POST', `/imports/${sent.json.id}/answers`, { ...answer, headers })
    assert.equal(answered.json.state, 'received', answered.text)
    await runWaitingImports(api.services)
    const done = await api.call('GET', `/imports/${sent.json.id}`, { token: token() })
    assert.equal(done.json.result.state, 'published')
  })

  it('a file larger than the form’s own limit goes straight into the store; one over the limit is told so', async () => {
    const row = 'A library with rather a long name,1234\n'
    const large = Buffer.from(`Library,Visits\n${row.repeat(60_000)}`)
    assert.ok(large.length > 2_000_000)
    const sent = await send('/imports?title=Large&publish=false', large)
    assert.equal(sent.status, 202, sent.text.slice(0, 500))
    assert.equal(sent.json.file.bytes, large.length)
    const headers = { 'if-match': String(sent.headers['etag']) }
    const given = await api.call('POST', `/imports/${sent.json.id}/cancellation`, { token: token(), headers })
    assert.equal(given.json.state, 'cancelled')
    const late = { 'if-match': String(given.headers['etag']) }
    assert.equal(
      codeOf(
        await api.call('POST', `/imports/${sent.json.id}/resumption`, { token: token(), headers: late }),
      ),
      '409 not-now',
    )
    const limit = api.services.largestDataset
    api.services.largestDataset = 1000
    assert.equal(codeOf(await send('/imports?title=Large', large)), '413 too-large')
    api.services.largestDataset = limit
  })

  it('whoever sends what is refused part-way can send it to the end, and hears why', async () => {
    const limit = api.services.largestDataset
    api.services.largestDataset = 1000
    const authorization = `Bearer ${api.people.officer.token}`
    // More than the buffers on the way hold: it is all sent only if somebody reads it.
    const body = 'x'.repeat(10_000_000)
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    const tail = '\r\n--b\r\nContent-Disposition: form-data; name="publish"\r\n\r\nfalse\r\n--b--\r\n'
    const form = { 'content-type': 'multipart/form-data; boundary=b' }
    const raw = { 'content-type': 'text/csv', 'x-file-name': 'a.csv' }
    for (const [path, headers, sent] of [
      ['/imports?title=Form', form, `${head}${body}${tail}`],
      ['/imports?title=Body', raw, body],
      ['/gate', form, `${head}${body.repeat(3)}${tail}`],
      ['/gate', raw, body.repeat(3)],
      ['/datasets/visits/rows', { 'content-type': 'application/json' }, `"${body}"`],
    ] as const) {
      const upload = request(`${api.url}/api/v1${path}`, {
        method: 'POST',
        headers: { ...headers, authorization },
      })
      const answered = once(upload, 'response')
      upload.end(sent)
      const [answer] = (await answered) as [IncomingMessage]
      assert.equal(answer.statusCode, 413, path)
      answer.resume()
      if (!upload.writableFinished) await once(upload, 'finish')
    }
    api.services.largestDataset = limit
  })

  it('what is wrong with the request is named', async () => {
    assert.equal(codeOf(await send('/imports?title=Empty', '')), '422 invalid-input')
    assert.equal(
      codeOf(await send('/imports?title=X', csv, { 'content-type': 'text/csv' })),
      '422 invalid-input',
    )
    assert.equal(codeOf(await send('/imports?title=Options&options=%7B', csv)), '422 invalid-input')
    const wrong = await send('/imports?title=Options&options=%7B%22dates%22%3A%22later%22%7D', csv)
    assert.deepEqual(
      wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['#/dates'],
    )
    assert.equal(codeOf(await send('/datasets/none/imports', csv)), '404 not-found')
    const officer = api.people.approver.token
    assert.equal(codeOf(await send('/imports?title=Mine', csv, undefined, officer)), '403 not-permitted')
    assert.equal(
      codeOf(await send('/datasets/visits/imports', csv, undefined, api.people.stranger.token)),
      '404 not-found',
    )
  })

  it('an import sent twice under one key is one', async () => {
    const headers = { 'content-type': 'text/csv', 'x-file-name': 'v.csv', 'idempotency-key': 'once' }
    const first = await send('/imports?title=Sent%20once', csv, headers)
    const second = await send('/imports?title=Sent%20once', csv, headers)
    assert.equal(first.json.id, second.json.id)
    assert.equal(codeOf(await send('/imports?title=Another', csv, headers)), '422 idempotency-conflict')
  })

  it('a dataset is described, changed by who saw it, withdrawn', async () => {
    const body = { title: 'Parking fines', contactEmail: 'parking@example.org', frequency: 'monthly' }
    const made = await api.call('POST', '/datasets', { token: token(), body })
    assert.deepEqual(
      [made.status, made.json.slug, made.json.state],
      [201, 'parking-fines', 'draft'],
      made.text,
    )
    const wrong = await api.call('POST', '/datasets', { token: token(), body: { ...body, licence: 'MINE' } })
    assert.deepEqual(
      wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['#/licence'],
    )
    const change = { token: token(), body: { description: 'Fines by street.', periodFrom: '2026-01-01' } }
    const path = '/datasets/parking-fines'
    assert.equal(codeOf(await api.call('PATCH', path, change)), '428 precondition-required')
    const record = await api.call('GET', `${path}/record`, { token: token() })
    const headers = { 'if-match': String(record.headers['etag']) }
    const changed = await api.call('PATCH', path, { ...change, headers })
    assert.deepEqual([changed.json.description, changed.json.periodFrom], ['Fines by street.', '2026-01-01'])
    assert.equal(codeOf(await api.call('PATCH', path, { ...change, headers })), '409 stale')
    const listing = { token: token(), headers: { 'if-match': String(changed.headers['etag']) } }
    assert.equal(codeOf(await api.call('POST', `${path}/listing`, listing)), '409 not-now')
    await send(`${path}/imports`, csv)
    await runWaitingImports(api.services)
    const bad = { token: token(), body: { reason: '' }, headers: { 'if-match': '"1"' } }
    assert.equal(codeOf(await api.call('POST', `${path}/withdrawal`, bad)), '409 stale')
    const one = { token: token(), body: { reason: 'Counted twice.', number: 1 } }
    const withdrawn = await api.call('POST', `${path}/withdrawal`, one)
    assert.deepEqual(
      [withdrawn.json.state, withdrawn.json.withdrawal.reason],
      ['withdrawn', 'Counted twice.'],
    )
    assert.equal(codeOf(await api.call('GET', path)), '410 withdrawn')
  })

  it('data kept elsewhere is listed without a file', async () => {
    const links = [{ title: 'The map', url: 'https://example.org/map', format: 'HTML', note: '' }]
    const body = { title: 'Flood map', kind: 'external', links }
    const made = await api.call('POST', '/datasets', { token: token(), body })
    const headers = { 'if-match': String(made.headers['etag']) }
    const listed = await api.call('POST', '/datasets/flood-map/listing', { token: token(), headers })
    assert.equal(listed.json.state, 'published', listed.text)
    assert.equal((await api.call('GET', '/datasets/flood-map')).status, 200)
  })

  it('rows come by machine, once per key, and are sealed', async () => {
    const contract = [
      { name: 'counter', title: 'Counter', type: 'string', description: '', required: true },
      { name: 'count', title: 'Count', type: 'integer', description: '' },
    ]
    const body = { title: 'Counters', contract, updateMode: 'add', sealEvery: 'daily' }
    await api.call('POST', '/datasets', { token: token(), body })
    const rows = [{ counter: '01', count: 3 }, { counter: '02' }]
    const append = (given: unknown[], key = 'k') =>
      api.call('POST', '/datasets/counters/rows', {
        token: token(),
        body: { rows: given },
        headers: { 'idempotency-key': key },
      })
    assert.deepEqual((await append(rows)).json, { received: 2, already: false })
    assert.deepEqual((await append(rows)).json, { received: 2, already: true })
    assert.equal(codeOf(await append([{ counter: '03' }])), '422 idempotency-conflict')
    const wrong = await append([{ counter: '03', count: 'many' }, { count: 1 }], 'other')
    assert.deepEqual(
      wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer),
      ['#/rows/0/count', '#/rows/1/counter'],
    )
    const sealed = await api.call('POST', '/datasets/counters/seal', { token: token() })
    assert.equal(sealed.json.rows, 2)
    await runWaitingImports(api.services)
    assert.equal((await api.call('GET', '/datasets/counters')).json.rows, 2)
    const approval = '/datasets/counters/versions/0198c0de-0000-7000-8000-000000000001/approval'
    const decision = { token: api.people.approver.token, body: { decision: 'approve', reason: 'Fine.' } }
    assert.equal(codeOf(await api.call('POST', approval, decision)), '404 not-found')
  })
})
