import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeLetter } from './compose-letter.ts'
import { blockText } from './letter-model.ts'
import type { Block } from './letter-model.ts'
import { aGround, aLetter, aMixedLetter, aPart, day, eir, standardWording } from './letter.fixture.ts'
import type { Ground, LetterInput, LetterPart, PartOutcome } from './letter.ts'
import { requirementsOf, unmetRequirements } from './requirements.ts'

const wording = standardWording()

function sentences(input: LetterInput): string[] {
  const composed = composeLetter(input, wording)
  assert.ok(composed.ok, JSON.stringify(composed))
  return composed.value.blocks.map(blockText)
}

function refusals(input: LetterInput): string[] {
  const composed = composeLetter(input, wording)
  assert.ok(!composed.ok, 'the letter should have been refused')
  assert.equal(composed.problem, 'invalid-input')
  return composed.fields?.map((error) => `${error.field}: ${error.message}`) ?? []
}

/** What stands between `Our answer` and the next part or paragraph about rights. */
function answerTo(part: LetterPart, change: Partial<LetterInput> = {}): string[] {
  const said = sentences(aLetter({ parts: [part], ...change }))
  const end = said.findIndex(
    (text) => text === 'Using this information' || text.startsWith('We publish answers'),
  )
  return said.slice(said.indexOf('Our answer') + 1, end)
}

const underEir: Partial<LetterInput> = { regime: 'eir', actTitle: eir }
const { publicInterest: _, ...absolute } = aGround({
  provision: 'section 40(2)',
  plain: 'personal information',
  reasoning: 'It names junior staff.',
  publicInterestTest: false,
})

