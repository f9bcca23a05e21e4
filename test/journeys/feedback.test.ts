import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answerFeedback, findFeedback, saveNews } from '../../src/catalogue/index.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { makeDataset } from '../support/dataset.ts'
import { addStaff } from '../support/records.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

const visits = ['Elm', 'Hill Top', 'Canal Side and St Mary’s', 'North'].flatMap((ward, index) =>
  ['01', '02', '03', '04'].map(
    (month, turn) =>
      `${ward},2026-${month}-01,${(index + 1) * 100 + turn * 15},${390_000 + index * 900},${300_000 + turn * 700}`,
  ),
)

describe('a reader of the data', () => {
  let site: TestApp
  let browser: Browser
  before(async () => {
    site = await startTestApp({ mailConfigured: true })
    const column = (name: string, title: string, type: 'string' | 'integer' | 'date') => ({
      name,
      title,
      type,
      description: `${title} as counted`,
    })
    await makeDataset(site.services, site.authority.id, {
      slug: 'library-visits',
      keywords: ['official-statistics'],
      columns: [
        column('ward', 'Ward', 'string'),
        column('month', 'Month', 'date'),
        column('visits', 'Visits', 'integer'),
        { ...column('easting', 'Easting', 'integer'), kind: 'easting' },
        { ...column('northing', 'Northing', 'integer'), kind: 'northing' },
      ],
      csv: `ward,month,visits,easting,northing\n${visits.join('\n')}\n`,
      charts: [
        'bar: ward by sum(visits)',
        'line: month(month) by sum(visits) per ward',
        'column: month(month) by sum(visits)',
      ],
    })
    const publisher = await addStaff(site.services.database, site.authority.id, ['publisher'])
    const news = await saveNews(site.services, publisher, {
      kind: 'news',
      title: 'Library visits are here',
      body: 'Every month from now on.',
    })
    assert.ok(news.ok)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await site.close()
  })

  const go = (page: Page, path: string) => page.goto(`${site.url}${path}`)
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first().click()
  const heading = async (page: Page) => (await page.locator('h1').textContent())?.trim()

  const circumstances: [string, PageOptions][] = [
    ['wide', {}],
    ['narrow-without-scripts', { width: 320, javaScript: false }],
  ]
  for (const [name, options] of circumstances)
    test(`finds data, reports a problem, reads the answer and subscribes: ${name}`, async () => {
      const page = await newPage(browser, { ...options, expectStatus: [422] })
      let shots = 0
      const look = async (what: string) => {
        await checkAccessibility(page)
        shots += 1
        await screenshot(page, `data-${name}-${String(shots).padStart(2, '0')}-${what}`)
      }
      await go(page, '/data')
      await look('list')
      await page.getByLabel(/^Search datasets/).fill('visits')
      await press(page, 'Search')
      assert.match((await page.locator('h2', { hasText: '1 dataset' }).textContent()) ?? '', /for ‘visits’/)
      await page.getByRole('link', { name: 'Library visits', exact: true }).click()
      await page.getByRole('link', { name: 'Report a problem with this data' }).first().click()
      await look('report')
      await press(page, 'Send your report')
      await look('report-empty')
      await page.getByLabel('What is wrong?').fill('The visits of Elm in March are too few.')
      await page.getByLabel('Which row (optional)').fill('3')
      await press(page, 'Send your report')
      assert.match((await heading(page)) ?? '', /Report sent/)
      await look('report-sent')
      await answer(new URL(page.url()).pathname.split('/')[3] ?? '')
      await page.getByRole('link', { name: 'See how it is going' }).click()
      assert.match((await page.getByRole('main').textContent()) ?? '', /We counted again\./)
      await look('report-answered')
      await page.getByRole('link', { name: 'Problems and suggestions' }).click()
      await look('reports')
      await go(page, '/data/library-visits/subscribe')
      await look('subscribe')
      await page.getByLabel('By email').check()
      await page.getByLabel('Your email address').fill(`reader-${name}@example.org`)
      await press(page, 'Continue')
      assert.match((await heading(page)) ?? '', /Check your email/)
      await look('subscribe-sent')
      await go(page, await linkFor(name))
      await look('subscription')
      await press(page, 'Start updates')
      assert.equal(await heading(page), 'You get updates about Library visits')
      await press(page, 'Stop updates')
      assert.equal(await heading(page), 'Updates about Library visits have stopped')
      await look('subscription-ended')
      await closePage(page)
    })

  for (const [name, options] of [
    ['wide', {}],
    ['320-pixels', { width: 320 }],
  ] as const satisfies [string, PageOptions][])
    test(`reads charts, licences and news: ${name}`, async () => {
      const page = await newPage(browser, { ...options, expectStatus: [404] })
      for (const [what, path] of [
        ['facts', '/facts'],
        ['licences', '/licences'],
        ['licence', '/licences/OGL-UK-3.0'],
        ['none-found', '/data?q=unicorns'],
        ['suggest', '/data/suggest'],
        ['news', '/news'],
        ['events', '/events'],
        ['news-item', '/news/library-visits-are-here'],
      ] as const) {
        await go(page, path)
        await checkAccessibility(page)
        await screenshot(page, `data-${name}-${what}`)
      }
      await go(page, '/facts')
      const shown = await page.locator('svg.mun-chart:visible').count()
      assert.equal(shown, 3, 'each chart is drawn once')
      const [chart] = await page.getByRole('img', { name: /has the highest total visits/ }).all()
      assert.ok(chart, 'a chart has its finding for a name')
      await closePage(page)
    })

  test('charts keep their colours apart by more than colour', async () => {
    const page = await newPage(browser, { forcedColours: true })
    await go(page, '/facts')
    await checkAccessibility(page)
    await screenshot(page, 'data-forced-colours-facts')
    const stroke = await page.evaluate("getComputedStyle(document.querySelector('.mun-chart__line')).stroke")
    assert.equal(stroke, 'rgb(0, 0, 0)')
    await closePage(page)
  })

  async function answer(reference: string): Promise<void> {
    const { services, authority } = site
    const held = await findFeedback(services.database.reader, authority.id, reference)
    assert.ok(held, reference)
    const publisher = await addStaff(services.database, authority.id, ['publisher'])
    const done = await answerFeedback(services, publisher, {
      reference,
      version: held.version,
      publicText: held.message,
      answer: 'We counted again. The new figures are in version 1.',
      correctedIn: 1,
    })
    assert.ok(done.ok, JSON.stringify(done))
  }

  /** What the mail to this reader holds. */
  async function linkFor(name: string): Promise<string> {
    const mails = await site.services.database.reader.selectFrom('outbox').select('payload').execute()
    const text = mails
      .map(({ payload }) => JSON.stringify(payload))
      .find((one) => one.includes(`reader-${name}@`))
    return /invalid(\/subscriptions\/[\w-]+)/.exec(text ?? '')?.[1] ?? ''
  }
})
