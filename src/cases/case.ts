import type { FileStore, ReleaseState, VirusScanner } from '../documents/index.ts'
import type { Authority, Services } from '../identity/index.ts'
import type {
  CaseId,
  DocumentId,
  LetterId,
  PartId,
  RequesterId,
  StaffId,
  TaskId,
  TeamId,
} from '../kernel/ids.ts'
import type { Arrival } from './arrival.ts'
import type { ClockEventType, ClockRegime, Step, WaitingFor } from '../law/index.ts'

/** A regime is the law that governs the answer. */
export type Regime = ClockRegime

/** Where the work stands. Clock state and outcome are separate: see docs/adr/0005-three-separate-states.md. */
export type Stage = 'new' | 'open' | 'approval' | 'approved' | 'answered' | 'withdrawn' | 'closed'
export type Channel = 'web' | 'email' | 'post' | 'phone' | 'api'
export type ClockState = 'running' | 'waiting' | 'stopped'

export const partOutcomes = [
  'provided',
  'partly-provided',
  'not-held',
  'available-elsewhere',
  'refused',
  'over-cost-limit',
  'vexatious',
  'repeated',
  'neither-confirm-nor-deny',
  'withdrawn',
  'clarification-needed',
] as const
export type PartOutcome = (typeof partOutcomes)[number]

/** Derived from the parts, never chosen. */
export type CaseOutcome =
  | 'granted-in-full'
  | 'granted-in-part'
  | 'refused-in-full'
  | 'not-held'
  | 'over-cost-limit'
  | 'vexatious'
  | 'repeated'
  | 'clarification-needed'
  | 'withdrawn'
  | 'upheld'
  | 'upheld-in-part'
  | 'overturned'

export type Held = 'unknown' | 'yes' | 'part' | 'no'

/** Commands on cases also need the file store and the installation's own addresses and secrets. */
export type CaseServices = Services & {
  files: FileStore
  /** One authority by its id; throws where there is none, which a foreign key makes a fault */
  authority(id: string): Authority
  /** The secret in a case's tracking link. Made from the case's id and the installation's key, so it can be sent again. */
  trackingSecret(caseId: string): string
  /** An absolute address on an authority's own site: `linkTo(authority, '/requests/…')` */
  linkTo(authority: { slug: string; hostnames: string[] }, path: string): string
  /** True where mail can really be sent; otherwise messages are kept to be read. */
  mailConfigured: boolean
  /** Null where none is set up. */
  virusScanner: VirusScanner | null
}

export type RequesterDetails = {
  name: string | null
  email: string | null
  phone: string | null
  postalAddress: string | null
}

export type Ground = {
  exemptionId: string
  reasoning: string
  prejudice: string
  factorsFor: string[]
  factorsAgainst: string[]
  conclusion: string
  qualifiedPerson: string | null
  qualifiedOpinionOn: Temporal.PlainDate | null
}

export type CasePart = {
  id: PartId
  number: number
  text: string
  teamId: TeamId | null
  teamName: string | null
  held: Held
  outcome: PartOutcome | null
  answer: string
  linkUrl: string | null
  linkTitle: string | null
  advice: string
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
  grounds: Ground[]
}

export type CaseTask = {
  id: TaskId
  caseId: CaseId
  caseReference: string
  partNumber: number | null
  teamId: TeamId
  teamName: string
  title: string
  instructions: string
  dueOn: Temporal.PlainDate
  status: 'not-started' | 'in-progress' | 'done' | 'not-held' | 'cancelled'
  response: string
  chases: number
  nextChaseOn: Temporal.PlainDate | null
  completedBy: string | null
  completedAt: Temporal.Instant | null
}

export const documentOrigins = ['requester', 'service', 'officer', 'letter', 'mail', 'redacted'] as const
export type DocumentOrigin = (typeof documentOrigins)[number]

export type CaseDocument = {
  id: DocumentId
  name: string
  mediaType: string
  fileType: string
  size: number
  sha256: string
  origin: DocumentOrigin
  releaseState: ReleaseState
  inspection: { code: string; message: string }[]
  /** The document that this is a redacted copy of */
  redactedFrom: DocumentId | null
  /** What is hidden in it; null until a worker has looked */
  arrival: Arrival | null
  taskId: TaskId | null
  partId: PartId | null
  uploadedBy: string | null
  createdAt: Temporal.Instant
}

