import assert from 'node:assert/strict'
import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { after, before, describe, test } from 'node:test'
import type { App } from './options.ts'
import { createSampleApp } from './sample/sample-app.ts'

const here = { 'sec-fetch-site': 'same-origin' }
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const tokenOf = (html: string) => /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

describe('an anonymous reader', () => {
  let app: App
  before(async () => void (app = await createSampleApp()))
  after(() => app.close())

  test('gets a page with strict headers and no cookie', async () => {
    const answer = await app.inject('/sample')
    const policy = String(answer.headers['content-security-policy'])
    assert.equal(answer.statusCode, 200)
    assert.equal(answer.headers['set-cookie'], undefined)
    assert.match(policy, /^default-src 'self'; script-src 'self' 'sha256-/)
    assert.doesNotMatch(policy, /unsafe|upgrade-insecure|\*/)
    assert.equal(answer.headers['strict-transport-security'], undefined)
    assert.equal(answer.headers['cache-control'], 'no-cache')
    assert.match(
      answer.body,
      /<title>Every part of the kit – Information about the council – Exampleshire Council<\/title>/,
    )
    assert.doesNotMatch(answer.body, / style="|GOV\.UK|onclick/)
  })

  test('revalidates a page that did not change', async () => {
    const first = await app.inject('/sample')
    const again = await app.inject({
      url: '/sample',
      headers: { 'if-none-match': String(first.headers.etag) },
    })
    assert.equal(again.statusCode, 304)
  })

  test('is served assets that never change under their name', async () => {
    const { body } = await app.inject('/sample')
    for (const [, address = ''] of body.matchAll(/(?:href|src)="(\/(?:assets|brand)\/[^"]+)"/g)) {
      const answer = await app.inject(address)
      assert.equal(answer.statusCode, 200, address)
      assert.match(String(answer.headers['cache-control']), /max-age=31536000, immutable/, address)
    }
    const styles = await app.inject(/\/assets\/main-\w+\.css/.exec(body)?.[0] ?? '')
    assert.equal(/Transport|crest|crown|#1d70b8/i.exec(styles.body)?.[0], undefined)
  })

  test('keeps a secret address secret', async () => {
    const { headers } = await app.inject('/requests/abc')
    assert.equal(headers['referrer-policy'], 'no-referrer')
    assert.equal(headers['cache-control'], 'no-store')
    assert.match(String(headers['x-robots-tag']), /noindex/)
  })

  test('may send a form from this site, and from nowhere else', async () => {
    const send = (headers: Record<string, string>, payload = 'name=Sam') =>
      app
        .inject({ method: 'POST', url: '/plain', headers: { ...form, ...headers }, payload })
        .then(({ statusCode }) => statusCode)
    assert.equal(await send(here), 200)
    assert.equal(await send({ origin: 'http://127.0.0.1:3999' }), 200)
    assert.equal(await send({ 'sec-fetch-site': 'cross-site' }), 403)
    assert.equal(await send({ 'sec-fetch-site': 'same-site' }), 403)
    assert.equal(await send({ origin: 'https://elsewhere.invalid' }), 403)
    assert.equal(await send({}), 403, 'a browser that says nothing must send the token')
    const token = tokenOf((await app.inject('/sample')).body)
    assert.equal(await send({}, `name=Sam&_csrf=${token}`), 200)
    assert.equal(await send({ origin: 'null' }, `name=Sam&_csrf=${token}`), 200)
    assert.equal(await send({}, `name=Sam&_csrf=${token}x`), 403)
  })

  test('meets the same refusal as a page and as problem+json', async () => {
    const page = await app.inject({ url: '/nowhere', headers: { accept: 'text/html' } })
    assert.equal(page.statusCode, 404)
    assert.match(page.body, /<h1 class="govuk-heading-l">Page not found<\/h1>/)
    const json = await app.inject('/api/v1/nowhere')
    assert.equal(json.headers['content-type'], 'application/problem+json; charset=utf-8')
    const problem = json.json<{ type: string; status: number; title: string; instance: string }>()
    assert.deepEqual(
      [problem.type, problem.status, problem.title],
      ['/help/problems#not-found', 404, 'Page not found'],
    )
    assert.match(problem.instance, /^urn:uuid:/)
    const help = await app.inject('/help/problems')
    assert.match(help.body, /<section id="not-found"/)
  })

  test('is told which methods an address takes', async () => {
    const answer = await app.inject({ method: 'DELETE', url: '/requests/abc', headers: here })
    assert.equal(answer.statusCode, 405)
    assert.equal(answer.headers.allow, 'GET, HEAD')
  })

  test('meets a fault without its inside', async () => {
    const { statusCode, body } = await app.inject('/fault/abc')
    assert.equal(statusCode, 500)
    assert.match(body, /Sorry, there is a problem with the service/)
    assert.doesNotMatch(body, /canary-message|sample-app|at /)
  })

  test('is refused what cannot be read', async () => {
    const status = (url: string, payload: string, type: string) =>
      app
        .inject({ method: 'POST', url, headers: { ...here, 'content-type': type }, payload })
        .then((answer) => answer.statusCode)
    assert.equal(await status('/plain', `name=${'x'.repeat(1_100_000)}`, form['content-type']), 413)
    assert.equal(await status('/plain', '{', 'application/json'), 400)
    assert.equal(await status('/plain', 'x', 'image/png'), 415)
    assert.equal(await status('/plain', '--b--', 'multipart/form-data; boundary=b'), 415)
    assert.equal((await app.inject('/%E0%A4%A')).statusCode, 400)
  })

  test('downloads a table', async () => {
    const { headers, body } = await app.inject('/worklist.csv')
    assert.equal(headers['content-disposition'], 'attachment; filename="worklist.csv"')
    assert.equal(body.split('\r\n').length, 27)
  })
})

test('signed-in staff must send their own token, also with files, and are never cached', async () => {
  await using app = await createSampleApp({ staff: { name: 'Sam Taylor' } })
  const page = await app.inject('/sample')
  assert.equal(page.headers['cache-control'], 'no-store')
  const token = tokenOf(page.body)
  const plain = (payload: string) =>
    app
      .inject({ method: 'POST', url: '/plain', headers: { ...form, ...here }, payload })
      .then(({ statusCode }) => statusCode)
  assert.equal(await plain('name=Sam'), 403)
  assert.equal(await plain(`name=Sam&_csrf=${token}`), 200)
  assert.notEqual(tokenOf((await app.inject('/sample')).body), token, 'masked anew for each page')

  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file =
    '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\na,b\r\n'
  const upload = (payload: string) =>
    app.inject({
      method: 'POST',
      url: '/sample',
      headers: { ...here, 'content-type': 'multipart/form-data; boundary=b' },
      payload: `${payload}--b--\r\n`,
    })
  assert.equal((await upload(file)).statusCode, 403)
  assert.equal((await upload(part('name', 'Sam'))).statusCode, 403)
  const failed = await upload(part('_csrf', token) + part('name', 'Sam <b>') + file)
  assert.equal(failed.statusCode, 422)
  assert.match(failed.body, /<title>Error: Every part/)
  assert.match(failed.body, /<a href="#received-day">Enter when it was received<\/a>/)
  assert.match(failed.body, /value="Sam &lt;b&gt;"/)
})

test('a large file is refused as it streams', async () => {
  await using app = await createSampleApp({ largestUpload: 1000 })
  const answer = await app.inject({
    method: 'POST',
    url: '/sample',
    headers: { ...here, 'content-type': 'multipart/form-data; boundary=b' },
    payload:
      `--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${tokenOf((await app.inject('/sample')).body)}\r\n` +
      `--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${'x'.repeat(5000)}\r\n--b--\r\n`,
  })
  assert.equal(answer.statusCode, 413)
  assert.match(answer.body, /larger than 1KB, the most this service takes/)
})

test('a file that is refused before it has come is let run off, so that a browser shows why', async () => {
  await using app = await createSampleApp()
  const address = new URL('/sample', await app.listen({ port: 0 }))
  const sent = request(address, {
    method: 'POST',
    headers: { ...here, 'content-type': 'multipart/form-data; boundary=b' },
  })
  const answered = once(sent, 'response')
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
  // More than the buffers on the way hold: it is all sent only if somebody reads it.
  sent.end(`${head}${'x'.repeat(10_000_000)}\r\n--b--\r\n`)
  await once(sent, 'finish')
  const [answer] = (await answered) as [IncomingMessage]
  assert.equal(answer.statusCode, 403)
  answer.destroy()
})

test('files that are small alone and too much together are refused as they stream', async () => {
  await using app = await createSampleApp({ largestUpload: 1000 })
  const token = tokenOf((await app.inject('/sample')).body)
  const send = (files: number) =>
    app.inject({
      method: 'POST',
      url: '/sample',
      headers: { ...here, 'content-type': 'multipart/form-data; boundary=b' },
      payload: `--b\r\nContent-Disposition: form-data; name="_csrf"\r\n\r\n${token}\r\n${Array.from(
        { length: files },
        (_, n) =>
          `--b\r\nContent-Disposition: form-data; name="file"; filename="${n}.csv"\r\n\r\n${'x'.repeat(900)}\r\n`,
      ).join('')}--b--\r\n`,
    })
  assert.equal((await send(4)).statusCode, 422)
  assert.equal((await send(5)).statusCode, 413)
})

test('too many requests are told when to come back', async () => {
  await using app = await createSampleApp({ rates: { pages: { most: 2, seconds: 60 } } })
  const first = await app.inject('/sample')
  assert.equal(first.headers['ratelimit-policy'], '"pages";q=2;w=60')
  assert.match(String(first.headers['ratelimit']), /^"pages";r=1;t=\d+$/)
  await app.inject('/sample')
  const third = await app.inject('/sample')
  assert.equal(third.statusCode, 429)
  assert.ok(Number(third.headers['retry-after']) > 0)
  assert.match(third.body, /Too many requests/)
})

test('over https, and only then, browsers are told to stay there', async () => {
  await using app = await createSampleApp({ publicUrl: new URL('https://information.example.org') })
  const { headers } = await app.inject('/sample')
  assert.match(String(headers['strict-transport-security']), /max-age=31536000/)
  assert.match(String(headers['content-security-policy']), /upgrade-insecure-requests/)
})

test('staff who are not signed in are led to sign in and back; programs are told', async () => {
  await using app = await createSampleApp({ signInPath: '/staff/sign-in' })
  const page = await app.inject('/staff-only?tab=late')
  assert.equal(page.statusCode, 303)
  assert.equal(page.headers.location, '/staff/sign-in?return=%2Fstaff-only%3Ftab%3Dlate')
  const program = await app.inject({ url: '/staff-only', headers: { accept: 'application/json' } })
  assert.equal(program.statusCode, 401)
  // Whose session ended while they typed gets their words back, and is led to the form again.
  const sent = await app.inject({
    method: 'POST',
    url: '/staff-only',
    headers: { ...form, ...here },
    payload: 'reason=It+is+%3Cb%3Elong&password=not+this+one&decision=approve&_csrf=a+b',
  })
  assert.equal(sent.statusCode, 401)
  assert.match(sent.body, /What you sent was not saved[\s\S]+It is &lt;b&gt;long<\/textarea>/)
  assert.match(sent.body, /href="\/staff\/sign-in\?return=%2Fstaff-only"/)
  assert.doesNotMatch(sent.body, /not this one|approve|a b</)
})

test('nothing personal reaches the log', async () => {
  let log = ''
  await using app = await createSampleApp({
    log: { level: 'trace', stream: { write: (line) => void (log += line) } },
  })
  const headers = {
    ...form,
    ...here,
    'x-request-id': 'canary-header',
    'user-agent': 'canary-agent',
    cookie: 'a=canary-cookie',
  }
  await app.inject({ url: '/requests/canary-token?name=canary-query', headers })
  await app.inject({ url: '/fault/canary-token?name=canary-query', headers })
  await app.inject({ url: '/canary-path/nowhere?canary-query', headers })
  await app.inject({ url: '/canary-%E0%A4%A', headers })
  await app.inject({ method: 'POST', url: '/plain?canary-query', headers, payload: 'name=canary-body' })
  await app.inject({
    method: 'POST',
    url: '/plain',
    headers: { ...headers, 'content-type': 'application/json' },
    payload: '{canary-body',
  })
  const lines = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  const requests = lines.filter(({ msg }) => msg === 'request')
  assert.ok(requests.length >= 5)
  assert.ok(requests.every(({ requestId }) => typeof requestId === 'string'))
  assert.ok(requests.some(({ route, status }) => route === '/requests/:token' && status === 200))
  assert.ok(lines.some(({ msg }) => msg === 'fault'))
  assert.doesNotMatch(log, /canary/)
})
