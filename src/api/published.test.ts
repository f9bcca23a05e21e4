import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerExample, openExample } from '../../test/support/answered-case.ts'
import { publishEntry, savePublishedItem, withdrawEntry } from '../disclosure/index.ts'
import { startApi, valueOf, type Api } from './api.fixture.ts'

describe('what anybody may read', () => {
  let api: Api
  const references: string[] = []
  before(async () => {
    api = await startApi()
    const { services, authority, people } = api
    const office = { officer: people.officer.staff, approver: people.approver.staff }
    for (const subject of ['parking fines', 'road repairs', 'library opening hours']) {
      const { caseId, reference } = await openExample(
        services,
        authority,
        `How many ${subject} were there in 2025?`,
      )
      await answerExample(services, office, reference, `There were 12 ${subject} in 2025.`)
      valueOf(
        await publishEntry(services, people.officer.staff, {
          caseId,
          title: `Number of ${subject}`,
          summary: 'We gave the information asked for.',
          topic: 'Transport',
          parts: [
            {
              number: 1,
              question: `How many ${subject} were there in 2025?`,
              outcome: 'provided',
              answer: `There were 12 ${subject} in 2025.`,
              grounds: [],
            },
          ],
        }),
      )
      references.push(reference)
    }
  })
  after(() => api.close())

  test('begins with links that all lead somewhere', async () => {
    const { json } = await api.call('GET', '')
    assert.equal(json.authority.name, 'Exampleshire Council')
    for (const [name, address] of Object.entries<string>(json.links)) {
      if (name === 'requests') continue
      const { statusCode } = await api.app.inject(address)
      assert.equal(statusCode, 200, address)
    }
  })

  test('the disclosure log is turned page by page, by token and by Link', async () => {
    const first = await api.call('GET', '/disclosure-log?limit=2')
    assert.deepEqual([first.json.items.length, first.json.total, first.json.totalIsCapped], [2, 3, false])
    assert.equal(first.headers['access-control-allow-origin'], '*')
    const link = /^<([^>]+)>; rel="next"$/.exec(String(first.headers['link']))?.[1] ?? ''
    const second = await api.call('GET', link.replace('/api/v1', ''))
    assert.equal(second.json.next, null)
    assert.equal(second.headers['link'], undefined)
    const all = [...first.json.items, ...second.json.items].map(({ reference }) => reference)
    assert.deepEqual(all.toSorted(), references.toSorted())
  })

  test('filters are those of the page, and an unknown one is an error, not a longer list', async () => {
    assert.equal((await api.call('GET', '/disclosure-log?q=parking&topic=Transport')).json.items.length, 1)
    assert.equal((await api.call('GET', '/disclosure-log?outcome=withheld')).json.items.length, 0)
    const wrong = await api.call('GET', '/disclosure-log?outcome=secret&limit=0&year=soon')
    assert.equal(wrong.status, 400)
    assert.deepEqual(wrong.json.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
      '#/limit',
      '#/outcome',
      '#/year',
    ])
    assert.equal(wrong.headers['access-control-allow-origin'], '*')
    for (const token of ['zzz', 'MQ', Buffer.from('1e99').toString('base64url'), '%00']) {
      assert.equal((await api.call('GET', `/disclosure-log?next=${token}`)).status, 400, token)
    }
  })

  test('an entry, a tombstone, and nothing', async () => {
    const [reference = ''] = references
    const { json, headers } = await api.call('GET', `/disclosure-log/${reference}`)
    assert.equal(json.parts[0].answer, 'There were 12 parking fines in 2025.')
    const again = await api.call('GET', `/disclosure-log/${reference}`, {
      headers: { 'if-none-match': String(headers['etag']) },
    })
    assert.equal(again.status, 304)
    valueOf(
      await withdrawEntry(api.services, api.people.officer.staff, { reference, reason: 'It was incorrect.' }),
    )
    const gone = await api.call('GET', `/disclosure-log/${reference}`)
    assert.equal(gone.status, 410)
    assert.match(gone.json.detail, /^Withdrawn on \d{4}-\d\d-\d\d: It was incorrect\.$/)
    assert.equal((await api.call('GET', '/disclosure-log/REQ99999')).status, 404)
    assert.equal((await api.call('GET', '/disclosure-log/%00')).status, 404)
  })

  test('search says which sentence matched', async () => {
    const { json } = await api.call('GET', '/search?q=library&type=answer&type=page')
    assert.equal(json.items.length, 1)
    const { text, highlights } = json.items[0].sentence
    assert.equal(text.slice(...highlights[0]).toLowerCase(), 'library')
    assert.match(json.items[0].url, /^http:\/\/exampleshire\.invalid\/disclosure-log\//)
    assert.equal((await api.call('GET', '/search')).status, 400, 'q is needed')
    assert.deepEqual(
      (await api.call('GET', `/search?q=${encodeURIComponent('"; drop table cases; --')}`)).json.items,
      [],
    )
  })

  test('the publication scheme has every class, with whole addresses', async () => {
    valueOf(
      await savePublishedItem(api.services, api.people.officer.staff, {
        kind: 'page',
        title: 'Accounts',
        description: 'Yearly accounts.',
        url: '/data/accounts',
        schemeClass: 2,
        format: 'CSV',
        charge: '',
        updatedOn: null,
      }),
    )
    const { json } = await api.call('GET', '/publication-scheme')
    assert.equal(json.classes.length, 7)
    assert.equal(json.classes[1].items[0].url, 'http://exampleshire.invalid/data/accounts')
  })

  test('statistics of a period, and periods that are none', async () => {
    const year = new Date().getUTCFullYear()
    const { json } = await api.call('GET', `/statistics?period=${year}`)
    assert.deepEqual([json.received, json.answered, json.outcomes['granted-in-full']], [3, 3, 3])
    assert.equal((await api.call('GET', '/statistics')).status, 200)
    assert.equal(
      (await api.call('GET', `/statistics?from=${year}-01-01&to=${year}-12-31&regime=eir`)).json.received,
      0,
    )
    for (const query of [
      'period=2026-Q5',
      'from=2026-01-01',
      'from=2026-02-01&to=2026-01-01',
      'from=1990-01-01&to=2026-01-01',
      'from=2026-02-30&to=2026-03-01',
    ])
      assert.equal((await api.call('GET', `/statistics?${query}`)).status, 400, query)
  })

  test('HEAD answers as GET without the body; other methods are told what there is', async () => {
    const head = await api.app.inject({ method: 'HEAD', url: '/api/v1/disclosure-log' })
    assert.deepEqual([head.statusCode, head.body], [200, ''])
    const put = await api.app.inject({ method: 'PUT', url: '/api/v1/disclosure-log' })
    assert.equal(put.statusCode, 405)
    assert.match(String(put.headers.allow), /GET/)
    assert.match(String(head.headers['ratelimit-policy']), /^"api";q=\d+;w=60$/)
  })

  test('only what is public may be read from other sites', async () => {
    for (const [method, path] of [
      ['GET', '/cases'],
      ['GET', '/audit'],
      ['POST', '/law/due'],
      ['POST', '/requests'],
    ] as const) {
      const { headers } = await api.app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { origin: 'https://elsewhere.invalid' },
      })
      assert.equal(headers['access-control-allow-origin'], undefined, path)
    }
  })
})
