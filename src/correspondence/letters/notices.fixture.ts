import { underEir } from './composed.fixture.ts'
import { aGround, aLetter, day } from './letter.fixture.ts'
import type { LetterInput } from './letter.ts'

const unfilled = aLetter({ kind: 'response' })
/** A letter of each other kind, with sentences it must hold. */
export const notices: { name: string; input: LetterInput; says: string[] }[] = [
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
