import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { assertFormErrors, getPage, postForm } from '../../../../test/support/forms.ts'
import { addStaff } from '../../../../test/support/records.ts'
import {
  answerFeedback,
  findFeedback,
  rejectFeedback,
  saveNews,
  withdrawNews,
} from '../../../catalogue/index.ts'
import type { Staff } from '../../../identity/index.ts'

const canary = 'canary-reader@example.org'

describe('what people say of data, and what they are told', () => {
  let site: TestApp
  let publisher: Staff
  before(async () => {
    site = await startTestApp({ mailConfigured: true })
    await makeDataset(site.services, site.authority.id, {
      slug: 'library-visits',
      columns: [{ name: 'ward', title: 'Ward', type: 'string', description: '' }],
      csv: 'ward\nElm\n',
    })
    publisher = await addStaff(site.services.database, site.authority.id, ['publisher'])
  })
  after(() => site.close())

  const referenceOf = (location: string): string =>
    /^\/data\/reports\/([^/]+)\/sent$/.exec(location)?.[1] ?? ''
  const report = async (message: string): Promise<string> => {
    const sent = await postForm(site.app, '/data/library-visits/report', { message, row: '1', email: canary })
    assert.equal(sent.status, 303)
    return referenceOf(sent.location)
  }

  test('a report has a reference; its words are public once they were read, its sender never', async () => {
    const reference = await report('The visits of Elm are wrong. Ring Asha on 01632 960001.')
    const sent = await getPage(site.app, `/data/reports/${reference}/sent`)
    assert.match(sent.html, /Report sent/)
    assert.ok(sent.html.includes(reference))
    const waiting = await getPage(site.app, `/data/reports/${reference}`)
    assert.match(waiting.html, /Waiting to be read/)
    assert.doesNotMatch(waiting.html, /Asha|visits of Elm/)
    assert.doesNotMatch((await getPage(site.app, '/data/reports')).html, new RegExp(reference))

    const { reader } = site.services.database
    const held = await findFeedback(reader, site.authority.id, reference)
    assert.ok(held)
    const answered = await answerFeedback(site.services, publisher, {
      reference,
      version: held.version,
      publicText: 'The visits of Elm are wrong.',
      answer: 'They were counted twice.\n\nWe have put that right.',
      correctedIn: 1,
    })
    assert.ok(answered.ok, JSON.stringify(answered))
    const shown = await getPage(site.app, `/data/reports/${reference}`)
    assert.match(shown.html, /Answered/)
    assert.match(shown.html, /The visits of Elm are wrong\./)
    assert.match(shown.html, /They were counted twice\.<\/p>/)
    assert.match(shown.html, /, row 1</)
    assert.match(shown.html, /href="\/data\/library-visits\/versions\/1">Version 1/)
    for (const path of [
      '/data/reports',
      '/data/reports?dataset=library-visits&state=answered',
      '/data/reports.csv',
    ])
      assert.ok((await getPage(site.app, path)).html.includes(reference), path)
    for (const path of [
      `/data/reports/${reference}`,
      `/data/reports/${reference}.json`,
      '/data/reports.json',
    ])
      assert.doesNotMatch((await getPage(site.app, path)).html, /Asha|canary/, path)
    assert.match((await getPage(site.app, '/data/reports?state=open')).html, /0 reports/)
    assert.match((await getPage(site.app, '/data/reports?kind=suggestion')).html, /None with these filters/)
  })

  test('what was rejected is nowhere', async () => {
    const reference = await report('Something that is no report at all.')
    const held = await findFeedback(site.services.database.reader, site.authority.id, reference)
    assert.ok(held)
    const done = await rejectFeedback(site.services, publisher, {
      reference,
      version: held.version,
      reason: 'It is about another council.',
    })
    assert.ok(done.ok, JSON.stringify(done))
    assert.equal((await getPage(site.app, `/data/reports/${reference}`)).status, 404)
  })

  test('a report that says nothing is sent back with what was entered', async () => {
    const empty = await postForm(site.app, '/data/library-visits/report', { row: 'x', email: 'nobody' })
    assertFormErrors(empty, ['Enter what is wrong', 'The row must be a whole number'])
    assert.ok(empty.html.includes('value="nobody"'))
    const email = await postForm(site.app, '/data/library-visits/report', {
      message: 'The visits are wrong.',
      email: 'nobody',
    })
    assertFormErrors(email, ['Enter an email address in the correct format, like name@example.com'])
    const short = await postForm(site.app, '/data/suggest', { message: 'Bees' })
    assertFormErrors(short, ['Your message must be 10 characters or more'])
    assert.equal((await getPage(site.app, '/data/none/report')).status, 404)
    assert.equal((await postForm(site.app, '/data/none/report', { message: 'It is not there' })).status, 404)
  })

  test('a suggestion takes over the words of a search', async () => {
    assert.match((await getPage(site.app, '/data/suggest?q=bee%20hives')).html, />bee hives</)
    const sent = await postForm(site.app, '/data/suggest', {
      message: 'Where bee hives stand, every spring.',
    })
    assert.equal(sent.status, 303)
    assert.match((await getPage(site.app, sent.location)).html, /Suggestion sent/)
  })

  test('an email address is told only after its link was opened and the button pressed', async () => {
    const asked = await postForm(site.app, '/data/library-visits/subscribe', {
      channel: 'email',
      email: canary,
    })
    assert.equal(asked.status, 303)
    assert.equal(asked.location, '/data/library-visits/subscribe/sent')
    assert.match((await getPage(site.app, asked.location)).html, /Check your email/)
    const mail = await site.services.database.reader
      .selectFrom('outbox')
      .select('payload')
      .where('key', 'like', 'subscribe:%')
      .executeTakeFirstOrThrow()
    const path = /http:\/\/exampleshire\.invalid(\/subscriptions\/[\w-]+)/.exec(
      JSON.stringify(mail.payload),
    )?.[1]
    assert.ok(path)
    const before = await getPage(site.app, path)
    assert.match(before.html, /Start updates about Library visits\?/)
    assert.match(before.html, /c…@example\.org/)
    assert.equal(before.headers['referrer-policy'], 'no-referrer')
    assert.equal(before.headers['cache-control'], 'no-store')
    assert.equal((await postForm(site.app, `${path}/confirm`, {})).location, path)
    assert.match((await getPage(site.app, path)).html, /You get updates about Library visits/)
    await postForm(site.app, `${path}/end`, {})
    assert.match((await getPage(site.app, path)).html, /have stopped/)
    assert.equal((await postForm(site.app, `${path}/confirm`, {})).status, 410)
    assert.equal((await getPage(site.app, '/subscriptions/none')).status, 404)
  })

  test('a webhook’s secrets are shown once; wrong addresses are sent back', async () => {
    const nothing = await postForm(site.app, '/data/subscribe', {})
    assertFormErrors(nothing, ['Select how you would like to be told'])
    const email = await postForm(site.app, '/data/subscribe', { channel: 'email', email: '' })
    assertFormErrors(email, ['Enter your email address'])
    const inside = await postForm(site.app, '/data/subscribe', {
      channel: 'webhook',
      webhook: 'http://127.0.0.1/',
    })
    assert.equal(inside.status, 422)
    assert.match(inside.html, /<a href="#webhook">/)
    const made = await postForm(site.app, '/data/subscribe', {
      channel: 'webhook',
      webhook: 'https://example.org/hook',
    })
    assert.equal(made.status, 201)
    assert.equal(made.headers['cache-control'], 'no-store')
    const path = /http:\/\/exampleshire\.invalid(\/subscriptions\/[\w-]+)/.exec(made.html)?.[1] ?? ''
    assert.match((await getPage(site.app, path)).html, /Waiting for an answer from https:\/\/example\.org\/…/)
  })

  test('news and events have pages; what was taken back says so', async () => {
    const save = async (input: Parameters<typeof saveNews>[2]): Promise<string> => {
      const saved = await saveNews(site.services, publisher, input)
      assert.ok(saved.ok, JSON.stringify(saved))
      return saved.value.slug
    }
    const slug = await save({ kind: 'news', title: 'New <data>', body: 'First.\n\nSecond.' })
    const start = site.services.clock.now().add({ hours: 48 })
    const event = await save({
      kind: 'event',
      title: 'Open data day',
      body: 'Come and see.',
      startsAt: start,
      endsAt: start.add({ minutes: 90 }),
      place: 'The Moot Hall',
    })
    assert.match((await getPage(site.app, '/news')).html, /New &lt;data&gt;/)
    assert.doesNotMatch((await getPage(site.app, '/news')).html, /Open data day/)
    assert.match((await getPage(site.app, '/events')).html, /Open data day/)
    assert.match((await getPage(site.app, `/news/${slug}`)).html, /<p class="govuk-body">Second\.<\/p>/)
    assert.match((await getPage(site.app, `/news/${event}`)).html, /The Moot Hall/)
    assert.match((await getPage(site.app, '/')).html, /New &lt;data&gt;/)
    const gone = await withdrawNews(site.services, publisher, { slug })
    assert.ok(gone.ok, JSON.stringify(gone))
    assert.equal((await getPage(site.app, `/news/${slug}`)).status, 410)
    assert.doesNotMatch((await getPage(site.app, '/news')).html, /New &lt;data&gt;/)
  })
})
