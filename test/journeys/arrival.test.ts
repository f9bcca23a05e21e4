import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addTask, lookIntoArrivals, startCase } from '../../src/cases/index.ts'
import { fakeClamd, testVirus, type FakeClamd } from '../../src/documents/clamav.fixture.ts'
import { officeFile } from '../../src/documents/fixtures.ts'
import { clamavScanner } from '../../src/documents/index.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page } from './browser.ts'

const workbook = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Repairs"/><sheet name="Names of callers" state="hidden"/></sheets></workbook>',
)

describe('a file with more in it than it shows', () => {
  let staff: StaffApp
  let browser: Browser
  let clamd: FakeClamd
  before(async () => {
    clamd = await fakeClamd()
    staff = await startStaffApp()
    browser = await launchBrowser()
  })
  after(async () => {
    await browser.close()
    await staff.close()
    await clamd.close()
  })

  const enter = async (person: Staff, expectStatus: number[] = []): Promise<Page> => {
    const page = await newPage(browser, { expectStatus })
    const secret = await createSignInLink(staff.services, person.id, 60)
    await page.goto(`${staff.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    return page
  }

  const openTask = async (): Promise<{ reference: string; taskId: string }> => {
    const officer = staff.people['information-officer']
    const { caseId, reference } = await staff.open()
    must(await startCase(staff.services, officer, { caseId, version: 1, officerId: officer.id }))
    const { taskId } = must(
      await addTask(staff.services, officer, {
        caseId,
        partId: null,
        teamId: staff.teamId,
        title: 'Find the figures for 2025',
        instructions: '',
      }),
    )
    return { reference, taskId }
  }

  const send = async (page: Page, taskId: string, name: string, bytes: Uint8Array): Promise<void> => {
    await page.goto(`${staff.url}/staff/tasks/${taskId}`)
    await page.getByLabel('Here is part of it; more will follow').check()
    await page.getByLabel('Files').setInputFiles({ name, mimeType: '', buffer: Buffer.from(bytes) })
    await page.getByRole('button', { name: 'Send your answer' }).click()
    await page.getByText('Not looked into yet').waitFor()
  }

  test('the team that sent it and the officer are told before anybody reads on', async () => {
    const { reference, taskId } = await openTask()
    const contact = await enter(staff.people['service-contact'])
    await send(contact, taskId, 'repairs.xlsx', workbook)
    const officer = await enter(staff.people['information-officer'])
    const documents = `${staff.url}/staff/cases/${reference}/documents`
    await officer.goto(documents)
    await officer.getByText('Not looked into yet').waitFor()
    await officer.getByRole('link', { name: 'repairs.xlsx', exact: true }).click()
    await officer.getByRole('heading', { name: 'Not looked into yet' }).waitFor()
    await checkAccessibility(officer)

    await lookIntoArrivals(staff.services)
    await contact.reload()
    await contact.getByText('1 hidden sheet: sheet “Names of callers”').waitFor()
    await contact.getByText('Say in your answer what it is.').waitFor()
    await checkAccessibility(contact)
    await screenshot(contact, 'arrival-task')

    await officer.goto(`${staff.url}/staff`)
    await officer.getByText('Documents that hold more than they show came in.').waitFor()
    await checkAccessibility(officer)
    await screenshot(officer, 'arrival-my-work')
    await officer.goto(`${staff.url}/staff/cases/${reference}`)
    await officer.getByText('1 document holds more than it shows').waitFor()
    await checkAccessibility(officer)
    await officer.getByRole('link', { name: 'See the documents' }).click()
    await officer.getByText('1 hidden sheet: sheet “Names of callers”').waitFor()
    await checkAccessibility(officer)
    await screenshot(officer, 'arrival-documents')
    await officer.getByRole('link', { name: 'repairs.xlsx', exact: true }).click()
    await officer.getByRole('heading', { name: 'There is more in this file than it shows' }).waitFor()
    await checkAccessibility(officer)
    await screenshot(officer, 'arrival-warning')
    const [download] = await Promise.all([
      officer.waitForEvent('download'),
      officer.getByRole('link', { name: 'Open it all the same' }).click(),
    ])
    assert.equal(download.suggestedFilename(), 'repairs.xlsx')
    await officer.goto(`${staff.url}/staff`)
    assert.equal(await officer.getByText('Documents that hold more than they show came in.').count(), 0)

    await staff.services.database.write((tx) =>
      tx.updateTable('cases').set({ stage: 'answered' }).where('reference', '=', reference).execute(),
    )
    await officer.goto(`${staff.url}/staff/cases/${reference}/documents`)
    await officer.getByText('When it came in there was more in it than it shows').waitFor()
    assert.equal(await officer.locator('.mun-warning').count(), 0, 'nothing can be done about it any more')
    await closePage(contact)
    await closePage(officer)
  })

  test('a file with a virus opens for nobody, until two people say that it is a false alarm', async () => {
    const { reference, taskId } = await openTask()
    const contact = await enter(staff.people['service-contact'])
    await send(contact, taskId, 'notes.txt', Buffer.from(`Notes ${testVirus}`))
    const virusScanner = clamavScanner(clamd.address)
    await lookIntoArrivals({ ...staff.services, virusScanner })
    await contact.reload()
    await contact.getByText('Send a clean copy.').waitFor()
    const officer = await enter(staff.people['information-officer'])
    await officer.goto(`${staff.url}/staff/cases/${reference}/documents`)
    await officer.getByRole('link', { name: 'notes.txt', exact: true }).click()
    await officer.getByRole('heading', { name: 'A virus was found in this file' }).waitFor()
    assert.equal(await officer.getByRole('link', { name: 'Open it all the same' }).count(), 0)
    await checkAccessibility(officer)
    await screenshot(officer, 'arrival-virus')
    const answer = await officer.request.get(`${officer.url()}?open=yes`)
    assert.equal(answer.status(), 403)
    assert.equal((await answer.body()).includes(testVirus), false)
    assert.equal(await officer.getByRole('button', { name: 'Ask to let it out' }).count(), 0)

    const address = officer.url()
    const approver = await enter(staff.people.approver, [403, 409, 422])
    await approver.goto(address)
    await approver.getByRole('button', { name: 'Ask to let it out' }).click()
    await approver.getByRole('link', { name: 'Enter why it is a false alarm' }).waitFor()
    await checkAccessibility(approver)
    await askToLetOut(approver)
    await approver.getByText('Kept. A second person must say the same').waitFor()
    await checkAccessibility(approver)
    await askToLetOut(approver)
    await approver.getByText('Somebody else must agree.').waitFor()

    const second = await enter(staff.people['data-protection-officer'])
    await second.goto(address)
    await askToLetOut(second)
    await second.getByText('The file is let out.').waitFor()
    await second.getByRole('heading', { name: 'Not looked into yet' }).waitFor()
    await checkAccessibility(second)
    await screenshot(second, 'arrival-let-out')
    await lookIntoArrivals({ ...staff.services, virusScanner })
    const opened = await officer.request.get(`${address}?open=yes`)
    assert.equal((await opened.body()).includes(testVirus), true, 'what two people let out opens')
    for (const page of [contact, officer, approver, second]) await closePage(page)
  })

  const askToLetOut = async (page: Page): Promise<void> => {
    await page.getByLabel('Why it is a false alarm').fill('The text is the one scanners are tried with.')
    await page.getByRole('button', { name: 'Ask to let it out' }).click()
  }
})
