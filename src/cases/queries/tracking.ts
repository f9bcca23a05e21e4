import type { Authority } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { internalReviewLastDay, type Step } from '../../law/index.ts'
import type { CaseRecord, CaseServices, PartOutcome, Regime, Stage } from '../case.ts'
import { caseIdOfSecret } from '../commands/act-as-requester.ts'
import { loadRecordFacts } from '../store.ts'
import { whyNot } from '../transitions.ts'
import { loadCaseRecord } from './case-record.ts'

export type TrackingView = {
  reference: string
  title: string
  statusWords: string
  stage: Stage
  regime: Regime
  receivedOn: Temporal.PlainDate
  dueOn: Temporal.PlainDate | null
  answeredOn: Temporal.PlainDate | null
  waitingFor: string | null
  /** `asked`: what we need of the requester, one question a line, where it was put in words */
  pauseReason: {
    text: string
    asked: string | null
    since: Temporal.PlainDate
    lapsesOn: Temporal.PlainDate | null
  } | null
  extended: { until: Temporal.PlainDate | null; reason: string } | null
  /** What the requester saw or did, newest first; nothing internal */
  timeline: { at: Temporal.Instant; title: string; text: string | null }[]
  messages: {
    id: string
    direction: 'in' | 'out'
    kind: string
    subject: string
    body: string
    createdAt: Temporal.Instant
  }[]
  documents: { id: string; name: string; size: number; mediaType: string }[]
  hasLetter: boolean
  can: {
    reply: boolean
    withdraw: boolean
    askReview: boolean
    reviewUntil: Temporal.PlainDate | null
    complain: boolean
  }
  because: Step[]
  requestText: string
  parts: { number: number; text: string; outcomeWords: string | null }[]
  reviews: { reference: string; statusWords: string }[]
}

const stageWords: Record<Stage, string> = {
  new: 'We have received your request',
  open: 'We are looking for the information',
  approval: 'We are checking our answer',
  approved: 'Our answer is ready to be sent',
  answered: 'We have answered your request',
  withdrawn: 'Your request was withdrawn',
  closed: 'Your request was closed',
}

const outcomeWords: Record<PartOutcome, string> = {
  provided: 'Information provided',
  'partly-provided': 'Partly provided',
  'not-held': 'Not held',
  'available-elsewhere': 'Already available elsewhere',
  refused: 'Not provided, for a legal reason',
  'over-cost-limit': 'Over the cost limit',
  vexatious: 'Refused as vexatious',
  repeated: 'Refused as repeated',
  'neither-confirm-nor-deny': 'Neither confirmed nor denied',
  withdrawn: 'Withdrawn',
  'clarification-needed': 'Needs more detail from you',
}

const messageTitles: Record<string, string> = {
  request: 'You sent your request',
  acknowledgement: 'We confirmed that we received it',
  clarification: 'We asked you for more detail',
  reply: 'You wrote to us',
  'fees-notice': 'We sent you a fees notice',
  extension: 'We told you that we need more time',
  response: 'We sent our answer',
  closing: 'We closed your request',
  withdrawal: 'You withdrew your request',
}

const pauseWords: Record<string, string> = {
  clarification: 'We asked you for more detail and need it before we can go on.',
  fee: 'We sent you a fees notice and can go on once the fee is paid.',
  identity: 'We asked you to show who you are and need that before we can go on.',
}

/** A case as the holder of its tracking link sees it. Null where no case has that secret. */
export async function findByTracking(
  services: CaseServices,
  authority: Authority,
  secret: string,
): Promise<TrackingView | null> {
  const caseId = await caseIdOfSecret(services, authority, secret)
  if (caseId === null) return null
  const { reader } = services.database
  const record = await loadCaseRecord(reader, { caseId })
  if (!record) return null
  const facts = await loadRecordFacts(reader, record)
  const open = whyNot('withdraw', facts) === null
  const answered = record.stage === 'answered'
  return {
    reference: record.reference,
    title: record.title,
    statusWords: record.waitingFor && open ? 'We are waiting for you' : stageWords[record.stage],
    stage: record.stage,
    regime: record.regime,
    receivedOn: record.receivedOn,
    dueOn: record.dueOn,
    answeredOn: record.answeredOn,
    waitingFor: open ? record.waitingFor : null,
    pauseReason: open ? pauseOf(record) : null,
    extended: extensionOf(record),
    timeline: timelineOf(record),
    messages: outwardMessages(record).toReversed(),
    documents: record.documents
      .filter((document) => document.releaseState === 'released')
      .map(({ id, name, size, mediaType }) => ({ id, name, size, mediaType })),
    hasLetter: record.letters.some((letter) => letter.state === 'sent'),
    can: {
      reply: open,
      withdraw: open,
      askReview: whyNot('request-review', facts) === null,
      reviewUntil: reviewUntil(services, record),
      complain: answered || (open && isLate(record, legalDay(services.clock.now()))),
    },
    because: record.clock?.because ?? [],
    requestText: record.requestText,
    parts: record.parts.map((part) => ({
      number: part.number,
      text: part.text,
      // Until the answer is sent, what was decided is nobody's but the office's.
      outcomeWords: answered && part.outcome ? outcomeWords[part.outcome] : null,
    })),
    reviews: record.links
      .filter((link) => link.kind === 'review-of' && link.direction === 'from')
      .map((link) => ({ reference: link.reference, statusWords: stageWords[link.stage] })),
  }
}

function isLate(record: CaseRecord, today: Temporal.PlainDate): boolean {
  return record.dueOn !== null && Temporal.PlainDate.compare(record.dueOn, today) < 0
}

function pauseOf(record: CaseRecord): TrackingView['pauseReason'] {
  if (record.waitingFor === null) return null
  const asked = { clarification: 'clarification-asked', fee: 'fees-notice', identity: 'identity-asked' }[
    record.waitingFor
  ]
  const event = record.clockEvents.findLast((candidate) => candidate.type === asked)
  return {
    text: pauseWords[record.waitingFor] ?? '',
    asked: event?.reason || null,
    since: event?.on ?? record.receivedOn,
    lapsesOn: record.clock?.lapsesOn ?? null,
  }
}

function extensionOf(record: CaseRecord): TrackingView['extended'] {
  const event = record.clockEvents.findLast((candidate) => candidate.type === 'extended')
  return event && record.extended ? { until: record.dueOn, reason: event.reason } : null
}

function outwardMessages(record: CaseRecord): TrackingView['messages'] {
  return record.messages.flatMap(({ id, direction, kind, subject, body, createdAt }) =>
    direction === 'note' || kind in { 'auto-reply': 1, 'out-of-office': 1, bounce: 1 }
      ? []
      : [{ id, direction, kind, subject, body, createdAt }],
  )
}

function timelineOf(record: CaseRecord): TrackingView['timeline'] {
  return outwardMessages(record)
    .map((message) => ({
      at: message.createdAt,
      title:
        message.kind === 'clarification' && message.direction === 'in'
          ? 'You answered our question'
          : (messageTitles[message.kind] ??
            (message.direction === 'in' ? 'You wrote to us' : 'We wrote to you')),
      text: message.subject || null,
    }))
    .toReversed()
}

function reviewUntil(services: CaseServices, record: CaseRecord): Temporal.PlainDate | null {
  if (record.answeredOn === null || (record.regime !== 'foia' && record.regime !== 'eir')) return null
  return internalReviewLastDay(record.regime, record.answeredOn, services.calendars()).day
}
