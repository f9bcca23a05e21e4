import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { verifyAudit } from '../../src/audit/index.ts'
import { extractText } from '../../src/documents/index.ts'
import { createSignInLink, type Staff } from '../../src/identity/index.ts'
import { startStaffApp, type StaffApp } from '../support/staff-app.ts'
import {
  checkAccessibility,
  closePage,
  launchBrowser,
  newPage,
  screenshot,
  type Browser,
  type Page,
} from './browser.ts'

/**
 * A real request, in our own words, from the form to the disclosure log: seven things asked about analytics, one
 * provided, five not held, one already accessible under section 21 with its link; two members of staff.
 */
const asked = [
  'Briefing notes, reports or evaluations about data systems driven by algorithms',
  'Overviews of how the outputs of these systems are produced',
  'Training manuals or slides for staff who use these systems',
  'Impact assessments of these systems',
  'Charts or other visual outputs connected with these systems',
  'Promotional or educational material about these systems',
  'Contracts for these systems',
]
const request = `I am writing about data analytics and automated decisions.\n\nPlease send me:\n${asked.map((part, index) => `${index + 1}. ${part}`).join('\n')}`
const register = 'https://www.example.org/contracts-register'
const requester = { name: 'Imogen Farthing', email: 'imogen.farthing@example.com' }
const given =
  'The education team uses systems that predict attainment, and the benefits team uses risk-based verification.'

