import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AuthorityId, StaffId } from '../kernel/ids.ts'
import { can, permissions, roles, staffActor, type Permission, type Role } from './permissions.ts'

const person = (...held: Role[]) => ({
  id: '01890000-0000-7000-8000-000000000001' as StaffId,
  authorityId: '01890000-0000-7000-8000-000000000002' as AuthorityId,
  name: 'Sam Example',
  email: 'sam@example.org',
  jobTitle: '',
  roles: held,
  teamIds: [],
})

const allowed = (role: Role) =>
  (Object.keys(permissions) as Permission[]).filter((permission) => can(person(role), permission)).toSorted()

test('a service contact answers tasks and checks files, and reads no case', () => {
  assert.deepEqual(allowed('service-contact'), ['check-file', 'complete-task'])
})

test('an administrator runs the office and reads no case', () => {
  assert.deepEqual(allowed('administrator'), [
    'create-api-token',
    'import-holidays',
    'manage-authority',
    'manage-duties',
    'manage-staff',
    'read-audit',
    'read-reports',
  ])
})

test('an auditor changes nothing', () => {
  assert.deepEqual(allowed('auditor'), [
    'create-api-token',
    'read-audit',
    'read-cases',
    'read-certificates',
    'read-reports',
  ])
})

test('no single role both writes a letter and approves it', () => {
  for (const role of roles)
    assert.ok(!(can(person(role), 'work-case') && can(person(role), 'approve-letter')))
})

test('several roles add up, none allow nothing, and every permission is somebody’s', () => {
  assert.ok(can(person('auditor', 'publisher'), 'publish-disclosure'))
  assert.ok(can(person('auditor', 'publisher'), 'read-audit'))
  for (const permission of Object.keys(permissions) as Permission[]) {
    assert.ok(!can(person(), permission))
    assert.ok(
      roles.some((role) => can(person(role), permission)),
      permission,
    )
  }
})

test('staff act under their own id', () => {
  assert.deepEqual(staffActor(person('auditor')), { kind: 'staff', id: person().id })
})
