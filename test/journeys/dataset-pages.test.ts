import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addVersion, makeVisits, visitLines } from '../../src/web/public/data/dataset-pages.fixture.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { makeDataset } from '../support/dataset.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

describe('a reader of published data', () => {
  let site: TestApp
  let browser: Browser
  before(async () => {
    site = await startTestApp()
    const { services, authority } = site
    await makeVisits(site)
    await addVersion(
      site,
      'library-visits',
      visitLines((line, row) => (row === 0 ? null : line)),
    )
    const places = Array.from(
      { length: 40 },
      (_, row) => `Camera ${row + 1},${430_000 + row * 53},${280_000 + row * 31}`,
    )
    await makeDataset(services, authority.id, {
      slug: 'cameras',
      title: 'Cameras',
      columns: [
        { name: 'place', title: 'Place', type: 'string', description: 'What it looks at' },
        { name: 'easting', title: 'Easting', type: 'integer', kind: 'easting', description: '' },
        { name: 'northing', title: 'Northing', type: 'integer', kind: 'northing', description: '' },
      ],
      csv: `place,easting,northing\r\n${places.join('\r\n')}\r\n`,
    })
    const gone = await makeDataset(services, authority.id, {
      slug: 'gone',
      title: 'Public health funerals',
      columns: [{ name: 'a', title: 'A', type: 'string', description: '' }],
      csv: 'a\r\n1\r\n',
    })
    await services.database.write((tx) =>
      tx
        .updateTable('dataset')
        .set({
          state: 'withdrawn',
          withdrawn_at: Temporal.Instant.from('2026-01-14T10:00:00Z'),
          withdrawn_reason: 'It held the names of families.',
        })
        .where('id', '=', gone.dataset.id)
        .execute(),
    )
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await site.close()
  })

  const heading = async (page: Page) => (await page.locator('h1').textContent())?.trim()
  const sentence = async (page: Page) => (await page.locator('.mun-sentence').textContent())?.trim()

  const circumstances: [string, PageOptions][] = [
    ['wide', {}],
    ['without-scripts', { javaScript: false }],
    ['320-pixels', { width: 320 }],
  ]
  for (const [name, options] of circumstances)
    test(`finds out what it is, asks it questions and follows its history: ${name}`, async () => {
      const page = await newPage(browser, { ...options, expectStatus: [422] })
      let shots = 0
      const look = async (what: string) => {
        // Without scripts the markup is the same: looked at where a form has just answered.
        if (name !== 'without-scripts' || ['explored', 'mistake', 'sql'].includes(what))
          await checkAccessibility(page)
        shots += 1
        await screenshot(page, `dataset-${name}-${String(shots).padStart(2, '0')}-${what}`)
      }
      await page.goto(`${site.url}/data/library-visits`)
      assert.equal(await heading(page), 'Library visits')
      await look('dataset')
      await page.getByRole('link', { name: 'About the columns' }).click()
      assert.match(page.url(), /#columns$/)

      await page.getByLabel('Column of condition 1').selectOption({ label: 'Library' })
      await page.getByLabel('Value of condition 1').fill('Castle')
      await page.getByRole('button', { name: 'Apply' }).click()
      assert.equal(await sentence(page), '40 of 119 rows where library is ‘Castle’')
      await page.getByLabel('Column of condition 2').selectOption({ label: 'Counted on' })
      await page.getByLabel('Condition 2', { exact: true }).selectOption({ label: 'is at least' })
      await page.getByLabel('Value of condition 2').fill('1/1/2026')
      await page.getByText('Count the values of columns').click()
      await page.getByRole('checkbox', { name: 'Counted on' }).check()
      await page.getByRole('button', { name: 'Apply' }).click()
      assert.match(
        (await sentence(page)) ?? '',
        /^20 of 119 rows .* counted on is on or after 1 January 2026/,
      )
      assert.match(page.url(), /library=Castle&counted_on__gte=2026-01-01&facet=counted_on#explore$/)
      await look('explored')

      await page
        .getByRole('columnheader', { name: /Visits/ })
        .getByRole('link')
        .click()
      assert.equal(
        await page.getByRole('columnheader', { name: /Visits/ }).getAttribute('aria-sort'),
        'ascending',
      )
      await page.getByRole('link', { name: /Remove filter Counted on/ }).click()
      assert.match(
        (await sentence(page)) ?? '',
        /^40 of 119 rows where library is ‘Castle’, least visits first/,
      )

      await page.getByLabel('Value of condition 1').fill('Nowhere')
      await page.getByRole('button', { name: 'Apply' }).click()
      await page.getByText('Nothing matches.').waitFor()
      await page.getByRole('link', { name: /^without/ }).click()
      assert.match((await sentence(page)) ?? '', /^119 rows/)

      await page.goto(`${site.url}/data/library-visits?visits__gte=many`)
      assert.match(await page.title(), /^Error: /)
      await look('mistake')
      await page.getByRole('link', { name: /takes a number/ }).click()
      assert.equal(await page.getByLabel('Value of condition 1').inputValue(), 'many')

      await page.goto(`${site.url}/data/library-visits?group=library&measure=sum:visits&chart=bar`)
      await look('totals')
      await page.getByRole('link', { name: 'Rows behind Castle' }).click()
      assert.equal(await sentence(page), '40 of 119 rows where library is ‘Castle’')

      await page.getByRole('rowheader', { name: 'Row 1', exact: true }).getByRole('link').click()
      assert.equal(await heading(page), 'Row 1 of 119')
      await look('row')

      await page.goto(`${site.url}/data/library-visits/versions`)
      await look('versions')
      await page.getByRole('link', { name: /row added/ }).click()
      assert.equal(await heading(page), 'What changed in version 2')
      await look('difference')
      await page.getByRole('main').getByRole('link', { name: 'version 1' }).click()
      await page.getByText('This is an old version').waitFor()

      await page.goto(`${site.url}/data/library-visits/sql`)
      await page.getByLabel('Statement').fill('select librari\nfrom data')
      await page.getByRole('button', { name: 'Run' }).click()
      assert.match(await page.title(), /^Error: /)
      await look('sql-mistake')
      await page
        .getByLabel('Statement')
        .fill('select library, sum(visits) as visits\nfrom data\ngroup by all')
      await page.getByRole('button', { name: 'Run' }).click()
      await page.getByRole('heading', { name: '3 rows' }).waitFor()
      await look('sql')
      await closePage(page)
    })

  test('with the keyboard alone: the rows scroll, the links say where they are', async () => {
    const page = await newPage(browser, { width: 320 })
    await page.goto(`${site.url}/data/library-visits?sort=visits`)
    const region = page.getByRole('region', { name: 'Rows of Library visits' })
    await region.focus()
    await page.keyboard.press('ArrowRight')
    let scrolled = 0
    for (let look = 0; look < 50 && scrolled === 0; look += 1) {
      await page.waitForTimeout(20)
      scrolled = Number(await page.evaluate('document.querySelector(".mun-data").scrollLeft'))
    }
    assert.ok(scrolled > 0, 'the rows scroll by keyboard')
    await page.getByLabel('Column of condition 1').focus()
    const reached: unknown[] = []
    for (let step = 0; step < 3; step += 1) {
      await page.keyboard.press('Tab')
      reached.push(await page.evaluate('document.activeElement.id'))
    }
    assert.deepEqual(reached, ['condition-1', 'value-1', 'q'])
    await page.keyboard.type('Day 7')
    await page.keyboard.press('Enter')
    await page.waitForURL(/q=Day\+7/)
    await closePage(page)
  })

  test('a map, and what was withdrawn, read like every other page', async () => {
    for (const width of [1280, 320]) {
      const page = await newPage(browser, { width, expectStatus: [410] })
      await page.goto(`${site.url}/data/cameras`)
      await page
        .getByRole('img', { name: /Map of 40 places/ })
        .locator('visible=true')
        .waitFor()
      await checkAccessibility(page)
      await screenshot(page, `dataset-map-${width}`)
      const answer = await page.goto(`${site.url}/data/gone`)
      assert.equal(answer?.status(), 410)
      assert.match((await page.getByRole('main').textContent()) ?? '', /held the names of families/)
      await checkAccessibility(page)
      await screenshot(page, `dataset-gone-${width}`)
      await closePage(page)
    }
  })

  test('in forced colours and on paper', async () => {
    const page = await newPage(browser, { forcedColours: true })
    await page.goto(`${site.url}/data/library-visits?library=Castle`)
    await checkAccessibility(page)
    await page.emulateMedia({ media: 'print', forcedColors: 'none' })
    assert.equal(await page.locator('.mun-explore').isVisible(), false)
    assert.equal(await page.locator('.mun-data table').isVisible(), true)
    await screenshot(page, 'dataset-print')
    await closePage(page)
  })
})
