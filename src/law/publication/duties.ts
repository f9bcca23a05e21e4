import { nations as everywhere, type Nation } from '../calendar/calendars.ts'
import { eir } from '../citations/eir.ts'
import { codeOfPractice, foia } from '../citations/foia.ts'
import {
  facilityTimeRegulations,
  localismAct,
  membersAllowances,
  transparencyRecording,
} from '../citations/publication.ts'
import { ropsi } from '../citations/ropsi.ts'
import type { Duty } from './duty.ts'
import { transparencyDuties } from './transparency-duties.ts'
import { quarterly, standing, yearBegins, yearly } from './when-due.ts'

const england: readonly Nation[] = ['england']
const foiaNations: readonly Nation[] = ['england', 'wales', 'northern-ireland']

const others: readonly Duty[] = [
  {
    id: 'facility-time-regulations',
    title: 'Trade union facility time: the Regulations’ tables',
    words:
      'Union officials and full-time equivalents, share of working time, share of the pay bill, and paid union activities.',
    citation: facilityTimeRegulations.publication,
    nations: ['england', 'scotland'],
    frequency: 'annual',
    due: yearly(4),
    dueWords: 'By 31 July after each year to 31 March',
    force: 'law',
    appliesWhen: 'Employers with more than 49 full-time staff and a union official among them',
    appliesAtFirst: true,
    template: 'trade-union-facility-time',
  },
  {
    id: 'pay-policy-statement',
    title: 'Pay policy statement',
    words:
      'Policies for the year on the pay of chief officers and of the lowest paid, and how the two stand to each other.',
    citation: localismAct.approvedBy,
    nations: ['england', 'wales'],
    frequency: 'annual',
    due: { kind: 'periods', every: { months: 12 }, from: yearBegins, due: { before: 'start' } },
    dueWords: 'Approved before the year begins on 1 April, and published as soon as practicable after',
    force: 'law',
    appliesAtFirst: true,
  },
  {
    id: 'members-allowances',
    title: 'Councillors’ allowances',
    words: 'The total paid to each member in the year under each head of the scheme.',
    citation: membersAllowances.totals,
    nations: england,
    frequency: 'annual',
    due: yearly(3),
    dueWords: 'As soon as practicable after each year to 31 March: three months are counted',
    force: 'law',
    appliesAtFirst: true,
    template: 'councillor-allowances',
  },
  {
    id: 'foi-statistics',
    title: 'Statistics of requests',
    words:
      'Requests received, processed, on time and late, granted and refused, and internal reviews, by quarter.',
    citation: codeOfPractice.statistics,
    nations: foiaNations,
    ...quarterly,
    force: 'practice',
    appliesWhen: 'Authorities with more than 100 full-time posts',
    appliesAtFirst: true,
    template: 'foi-statistics',
  },
  {
    id: 'publication-scheme',
    title: 'Publication scheme',
    words:
      'What the authority publishes as a matter of course, in the seven classes of the model scheme, with its form and charge; looked through once a year.',
    citation: foia.schemeReview,
    nations: foiaNations,
    frequency: 'annual',
    due: yearly(12),
    dueWords: 'Reviewed from time to time: once a year is counted',
    force: 'practice',
    appliesAtFirst: true,
  },
  {
    id: 'requested-datasets',
    title: 'Datasets that were asked for',
    words: 'A dataset that somebody asked for stays in the publication scheme, with each update.',
    citation: foia.schemeDatasets,
    nations: foiaNations,
    ...standing,
    force: 'law',
    appliesWhen: 'Once a dataset has been asked for under the Act',
    appliesAtFirst: false,
  },
  {
    id: 'environmental-charges',
    title: 'Charges for environmental information',
    words: 'What may be charged for environmental information, and when payment is asked for in advance.',
    citation: eir.chargesSchedule,
    nations: foiaNations,
    ...standing,
    force: 'law',
    appliesWhen: 'Authorities that charge',
    appliesAtFirst: true,
  },
  {
    id: 'reuse-documents',
    title: 'List of main documents for re-use',
    words:
      'The main information assets that may be used again, with what is known of each, in a form that programs can read.',
    citation: ropsi.documents,
    nations: everywhere,
    ...standing,
    force: 'law',
    appliesAtFirst: true,
  },
  {
    id: 'reuse-redress',
    title: 'How to complain about re-use',
    words: 'The complaints procedure and the way to the Commissioner.',
    citation: ropsi.redress,
    nations: everywhere,
    ...standing,
    force: 'law',
    appliesAtFirst: true,
  },
  {
    id: 'reuse-charges',
    title: 'Conditions and charges for re-use',
    words: 'Standard conditions, the amount of charges and how they were worked out.',
    citation: ropsi.charges,
    nations: everywhere,
    ...standing,
    force: 'law',
    appliesWhen: 'Authorities that set standard charges',
    appliesAtFirst: true,
  },
  {
    id: 'exclusive-arrangements',
    title: 'Exclusive arrangements',
    words: 'Any exclusive right of re-use that was given, and whether its reason still holds.',
    citation: ropsi.exclusive,
    nations: everywhere,
    frequency: 'triennial',
    due: { kind: 'periods', every: { months: 36 }, from: yearBegins, due: { after: 'end', months: 0 } },
    dueWords: 'Reviewed at least once every three years',
    force: 'law',
    appliesWhen: 'Authorities that gave one',
    appliesAtFirst: false,
  },
  {
    id: 'algorithmic-transparency',
    title: 'Algorithmic tools',
    words: 'A record of each algorithmic tool that helps to decide about people.',
    citation: transparencyRecording.records,
    nations: everywhere,
    ...standing,
    force: 'practice',
    appliesWhen: 'Voluntary for councils',
    appliesAtFirst: false,
  },
]

/** Everything a local authority must, or is asked to, publish. Those of the Code bind England alone. */
export const duties: readonly Duty[] = [...transparencyDuties, ...others]

/** A duty by its id; null where there is none of that name. */
export function findDuty(id: string): Duty | null {
  return duties.find((duty) => duty.id === id) ?? null
}

/** The duties of an authority in one nation. */
export function dutiesOf(nation: Nation): Duty[] {
  return duties.filter((duty) => duty.nations.includes(nation))
}
