import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { json } from '../db/index.ts'
import { openExample } from '../../test/support/answered-case.ts'
import type { Answer } from './api.fixture.ts'
import { isCaseLife, openDesk, requester } from './desk.fixture.ts'

const { act, api, change, get, keyIn, tokenOf, versionOf } = await openDesk()
after(() => api.close())

test('no token, a wrong one, and a cookie in its place', async () => {
  const none = await api.call('GET', '/cases')
  assert.equal(none.status, 401)
  assert.match(String(none.headers['www-authenticate']), /^Bearer realm="Muniment"$/)
  const wrong = await api.call('GET', '/cases', { token: 'mun_made-up' })
  assert.match(String(wrong.headers['www-authenticate']), /invalid_token/)
  assert.equal(
    (await api.call('GET', '/cases', { headers: { cookie: `muniment_session=${tokenOf('officer')}` } }))
      .status,
    401,
  )
  assert.equal(
    (await api.call('GET', '/cases', { headers: { authorization: `Basic ${tokenOf('officer')}` } })).status,
    401,
  )
})

test('a request is keyed in once, by somebody who may', async () => {
  const body = {
    regime: 'foia',
    channel: 'phone',
    requestText: 'Spoken',
    requester,
    receivedOn: '2026-01-05',
  }
  const send = (who: keyof typeof api.people, sent: object = body, key = 'spoken') =>
    api.call('POST', '/cases', { token: tokenOf(who), headers: { 'idempotency-key': key }, body: sent })
  const both = await Promise.all([send('officer'), send('officer')])
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  )
  assert.equal(both[0]?.json.case.reference, both[1]?.json.case.reference)
  assert.equal(both[0]?.json.case.dueOn, '2026-02-02')
  assert.equal((await send('officer', { ...body, channel: 'post', title: 'Other' })).status, 422)
  assert.equal((await send('auditor')).status, 403)
  assert.equal(
    (await send('officer', { ...body, receivedOn: '2999-01-01' }, 'later')).json.errors[0].pointer,
    '#/receivedOn',
  )
})

test('the worklist in pages that meet, in any order', async () => {
  for (const number of [1, 2, 3, 4, 5]) await keyIn(`Number ${number}`)
  for (const sort of ['due', '-due', 'received', '-reference']) {
    const all = (await get(`/cases?sort=${sort}&limit=1000`)).json.items
    const turned: { reference: string }[] = []
    let next: string | null = ''
    while (next !== null) {
      const page: Answer = await get(`/cases?sort=${sort}&limit=2${next === '' ? '' : `&next=${next}`}`)
      turned.push(...page.json.items)
      next = page.json.next
    }
    assert.deepEqual(turned, all, sort)
    assert.ok(all.length >= 5)
  }
  assert.equal((await get('/cases?limit=1001')).status, 400)
  assert.equal((await get(`/cases?next=${Buffer.from('["x",1,2,3]').toString('base64url')}`)).status, 400)
  assert.equal((await get('/cases?q=%00%22&topic=%00')).status, 200)
  assert.equal((await get('/cases', 'publisher')).status, 403)
})

test('another authority’s case does not exist', async () => {
  const reference = await keyIn()
  for (const path of ['', '/history', '/related', '/letter', '/letter-preview', '/disclosure-proposal'])
    assert.equal((await get(`/cases/${reference}${path}`, 'stranger')).status, 404, path)
  const started = await api.call('POST', `/cases/${reference}/actions/start`, {
    token: tokenOf('stranger'),
    headers: { 'if-match': '"1"' },
  })
  assert.equal(started.status, 404)
  assert.deepEqual((await get('/cases', 'stranger')).json.items, [])
  assert.deepEqual((await get(`/audit?case=${reference}`, 'stranger')).json.items, [])
  assert.equal((await get(`/audit?case=${reference}`, 'auditor')).json.items[0].action, 'open-case')
})

test('an auditor reads and cannot write', async () => {
  const reference = await keyIn()
  assert.equal((await get(`/cases/${reference}`, 'auditor')).json.requester.name, 'Asha Example')
  assert.equal((await act(reference, 'start', {}, 'auditor')).status, 403)
  assert.equal((await change('PATCH', reference, '', { title: 'Mine' }, 'auditor')).status, 403)
  const note = await api.call('POST', `/cases/${reference}/notes`, {
    token: tokenOf('auditor'),
    body: { text: 'x' },
  })
  assert.equal(note.status, 403)
  assert.equal((await get('/audit', 'officer')).status, 403)
})

