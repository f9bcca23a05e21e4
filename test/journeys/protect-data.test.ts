import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { runWaitingImports } from '../../src/datasets/index.ts'
import { createSignInLink } from '../../src/identity/index.ts'
import { startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot, type Browser } from './browser.ts'

const repairs = `Tenant name,Date of birth,Ward,Repair,Cost
Mrs Ada Specimen,14/03/1950,Hill Top,Roof of the porch,120
Mr Bo Sample,23/11/1961,Low Moor,Kitchen tap,45
Ms Cy Example,30/07/1988,Low Moor,Gate,30
`

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

for (const [name, options] of [
  ['with a wide window', {}],
  ['narrow, without scripts', { width: 320, javaScript: false }],
] as const)
  test(`a publisher takes people out of a file before it is public: ${name}`, async () => {
    const page = await newPage(browser, { ...options, expectStatus: [422] })
    const secret = await createSignInLink(site.services, site.people.publisher.id, 60)
    await page.goto(`${site.url}/staff/sign-in/link/${secret}`)
    const press = async (button: string) => {
      const answered = page.waitForEvent('load')
      await page.getByRole('button', { name: button, exact: true }).click()
      await answered
    }
    const look = async (shot: string) => {
      await checkAccessibility(page)
      await screenshot(page, `protect-${shot}-${name.replaceAll(/\W+/g, '-')}`)
    }
    await press('Sign in')
    await page.goto(`${site.url}/staff/data/new`)
    await page
      .getByLabel('The file')
      .setInputFiles({ name: 'repairs.csv', mimeType: 'text/csv', buffer: Buffer.from(repairs) })
    await page.getByRole('radio', { name: 'A new dataset' }).check()
    await page.getByLabel('Title').first().fill(`Repairs ${name}`)
    await press('Send and check')
    await runWaitingImports(site.services)
    await page.reload()
    await page.getByRole('button', { name: 'Protect people in it' }).click()
    await look('1-columns')
    await press('Read the file again')
    assert.ok(await page.getByText('Choose what happens to at least one column').first().isVisible())
    const ofName = page.getByRole('group', { name: 'What happens to “Tenant name”' })
    await ofName.getByLabel('Replace every cell by REDACTED').check()
    await page
      .getByRole('group', { name: 'What happens to “Date of birth”' })
      .getByLabel('Give only the year')
      .check()
    await press('Read the file again')
    await look('2-reasons-asked')
    await page.getByLabel('Why “Tenant name” is not given in full').fill('Tenants are not named')
    await page.getByLabel('Why “Date of birth” is not given in full').fill('Days of birth single people out')
    await press('Read the file again')
    await runWaitingImports(site.services)
    await page.reload()
    assert.ok(
      await page
        .getByRole('cell', { name: '1,950', exact: true })
        .or(page.getByRole('cell', { name: '1950', exact: true }))
        .first()
        .isVisible(),
    )
    assert.equal(await page.getByText('Specimen').count(), 0)
    await look('3-read-again')
    await closePage(page)
  })
