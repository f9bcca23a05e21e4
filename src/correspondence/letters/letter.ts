import type { Locale } from '../wording/index.ts'

export type LetterKind =
  | 'response'
  | 'acknowledgement'
  | 'clarification'
  | 'fees-notice'
  | 'extension'
  | 'review-outcome'
  | 'withdrawal'
  | 'closing'
  | 'transfer'

export type LetterRegime = 'foia' | 'eir' | 'ropsi' | 'uk-gdpr'

export type PartOutcome =
  | 'provided'
  | 'partly-provided'
  | 'not-held'
  | 'available-elsewhere'
  | 'refused'
  | 'over-cost-limit'
  | 'vexatious'
  | 'repeated'
  | 'neither-confirm-nor-deny'
  | 'withdrawn'
  | 'clarification-needed'

export type LetterAuthority = {
  name: string
  addressLines: string[]
  email: string
  phone?: string
  website?: string
  reviewEmail?: string
  reviewAddressLines?: string[]
  /** `#rrggbb`, for the line under the letterhead */
  colour?: string
  /** Who signs: a team, never a person (`Information Governance`) */
  signOff: string
  disclosureLogUrl?: string
  publicationSchemeUrl?: string
  /** What the re-use paragraph offers; asking first where not set */
  reuse?: 'on-request' | 'open-government-licence'
}

export type Regulator = {
  name: string
  addressLines: string[]
  email: string
  phone: string
  website: string
}

export type PublicInterest = {
  /** In favour of disclosure */
  factorsFor: string[]
  /** In favour of maintaining the exemption or exception */
  factorsAgainst: string[]
  conclusion: string
}

/** One exemption, exception or other ground as it was decided for one part. */
export type Ground = {
  /** `section 43(2)` or `s.43(2)`, `regulation 12(5)(e)` or `reg 12(5)(e)`; printed in full */
  provision: string
  actTitle: string
  /** `commercial interests` */
  plain: string
  reasoning: string
  /** True where the reason would itself disclose exempt information (FOIA s.17(4)) */
  reasoningExempt?: boolean
  /** True where the law makes the ground depend on the balance of public interest */
  publicInterestTest: boolean
  publicInterest?: PublicInterest
  /** Where the balance is not yet decided (FOIA s.17(2)): the day a decision is expected */
  decisionDueOn?: Temporal.PlainDate
  /** The duty to say whether the information is held is what is excluded */
  ncnd?: boolean
  /** FOIA s.36 */
  qualifiedPerson?: { role: string; givenOn: Temporal.PlainDate }
  /** EIR reg 14(4): who prepares unfinished material, and when it will be done */
  unfinished?: { preparedBy: string; finishedBy: string }
  /** RoPSI reg 9: who owns the rights, or null where that is not known */
  rightsOwner?: string | null
  /** What the law says a refusal on this ground must contain: ids of requirements.ts, or the law's own names */
  required?: readonly string[]
}

/** Every figure comes from the caller, who has it from the law in force on the day. */
export type CostEstimate = {
  lines: { activity: string; hours: number }[]
  hourlyRatePence: number
  totalPence: number
  limitPence: number
}

export type LetterPart = {
  number: number
  /** The request in the requester's words */
  text: string
  outcome: PartOutcome
  /** Paragraphs separated by empty lines; lines that begin `- ` make a list */
  answer: string
  link?: { url: string; title: string }
  documents?: { name: string }[]
  grounds: Ground[]
  costEstimate?: CostEstimate
  adviceAndAssistance?: string
}

export type LetterInput = {
  kind: LetterKind
  locale: Locale
  date: Temporal.PlainDate
  authority: LetterAuthority
  regime: LetterRegime
  /** `Freedom of Information Act 2000` */
  actTitle: string
  reference: string
  receivedOn: Temporal.PlainDate
  requester: { name: string | null; addressLines?: string[]; email?: string }
  subject: string
  parts: LetterPart[]
  regulator: Regulator
  /** Last day to ask for a review, from the clock */
  reviewLastDay?: Temporal.PlainDate
  /** Acknowledgement: last day for the answer */
  dueOn?: Temporal.PlainDate
  clarification?: { questions: string[]; help?: string; closeOn?: Temporal.PlainDate }
  fee?: {
    amountPence: number
    payBy: Temporal.PlainDate
    how: string
    lines?: { item: string; pence: number }[]
  }
  /** `grounds`: FOIA, the exemptions whose public interest balance is still open */
  extension?: { newDueOn: Temporal.PlainDate; reason: string; grounds?: Ground[] }
  review?: {
    requestedOn: Temporal.PlainDate
    outcome: 'upheld' | 'partly-upheld' | 'not-upheld'
    findings: string
    remedy?: string
    remedyBy?: Temporal.PlainDate
  }
  withdrawal?: { withdrawnOn: Temporal.PlainDate }
  closing?: { reason: string }
  transfer?: { body: string; contactLines: string[]; passedOn: boolean }
}
