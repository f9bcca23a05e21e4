export const feedbackKinds = ['problem', 'suggestion'] as const
export type FeedbackKind = (typeof feedbackKinds)[number]
/** `new`: nobody has looked; `open`: cleared for the public page; `answered`; `rejected`: never public. */
export const feedbackStates = ['new', 'open', 'answered', 'rejected'] as const
export type FeedbackState = (typeof feedbackStates)[number]

export const messageLimits = { least: 10, most: 5000 } as const

export type FeedbackInput = {
  kind: FeedbackKind
  /** The dataset’s address; a problem needs one */
  dataset: string | null
  message: string
  /** A fragment of RFC 7111: `row=12`, `col=3`, `cell=12,3`, ranges `row=5-7` */
  place: string | null
  /** Only to be told the answer; forgotten once that is sent */
  email: string | null
}

/** As the public sees it: the words a publisher cleared. */
export type PublicFeedback = {
  reference: string
  kind: FeedbackKind
  dataset: { slug: string; title: string } | null
  /** Null while nobody has cleared it */
  text: string | null
  place: string | null
  state: Exclude<FeedbackState, 'rejected'>
  answer: string | null
  /** The version in which it was put right */
  correctedIn: number | null
  receivedAt: Temporal.Instant
  answeredAt: Temporal.Instant | null
}

export type StaffFeedback = Omit<PublicFeedback, 'text' | 'state'> & {
  state: FeedbackState
  /** As it was written; may hold anything */
  message: string
  publicText: string | null
  /** Whether an answer is mailed; the address itself is not shown */
  wantsAnswer: boolean
  answeredBy: string | null
  version: number
}

/** Where anybody may follow what was said and what came of it. */
export function feedbackPath(reference: string): string {
  return `/data/reports/${reference}`
}
