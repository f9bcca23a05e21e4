/** Each case received in the period is in exactly one of these, or is open. */
export const outcomeCategories = [
  'granted-in-full',
  'part-disclosed-part-refused',
  'part-disclosed-part-not-held',
  'refused-in-full',
  'not-held',
  'clarification',
  'over-cost-limit',
  'vexatious',
  'repeated',
  'accessible-elsewhere',
  'withdrawn',
  'other',
] as const
export type OutcomeCategory = (typeof outcomeCategories)[number]

export type PeriodInput = {
  from: Temporal.PlainDate
  /** The last day, itself counted */
  to: Temporal.PlainDate
  /** `foia` or `eir`; both without it */
  regime?: 'foia' | 'eir'
}

/** Of the cases received from `from` to `to`, as they stand today. */
export type CaseStatistics = {
  from: Temporal.PlainDate
  to: Temporal.PlainDate
  regime: 'foia' | 'eir' | null
  received: number
  receivedEir: number
  /** Created, not closed */
  open: number
  openWaitingClarification: number
  openFeeOutstanding: number
  openOverLimit: number
  answered: number
  inTime: number
  late: number
  /** Answered or open, with the extension the law permits */
  extended: number
  /** 0 to 1, of those answered; null where none was */
  onTimeRate: number | null
  outcomes: Record<OutcomeCategory, number>
  /** The Cabinet Office's lines. Requests wholly accessible elsewhere (s.21) are outside its total. */
  national: {
    total: number
    accessibleElsewhereOnly: number
    resolvable: number
    grantedInFull: number
    partlyWithheld: number
    fullyWithheld: number
    clarification: number
    notHeld: number
    vexatious: number
    repeated: number
    overCostLimit: number
  }
  /** Once for each case that relied on it, in the order of the Act; s.21 is not among them */
  exemptions: { regime: 'foia' | 'eir'; code: string; title: string; cases: number }[]
  reviews: {
    received: number
    open: number
    upheld: number
    upheldInPart: number
    overturned: number
    inTime: number
    late: number
  }
  topics: { topic: string; cases: number }[]
  /** Open at the end of each Sunday of the period, and on its last day or today */
  backlog: { on: Temporal.PlainDate; open: number }[]
}

export type StatisticsRow = { group: string; measure: string; code: string; value: number | null }
export type Period = { from: Temporal.PlainDate; to: Temporal.PlainDate; label: string; code: string }
