import type { Citation } from '../citation.ts'
import { dpa, ukGdpr } from '../citations/data-protection.ts'
import { eir } from '../citations/eir.ts'
import { codeOfPractice, foia } from '../citations/foia.ts'
import { ropsi } from '../citations/ropsi.ts'
import type { ClockRegime } from './clock.ts'

export type ClockUnit = 'working-days' | 'calendar-days'

/** What an event does to a clock; `none` means the law gives it no effect, and the date stands. */
export type Operator = 'restart' | 'disregard' | 'suspend' | 'start' | 'none'

/** What is said of a regime wherever it is named; the numbers are the only place they are written. */
export type RegimeFacts = {
  id: ClockRegime
  /** `Freedom of Information Act 2000` */
  title: string
  /** `FOI` */
  shortTitle: string
  act: string
  /** The period in words: `20 working days after receipt` */
  clock: string
  unit: ClockUnit
  limit: { count: number; of: 'working days' | 'months' | 'days' }
  /** In all, from the start; null where there is none, or none fixed */
  extendedLimit: number | null
  extension:
    | 'public-interest'
    | 'complex-and-voluminous'
    | 'reasonable-time'
    | 'complex-or-many'
    | 'exceptional'
    | null
  calendarRule: string
  operators: { clarification: Operator; fee: Operator; identity: Operator }
  responseProvision: Citation
  extensionProvision: Citation | null
  workingDayProvision: Citation
  /** The clock of a review of an answer under this regime */
  reviewRegime: ClockRegime | null
}

const everyBankHoliday = 'Monday to Friday, without bank holidays in any part of the United Kingdom'
const ownNation =
  'Calendar days; a last day on a weekend or a bank holiday of the authority’s own nation moves on'
const noOperators = { clarification: 'none', fee: 'none', identity: 'none' } as const

export const regimes: Record<ClockRegime, RegimeFacts> = {
  foia: {
    id: 'foia',
    title: 'Freedom of Information Act 2000',
    shortTitle: 'FOI',
    act: 'FOIA 2000',
    clock: '20 working days after receipt',
    unit: 'working-days',
    limit: { count: 20, of: 'working days' },
    extendedLimit: 40,
    extension: 'public-interest',
    calendarRule: everyBankHoliday,
    operators: { clarification: 'restart', fee: 'disregard', identity: 'none' },
    responseProvision: foia.response,
    extensionProvision: foia.publicInterestTime,
    workingDayProvision: foia.workingDay,
    reviewRegime: 'foia-review',
  },
  eir: {
    id: 'eir',
    title: 'Environmental Information Regulations 2004',
    shortTitle: 'EIR',
    act: 'EIR 2004',
    clock: '20 working days after receipt',
    unit: 'working-days',
    limit: { count: 20, of: 'working days' },
    extendedLimit: 40,
    extension: 'complex-and-voluminous',
    calendarRule: everyBankHoliday,
    operators: { clarification: 'restart', fee: 'disregard', identity: 'none' },
    responseProvision: eir.response,
    extensionProvision: eir.extension,
    workingDayProvision: eir.workingDay,
    reviewRegime: 'eir-review',
  },
  ropsi: {
    id: 'ropsi',
    title: 'Re-use of Public Sector Information Regulations 2015',
    shortTitle: 'Re-use',
    act: 'RoPSI 2015',
    clock: '20 working days beginning with the day after receipt',
    unit: 'working-days',
    limit: { count: 20, of: 'working days' },
    extendedLimit: null,
    extension: 'reasonable-time',
    calendarRule: everyBankHoliday,
    operators: noOperators,
    responseProvision: ropsi.response,
    extensionProvision: ropsi.extension,
    workingDayProvision: ropsi.workingDay,
    reviewRegime: null,
  },
  'uk-gdpr': {
    id: 'uk-gdpr',
    title: 'UK GDPR and Data Protection Act 2018',
    shortTitle: 'Data protection rights',
    act: 'UK GDPR',
    clock: 'one month from the relevant time',
    unit: 'calendar-days',
    limit: { count: 1, of: 'months' },
    extendedLimit: 3,
    extension: 'complex-or-many',
    calendarRule: ownNation,
    operators: { clarification: 'suspend', fee: 'start', identity: 'start' },
    responseProvision: ukGdpr.response,
    extensionProvision: ukGdpr.extension,
    workingDayProvision: ukGdpr.roll,
    reviewRegime: 'dp-complaint',
  },
  'foia-review': {
    id: 'foia-review',
    title: 'Internal review under the section 45 Code of Practice',
    shortTitle: 'FOI review',
    act: 's.45 Code of Practice',
    clock: '20 working days after the request for review',
    unit: 'working-days',
    limit: { count: 20, of: 'working days' },
    extendedLimit: 40,
    extension: 'exceptional',
    calendarRule: everyBankHoliday,
    operators: noOperators,
    responseProvision: codeOfPractice.reviewTime,
    extensionProvision: codeOfPractice.reviewTime,
    workingDayProvision: foia.workingDay,
    reviewRegime: null,
  },
  'eir-review': {
    id: 'eir-review',
    title: 'Reconsideration under the Environmental Information Regulations 2004',
    shortTitle: 'EIR review',
    act: 'EIR 2004',
    clock: '40 working days after the representations',
    unit: 'working-days',
    limit: { count: 40, of: 'working days' },
    extendedLimit: null,
    extension: null,
    calendarRule: everyBankHoliday,
    operators: noOperators,
    responseProvision: eir.reviewDecision,
    extensionProvision: null,
    workingDayProvision: eir.workingDay,
    reviewRegime: null,
  },
  'dp-complaint': {
    id: 'dp-complaint',
    title: 'Data protection complaint to the controller',
    shortTitle: 'Data protection complaint',
    act: 'DPA 2018',
    clock: '30 days after receipt to acknowledge',
    unit: 'calendar-days',
    limit: { count: 30, of: 'days' },
    extendedLimit: null,
    extension: null,
    calendarRule: ownNation,
    operators: noOperators,
    responseProvision: dpa.complaint,
    extensionProvision: null,
    workingDayProvision: ukGdpr.roll,
    reviewRegime: null,
  },
}

export const clockRegimes = Object.keys(regimes) as ClockRegime[]

export function clockUnit(regime: ClockRegime): ClockUnit {
  return regimes[regime].unit
}