test('each reading of a case is on the audit trail', async () => {
  const reference = await keyIn()
  await get(`/cases/${reference}`)
  const { json } = await get(`/audit?case=${reference}&action=read-case&limit=1`, 'auditor')
  assert.equal(json.items[0].actorName, 'Olive Example')
  const more = await get(
    `/audit?limit=2&next=${(await get('/audit?limit=2', 'auditor')).json.next}`,
    'auditor',
  )
  assert.equal(more.json.items.length, 2)
  assert.equal((await get('/audit?next=bm90', 'auditor')).status, 400)
})

test('a change says which version it is made to', async () => {
  const reference = await keyIn()
  const start = (headers: Record<string, string>) =>
    api.call('POST', `/cases/${reference}/actions/start`, { token: tokenOf('officer'), headers })
  assert.equal((await start({})).status, 428)
  assert.equal((await start({ 'if-match': '*' })).status, 428)
  const version = await versionOf(reference)
  const done = await start({ 'if-match': version })
  const newer = `"${done.json.case.version}"`
  assert.equal(done.json.case.stage, 'open')
  assert.equal(done.headers['etag'], newer)
  const late = await start({ 'if-match': version })
  assert.equal(late.status, 412)
  assert.match(late.json.detail, /is at version \d+; you sent \d+/)
  assert.equal((await start({ 'if-match': newer })).status, 409)
  const two = await Promise.all(
    ['One', 'Two'].map(async (title) =>
      api.call('PATCH', `/cases/${reference}`, {
        token: tokenOf('officer'),
        body: { title },
        headers: { 'if-match': newer },
      }),
    ),
  )
  assert.deepEqual(two.map(({ status }) => status).toSorted(), [200, 412])
  // A note does not move the version on, and must still be seen.
  const again = await api.call('GET', `/cases/${reference}`, {
    token: tokenOf('officer'),
    headers: { 'if-none-match': await versionOf(reference) },
  })
  assert.equal(again.status, 200)
})

test('details, parts, tasks, notes, links and costs', async () => {
  const reference = await keyIn()
  const other = await keyIn('Another')
  assert.equal(
    (await change('PATCH', reference, '', { title: 'Potholes', topic: null, riskFlags: ['press'] })).status,
    200,
  )
  assert.equal((await change('PATCH', reference, '', { stage: 'closed' })).json.errors[0].pointer, '#/stage')
  const parts = [{ text: 'How many?' }, { text: 'How much?' }, { text: 'Where?' }]
  assert.equal((await change('PUT', reference, '/parts', { parts })).status, 200)
  const task = await change('POST', reference, '/tasks', {
    part: 3,
    teamId: api.teamId,
    title: 'Find the places',
  })
  assert.equal(task.status, 200, task.text)
  assert.equal(
    (await change('POST', reference, '/tasks', { part: 9, teamId: api.teamId, title: 'x' })).status,
    422,
  )
  assert.equal((await change('POST', reference, '/tasks', { teamId: 'nobody', title: 'x' })).status, 422)
  const taskId: string = task.json.result.taskId
  assert.deepEqual((await get(`/tasks/${taskId}`)).json.asked, ['Where?'])
  const whole = await change('POST', reference, '/tasks', { teamId: api.teamId, title: 'Find it' })
  const { asked } = (await get(`/tasks/${whole.json.result.taskId}`)).json
  assert.deepEqual(
    asked,
    ['How many?', 'How much?', 'Where?'],
    'a team is never asked for nothing in particular',
  )
  assert.deepEqual((await get('/tasks')).json.items, [], 'Olive is in no team')
  assert.equal((await get(`/tasks/${taskId}`, 'stranger')).status, 404)
  const answer = (body: unknown) =>
    api.call('POST', `/tasks/${taskId}/answer`, { token: tokenOf('officer'), body })
  assert.equal((await answer({ status: 'done' })).status, 422)
  assert.equal((await answer({ status: 'in-progress', response: 'Looking' })).status, 200)
  const file = await api.call('POST', `/tasks/${taskId}/files?status=done&response=See`, {
    token: tokenOf('officer'),
    headers: { 'content-type': 'text/csv', 'x-file-name': 'places.csv' },
    payload: 'place\nHigh Street\n',
  })
  assert.deepEqual(file.json, { problems: [] })
  const second = (await change('POST', reference, '/tasks', { teamId: api.teamId, title: 'And this' })).json
    .result.taskId
  const cancelled = await api.call('POST', `/tasks/${second}/cancellation`, {
    token: tokenOf('officer'),
    body: {},
  })
  assert.equal(cancelled.json.task.status, 'cancelled')
  const note = await api.call('POST', `/cases/${reference}/notes`, {
    token: tokenOf('officer'),
    body: { text: 'Rang them.' },
  })
  assert.equal(note.status, 201)
  assert.equal(
    (await change('POST', reference, '/links', { reference: other, kind: 'duplicate-of' })).status,
    200,
  )
  assert.equal(
    (await change('POST', reference, '/links', { reference: 'REQ99999', kind: 'follows' })).status,
    422,
  )
  const cost = await act(reference, 'estimate-cost', { activities: [{ activity: 'locate', hours: 30 }] })
  assert.equal(cost.status, 200, cost.text)
  assert.equal(cost.json.result.overLimit, true)
  const record = (await get(`/cases/${reference}`)).json
  assert.deepEqual(
    [record.title, record.riskFlags, record.parts.length, record.tasks.length],
    ['Potholes', ['press'], 3, 3],
  )
  assert.ok(
    (await get(`/cases/${reference}/related`)).json.items.some(
      (each: { reference: string }) => each.reference === other,
    ),
  )
  assert.ok((await get(`/cases/${reference}/history`)).json.items.length > 5)
  const moved = await change('POST', reference, '/split', { partIds: [record.parts[2].id], regime: 'eir' })
  assert.match(moved.json.result.reference, /^REQ/)
})