const golden: { name: string; part: LetterPart; change?: Partial<LetterInput>; said: string[] }[] = [
  {
    name: 'provided',
    part: aPart({ documents: [{ name: 'Systems.csv' }] }),
    said: [
      'We hold this information and are giving it to you.',
      'The council uses three such systems.',
      'We have sent these documents with this letter:\nSystems.csv',
    ],
  },
  {
    name: 'not held, FOIA',
    part: aPart({ outcome: 'not-held', answer: '' }),
    said: ['We do not hold this information.'],
  },
  {
    name: 'not held, EIR: a refusal with its public interest',
    part: aPart({ outcome: 'not-held', answer: '' }),
    change: underEir,
    said: [
      'We do not hold this information, and did not hold it when your request arrived. We therefore refuse this part under regulation 12(4)(a) of the Regulations (information not held).',
      'This exception is subject to a public interest test. As there is no information that could be disclosed, nothing can be weighed in favour of disclosure, and the public interest lies in maintaining the exception.',
    ],
  },
  {
    name: 'available elsewhere, FOIA',
    part: aPart({
      outcome: 'available-elsewhere',
      answer: '',
      link: { url: 'https://example.org/register', title: 'Register' },
    }),
    said: [
      'We hold this information. It is already reasonably accessible to you, so it is exempt under section 21 of the Act and we do not have to send it to you again.',
      'You can find it here:',
      'Register: https://example.org/register',
    ],
  },
  {
    name: 'available elsewhere, EIR',
    part: aPart({ outcome: 'available-elsewhere', answer: 'At the town library.' }),
    change: underEir,
    said: [
      'We hold this information. It is already public and easily accessible to you in another form, so regulation 6(1)(b) of the Regulations means we do not have to send it to you again.',
      'You can find it here:',
      'At the town library.',
    ],
  },
  {
    name: 'refused under an absolute exemption',
    part: aPart({ outcome: 'refused', answer: '', grounds: [absolute] }),
    said: [
      'We hold this information but are withholding it, for the reasons below.',
      'Why we are withholding information: section 40(2)',
      'The information is exempt under section 40(2) of the Act (personal information).',
      'It names junior staff.',
    ],
  },
  {
    name: 'partly provided under a qualified exception',
    part: aPart({
      outcome: 'partly-provided',
      grounds: [
        aGround({
          provision: 'regulation 12(5)(e)',
          actTitle: eir,
          plain: 'commercial confidentiality',
          publicInterestTest: false,
        }),
      ],
    }),
    change: underEir,
    said: [
      'We hold this information. We are giving you some of it and withholding the rest, for the reasons below.',
      'The council uses three such systems.',
      'Why we are withholding information: regulation 12(5)(e)',
      'The information is excepted from disclosure under regulation 12(5)(e) of the Regulations (commercial confidentiality).',
      'The day rates were tendered in confidence and the next round of tenders opens in May.',
      'This exception applies only where, in all the circumstances, the public interest in maintaining it outweighs the public interest in disclosure. The Regulations presume disclosure. We considered the following.',
      'In favour of disclosure\nPeople should be able to see what the council pays for\nOpenness makes bidders offer fair prices',
      'In favour of maintaining the exception\nBidders who know a rival’s rates would bid just below them, and the council would pay more',
      'On balance, we find that the public interest in maintaining the exception outweighs the public interest in disclosure.',
      'The total spent is published, so little would be gained by giving the rates while the tender is open.',
    ],
  },
  {
    name: 'public interest not yet decided, s.17(2)',
    part: aPart({
      outcome: 'refused',
      answer: '',
      grounds: [{ ...aGround(), decisionDueOn: day('2026-03-03') }],
    }),
    said: [
      'We hold this information but are withholding it, for the reasons below.',
      'Why we are withholding information: section 43(2)',
      'The information is exempt under section 43(2) of the Act (commercial interests).',
      'The day rates were tendered in confidence and the next round of tenders opens in May.',
      'This exemption is subject to a public interest test, on which we have not yet reached a decision. We expect to decide by Tuesday 3 March 2026.',
    ],
  },
  {
    name: 'neither confirm nor deny',
    part: aPart({
      outcome: 'neither-confirm-nor-deny',
      answer: '',
      grounds: [{ ...absolute, provision: 'section 40(5B)(a)(i)', ncnd: true }],
    }),
    said: [
      'We neither confirm nor deny that we hold this information, for the reasons below.',
      'Why we neither confirm nor deny: section 40(5B)(a)(i)',
      'Under section 40(5B)(a)(i) of the Act (personal information), we do not have to say whether we hold the information. This should not be taken to mean that we do, or that we do not.',
      'It names junior staff.',
    ],
  },
  {
    name: 'over the cost limit',
    part: aPart({ outcome: 'over-cost-limit', answer: '', adviceAndAssistance: 'We could search one year.' }),
    said: [
      'We refuse this part under section 12(1) of the Act. We estimate that answering it would cost more than the appropriate limit.',
      'How we can help',
      'We could search one year.',
    ],
  },
  {
    name: 'over the cost limit merely to confirm',
    part: aPart({
      outcome: 'over-cost-limit',
      answer: '',
      grounds: [{ ...absolute, provision: 'section 12(2)' }],
      adviceAndAssistance: 'We could search one year.',
    }),
    said: [
      'We refuse this part under section 12(2) of the Act. We estimate that finding out whether we hold the information would, on its own, cost more than the appropriate limit.',
      'How we can help',
      'We could search one year.',
    ],
  },
  {
    name: 'vexatious',
    part: aPart({ outcome: 'vexatious', answer: '' }),
    said: [
      'We refuse this part under section 14(1) of the Act, because we have decided that the request is vexatious.',
    ],
  },
  {
    name: 'repeated',
    part: aPart({ outcome: 'repeated', answer: '' }),
    said: [
      'We refuse this part under section 14(2) of the Act. We have already answered an identical or substantially similar request from you, and a reasonable interval has not passed.',
    ],
  },
  {
    name: 'withdrawn',
    part: aPart({ outcome: 'withdrawn', answer: '' }),
    said: ['You withdrew this part of your request, so we have not answered it.'],
  },
  {
    name: 'clarification needed',
    part: aPart({
      outcome: 'clarification-needed',
      answer: '',
      adviceAndAssistance: 'Which year do you mean?',
    }),
    said: [
      'We need more detail from you before we can find this information. The time limit for this part starts again, in full, on the day we receive your reply (section 1(3) of the Act).',
      'How we can help',
      'Which year do you mean?',
    ],
  },
  {
    name: 'a reason that is itself exempt, s.17(4)',
    part: aPart({
      outcome: 'refused',
      answer: '',
      grounds: [{ ...absolute, reasoning: '', reasoningExempt: true }],
    }),
    said: [
      'We hold this information but are withholding it, for the reasons below.',
      'Why we are withholding information: section 40(2)',
      'The information is exempt under section 40(2) of the Act (personal information).',
      'We cannot explain further without disclosing information that is itself exempt. Section 17(4) of the Act does not require us to.',
    ],
  },
  {
    name: 'prejudice to public affairs and unfinished material',
    part: aPart({
      outcome: 'refused',
      answer: '',
      grounds: [
        aGround({
          provision: 'regulation 12(4)(d)',
          actTitle: eir,
          plain: 'unfinished material',
          unfinished: { preparedBy: 'the planning team', finishedBy: 'the end of June 2026' },
        }),
      ],
    }),
    change: underEir,
    said: [
      'We hold this information but are withholding it, for the reasons below.',
      'Why we are withholding information: regulation 12(4)(d)',
      'The information is excepted from disclosure under regulation 12(4)(d) of the Regulations (unfinished material).',
      'The day rates were tendered in confidence and the next round of tenders opens in May.',
      'The material is being prepared by the planning team. We expect it to be finished by the end of June 2026.',
      'This exception applies only where, in all the circumstances, the public interest in maintaining it outweighs the public interest in disclosure. The Regulations presume disclosure. We considered the following.',
      'In favour of disclosure\nPeople should be able to see what the council pays for\nOpenness makes bidders offer fair prices',
      'In favour of maintaining the exception\nBidders who know a rival’s rates would bid just below them, and the council would pay more',
      'On balance, we find that the public interest in maintaining the exception outweighs the public interest in disclosure.',
      'The total spent is published, so little would be gained by giving the rates while the tender is open.',
    ],
  },
]

