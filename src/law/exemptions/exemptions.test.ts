import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemError } from '../../kernel/outcome.ts'
import {
  cite,
  exemptions,
  findCitations,
  findExemption,
  findProceduralGround,
  refusalNoticeContent,
} from '../index.ts'

const find = (id: string) => {
  const found = findExemption(id)
  assert.ok(found !== undefined, id)
  return found
}
const contents = (...input: Parameters<typeof refusalNoticeContent>) =>
  refusalNoticeContent(...input).map(({ content }) => content)

test('ids are one each, and every section of Part II and exception of the Regulations is here', () => {
  assert.equal(new Set(exemptions.map(({ id }) => id)).size, exemptions.length)
  const sections = new Set(
    exemptions.filter(({ regime }) => regime === 'foia').map(({ reportingCode }) => reportingCode),
  )
  const expected = '21 22 22A 23 24 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44'.split(' ')
  assert.deepEqual(
    [...sections],
    expected.map((section) => `s.${section}`),
  )
  for (const limb of [
    '4-a',
    '4-b',
    '4-c',
    '4-d',
    '4-e',
    '5-a',
    '5-b',
    '5-c',
    '5-d',
    '5-e',
    '5-f',
    '5-g',
    '6',
  ]) {
    find(`eir-12-${limb}`)
  }
})

test('section 2(3) says which are absolute', () => {
  const absolute = new Set(
    exemptions
      .filter(({ regime, class: kind }) => regime === 'foia' && kind === 'absolute')
      .map(({ reportingCode }) => reportingCode),
  )
  assert.deepEqual([...absolute], ['s.21', 's.23', 's.32', 's.34', 's.37', 's.40', 's.41', 's.44'])
  assert.equal(find('foia-37-1-b').class, 'qualified')
  assert.equal(find('foia-40-2').class, 'mixed')
  assert.equal(find('foia-40-2-3A-a').publicInterestTest, false)
  assert.equal(find('foia-40-2-3B').publicInterestTest, true)
  assert.ok(exemptions.every((item) => item.class !== 'qualified' || item.publicInterestTest))
  assert.ok(exemptions.every((item) => item.class !== 'absolute' || !item.publicInterestTest))
})

test('a qualified person for s.36 alone; emissions for reg 12(5)(d) to (g) alone', () => {
  const ids = (keep: (item: (typeof exemptions)[number]) => boolean) =>
    exemptions.filter(keep).map(({ id }) => id)
  assert.deepEqual(
    ids(({ qualifiedPerson }) => qualifiedPerson),
    ['foia-36-2-a', 'foia-36-2-b-i', 'foia-36-2-b-ii', 'foia-36-2-c'],
  )
  const limbs = ['d', 'e', 'f', 'g'].map((limb) => `eir-12-5-${limb}`)
  assert.deepEqual(
    ids(({ cannotCoverEmissions }) => cannotCoverEmissions === true),
    limbs,
  )
})

test('what a refusal under the Act must say', () => {
  assert.deepEqual(contents('foia', ['foia-43-2', 'foia-40-2']), [
    'fact',
    'provision',
    'why-it-applies',
    'public-interest-reasons',
    'complaints-procedure',
    'regulator-right',
  ])
  const undecided = contents('foia', ['foia-43-2'], 'undecided')
  assert.ok(undecided.includes('estimated-decision-date') && !undecided.includes('public-interest-reasons'))
  assert.ok(!contents('foia', ['foia-40-2'], 'undecided').includes('estimated-decision-date'))
  const cost = refusalNoticeContent('foia', ['foia-12-1'])
  assert.equal(cost[0] === undefined ? '' : cite(cost[0].citation), 'FOIA 2000 s.17(5)')
  assert.ok(cost.some(({ content }) => content === 'advice-and-assistance'))
  assert.equal(findProceduralGround('foia-14-1')?.section, 's.14(1)')
})

test('what a refusal under the Regulations must say', () => {
  assert.deepEqual(contents('eir', ['eir-12-4-d']), [
    'fact',
    'provision',
    'why-it-applies',
    'public-interest-reasons',
    'who-is-preparing-and-when',
    'reg-11-right',
    'regulator-right',
  ])
  assert.ok(
    !contents('eir', ['eir-12-4-a']).includes('public-interest-reasons'),
    'nothing is weighed when nothing is held',
  )
  assert.ok(contents('ropsi', ['ropsi-5-1-b']).includes('ip-owner'))
})

test('a ground of another law is refused', () => {
  const wrong = (regime: 'foia' | 'eir', id: string) =>
    assert.throws(
      () => refusalNoticeContent(regime, [id]),
      (error) => error instanceof ProblemError && error.fields[0]?.field === 'grounds.0',
    )
  wrong('foia', 'eir-12-4-a')
  wrong('eir', 'foia-12-1')
  wrong('foia', 'nonsense')
})

test('citations are found by id, by print and by the start of an id', () => {
  assert.deepEqual(findCitations('foia-10-1').map(cite), ['FOIA 2000 s.10(1)'])
  assert.deepEqual(findCitations('FOIA 2000 s.10(1)').map(cite), ['FOIA 2000 s.10(1)'])
  assert.ok(findCitations('foia-17').length > 5)
  assert.equal(findCitations('EIR-12-5-E').length, 1)
  assert.deepEqual(findCitations('foia-1000'), [])
  assert.deepEqual(findCitations(' '), [])
  for (const { id, citation } of exemptions) assert.ok(findCitations(id).includes(citation), id)
})
