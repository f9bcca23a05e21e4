import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerExample, askExample } from '../../test/support/answered-case.ts'
import { startApi, type Api, type Sent } from './api.fixture.ts'

const asked = {
  requestText: 'How many potholes were repaired in 2025?',
  requester: { name: 'Asha Example', email: 'asha@example.org' },
}
let keys = 0
const withKey = (body: unknown, key = `key ${(keys += 1)}`): Sent => ({
  body,
  headers: { 'idempotency-key': key },
})

describe('asking for information by program', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(() => api.close())

  const open = async (): Promise<{ reference: string; token: string }> =>
    (await api.call('POST', '/requests', withKey(asked))).json
  const office = () => ({ officer: api.people.officer.staff, approver: api.people.approver.staff })

  test('opens a case and gives the way back to it', async () => {
    const { status, json, headers } = await api.call('POST', '/requests', withKey(asked))
    assert.equal(status, 201)
    assert.match(json.reference, /^REQ\d{5}$/)
    assert.equal(headers['location'], `/api/v1/requests/${json.token}`)
    assert.equal(json.trackingUrl, `http://exampleshire.invalid/requests/${json.token}`)
    assert.equal(headers['cache-control'], 'no-store')
    assert.equal(headers['set-cookie'], undefined)
    const view = await api.call('GET', `/requests/${json.token}`)
    assert.deepEqual([view.json.requestText, view.json.dueOn], [asked.requestText, json.dueOn])
    assert.equal(view.headers['cache-control'], 'no-store')
    assert.equal(view.headers['referrer-policy'], 'no-referrer')
    assert.equal((await api.app.inject(new URL(json.trackingUrl).pathname)).statusCode, 200)
  })

  test('the same key is the same request, at once or later; with other words it is refused', async () => {
    const twice = await Promise.all(
      [1, 2, 3].map(() => api.call('POST', '/requests', withKey(asked, 'once'))),
    )
    const references = new Set(twice.map(({ json }) => json.reference))
    assert.deepEqual([...new Set(twice.map(({ status }) => status))], [201])
    assert.equal(references.size, 1)
    const later = await api.call('POST', '/requests', withKey(asked, 'once'))
    assert.deepEqual(later.json, twice[0]?.json)
    for (const body of [
      { ...asked, requestText: 'Something else' },
      { ...asked, formatPreference: 'CSV' },
    ]) {
      const other = await api.call('POST', '/requests', withKey(body, 'once'))
      assert.equal(other.status, 422)
      assert.match(other.json.type, /#idempotency-conflict$/)
    }
    assert.equal((await api.call('POST', '/requests', { body: asked })).status, 400, 'a key is needed')
  })

  test('says all that is wrong at once, and takes no name it does not know', async () => {
    const wrong = await api.call(
      'POST',
      '/requests',
      withKey({ requestText: 7, requester: { nmae: 'x' }, regime: 'sar' }),
    )
    assert.equal(wrong.status, 422)
    assert.deepEqual(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
      '#/regime',
      '#/requestText',
      '#/requester/nmae',
    ])
    const nobody = await api.call('POST', '/requests', withKey({ requestText: 'x', requester: {} }))
    assert.deepEqual(
      nobody.json.errors.map(({ message }: { message: string }) => message),
      ['Enter your email address', 'Enter your full name'],
    )
  })

  test('keeps odd text whole, and takes out only what cannot be kept', async () => {
    const requestText = 'Potholes \u0000in 🕳 <script>alert(1)</script> عربي \ud800 "; drop table cases'
    const { json } = await api.call('POST', '/requests', withKey({ ...asked, requestText }))
    const view = await api.call('GET', `/requests/${json.token}`)
    assert.equal(view.json.requestText, requestText.replace('\u0000', '').toWellFormed())
  })

  test('a made-up token finds nothing, whatever is done with it', async () => {
    for (const token of ['x'.repeat(32), 'short', '%00'.repeat(8)]) {
      assert.equal((await api.call('GET', `/requests/${token}`)).status, 404, token)
      assert.equal(
        (await api.call('POST', `/requests/${token}/replies`, { body: { text: 'x' } })).status,
        404,
      )
      assert.equal((await api.call('POST', `/requests/${token}/withdrawal`)).status, 404)
      assert.equal((await api.call('POST', `/requests/${token}/review`, { body: { text: 'x' } })).status, 404)
    }
  })

  test('a reply answers our question, and the same one sent again is kept once', async () => {
    const { reference, token } = await open()
    await askExample(api.services, office(), reference, 'Which roads?')
    const waiting = await api.call('GET', `/requests/${token}`)
    assert.deepEqual([waiting.json.dueOn, waiting.json.waitingFor], [null, 'clarification'])
    const reply = () => api.call('POST', `/requests/${token}/replies`, { body: { text: 'The high street.' } })
    const first = await reply()
    assert.equal(first.status, 201)
    assert.ok(first.json.dueOn)
    const messages = (await reply()).json.messages.filter(
      ({ body }: { body: string }) => body === 'The high street.',
    )
    assert.equal(messages.length, 1)
    assert.equal((await api.call('POST', `/requests/${token}/replies`, { body: { text: ' ' } })).status, 422)
  })

  test('withdrawing once', async () => {
    const { token } = await open()
    const gone = await api.call('POST', `/requests/${token}/withdrawal`)
    assert.equal(gone.json.stage, 'withdrawn')
    assert.equal((await api.call('POST', `/requests/${token}/withdrawal`, { body: {} })).status, 409)
    assert.equal(
      (await api.call('POST', `/requests/${token}/replies`, { body: { text: 'Wait' } })).status,
      409,
    )
  })

  test('an answer, and a review of it', async () => {
    const { reference, token } = await open()
    assert.equal(
      (await api.call('POST', `/requests/${token}/review`, { body: { text: 'Look again' } })).status,
      409,
    )
    await answerExample(api.services, office(), reference, 'We repaired 12.')
    const view = await api.call('GET', `/requests/${token}`)
    assert.equal(view.json.parts[0].outcome, 'Information provided')
    assert.equal(
      (await api.app.inject(new URL(view.json.letterUrl).pathname)).headers['content-type'],
      'application/pdf',
    )
    const review = await api.call('POST', `/requests/${token}/review`, { body: { text: 'Look again' } })
    assert.equal(review.status, 201)
    assert.equal((await api.call('GET', `/requests/${review.json.token}`)).json.regime, 'foia-review')
  })
})
