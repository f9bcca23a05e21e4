import type { Permission } from '../identity/index.ts'
import type { Regime, Stage } from './case.ts'

/** What a guard may look at: the fresh row and what hangs on it. */
export type CaseFacts = {
  stage: Stage
  regime: Regime
  waitingFor: string | null
  parts: { number: number; outcome: string | null }[]
  openTasks: number
  extended: boolean
  published: boolean
  reviewRequested: boolean
  hasPublicInterestGround: boolean
}

/** Null where the action may go ahead; otherwise the reason in words, shown beside the disabled button. */
export type Guard = (facts: CaseFacts) => string | null

const everyPartDecided: Guard = ({ parts }) => {
  const undecided = parts.filter((part) => part.outcome === null).map((part) => part.number)
  if (parts.length === 0) return 'The request has no parts yet'
  if (undecided.length === 0) return null
  return undecided.length === 1
    ? `Part ${undecided[0]} has no decision yet`
    : `Parts ${undecided.join(', ')} have no decision yet`
}
const notWaiting: Guard = ({ waitingFor }) =>
  waitingFor === null ? null : `The case already waits for ${waitingFor}`
const waitsFor =
  (what: string): Guard =>
  ({ waitingFor }) =>
    waitingFor === what ? null : `The case does not wait for ${what}`
const notExtended: Guard = ({ extended }) => (extended ? 'The time was already extended' : null)
const canExtend: Guard = ({ regime }) =>
  regime === 'eir-review' || regime === 'dp-complaint' ? 'The law allows no extension here' : null
const notPublished: Guard = ({ published }) => (published ? 'It is already in the disclosure log' : null)
const noReviewYet: Guard = ({ reviewRequested }) =>
  reviewRequested ? 'A review was already asked for' : null
const reviewable: Guard = ({ regime }) =>
  regime === 'foia' || regime === 'eir' ? null : 'This regime has no internal review of this kind'
const chargeable: Guard = ({ regime }) =>
  regime === 'foia' || regime === 'eir' ? null : 'The law has no fees notice that stops this clock'

export const actions = [
  'start',
  'change-regime',
  'assign',
  'edit-details',
  'edit-parts',
  'add-task',
  'add-document',
  'make-redacted-copy',
  'ask-clarification',
  'record-clarification',
  'give-fees-notice',
  'record-fee',
  'extend',
  'decide-part',
  'estimate-cost',
  'submit',
  'recall',
  'approve',
  'ask-changes',
  'pass-on',
  'send',
  'withdraw',
  'close',
  'reopen',
  'request-review',
  'publish',
] as const
export type Action = (typeof actions)[number]

export type Transition = {
  action: Action
  from: readonly Stage[]
  /** `same` leaves the stage; `by-workflow` is decided by the approval steps of the authority */
  to: Stage | 'same' | 'by-workflow'
  who: readonly (Permission | 'requester')[]
  needs: readonly Guard[]
  law?: string
  label: string
  reason: 'none' | 'optional' | 'required'
  /** Whom it tells: `requester` gets a message, `approver` and `officer` see it in their work */
  notify: readonly ('requester' | 'approver' | 'officer')[]
}

const working: readonly Stage[] = ['new', 'open']

type Extra = Partial<Pick<Transition, 'needs' | 'law' | 'reason' | 'notify'>>

function move(
  action: Action,
  from: readonly Stage[],
  to: Transition['to'],
  who: Transition['who'][number] | Transition['who'],
  label: string,
  { needs = [], law, reason = 'none', notify = [] }: Extra = {},
): Transition {
  const allowed = typeof who === 'string' ? [who] : who
  return {
    action,
    from,
    to,
    who: allowed,
    label,
    needs,
    reason,
    notify,
    ...(law === undefined ? {} : { law }),
  }
}

const unsent: readonly Stage[] = ['new', 'open', 'approval', 'approved']
const clarification = 'FOIA s.1(3); EIR reg 9'
const fees = 'FOIA s.9; EIR reg 8'

/**
 * Every move a case can make. This table draws the buttons, guards each command on the locked row, and is
 * printed in the staff guide; nothing else knows which action is allowed when.
 */
