import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entities } from '../screening/index.ts'
import { findPersonalData } from './personal-data.ts'
import { entityPolicy, findingKinds, kindPolicy, type Audience } from './policy.ts'

const alarms = (
  text: string,
  audience: Audience,
  more: { names?: string[]; contacts?: string[]; given?: string[] } = {},
) =>
  findPersonalData(text, {
    audience,
    public: { names: more.names ?? [], contacts: more.contacts ?? [] },
    given: more.given ?? [],
    decided: [],
  }).flatMap(({ weight, of }) => (weight === 'alarm' ? [of] : []))

const staff = 'Rowena Quillfeather, Sam Specimen, Ada Penhallow, Ned Purcell, Dora Finch and Una Lark'

test('an identifier alarms from one, whoever reads', () => {
  for (const audience of ['anybody', 'requester', 'public'] as const)
    assert.deepEqual(alarms('National Insurance number: AB 12 34 56 C.', audience), ['UK_NINO'])
})

test('one name in prose is a note, many are an alarm, and so is a column of them', () => {
  const text = 'The report was written by Rowena Quillfeather for the committee.'
  assert.deepEqual(alarms(text, 'public'), [])
  assert.deepEqual(alarms(`Thanks go to Mrs ${staff.replaceAll(/, | and /g, ', Mrs ')}.`, 'public'), [
    'PERSON',
  ])
  const column = 'name,cost\nRowena Quillfeather,12\nSam Specimen,15\nAda Penhallow,9\nNed Purcell,4\n'
  assert.deepEqual(alarms(column, 'public'), ['PERSON'])
  assert.deepEqual(alarms(column, 'anybody'), [])
})

test('those who sign, the authority’s own address, offices and role mailboxes are nobody’s data', () => {
  const letter =
    'Write to foi@council.example.org or ring 01632 960001.\nYours sincerely\nRowena Quillfeather\nInformation Officer\nrowena@council.example.org'
  assert.deepEqual(alarms(letter, 'public'), ['EMAIL_ADDRESS'])
  const contacts = ['rowena@council.example.org']
  assert.deepEqual(alarms(letter, 'public', { names: ['Rowena Quillfeather'], contacts }), [])
})

test('what the requester wrote may be said back to them', () => {
  const text = 'You asked: did anybody call 07700 900123 about it?'
  assert.deepEqual(alarms(text, 'requester'), ['UK_PHONE'])
  assert.deepEqual(alarms(text, 'requester', { given: ['Did anybody call 07700900123?'] }), [])
})

test('a condition is an alarm beside a name and a note in a policy', () => {
  const about = 'Mrs Rowena Quillfeather was diagnosed with diabetes in March.'
  assert.ok(alarms(about, 'public').includes('SPECIAL_CATEGORY_HEALTH'))
  assert.deepEqual(alarms('Staff diagnosed with diabetes may take longer breaks.', 'public'), [])
})

test('the policy speaks of every kind and every entity, with its reason', () => {
  assert.deepEqual(Object.keys(entityPolicy).toSorted(), [...entities].toSorted())
  for (const kind of findingKinds) assert.ok(kindPolicy[kind].because.endsWith('.'), kind)
  assert.equal(kindPolicy['must-not-text'].acceptable, false)
  assert.equal(kindPolicy['named-range'].weight, 'note')
})
