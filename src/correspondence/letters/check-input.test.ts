import assert from 'node:assert/strict'
import { test } from 'node:test'
import { absolute, answerTo, refusals, underEir } from './composed.fixture.ts'
import { aGround, aLetter, aPart, day } from './letter.fixture.ts'
import type { Ground, LetterInput, LetterPart } from './letter.ts'

const without = (key: keyof Ground, ground = aGround()): Ground => {
  const copy: Partial<Ground> = { ...ground }
  delete copy[key]
  return copy as Ground
}
const refusedWith = (ground: Ground, change: Partial<LetterPart> = {}) =>
  aLetter({ parts: [aPart({ outcome: 'refused', answer: '', grounds: [ground], ...change })] })

const { reviewLastDay: _day, ...withoutReviewDay } = aLetter()

const incomplete: { name: string; input: LetterInput; says: RegExp }[] = [
  {
    name: 'no answer',
    input: aLetter({ parts: [aPart({ answer: ' ' })] }),
    says: /^parts\.0\.answer: Part 1: write the answer/,
  },
  {
    name: 'no ground',
    input: aLetter({ parts: [aPart({ outcome: 'refused' })] }),
    says: /^parts\.0\.grounds: .*choose the exemption/,
  },
  {
    name: 'no reasoning',
    input: refusedWith(aGround({ reasoning: '' })),
    says: /grounds\.0\.reasoning: Part 1, section 43\(2\): say why/,
  },
  {
    name: 'no public interest',
    input: refusedWith(without('publicInterest')),
    says: /publicInterest\.conclusion: .*balance/,
  },
  {
    name: 'no factor for disclosure',
    input: refusedWith(
      aGround({ publicInterest: { factorsFor: ['\u0000'], factorsAgainst: ['x'], conclusion: 'y' } }),
    ),
    says: /factorsFor: .*at least one factor for/,
  },
  {
    name: 'no advice on cost',
    input: aLetter({ parts: [aPart({ outcome: 'over-cost-limit' })] }),
    says: /adviceAndAssistance: .*s\.16/,
  },
  {
    name: 'no place to find it',
    input: aLetter({ parts: [aPart({ outcome: 'available-elsewhere', answer: '' })] }),
    says: /link: .*where/,
  },
  { name: 'nothing quoted', input: aLetter({ parts: [aPart({ text: '' })] }), says: /text: Part 1: quote/ },
  { name: 'no parts', input: aLetter({ parts: [] }), says: /^parts: / },
  {
    name: 'no review date',
    input: withoutReviewDay,
    says: /^reviewLastDay: /,
  },
  {
    name: 'no regulator',
    input: aLetter({ regulator: { ...aLetter().regulator, addressLines: [] } }),
    says: /^regulator\.addressLines: /,
  },
  {
    name: 'unknown requirement',
    input: refusedWith(aGround({ required: ['exemption-nmaed'] })),
    says: /“exemption-nmaed”/,
  },
  {
    name: 'required qualified person',
    input: refusedWith(aGround({ required: ['qualified-person'] })),
    says: /qualifiedPerson: /,
  },
  {
    name: 'section 36 without opinion',
    input: refusedWith(aGround({ provision: 'section 36(2)(b)(i)' })),
    says: /qualifiedPerson: /,
  },
  {
    name: 'all given yet exempt',
    input: aLetter({ parts: [aPart({ grounds: [aGround()] })] }),
    says: /outcome: .*partly provided/,
  },
  {
    name: 'denial that confirms',
    input: refusedWith(aGround({ ncnd: true })),
    says: /outcome: .*cannot say whether/,
  },
  {
    name: 'script link',
    input: aLetter({ parts: [aPart({ link: { url: 'javascript:alert(1)', title: 'x' } })] }),
    says: /link\.url: /,
  },
  {
    name: 'colour that is code',
    input: aLetter({ authority: { ...aLetter().authority, colour: 'red}body{' } }),
    says: /authority\.colour: /,
  },
  {
    name: 'cost limit under EIR',
    input: aLetter({ ...underEir, parts: [aPart({ outcome: 'over-cost-limit', adviceAndAssistance: 'x' })] }),
    says: /12\(4\)\(b\)/,
  },
  {
    name: 'later balance under EIR',
    input: { ...refusedWith(aGround({ decisionDueOn: day('2026-03-03') })), ...underEir },
    says: /decisionDueOn: /,
  },
  {
    name: 'clarification without questions',
    input: aLetter({ kind: 'clarification' }),
    says: /^clarification\.questions: /,
  },
  { name: 'fee without amount', input: aLetter({ kind: 'fees-notice' }), says: /^fee: / },
  {
    name: 'extension without exemption',
    input: aLetter({ kind: 'extension', extension: { newDueOn: day('2026-03-03'), reason: 'x' } }),
    says: /extension\.grounds: .*s\.10\(3\)/,
  },
  { name: 'review without findings', input: aLetter({ kind: 'review-outcome' }), says: /^review: / },
]

for (const { name, input, says } of incomplete) {
  test(`refused: ${name}`, () =>
    assert.ok(
      refusals(input).some((error) => says.test(error)),
      refusals(input).join('\n'),
    ))
}

test('a ground as the law describes it can be handed over as it is', () => {
  const reuse = { regime: 'ropsi', actTitle: 'Re-use of Public Sector Information Regulations 2015' } as const
  const law = { ...absolute, actTitle: reuse.actTitle, provision: 'reg 5(1)(b)', plain: 'third-party rights' }
  const required = [
    'fact',
    'provision',
    'why-it-applies',
    'ip-owner',
    'complaints-procedure',
    'regulator-right',
  ]
  const part = (ground: Ground) => aPart({ outcome: 'refused', answer: '', grounds: [ground] })
  const said = answerTo(part({ ...law, required, rightsOwner: 'Ambleford Maps Ltd' }), reuse)
  assert.deepEqual(said.slice(1), [
    'Why we refuse: regulation 5(1)(b)',
    'We rely on regulation 5(1)(b) of the Regulations (third-party rights).',
    'It names junior staff.',
    'As far as we know, the rights belong to Ambleford Maps Ltd.',
  ])
  assert.ok(
    answerTo(part({ ...law, required, rightsOwner: null }), reuse).includes(
      'We do not know who owns the rights.',
    ),
  )
  assert.match(refusals(aLetter({ ...reuse, parts: [part({ ...law, required })] })).join(), /rightsOwner: /)
  assert.match(
    refusals(refusedWith(aGround({ required: ['advice-and-assistance'] }))).join(),
    /give advice and assistance/,
  )
})
