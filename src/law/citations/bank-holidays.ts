import { citeProvisions } from './provisions.ts'

export const bankHolidays = citeProvisions(
  'Banking and Financial Dealings Act 1971',
  'https://www.legislation.gov.uk/ukpga/1971/80',
  '1971-12-16',
  {
    schedule: ['Sch 1', 'schedule/1', 'Read with the yearly proclamations that GOV.UK publishes.'],
    moved: ['s.1(2)', 'section/1'],
    proclaimed: ['s.1(3)', 'section/1'],
  },
)

export const stAndrewsDay = citeProvisions(
  'St Andrew’s Day Bank Holiday (Scotland) Act 2007',
  'https://www.legislation.gov.uk/asp/2007/2',
  '2007-01-15',
  { day: ['s.1', 'section/1', 'First kept on 30 November 2007.'] },
)