export type CaseMessage = {
  id: string
  direction: 'in' | 'out' | 'note'
  kind: string
  channel: string
  fromAddress: string | null
  toAddress: string | null
  subject: string
  body: string
  warnings: string[]
  /** Of the outbox entry; null for what came in */
  delivery: 'pending' | 'sent' | 'failed' | 'held' | null
  createdAt: Temporal.Instant
}

export type CaseClock = {
  rule: string
  calendarVersion: string
  state: 'running' | 'waiting'
  waitingFor: WaitingFor | null
  rawOn: Temporal.PlainDate | null
  dueOn: Temporal.PlainDate | null
  lapsesOn: Temporal.PlainDate | null
  noticeBy: Temporal.PlainDate | null
  because: Step[]
  cause: string
  computedAt: Temporal.Instant
}

export type ClockEventRecord = {
  id: string
  type: ClockEventType
  on: Temporal.PlainDate
  until: Temporal.PlainDate | null
  reason: string
  recordedAt: Temporal.Instant
}

export type CaseLetter = {
  id: LetterId
  version: number
  kind: string
  state: 'submitted' | 'changes-asked' | 'approved' | 'sent' | 'superseded'
  createdBy: { id: StaffId; name: string }
  createdAt: Temporal.Instant
  sentAt: Temporal.Instant | null
  pdfSha256: string | null
}

export type CaseApproval = {
  id: string
  letterId: LetterId
  step: number
  role: string
  label: string
  assignedTo: { id: StaffId; name: string } | null
  decision: 'approved' | 'changes-asked' | 'passed-on' | null
  comment: string
  decidedBy: string | null
  decidedAt: Temporal.Instant | null
}

export type CaseLink = {
  kind: 'review-of' | 'duplicate-of' | 'aggregated-with' | 'follows' | 'complaint-about'
  direction: 'from' | 'to'
  reference: string
  title: string
  stage: Stage
}

export type CaseEvent = {
  number: number
  at: Temporal.Instant
  action: string
  actorKind: 'staff' | 'requester' | 'system'
  actorName: string | null
  details: Record<string, unknown>
}

/** The identity bar: what every view of a case begins with. */
export type CaseSummary = {
  id: CaseId
  reference: string
  title: string
  regime: Regime
  channel: Channel
  stage: Stage
  outcome: CaseOutcome | null
  clockState: ClockState
  waitingFor: WaitingFor | null
  receivedOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate | null
  draftDueOn: Temporal.PlainDate | null
  answeredOn: Temporal.PlainDate | null
  extended: boolean
  officer: { id: StaffId; name: string } | null
  riskFlags: string[]
  topic: string | null
  campaign: string | null
  version: number
}

/** The whole of one case, as its page needs it. */
export type CaseRecord = CaseSummary & {
  requestText: string
  periodText: string | null
  formatPreference: string | null
  replyBy: 'email' | 'post'
  closedOn: Temporal.PlainDate | null
  requesterId: RequesterId
  requester: RequesterDetails
  parts: CasePart[]
  tasks: CaseTask[]
  documents: CaseDocument[]
  messages: CaseMessage[]
  clock: CaseClock | null
  clockEvents: ClockEventRecord[]
  letters: CaseLetter[]
  approvals: CaseApproval[]
  costEstimate: {
    activities: { activity: string; hours: number; note: string }[]
    totalPence: number
    overLimit: boolean
  } | null
  links: CaseLink[]
  disclosure: { reference: string; withdrawn: boolean } | null
}

/**
 * The one outcome that several parts add up to. Withdrawn parts count only where nothing else is left, and what is
 * not held takes nothing away from what is.
 */
export function deriveOutcome(outcomes: readonly (PartOutcome | null)[]): CaseOutcome | null {
  if (outcomes.length === 0 || outcomes.includes(null)) return null
  const live = outcomes.filter((outcome) => outcome !== 'withdrawn')
  if (live.length === 0) return 'withdrawn'
  const held = live.filter((outcome) => outcome !== 'not-held')
  if (held.length === 0) return 'not-held'
  if (held.every((outcome) => outcome === 'provided' || outcome === 'available-elsewhere'))
    return 'granted-in-full'
  for (const single of ['over-cost-limit', 'vexatious', 'repeated', 'clarification-needed'] as const) {
    if (held.every((outcome) => outcome === single)) return single
  }
  const gives: readonly (PartOutcome | null)[] = ['provided', 'partly-provided', 'available-elsewhere']
  return held.some((outcome) => gives.includes(outcome)) ? 'granted-in-part' : 'refused-in-full'
}
