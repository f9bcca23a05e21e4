import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { startTestApp, type TestApp } from '../../test/support/app.ts'
import { makeDataset } from '../../test/support/dataset.ts'

let site: TestApp
before(async () => {
  site = await startTestApp()
  await makeDataset(site.services, site.authority.id, {
    slug: 'library-visits',
    columns: [{ name: 'visits', title: 'Visits', type: 'integer', description: 'Counted at the door' }],
    csv: 'visits\n12\n',
  })
})
after(() => site.close())

async function ask(method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) {
  const answer = await site.app.inject({ method, url, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, headers: answer.headers, body: answer.json<Record<string, unknown>>() }
}

test('what must be published is told to anybody, with its working and without names', async () => {
  const { status, headers, body } = await ask('GET', '/api/v1/duties')
  assert.equal(status, 200)
  assert.equal(headers['access-control-allow-origin'], '*')
  const items = body['items'] as { id: string; state: string; because: unknown[] }[]
  assert.ok(items.length > 15)
  const spending = items.find(({ id }) => id === 'transparency-spending')
  assert.equal(spending?.state === 'on-time' || spending?.state === 'due-soon', true)
  assert.ok((spending?.because.length ?? 0) >= 3)
  assert.doesNotMatch(JSON.stringify(items), /"owner|"note"/)
  const missing = await ask('GET', '/api/v1/duties?state=met')
  assert.deepEqual(missing.body['items'], [])
  assert.equal((await ask('GET', '/api/v1/duties?state=maybe')).status, 400)
})

test('a report can be sent and followed; its words stay in the house until they are cleared', async () => {
  const message = 'The twelfth row counts the same day twice'
  const sent = await ask('POST', '/api/v1/feedback', {
    kind: 'problem',
    dataset: 'library-visits',
    message,
    place: 'row=12',
  })
  assert.equal(sent.status, 201)
  assert.equal(sent.body['reference'], 'DAT-00001')
  const one = await ask('GET', String(sent.headers['location']))
  assert.deepEqual([one.status, one.body['state'], one.body['text']], [200, 'new', null])
  assert.equal((await ask('GET', '/api/v1/feedback')).body['total'], 0)
  assert.equal((await ask('GET', '/api/v1/feedback/DAT-00099')).status, 404)
  const wrong = await ask('POST', '/api/v1/feedback', {
    kind: 'problem',
    dataset: 'library-visits',
    message: 'short',
  })
  assert.equal(wrong.status, 422)
})

test('a webhook is asked for, and ended, by program', async () => {
  const asked = await ask('POST', '/api/v1/subscriptions', {
    dataset: 'library-visits',
    channel: 'webhook',
    address: 'https://hooks.upfold.gov.uk/in',
  })
  assert.equal(asked.status, 202)
  const token = String(asked.body['token'])
  assert.equal((await ask('DELETE', `/api/v1/subscriptions/${token}`)).status, 200)
  assert.equal((await ask('DELETE', `/api/v1/subscriptions/${token.slice(1)}x`)).status, 404)
  const inside = await ask('POST', '/api/v1/subscriptions', {
    channel: 'webhook',
    address: 'https://169.254.169.254/',
  })
  assert.equal(inside.status, 422)
  const mail = await ask('POST', '/api/v1/subscriptions', { channel: 'email', address: 'asha@example.com' })
  assert.deepEqual([mail.status, mail.body['token']], [202, null])
})