for (const { name, part, change, said } of golden) {
  test(`answer: ${name}`, () => assert.deepEqual(answerTo(part, change), said))
}

test('parts stand in their order, each quoted, with rights and signature at the end', () => {
  const composed = composeLetter(aMixedLetter(), wording)
  assert.ok(composed.ok)
  const { blocks, ...frame } = composed.value
  assert.deepEqual(
    blocks.flatMap((block) => (block.type === 'heading' && block.level === 2 ? [block.text] : [])),
    [
      'Part 1',
      'Part 2',
      'Part 3',
      'Part 4',
      'Part 5',
      'Part 6',
      'Using this information',
      'If you are unhappy with our answer',
    ],
  )
  const quoted = blocks.filter((block) => block.type === 'quote').map(blockText)
  assert.equal(quoted[1], 'You asked\nTraining materials for staff.')
  assert.equal(quoted.length, 6)
  assert.equal(frame.title, 'Response to request FOI-2026-0042')
  assert.equal(frame.subject, 'Freedom of Information Act 2000: Data analytics')
  assert.deepEqual(frame.signature, ['Information Governance', 'Ambleford City Council'])
  const said = blocks.map(blockText)
  const review = said.findIndex((text) => text.includes('FOI-2026-0042, by Tuesday 31 March 2026'))
  assert.ok(review > 0)
  assert.match(said[review + 1] ?? '', /infogov@ambleford/)
  assert.match(said[review + 2] ?? '', /section 50 of the Act.+Information Commissioner’s Office/)
  assert.match(said[review + 3] ?? '', /Wycliffe House.+Wilmslow.+SK9\u00A05AF/)
})

test('another Act’s exemption is cited in full', () => {
  const grounds = [{ ...absolute, provision: 'section 41', actTitle: 'Another Act 1999' }]
  assert.match(
    answerTo(aPart({ outcome: 'refused', answer: '', grounds }))[2] ?? '',
    /section 41 of the Another Act 1999/,
  )
})

