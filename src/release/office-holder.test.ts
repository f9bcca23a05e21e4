import assert from 'node:assert/strict'
import { test } from 'node:test'
import { holdsOffice } from './office-holder.ts'

test('a name beside the office its bearer holds is told from one that only stands near it', () => {
  const held = (text: string): boolean => {
    const start = text.indexOf('[')
    const end = text.indexOf(']') - 1
    return holdsOffice(text.replace(/[[\]]/g, ''), { start, end })
  }
  for (const text of [
    'Questions to Councillor [Ann Example].',
    'The Director of Children’s Services and Skills, [Ann Example]',
    'Signed by [Ann Example], Chief Executive',
    'Signed by [Ann Example] (the Monitoring Officer)',
    'Asked by [Cllr Ann Example]',
  ])
    assert.equal(held(text), true, text)
  for (const text of [
    'Councillor Ann Example and [Bob Otherman]',
    'The Director was told by [Bob Otherman] of the fire',
    'Mayor\n[Bob Otherman]',
    'Owed by [Bob Otherman], of Moot Hall',
  ])
    assert.equal(held(text), false, text)
})
