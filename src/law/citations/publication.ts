import { citeProvisions } from './provisions.ts'

const withinMonth =
  'Within one month of the end of the quarter, as the Code is quoted by guidance and by councils that follow it.'
const withinMonthOfYear =
  'Within one month of the end of the year: read from guidance and from councils that follow the Code.'

/** Local Government Transparency Code 2015, issued under s.2 of the Local Government, Planning and Land Act 1980: England. */
export const transparencyCode = citeProvisions(
  'Transparency Code 2015',
  'https://www.gov.uk/government/publications/local-government-transparency-code-2015/local-government-transparency-code-2015',
  '2015-04-01',
  {
    spending: ['Part 2: expenditure exceeding £500', '', withinMonth],
    card: ['Part 2: Government Procurement Card transactions', '', withinMonth],
    tenders: ['Part 2: procurement information, invitations to tender', '', withinMonth],
    contracts: ['Part 2: procurement information, contracts', '', withinMonth],
    land: ['Part 2: local authority land', '', withinMonthOfYear],
    housing: ['Part 2: social housing asset value', '', withinMonthOfYear],
    grants: [
      'Part 2: grants to voluntary, community and social enterprise organisations',
      '',
      withinMonthOfYear,
    ],
    chart: ['Part 2: organisation chart', '', withinMonthOfYear],
    facilityTime: ['Part 2: trade union facility time', '', withinMonthOfYear],
    parkingAccount: ['Part 2: parking account', '', withinMonthOfYear],
    parkingSpaces: ['Part 2: parking spaces', '', withinMonthOfYear],
    salaries: ['Part 2: senior salaries', '', withinMonthOfYear],
    constitution: ['Part 2: constitution', '', withinMonthOfYear],
    payMultiple: ['Part 2: pay multiple', '', withinMonthOfYear],
    fraud: ['Part 2: fraud', '', withinMonthOfYear],
    waste: ['Part 2: waste contracts', '', 'Asked for once.'],
  },
)

export const facilityTimeRegulations = citeProvisions(
  'Facility Time Regs 2017',
  'https://www.legislation.gov.uk/uksi/2017/328',
  '2017-04-01',
  {
    publication: [
      'reg 8',
      '',
      'For the year to 31 March, on the employer’s website by 31 July: the day is confirmed by several employers, the regulation’s number is not. Not for employers of fewer than 50 full-time staff.',
    ],
  },
)

export const localismAct = citeProvisions(
  'Localism Act 2011',
  'https://www.legislation.gov.uk/ukpga/2011/20',
  '2012-01-15',
  {
    statement: ['s.38(1)', 'section/38'],
    approvedBy: [
      's.39(3)',
      'section/39',
      'Approved before the end of the 31 March before the year it is for.',
    ],
    published: [
      's.39(5)',
      'section/39',
      'Published as soon as is reasonably practicable after it is approved or amended.',
    ],
  },
)

export const membersAllowances = citeProvisions(
  'Members’ Allowances Regs 2003',
  'https://www.legislation.gov.uk/uksi/2003/1021',
  '2003-05-01',
  {
    totals: [
      'reg 15(3)',
      'regulation/15',
      'As soon as reasonably practicable after the year: the three months given here are a policy reading.',
    ],
  },
)

export const transparencyRecording = citeProvisions(
  'Algorithmic Transparency Recording Standard',
  'https://www.gov.uk/government/collections/algorithmic-transparency-recording-standard-hub',
  '2021-11-29',
  { records: ['records', '', 'Mandatory for central departments; councils are encouraged to use it.'] },
)
