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
    complaint: ['reg 17', 'regulation/17'],
    regulator: ['reg 18', 'regulation/18'],
  },
)
