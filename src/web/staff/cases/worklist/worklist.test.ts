import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { startStaffApp, type StaffApp, type Visitor } from '../../../../../test/support/staff-app.ts'

const references = (html: string) =>
  [...html.matchAll(/href="\/staff\/cases\/(REQ\d+)"/g)].map(([, reference]) => reference ?? '')

describe('the worklist', () => {
  let app: StaffApp
  let officer: Visitor
  before(async () => {
    app = await startStaffApp()
    officer = await app.signIn(app.people['information-officer'])
    for (let number = 1; number <= 28; number += 1)
      await app.open({
        title: number % 7 === 0 ? `Swimming pool ${number}` : `=Potholes ${number}`,
        regime: number % 2 === 0 ? 'eir' : 'foia',
      })
  })
  after(() => app.close())

  test('shows 25 to a page, says of how many, and turns the page', async () => {
    const first = await officer.get('/staff/cases?tab=open')
    assert.match(first.html, /Showing 1 to 25 of 28/)
    assert.equal(references(first.html).length, 25)
    const second = await officer.get('/staff/cases?tab=open&page=2')
    assert.match(second.html, /Showing 26 to 28 of 28/)
    assert.match(second.html, /<title>[^<]*\(page 2\)/)
    const all = new Set([...references(first.html), ...references(second.html)])
    assert.equal(all.size, 28)
    assert.equal((await officer.get('/staff/cases?tab=open&page=99')).location, '/staff/cases?tab=open')
  })

  test('filters, searches and sorts from the address alone, and its twins hold the same rows', async () => {
    const state = 'tab=open&regime=eir&sort=-reference'
    const page = await officer.get(`/staff/cases?${state}`)
    const shown = references(page.html)
    assert.equal(shown.length, 14)
    assert.deepEqual(shown, shown.toSorted().toReversed())
    const json = JSON.parse((await officer.get(`/staff/cases.json?${state}`)).html) as {
      count: number
      items: { reference: string }[]
    }
    assert.deepEqual(
      json.items.map(({ reference }) => reference),
      shown,
    )
    const csv = (await officer.get(`/staff/cases.csv?${state}`)).html.trim().split('\r\n')
    assert.deepEqual(
      csv.slice(1).map((line) => line.split(',')[0]),
      shown,
    )
    assert.match(csv[2] ?? '', /'=Potholes/, 'a title that a spreadsheet would run is made inert')
    const found = await officer.get('/staff/cases?tab=open&q=swimming')
    assert.equal(references(found.html).length, 4)
    assert.match(found.html, /Remove filter/)
  })

  test('counts each tab, and says so when one is empty', async () => {
    const page = await officer.get('/staff/cases?tab=open')
    const tabs = [...page.html.matchAll(/class="mun-tabs__link"[^>]*>([^<]+)<span class="mun-count">(\d+)/g)]
    assert.deepEqual(
      tabs.map(([, name, count]) => [name?.trim(), Number(count)]),
      [
        ['To do', 0],
        ['Waiting for others', 0],
        ['Due soon', 0],
        ['Unassigned', 28],
        ['With approvers', 0],
        ['All open', 28],
        ['Closed', 0],
      ],
    )
    assert.match((await officer.get('/staff/cases')).html, /There are no requests in this list/)
  })

  test('what makes no sense in the address is left out', async () => {
    const page = await officer.get("/staff/cases?tab=nothing&sort=%27&page=-4&regime=%00&officer=x'&q=%00")
    assert.equal(page.status, 200)
  })
})

describe('keying in a request', () => {
  let app: StaffApp
  let officer: Visitor
  before(async () => {
    app = await startStaffApp()
    officer = await app.signIn(app.people['information-officer'])
  })
  after(() => app.close())
  const letter = {
    requestText: '1. How many benches are there?\n2. What does one cost?',
    channel: 'post',
    regime: 'foia',
    replyBy: 'post',
    'receivedOn-day': '5',
    'receivedOn-month': '1',
    'receivedOn-year': '2026',
    'requester-name': 'Quentin Marsh',
    'requester-postalAddress': '1 Mill Lane\nExampleton',
    act: 'save',
  }

  test('suggests the parts, keeps nothing until it is recorded, and records it once', async () => {
    const checked = await officer.postFiles('/staff/cases/new', { ...letter, act: 'check' }, [])
    assert.equal(checked.status, 200)
    assert.match(checked.html, /How many benches are there\?\n\nWhat does one cost\?/)
    const key = /name="key" value="([^"]+)"/.exec((await officer.get('/staff/cases/new')).html)?.[1] ?? ''
    assert.ok(key.length > 20)
    const parts = 'How many benches are there?\n\nWhat does one cost?'
    const sent = await Promise.all([
      officer.postFiles('/staff/cases/new', { ...letter, parts, key }, []),
      officer.postFiles('/staff/cases/new', { ...letter, parts, key }, []),
    ])
    assert.deepEqual(
      sent.map(({ status }) => status),
      [303, 303],
    )
    assert.equal(sent[0]?.location, sent[1]?.location, 'the same form twice is one request')
    const page = await officer.get(sent[0]?.location ?? '')
    assert.match(page.html, /5 January 2026/)
    assert.match(page.html, /What does one cost\?/)
  })

  test('shows a request like it that was asked before', async () => {
    const again = await officer.postFiles('/staff/cases/new', { ...letter, act: 'check' }, [])
    assert.match(again.html, /Requests like this one/)
    assert.match(again.html, /REQ00001/)
  })

  test('says what is missing, and keeps what was typed', async () => {
    const empty = await officer.postFiles('/staff/cases/new', { requestText: '' }, [])
    assert.equal(empty.status, 422)
    assert.match(empty.html, /Enter what was asked/)
    const nobody = await officer.postFiles('/staff/cases/new', { ...letter, 'requester-name': '' }, [])
    assert.equal(nobody.status, 422)
    assert.match(nobody.html, /href="#requester-name"/)
    assert.match(nobody.html, /What does one cost\?/)
  })
})
