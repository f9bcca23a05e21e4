import type { RequesterIdentity } from '../release/index.ts'

/** A legal ground as the public reads it: `section 43(2)`, `Freedom of Information Act 2000`, `commercial interests`. */
export type EntryGround = { provision: string; act: string; plain: string }

export type EntryPart = {
  number: number
  question: string
  /** A part's outcome, as in cases: `provided`, `not-held` … */
  outcome: string
  answer: string
  link?: { url: string; title: string }
  grounds: EntryGround[]
}

/** What the public filters on. Withdrawn parts and parts that needed clarification do not count. */
export const entryOutcomes = ['released', 'part-released', 'withheld', 'not-held'] as const
export type EntryOutcome = (typeof entryOutcomes)[number]
export const entryOutcomeNames: Record<EntryOutcome, string> = {
  released: 'Released',
  'part-released': 'Part released',
  withheld: 'Withheld',
  'not-held': 'Not held',
}

/** A row of the log. Every field here is public; nothing refers to a requester or to a case's id. */
export type EntrySummary = {
  reference: string
  title: string
  summary: string
  regime: string
  outcome: EntryOutcome
  topic: string | null
  receivedOn: Temporal.PlainDate
  answeredOn: Temporal.PlainDate
  workingDays: number
  publishedAt: Temporal.Instant
}
export type DisclosureEntry = EntrySummary & { parts: EntryPart[] }

/** Where the public reads it. */
export function entryPath(reference: string): string {
  return `/disclosure-log/${encodeURIComponent(reference)}`
}

/** What is left where an entry was: when, why, and what stands in its place. Surfaces answer 410. */
export type Tombstone = {
  reference: string
  withdrawnAt: Temporal.Instant
  reason: string
  replacedBy: string | null
}

export type EntryFilters = {
  q?: string | undefined
  topic?: string | undefined
  year?: number | undefined
  outcome?: string | undefined
  regime?: string | undefined
  page?: number | undefined
  pageSize?: number | undefined
  /** `relevance` needs `q`; without a choice it is `relevance` with `q` and `newest` without */
  sort?: 'newest' | 'oldest' | 'relevance' | undefined
}
export type Facet = { value: string; count: number }
export type EntryPage = {
  items: EntrySummary[]
  /** How many can be paged through */
  total: number
  page: number
  pageSize: number
  /** True where more match than `total` says: write "more than" */
  capped: boolean
  /** Of what matches; of the newest of it where capped */
  facets: { topic: Facet[]; year: Facet[]; outcome: Facet[]; regime: Facet[] }
}

/** What an entry is proposed from. */
export type CaseAnswer = {
  reference: string
  title: string
  regime: string
  topic: string | null
  receivedOn: Temporal.PlainDate
  answeredOn: Temporal.PlainDate
  identity: RequesterIdentity
  parts: {
    number: number
    text: string
    outcome: string
    answer: string
    linkUrl: string | null
    linkTitle: string | null
    exemptionIds: string[]
  }[]
}

/** One thing the preparation took out, for the person who reviews it. `where`: `title`, `part 2 question` … */
export type Removal = {
  where: string
  what: 'name' | 'email' | 'phone' | 'address' | 'greeting' | 'sign-off'
  count: number
}
export type ProposedEntry = {
  title: string
  summary: string
  topic: string | null
  parts: EntryPart[]
  removals: Removal[]
}

/** As a person reviewed it. */
export type PublishInput = {
  caseId: string
  title: string
  summary: string
  topic: string | null
  parts: EntryPart[]
}
export type WithdrawInput = { reference: string; reason: string; replacedBy?: string }
