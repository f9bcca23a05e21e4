import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { officeFile } from '../documents/fixtures.ts'
import { checkRelease } from '../release/index.ts'
import { startApi, type Api } from './api.fixture.ts'

const workbook = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Costs"/><sheet name="Staff" state="hidden"/></sheets></workbook>',
)
const reason = 'The hidden sheet lists codes only'

describe('the release gate, by API', () => {
  let api: Api
  before(async () => {
    api = await startApi()
  })
  after(() => api.close())

  const ask = async () =>
    checkRelease(api.services, {
      authorityId: api.authority.id,
      caseId: null,
      route: 'attachment',
      subject: 'costs.xlsx',
      content: { bytes: workbook, name: 'costs.xlsx', mediaType: '' },
      identity: { name: null, email: null, phone: null, postalAddress: null },
      allow: [],
      createdBy: api.people.officer.staff.id,
    })
  const stop = async (): Promise<string> => {
    const outcome = await ask()
    assert.ok(!outcome.ok && outcome.certificates?.[0])
    return outcome.certificates[0]
  }

  test('what was stopped is listed, read, and let go by another', async () => {
    const id = await stop()
    const { token } = api.people.approver
    const waiting = await api.call('GET', '/release-certificates?state=waiting', { token })
    assert.deepEqual(
      waiting.json.items.map((item: { id: string; findings: number }) => item.id),
      [id],
    )
    const path = `/release-certificates/${id}`
    const read = await api.call('GET', path, { token })
    assert.deepEqual([read.json.left, read.json.findings[0].kind], [1, 'hidden-sheet'])
    const body = { findings: [read.json.findings[0].key], reason }
    const officer = { token: api.people.officer.token, body }
    assert.equal((await api.call('POST', `${path}/acceptances`, officer)).status, 403)
    const short = await api.call('POST', `${path}/acceptances`, { token, body: { ...body, reason: 'fine' } })
    assert.equal(short.status, 422)
    const accepted = await api.call('POST', `${path}/acceptances`, { token, body })
    assert.equal(accepted.status, 200)
    assert.deepEqual([accepted.json.left, accepted.json.acceptances[0].reason], [0, reason])
    assert.deepEqual((await api.call('GET', '/release-certificates?state=waiting', { token })).json.items, [])
    const stranger = api.people.stranger.token
    assert.equal((await api.call('GET', path, { token: stranger })).status, 404)
  })

  test('a certificate comes a page at a time', async () => {
    assert.ok((await ask()).ok, 'it was accepted')
    const { token } = api.people.approver
    const first = await api.call('GET', '/release-certificates?limit=1', { token })
    const next = encodeURIComponent(first.json.next)
    const second = await api.call('GET', `/release-certificates?limit=1&next=${next}`, { token })
    assert.notEqual(first.json.items[0].id, second.json.items[0].id)
    assert.equal((await api.call('GET', '/release-certificates?next=made-up', { token })).status, 400)
  })

  test('a file is checked and forgotten', async () => {
    const form = new FormData()
    form.append('mustNot', 'jane specimen\n')
    form.append('file', new Blob([Buffer.from('Thanks to Jane Specimen.')], { type: 'text/plain' }), 'a.txt')
    const sent = new Response(form)
    const found = await api.call('POST', '/gate', {
      token: api.people.officer.token,
      payload: Buffer.from(await sent.arrayBuffer()),
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    })
    assert.equal(found.status, 200)
    assert.deepEqual(
      [found.json.clean, found.json.findings.map(({ kind }: { kind: string }) => kind)],
      [false, ['must-not-text']],
    )
    const none = await api.call('POST', '/gate', {
      token: api.people.officer.token,
      payload: Buffer.from('words'),
      headers: { 'content-type': 'application/octet-stream' },
    })
    assert.equal(none.status, 422)
    const auditor = { token: api.people.auditor.token, payload: Buffer.from('x') }
    assert.equal((await api.call('POST', '/gate', auditor)).status, 403)
  })
  test('every route has been called with success', () => {
    assert.deepEqual(api.unseen(['Release']), [])
  })
})
