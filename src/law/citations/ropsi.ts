import { citeProvisions } from './provisions.ts'

/** Re-use of Public Sector Information Regulations 2015. */
export const ropsi = citeProvisions(
  'RoPSI 2015',
  'https://www.legislation.gov.uk/uksi/2015/1415',
  '2015-07-18',
  {
    workingDay: [
      'reg 2',
      'regulation/2',
      'Policy reading: taken to be the all-UK working day of FOIA s.10(6).',
    ],
    request: ['reg 6', 'regulation/6'],
    response: ['reg 8(1)', 'regulation/8'],
    extension: [
      'reg 8(2)',
      'regulation/8',
      'Such time as is reasonable: the estimated date is the authority’s own.',
    ],
    extensionNotice: ['reg 8(3)', 'regulation/8'],
    refusal: ['reg 9', 'regulation/9', 'Content read from secondary sources.'],
    conditions: [
      'reg 12',
      'regulation/12',
      'Conditions must not restrict re-use without need, and must be the same for like uses: read from secondary sources.',
    ],
    exclusive: [
      'reg 14',
      'regulation/14',
      'Reasons reviewed at least once every three years, and arrangements published: read from the Regulations of 2005, whose words these follow.',
    ],
    charges: [
      'reg 16(3)',
      'regulation/16',
      'Where standard charges are set: conditions, amounts and their basis.',
    ],
    documents: [
      'reg 16(7)(a)',
      'regulation/16',
      'A list of the main documents available for re-use, in machine-readable form where possible: reg 16(8).',
    ],
    redress: ['reg 16(7)(b)', 'regulation/16'],
    complaint: ['reg 17', 'regulation/17'],
    regulator: ['reg 18', 'regulation/18'],
  },
)
