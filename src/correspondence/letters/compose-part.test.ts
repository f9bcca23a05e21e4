import assert from 'node:assert/strict'
import { test } from 'node:test'
import { absolute, answerTo, underEir } from './composed.fixture.ts'
import { aGround, aPart, day, eir } from './letter.fixture.ts'
import type { LetterInput, LetterPart, PartOutcome } from './letter.ts'

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

test('another Act’s exemption is cited in full', () => {
  const grounds = [{ ...absolute, provision: 'section 41', actTitle: 'Another Act 1999' }]
  assert.match(
    answerTo(aPart({ outcome: 'refused', answer: '', grounds }))[2] ?? '',
    /section 41 of the Another Act 1999/,
  )
})

test('every outcome has a golden answer', () => {
  const outcomes = new Set<PartOutcome>(golden.map(({ part }) => part.outcome))
  assert.equal(outcomes.size, 11)
})
