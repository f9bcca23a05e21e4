import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { reportProblem, saveNews } from '../../src/catalogue/index.ts'
import { findDataset, runWaitingImports } from '../../src/datasets/index.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { makeDataset } from '../support/dataset.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

/** What a finance system writes: a title, £ amounts, days that read both ways, redactions, a total. */
const april = `Payments over £500
Run by the finance system on 01/05/2025

Payment Date,Supplier Name,Net Amount (£),Directorate,Invoice No
03/04/2025,Acme Highways Ltd,"£12,400.00",Place,000123
04/04/2025,Redactive Publishing Ltd,£780.50,Corporate,000124
07/04/2025,REDACTED - PERSONAL DATA,"£1,120.00",People,000125
09/04/2025,Borough Builders,£640.00,Place,000126
11/04/2025,Acme Highways Ltd,"(£1,200.00)",Place,000127
,,,,
Total,,"£13,740.50",,
`
const may = `Date Paid,Supplier Name,Amount,Directorate,Invoice No
13/05/2025,Acme Highways Ltd,"£900.00",Place,000200
14/05/2025,Hill Top Nursery,£510.00,People,000201
`

describe('a publisher in a browser', () => {
  let site: StaffApp
  let browser: Browser
  before(async () => {
    site = await startStaffApp()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await site.close()
  })

  const enter = async (person: Staff, options: PageOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options)
    const secret = await createSignInLink(site.services, person.id, 60)
    await page.goto(`${site.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }
  /** Every button here sends a form: what comes after it is on the page that answers. */
  const press = async (page: Page, name: string) => {
    const answered = page.waitForEvent('load')
    await page.getByRole('button', { name, exact: true }).click()
    await answered
  }
  const read = async (page: Page) => {
    await runWaitingImports(site.services)
    await page.reload()
  }
  const file = (name: string, content: string) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(content),
  })

  test('from a messy file to public, a second file, a correction, and down again', async () => {
    const page = await enter(site.people.publisher, { expectStatus: [422, 410] })
    const look = async (name: string) => {
      await checkAccessibility(page)
      await screenshot(page, `publish-${name}`)
    }
    const lookNarrow = async (name: string) => {
      await page.setViewportSize({ width: 320, height: 900 })
      await look(name)
      await page.setViewportSize({ width: 1280, height: 900 })
    }
    await page.getByRole('link', { name: 'Data', exact: true }).click()
    await look('01-empty-list')
    await page.getByRole('link', { name: 'Publish a file' }).first().click()
    await press(page, 'Send and check')
    assert.match(await page.title(), /^Error: Publish a file/)
    await look('02-empty-form')

    await page.getByLabel('The file').setInputFiles(file('april 2025.csv', april))
    await page.getByLabel('A new dataset').check()
    await press(page, 'Send and check')
    assert.ok(await page.getByText('We have your file').isVisible(), 'the file is not asked for twice')
    await page.getByLabel('Title', { exact: true }).fill('Payments over £500')
    await page.getByText('Describe it now').click()
    await look('03-new-dataset')
    await press(page, 'Send and check')
    assert.match(page.url(), /\/staff\/data\/imports\//)
    await look('04-working')

    await read(page)
    assert.ok(await page.getByText('How are the days written?').isVisible())
    await press(page, 'Save and read it again')
    assert.match(await page.title(), /^Error: /)
    await look('05-questions')
    await lookNarrow('05-questions-narrow')
    await page.getByLabel('Day first').check()
    await press(page, 'Save and read it again')
    await read(page)
    assert.ok(await page.getByText('Ready to publish').isVisible())
    assert.ok(await page.getByRole('cell', { name: '3 April 2025', exact: true }).isVisible())
    assert.ok(await page.getByRole('cell', { name: 'Redactive Publishing Ltd' }).isVisible())
    await look('06-ready')
    await lookNarrow('06-ready-narrow')
    await press(page, 'Publish')
    await look('07-confirm')
    await press(page, 'Publish it')
    await read(page)
    assert.ok(await page.getByText('It is public as version 1.').isVisible())
    await look('08-public')
    await page.getByRole('link', { name: 'See it as the public does' }).click()
    const address = new URL(page.url()).pathname
    assert.match((await page.locator('h1').textContent()) ?? '', /Payments over £500/)
    await look('09-public-page')

    await page.goto(`${site.url}/staff${address.replace('/data/', '/data/datasets/')}`)
    await look('10-dataset')
    await press(page, 'Add a file')
    await page.getByLabel('The file').setInputFiles(file('may.csv', may))
    await page.getByRole('radio', { name: 'More rows', exact: true }).check()
    await press(page, 'Send and check')
    await read(page)
    assert.ok(await page.getByText('Needs an answer').isVisible(), 'headings that differ are asked about')
    await look('11-changed-headings')
    await lookNarrow('11-changed-headings-narrow')
    await page.getByLabel('Heading for Payment Date').selectOption('Date Paid')
    await page.getByLabel('Heading for Net Amount').selectOption('Amount')
    await press(page, 'Save and read it again')
    await read(page)
    await look('12-mapped')
    await press(page, 'Publish')
    await press(page, 'Publish it')
    await read(page)
    assert.ok(await page.getByText('It is public as version 2.').isVisible())
    await page.goto(`${site.url}${address}`)
    assert.match(await page.content(), /Hill Top Nursery/)

    await page.goto(`${site.url}/staff${address.replace('/data/', '/data/datasets/')}`)
    await page.getByText('Other actions').click()
    await page.getByRole('link', { name: 'Correct it' }).click()
    await page.getByLabel('The file').setInputFiles(file('corrected.csv', april.replace('780.50', '870.50')))
    await press(page, 'Send and check')
    assert.ok(await page.getByText('Enter what was wrong').first().isVisible())
    await page.getByLabel('What is new, or what was wrong').fill('Two figures of one payment changed places.')
    await press(page, 'Send and check')
    await read(page)
    // How days are written was answered with the first file.
    assert.equal(await page.getByLabel('Day first').count(), 0)
    await look('13-correction')
    await press(page, 'Publish')
    await press(page, 'Publish it')
    await read(page)
    await page.getByRole('link', { name: 'Describe it, its columns and its charts' }).click()
    assert.ok(await page.getByText('Two figures of one payment changed places.').isVisible())
    await look('15-three-versions')

    await page.getByText('Other actions').click()
    await page.getByRole('link', { name: 'Describe the columns' }).click()
    await look('16-columns')
    await page.goto(`${site.url}/staff${address.replace('/data/', '/data/datasets/')}/charts`)
    await page.getByLabel('Charts').fill('bar: supplier_name by sum(net_amount_gbp)')
    await press(page, 'Look first')
    assert.ok(await page.getByRole('img').first().isVisible())
    await look('17-chart')
    await page.goto(`${site.url}/staff${address.replace('/data/', '/data/datasets/')}/history`)
    await look('18-history')

    await page.goto(`${site.url}/staff${address.replace('/data/', '/data/datasets/')}/withdraw`)
    await press(page, 'Continue')
    assert.ok(await page.getByText('Enter why it is withdrawn').first().isVisible())
    await page.getByLabel('Why', { exact: true }).fill('Two suppliers were named who are private people.')
    await look('19-withdraw')
    await press(page, 'Continue')
    await look('20-withdraw-sure')
    await press(page, 'Withdraw it')
    await look('21-withdrawn')
    const gone = await page.goto(`${site.url}${address}`)
    assert.equal(gone?.status(), 410)
    assert.ok(await page.getByText('Two suppliers were named who are private people.').isVisible())
    await look('22-gone')
    await closePage(page)
  })

  const all = [
    '',
    '/new',
    '/imports',
    '/waiting',
    '/due',
    '/due/new',
    '/reports',
    '/news',
    '/news/new',
    '/templates',
    '/templates/spending-over-500',
    '/datasets/library-visits',
    '/datasets/library-visits/edit',
    '/datasets/library-visits/columns',
    '/datasets/library-visits/charts',
    '/datasets/library-visits/rows',
    '/datasets/library-visits/history',
  ]
  const circumstances: [string, PageOptions, string[]][] = [
    ['320-pixels', { width: 320 }, all],
    ['without-scripts', { javaScript: false }, ['', '/new', '/due', '/datasets/library-visits']],
    ['forced-colours', { forcedColours: true }, ['', '/due', '/datasets/library-visits/charts']],
  ]
  for (const [name, options, places] of circumstances)
    test(`every room can be used: ${name}`, async () => {
      await furnish(site)
      const page = await enter(site.people.publisher, options)
      for (const place of places) {
        await page.goto(`${site.url}/staff/data${place}`)
        await checkAccessibility(page).catch((error: unknown) => {
          throw new Error(`at ${place}`, { cause: error })
        })
        await screenshot(page, `rooms-${name}${place.replaceAll('/', '-')}`)
      }
      await closePage(page)
    })
})

/** A dataset, a report and an item of news, so that no room is empty. */
async function furnish({ services, authority, people }: StaffApp): Promise<void> {
  const slug = 'library-visits'
  if ((await findDataset(services.database.reader, authority.id, slug)) !== null) return
  await makeDataset(services, authority.id, {
    slug,
    columns: [
      { name: 'library', title: 'Library', type: 'string', description: 'Which building' },
      { name: 'visits', title: 'Visits', type: 'integer', description: '', unit: 'people' },
    ],
    csv: 'library,visits\nHill Top,120\nLow Moor,90\n',
    charts: ['bar: library by sum(visits)'],
  })
  must(
    await reportProblem(services, authority, {
      kind: 'problem',
      dataset: slug,
      message: 'The figure of Hill Top cannot be right: it was shut that month.',
      place: 'cell=2,2',
      email: null,
    }),
  )
  must(
    await saveNews(services, people.publisher, {
      kind: 'event',
      title: 'Come and ask about our data',
      body: 'In the library, with tea.',
      startsAt: services.clock.now(),
      place: 'Hill Top library',
    }),
  )
}
