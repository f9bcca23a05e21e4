import type { PublishedItemInput } from '../../disclosure/index.ts'

const coventry = 'https://www.coventry.gov.uk'
const herefordshire = 'https://www.herefordshire.gov.uk'

type Item = [
  schemeClass: 1 | 2 | 3 | 4 | 5 | 6 | 7,
  kind: 'page' | 'dataset' | 'register' | 'scheme',
  title: string,
  description: string,
  url: string,
  format?: string,
]

/** What the councils publish, in our words, under the seven classes of the model publication scheme. */
const items: Record<string, readonly Item[]> = {
  coventry: [
    [1, 'page', 'Contact the council', 'How to reach each service.', `${coventry}/contactus`],
    [
      2,
      'dataset',
      'Spending over £500',
      'Payments over £500 with supplier, date and purpose.',
      `${coventry}/info/10069/financial_information/651/transparency`,
      'CSV',
    ],
    [
      2,
      'dataset',
      'Salaries of senior managers',
      'Job titles and salaries of senior staff.',
      `${coventry}/downloads/download/1930/salaries_of_senior_managers`,
      'CSV',
    ],
    [
      2,
      'dataset',
      'Business rates accounts',
      'Accounts in credit, with reliefs and rateable values.',
      `${coventry}/downloads/download/2178/non_domestic_rates_foi_report`,
      'CSV',
    ],
    [
      2,
      'page',
      'Councillors’ allowances',
      'What councillors are paid in allowances.',
      `${coventry}/downloads/download/325/members_allowances`,
      'PDF',
    ],
    [
      3,
      'page',
      'One Coventry Plan',
      'The council’s priorities, and how it is doing against them.',
      `${coventry}/councilplan`,
    ],
    [
      4,
      'page',
      'Freedom of information and environmental information',
      'How to ask, and how the council decides what it gives.',
      `${coventry}/foi`,
    ],
    [
      5,
      'page',
      'Open data and the Open Government Licence',
      'How council data may be used again, and with which acknowledgement.',
      `${coventry}/info/145/websites_and_social_media/650/open_data/2`,
    ],
    [
      6,
      'register',
      'Contracts register',
      'Contracts the council has let, with supplier, value and dates.',
      `${coventry}/downloads/download/1362/contracts_register`,
      'CSV',
    ],
    [
      6,
      'register',
      'Register of environmental permits',
      'Industrial sites with a permit from the council.',
      `${coventry}/ippcregister`,
    ],
    [
      6,
      'register',
      'Council owned or occupied land and buildings',
      'Addresses and tenure of what the council owns or occupies.',
      `${coventry}/info/145/websites_and_social_media/2406/list_of_council_owned_or_occupied_land_and_buildings`,
    ],
    [
      6,
      'dataset',
      'Council CCTV locations',
      'Where cameras owned or controlled by the council stand.',
      `${coventry}/downloads/download/3322/council_cctv_locations`,
      'CSV',
    ],
    [
      6,
      'dataset',
      'Public health funerals',
      'Funerals the council arranged where nobody else could.',
      `${coventry}/publichealthfunerals`,
      'CSV',
    ],
    [7, 'page', 'Council news', 'What the council has announced.', `${coventry}/rss/news`, 'RSS'],
  ],
  herefordshire: [
    [
      5,
      'page',
      'Re-use of council data',
      'What may be re-used, how to ask, how long an answer takes, and what it may cost.',
      `${herefordshire}/`,
    ],
  ],
}

export function schemeItems(authoritySlug: string): PublishedItemInput[] {
  return (items[authoritySlug] ?? []).map(([schemeClass, kind, title, description, url, format]) => ({
    kind,
    title,
    description,
    url,
    schemeClass,
    format: format ?? null,
    charge: 'Free',
    updatedOn: null,
  }))
}
