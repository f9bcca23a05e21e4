import { citeProvisions } from './provisions.ts'

/** Environmental Information Regulations 2004. Exceptions cite themselves in ../exemptions. */
export const eir = citeProvisions('EIR 2004', 'https://www.legislation.gov.uk/uksi/2004/3391', '2005-01-01', {
  workingDay: ['reg 2(1)', 'regulation/2', 'Takes the working day of FOIA s.10(6).'],
  response: ['reg 5(2)', 'regulation/5'],
  ownData: ['reg 5(3)', 'regulation/5'],
  extension: ['reg 7(1)', 'regulation/7', 'Needs complexity and volume together.'],
  extensionNotice: ['reg 7(3)', 'regulation/7'],
  chargesSchedule: [
    'reg 8(8)',
    'regulation/8',
    'A schedule of charges must be published where charges are made: the duty is in the Commissioner’s guidance, the paragraph’s number is unconfirmed.',
  ],
  feeLapse: [
    'reg 8(5)',
    'regulation/8',
    'Policy reading from secondary sources: 60 working days after the notification.',
  ],
  feeDisregard: [
    'reg 8(6)',
    'regulation/8',
    'Policy reading from secondary sources: the days from notification to payment, both included, are left out.',
  ],
  advice: ['reg 9(1)', 'regulation/9'],
  particulars: ['reg 9(2)', 'regulation/9'],
  restart: ['reg 9(4)', 'regulation/9'],
  reviewWindow: ['reg 11(2)', 'regulation/11'],
  reviewDecision: ['reg 11(4)', 'regulation/11'],
  refusalWriting: ['reg 14(1)', 'regulation/14'],
  refusalTime: ['reg 14(2)', 'regulation/14'],
  refusalReasons: ['reg 14(3)(a)', 'regulation/14'],
  refusalPublicInterest: ['reg 14(3)(b)', 'regulation/14'],
  refusalUnfinished: ['reg 14(4)', 'regulation/14'],
  refusalReconsideration: ['reg 14(5)(a)', 'regulation/14'],
  refusalEnforcement: ['reg 14(5)(b)', 'regulation/14'],
  enforcement: ['reg 18', 'regulation/18'],
})
