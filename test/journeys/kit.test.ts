import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { createSampleApp } from '../../src/web/kit/sample/sample-app.ts'
import type { App } from '../../src/web/kit/index.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, PageOptions } from './browser.ts'

describe('the parts of every page', () => {
  let browser: Browser
  let apps: App[] = []
  let publicAddress = ''
  let staffAddress = ''
  before(async () => {
    const staff = { name: 'Sam Taylor', role: 'Information officer' }
    apps = await Promise.all([createSampleApp(), createSampleApp({ staff })])
    const listen = (app: App | undefined) => app?.listen({ port: 0, host: '127.0.0.1' }) ?? ''
    publicAddress = await listen(apps[0])
    staffAddress = await listen(apps[1])
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await Promise.all(apps.map((app) => app.close()))
  })

  const circumstances: [string, PageOptions][] = [
    ['wide', {}],
    ['320-pixels', { width: 320 }],
    ['without-scripts', { javaScript: false }],
    ['forced-colours', { forcedColours: true }],
  ]
  for (const [name, options] of circumstances) {
    test(`pass axe: ${name}`, async () => {
      for (const address of [`${publicAddress}/sample`, `${staffAddress}/worklist`]) {
        const page = await newPage(browser, options)
        await page.goto(address)
        await checkAccessibility(page)
        await screenshot(page, `kit-${address.split('/').at(-1) ?? ''}-${name}`)
        await closePage(page)
      }
    })
  }

  test('an empty form comes back with a summary that leads to each field', async () => {
    const page = await newPage(browser, { expectStatus: [422] })
    await page.goto(`${publicAddress}/sample`)
    await page.getByLabel('Your full name').fill('Sam Taylor')
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.match(await page.title(), /^Error: /)
    assert.equal(await page.getByLabel('Your full name').inputValue(), 'Sam Taylor')
    const summary = page.getByRole('alert')
    assert.equal(await summary.getByRole('link').count(), 5)
    assert.equal(await page.evaluate('document.activeElement.className'), 'govuk-error-summary')
    for (const link of await summary.getByRole('link').all()) {
      const target = (await link.getAttribute('href')) ?? ''
      assert.equal(await page.locator(target).count(), 1, target)
    }
    await summary.getByRole('link', { name: 'Enter when it was received' }).click()
    assert.equal(await page.evaluate('document.activeElement.id'), 'received-day')
    await checkAccessibility(page)
    await screenshot(page, 'kit-sample-errors')
    await closePage(page)
  })

  test('a further question opens with its answer, with and without scripts', async () => {
    for (const javaScript of [true, false]) {
      const page = await newPage(browser, { javaScript })
      await page.goto(`${publicAddress}/sample`)
      const further = page.getByText('We write from foi@example.org.')
      assert.equal(await further.isVisible(), false)
      await page.getByLabel('Email').check()
      assert.equal(await further.isVisible(), true)
      await closePage(page)
    }
  })

  test('the keyboard reaches the content first and works the menu', async () => {
    const page = await newPage(browser)
    await page.goto(`${publicAddress}/sample`)
    // The success banner takes focus on arrival, so begin again from the top of the page.
    await page.evaluate(
      'document.activeElement.blur(); window.getSelection().removeAllRanges(); document.body.tabIndex = -1; document.body.focus()',
    )
    await page.keyboard.press('Tab')
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to main content')
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate('document.activeElement.id'), 'main-content')
    const menu = page.locator('.mun-menu')
    await menu.locator('summary').focus()
    await page.keyboard.press('Enter')
    assert.equal(await menu.getByRole('link', { name: 'Extend the time' }).isVisible(), true)
    await checkAccessibility(page)
    await page.keyboard.press('Escape')
    assert.equal(await menu.getByRole('link', { name: 'Extend the time' }).isVisible(), false)
    assert.equal(await page.evaluate('document.activeElement.tagName'), 'SUMMARY')
    await closePage(page)
  })

  test('an open menu stays within a narrow window', async () => {
    const page = await newPage(browser, { width: 320 })
    await page.goto(`${publicAddress}/sample`)
    await page.locator('.mun-menu summary').click()
    await checkAccessibility(page)
    await closePage(page)
  })

  test('a page that calls another site or breaks its policy is found out', async () => {
    const page = await newPage(browser)
    await page.goto(`${publicAddress}/sample`)
    const said = page.waitForEvent('console')
    await page.evaluate(
      "const image = new Image(); image.src = 'http://elsewhere.invalid/x.png'; document.body.append(image)",
    )
    await said
    await assert.rejects(closePage(page), /Content Security Policy|another origin/)
  })
})