export const transitions: readonly Transition[] = [
  move('start', ['new'], 'open', 'work-case', 'Start work'),
  move('change-regime', working, 'same', 'work-case', 'Change the law it is answered under', {
    law: 'EIR reg 5; FOIA s.39',
    reason: 'required',
  }),
  move('assign', unsent, 'same', ['assign-case', 'work-case'], 'Assign', { notify: ['officer'] }),
  move('edit-details', [...unsent, 'answered'], 'same', 'work-case', 'Change details'),
  move('edit-parts', working, 'same', 'work-case', 'Change the parts'),
  move('add-task', working, 'same', 'work-case', 'Ask a team'),
  move('add-document', working, 'same', 'work-case', 'Add a document'),
  move('make-redacted-copy', working, 'same', 'redact', 'Make a redacted copy'),
  move('ask-clarification', working, 'same', 'work-case', 'Ask the requester to clarify', {
    needs: [notWaiting],
    law: clarification,
    reason: 'required',
    notify: ['requester'],
  }),
  move('record-clarification', working, 'same', ['work-case', 'requester'], 'Record the clarification', {
    needs: [waitsFor('clarification')],
    law: clarification,
    reason: 'optional',
    notify: ['officer'],
  }),
  move('give-fees-notice', working, 'same', 'work-case', 'Give a fees notice', {
    needs: [notWaiting, chargeable],
    law: fees,
    reason: 'required',
    notify: ['requester'],
  }),
  move('record-fee', working, 'same', 'work-case', 'Record the payment', {
    needs: [waitsFor('fee')],
    law: fees,
    reason: 'optional',
  }),
  move('extend', working, 'same', 'work-case', 'Extend the time', {
    needs: [notWaiting, canExtend, notExtended],
    law: 'FOIA s.10(3); EIR reg 7',
    reason: 'required',
    notify: ['requester'],
  }),
  move('decide-part', working, 'same', 'decide-part', 'Decide a part'),
  move('estimate-cost', working, 'same', 'decide-part', 'Estimate the cost', { law: 'FOIA s.12' }),
  move('submit', working, 'by-workflow', 'decide-part', 'Send the answer for approval', {
    needs: [everyPartDecided, notWaiting],
    law: 'FOIA s.17; EIR reg 14',
    notify: ['approver'],
  }),
  move('recall', ['approval', 'approved'], 'open', 'work-case', 'Take the answer back to change it', {
    reason: 'optional',
  }),
  move('approve', ['approval'], 'by-workflow', 'approve-letter', 'Approve', {
    reason: 'optional',
    notify: ['officer'],
  }),
  move('ask-changes', ['approval'], 'open', 'approve-letter', 'Ask for changes', {
    reason: 'required',
    notify: ['officer'],
  }),
  move('pass-on', ['approval'], 'same', 'approve-letter', 'Pass on to another approver', {
    reason: 'required',
    notify: ['approver'],
  }),
  move('send', ['approved'], 'answered', 'send-letter', 'Send the answer', {
    needs: [everyPartDecided],
    law: 'FOIA s.1(1), s.10; EIR reg 5',
    notify: ['requester'],
  }),
  move('withdraw', unsent, 'withdrawn', ['work-case', 'requester'], 'Withdraw the request', {
    reason: 'optional',
    notify: ['officer'],
  }),
  move('close', working, 'closed', 'work-case', 'Close without an answer', {
    reason: 'required',
    notify: ['requester'],
  }),
  move('reopen', ['withdrawn', 'closed'], 'open', 'work-case', 'Open again', { reason: 'required' }),
  move('request-review', ['answered'], 'same', ['work-case', 'requester'], 'Ask for a review', {
    needs: [reviewable, noReviewYet],
    law: 's.45 Code; EIR reg 11',
    reason: 'required',
    notify: ['officer'],
  }),
  move('publish', ['answered'], 'same', 'publish-disclosure', 'Publish in the disclosure log', {
    needs: [notPublished],
  }),
]

export const transitionOf = (action: Action): Transition => {
  const row = transitions.find((candidate) => candidate.action === action)
  if (!row) throw new Error(`no transition named ${action}`)
  return row
}

const stageNames: Record<Stage, string> = {
  new: 'new',
  open: 'being worked on',
  approval: 'with an approver',
  approved: 'approved',
  answered: 'answered',
  withdrawn: 'withdrawn',
  closed: 'closed',
}

/** Null where the action is possible for somebody now; otherwise why not, in words. */
export function whyNot(action: Action, facts: CaseFacts): string | null {
  const row = transitionOf(action)
  if (!row.from.includes(facts.stage)) return `The case is ${stageNames[facts.stage]}`
  for (const guard of row.needs) {
    const reason = guard(facts)
    if (reason !== null) return reason
  }
  return null
}

export type OfferedAction = {
  action: Action
  label: string
  available: boolean
  why: string | null
  reason: Transition['reason']
}

/** The buttons for somebody with these permissions: the possible ones, and the others with the reason why not. */
export function offeredActions(facts: CaseFacts, may: (permission: Permission) => boolean): OfferedAction[] {
  return transitions
    .filter((row) => row.who.some((who) => who !== 'requester' && may(who)))
    .map((row) => {
      const why = whyNot(row.action, facts)
      return { action: row.action, label: row.label, available: why === null, why, reason: row.reason }
    })
}
