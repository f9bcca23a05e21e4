import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startApi, type Api } from './api.fixture.ts'

describe('the law by HTTP', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(() => api.close())

  const ask = (body: unknown) => api.call('POST', '/law/due', { body })

  test('one date with its working', async () => {
    const { json } = await api.call('GET', '/law/due?regime=foia&received=2026-01-05')
    assert.deepEqual([json.due, json.waitingFor], ['2026-02-02', null])
    assert.match(json.because.at(-1).citation, /FOIA 2000/)
    const waiting = await api.call(
      'GET',
      '/law/due?regime=foia&received=2026-01-05&event=clarification-asked:2026-01-07',
    )
    assert.deepEqual([waiting.json.due, waiting.json.waitingFor], [null, 'clarification'])
    const both = await api.call(
      'GET',
      '/law/due?regime=foia&received=2026-01-05&event=clarification-asked:2026-01-07&event=clarification-received:2026-01-12',
    )
    assert.equal(both.json.due, '2026-02-09')
  })

  test('what is wrong is named', async () => {
    const wrong = await api.call('GET', '/law/due?regime=law&received=2026-02-30')
    assert.equal(wrong.status, 400)
    assert.deepEqual(
      wrong.json.errors.map((each: { pointer: string }) => each.pointer),
      ['#/regime', '#/received'],
    )
    assert.equal(
      (await api.call('GET', '/law/due?regime=foia&received=2026-01-05&event=paused:2026-01-06')).status,
      400,
    )
    const early = await api.call('GET', '/law/due?regime=foia&received=2026-01-05&event=extended:2026-01-01')
    assert.equal(early.status, 422)
    assert.equal(early.json.errors[0].pointer, '#/events/0/on')
  })

  test('one line and many, as at the command line', async () => {
    const one = await ask({ id: 'a', regime: 'foia', received: '2026-01-05' })
    assert.deepEqual([one.json.id, one.json.due], ['a', '2026-02-02'])
    const many = await ask({
      requests: [
        { id: 1, regime: 'eir', received: '2026-01-05' },
        { id: 2, regime: 'eir', received: 'soon' },
        'nonsense',
      ],
    })
    assert.deepEqual(
      many.json.results.map(({ due, line }: { due?: string; line?: number }) => due ?? line),
      ['2026-02-02', 2, 3],
    )
  })

  test('a line alone is refused by its own names', async () => {
    const pointers = async (body: unknown) => {
      const { status, json } = await ask(body)
      assert.equal(status, 422, JSON.stringify(body))
      return json.errors.map((each: { pointer: string }) => each.pointer)
    }
    assert.deepEqual(await pointers({ regime: 'foia', received: '2026-01-05', recieved: 1 }), ['#/recieved'])
    assert.deepEqual(await pointers({ regime: 'foia' }), ['#/received'])
    assert.deepEqual(
      await pointers({
        regime: 'foia',
        received: '2026-01-05',
        events: [{ type: 'paused', on: '2026-01-06' }],
      }),
      ['#/events/0/type'],
    )
    assert.deepEqual(
      await pointers({
        regime: 'foia',
        received: '2026-01-05',
        events: [{ type: 'extended', on: '2026-01-01' }],
      }),
      ['#/events/0/on'],
    )
    assert.deepEqual(await pointers({ requests: [] }), ['#/requests'])
    assert.deepEqual(await pointers({ requests: [{}], regime: 'foia' }), ['#/regime'])
  })

  test('bodies that cannot be read', async () => {
    const send = (payload: string, type: string) =>
      api.app.inject({ method: 'POST', url: '/api/v1/law/due', headers: { 'content-type': type }, payload })
    assert.equal((await send('{', 'application/json')).statusCode, 400)
    assert.equal((await send('', 'application/json')).statusCode, 400)
    assert.equal((await send('regime=foia', 'application/x-www-form-urlencoded')).statusCode, 415)
    assert.equal((await send('x', 'text/plain')).statusCode, 415)
    assert.equal((await send('[]', 'application/json')).statusCode, 422)
    assert.equal((await send(`{"id":"${'x'.repeat(2_000_000)}"}`, 'application/json')).statusCode, 413)
    assert.equal((await send('{"__proto__":{"regime":"foia"}}', 'application/json')).statusCode, 400)
  })

  test('calendars and exemptions', async () => {
    const { json } = await api.call('GET', '/law/calendar/2026?nation=scotland')
    assert.ok(json.holidays.some(({ date }: { date: string }) => date === '2026-06-15'))
    assert.equal((await api.call('GET', '/law/calendar/1066')).status, 404)
    assert.equal((await api.call('GET', '/law/calendar/soon')).status, 404)
    const eir = await api.call('GET', '/law/exemptions?regime=eir')
    assert.ok(eir.json.items.length > 5)
    assert.ok(eir.json.items.every((rule: { regime: string }) => rule.regime === 'eir'))
  })
})
