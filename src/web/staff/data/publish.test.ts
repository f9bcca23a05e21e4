import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { runWaitingImports } from '../../../datasets/index.ts'
import { startStaffApp, type StaffApp, type Visitor } from '../../../../test/support/staff-app.ts'

const csv = `Spending report
Department of Works,,,,
Paid on,Supplier,Amount,Ward,Reference
03/04/2025,Acme Ltd,"£1,200.50",Hill Top,0012
05/04/2025,Borough Builders,£300.00,Low Moor,0013
06/04/2025,Redacted,£99.99,Hill Top,0014
,,,,
Total,,"£1,600.49",,
`

describe('a file becomes a dataset', () => {
  let app: StaffApp
  let publisher: Visitor
  before(async () => {
    app = await startStaffApp()
    publisher = await app.signIn(app.people.publisher)
  })
  after(() => app.close())

  test('from the file to the public page', async () => {
    const sent = await publisher.postFiles(
      '/staff/data/new',
      {
        which: 'new',
        title: 'Spending of the works department',
        contactEmail: 'data@example.org',
        theme: 'spending',
        frequency: 'monthly',
        licence: 'OGL-UK-3.0',
        kind: 'table',
        updateMode: 'replace',
        key: 'k1',
      },
      [{ field: 'file', name: 'works.csv', type: 'text/csv', content: Buffer.from(csv) }],
    )
    console.log(
      sent.status,
      sent.location,
      [...sent.html.matchAll(/error-message[^]*?<\/p>/g)].map((m) => m[0]),
    )
    assert.equal(sent.status, 303)
    let page = await publisher.get(sent.location)
    assert.equal(page.status, 200)
    console.log(await runWaitingImports(app.services))
    page = await publisher.get(sent.location)
    console.log(
      page.status,
      page.html
        .replace(/[^]*<main/, '')
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 6000),
    )
  })
})
