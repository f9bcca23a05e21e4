import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startTestApp, type TestApp } from '../../../../test/support/app.ts'
import { assertFormErrors, getPage } from '../../../../test/support/forms.ts'

describe('help and the pages in the footer', () => {
  let site: TestApp
  before(async () => {
    site = await startTestApp()
  })
  after(() => site.close())

  const deadline = (query: string) => getPage(site.app, `/help/deadlines?${query}`)

  test('a date is worked out with its reasons and its holidays', async () => {
    const { html, status } = await deadline(
      'regime=foia&received-day=1&received-month=April&received-year=2026',
    )
    assert.equal(status, 200)
    // 20 working days from 1 April 2026, without Good Friday and Easter Monday.
    assert.match(html, /Reply due by Friday 1 May 2026/)
    assert.match(html, /FOIA 2000 s\.10\(1\)/)
    assert.match(html, /Good Friday/)
  })

  test('a question back from the authority moves the date, and waiting for the reply leaves none', async () => {
    const base =
      'regime=eir&received-day=1&received-month=6&received-year=2026&asked-day=5&asked-month=6&asked-year=2026'
    assert.match((await deadline(base)).html, /There is no date while you are waited for/)
    const replied = await deadline(`${base}&replied-day=8&replied-month=6&replied-year=2026`)
    // 15 June 2026 was a bank holiday in Scotland, which counts everywhere.
    assert.match(replied.html, /Reply due by Tuesday 7 July 2026/)
  })

  test('a date that is not one, or is out of order, comes back with what to do', async () => {
    assertFormErrors(await deadline('regime=&received-day=&received-month=&received-year='), [
      'Select the law the request comes under',
      'Enter the day the request arrived',
    ])
    assertFormErrors(await deadline('regime=foia&received-day=31&received-month=2&received-year=2026'), [
      'The day the request arrived must be a real date, like 14 1 2026',
    ])
    const early =
      'regime=foia&received-day=9&received-month=6&received-year=2026&asked-day=1&asked-month=6&asked-year=2026'
    const answer = await deadline(early)
    assert.equal(answer.status, 422)
    assert.match(answer.html, /before the request was received/)
    assert.match(answer.html, /href="#asked-day"/)
    assert.equal(
      (await deadline('regime=foia&received-day=1&received-month=1&received-year=9999')).status,
      422,
    )
    assert.equal(
      (await deadline('regime=<script>&received-day=1&received-month=1&received-year=2026')).status,
      422,
    )
  })

  test('the contact, cookies and accessibility pages speak for this authority', async () => {
    assert.match((await getPage(site.app, '/contact')).html, /foi@example\.org/)
    assert.match((await getPage(site.app, '/accessibility')).html, /Exampleshire Council/)
    assert.match((await getPage(site.app, '/cookies')).html, /sets no cookies/)
  })
})
