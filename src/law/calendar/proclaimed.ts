import type { Citation } from '../citation.ts'
import { bankHolidays } from '../citations/bank-holidays.ts'
import { allDivisions, type Division } from './rule-made.ts'

/** A bank holiday added or moved for one year, with the day the public first knew of it. */
export type ProclaimedFact = {
  date: string
  title: string
  divisions: readonly Division[]
  /** The rule-made day it replaces, which is then an ordinary working day */
  insteadOf?: string
  announcedOn: string
  citation: Citation
}

const { moved, proclaimed } = bankHolidays

/** Every departure from the rules since 2005, oldest first. Later ones come by feed until added here. */
export const proclaimedFacts: readonly ProclaimedFact[] = [
  {
    date: '2011-04-29',
    title: 'Royal wedding',
    divisions: allDivisions,
    announcedOn: '2010-11-23',
    citation: proclaimed,
  },
  {
    date: '2012-06-04',
    title: 'Spring bank holiday (moved)',
    divisions: allDivisions,
    insteadOf: '2012-05-28',
    announcedOn: '2010-01-05',
    citation: moved,
  },
  {
    date: '2012-06-05',
    title: 'Diamond Jubilee',
    divisions: allDivisions,
    announcedOn: '2010-01-05',
    citation: proclaimed,
  },
  {
    date: '2020-05-08',
    title: 'Early May bank holiday (moved for VE Day)',
    divisions: allDivisions,
    insteadOf: '2020-05-04',
    announcedOn: '2019-06-07',
    citation: moved,
  },
  {
    date: '2022-06-02',
    title: 'Spring bank holiday (moved)',
    divisions: allDivisions,
    insteadOf: '2022-05-30',
    announcedOn: '2020-11-12',
    citation: moved,
  },
  {
    date: '2022-06-03',
    title: 'Platinum Jubilee',
    divisions: allDivisions,
    announcedOn: '2020-11-12',
    citation: proclaimed,
  },
  {
    date: '2022-09-19',
    title: 'State funeral of Queen Elizabeth II',
    divisions: allDivisions,
    announcedOn: '2022-09-10',
    citation: proclaimed,
  },
  {
    date: '2023-05-08',
    title: 'Coronation of King Charles III',
    divisions: allDivisions,
    announcedOn: '2022-11-06',
    citation: proclaimed,
  },
  {
    date: '2026-06-15',
    title: 'Men’s football World Cup',
    divisions: ['scotland'],
    announcedOn: '2026-02-04',
    citation: proclaimed,
  },
]
