import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { addTask, decidePart, previewLetter, startCase, submitLetter } from '../../src/cases/index.ts'
import { TOTP } from 'otpauth'
import { systemActor } from '../../src/audit/index.ts'
import {
  confirmSecondFactor,
  createSignInLink,
  enrolSecondFactor,
  removeSecondFactor,
  type Staff,
} from '../../src/identity/index.ts'
import { must, startStaffApp, type StaffApp } from '../support/staff-app.ts'
import { checkAccessibility, closePage, launchBrowser, newPage, screenshot } from './browser.ts'
import type { Browser, Page, PageOptions } from './browser.ts'

const text =
  'Please tell me:\n1. How many potholes were reported in 2025?\n2. What did the council pay to mend them?\n3. Which contractor has the work, and at what price per repair?'
const parts = [
  'How many potholes were reported in 2025?',
  'What did the council pay to mend them?',
  'Which contractor has the work, and at what price per repair?',
]

describe('the staff site in a browser', () => {
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

  /** Signs in as a person does: opens the link, presses the button. */
  const enter = async (person: Staff, options: PageOptions = {}): Promise<Page> => {
    const page = await newPage(browser, options)
    const secret = await createSignInLink(staff.services, person.id, 60)
    await page.goto(`${staff.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.equal(new URL(page.url()).pathname, '/staff')
    return page
  }
  const officer = () => staff.people['information-officer']

  /** A case with everything on it that its pages can show. */
  const busyCase = async () => {
    const { caseId, reference } = await staff.open({ requestText: text, parts })
    must(await startCase(staff.services, officer(), { caseId, version: 1, officerId: officer().id }))
    must(
      await addTask(staff.services, officer(), {
        caseId,
        partId: null,
        teamId: staff.teamId,
        title: 'Find the figures for 2025',
        instructions: 'By ward if you hold them that way.',
      }),
    )
    return { caseId, reference }
  }

  const decideAll = async (caseId: string) => {
    const preview = await staff.services.database.reader
      .selectFrom('case_part')
      .select(['id', 'number'])
      .where('case_id', '=', caseId)
      .orderBy('number')
      .execute()
    const blank = { linkUrl: null, linkTitle: null, advice: '', grounds: [] }
    for (const { id, number } of preview)
      must(
        await decidePart(staff.services, officer(), {
          ...blank,
          caseId,
          partId: id,
          held: number === 2 ? 'no' : 'yes',
          outcome: number === 1 ? 'provided' : number === 2 ? 'not-held' : 'refused',
          answer: number === 1 ? '1,204 potholes were reported.' : '',
          grounds:
            number === 3
              ? [
                  {
                    exemptionId: 'foia-43-2',
                    reasoning: 'The price per repair would show rivals how the contractor bids.',
                    prejudice: 'The contractor would be undercut in the tender now open.',
                    factorsFor: ['Openness about public money'],
                    factorsAgainst: ['Fair competition in the tender'],
                    conclusion: 'While the tender is open, withholding serves the public better.',
                    qualifiedPerson: null,
                    qualifiedOpinionOn: null,
                  },
                ]
              : [],
        }),
      )
    assert.ok((await previewLetter(staff.services, officer(), caseId)).ok)
  }

  const version = async (caseId: string): Promise<number> =>
    (
      await staff.services.database.reader
        .selectFrom('cases')
        .select('version')
        .where('id', '=', caseId)
        .executeTakeFirstOrThrow()
    ).version

  test('every page of a case, and every form on it, passes axe', async () => {
    const { reference } = await busyCase()
    const page = await enter(officer())
    const base = `${staff.url}/staff/cases/${reference}`
    const places = [
      '',
      '/parts',
      '/parts/change',
      '/tasks',
      '/tasks/new',
      '/documents',
      '/messages',
      '/decision',
      '/history',
      '/parts/1/decide',
      '/parts/3/decide',
      '/law',
      '/details',
      '/assign',
      '/extend',
      '/clarification/ask',
      '/fee/ask',
      '/cost',
      '/letter',
      '/close',
      '/split',
    ]
    for (const place of places) {
      await page.goto(`${base}${place}`)
      await checkAccessibility(page)
      await screenshot(page, `staff-case${place.replaceAll('/', '-') || '-summary'}`)
    }
    await closePage(page)
  })

  const lists: [who: keyof StaffApp['people'], places: string[]][] = [
    [
      'information-officer',
      [
        '',
        '/cases?tab=open',
        '/cases/new',
        '/outbox',
        '/reports',
        '/search?q=potholes',
        '/law/exemptions',
        '/account',
      ],
    ],
    ['service-contact', ['', '/tasks']],
    ['approver', ['', '/cases']],
    ['publisher', ['']],
    ['auditor', ['', '/audit']],
    [
      'administrator',
      [
        '',
        '/settings',
        '/settings/authority',
        '/settings/people',
        '/settings/people/new',
        '/settings/approval',
        '/settings/wording',
      ],
    ],
  ]
  for (const [who, places] of lists) {
    test(`the lists of the ${who} pass axe`, async () => {
      const page = await enter(staff.people[who])
      for (const place of places) {
        await page.goto(`${staff.url}/staff${place}`)
        await checkAccessibility(page)
        await screenshot(page, `staff-${who}${place.replaceAll(/[/?=]/g, '-')}`)
      }
      await closePage(page)
    })
  }

  const circumstances: [string, PageOptions][] = [
    ['320-pixels', { width: 320 }],
    ['without-scripts', { javaScript: false }],
    ['forced-colours', { forcedColours: true }],
  ]
  for (const [name, options] of circumstances) {
    test(`the main pages pass axe: ${name}`, async () => {
      const { reference } = await busyCase()
      const page = await enter(officer(), options)
      for (const place of [
        '',
        '/cases?tab=open',
        `/cases/${reference}`,
        `/cases/${reference}/history`,
        `/cases/${reference}/parts/1/decide`,
      ]) {
        await page.goto(`${staff.url}/staff${place}`)
        await checkAccessibility(page)
        await screenshot(page, `staff-${name}${place.replaceAll(/[/?=]/g, '-').replace(reference, 'case')}`)
      }
      await closePage(page)
    })
  }

  test('sign-in says what is wrong, keeps the way back and lets nothing but staff pages be it', async () => {
    const page = await newPage(browser, { expectStatus: [422] })
    await page.goto(`${staff.url}/staff/cases?tab=closed`)
    assert.equal(new URL(page.url()).pathname, '/staff/sign-in')
    await checkAccessibility(page)
    await screenshot(page, 'staff-sign-in')
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.match(await page.title(), /^Error: /)
    await checkAccessibility(page)
    await page.getByLabel('Email address').fill('information-officer@example.org')
    await page.getByLabel('Password', { exact: true }).fill('a long password for information-officer')
    await page.getByRole('button', { name: 'Sign in' }).click()
    assert.equal(new URL(page.url()).pathname + new URL(page.url()).search, '/staff/cases?tab=closed')
    await page.getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor()
    await closePage(page)
  })

  test('a sign-in link asks for the code of whoever has a second factor', async () => {
    const { services, people } = staff
    const { secret } = must(await enrolSecondFactor(services, people.auditor))
    const code = (seconds: number) =>
      new TOTP({ secret }).generate({ timestamp: Date.now() + seconds * 1000 })
    must(await confirmSecondFactor(services, people.auditor, code(0)))
    const page = await newPage(browser, { expectStatus: [422] })
    const link = await createSignInLink(services, people.auditor.id, 60)
    await page.goto(`${staff.url}/staff/sign-in/link/${link}`)
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    await page.getByLabel('Code from your authenticator').press('Enter')
    await page.getByRole('link', { name: 'Enter the six digits' }).waitFor()
    await checkAccessibility(page)
    await screenshot(page, 'staff-sign-in-link')
    await page.getByLabel('Code from your authenticator').fill(code(30))
    await page.getByRole('button', { name: 'Sign in' }).press('Enter')
    await page.waitForURL(`${staff.url}/staff`)
    must(await removeSecondFactor(services, systemActor, { staffId: people.auditor.id }))
    await closePage(page)
  })

  test('five minutes before a session ends the page says so, and keeps it without being left', async () => {
    const page = await newPage(browser)
    await page.clock.install()
    const secret = await createSignInLink(staff.services, officer().id, 60)
    await page.goto(`${staff.url}/staff/sign-in/link/${secret}`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.goto(`${staff.url}/staff/cases/new`)
    await page.getByLabel('What was asked').fill('Half a request')
    const notice = page.getByText('You will be signed out soon.')
    await page.clock.fastForward('54:00')
    assert.equal(await notice.isVisible(), false)
    await page.clock.fastForward('02:00')
    await notice.waitFor()
    await page.getByRole('link', { name: 'Stay signed in' }).click()
    await page.getByLabel('What was asked').waitFor()
    assert.equal(await page.getByLabel('What was asked').inputValue(), 'Half a request')
    assert.equal(new URL(page.url()).pathname, '/staff/cases/new')
    await closePage(page)
  })

  test('a decision with a legal reason is made with the keyboard alone', async () => {
    const { reference } = await busyCase()
    const page = await enter(officer())
    await page.goto(`${staff.url}/staff/cases/${reference}/parts/3/decide`)
    await page.getByRole('radio', { name: 'Yes', exact: true }).press('Space')
    await page.getByRole('radio', { name: 'Refused' }).press('Space')
    const choose = page.getByLabel('Add a legal reason')
    await choose.focus()
    await choose.selectOption('foia-43-2')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const why = page.getByLabel('Why it applies')
    await why.waitFor()
    assert.equal(await page.getByRole('radio', { name: 'Refused' }).isChecked(), true)
    await checkAccessibility(page)
    await screenshot(page, 'staff-decide-ground')
    await why.fill('Rivals would learn the price.')
    await page.getByLabel('What harm there would be').fill('The contractor would be undercut.')
    await page.getByLabel('Public interest in disclosure').fill('Openness')
    await page.getByLabel('Public interest in withholding').fill('Fair competition')
    await page.getByLabel('Where the balance lies').fill('Withhold while the tender is open.')
    // Enter in a one-line box saves; it must never press "Remove".
    await page.getByLabel('Name of the page').press('Enter')
    await page.getByRole('heading', { name: 'Decide part 1' }).waitFor()
    await page.goto(`${staff.url}/staff/cases/${reference}/decision`)
    await page.getByText('Withhold while the tender is open.').waitFor()
    await closePage(page)
  })

  test('the approver sees the letter, approves, and coming back finds it decided', async () => {
    const { caseId, reference } = await busyCase()
    await decideAll(caseId)
    const writer = await enter(officer())
    await writer.goto(`${staff.url}/staff/cases/${reference}/letter`)
    await checkAccessibility(writer)
    await screenshot(writer, 'staff-letter-preview')
    await writer.getByRole('button', { name: 'Send for approval' }).click()

    await writer.getByText('The answer was sent for approval').waitFor()
    await closePage(writer)

    const page = await enter(staff.people.approver, { expectStatus: [409, 422] })
    await page.getByRole('link', { name: reference }).click()
    await checkAccessibility(page)
    await screenshot(page, 'staff-approve')
    await page.getByRole('radio', { name: 'Approve', exact: true }).check()
    await page.getByRole('button', { name: 'Save your decision' }).click()
    await page.getByText('You approved the answer').waitFor()
    await page.goBack()
    await page.reload()
    await page.getByRole('heading', { name: 'You already approved this' }).waitFor()
    await checkAccessibility(page)
    await closePage(page)

    const sender = await enter(officer())
    await sender.goto(`${staff.url}/staff/cases/${reference}/send`)
    await checkAccessibility(sender)
    await screenshot(sender, 'staff-send')
    await sender.getByRole('button', { name: 'Send the answer' }).click()
    await sender.getByText('The answer is finished').waitFor()
    await sender.goto(`${staff.url}/staff/outbox`)
    await sender.getByText('No mail server is set up').waitFor()
    await checkAccessibility(sender)
    await screenshot(sender, 'staff-outbox')
    await closePage(sender)

    const publisher = await enter(staff.people.publisher)
    await publisher.getByRole('link', { name: reference }).click()
    await checkAccessibility(publisher)
    await screenshot(publisher, 'staff-publish')
    await publisher.getByRole('button', { name: 'Continue' }).click()
    await checkAccessibility(publisher)
    await screenshot(publisher, 'staff-publish-confirm')
    await publisher.getByRole('button', { name: 'Publish it' }).click()
    await publisher.getByText('The answer was published in the disclosure log').waitFor()
    await closePage(publisher)
  })

  test('what was entered survives somebody else being faster', async () => {
    const { caseId, reference } = await busyCase()
    const page = await enter(officer(), { expectStatus: [409] })
    await page.goto(`${staff.url}/staff/cases/${reference}/parts/1/decide`)
    await page.getByRole('radio', { name: 'Yes', exact: true }).check()
    await page.getByRole('radio', { name: 'Provided', exact: true }).check()
    await page.getByLabel('Answer', { exact: true }).fill('My own long answer.')
    await decideAll(caseId)
    await page.getByRole('button', { name: 'Save the decision' }).click()
    await page.getByRole('heading', { name: 'This was changed since you opened it' }).waitFor()
    assert.equal(await page.getByLabel('Answer', { exact: true }).inputValue(), 'My own long answer.')
    await page.getByRole('cell', { name: '1,204 potholes were reported.' }).waitFor()
    await checkAccessibility(page)
    await screenshot(page, 'staff-stale')
    must(await submitLetter(staff.services, officer(), { caseId, version: await version(caseId) }))
    await page.getByRole('button', { name: 'Save the decision' }).click()
    await page.getByText('This cannot be done any more').waitFor()
    assert.equal(await page.getByLabel('Answer', { exact: true }).inputValue(), 'My own long answer.')
    await closePage(page)
  })

  test('a team answers its task without ever seeing who asked', async () => {
    const { reference } = await busyCase()
    const page = await enter(staff.people['service-contact'], { javaScript: false })
    await page.getByRole('link', { name: 'Find the figures for 2025' }).last().click()
    assert.doesNotMatch(await page.content(), /Quentin|Marsh|quentin/)
    await checkAccessibility(page)
    await screenshot(page, 'staff-task')
    await page.getByRole('radio', { name: 'Here is everything we hold' }).check()
    await page.getByLabel('Answer or explanation').fill('1,204 in all.')
    await page.getByLabel('Files (optional)').setInputFiles([
      {
        name: 'by-ward.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from('ward,count\nNorth,604\nSouth,600\n'),
      },
      { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('Counted on 4 January 2026.') },
    ])
    await page.getByRole('button', { name: 'Send your answer' }).click()
    await page.getByText('Your answer was saved').waitFor()
    await closePage(page)
    assert.ok(reference)
  })
})
