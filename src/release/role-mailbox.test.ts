import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRoleMailbox } from './role-mailbox.ts'

test('the mailbox of an office names nobody; that of a person does, whatever their name ends in', () => {
  for (const address of [
    'foi@example.org',
    'foi.requests@example.org',
    'icocasework@example.org',
    'planning-enquiries2@example.org',
    'Ambleford.Planning@example.org',
    'no-reply@example.org',
  ])
    assert.ok(isRoleMailbox(address), address)
  for (const address of [
    'jane.specimen@example.org',
    'judit@example.org',
    'w.hitchin@example.org',
    'r.postlethwaite@example.org',
    'sam.specimen.it@example.org',
  ])
    assert.ok(!isRoleMailbox(address), address)
})
