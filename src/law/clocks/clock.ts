import type { Step } from '../citation.ts'
import type { CalendarId, Nation } from '../calendar/calendars.ts'
import type { EpochDay } from '../calendar/epoch-days.ts'

export type ClockRegime = 'foia' | 'eir' | 'ropsi' | 'uk-gdpr' | 'foia-review' | 'eir-review' | 'dp-complaint'
export type ClockEventType =
  | 'clarification-asked'
  | 'clarification-received'
  | 'fees-notice'
  | 'fee-received'
  | 'identity-asked'
  | 'identity-received'
  | 'extended'

export const clockEventTypes: readonly ClockEventType[] = [
  'clarification-asked',
  'clarification-received',
  'fees-notice',
  'fee-received',
  'identity-asked',
  'identity-received',
  'extended',
]

/** `until` is the date given to the applicant; only re-use requests are bound by it. */
export type ClockEvent = {
  type: ClockEventType
  on: Temporal.PlainDate
  until?: Temporal.PlainDate
  reason?: string
}

/** Events in the order they happened. `nation` matters where a regime counts its own holidays. */
export type ClockInput = {
  regime: ClockRegime
  nation: Nation
  received: Temporal.PlainDate
  events: ClockEvent[]
}

export type WaitingFor = 'clarification' | 'fee' | 'identity'

export type ClockResult = {
  /** `20 working days`: the rule that gave the date */
  rule: string
  calendarId: CalendarId
  calendarVersion: string
  state: 'running' | 'waiting'
  waitingFor?: WaitingFor
  /** The last day on which what is awaited can come; absent where the law sets none */
  lapsesOn?: Temporal.PlainDate
  /** The day before any roll to a working day; null while waiting */
  raw: Temporal.PlainDate | null
  /** The last day to act; null while waiting */
  due: Temporal.PlainDate | null
  /** The last day to tell the applicant of an extension; null where there is none to be had, or while waiting */
  noticeBy: Temporal.PlainDate | null
  because: Step[]
}

/** The same, on whole days: what every rule file works in. */
export type DayEvent = { type: ClockEventType; on: EpochDay; until?: EpochDay }
export type DayInput = { regime: ClockRegime; nation: Nation; received: EpochDay; events: DayEvent[] }

/** Days left out of the count, both ends included. */
export type LeftOut = { from: EpochDay; to: EpochDay; why: string }

export type DayResult = {
  rule: string
  state: 'running' | 'waiting'
  waitingFor?: WaitingFor
  lapsesOn?: EpochDay
  raw: EpochDay | null
  due: EpochDay | null
  noticeBy: EpochDay | null
  /** Day 0 of the count that runs now */
  start: EpochDay
  leftOut: LeftOut[]
  because: Step[]
}
