import { citeProvisions, inForceFrom } from './provisions.ts'

export const ukGdpr = inForceFrom(
  citeProvisions('UK GDPR', 'https://www.legislation.gov.uk/eur/2016/679', '2018-05-25', {
    response: ['art 12(3)', 'article/12'],
    fee: ['art 12(5)', 'article/12', 'Only where a request is manifestly unfounded or excessive.'],
    relevantTime: [
      'art 12A',
      'article/12A',
      'The period starts on the latest of: request, identity information, any fee. Read from the Commissioner’s guidance and DPA 2018 s.54.',
    ],
    suspension: [
      'art 12A',
      'article/12A',
      'Our reading, the earlier date: days from asking to receiving, one end counted, are added to the unrolled day. Counting both ends gives one day more.',
    ],
    extension: [
      'art 12A',
      'article/12A',
      'Two further months for complexity or number of requests, told with reasons inside the first.',
    ],
    roll: [
      'art 12(3)',
      'article/12',
      'The Commissioner’s guidance: a period that ends on a weekend or public holiday ends with the next working day. Holidays are those of the authority’s own nation.',
    ],
    breach: ['art 33(1)', 'article/33', 'Clock hours, with no relief for weekends or holidays.'],
  }),
  { relevantTime: '2026-02-05', suspension: '2026-02-05', extension: '2026-02-05' },
)

export const dpa = citeProvisions('DPA 2018', 'https://www.legislation.gov.uk/ukpga/2018/12', '2026-06-19', {
  complaint: [
    's.164A(3)',
    'section/164A',
    'The Commissioner counts from the day after receipt; the words read strictly end a day sooner.',
  ],
})
