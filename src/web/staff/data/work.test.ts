import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { reportProblem } from '../../../catalogue/index.ts'
import { json } from '../../../db/index.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { must, startStaffApp, type StaffApp, type Visitor } from '../../../../test/support/staff-app.ts'

describe('what waits for somebody', () => {
  let app: StaffApp
  let publisher: Visitor
  before(async () => {
    app = await startStaffApp()
    publisher = await app.signIn(app.people.publisher)
  })
  after(() => app.close())
  const one = (pattern: RegExp, html: string) => pattern.exec(html)?.[1] ?? ''

  test('duties: late ones first, whose they are, a note where one does not apply, one of our own', async () => {
    const list = await publisher.get('/staff/data/due')
    assert.match(list.html, /Take them all up from today/)
    const key = one(/href="\/staff\/data\/due\/(?!new)([a-z0-9-]+)"/, list.html)
    assert.equal((await publisher.post('/staff/data/due/take-up')).status, 303)
    const form = await publisher.get(`/staff/data/due/${key}`)
    const version = one(/name="version" value="(\d+)"/, form.html)
    const day = { 'startsOn-day': '1', 'startsOn-month': '4', 'startsOn-year': '2026' }
    const path = `/staff/data/due/${key}`
    const wrong = await publisher.post(path, { ...day, version, applies: 'no', ownerEmail: 'x' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /Enter why it does not apply/)
    assert.match(wrong.html, /name@example\.org/)
    const saved = await publisher.post(path, { ...day, version, applies: 'no', note: 'We have no <houses>' })
    assert.equal(saved.status, 303)
    assert.equal((await publisher.post(path, { ...day, version, applies: 'yes' })).status, 409)
    assert.match((await publisher.get('/staff/data/due?show=off')).html, /We have no &lt;houses&gt;/)
    const own = await publisher.post('/staff/data/due/new', {
      ...day,
      title: 'Hire of rooms',
      basis: 'Council resolution of 14 January 2026',
      frequency: 'monthly',
      graceDays: '10',
      owner: 'Estates',
    })
    assert.equal(own.status, 303)
    const late = await publisher.get('/staff/data/due?show=late')
    assert.match(late.html, /Hire of rooms/)
    assert.match(late.html, /\d+ days late/)
    const items = JSON.parse((await publisher.get('/staff/data/due.json?show=late')).html) as {
      items: { title: string; state: string }[]
    }
    const csv = (await publisher.get('/staff/data/due.csv?show=late')).html.trim().split('\r\n')
    assert.equal(csv.length - 1, items.items.length)
    assert.equal(items.items.find(({ title }) => title === 'Hire of rooms')?.state, 'missing')
  })

  test('a report is cleared, answered with the version that put it right, and then closed', async () => {
    await makeDataset(app.services, app.authority.id, {
      slug: 'visits',
      columns: [{ name: 'visits', title: 'Visits', type: 'integer', description: '' }],
      csv: 'visits\n12\n',
    })
    const { reference } = must(
      await reportProblem(app.services, app.authority, {
        kind: 'problem',
        dataset: 'visits',
        message: 'I am Quentin Marsh and <b>twelve</b> is wrong.',
        place: 'row=1',
        email: 'quentin.marsh@example.com',
      }),
    )
    const path = `/staff/data/reports/${reference}`
    assert.match((await publisher.get('/staff/data/reports')).html, /Wants an answer/)
    const form = await publisher.get(path)
    assert.match(form.html, /&lt;b&gt;twelve&lt;\/b&gt; is wrong/)
    assert.doesNotMatch(form.html, /quentin\.marsh@example\.com/)
    const version = one(/name="version" value="(\d+)"/, form.html)
    assert.equal((await publisher.post(path, { version })).status, 422)
    const cleared = await publisher.post(path, { version, act: 'clear', publicText: 'Twelve is wrong.' })
    assert.equal(cleared.status, 303)
    const late = await publisher.post(path, { version, act: 'answer', publicText: 'x', answer: 'It was.' })
    assert.equal(late.status, 409)
    assert.match(late.html, /It was\./)
    const answered = await publisher.post(path, {
      version: one(/name="version" value="(\d+)"/, late.html),
      act: 'answer',
      publicText: 'Twelve is wrong.',
      answer: 'It was. It is thirty.',
      correctedIn: '1',
    })
    assert.equal(answered.status, 303)
    assert.match((await publisher.get(path)).html, /It was answered: It was\. It is thirty\./)
    assert.match((await publisher.get('/staff/data/reports?state=answered')).html, new RegExp(reference))
  })

  test('an event is published with its time, changed, and taken down', async () => {
    const event = {
      kind: 'event',
      title: 'Ask us about data',
      body: 'With tea.',
      'starts-day': '14',
      'starts-month': '7',
      'starts-year': '2026',
      startsTime: '18:30',
    }
    const wrong = await publisher.post('/staff/data/news/new', { ...event, startsTime: '25:00', title: '' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /Enter a time like 18:30/)
    assert.equal((await publisher.post('/staff/data/news/new', event)).status, 303)
    const list = await publisher.get('/staff/data/news')
    assert.match(list.html, /14 July 2026 at 6:30pm/)
    const path = one(/href="(\/staff\/data\/news\/2[^"/]+)"/, list.html)
    assert.match((await publisher.get(path)).html, /value="18:30"/)
    const before = await publisher.post(path, {
      ...event,
      'ends-day': '13',
      'ends-month': '7',
      'ends-year': '2026',
    })
    assert.match(before.html, /cannot end before it begins/)
    assert.equal((await publisher.post(path, { ...event, place: 'The library' })).status, 303)
    assert.match((await publisher.get('/staff/data/news')).html, /The library/)
    assert.equal((await publisher.post(`${path}/withdraw`)).status, 303)
    assert.match((await publisher.get('/staff/data/news')).html, /Taken down/)
    assert.match((await publisher.get(path)).html, /It was taken down/)
  })

  test('a second person sees what was seen and not the value, opens the rows on record, and decides', async () => {
    const { version } = await makeDataset(app.services, app.authority.id, {
      slug: 'grants',
      columns: [
        { name: 'name', title: 'Name', type: 'string', description: '' },
        { name: 'amount', title: 'Amount', type: 'integer', description: '' },
      ],
      csv: 'name,amount\nHill Top Scouts,120\nquentin.marsh@example.com,90\n',
    })
    const finding = {
      column: 'Name',
      kind: 'email',
      count: 1,
      rows: [2],
      message: 'One cell holds an email address.',
    }
    await app.services.database.write(async (tx) => {
      await tx
        .updateTable('dataset_version')
        .set({
          state: 'waiting',
          number: null,
          published_at: null,
          created_by: app.people.publisher.id,
          screening: json({ verdict: 'second-person', checks: [], findings: [finding] }),
        })
        .where('id', '=', version.id)
        .execute()
      await tx
        .updateTable('dataset')
        .set({ state: 'draft', latest_version: null })
        .where('id', '=', version.datasetId)
        .execute()
    })
    const path = `/staff/data/waiting/${version.id}`
    const own = await publisher.get(path)
    assert.match(own.html, /Somebody else must look/)
    assert.equal((await publisher.post(path, { decision: 'approve', reason: 'Mine' })).status, 403)
    const officer = await app.signIn(app.people['data-protection-officer'])
    const page = await officer.get(path)
    assert.match(page.html, /One cell holds an email address\./)
    assert.doesNotMatch(page.html, /quentin/)
    const rows = await officer.get(`${path}/rows`)
    assert.match(rows.html, /<mark>quentin\.marsh@example\.com<\/mark>/)
    assert.doesNotMatch(rows.html, /Hill Top Scouts/)
    const read = await app.services.database.reader
      .selectFrom('audit_event')
      .select(['subject_id', 'actor_id'])
      .where('action', '=', 'read-screened-rows')
      .execute()
    assert.deepEqual(read, [{ subject_id: version.id, actor_id: app.people['data-protection-officer'].id }])
    assert.equal((await officer.post(path, { decision: 'approve' })).status, 422)
    const decided = await officer.post(path, { decision: 'refuse', reason: 'That is a person.' })
    assert.equal(decided.status, 303)
    assert.match((await officer.get('/staff/data/waiting')).html, /Nothing waits/)
    assert.match((await officer.get(path)).html, /It was decided already/)
  })
})
