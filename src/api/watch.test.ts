import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { openExample } from '../../test/support/answered-case.ts'
import { createApiToken, createStaff } from '../identity/index.ts'
import { systemActor } from '../audit/index.ts'
import { startApi, valueOf, type Api } from './api.fixture.ts'

describe('what an operator watches', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(() => api.close())

  const valueIn = (text: string, line: string): number =>
    Number(
      text
        .split('\n')
        .find((each) => each.startsWith(`${line} `))
        ?.slice(line.length + 1),
    )

  test('health says that the database answers', async () => {
    const answer = await api.app.inject('/healthz')
    const { uptimeSeconds, migrations, ...rest } = answer.json<Record<string, number>>()
    assert.deepEqual(rest, { status: 'ok', database: 'ok', virusScanner: 'off' })
    assert.ok(Number(migrations) > 3)
    assert.ok(Number(uptimeSeconds) >= 0)
    assert.equal(answer.headers['cache-control'], 'no-store')
    assert.equal((await api.app.inject({ method: 'HEAD', url: '/healthz' })).statusCode, 200)
  })

  test('metrics count by route pattern, and hold nothing of what was asked', async () => {
    await openExample(api.services, api.authority, 'How many bins?')
    await api.app.inject('/api/v1/disclosure-log/REQ12345')
    await api.app.inject('/canary-address?canary-query')
    const { body, headers } = await api.app.inject('/metrics')
    assert.match(String(headers['content-type']), /^text\/plain; version=0\.0\.4/)
    const route = 'method="GET",route="/api/v1/disclosure-log/:reference"'
    assert.equal(valueIn(body, `muniment_http_requests_total{${route},status="404"}`), 1)
    assert.equal(valueIn(body, `muniment_http_request_duration_seconds_count{${route}}`), 1)
    assert.equal(valueIn(body, `muniment_http_request_duration_seconds_bucket{${route},le="+Inf"}`), 1)
    assert.equal(valueIn(body, 'muniment_cases_open{authority="exampleshire"}'), 1)
    assert.equal(valueIn(body, 'muniment_cases_overdue{authority="exampleshire"}'), 0)
    assert.equal(valueIn(body, 'muniment_outbox_messages{state="pending"}'), 1)
    assert.equal(valueIn(body, 'muniment_database_up'), 1)
    assert.doesNotMatch(body, /canary|REQ12345|Asha|example\.org/)
    for (const line of body.trim().split('\n'))
      assert.match(
        line,
        /^(# (HELP|TYPE) \w+ .+|\w+(\{\w+="[^"]*"(,\w+="[^"]*")*\})? -?\d+(\.\d+)?(e-?\d+)?)$/,
      )
  })

  test('metrics are for the machine itself and administrators', async () => {
    const from = (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
      api.app.inject({ url: '/metrics', headers, remoteAddress })
    assert.equal((await from({}, '192.0.2.7')).statusCode, 403)
    assert.equal((await from({ 'x-forwarded-for': '192.0.2.7' })).statusCode, 403)
    assert.equal(
      (await from({ authorization: `Bearer ${api.people.officer.token}` }, '192.0.2.7')).statusCode,
      403,
    )
    const admin = valueOf(
      await createStaff(api.services, systemActor, {
        authorityId: api.other.id,
        email: 'admin@example.com',
        name: 'Ada Example',
        jobTitle: '',
        roles: ['administrator'],
        teamIds: [],
      }),
    )
    const { token } = valueOf(await createApiToken(api.services, admin, { name: 'metrics', days: 1 }))
    const own = await from({ authorization: `Bearer ${token}` }, '192.0.2.7')
    assert.equal(own.statusCode, 200)
    assert.equal(valueIn(own.body, 'muniment_cases_open{authority="otherland"}'), 0)
    assert.doesNotMatch(own.body, /exampleshire/)
  })
})

test('health says that the database does not answer', async () => {
  const api = await startApi()
  await api.services.database.close()
  const answer = await api.app.inject('/healthz')
  assert.equal(answer.statusCode, 503)
  assert.deepEqual([answer.json<{ database: string }>().database], ['unreachable'])
  assert.match((await api.app.inject('/metrics')).body, /^muniment_database_up 0$/m)
  await api.close().catch(() => undefined)
})
