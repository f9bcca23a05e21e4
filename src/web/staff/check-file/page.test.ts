import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { officeFile } from '../../../documents/fixtures.ts'
import { startStaffApp, type StaffApp } from '../../../../test/support/staff-app.ts'

let site: StaffApp
before(async () => {
  site = await startStaffApp()
})
after(() => site.close())

const workbook = officeFile(
  'xl/workbook.xml',
  '<workbook><sheets><sheet name="Staff" state="veryHidden"/></sheets></workbook>',
)

test('a file is looked into and forgotten; what is wrong with the form is said beside it', async () => {
  const contact = await site.signIn(site.people['service-contact'])
  assert.match((await contact.get('/staff/check-file')).html, /Neither the file nor the words are kept/)
  const none = await contact.postFiles('/staff/check-file', { mustNot: 'Jane Specimen' }, [])
  assert.equal(none.status, 422)
  assert.match(none.html, /Select a file/)
  assert.match(none.html, />Jane Specimen<\/textarea>/)
  const file = { field: 'file', name: 'staff.xlsx', type: 'application/octet-stream', content: workbook }
  const found = await contact.postFiles('/staff/check-file', { mustNot: '' }, [file])
  assert.equal(found.status, 200)
  assert.match(found.html, /1 thing to look at before it goes[\s\S]*hidden sheet[\s\S]*“Staff”/)
  const plain = { ...file, name: 'a.txt', content: Buffer.from('Nothing to see') }
  assert.match(
    (await contact.postFiles('/staff/check-file', { mustNot: '' }, [plain])).html,
    /Nothing hidden was found/,
  )
  const named = await contact.postFiles('/staff/check-file', { mustNot: 'nothing to see' }, [plain])
  assert.match(named.html, /must not text/)
})

test('an auditor has no file to check', async () => {
  const auditor = await site.signIn(site.people.auditor)
  assert.equal((await auditor.get('/staff/check-file')).status, 403)
})
