import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { makeOffice, publishExample, type Office } from '../../../../test/support/answered-case.ts'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { getPage, postForm } from '../../../../test/support/forms.ts'
import { savePublishedItem, withdrawEntry } from '../../../disclosure/index.ts'

describe('what anybody can read', () => {
  let site: TestApp
  let office: Office
  let potholes = ''
  let libraries = ''
  before(async () => {
    site = await startTestApp()
    office = await makeOffice(site.services, site.authority)
    const publish = (title: string, question: string, answer: string, topic: string) =>
      publishExample(site.services, site.authority, office, { title, question, answer, topic })
    potholes = await publish(
      'Pothole repairs by ward',
      'How many potholes were repaired in each ward in 2025?',
      'We repaired 1,204 potholes. The most were in Hill Top ward. =1+1',
      'Roads',
    )
    libraries = await publish(
      'Library cards <issued>',
      'How many library cards were issued in 2025?',
      'We issued 4,120 library cards.',
      'Libraries',
    )
    const saved = await savePublishedItem(site.services, office.officer, {
      kind: 'register',
      title: 'Register of street works',
      description: 'Where potholes and pipes are being dug.',
      url: 'https://example.org/street-works',
      schemeClass: 6,
      format: 'Web page',
      charge: 'Free',
      updatedOn: null,
    })
    assert.ok(saved.ok, JSON.stringify(saved))
  })
  after(() => site.close())

  test('the home page shows what is new and the ways in', async () => {
    const { html, status, headers } = await getPage(site.app, '/')
    assert.equal(status, 200)
    assert.equal(headers['set-cookie'], undefined)
    assert.match(html, /Pothole repairs by ward/)
    assert.match(html, /Library cards &lt;issued&gt;/)
    assert.match(html, /Register of street works/)
    for (const href of [
      '/requests/new',
      '/requests/new/about-yourself',
      '/disclosure-log',
      '/registers',
      '/notices',
    ])
      assert.ok(html.includes(`href="${href}"`), href)
  })

  test('every address a public page links to on this site answers', async () => {
    const seen = new Set([
      '/',
      '/help',
      `/disclosure-log/${potholes}`,
      '/search?q=potholes',
      '/notices/information-requests',
    ])
    for (const path of seen) {
      const { html, status } = await getPage(site.app, path)
      assert.equal(status, 200, path)
      for (const [, href = ''] of html.matchAll(/<a\s[^>]*href="(\/[^"#]*)/g))
        // The API is another surface, and is not part of this test's application.
        if (!href.startsWith('/api/') && seen.size < 150) seen.add(href.replaceAll('&amp;', '&'))
    }
    assert.ok(seen.size > 15)
  })

  test('the log finds, filters and says how many', async () => {
    const all = await getPage(site.app, '/disclosure-log')
    assert.match(all.html, /2 answers/)
    const found = await getPage(site.app, '/disclosure-log?q=potholes')
    assert.match(found.html, /1 answer for ‘potholes’/)
    assert.match(found.html, /<mark>Pothole|Pothole repairs/)
    const filtered = await getPage(site.app, '/disclosure-log?topic=Libraries')
    assert.ok(filtered.html.includes(libraries) && !filtered.html.includes(potholes))
    assert.match(filtered.html, /Remove filter <\/span>/)
    const none = await getPage(site.app, '/disclosure-log?q=unicorns')
    assert.match(none.html, /0 answers for ‘unicorns’/)
    assert.match(none.html, /\/requests\/new\?q=unicorns/)
    assert.equal(
      (await getPage(site.app, '/disclosure-log?page=99&topic=Roads')).location,
      '/disclosure-log?topic=Roads',
    )
  })

  test('nothing in an address breaks the log or the search', async () => {
    const values = [
      "'; drop table",
      '<script>',
      '%00',
      'a'.repeat(5000),
      '😀',
      '(((',
      ':*&|!',
      '-1',
      '0',
      'نص',
    ]
    for (const path of ['/disclosure-log', '/search'])
      for (const value of values) {
        const text = value === '%00' ? value : encodeURIComponent(value)
        const answer = await getPage(
          site.app,
          `${path}?q=${text}&page=${text}&year=${text}&outcome=${text}&type=${text}&sort=${text}&topic=${text}`,
        )
        assert.ok(answer.status === 200 || answer.status === 303, `${path} ${value} ${answer.status}`)
        assert.ok(!answer.html.includes('<script>alert') && !answer.html.includes('‘<script>'))
      }
  })

  test('the twins hold the same rows, by name, and no more', async () => {
    const json = await site.app.inject({ url: '/disclosure-log.json?topic=Roads' })
    const { items } = json.json<{ items: Record<string, unknown>[] }>()
    assert.deepEqual(
      items.map(({ reference }) => reference),
      [potholes],
    )
    assert.deepEqual(Object.keys(items[0] ?? {}), [
      'reference',
      'url',
      'title',
      'summary',
      'regime',
      'outcome',
      'topic',
      'receivedOn',
      'answeredOn',
      'workingDays',
      'publishedAt',
      'parts',
    ])
    const csv = await site.app.inject({ url: '/disclosure-log.csv?topic=Roads' })
    assert.match(String(csv.headers['content-type']), /^text\/csv/)
    assert.equal(csv.body.trim().split('\r\n').length, 2)
    const atom = await site.app.inject({ url: '/disclosure-log.atom' })
    assert.match(String(atom.headers['content-type']), /^application\/atom\+xml/)
    assert.equal(atom.body.split('<entry>').length, 3)
    assert.ok(atom.body.includes('Library cards &lt;issued&gt;'))
    const empty = await site.app.inject({ url: '/disclosure-log.json?q=unicorns' })
    assert.deepEqual(empty.json(), { items: [] })
    for (const { body } of [json, csv, atom]) assert.ok(!body.includes('Asha') && !body.includes('asha@'))
  })

  test('an entry has its question, its answer, and a twin', async () => {
    const { html } = await getPage(site.app, `/disclosure-log/${potholes}`)
    for (const words of [
      'How many potholes were repaired',
      'We repaired 1,204 potholes',
      'Received',
      'the same day',
    ])
      assert.ok(html.includes(words), words)
    assert.ok(!html.includes('Asha'))
    const json = await site.app.inject({ url: `/disclosure-log/${potholes}.json` })
    assert.equal(json.json<{ reference: string }>().reference, potholes)
    assert.equal((await getPage(site.app, '/disclosure-log/REQ99999')).status, 404)
    assert.equal((await site.app.inject({ url: '/disclosure-log/REQ99999.json' })).statusCode, 404)
  })

  test('a withdrawn entry leaves a stone with the reason, and is gone from the lists', async () => {
    const reference = await publishExample(site.services, site.authority, office, {
      title: 'Bridge tolls',
      question: 'How much was taken in bridge tolls in 2025?',
      answer: 'We took £12.',
    })
    const withdrawn = await withdrawEntry(site.services, office.officer, {
      reference,
      reason: 'The sum was wrong.',
    })
    assert.ok(withdrawn.ok, JSON.stringify(withdrawn))
    const page = await getPage(site.app, `/disclosure-log/${reference}`)
    assert.equal(page.status, 410)
    assert.match(page.html, /This answer has been withdrawn/)
    assert.match(page.html, /The sum was wrong\./)
    assert.ok(!page.html.includes('£12'))
    assert.equal((await site.app.inject({ url: `/disclosure-log/${reference}.json` })).statusCode, 410)
    for (const path of [
      '/disclosure-log',
      '/disclosure-log.csv',
      '/disclosure-log.json',
      '/search?q=bridge+tolls',
    ])
      assert.ok(!(await getPage(site.app, path)).html.includes('Bridge tolls'), path)
  })

  test('search ranks everything public together, with types, twins and a way on', async () => {
    const found = await getPage(site.app, '/search?q=potholes')
    assert.match(found.html, /2 results for ‘potholes’/)
    assert.match(found.html, /<mark>potholes<\/mark>/)
    assert.match(found.html, /Register of street works/)
    const only = await getPage(site.app, '/search?q=potholes&type=register')
    assert.ok(
      only.html.includes('Register of street works') && !only.html.includes('Pothole repairs by ward</a>'),
    )
    const none = await getPage(site.app, '/search?q=unicorns')
    assert.match(none.html, /0 results for ‘unicorns’/)
    assert.match(none.html, /Ask us for this information/)
    const json = await site.app.inject({ url: '/search.json?q=potholes' })
    assert.equal(json.json<{ items: unknown[] }>().items.length, 2)
    const csv = await site.app.inject({ url: '/search.csv?q=potholes' })
    assert.equal(csv.body.trim().split('\r\n').length, 3)
    assert.equal((await site.app.inject({ url: '/search.atom?q=potholes' })).body.split('<entry>').length, 3)
    assert.equal(
      (await site.app.inject({ url: '/search.json' })).json<{ items: unknown[] }>().items.length,
      0,
    )
  })

  test('a question much like a published one is shown it, with its matching sentence, and is never stopped', async () => {
    const counts = async () => {
      const row = await site.services.database.reader
        .selectFrom('suggestion_count')
        .select(['shown', 'opened', 'resolved'])
        .executeTakeFirst()
      return row ?? { shown: 0, opened: 0, resolved: 0 }
    }
    const before = await counts()
    const begun = await postForm(site.app, '/requests/new/question', {
      requestText: 'How many potholes did you repair in Hill Top ward?',
    })
    assert.match(begun.location, /\/published$/)
    const draft = begun.location.replace('/published', '')
    const shown = await getPage(site.app, begun.location)
    assert.match(shown.html, /We may already have published this/)
    assert.match(shown.html, /<mark>/)
    const number = /href="([^"]+\/published\/\d)">Pothole repairs/.exec(shown.html)?.[1] ?? ''
    const entry = await getPage(site.app, number)
    assert.match(entry.html, /We repaired 1,204 potholes/)
    assert.ok(entry.html.includes(`href="${draft}/published"`), 'there is a way back')
    await getPage(site.app, number)
    assert.equal((await getPage(site.app, `${draft}/published/9`)).status, 404)
    assert.equal(
      (await postForm(site.app, begun.location, { suggestionsAnswer: 'all' })).location,
      `${draft}/answered`,
    )
    assert.equal((await getPage(site.app, `${draft}/answered`)).status, 200)
    assert.equal(
      (await postForm(site.app, begun.location, { suggestionsAnswer: 'some' })).location,
      `${draft}/details`,
    )
    const now = await counts()
    assert.ok(now.shown > before.shown)
    assert.equal(now.opened, before.opened + 1)
    assert.equal(now.resolved, before.resolved + 1)
  })

  test('the publication scheme has its seven classes, empty ones too', async () => {
    const { html } = await getPage(site.app, '/registers')
    assert.equal(html.split(/<h2[^>]*id="class-\d"/).length - 1, 7)
    assert.match(html, /Register of street works/)
    assert.match((await getPage(site.app, '/data')).html, /We have not published any datasets yet/)
    assert.equal((await getPage(site.app, '/data/anything')).status, 404)
  })
})
