import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { makeDataset } from '../../../../test/support/dataset.ts'
import { getPage } from '../../../../test/support/forms.ts'

const columns = [
  { name: 'ward', title: 'Ward', type: 'string' as const, description: '' },
  { name: 'visits', title: 'Visits', type: 'integer' as const, description: '' },
]
const csv = 'ward,visits\nElm,10\nHill Top,32\n'

describe('data for anybody', () => {
  let site: TestApp
  before(async () => {
    site = await startTestApp()
    const make = (slug: string, facts: Partial<Parameters<typeof makeDataset>[2]>) =>
      makeDataset(site.services, site.authority.id, { slug, columns, csv, ...facts })
    await make('library-visits', {
      keywords: ['libraries', 'official-statistics'],
      charts: ['bar: ward by sum(visits)', 'bar: nothing by count'],
    })
    await make('spending', {
      title: 'Spending <over> £500',
      description: 'Payments to suppliers.',
      theme: 'spending',
    })
    for (let number = 1; number <= 26; number += 1)
      await make(`register-${number}`, {
        title: `Register ${number}`,
        theme: 'council',
        keywords: ['registers'],
      })
    await site.services.database.write(async (tx) => {
      await tx
        .updateTable('dataset')
        .set({
          kind: 'external',
          licence: 'CC0-1.0',
          latest_version: null,
          links: JSON.stringify([{ title: 'A', url: 'https://example.org/a', format: 'ods', note: '' }]),
        })
        .where('slug', '=', 'register-1')
        .execute()
      await tx.updateTable('dataset').set({ state: 'draft' }).where('slug', '=', 'register-2').execute()
    })
  })
  after(() => site.close())

  test('a page of the list, what each is, and nothing that is not published', async () => {
    const { html, status, headers } = await getPage(site.app, '/data?sort=title')
    assert.equal(status, 200)
    assert.equal(headers['set-cookie'], undefined)
    assert.match(html, /27 datasets/)
    assert.match(html, /Showing 1 to 25 of 27/)
    assert.match(html, /Visits to each library, counted at the door\./)
    assert.match(html, /href="\/licences\/OGL-UK-3.0">Open Government Licence v3.0</)
    assert.match(html, /2 rows/)
    assert.doesNotMatch(html, /Register 2</)
    const second = await getPage(site.app, '/data?sort=title&page=2')
    assert.match(second.html, /Spending &lt;over&gt; £500/)
    assert.equal((await getPage(site.app, '/data?page=3')).location, '/data')
  })

  test('search marks what matched and offers help where nothing did', async () => {
    const found = await getPage(site.app, '/data?q=supplier')
    assert.match(found.html, /1 dataset for ‘supplier’/)
    const keyword = await getPage(site.app, '/data?q=Libraries')
    assert.match(keyword.html, /href="\/data\/library-visits"/)
    const none = await getPage(site.app, '/data?q=%3Cunicorns%3E')
    assert.match(none.html, /0 datasets for ‘&lt;unicorns&gt;’/)
    assert.match(none.html, /\/requests\/new\?q=%3Cunicorns%3E/)
    assert.match(none.html, /\/data\/suggest\?q=%3Cunicorns%3E/)
  })

  test('two of one filter are either, two filters are both; counts say what choosing would give', async () => {
    const either = await getPage(site.app, '/data?theme=spending&theme=culture')
    assert.match(either.html, /2 datasets/)
    assert.match(either.html, /How the council is run <span class="mun-quiet">\(25\)/)
    assert.match(either.html, /Remove filter <\/span>.*Spending and contracts/)
    assert.match(either.html, /href="\/data\?theme=culture"/)
    const both = await getPage(site.app, '/data?theme=spending&format=ODS')
    assert.match(both.html, /0 datasets/)
    const elsewhere = await getPage(site.app, '/data?format=ODS')
    assert.match(elsewhere.html, /1 dataset</)
    assert.match(elsewhere.html, /Data kept on another site/)
  })

  test('the list as a file has every match, whichever page was open', async () => {
    const { html, headers } = await getPage(site.app, '/data/list.csv?theme=council&page=2')
    assert.match(String(headers['content-type']), /^text\/csv/)
    const lines = html.trim().split('\r\n')
    assert.equal(lines.length, 26)
    assert.match(lines[0] ?? '', /title,address,description,kind,theme,keywords,formats,licence/)
    assert.match(html, /http:\/\/exampleshire\.invalid\/data\/register-7,/)
    const json = await getPage(site.app, '/data/list.json?theme=council')
    assert.equal((JSON.parse(json.html) as { items: unknown[] }).items.length, 25)
  })

  test('facts about the area: charts of official statistics, those that can be drawn', async () => {
    const { html } = await getPage(site.app, '/facts')
    assert.match(html, /Hill Top has the highest total visits: 32/)
    assert.match(html, /<svg [^>]*role="img"/)
    assert.match(html, /<td class="govuk-table__cell">Hill Top<\/td>/)
    assert.doesNotMatch(html, /could not be drawn|Spending/)
    assert.doesNotMatch(html, / style="/)
  })

  test('licences say what may be done, for people and programs', async () => {
    const list = await getPage(site.app, '/licences')
    assert.match(list.html, /href="\/data\?licence=OGL-UK-3.0">26 datasets/)
    const page = await getPage(site.app, '/licences/ogl-uk-3.0')
    assert.match(page.html, /You may/)
    assert.match(page.html, /data-copy="the statement">Contains public sector information licensed/)
    assert.match(
      page.html,
      /href="https:\/\/www.nationalarchives.gov.uk\/doc\/open-government-licence\/version\/3\/"/,
    )
    const json = await getPage(site.app, '/licences/OGL-UK-3.0.json')
    assert.match(String(json.headers['content-type']), /^application\/ld\+json/)
    const policy = JSON.parse(json.html) as { uid: string; permission: { action: string; duty: unknown[] }[] }
    assert.equal(policy.uid, 'http://exampleshire.invalid/licences/OGL-UK-3.0')
    assert.deepEqual(
      policy.permission.map(({ action }) => action),
      ['odrl:reproduce', 'odrl:distribute', 'odrl:derive'],
    )
    assert.deepEqual(policy.permission[0]?.duty, [
      { action: 'odrl:attribute' },
      { action: 'odrl:attachPolicy' },
    ])
    assert.equal((await getPage(site.app, '/licences/none')).status, 404)
  })

  test('the home page names what is new', async () => {
    const { html } = await getPage(site.app, '/')
    assert.match(html, /Recently published data/)
    assert.match(html, /href="\/data\/register-26"/)
  })
})
