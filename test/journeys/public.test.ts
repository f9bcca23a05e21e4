import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { savePublishedItem } from '../../src/disclosure/index.ts'
import {
  answerExample,
  askExample,
  makeOffice,
  openExample,
  publishExample,
  type Office,
} from '../support/answered-case.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

const question = 'How many potholes did you repair in Hill Top ward in 2025, and what did it cost?'

describe('a member of the public', () => {
  let site: TestApp
  let office: Office
  let browser: Browser
  before(async () => {
    site = await startTestApp()
    const { services, authority } = site
    office = await makeOffice(services, authority)
    await publishExample(services, authority, office, {
      title: 'Pothole repairs by ward',
      question: 'How many potholes were repaired in each ward in 2024 and 2025?',
      answer:
        'We repaired 1,204 potholes in 2025.\n\nThe most potholes repaired were in Hill Top ward, with 310.',
      topic: 'Roads',
    })
    await publishExample(services, authority, office, {
      title: 'Library cards issued',
      question: 'How many library cards were issued in 2025?',
      answer: 'We issued 4,120 library cards.',
      topic: 'Libraries',
    })
    const register = await savePublishedItem(services, office.officer, {
      kind: 'register',
      title: 'Register of street works',
      description: 'Where potholes are repaired and pipes are dug.',
      url: 'https://example.org/street-works',
      schemeClass: 6,
      format: 'Web page',
      charge: 'Free',
      updatedOn: Temporal.PlainDate.from('2026-01-14'),
    })
    assert.ok(register.ok)
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await site.close()
  })

  const go = (page: Page, path: string) => page.goto(`${site.url}${path}`)
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
  const heading = async (page: Page) => (await page.locator('h1').textContent())?.trim()

  const circumstances: [string, PageOptions][] = [
    ['wide', {}],
    ['without-scripts', { javaScript: false }],
    ['320-pixels', { width: 320 }],
  ]
  for (const [name, options] of circumstances)
    test(`asks, is shown what is published, changes an answer, sends and follows: ${name}`, async () => {
      const page = await newPage(browser, { ...options, expectStatus: [422] })
      let shots = 0
      const look = async (what: string) => {
        await checkAccessibility(page)
        shots += 1
        await screenshot(page, `public-${name}-${String(shots).padStart(2, '0')}-${what}`)
      }
      await go(page, '/')
      await look('home')
      await page.getByRole('main').getByRole('link', { name: 'Ask us for information' }).click()
      await look('start')
      await page.getByRole('button', { name: 'Start now' }).click()
      await press(page, 'Continue')
      assert.match(await page.title(), /^Error: What would you like to know\?/)
      await look('question-empty')
      await page.getByLabel('What would you like to know?').fill(question)
      await press(page, 'Continue')

      assert.equal(await heading(page), 'We may already have published this')
      await look('published')
      await page.getByRole('link', { name: 'Pothole repairs by ward' }).click()
      assert.equal(await heading(page), 'Pothole repairs by ward')
      await look('published-entry')
      await page.getByRole('link', { name: 'Back to your request' }).click()
      await page.getByLabel('Yes, some of it').check()
      await press(page, 'Continue')

      await look('details')
      await page.getByLabel('Time period').fill('January to December 2025')
      await press(page, 'Continue')
      await page.getByLabel('What is your full name?').fill('Asha Exmple')
      await look('name')
      await press(page, 'Continue')
      await page.getByLabel('By email').check()
      await page.getByLabel('Your email address').fill('asha@')
      await press(page, 'Continue')
      assert.equal(await page.getByLabel('Your email address').inputValue(), 'asha@')
      await look('reply-wrong')
      await page.getByLabel('Your email address').fill('asha@example.org')
      await press(page, 'Continue')

      assert.equal(await heading(page), 'Check your answers before sending your request')
      await look('check')
      await page.getByRole('link', { name: 'Change your name' }).click()
      await page.getByLabel('What is your full name?').fill('Asha Example')
      await press(page, 'Continue')
      assert.equal(await heading(page), 'Check your answers before sending your request')
      assert.ok(await page.getByText('Asha Example').isVisible())
      await page.getByRole('link', { name: 'Add a file' }).click()
      await page.getByLabel('Upload a file').setInputFiles({
        name: 'map of the ward.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('Hill Top\n'),
      })
      await look('file')
      await press(page, 'Upload')
      assert.ok(await page.getByText('1 file: map of the ward.txt').isVisible())
      await page.getByRole('button', { name: 'Send your request' }).dblclick()
      await page.waitForURL(/\/sent$/)
      assert.equal(await heading(page), 'Request sent')
      await look('sent')
      const reference = (await page.locator('.govuk-panel strong').textContent()) ?? ''

      await page.goBack()
      await page.reload()
      assert.match(page.url(), /\/sent$/)
      assert.equal(await page.locator('.govuk-panel strong').textContent(), reference)

      await page.getByRole('link', { name: `Follow your request ${reference}` }).click()
      assert.equal(await heading(page), 'We have received your request')
      await look('tracking')
      await askExample(site.services, office, reference, 'Do you mean the wards before or after the change?')
      await page.reload()
      await look('tracking-waiting')
      await page.getByRole('button', { name: 'Reply to our question' }).click()
      await page.getByLabel('Your reply').fill('The wards after the change.')
      await look('reply-to-question')
      await press(page, 'Send')
      assert.ok(await page.getByText('We have your message').isVisible())
      await look('tracking-replied')
      await page.getByRole('link', { name: 'Withdraw your request' }).click()
      await page.getByLabel('Yes, withdraw it').check()
      await look('withdraw')
      await press(page, 'Continue')
      assert.equal(await heading(page), 'Your request was withdrawn')
      await look('tracking-withdrawn')
      assert.deepEqual(await page.context().cookies(), [])
      await closePage(page)
    })

  test('asks with the keyboard alone', async () => {
    const page = await newPage(browser)
    const type = async (text: string) => {
      await page.keyboard.type(text)
      await page.keyboard.press('Tab')
    }
    const reach = async (what: string) => {
      for (let tabs = 0; tabs < 60; tabs += 1) {
        const at = await page.evaluate(
          "(document.activeElement?.innerText || document.activeElement?.labels?.[0]?.innerText || '').trim()",
        )
        if (at === what) return
        await page.keyboard.press('Tab')
      }
      assert.fail(`the keyboard never reached "${what}"`)
    }
    const enter = async () => {
      await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    }
    await go(page, '/requests/new/question')
    await reach('What would you like to know?')
    await type('How many swans live on the canal?')
    await reach('Continue')
    await enter()
    await reach('Continue')
    await enter()
    await reach('What is your full name?')
    await page.keyboard.type('Ravi Example')
    await enter()
    await reach('By email')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await reach('Your postal address')
    await page.keyboard.type('1 Made Up Street')
    await reach('Continue')
    await enter()
    await reach('Send your request')
    await enter()
    assert.equal(await heading(page), 'Request sent')
    await closePage(page)
  })

  test('is asked in plain words whether it is about themselves', async () => {
    const page = await newPage(browser)
    await go(page, '/requests/new/question')
    await page.getByLabel('What would you like to know?').fill('Please send me my social care records.')
    await press(page, 'Continue')
    assert.equal(await heading(page), 'Are you asking for information about yourself?')
    await page.getByText('Why we ask').click()
    await checkAccessibility(page)
    await screenshot(page, 'public-about-you')
    await closePage(page)
  })

  test('reads the answer and asks for a review', async () => {
    const { services, authority } = site
    const opened = await openExample(services, authority, 'How many skips were hired in 2025?')
    await answerExample(services, office, opened.reference, 'We hired 12 skips.')
    const page = await newPage(browser)
    await go(page, `/requests/${opened.trackingSecret}`)
    assert.equal(await heading(page), 'We have answered your request')
    await checkAccessibility(page)
    await screenshot(page, 'public-answered')
    await page.getByRole('link', { name: 'Ask us to look at our answer again' }).click()
    await checkAccessibility(page)
    await screenshot(page, 'public-review')
    await page.getByLabel(/What would you like us to look at again/).fill('You left out the depot.')
    await press(page, 'Ask for a review')
    assert.ok(await page.getByText('We will look at our answer again').isVisible())
    await checkAccessibility(page)
    await screenshot(page, 'public-review-asked')
    await closePage(page)
  })

  const everyPage = [
    '/search',
    '/search?q=potholes',
    '/search?q=unicorns',
    '/disclosure-log',
    '/disclosure-log?q=potholes&topic=Roads',
    '/data',
    '/registers',
    '/notices',
    '/notices/information-requests',
    '/requests/new/about-yourself',
    '/accessibility',
    '/cookies',
    '/contact',
    '/help',
    '/help/api',
    '/help/api/law',
    '/help/api/shapes/DatasetVersion',
    '/help/deadlines',
    '/help/deadlines?regime=foia&received-day=1&received-month=4&received-year=2026',
  ]
  for (const [name, options] of [
    ['wide', {}],
    ['320-pixels', { width: 320 }],
    ['forced-colours', { forcedColours: true }],
  ] as [string, PageOptions][])
    test(`reads every other page: ${name}`, async () => {
      const page = await newPage(browser, options)
      for (const path of everyPage) {
        await go(page, path)
        await checkAccessibility(page)
        await screenshot(page, `public-${name}${path.replace(/\W+/g, '-').slice(0, 40)}`)
      }
      await go(page, '/disclosure-log')
      await page.getByRole('link', { name: 'Pothole repairs by ward' }).click()
      await checkAccessibility(page)
      await screenshot(page, `public-${name}-entry`)
      await closePage(page)
    })

  test('is told plainly when a page or a request is not there', async () => {
    const page = await newPage(browser, { expectStatus: [404] })
    for (const path of [
      '/requests/new/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx/name',
      '/requests/xxxxxxxxxxxxxxxxxxxxxxxx',
    ]) {
      const response = await go(page, path)
      assert.equal(response?.status(), 404)
      await checkAccessibility(page)
    }
    await closePage(page)
  })
})
