import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officeFile } from '../../../documents/fixtures.ts'
import { caseByReference } from '../../../cases/index.ts'
import { acceptFindings, findCertificate, listCertificates } from '../../../release/index.ts'
import { verifyAudit } from '../../../audit/index.ts'
import { must, startStaffApp, type StaffApp } from '../../../../test/support/staff-app.ts'
import { approveWith } from './approve.fixture.ts'

let site: StaffApp
before(async () => {
  site = await startStaffApp()
})
after(() => site.close())

const workbook = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Costs"/><sheet name="Staff" state="veryHidden"/></sheets></workbook>',
)
const stopped = () =>
  listCertificates(site.services.database.reader, site.authority.id, { state: 'waiting', limit: 10 })

test('a file with a hidden sheet is stopped, let go by a second person who says why, and sent', async () => {
  const { services, people } = site
  const officer = people['information-officer']
  const { reference } = await approveWith(site, {
    name: 'costs.xlsx',
    declaredType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    bytes: workbook,
  })
  const page = await site.signIn(officer)
  const read = async () => (await caseByReference(services, officer, reference))?.record
  const send = async () =>
    page.post(`/staff/cases/${reference}/send`, { version: String((await read())?.version ?? 0) })

  const refused = await send()
  assert.equal(refused.status, 409)
  assert.match(refused.html, /“costs\.xlsx”: hidden sheet/)
  const href = /href="(\/staff\/release\/[0-9a-f-]+)"/.exec(refused.html)?.[1]
  assert.ok(href)
  const [row, ...more] = await stopped()
  assert.ok(row && more.length === 0 && href.endsWith(row.id))

  // Whoever asked sees what was found, and no way to let it go
  const own = await page.get(href)
  assert.match(own.html, /Hidden sheet/)
  assert.match(own.html, /<h1[^>]*>Attached file: costs\.xlsx/)
  assert.doesNotMatch(own.html, /name="reason"/)
  assert.equal((await page.post(href, { findings: '0', reason: 'It is only a list of codes' })).status, 403)

  const approver = await site.signIn(people.approver)
  assert.match((await approver.get('/staff/release')).html, /Waiting for a second person \(1\)/)
  const bare = await approver.post(href, { findings: '0', reason: 'ok' })
  assert.equal(bare.status, 422)
  assert.match(bare.html, /10 to 2,000 characters/)
  assert.equal((await approver.post(href, { reason: 'It is only a list of codes' })).status, 422)
  const record = await findCertificate(services.database.reader, site.authority.id, row.id)
  const all = record?.findings.map((_, index) => String(index)) ?? []
  const accepted = await approver.post(href, { findings: all, reason: 'It is only a list of codes' })
  assert.equal(accepted.status, 303)
  const shown = await approver.get(href)
  assert.match(shown.html, /Ada Penhallow[\s\S]*It is only a list of codes/)
  assert.match(shown.html, /It can be sent now/)
  assert.deepEqual(await stopped(), [])

  assert.equal((await send()).status, 303)
  assert.equal((await read())?.stage, 'answered')
  const clean = await listCertificates(services.database.reader, site.authority.id, {
    state: 'clean',
    route: 'attachment',
    limit: 5,
  })
  const last = await findCertificate(services.database.reader, site.authority.id, clean[0]?.id ?? '')
  const check = last?.checks.find((each) => each.check === 'second-person')
  assert.deepEqual(
    check?.accepted?.map(({ by, reason }) => [by, reason]),
    all.map(() => [people.approver.id, 'It is only a list of codes']),
  )
  assert.ok(
    last?.findings.some(({ kind }) => kind === 'hidden-sheet'),
    'what was found stays on the certificate',
  )
  assert.deepEqual(
    (await verifyAudit(services.database)).map(({ broken }) => broken),
    [null],
  )
})

test('what was let go for one file says nothing of another, nor of the same person’s own work', async () => {
  const { services, people } = site
  const other = officeFile(
    'xl/workbook.xml',
    '<workbook><sheets><sheet name="Costs"/><sheet name="People" state="hidden"/></sheets></workbook>',
  )
  const officer = people['information-officer']
  const { reference } = await approveWith(site, { name: 'costs.xlsx', declaredType: '', bytes: workbook })
  const page = await site.signIn(officer)
  const read = async () => (await caseByReference(services, officer, reference))?.record
  const send = async () =>
    page.post(`/staff/cases/${reference}/send`, { version: String((await read())?.version ?? 0) })
  // The same bytes were let go, for another request
  assert.equal((await send()).status, 409)
  const [row] = await stopped()
  assert.ok(row)
  const reason = 'It is only a list of codes'
  const ask = (staff: typeof officer) =>
    acceptFindings(services, staff, { certificateId: row.id, findings: 'all', reason })
  const refused = await ask({ ...officer, roles: ['approver'] })
  assert.ok(!refused.ok && refused.problem === 'own-work')
  const auditor = await ask(people.auditor)
  assert.ok(!auditor.ok && auditor.problem === 'not-permitted')
  const unknown = await acceptFindings(services, people.approver, {
    certificateId: row.id,
    findings: ['hidden-sheet:x'],
    reason,
  })
  assert.ok(!unknown.ok && unknown.problem === 'invalid-input')
  must(await ask(people['data-protection-officer']))
  const record = await read()
  assert.ok(record)
  await services.database.reader
    .updateTable('document')
    .set({ sha256: (await services.files.put(other)).sha256 })
    .where('id', '=', record.documents[0]?.id ?? '')
    .execute()
  assert.equal((await send()).status, 409, 'other bytes')
})
