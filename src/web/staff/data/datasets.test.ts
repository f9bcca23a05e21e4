import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { ContractColumn } from '../../../datasets/index.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { startStaffApp, type StaffApp, type Visitor } from '../../../../test/support/staff-app.ts'

const columns: ContractColumn[] = [
  { name: 'library', title: 'Library', type: 'string', description: 'Where' },
  { name: 'visits', title: 'Visits', type: 'integer', description: '' },
]
const csv = 'library,visits\nHill Top,120\nLow Moor,90\n'
const facts = {
  description: 'Visits counted at the door',
  title: 'Library visits',
  contactEmail: 'libraries@example.org',
  theme: 'culture',
  frequency: 'monthly',
  licence: 'OGL-UK-3.0',
  updateMode: 'replace',
  kind: 'table',
}

const errorsOf = (html: string) => /error-summary__list">([^]*?)<\/ul>/.exec(html)?.[1] ?? ''

describe('pages of one dataset', () => {
  let app: StaffApp
  let publisher: Visitor
  before(async () => {
    app = await startStaffApp()
    publisher = await app.signIn(app.people.publisher)
    for (const slug of ['visits', 'lifts', 'gone', 'stale', 'charts', 'columns', 'words'])
      await makeDataset(app.services, app.authority.id, { slug, columns, csv, title: `Library ${slug}` })
  })
  after(() => app.close())
  const path = (slug: string, place = '') => `/staff/data/datasets/${slug}${place}`
  const versionOf = async (slug: string, place: string) => {
    const { html } = await publisher.get(path(slug, place))
    return /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  }

  test('the list searches, filters and says when the next version is due; its twins hold the same rows', async () => {
    const page = await publisher.get('/staff/data?q=lifts')
    assert.match(page.html, /Library lifts/)
    assert.doesNotMatch(page.html, /Library visits/)
    assert.match(page.html, /Remove filter/)
    assert.match((await publisher.get('/staff/data')).html, /in (30|31|28|29) days/)
    const json = JSON.parse((await publisher.get('/staff/data.json?sort=title')).html) as {
      items: { slug: string; nextDueOn: string }[]
    }
    assert.deepEqual(
      json.items.map(({ slug }) => slug),
      ['charts', 'columns', 'gone', 'lifts', 'stale', 'visits', 'words'],
    )
    assert.match(json.items[0]?.nextDueOn ?? '', /^\d{4}-\d\d-\d\d$/)
    assert.match((await publisher.get('/staff/data?state=withdrawn')).html, /No datasets match/)
    assert.equal((await publisher.get('/staff/data?page=9')).location, '/staff/data')
    for (const odd of ['?q=%00%27%3B--', '?theme=x&kind=y&state=z&sort=q&page=-1', `?q=${'a'.repeat(3000)}`])
      assert.equal((await publisher.get(`/staff/data${odd}`)).status, 200, odd)
  })

  test('what is said of it is saved, or comes back with what was entered', async () => {
    const wrong = await publisher.post(path('visits', '/edit'), {
      ...facts,
      title: '',
      contactEmail: 'nobody',
      links: 'A guide | javascript:alert(1) | PDF',
      'periodFrom-day': '31',
      'periodFrom-month': '2',
      'periodFrom-year': '2026',
      description: 'Counted <at> the door 🚪',
      version: '1',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /<title>Error: /)
    for (const message of [/Enter a title/, /name@example.org/, /A link must be like/, /must be a real date/])
      assert.match(wrong.html, message)
    assert.match(wrong.html, /Counted &lt;at&gt; the door 🚪/)
    const saved = await publisher.post(path('visits', '/edit'), {
      ...facts,
      title: 'Visits to libraries',
      keywords: 'books,  reading ,',
      links: 'A guide | https://example.org/guide.pdf | PDF | in English',
      version: '1',
    })
    assert.equal(saved.status, 303, errorsOf(saved.html))
    const page = await publisher.get(saved.location)
    assert.match(page.html, /Your changes were saved/)
    assert.match(page.html, /books, reading/)
    assert.match(page.html, /A guide: https:\/\/example.org\/guide.pdf/)
  })

  test('a form that is out of date says what is there now, and loses nothing', async () => {
    await publisher.post(path('stale', '/edit'), { ...facts, title: 'First', version: '1' })
    const late = await publisher.post(path('stale', '/edit'), { ...facts, title: 'Second', version: '1' })
    assert.equal(late.status, 409)
    assert.match(late.html, /This was changed since you opened it/)
    assert.match(late.html, /value="Second"/)
    assert.match(late.html, />\s*<p class="govuk-body">First<\/p>/)
    const again = await publisher.post(path('stale', '/edit'), {
      ...facts,
      title: 'Second',
      version: await versionOf('stale', '/edit'),
    })
    assert.equal(again.status, 303)
  })

  test('columns are described in one form, and only what the form asks is changed', async () => {
    const fields = {
      'library-title': 'Library',
      'library-description': 'The building',
      'library-required': 'yes',
      'library-values': 'Hill Top\nLow Moor',
      'visits-title': 'Visits',
      'visits-unit': 'people',
      'visits-synonyms': 'Footfall\nNumber of visits',
      version: '1',
    }
    const wrong = await publisher.post(path('columns', '/columns'), { ...fields, 'visits-title': ' ' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /href="#visits-title"/)
    assert.match(wrong.html, /Number of visits/)
    assert.equal((await publisher.post(path('columns', '/columns'), fields)).status, 303)
    const { html } = await publisher.get(path('columns', '/columns'))
    for (const kept of [/The building/, /Low Moor/, /value="people"/, /Footfall/]) assert.match(html, kept)
    const late = await publisher.post(path('columns', '/columns'), { ...fields, 'visits-unit': 'heads' })
    assert.equal(late.status, 409)
    assert.match(late.html, /value="heads"/)
    assert.match(late.html, /The unit is now/)
  })

  test('words that name somebody are stopped in the form they came in, with the way to a second person', async () => {
    const number = 'AB 12 34 56 C'
    const described = { ...facts, description: `Counted by somebody whose number is ${number}`, version: '1' }
    const stopped = await publisher.post(path('words', '/edit'), described)
    assert.equal(stopped.status, 409)
    for (const said of [
      /The release check stopped this/,
      /Nothing was changed/,
      /its description/,
      /AB 12 34 56 C</,
    ])
      assert.match(stopped.html, said)
    const certificate = /href="(\/staff\/release\/[0-9a-f-]{36})"/.exec(stopped.html)?.[1] ?? ''
    const columnsPage = await publisher.post(path('words', '/columns'), {
      'library-title': 'Library',
      'library-description': number,
      'visits-title': 'Visits',
      version: '1',
    })
    assert.equal(columnsPage.status, 409)
    assert.match(columnsPage.html, /what is said of the column library/)
    assert.doesNotMatch(columnsPage.html, /This was changed since/)
    const withdrawal = {
      reason: `It held ${number}`,
      contact: 'libraries@example.org',
      version: '1',
      confirmed: 'yes',
    }
    assert.match((await publisher.post(path('words', '/withdraw'), withdrawal)).html, /the reason/)
    const approver = await app.signIn(app.people.approver)
    const page = await approver.get(certificate)
    assert.match(page.html, /Words about a dataset/)
    assert.doesNotMatch(page.html, /AB 12/)
    const accepted = { findings: '0', reason: 'The number is made up.' }
    assert.equal((await approver.post(certificate, accepted)).status, 303)
    assert.equal((await publisher.post(path('words', '/edit'), described)).status, 303)
  })

  test('a chart is looked at before it is saved; one that cannot be drawn is not saved', async () => {
    const recipe = 'bar: library by sum(visits)'
    const looked = await publisher.post(path('charts', '/charts'), {
      charts: recipe,
      act: 'look',
      version: '1',
    })
    assert.equal(looked.status, 200)
    assert.match(looked.html, /<svg[^>]*role="img"/)
    const wrong = await publisher.post(path('charts', '/charts'), {
      charts: `${recipe}\npie: nothing`,
      act: 'save',
      version: '1',
    })
    assert.equal(wrong.status, 422)
    assert.match(wrong.html, /Chart 2: /)
    const saved = await publisher.post(path('charts', '/charts'), {
      charts: recipe,
      act: 'save',
      version: '1',
    })
    assert.equal(saved.status, 303)
    assert.match((await publisher.get(path('charts', '/charts'))).html, /bar: library by sum\(visits\)/)
  })

  test('withdrawing asks once more, tells the public why, and ends every change', async () => {
    const fields = { reason: 'It counted staff too.', contact: 'libraries@example.org', replacedBy: 'visits' }
    const empty = await publisher.post(path('gone', '/withdraw'), { version: '1' })
    assert.equal(empty.status, 422)
    const asked = await publisher.post(path('gone', '/withdraw'), { ...fields, version: '1' })
    assert.equal(asked.status, 200)
    assert.match(asked.html, /with all its versions\?/)
    assert.equal((await publisher.get('/data/gone')).status, 200, 'nothing happened yet')
    const done = await publisher.post(path('gone', '/withdraw'), {
      ...fields,
      version: '1',
      confirmed: 'yes',
    })
    assert.equal(done.status, 303)
    const gone = await publisher.get('/data/gone')
    assert.equal(gone.status, 410)
    assert.match(gone.html, /It counted staff too\./)
    const closed = await publisher.get(path('gone', '/edit'))
    assert.match(closed.html, /cannot be changed any more/)
    assert.doesNotMatch(closed.html, /<textarea/)
    assert.match((await publisher.get(path('gone', '/history'))).html, /The dataset was withdrawn/)
  })

  test('one version comes down with its reason', async () => {
    const place = '/versions/1/withdraw'
    const { status, location } = await publisher.post(path('lifts', place), {
      reason: 'The wrong file',
      confirmed: 'yes',
    })
    assert.equal(status, 303)
    assert.match((await publisher.get(location)).html, /The wrong file/)
    assert.equal((await publisher.get('/data/lifts/versions/1')).status, 410)
  })

  test('an address that names nothing is not found', async () => {
    for (const place of [
      '/datasets/none',
      '/datasets/none/edit',
      '/datasets/visits/versions/7/withdraw',
      '/datasets/visits/versions/x/withdraw',
      '/imports/x',
      '/imports/0198c7a0-0000-7000-8000-000000000000',
      '/waiting/x',
      '/waiting/0198c7a0-0000-7000-8000-000000000000',
      '/due/none',
      '/reports/none',
      '/news/none',
      '/templates/none',
    ])
      assert.equal((await publisher.get(`/staff/data${place}`)).status, 404, place)
  })

  test('rows by machine: how often they are sealed, and nothing to seal', async () => {
    const page = await publisher.get(path('visits', '/rows'))
    assert.match(page.html, /Idempotency-Key/)
    assert.match(page.html, /\{&quot;rows&quot;:\[\{&quot;library&quot;/)
    const saved = await publisher.post(path('visits', '/rows'), {
      sealEvery: 'daily',
      version: await versionOf('visits', '/rows'),
    })
    assert.equal(saved.status, 303)
    const sealed = await publisher.post(path('visits', '/rows/seal'), {})
    assert.match((await publisher.get(sealed.location)).html, /No rows were sent/)
  })
})
