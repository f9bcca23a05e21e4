import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findImport, runWaitingImports } from '../../../datasets/index.ts'
import { startStaffApp, type StaffApp, type Visitor } from '../../../../test/support/staff-app.ts'

const csv = `Spending of the works department

Paid on,Supplier,Amount,Ward,Reference
03/04/2025,Acme Ltd,"£1,200.50",Hill Top,0012
05/04/2025,Borough Builders,£300.00,Low Moor,0013
06/04/2025,Redacted,£99.99,Hill Top,0014
Total,,"£1,600.49",,
`
const fresh = {
  which: 'new',
  title: 'Spending',
  contactEmail: 'data@example.org',
  theme: 'spending',
  frequency: 'monthly',
  licence: 'OGL-UK-3.0',
  updateMode: 'replace',
}

describe('a file becomes a dataset', () => {
  let app: StaffApp
  let publisher: Visitor
  before(async () => {
    app = await startStaffApp()
    publisher = await app.signIn(app.people.publisher)
  })
  after(() => app.close())

  const send = (fields: Record<string, string>, content = csv, name = 'works.csv') =>
    publisher.postFiles('/staff/data/new', fields, [
      { field: 'file', name, type: 'text/csv', content: Buffer.from(content) },
    ])
  const errorsOf = (html: string) =>
    [...html.matchAll(/href="#([\w-]+)">([^<]+)<\/a><\/li>/g)].map(([, field, message]) => [field, message])
  const versionIn = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const stateOf = async (path: string) => {
    const id = path.split('/').at(-1) ?? ''
    return (await findImport(app.services.database.reader, app.authority.id, id))?.state
  }

  test('an empty form names what is missing; a faulty one keeps the file that came with it', async () => {
    const empty = await publisher.postFiles('/staff/data/new', {}, [])
    assert.equal(empty.status, 422)
    assert.deepEqual(errorsOf(empty.html), [
      ['file', 'Select a file'],
      ['which', 'Select what the file is'],
    ])
    const faulty = await send({ ...fresh, title: ' ' })
    assert.deepEqual(errorsOf(faulty.html), [['title', 'Enter a title']])
    assert.match(faulty.html, /We have your file: <strong>works\.csv<\/strong>/)
    const ticket = /name="ticket" value="([^"]+)"/.exec(faulty.html)?.[1] ?? ''
    const stranger = await app.signIn(app.people['data-protection-officer'])
    assert.equal((await stranger.postFiles('/staff/data/new', { ...fresh, ticket }, [])).status, 403)
    const again = await publisher.postFiles('/staff/data/new', { ...fresh, title: 'Kept', ticket }, [])
    assert.equal(again.status, 303)
    assert.match((await publisher.get(again.location)).html, /works\.csv/)
  })

  test('a file that is empty, or larger than is taken, is said so beside the other answers', async () => {
    const nothing = await send(fresh, '')
    assert.deepEqual(errorsOf(nothing.html), [['file', 'The selected file is empty']])
    app.services.largestDataset = 10_000
    const large = await send(fresh, 'x'.repeat(30_000))
    app.services.largestDataset = 2_000_000_000
    assert.equal(large.status, 422)
    assert.deepEqual(errorsOf(large.html), [['file', 'The selected file must be smaller than 10KB']])
    assert.match(large.html, /value="Spending"/)
  })

  test('questions are asked, answered and remembered; nothing is public before somebody says publish', async () => {
    const sent = await send({ ...fresh, key: 'one form, sent twice' })
    const twice = await send({ ...fresh, key: 'one form, sent twice' })
    assert.equal(twice.location, sent.location)
    const path = sent.location
    const waiting = await publisher.get(path)
    assert.match(waiting.html, /<noscript><meta http-equiv="refresh"/)
    assert.doesNotMatch((await publisher.get(`${path}?refresh=off`)).html, /http-equiv="refresh"/)
    assert.match((await publisher.get(`${path}/progress.json`)).html, /"working":true/)
    await runWaitingImports(app.services)
    const asked = await publisher.get(path)
    assert.match(asked.html, /How are the days written\?/)
    assert.doesNotMatch(asked.html, /--dates/)
    const version = versionIn(asked.html)
    const silent = await publisher.post(path, { version })
    assert.deepEqual(errorsOf(silent.html), [['dates', 'Select how the days are written']])
    assert.equal((await publisher.post(path, { version, dates: 'day-first' })).status, 303)
    await runWaitingImports(app.services)
    assert.equal(await stateOf(path), 'ready')
    const ready = await publisher.get(path)
    assert.match(ready.html, /<td[^>]*>3 April 2025<\/td>/)
    assert.match(ready.html, /0012/)
    assert.equal((await publisher.get('/data/spending')).status, 404)
    const late = await publisher.post(path, { version, dates: 'month-first' })
    assert.equal(late.status, 409)
    assert.match(late.html, /has moved on since you opened the page/)
    const confirm = await publisher.get(`${path}/publish`)
    assert.match(confirm.html, /3 rows in 5 columns/)
    assert.match(confirm.html, /Open Government Licence/)
    assert.equal((await publisher.post(`${path}/publish`, { version: versionIn(confirm.html) })).status, 303)
    await runWaitingImports(app.services)
    const published = (await publisher.get(path)).html
    assert.match(published, /It is public as version 1\./)
    assert.match(published, /3 April 2025 to /)
    assert.equal((await publisher.get('/data/spending')).status, 200)
    assert.match((await publisher.get('/staff/data/imports?state=done')).html, /works\.csv/)
    assert.equal((await publisher.get(`${path}/publish`)).status, 409)
  })

  test('a file that holds no table says what to do; it can be put aside and taken up again', async () => {
    const sent = await send({ ...fresh, title: 'Not a table' }, '%PDF-1.7\n\u0000\u0001', 'report.pdf')
    await runWaitingImports(app.services)
    const page = await publisher.get(sent.location)
    assert.match(page.html, /This file cannot be published|It failed/)
    assert.match(page.html, /[Ss]end another/)
    assert.equal((await publisher.get(`${sent.location}/cancel`)).status, 200)
    const version = versionIn((await publisher.get(`${sent.location}/cancel`)).html)
    assert.equal((await publisher.post(`${sent.location}/cancel`, { version })).status, 303)
    assert.match((await publisher.get(sent.location)).html, /Nothing of it was published/)
    const again = await publisher.post(`${sent.location}/again`, { version })
    assert.equal(again.status, 303)
    assert.notEqual(again.location, sent.location)
  })

  test('rows that do not fit and what looks like a mistake are each decided on', async () => {
    const rows = Array.from({ length: 30 }, (_, number) => `${number},${number * 3},Ward ${number}`)
    const odd = ['Number,Amount,Amount', ...rows, '30,twelve,Ward 30'].join('\n')
    const sent = await send({ ...fresh, title: 'Odd rows' }, odd)
    await runWaitingImports(app.services)
    const page = await publisher.get(sent.location)
    assert.match(page.html, /Rows that do not fit/)
    assert.match(page.html, /Is this as it should be\?/)
    const version = versionIn(page.html)
    const silent = await publisher.post(sent.location, { version })
    assert.deepEqual(
      errorsOf(silent.html).map(([field]) => field),
      ['faultyRows', 'accept'],
    )
    const answers = { version, faultyRows: 'leave-out', accept: 'duplicate-label' }
    assert.equal((await publisher.post(sent.location, answers)).status, 303)
    await runWaitingImports(app.services)
    assert.equal(await stateOf(sent.location), 'ready')
    const ready = await publisher.get(sent.location)
    assert.match(ready.html, /The first 10 of 30 rows/)
    assert.match(ready.html, /Rows that do not fit are left out/)
  })

  test('an entry without a file is a draft until it is published', async () => {
    const fields = { ...fresh, title: '', which: 'entry', entryTitle: 'Flood plans' }
    const wrong = await publisher.postFiles('/staff/data/new', fields, [])
    assert.deepEqual(errorsOf(wrong.html), [['kind', 'Select what it is']])
    const made = await publisher.postFiles(
      '/staff/data/new',
      { ...fields, kind: 'document', links: 'The plan | https://example.org/plan.pdf | PDF' },
      [],
    )
    assert.equal(made.location, '/staff/data/datasets/flood-plans')
    const page = await publisher.get(made.location)
    assert.match(page.html, /It is not public yet/)
    assert.equal((await publisher.get('/data/flood-plans')).status, 404)
    const version = versionIn(page.html)
    assert.equal((await publisher.post(`${made.location}/publish`, { version })).status, 303)
    assert.match((await publisher.get('/data/flood-plans')).html, /https:\/\/example\.org\/plan\.pdf/)
  })
})
