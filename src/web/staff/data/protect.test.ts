import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { findImport, runWaitingImports } from '../../../datasets/index.ts'
import { startStaffApp, type StaffApp, type Visitor } from '../../../../test/support/staff-app.ts'

const csv = `Tenant name,Ward,Repair,Cost
Mrs Ada Specimen,Hill Top,Roof of the porch,120
Mr Bo Sample,Low Moor,Kitchen tap,45
`

describe('people in a file are protected before it is published', () => {
  let app: StaffApp
  let publisher: Visitor
  before(async () => {
    app = await startStaffApp()
    publisher = await app.signIn(app.people.publisher)
  })
  after(() => app.close())

  const versionIn = (html: string) => /name="version" value="(\d+)"/.exec(html)?.[1] ?? ''
  const send = async (title: string) => {
    const sent = await publisher.postFiles(
      '/staff/data/new',
      {
        which: 'new',
        title,
        contactEmail: 'data@example.org',
        theme: 'housing',
        frequency: 'monthly',
        licence: 'OGL-UK-3.0',
        updateMode: 'replace',
      },
      [{ field: 'file', name: 'repairs.csv', type: 'text/csv', content: Buffer.from(csv) }],
    )
    await runWaitingImports(app.services)
    return sent.location
  }

  test('a column becomes REDACTED, with its reason, and nobody needs to let it go', async () => {
    const path = await send('Repairs one')
    const form = await publisher.get(`${path}/protect`)
    assert.match(form.html, /What happens to “Tenant name”/)
    assert.doesNotMatch(form.html, /Specimen/)
    const version = versionIn(form.html)
    const silent = await publisher.post(`${path}/protect`, { version, 'how-tenant_name': 'redact-column' })
    assert.match(silent.html, /Enter why “Tenant name” is not given in full/)
    const nothing = await publisher.post(`${path}/protect`, { version })
    assert.equal(nothing.status, 422)
    const done = await publisher.post(`${path}/protect`, {
      version,
      'how-tenant_name': 'redact-column',
      'reason-tenant_name': 'Tenants are not named',
    })
    assert.equal(done.location.split('?')[0], path)
    await runWaitingImports(app.services)
    const ready = await publisher.get(path)
    assert.doesNotMatch(ready.html, /Specimen|Sample|There may be people in it/)
    assert.match(ready.html, /every cell became REDACTED/i)
    const confirm = await publisher.get(`${path}/publish`)
    await publisher.post(`${path}/publish`, { version: versionIn(confirm.html) })
    await runWaitingImports(app.services)
    const page = await publisher.get('/data/repairs-one')
    assert.equal(page.status, 200)
    assert.match(page.html, /Tenants are not named/)
    const file = await publisher.get('/data/repairs-one.csv')
    assert.match(file.html, /REDACTED,Hill Top,Roof of the porch,120/)
  })

  test('what waits for a second person can be made again without what was found', async () => {
    const path = await send('Repairs two')
    const ready = await publisher.get(path)
    assert.match(ready.html, /There may be people in it[\s\S]+“Tenant name”/, 'said before anybody is asked')
    assert.doesNotMatch(ready.html, /Publish<\/a>/)
    const confirm = await publisher.get(`${path}/publish`)
    assert.match(confirm.html, /“Tenant name”/)
    await publisher.post(`${path}/publish`, { version: versionIn(confirm.html) })
    await runWaitingImports(app.services)
    const held = await publisher.get(path)
    assert.match(held.html, /It waits for a second person/)
    const form = await publisher.get(`${path}/protect`)
    const again = await publisher.post(`${path}/protect`, {
      version: versionIn(form.html),
      'how-tenant_name': 'redact-cells',
      'reason-tenant_name': 'Tenants are not named',
    })
    assert.notEqual(again.location, path)
    await runWaitingImports(app.services)
    const id = again.location.split('?')[0]?.split('/').at(-1) ?? ''
    const record = await findImport(app.services.database.reader, app.authority.id, id)
    assert.equal(record?.state, 'ready')
    assert.equal(record?.built?.screening.verdict, 'clear')
    assert.match((await publisher.get(path)).html, /held it back/)
    assert.equal((await publisher.get('/data/repairs-two')).status, 404)
  })

  test('a protection that cannot be done is changed for another, or lifted', async () => {
    const path = await send('Repairs three')
    const ask = async (fields: Record<string, string>) => {
      const { html } = await publisher.get(`${path}/protect`)
      const sent = await publisher.post(`${path}/protect`, { version: versionIn(html), ...fields })
      assert.equal(sent.status, 303, sent.html.slice(0, 2000))
      await runWaitingImports(app.services)
      return (await publisher.get(path)).html
    }
    const reason = 'Tenants are not named'
    const years = { other: 'ward', 'other-how': 'year', 'other-reason': reason }
    assert.match(await ask(years), /“Ward” holds no dates/)
    assert.match((await publisher.get(`${path}/protect`)).html, /What happens to “Ward”/)
    const changed = await ask({ 'how-ward': 'redact-column', 'reason-ward': reason })
    assert.match(changed, /every cell became REDACTED/i)
    assert.match(await ask({ 'how-ward': 'month', 'reason-ward': reason }), /“Ward” holds no dates/)
    assert.doesNotMatch(await ask({}), /holds no dates|every cell became REDACTED/i)
  })

  test('a later file is protected in the same way until somebody says otherwise', async () => {
    const sent = await publisher.postFiles('/staff/data/new', { which: 'existing', dataset: 'repairs-one' }, [
      {
        field: 'file',
        name: 'repairs-2.csv',
        type: 'text/csv',
        content: Buffer.from(`${csv}Ms Cy Example,Hill Top,Gate,30\n`),
      },
    ])
    assert.equal(sent.status, 303, sent.html.slice(0, 2000))
    await runWaitingImports(app.services)
    const page = await publisher.get(sent.location)
    assert.doesNotMatch(page.html, /Specimen|Cy Example/)
    const path = sent.location.split('?')[0] ?? ''
    assert.doesNotMatch((await publisher.get(`${path}/publish`)).html, /Earlier ones stay public/)
    const form = await publisher.get(`${path}/protect`)
    // What the version before had protected stands in the form.
    assert.match(form.html, /value="redact-column" checked/)
    assert.match(form.html, /value="Tenants are not named"/)
    await publisher.post(`${path}/protect`, {
      version: versionIn(form.html),
      'how-tenant_name': 'redact-column',
      'reason-tenant_name': 'Tenants are not named',
      other: 'repair',
      'other-how': 'redact-column',
      'other-reason': 'Repairs tell of homes',
    })
    await runWaitingImports(app.services)
    assert.match((await publisher.get(`${path}/publish`)).html, /Earlier ones stay public as they are/)
    const file = (
      await findImport(app.services.database.reader, app.authority.id, path.split('/').at(-1) ?? '')
    )?.options
    assert.deepEqual(file?.protect?.map(({ column }) => column).toSorted(), ['repair', 'tenant_name'])
  })
})
