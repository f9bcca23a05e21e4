import type { Nation } from '../calendar/calendars.ts'
import type { Citation } from '../citation.ts'
import { transparencyCode } from '../citations/publication.ts'
import type { Duty } from './duty.ts'
import { annual, quarterly, standing, yearBegins } from './when-due.ts'

const england: readonly Nation[] = ['england']

type CodeRow = readonly [
  id: string,
  title: string,
  words: string,
  citation: Citation,
  template: string | null,
]

function codeDuty(
  [id, title, words, citation, template]: CodeRow,
  when: Pick<Duty, 'frequency' | 'due' | 'dueWords'>,
): Duty {
  return {
    id: `transparency-${id}`,
    title,
    words,
    citation,
    nations: england,
    ...when,
    force: 'law',
    appliesAtFirst: true,
    ...(template === null ? {} : { template }),
  }
}

const quarterlyRows: readonly CodeRow[] = [
  [
    'spending',
    'Spending over £500',
    'Each item of expenditure that exceeds £500: date, department, beneficiary, amount, VAT that cannot be recovered, purpose and merchant category.',
    transparencyCode.spending,
    'spending-over-500',
  ],
  [
    'tenders',
    'Invitations to tender',
    'Each invitation to tender for a contract of more than £5,000.',
    transparencyCode.tenders,
    'tenders',
  ],
  [
    'contracts',
    'Contracts register',
    'Each contract, commissioned activity, purchase order, framework or other enforceable agreement of more than £5,000.',
    transparencyCode.contracts,
    'contracts-register',
  ],
]
const annualRows: readonly CodeRow[] = [
  [
    'land',
    'Land and building assets',
    'All land and building assets, each with its reference number, address, coordinates, tenure and use.',
    transparencyCode.land,
    'land-and-buildings',
  ],
  [
    'grants',
    'Grants to voluntary, community and social enterprise bodies',
    'Each grant with its date, purpose, recipient, registration number and amount.',
    transparencyCode.grants,
    'grants',
  ],
  [
    'organisation-chart',
    'Organisation chart',
    'Staff of the top three levels: grade, title, department, permanent or temporary, contact, salary band, ceiling and vacancies.',
    transparencyCode.chart,
    'organisation-chart',
  ],
  [
    'facility-time',
    'Trade union facility time',
    'Union representatives, those who spend half their time on it, the unions, and an estimate of the cost.',
    transparencyCode.facilityTime,
    'trade-union-facility-time',
  ],
  [
    'parking-account',
    'Parking account',
    'Income and spending on parking on and off the street, and how a surplus was used.',
    transparencyCode.parkingAccount,
    'parking-account',
  ],
  [
    'parking-spaces',
    'Parking spaces',
    'How many marked spaces there are, on and off the street, or an estimate.',
    transparencyCode.parkingSpaces,
    'parking-spaces',
  ],
  [
    'senior-salaries',
    'Senior salaries',
    'How many are paid £50,000 or more in bands of £5,000, and each such post with its responsibilities.',
    transparencyCode.salaries,
    'senior-salaries',
  ],
  [
    'constitution',
    'Constitution',
    'The authority’s constitution as it now is.',
    transparencyCode.constitution,
    null,
  ],
  [
    'pay-multiple',
    'Pay multiple',
    'The highest taxable earnings against the median of the whole workforce.',
    transparencyCode.payMultiple,
    'pay-multiple',
  ],
  [
    'fraud',
    'Counter-fraud work',
    'Powers used, staff and specialists who work against fraud, what it costs, and cases investigated.',
    transparencyCode.fraud,
    'counter-fraud',
  ],
]

/** What the Local Government Transparency Code 2015 asks of authorities in England. */
export const transparencyDuties: readonly Duty[] = [
  ...quarterlyRows.map((row) => codeDuty(row, quarterly)),
  {
    ...codeDuty(
      [
        'procurement-card',
        'Purchase card payments',
        'Every transaction on a government procurement card.',
        transparencyCode.card,
        'procurement-card',
      ],
      quarterly,
    ),
    // Statements of a card run from one day of the month to the day before in the next.
    due: {
      kind: 'periods',
      every: { months: 3 },
      from: yearBegins,
      due: { after: 'end', months: 1 },
      slackDays: 10,
    },
    appliesWhen: 'Authorities that use such cards',
  },
  ...annualRows.map((row) => codeDuty(row, annual)),
  {
    ...codeDuty(
      [
        'social-housing',
        'Value of social housing',
        'How many homes there are and what they are worth, by postcode sector and band.',
        transparencyCode.housing,
        'social-housing-value',
      ],
      annual,
    ),
    appliesWhen: 'Authorities with a housing revenue account',
  },
  {
    ...codeDuty(
      [
        'waste',
        'Waste collection contracts',
        'The contracts for collecting waste, once.',
        transparencyCode.waste,
        'waste-contracts',
      ],
      { ...standing, frequency: 'once', dueWords: 'Once' },
    ),
    appliesWhen: 'Waste collection authorities',
  },
]
