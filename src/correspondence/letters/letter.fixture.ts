import { catalogues, resolveWording } from '../wording/index.ts'
import type { Wording } from '../wording/index.ts'
import type { Ground, LetterInput, LetterPart } from './letter.ts'

/** A synthetic letter that lacks nothing; tests change what they are about. */
export const day = (iso: string) => Temporal.PlainDate.from(iso)

export function standardWording(): Wording {
  const resolved = resolveWording(catalogues)
  if (!resolved.ok) throw new Error('The standard wording does not resolve')
  return resolved.value
}

export const foia = 'Freedom of Information Act 2000'
export const eir = 'Environmental Information Regulations 2004'

export function aGround(change: Partial<Ground> = {}): Ground {
  return {
    provision: 'section 43(2)',
    actTitle: foia,
    plain: 'commercial interests',
    reasoning: 'The day rates were tendered in confidence and the next round of tenders opens in May.',
    publicInterestTest: true,
    publicInterest: {
      factorsFor: [
        'People should be able to see what the council pays for',
        'Openness makes bidders offer fair prices',
      ],
      factorsAgainst: [
        'Bidders who know a rival’s rates would bid just below them, and the council would pay more',
      ],
      conclusion:
        'The total spent is published, so little would be gained by giving the rates while the tender is open.',
    },
    ...change,
  }
}

export function aPart(change: Partial<LetterPart> = {}): LetterPart {
  return {
    number: 1,
    text: 'How many software systems that score or rank people does the council use?',
    outcome: 'provided',
    answer: 'The council uses three such systems.',
    grounds: [],
    ...change,
  }
}

export function aLetter(change: Partial<LetterInput> = {}): LetterInput {
  return {
    kind: 'response',
    locale: 'en',
    date: day('2026-02-03'),
    authority: {
      name: 'Ambleford City Council',
      addressLines: ['PO Box 1', 'Guildhall', 'Ambleford', 'AM1 1AA'],
      email: 'infogov@ambleford.example.org',
      phone: '01632 960001',
      website: 'https://www.ambleford.example.org',
      signOff: 'Information Governance',
      colour: '#00543c',
      disclosureLogUrl: 'https://www.ambleford.example.org/disclosure-log',
    },
    regime: 'foia',
    actTitle: foia,
    reference: 'FOI-2026-0042',
    receivedOn: day('2026-01-06'),
    requester: { name: 'Robin Sample', addressLines: ['12 Example Street', 'Ambleford', 'AM2 2BB'] },
    subject: 'Data analytics',
    parts: [aPart()],
    reviewLastDay: day('2026-03-31'),
    regulator: {
      name: 'Information Commissioner’s Office',
      addressLines: ['Wycliffe House', 'Water Lane', 'Wilmslow', 'Cheshire', 'SK9 5AF'],
      email: 'casework@regulator.example.org',
      phone: '0303 123 1113',
      website: 'https://ico.org.uk',
    },
    ...change,
  }
}

/** A seven-part answer with most outcomes in it. */
export function aMixedLetter(change: Partial<LetterInput> = {}): LetterInput {
  return aLetter({
    parts: [
      aPart({
        text: 'Briefing notes, reports or evaluations about the systems you use to predict demand or risk.\n\nPlease include the software and hardware used.',
        answer:
          'Our schools team uses attainment software. It works from:\n- earlier results\n- the school\n- the year group\n\nThe suppliers describe it at https://example.org/attainment and we have nothing further.',
        documents: [{ name: 'Evaluation of the attainment pilot.pdf' }],
      }),
      aPart({ number: 2, text: 'Training materials for staff.', outcome: 'not-held', answer: '' }),
      aPart({
        number: 3,
        text: 'Contracts for the systems.',
        outcome: 'available-elsewhere',
        answer: '',
        link: { url: 'https://www.ambleford.example.org/contracts', title: 'Contracts register' },
      }),
      aPart({
        number: 4,
        text: 'The tendered day rates.',
        outcome: 'partly-provided',
        answer: 'The total spent last year was £84,200.',
        grounds: [aGround()],
      }),
      aPart({
        number: 5,
        text: 'Every email that mentions the systems since 2010.',
        outcome: 'over-cost-limit',
        answer: '',
        costEstimate: {
          lines: [
            { activity: 'Searching 61 mailboxes', hours: 20.5 },
            { activity: 'Retrieving and extracting 4,000 emails', hours: 33 },
          ],
          hourlyRatePence: 2500,
          totalPence: 133750,
          limitPence: 45000,
        },
        adviceAndAssistance:
          'We could search the mailboxes of the two project leads for one year within the limit.',
      }),
      aPart({
        number: 6,
        text: 'Whether a named person was scored.',
        outcome: 'neither-confirm-nor-deny',
        answer: '',
        grounds: [
          {
            provision: 'section 40(5B)(a)(i)',
            actTitle: foia,
            plain: 'personal information',
            reasoning: 'To say whether we hold it would itself tell the public something about that person.',
            publicInterestTest: false,
            ncnd: true,
          },
        ],
      }),
    ],
    ...change,
  })
}
