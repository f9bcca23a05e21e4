import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { fc } from '../../../../test/support/property.ts'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { addVersion, makeVisits, visitLines } from './dataset-pages.fixture.ts'

const visits = '/data/library-visits'

describe('the files of a dataset', () => {
  let site: TestApp
  const csv = visitLines()
  const hash = createHash('sha256').update(csv).digest('hex')
  before(async () => {
    site = await startTestApp({
      clock: { now: () => Temporal.Instant.from('2026-11-20T10:00:00.750Z') },
      kit: { rates: { exports: { most: 100_000, seconds: 60 }, pages: { most: 100_000, seconds: 60 } } },
    })
    await makeVisits(site)
    await addVersion(
      site,
      'library-visits',
      visitLines((line, row) => (row === 9 ? null : line)),
    )
  })
  after(() => site.close())
  const ask = (path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    site.app.inject({ method, url: path, headers })
  const first = `${visits}/versions/1.csv`

  test('the whole CSV is the stored file, with every fact about it in the headers', async () => {
    const answer = await ask(first)
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.body, csv)
    assert.equal(answer.headers['etag'], `"${hash}"`)
    assert.equal(answer.headers['content-type'], 'text/csv; charset=utf-8; header=present')
    assert.equal(answer.headers['content-length'], String(Buffer.byteLength(csv)))
    assert.equal(answer.headers['last-modified'], 'Fri, 20 Nov 2026 10:00:00 GMT')
    assert.equal(answer.headers['accept-ranges'], 'bytes')
    assert.equal(answer.headers['access-control-allow-origin'], '*')
    assert.equal(answer.headers['cache-control'], 'public, max-age=86400, immutable')
    assert.equal(
      answer.headers['content-disposition'],
      'attachment; filename="library-visits-2026-11-20.csv"',
    )
    const link = String(answer.headers['link'])
    assert.match(link, /versions\/1\.csv-metadata\.json>; rel="describedby"; type="application\/csvm\+json"/)
    const newest = await ask(`${visits}.csv`)
    assert.equal(newest.headers['cache-control'], 'no-cache')
    assert.notEqual(newest.headers['etag'], answer.headers['etag'])
  })

  test('HEAD says the same and sends nothing', async () => {
    for (const path of [first, `${visits}.parquet`]) {
      const [head, whole] = [await ask(path, {}, 'HEAD'), await ask(path)]
      assert.equal(head.statusCode, 200)
      assert.equal(head.body, '')
      for (const name of ['etag', 'content-length', 'last-modified', 'content-type', 'content-disposition'])
        assert.equal(head.headers[name], whole.headers[name], name)
    }
    const made = await ask(`${visits}.xlsx`, {}, 'HEAD')
    assert.equal(made.statusCode, 200)
    assert.equal(made.body, '')
  })

  test('who holds it is told so; an old copy is replaced', async () => {
    assert.equal((await ask(first, { 'if-none-match': `"${hash}"` })).statusCode, 304)
    assert.equal((await ask(first, { 'if-none-match': '"other"' })).statusCode, 200)
    const since = (day: string) => ask(first, { 'if-modified-since': day })
    assert.equal((await since('Fri, 20 Nov 2026 10:00:00 GMT')).statusCode, 304)
    assert.equal((await since('Fri, 20 Nov 2026 09:59:59 GMT')).statusCode, 200)
    for (const path of [`${visits}.json`, `${visits}.xlsx`, `${visits}.csv?library=Castle`]) {
      const { headers } = await ask(path)
      const again = await ask(path, { 'if-none-match': String(headers['etag']) })
      assert.equal(again.statusCode, 304, path)
    }
  })

  test('any stretch of bytes is that stretch', async () => {
    const size = Buffer.byteLength(csv)
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.nat(size * 2), async (from, length) => {
        const answer = await ask(first, { range: `bytes=${from}-${from + length}` })
        const end = Math.min(size - 1, from + length)
        assert.equal(answer.statusCode, 206)
        assert.equal(answer.headers['content-range'], `bytes ${from}-${end}/${size}`)
        assert.deepEqual(answer.rawPayload, Buffer.from(csv).subarray(from, end + 1))
      }),
      { numRuns: 30 },
    )
    const past = await ask(first, { range: `bytes=${size}-` })
    assert.equal(past.statusCode, 416)
    assert.equal(past.headers['content-range'], `bytes */${size}`)
    const changed = await ask(first, { range: 'bytes=0-9', 'if-range': '"other"' })
    assert.equal(changed.statusCode, 200)
    assert.equal(changed.body, csv)
    const part = await ask(first, { range: 'bytes=0-9', 'accept-encoding': 'br' })
    assert.equal(part.headers['content-encoding'], undefined)
    assert.equal(part.body, csv.slice(0, 10))
  })

  test('compressed when asked, under another tag', async () => {
    const br = await ask(first, { 'accept-encoding': 'gzip, br' })
    assert.equal(br.headers['content-encoding'], 'br')
    assert.equal(br.headers['etag'], `"${hash}-br"`)
    assert.match(String(br.headers['vary']), /Accept-Encoding/)
    assert.equal(brotliDecompressSync(br.rawPayload).toString(), csv)
    const gzip = await ask(first, { 'accept-encoding': 'gzip' })
    assert.equal(gunzipSync(gzip.rawPayload).toString(), csv)
    const json = await ask(`${visits}.json`, { 'accept-encoding': 'gzip' })
    assert.equal((JSON.parse(gunzipSync(json.rawPayload).toString()) as { count: number }).count, 119)
    assert.equal(
      (await ask(`${visits}.parquet`, { 'accept-encoding': 'br' })).headers['content-encoding'],
      undefined,
    )
  })

  test('variants for spreadsheets leave the canonical file as it is', async () => {
    const bom = await ask(`${first}?bom=true`)
    assert.equal(bom.body, `\ufeff${csv}`)
    const safe = await ask(`${first}?safe=true`)
    assert.ok(safe.body.includes(",'=1+1\r\n"))
    assert.ok(csv.includes(',"=1+1"\r\n'))
    assert.notEqual(safe.headers['etag'], bom.headers['etag'])
  })

  test('every state has a CSV, an NDJSON and a JSON with the same rows', async () => {
    const column = fc.constantFrom(
      'library=Castle',
      'library__not=Brindle',
      'visits__gte=400',
      'counted_on__lt=2026-01-01',
      'note__isnull=true',
      'q=day',
      'cost__lte=50.5',
    )
    const state = fc.record({
      filters: fc.uniqueArray(column, { maxLength: 3 }),
      sort: fc.constantFrom('', 'visits', '-cost', 'note', '-library'),
      fields: fc.constantFrom('', 'library,visits', 'note'),
    })
    await fc.assert(
      fc.asyncProperty(state, async ({ filters, sort, fields }) => {
        const query = [
          ...filters,
          ...(sort ? [`sort=${sort}`] : []),
          ...(fields ? [`fields=${fields}`] : []),
        ].join('&')
        const [json, ndjson, text, page] = await Promise.all([
          ask(`${visits}.json?${query}`),
          ask(`${visits}.ndjson?${query}`),
          ask(`${visits}.csv?${query}`),
          ask(`${visits}?${query}`),
        ])
        const twin = JSON.parse(json.body) as { rows: Record<string, unknown>[]; count: number; next: null }
        const lines = ndjson.body.split('\n').filter((line) => line !== '')
        assert.deepEqual(
          lines.map((line) => JSON.parse(line) as unknown),
          twin.rows,
        )
        assert.equal(twin.rows.length, twin.count)
        assert.equal(twin.next, null)
        assert.equal(text.body.split('\r\n').length, twin.count + 2)
        const words = twin.count === 119 ? '119 rows' : `${twin.count} of 119 rows`
        assert.ok(
          page.body.includes(`<p class="govuk-body-l mun-sentence" role="status">${words}`),
          `${query}: ${words}`,
        )
      }),
      { numRuns: 15 },
    )
  })

  test('JSON by the page gives every row once, in order', async () => {
    const rows: unknown[] = []
    let next: string | null = `${visits}.json?sort=-visits&limit=50`
    while (next !== null) {
      const answer = await ask(next)
      const page = JSON.parse(answer.body) as { rows: unknown[]; next: string | null; count: number }
      assert.equal(page.count, 119)
      rows.push(...page.rows)
      next = page.next === null ? null : page.next.replace('http://exampleshire.invalid', '')
    }
    const whole = JSON.parse((await ask(`${visits}.json?sort=-visits`)).body) as { rows: unknown[] }
    assert.deepEqual(rows, whole.rows)
    assert.equal(rows.length, 119)
  })

  test('totals come as files too; what is wrong comes as a problem', async () => {
    const totals = await ask(`${visits}.csv?group=library&measure=sum:visits&sort=library`)
    assert.match(totals.body, /^library,visits__sum\r\nBrindle,/)
    const wrong = await ask(`${visits}.csv?colour=red`)
    assert.equal(wrong.statusCode, 422)
    assert.match(String(wrong.headers['content-type']), /problem\+json/)
    assert.match(wrong.body, /colour/)
    assert.equal((await ask(`${visits}.json?limit=5000`)).statusCode, 422)
  })
})
