import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startCase } from '../../src/cases/index.ts'
import { officeFile } from '../../src/documents/fixtures.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { listCertificates } from '../../src/release/index.ts'
import { approveWith } from '../../src/web/staff/release/approve.fixture.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

const workbook = (hidden: string) =>
  officeFile(
    'xl/workbook.xml',
    `<workbook><sheets><sheet name="Costs"/><sheet name="${hidden}" state="hidden"/></sheets></workbook>`,
  )
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

describe('what the release check stops', () => {
  let staff: StaffApp
  let browser: Browser
  before(async () => {
    staff = await startStaffApp()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await staff.close()
  })

  const enter = async (person: Staff, options: PageOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options)
    const secret = await createSignInLink(staff.services, person.id, 60)
    await page.goto(`${staff.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }
  const at = (path: string): string => `${staff.url}/staff/${path}`
  const approve = (hidden: string) =>
    approveWith(staff, { name: 'costs.xlsx', declaredType: sheetType, bytes: workbook(hidden) })
  const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name }).first().waitFor()

  test('an answer with a hidden sheet waits for a second person, who says why it may go', async () => {
    const { reference } = await approve('Staff codes')
    const officer = await enter(staff.people['information-officer'], { expectStatus: [409] })
    await officer.goto(at(`cases/${reference}/send`))
    await officer.getByRole('button', { name: 'Send the answer' }).click()
    await heading(officer, 'The release check stopped this')
    await officer.getByText(/“costs\.xlsx”.*hidden sheet/).waitFor()
    await officer.getByText('Nothing was sent.').waitFor()
    await checkAccessibility(officer)
    await screenshot(officer, 'release-send-stopped')
    await officer.getByRole('link', { name: 'See what was found' }).click()
    await officer.getByRole('rowheader', { name: 'Hidden sheet' }).waitFor()
    assert.equal(await officer.getByRole('button', { name: 'Let it go' }).count(), 0, 'not one’s own work')
    await checkAccessibility(officer)
    await screenshot(officer, 'release-certificate-officer')
    const certificate = officer.url()

    const approver = await enter(staff.people.approver, { expectStatus: [422] })
    await approver.getByRole('link', { name: 'Release', exact: true }).click()
    await heading(approver, 'Release')
    await approver.getByRole('row', { name: new RegExp(reference) }).waitFor()
    await checkAccessibility(approver)
    await screenshot(approver, 'release-list')
    await approver.getByRole('link', { name: /^Attached file\s*: / }).click()
    assert.equal(approver.url(), certificate)
    for (const box of await approver.getByRole('checkbox').all()) await box.check()
    await approver.getByLabel('Why').fill('Codes')
    await approver.getByRole('button', { name: 'Let it go' }).click()
    await approver.getByRole('link', { name: /in 10 to 2,000 characters/ }).click()
    assert.equal(await approver.locator(':focus').getAttribute('name'), 'reason')
    assert.ok(await approver.getByRole('checkbox').first().isChecked(), 'what was chosen stays chosen')
    await checkAccessibility(approver)
    await screenshot(approver, 'release-certificate-error')
    await approver.getByLabel('Why').fill('The sheet lists cost codes and names nobody')
    await approver.getByRole('button', { name: 'Let it go' }).click()
    await approver.getByText('It can be sent now').waitFor()
    await approver.getByText('The sheet lists cost codes and names nobody').waitFor()
    await checkAccessibility(approver)
    await screenshot(approver, 'release-certificate-accepted')

    await officer.goto(at(`cases/${reference}/send`))
    await officer.getByRole('button', { name: 'Send the answer' }).click()
    await officer.getByText('The answer is finished').first().waitFor()
    await officer.goto(at('release?state=clean&route=attachment'))
    await officer.getByRole('row', { name: new RegExp(reference) }).waitFor()
    await officer.getByRole('link', { name: 'Letter', exact: true }).click()
    assert.match(officer.url(), /state=clean&route=letter|route=letter&state=clean/)
    await officer
      .getByRole('link', { name: /^Letter\s*: letter 1, pdf/ })
      .first()
      .waitFor()
    await officer.getByRole('link', { name: 'All that were stopped' }).click()
    await officer.getByText('There is nothing here.').waitFor()
    await checkAccessibility(officer)
    await closePage(approver)
    await closePage(officer)
  })

  test('words for the disclosure log that name somebody stay out of it', async () => {
    const { reference } = await approveWith(staff, {
      name: 'costs.csv',
      declaredType: 'text/csv',
      bytes: Buffer.from('road,cost\nSample Street,4200\n'),
    })
    const officer = await enter(staff.people['information-officer'])
    await officer.goto(at(`cases/${reference}/send`))
    await officer.getByRole('button', { name: 'Send the answer' }).click()
    await officer.getByText('The answer is finished').first().waitFor()
    await closePage(officer)

    const publisher = await enter(staff.people.publisher, { expectStatus: [409] })
    await publisher.goto(at(`cases/${reference}/publish`))
    await publisher.getByLabel('Summary').fill('Asked by Quentin Marsh, a resident')
    await publisher.getByRole('button', { name: 'Continue' }).click()
    await publisher.getByRole('button', { name: 'Publish it' }).click()
    await heading(publisher, 'The release check stopped this')
    await publisher.getByText('Nothing was published.').waitFor()
    assert.equal(await publisher.getByText('Quentin Marsh').count(), 1, 'only where it was typed')
    await checkAccessibility(publisher)
    await screenshot(publisher, 'release-publish-stopped')
    await publisher.getByRole('link', { name: 'See what was found' }).click()
    await publisher.getByRole('rowheader', { name: 'Personal data' }).first().waitFor()
    await publisher.getByText('Take the names and numbers out of the text.').waitFor()
    await checkAccessibility(publisher)
    await screenshot(publisher, 'release-certificate-publish')
    await closePage(publisher)
  })

  test('a letter to the requester that names others keeps its words and leads to the certificate', async () => {
    const officer = staff.people['information-officer']
    const { caseId, reference } = await staff.open()
    must(await startCase(staff.services, officer, { caseId, version: 1, officerId: officer.id }))
    const page = await enter(officer, { expectStatus: [409] })
    await page.goto(at(`cases/${reference}/clarification/ask`))
    const question = 'Do you mean the claim of Mr Sam Specimen, AB 12 34 56 C?'
    await page.getByLabel('What do you need to know?').fill(question)
    await page.getByRole('button', { name: 'Send the questions' }).click()
    await heading(page, 'The release check stopped this')
    assert.equal(await page.getByLabel('What do you need to know?').inputValue(), question)
    await checkAccessibility(page)
    await screenshot(page, 'release-form-stopped')
    await page.getByRole('link', { name: 'See what was found' }).click()
    await page.getByText('What is let go today holds for today’s message').waitFor()
    await checkAccessibility(page)
    await screenshot(page, 'release-certificate-letter')
    await page.goto(at(`cases/${reference}/clarification/ask`))
    await page.getByLabel('What do you need to know?').fill('Do you mean the year 2025?')
    await page.getByRole('button', { name: 'Send the questions' }).click()
    await page.getByText('Do you mean the year 2025?').first().waitFor()
    await closePage(page)
  })

  test('every page at 320 pixels, in forced colours and without scripts', async () => {
    const { reference } = await approve('Notes of callers')
    const first = await enter(staff.people['information-officer'], { expectStatus: [409] })
    await first.goto(at(`cases/${reference}/send`))
    await first.getByRole('button', { name: 'Send the answer' }).click()
    await heading(first, 'The release check stopped this')
    await closePage(first)
    const [row] = await listCertificates(staff.services.database.reader, staff.authority.id, {
      state: 'waiting',
      route: 'attachment',
      limit: 1,
    })
    assert.ok(row)
    const ways: [string, PageOptions][] = [
      ['320', { width: 320 }],
      ['forced', { forcedColours: true }],
      ['still', { javaScript: false, width: 320 }],
    ]
    for (const [name, options] of ways) {
      const page = await enter(staff.people.approver, options)
      for (const place of ['release', 'release?state=stopped&route=email', `release/${row.id}`]) {
        await page.goto(at(place))
        await checkAccessibility(page)
        if (!place.includes('?'))
          await screenshot(page, `release-${place.includes('/') ? 'certificate' : 'list'}-${name}`)
      }
      await closePage(page)
    }
    const officer = await enter(staff.people['information-officer'], { width: 320, expectStatus: [409] })
    await officer.goto(at(`cases/${reference}/send`))
    await officer.getByRole('button', { name: 'Send the answer' }).click()
    await heading(officer, 'The release check stopped this')
    await checkAccessibility(officer)
    await screenshot(officer, 'release-send-stopped-320')
    await closePage(officer)

    const approver = await enter(staff.people.approver, { javaScript: false, width: 320 })
    await approver.goto(at(`release/${row.id}`))
    for (const box of await approver.getByRole('checkbox').all()) await box.check()
    await approver.getByLabel('Why').fill('The sheet is empty but for its heading')
    await approver.getByRole('button', { name: 'Let it go' }).click()
    await approver.getByText('It can be sent now').waitFor()
    await closePage(approver)
  })
})