const without = <Key extends keyof Ground>(key: Key, ground = aGround()): Ground => {
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

const unfilled = aLetter({ kind: 'response' })
const notices: { name: string; input: LetterInput; says: string[] }[] = [
  {
    name: 'acknowledgement',
    input: { ...unfilled, kind: 'acknowledgement', dueOn: day('2026-02-03') },
    says: ['We will answer as soon as we can, and no later than Tuesday 3 February 2026.'],
  },
  {
    name: 'clarification',
    input: {
      ...unfilled,
      kind: 'clarification',
      clarification: { questions: ['Which year?'], closeOn: day('2026-04-01') },
    },
    says: [
      'Which year?',
      'If we have not heard from you by Wednesday 1 April 2026 we will close the request. You may ask again at any time.',
    ],
  },
  {
    name: 'fees notice',
    input: {
      ...unfilled,
      kind: 'fees-notice',
      fee: {
        amountPence: 1250,
        payBy: day('2026-05-02'),
        how: 'Pay online.',
        lines: [{ item: 'Copying', pence: 1250 }],
      },
    },
    says: [
      'Under section 9 of the Act, a fee of £12.50 is payable before we answer your request.',
      'Please pay by Saturday 2 May 2026. If we have not received the fee by then, we do not have to answer.',
      'How the fee is made up\nItem\nCost\nCopying\n£12.50\nTotal\n£12.50',
    ],
  },
  {
    name: 'extension, FOIA',
    input: {
      ...unfilled,
      kind: 'extension',
      extension: {
        newDueOn: day('2026-03-03'),
        reason: 'A third party must be asked.',
        grounds: [aGround()],
      },
    },
    says: [
      'The exemption we are considering: section 43(2)',
      'A third party must be asked.',
      'This exemption is subject to a public interest test, on which we have not yet reached a decision. We expect to decide by Tuesday 3 March 2026.',
    ],
  },
  {
    name: 'extension, EIR',
    input: {
      ...unfilled,
      ...underEir,
      kind: 'extension',
      extension: { newDueOn: day('2026-03-03'), reason: 'There are 900 plans.' },
    },
    says: [
      'We are extending the time for our answer under regulation 7 of the Regulations, because the complexity and the volume of the information make it impracticable to answer sooner. We will answer by Tuesday 3 March 2026.',
    ],
  },
  {
    name: 'review outcome',
    input: {
      ...unfilled,
      ...underEir,
      kind: 'review-outcome',
      review: {
        requestedOn: day('2026-02-10'),
        outcome: 'upheld',
        findings: 'We searched again.',
        remedy: 'We give it now.',
        remedyBy: day('2026-02-20'),
      },
    },
    says: [
      'We have upheld your complaint: our answer should have been different.',
      'We searched again.',
      'We will do this by Friday 20 February 2026.',
    ],
  },
  {
    name: 'withdrawal',
    input: { ...unfilled, kind: 'withdrawal', withdrawal: { withdrawnOn: day('2026-01-20') } },
    says: ['You may make the same request, or another, at any time.'],
  },
  {
    name: 'closing',
    input: { ...unfilled, kind: 'closing', closing: { reason: 'You did not reply.' } },
    says: ['You did not reply.'],
  },
  {
    name: 'transfer',
    input: {
      ...unfilled,
      kind: 'transfer',
      transfer: {
        body: 'Ambleshire County Council',
        contactLines: ['foi@ambleshire.example.org'],
        passedOn: true,
      },
    },
    says: [
      'We believe that the information you want is held by Ambleshire County Council.',
      'Ambleshire County Council\nfoi@ambleshire.example.org',
    ],
  },
]

for (const { name, input, says } of notices) {
  test(`notice: ${name}`, () => {
    const said = sentences(input)
    for (const sentence of says)
      assert.ok(
        said.some((text) => text.includes(sentence)),
        `${sentence}\nnot in\n${said.join('\n')}`,
      )
  })
}

test('taking any one required block out is noticed', () => {
  const inputs = [aMixedLetter(), ...notices.map((notice) => notice.input)]
  for (const input of inputs) {
    const composed = composeLetter(input, wording)
    assert.ok(composed.ok)
    for (const wanted of requirementsOf(input)) {
      const rest: Block[] = composed.value.blocks.filter((block) => !block.satisfies?.includes(wanted.id))
      assert.ok(
        unmetRequirements(input, rest).some((unmet) => unmet.id === wanted.id),
        wanted.id,
      )
    }
  }
})

test('the answer is the same whoever asks', () => {
  const bodies = [null, 'Robin Sample', 'A Journalist'].map((name) =>
    sentences(aLetter({ requester: { name } })),
  )
  assert.deepEqual(bodies[1], bodies[0])
  assert.deepEqual(bodies[2], bodies[0])
})

test('every outcome has a golden answer', () => {
  const outcomes = new Set<PartOutcome>(golden.map(({ part }) => part.outcome))
  assert.equal(outcomes.size, 11)
})
