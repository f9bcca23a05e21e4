/** Something public that is not an answer: a page, a register, a data set, an item of the publication scheme. */
export type PublishedItem = {
  id: string
  kind: PublishedItemKind
  title: string
  description: string
  /** An absolute address, or a path on the authority's own site */
  url: string
  schemeClass: SchemeClassNumber | null
  format: string | null
  charge: string
  updatedOn: Temporal.PlainDate | null
}
export const publishedItemKinds = ['page', 'dataset', 'register', 'scheme'] as const
export type PublishedItemKind = (typeof publishedItemKinds)[number]
export type SchemeClassNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7

/** `id` of an item to change; without it, the item with the same address is changed, or a new one made. */
export type PublishedItemInput = Omit<PublishedItem, 'id'> & { id?: string }

/** The seven classes of the Information Commissioner's model publication scheme (FOIA s.19 and s.20). */
export const schemeClasses: readonly { number: SchemeClassNumber; title: string; holds: string }[] = [
  {
    number: 1,
    title: 'Who we are and what we do',
    holds: 'Structure, places, contacts and constitution.',
  },
  {
    number: 2,
    title: 'What we spend and how we spend it',
    holds: 'Budgets, accounts, contracts, grants and expenses.',
  },
  {
    number: 3,
    title: 'What our priorities are and how we are doing',
    holds: 'Plans, assessments, inspections and reviews.',
  },
  { number: 4, title: 'How we make decisions', holds: 'Meetings, minutes, consultations and criteria.' },
  {
    number: 5,
    title: 'Our policies and procedures',
    holds: 'Current written rules for our work and our services.',
  },
  { number: 6, title: 'Lists and registers', holds: 'Registers the law requires, asset lists and logs.' },
  {
    number: 7,
    title: 'The services we offer',
    holds: 'Advice, guidance, leaflets and fees for what we do.',
  },
]