describe('the worked example', () => {
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

  const press = (page: Page, name: string | RegExp) =>
    Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()])
  const look = async (page: Page, name: string) => {
    await checkAccessibility(page)
    await screenshot(page, `worked-example-${name}`)
  }
  const enter = async (person: Staff): Promise<Page> => {
    // Their own letter answers 403 to its author, and a decided one 409 to whoever comes back to it.
    const page = await newPage(browser, { expectStatus: [403, 409] })
    await page.goto(`${site.url}/staff/sign-in/link/${await createSignInLink(site.services, person.id, 60)}`)
    await press(page, 'Sign in')
    return page
  }

  test('is asked, answered part by part, approved by another, sent and published without the requester', async () => {
    const { services, people } = site
    const officer = people['information-officer']

    const visitor = await newPage(browser)
    await visitor.goto(`${site.url}/requests/new`)
    await visitor.getByRole('button', { name: 'Start now' }).click()
    await visitor.getByLabel('What would you like to know?').fill(request)
    await press(visitor, 'Continue')
    await press(visitor, 'Continue')
    await visitor.getByLabel('What is your full name?').fill(requester.name)
    await press(visitor, 'Continue')
    await visitor.getByLabel('By email').check()
    await visitor.getByLabel('Your email address').fill(requester.email)
    await press(visitor, 'Continue')
    await press(visitor, 'Send your request')
    await visitor.waitForURL(/\/sent$/)
    const reference = (await visitor.locator('.govuk-panel strong').textContent())?.trim() ?? ''
    assert.match(reference, /^REQ\d{5}$/)

    const staff = await enter(officer)
    await staff.goto(`${site.url}/staff/cases?tab=unassigned`)
    await Promise.all([staff.waitForEvent('load'), staff.getByRole('link', { name: reference }).click()])
    await press(staff, 'Start work')
    await look(staff, 'case')
    const parts = await staff.goto(`${site.url}/staff/cases/${reference}/parts`)
    assert.equal(parts?.status(), 200)
    for (const part of asked) assert.ok((await staff.getByText(part).count()) > 0, part)

    for (const [index] of asked.entries()) {
      await staff.goto(`${site.url}/staff/cases/${reference}/parts/${index + 1}/decide`)
      const choose = (label: string) => staff.getByRole('radio', { name: label, exact: true }).check()
      if (index === 0) {
        await choose('Yes')
        await choose('Provided')
        await staff.getByLabel('Answer', { exact: true }).fill(given)
      } else if (index === 6) {
        await choose('Yes')
        await choose('Available elsewhere')
        await staff.getByLabel('Answer', { exact: true }).fill('Every contract is in the contracts register.')
        await staff.getByLabel('Web address').fill(register)
        await staff.getByLabel('Name of the page').fill('Contracts register')
      } else {
        await choose('No')
        await choose('Not held')
      }
      if (index === 6) await look(staff, 'decide')
      await press(staff, 'Save the decision')
    }
    await staff.goto(`${site.url}/staff/cases/${reference}/letter`)
    await look(staff, 'letter')
    await press(staff, 'Send for approval')
    await look(staff, 'submitted')

    const own = await staff.goto(`${site.url}/staff/cases/${reference}/approve`)
    assert.equal(
      await staff.getByRole('button', { name: 'Save your decision' }).count(),
      0,
      `status ${own?.status()}`,
    )

    const approver = await enter(people.approver)
    await approver.goto(`${site.url}/staff/cases/${reference}/approve`)
    await look(approver, 'approve')
    assert.ok(await approver.getByText(given).first().isVisible())
    await approver.getByRole('radio', { name: 'Approve', exact: true }).check()
    await press(approver, 'Save your decision')

    await staff.goto(`${site.url}/staff/cases/${reference}/send`)
    await look(staff, 'send')
    await press(staff, 'Send the answer')

    const answered = await services.database.reader
      .selectFrom('cases')
      .selectAll()
      .where('reference', '=', reference)
      .executeTakeFirstOrThrow()
    assert.equal(answered.stage, 'answered')
    const letter = await services.database.reader
      .selectFrom('letter')
      .selectAll()
      .where('case_id', '=', answered.id)
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow()
    const pdf = await extractText(await services.files.read(letter.pdf_sha256 ?? ''), 'pdf')
    for (const text of [letter.text_body, pdf.text].map((each) => each.replaceAll(/\s+/g, ' '))) {
      for (const wanted of [
        reference,
        requester.name,
        given,
        'We do not hold this information.',
        register,
        'section 21',
        'Freedom of Information Act 2000',
        'Information Commissioner',
      ]) {
        assert.ok(text.includes(wanted), `the letter must say: ${wanted}\n${text}`)
      }
      for (const part of asked) assert.ok(text.includes(part), `the letter must quote: ${part}`)
      assert.match(text, /review/i)
      assert.match(text, /re-use/i)
    }

    await staff.goto(`${site.url}/staff/cases/${reference}/publish`)
    await look(staff, 'publish')
    await press(staff, 'Continue')
    await look(staff, 'publish-confirm')
    await press(staff, /publish/i)

    const entry = await visitor.goto(`${site.url}/disclosure-log/${reference}`)
    assert.equal(entry?.status(), 200)
    await look(visitor, 'entry')
    const published = await visitor.content()
    assert.ok(
      published.includes('s.21') &&
        published.includes('contracts-register') &&
        published.includes(asked[6] ?? ''),
    )
    for (const secret of [requester.name, requester.email, 'Imogen', 'Farthing']) {
      assert.ok(!published.includes(secret), `the entry must not say: ${secret}`)
      for (const twin of ['.json', '.csv', '.atom']) {
        const body = await (await fetch(`${site.url}/disclosure-log${twin}`)).text()
        assert.ok(!body.includes(secret), `${twin} must not say: ${secret}`)
      }
    }

    const trail = await services.database.reader
      .selectFrom('audit_event')
      .select(['action', 'actor_id'])
      .where('case_id', '=', answered.id)
      .orderBy('number')
      .execute()
    const by = (action: string) => trail.find((event) => event.action === action)?.actor_id
    assert.equal(by('submit'), officer.id)
    assert.equal(by('approve'), people.approver.id)
    assert.equal(by('send'), officer.id)
    assert.equal(trail.filter((event) => event.action === 'decide-part').length, asked.length)
    assert.deepEqual(
      (await verifyAudit(services.database)).filter((report) => report.broken),
      [],
    )

    const late = await approver.goto(`${site.url}/staff/cases/${reference}/approve`)
    assert.equal(
      await approver.getByRole('button', { name: 'Save your decision' }).count(),
      0,
      `after approval: ${late?.status()}`,
    )
    for (const page of [visitor, staff, approver]) await closePage(page)
  })
})
