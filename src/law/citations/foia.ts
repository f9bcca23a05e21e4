import { citeProvisions } from './provisions.ts'

/** Freedom of Information Act 2000: request handling. Part II exemptions cite themselves in ../exemptions. */
export const foia = citeProvisions(
  'FOIA 2000',
  'https://www.legislation.gov.uk/ukpga/2000/36',
  '2005-01-01',
  {
    right: ['s.1(1)', 'section/1'],
    clarification: [
      's.1(3)',
      'section/1',
      'With s.10(6)(b): the day the further information arrives becomes the date of receipt.',
    ],
    noticeOfFee: ['s.9(1)', 'section/9', 'The notice must be given inside the time for answering.'],
    feeLapse: ['s.9(2)', 'section/9', 'Three months beginning with the day the notice is given.'],
    response: ['s.10(1)', 'section/10'],
    feeDisregard: [
      's.10(2)',
      'section/10',
      'Working days from notice to payment, both included, are left out.',
    ],
    publicInterestTime: [
      's.10(3)',
      'section/10',
      'The Act says a reasonable time. 40 working days in all is what the Commissioner expects, not a limit in the Act.',
    ],
    workingDay: [
      's.10(6)',
      'section/10',
      'A bank holiday in any part of the United Kingdom counts everywhere.',
    ],
    costOfComplying: ['s.12(1)', 'section/12'],
    costOfConfirming: ['s.12(2)', 'section/12'],
    aggregation: ['s.12(4)', 'section/12'],
    vexatious: ['s.14(1)', 'section/14'],
    repeated: ['s.14(2)', 'section/14'],
    advice: ['s.16(1)', 'section/16'],
    refusalFact: ['s.17(1)(a)', 'section/17'],
    refusalProvision: ['s.17(1)(b)', 'section/17'],
    refusalWhy: [
      's.17(1)(c)',
      'section/17',
      'Not where it would otherwise be apparent, nor where the reason would itself be exempt: s.17(4).',
    ],
    refusalEstimate: ['s.17(2)', 'section/17'],
    refusalPublicInterest: ['s.17(3)', 'section/17'],
    refusalProcedural: ['s.17(5)', 'section/17'],
    refusalRepeatVexatious: ['s.17(6)', 'section/17'],
    refusalComplaints: ['s.17(7)(a)', 'section/17'],
    refusalRegulator: ['s.17(7)(b)', 'section/17'],
    scheme: ['s.19(1)(a)', 'section/19'],
    schemeReview: [
      's.19(1)(c)',
      'section/19',
      'From time to time, says the Act: the year given here is a policy reading.',
    ],
    schemeDatasets: [
      's.19(2A)',
      'section/19',
      'A dataset that was asked for, and each update of it, unless that is not appropriate.',
    ],
    complaintToRegulator: ['s.50', 'section/50'],
    appeal: ['s.57', 'section/57'],
  },
)

export const feesRegulations = citeProvisions(
  'Fees Regs 2004',
  'https://www.legislation.gov.uk/uksi/2004/3244',
  '2005-01-01',
  {
    limit: ['reg 3(3)', 'regulation/3'],
    centralLimit: ['reg 3(2)', 'regulation/3'],
    activities: ['reg 4(3)', 'regulation/4'],
    rate: ['reg 4(4)', 'regulation/4'],
    aggregation: [
      'reg 5(2)(b)',
      'regulation/5',
      'Our reading: any run of 60 consecutive working days that holds all the requests; the first request’s own day counts when it is a working day.',
    ],
  },
)

export const codeOfPractice = citeProvisions(
  's.45 Code of Practice',
  'https://www.gov.uk/government/publications/freedom-of-information-code-of-practice',
  '2018-07-04',
  {
    reviewWindow: ['para 5.3', ''],
    reviewTime: [
      'Part 5',
      '',
      'Good practice under s.45, not a limit in the Act: 20 working days, 40 where exceptional.',
    ],
    statistics: [
      'para 8.5',
      '',
      'Good practice for authorities of more than 100 full-time posts. The month after the quarter is what councils keep to, so that the last requests fall due first.',
    ],
  },
)

export const schoolRegulations = citeProvisions(
  'FOI (Time for Compliance) Regs 2009',
  'https://www.legislation.gov.uk/uksi/2009/1369',
  '2009-07-01',
  {
    outerLimit: [
      'reg 3',
      'regulation/3',
      'Maintained schools: 20 working days that are school days, or 60 working days, whichever is first. The first limb needs the school’s own term dates.',
    ],
  },
)

export const tribunalRules = citeProvisions(
  'GRC Tribunal Procedure Rules 2009',
  'https://www.legislation.gov.uk/uksi/2009/1976',
  '2010-01-18',
  { appeal: ['rule 22(1)(b)', 'article/22'] },
)