test('documents come as a body or a form, and lies are found out', async () => {
  const reference = await keyIn()
  const send = async (payload: Buffer | string, headers: Record<string, string>, query = '') =>
    api.call('POST', `/cases/${reference}/documents${query}`, {
      token: tokenOf('officer'),
      payload,
      headers: { 'if-match': await versionOf(reference), ...headers },
    })
  const named = { 'x-file-name': encodeURIComponent('Straße 1.csv'), 'content-type': 'text/csv' }
  const raw = await send('a,b\n1,2\n', named, '?part=1')
  assert.equal(raw.status, 200, raw.text)
  const form = new FormData()
  form.append('file', new Blob(['a,b\n3,4\n'], { type: 'text/csv' }), 'form.csv')
  const sent = new Response(form)
  const asForm = await send(Buffer.from(await sent.arrayBuffer()), {
    'content-type': sent.headers.get('content-type') ?? '',
  })
  assert.equal(asForm.status, 200, asForm.text)
  assert.equal(
    (await send('{"a":1}', { ...named, 'content-type': 'application/json' })).status,
    422,
    'it says it is a table',
  )
  assert.equal((await send('a,b\n', { 'content-type': 'text/csv' })).json.errors[0].pointer, '#/X-File-Name')
  assert.equal((await send('', named)).status, 422)
  assert.equal(
    (await send('MZ\u0090\u0000', { ...named, 'x-file-name': 'a.pdf', 'content-type': 'application/pdf' }))
      .status,
    422,
  )
  assert.equal((await send('a\n', named, '?part=9')).status, 422)
  const record = (await get(`/cases/${reference}`)).json
  assert.deepEqual(
    record.documents.map(({ name }: { name: string }) => name),
    ['Straße 1.csv', 'form.csv'],
  )
  const [{ id }] = record.documents
  const file = await get(`/documents/${id}`)
  assert.equal(file.text, 'a,b\n1,2\n')
  assert.match(
    String(file.headers['content-disposition']),
    /^attachment; filename\*=UTF-8''Stra%C3%9Fe%201\.csv$/,
  )
  assert.equal((await get(`/documents/${id}`, 'stranger')).status, 404)
  const release = await change('PUT', reference, `/documents/${id}/release`, { state: 'for-release' })
  assert.equal(release.status, 200, release.text)

  const { sha256 } = await api.services.database.reader
    .selectFrom('document')
    .select('sha256')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await api.services.files.quarantine(sha256)
  const found = { lookedAt: '2026-01-05T09:00:00Z', clean: true, findings: [], notes: [], virus: 'found' }
  await api.services.database.write((tx) =>
    tx
      .updateTable('document')
      .set({ arrival: json(found) })
      .where('id', '=', id)
      .execute(),
  )
  const unlock = async (
    who: 'officer' | 'approver' | 'second',
    reason = 'The scanner took a table for a tool',
  ) => api.call('POST', `/documents/${id}/unlock`, { token: tokenOf(who), body: { reason } })
  assert.equal((await unlock('officer')).status, 403)
  assert.equal((await unlock('approver', 'no')).status, 422)
  assert.deepEqual((await unlock('approver')).json, { state: 'asked' })
  assert.equal((await unlock('approver')).status, 403)
  assert.deepEqual((await unlock('second')).json, { state: 'released' })
})

test('a case of the public is the same case here', async () => {
  const { reference } = await openExample(api.services, api.authority, 'How many bins?')
  assert.equal((await get(`/cases/${reference}`)).json.channel, 'web')
})

test('every staff route of cases, their life apart, has been called with success', () => {
  assert.deepEqual(
    api.unseen(['Cases', 'Tasks', 'Audit']).filter((route) => !isCaseLife(route)),
    [],
  )
})
