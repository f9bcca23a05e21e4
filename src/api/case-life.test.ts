import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isCaseLife, openDesk } from './desk.fixture.ts'

const { act, api, change, get, keyIn, tokenOf } = await openDesk()
after(() => api.close())

const decideAll = async (reference: string): Promise<void> => {
  for (const number of [1, 2]) {
    const body = { held: 'yes', outcome: 'provided', answer: `Answer ${number}.` }
    assert.equal((await change('PUT', reference, `/parts/${number}/decision`, body)).status, 200)
  }
}

test('the clock by its events', async () => {
  const reference = await keyIn()
  const asked = await act(reference, 'ask-clarification', { questions: ['Which road?'] })
  assert.deepEqual([asked.json.case.dueOn, asked.json.case.waitingFor], [null, 'clarification'])
  const on = new Date().toISOString().slice(0, 10)
  assert.equal((await act(reference, 'extend', { reason: 'x' })).status, 409)
  assert.ok((await act(reference, 'record-clarification', { text: 'High Street', on })).json.case.dueOn)
  const fee = await act(reference, 'give-fees-notice', { amountPence: 1250, how: 'By card.' })
  assert.equal(fee.json.case.waitingFor, 'fee')
  assert.ok((await act(reference, 'record-fee', { on })).json.case.dueOn)
  assert.equal(
    (await act(reference, 'extend', { reason: 'Weighing', exemptionIds: ['foia-43-2'] })).status,
    200,
  )
  const events = (await get(`/cases/${reference}`)).json.clockEvents
  const back = await change('POST', reference, `/clock-events/${events.at(-1).id}/retraction`, {
    reason: 'Mistake',
  })
  assert.equal(back.status, 200, back.text)
  const law = await act(reference, 'change-regime', { regime: 'eir', reason: 'It is about roads.' })
  assert.equal(law.json.case.regime, 'eir')
})

test('assigned, closed, opened again and withdrawn', async () => {
  const reference = await keyIn()
  assert.equal((await act(reference, 'assign', { officerId: api.people.officer.staff.id })).status, 200)
  assert.equal((await act(reference, 'assign', { officerId: api.people.stranger.staff.id })).status, 422)
  assert.equal((await act(reference, 'assign', { officerId: null })).status, 200)
  assert.equal((await act(reference, 'close', {})).json.errors[0].pointer, '#/reason')
  assert.equal(
    (await act(reference, 'close', { reason: 'Sent to the wrong council.' })).json.case.stage,
    'closed',
  )
  assert.equal((await act(reference, 'reopen', { reason: 'It was ours.' })).json.case.stage, 'open')
  assert.equal((await act(reference, 'withdraw')).json.case.outcome, 'withdrawn')
})

test('from decision to disclosure, with another to approve', async () => {
  const reference = await keyIn()
  await act(reference, 'start')
  assert.equal((await get(`/cases/${reference}/letter`)).status, 404)
  assert.equal((await act(reference, 'submit')).status, 409, 'parts are undecided')
  assert.equal(
    (await change('PUT', reference, '/parts/9/decision', { held: 'yes', outcome: 'provided', answer: '' }))
      .status,
    404,
  )
  const refused = await change('PUT', reference, '/parts/1/decision', {
    held: 'yes',
    outcome: 'refused',
    answer: '',
  })
  assert.equal(refused.json.errors[0].pointer, '#/grounds')
  await decideAll(reference)
  assert.match((await get(`/cases/${reference}/letter-preview`)).text, /Answer 2\./)
  assert.ok((await act(reference, 'submit')).json.result.letterId)
  assert.equal((await act(reference, 'approve')).status, 403, 'the author may not')
  assert.equal(
    (await act(reference, 'ask-changes', { comment: 'Shorter.' }, 'approver')).json.case.stage,
    'open',
  )
  await act(reference, 'submit')
  assert.equal((await act(reference, 'recall')).json.case.stage, 'open')
  await act(reference, 'submit')
  assert.equal(
    (await act(reference, 'pass-on', { comment: 'You', passTo: api.people.officer.staff.id }, 'approver'))
      .status,
    422,
  )
  const passOn = { comment: 'You know this better.', passTo: api.people.second.staff.id }
  assert.equal((await act(reference, 'pass-on', passOn, 'approver')).json.case.stage, 'approval')
  assert.equal((await act(reference, 'approve', {}, 'approver')).status, 403, 'it is with somebody else now')
  assert.equal((await act(reference, 'approve', {}, 'second')).json.case.stage, 'approved')
  const sent = await act(reference, 'send')
  assert.deepEqual([sent.json.case.stage, sent.json.result.delivery], ['answered', 'mail'])
  assert.equal((await act(reference, 'send')).status, 409)

  for (const [path, accept, start] of [
    ['/letter.pdf', '', '%PDF'],
    ['/letter', 'application/pdf;q=0.9, image/png', '%PDF'],
    ['/letter', 'text/plain', ''],
    ['/letter.docx', '', 'PK'],
    ['/letter', '*/*', '<!'],
    ['/letter.txt?version=1', '', ''],
  ] as const) {
    const letter = await api.call('GET', `/cases/${reference}${path}`, {
      token: tokenOf('officer'),
      headers: { accept },
    })
    assert.equal(letter.status, 200, path)
    assert.equal(
      letter.bytes.subarray(0, start.length).toString().toLowerCase(),
      start.toLowerCase(),
      path + accept,
    )
  }
  assert.equal((await get(`/cases/${reference}/letter.exe`)).status, 404)
  assert.equal((await get(`/cases/${reference}/letter?version=99`)).status, 404)

  const { removals, ...proposal } = (await get(`/cases/${reference}/disclosure-proposal`, 'publisher')).json
  assert.ok(Array.isArray(removals))
  const leak = { ...proposal, summary: 'Asha Example asked.' }
  const stopped = await act(reference, 'publish', leak, 'publisher')
  assert.equal(stopped.status, 409)
  assert.match(stopped.json.type, /#release-stopped$/)
  const published = await act(reference, 'publish', proposal, 'publisher')
  assert.deepEqual(published.json.result, { reference, already: false })
  assert.equal((await api.call('GET', `/disclosure-log/${reference}`)).json.parts.length, 2)

  const review = await act(reference, 'request-review', { text: 'Look again.' })
  const outcome = { outcome: 'upheld', findings: 'It was right.' }
  const byAuthor = await change('PUT', review.json.result.reference, '/review-outcome', outcome)
  assert.match(byAuthor.json.type, /#own-work$/)
  assert.equal(
    (await change('PUT', review.json.result.reference, '/review-outcome', outcome, 'approver')).status,
    200,
  )
})

test('every route of the life of a case has been called with success', () => {
  assert.deepEqual(api.unseen(['Cases']).filter(isCaseLife), [])
})
