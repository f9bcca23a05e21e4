import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import type { App } from './options.ts'
import { createResponseCache, type ResponseCache } from './response-cache.ts'
import { createSampleApp } from './sample/sample-app.ts'

describe('a kept answer', () => {
  let app: App
  let cache: ResponseCache
  let stamp = 'one'
  let status = 200
  let made = 0
  before(async () => {
    app = await createSampleApp()
    app.get('/kept', (request, reply) =>
      cache.send(request, reply, stamp, async () => {
        made += 1
        return { status, type: 'text/plain; charset=utf-8', body: `${stamp} ${'words '.repeat(1000)}` }
      }),
    )
  })
  beforeEach(() => {
    cache = createResponseCache(40_000)
    stamp = 'one'
    status = 200
    made = 0
  })
  after(() => app.close())
  const ask = (headers: Record<string, string> = {}) => app.inject({ url: '/kept', headers })

  test('is made once, also for many who ask at the same time', async () => {
    const answers = await Promise.all([ask(), ask(), ask({ 'accept-encoding': 'gzip' })])
    await ask()
    assert.equal(made, 1)
    assert.deepEqual([...new Set(answers.map(({ statusCode }) => statusCode))], [200])
  })

  test('has a strong tag for each encoding, and costs nothing to who holds it', async () => {
    const plain = await ask()
    const br = await ask({ 'accept-encoding': 'gzip, br' })
    const gzip = await ask({ 'accept-encoding': 'gzip' })
    assert.deepEqual(
      [plain, br, gzip].map(({ headers }) => headers.etag),
      ['"one"', '"one-br"', '"one-gzip"'],
    )
    assert.equal(brotliDecompressSync(br.rawPayload).toString(), plain.body)
    assert.equal(gunzipSync(gzip.rawPayload).toString(), plain.body)
    const held = await ask({ 'accept-encoding': 'br', 'if-none-match': '"one-br"' })
    assert.equal(held.statusCode, 304)
    assert.equal(held.body, '')
    // What a 304 says of itself replaces what the browser kept with the page.
    assert.equal(held.headers['content-security-policy'], undefined)
    assert.equal(held.headers['cache-control'], 'no-cache')
    cache = createResponseCache()
    assert.equal((await ask({ 'if-none-match': '"one"' })).statusCode, 304)
    assert.equal(made, 1)
  })

  test('is made anew under another stamp, and for whoever brings a cookie or a token', async () => {
    await ask()
    stamp = 'two'
    assert.match((await ask()).body, /^two /)
    const own = await ask({ cookie: 'session=secret', 'if-none-match': '"two"' })
    assert.equal(own.statusCode, 200)
    await ask({ authorization: 'Bearer x' })
    assert.equal(made, 4)
  })

  test('is not kept where it is not 200', async () => {
    status = 422
    assert.equal((await ask()).headers.etag === '"one"', false)
    await ask()
    assert.equal(made, 2)
    assert.deepEqual(cache.held(), { answers: 0, bytes: 0 })
  })

  test('goes when there are too many, the one least lately asked for first', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) {
      stamp = name
      await ask()
    }
    stamp = 'b'
    await ask()
    stamp = 'g'
    await ask()
    assert.equal(made, 7)
    assert.ok(cache.held().bytes <= 40_000)
    stamp = 'b'
    await ask()
    assert.equal(made, 7)
    stamp = 'a'
    await ask()
    assert.equal(made, 8)
    stamp = 'a'
    await ask({ 'accept-encoding': 'br' })
    assert.ok(cache.held().bytes <= 40_000)
  })
})
