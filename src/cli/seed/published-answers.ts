import type { CaseScript, Decision } from './case-script.ts'
import { inventedRequester } from './requesters.ts'

type Answer = {
  title: string
  topic: string
  regime?: 'eir'
  question: string
  decisions: Decision[]
  parts?: string[]
}

const site = 'https://www.coventry.gov.uk'
const elsewhere = (title: string, path: string, more = ''): Decision => ({
  outcome: 'available-elsewhere',
  answer: `We publish this. ${more}`.trim(),
  link: { url: `${site}${path}`, title },
})
const notHeld: Decision = {
  outcome: 'not-held',
  answer: 'We looked where this would be kept and asked the service. We do not hold it.',
}

/** Questions that councils are asked all the time, answered by what the council publishes anyway. */
const answers: readonly Answer[] = [
  {
    title: 'Business rates accounts in credit',
    topic: 'Business rates',
    question:
      'Please send a list of business rates accounts that have a credit balance, with the rateable value and any mandatory relief.',
    decisions: [
      elsewhere(
        'Non-domestic rates reports',
        '/downloads/download/2178/non_domestic_rates_foi_report',
        'The reports list accounts with credit balances and with mandatory relief, and are renewed regularly.',
      ),
    ],
  },
  {
    title: 'Spending over £500 on agency staff',
    topic: 'Spending',
    question: 'How much was spent on agency staff, by supplier and month?',
    parts: [
      'Payments to agencies, by supplier and month',
      'The number of agency workers on the last day of each month',
    ],
    decisions: [
      elsewhere(
        'Spending data over £500',
        '/info/10069/financial_information/651/transparency',
        'Every payment over £500 is listed with its supplier, date and purpose.',
      ),
      notHeld,
    ],
  },
  {
    title: 'Salaries of senior managers',
    topic: 'Staff',
    question: 'What are the salaries and job titles of the senior managers of the council?',
    decisions: [
      elsewhere('Salaries of senior managers', '/downloads/download/1930/salaries_of_senior_managers'),
    ],
  },
  {
    title: 'Locations of council CCTV cameras',
    topic: 'Community safety',
    question: 'Where are the public CCTV cameras that the council owns or controls?',
    decisions: [elsewhere('Council CCTV locations', '/downloads/download/3322/council_cctv_locations')],
  },
  {
    title: 'Public health funerals',
    topic: 'Bereavement',
    question:
      'For each public health funeral please give the date, the cost and whether the estate was referred to the Treasury Solicitor.',
    decisions: [elsewhere('Public health funerals', '/publichealthfunerals')],
  },
  {
    title: 'Allowances and expenses of councillors',
    topic: 'Councillors',
    question: 'What allowances and travel expenses was each councillor paid?',
    decisions: [elsewhere('Members’ allowances', '/downloads/download/325/members_allowances')],
  },
  {
    title: 'Car park income and use',
    topic: 'Parking',
    question:
      'For each council car park: how many spaces, how many tickets were sold and what was the income?',
    parts: ['Spaces, tickets and income of each car park', 'The number of drivers who were turned away'],
    decisions: [
      {
        outcome: 'available-elsewhere',
        answer: 'The annual parking statistics are among our open data.',
        link: { url: `${site}/info/145/websites_and_social_media/650/open_data/2`, title: 'Open data' },
      },
      notHeld,
    ],
  },
  {
    title: 'Land and buildings owned by the council',
    topic: 'Property',
    question: 'Please list the land and buildings that the council owns or occupies.',
    decisions: [
      elsewhere(
        'Council owned or occupied land and buildings',
        '/info/145/websites_and_social_media/2406/list_of_council_owned_or_occupied_land_and_buildings',
      ),
    ],
  },
  {
    title: 'Permits for industrial emissions',
    topic: 'Environment',
    regime: 'eir',
    question:
      'Which industrial sites hold an environmental permit from the council, and what are the conditions?',
    decisions: [elsewhere('IPPC public register', '/ippcregister')],
  },
  {
    title: 'Contracts for waste lorries',
    topic: 'Procurement',
    question: 'When does the contract for waste collection vehicles end, and who holds it?',
    decisions: [elsewhere('Contracts register', '/downloads/download/1362/contracts_register')],
  },
]

export function tellPublishedAnswers(newScript: () => CaseScript): void {
  answers.forEach((answer, index) => {
    const opened = 92 - index * 3
    const sent = opened - 9 - (index % 4)
    newScript()
      .open(
        { ago: opened, time: `1${index % 6}:1${index % 6}` },
        {
          title: answer.title,
          topic: answer.topic,
          requester: inventedRequester(20 + index),
          text: answer.question,
          parts: answer.parts ?? [answer.question],
          ...(answer.regime ? { regime: answer.regime } : {}),
        },
      )
      .answer(opened, sent, answer.topic, answer.decisions)
      .publish({ ago: sent - 1, time: '12:00' })
  })
}
