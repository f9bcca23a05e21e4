import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fc } from '../../test/support/property.ts'
import { deriveOutcome, partOutcomes, type Stage } from './case.ts'
import { actions, offeredActions, transitionOf, transitions, whyNot, type CaseFacts } from './transitions.ts'

const stages: Stage[] = ['new', 'open', 'approval', 'approved', 'answered', 'withdrawn', 'closed']

const someFacts: fc.Arbitrary<CaseFacts> = fc.record({
  stage: fc.constantFrom(...stages),
  regime: fc.constantFrom('foia', 'eir', 'ropsi', 'uk-gdpr', 'foia-review', 'eir-review', 'dp-complaint'),
  waitingFor: fc.constantFrom(null, 'clarification', 'fee', 'identity'),
  parts: fc.array(fc.record({ number: fc.nat(9), outcome: fc.constantFrom(null, ...partOutcomes) }), {
    maxLength: 4,
  }),
  openTasks: fc.nat(3),
  extended: fc.boolean(),
  published: fc.boolean(),
  reviewRequested: fc.boolean(),
  hasPublicInterestGround: fc.boolean(),
})

test('every action has one row, and every row one action', () => {
  assert.deepEqual(transitions.map((row) => row.action).sort(), [...actions].sort())
})

test('every stage can be reached from a new case, and an answer only by being approved', () => {
  const reached = new Set<Stage>(['new'])
  for (let grown = true; grown;) {
    const before = reached.size
    for (const row of transitions) {
      if (!row.from.some((stage) => reached.has(stage))) continue
      // The approval steps of an authority lead from work to approval or straight to approved.
      if (row.to === 'by-workflow') for (const stage of ['approval', 'approved'] as const) reached.add(stage)
      else if (row.to !== 'same') reached.add(row.to)
    }
    grown = reached.size > before
  }
  assert.deepEqual([...reached].sort(), [...stages].sort())
  assert.deepEqual(
    transitions.filter((row) => row.to === 'answered').map((row) => row.action),
    ['send'],
  )
  assert.deepEqual(transitionOf('send').from, ['approved'])
})

test('what is offered is what the guards allow, and what is not says why', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      for (const offered of offeredActions(facts, () => true)) {
        assert.equal(offered.why, whyNot(offered.action, facts))
        assert.equal(offered.available, offered.why === null)
        if (offered.why !== null) assert.match(offered.why, /^[A-Z].{5,}/)
      }
      assert.deepEqual(
        offeredActions(facts, () => false),
        [],
      )
    }),
  )
})

test('nothing is answered, approved or submitted while a part is undecided or the requester is waited for', () => {
  fc.assert(
    fc.property(someFacts, (facts) => {
      const undecided = facts.parts.length === 0 || facts.parts.some((part) => part.outcome === null)
      if (undecided) assert.notEqual(whyNot('send', facts), null)
      if (undecided || facts.waitingFor !== null) assert.notEqual(whyNot('submit', facts), null)
    }),
  )
})

test('the outcome of a case is derived from its parts', () => {
  const rows: [Parameters<typeof deriveOutcome>[0], ReturnType<typeof deriveOutcome>][] = [
    [[], null],
    [['provided', null], null],
    [['provided', 'not-held', 'available-elsewhere'], 'granted-in-full'],
    [['not-held', 'not-held'], 'not-held'],
    [['provided', 'refused'], 'granted-in-part'],
    [['partly-provided'], 'granted-in-part'],
    [['refused', 'neither-confirm-nor-deny'], 'refused-in-full'],
    [['refused', 'not-held'], 'refused-in-full'],
    [['withdrawn', 'refused'], 'refused-in-full'],
    [['withdrawn'], 'withdrawn'],
    [['over-cost-limit', 'over-cost-limit'], 'over-cost-limit'],
    [['vexatious'], 'vexatious'],
    [['over-cost-limit', 'not-held'], 'over-cost-limit'],
    [['vexatious', 'repeated'], 'refused-in-full'],
    [['over-cost-limit', 'refused'], 'refused-in-full'],
    [['over-cost-limit', 'provided'], 'granted-in-part'],
  ]
  for (const [parts, outcome] of rows) assert.equal(deriveOutcome(parts), outcome, parts.join())
})
