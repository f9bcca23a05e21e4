import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Staff } from '../../identity/index.ts'
import { openOffice, problemOf, valueOf, type Office } from '../cases.fixture.ts'
import { addCasePerson, listCasePeople, removeCasePerson } from '../index.ts'

let office: Office
before(async () => {
  office = await openOffice()
})
after(() => office.close())

test('people of a case are listed once, change their role, and come off again; the trail has no names', async () => {
  const { services, officer, authority } = office
  const { caseId } = await office.open()
  const { reader } = services.database
  const list = async (): Promise<string[]> =>
    (await listCasePeople(reader, authority.id, caseId)).map(({ name, role }) => `${name}: ${role}`)
  const { id } = valueOf(
    await addCasePerson(services, officer, { caseId, name: '  Una   Voss ', role: 'third-party' }),
  )
  valueOf(await addCasePerson(services, officer, { caseId, name: 'Ada Marl', role: 'data-subject' }))
  const again = valueOf(await addCasePerson(services, officer, { caseId, name: 'Una Voss', role: 'public' }))
  assert.equal(again.id, id)
  assert.deepEqual(await list(), ['Ada Marl: data-subject', 'Una Voss: public'])
  valueOf(await removeCasePerson(services, officer, { caseId, id }))
  assert.deepEqual(await list(), ['Ada Marl: data-subject'])
  assert.equal(problemOf(await removeCasePerson(services, officer, { caseId, id })), 'not-found')
  const events = await reader
    .selectFrom('audit_event')
    .select(['action', 'details'])
    .where('case_id', '=', caseId)
    .execute()
  assert.equal(events.filter(({ action }) => action === 'add-case-person').length, 3)
  assert.doesNotMatch(JSON.stringify(events), /Voss|Marl/)
})

test('a name is needed, and the right to redact', async () => {
  const { services, officer, contact } = office
  const { caseId } = await office.open()
  const person = { caseId, name: 'Ada Marl', role: 'public' as const }
  assert.equal(problemOf(await addCasePerson(services, officer, { ...person, name: ' - ' })), 'invalid-input')
  assert.equal(problemOf(await addCasePerson(services, contact, person)), 'not-permitted')
  const foreign = { ...officer, authorityId: '01890000-0000-7000-8000-0000000000aa' as Staff['authorityId'] }
  assert.equal(problemOf(await addCasePerson(services, foreign, person)), 'not-found')
  assert.deepEqual(await listCasePeople(services.database.reader, foreign.authorityId, caseId), [])
  await services.database.write((tx) =>
    tx.updateTable('cases').set({ stage: 'approval' }).where('id', '=', caseId).execute(),
  )
  assert.equal(problemOf(await addCasePerson(services, officer, person)), 'not-now')
})
