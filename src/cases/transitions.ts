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

/**
 * Every move a case can make. This table draws the buttons, guards each command on the locked row, and is
 * printed in the staff guide; nothing else knows which action is allowed when.
 */
export const transitions: readonly Transition[] = [
  {
    action: 'start',
    from: ['new'],
    to: 'open',
    who: ['work-case'],
    needs: [],
    label: 'Start work',
    reason: 'none',
    notify: [],
  },
  {
    action: 'change-regime',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [],
    law: 'EIR reg 5; FOIA s.39',
    label: 'Change the law it is answered under',
    reason: 'required',
    notify: [],
  },
  {
    action: 'assign',
    from: ['new', 'open', 'approval', 'approved'],
    to: 'same',
    who: ['assign-case', 'work-case'],
    needs: [],
    label: 'Assign',
    reason: 'none',
    notify: ['officer'],
  },
  {
    action: 'edit-details',
    from: ['new', 'open', 'approval', 'approved', 'answered'],
    to: 'same',
    who: ['work-case'],
    needs: [],
    label: 'Change details',
    reason: 'none',
    notify: [],
  },
  {
    action: 'edit-parts',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [],
    label: 'Change the parts',
    reason: 'none',
    notify: [],
  },
  {
    action: 'add-task',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [],
    label: 'Ask a team',
    reason: 'none',
    notify: [],
  },
  {
    action: 'add-document',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [],
    label: 'Add a document',
    reason: 'none',
    notify: [],
  },
  {
    action: 'ask-clarification',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [notWaiting],
    law: 'FOIA s.1(3); EIR reg 9',
    label: 'Ask the requester to clarify',
    reason: 'required',
    notify: ['requester'],
  },
  {
    action: 'record-clarification',
    from: working,
    to: 'same',
    who: ['work-case', 'requester'],
    needs: [waitsFor('clarification')],
    law: 'FOIA s.1(3); EIR reg 9',
    label: 'Record the clarification',
    reason: 'optional',
    notify: ['officer'],
  },
  {
    action: 'give-fees-notice',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [notWaiting, chargeable],
    law: 'FOIA s.9; EIR reg 8',
    label: 'Give a fees notice',
    reason: 'required',
    notify: ['requester'],
  },
  {
    action: 'record-fee',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [waitsFor('fee')],
    law: 'FOIA s.9; EIR reg 8',
    label: 'Record the payment',
    reason: 'optional',
    notify: [],
  },
  {
    action: 'extend',
    from: working,
    to: 'same',
    who: ['work-case'],
    needs: [notWaiting, canExtend, notExtended],
    law: 'FOIA s.10(3); EIR reg 7',
    label: 'Extend the time',
    reason: 'required',
    notify: ['requester'],
  },
  {
    action: 'decide-part',
    from: working,
    to: 'same',
    who: ['decide-part'],
    needs: [],
    label: 'Decide a part',
    reason: 'none',
    notify: [],
  },
  {
    action: 'estimate-cost',
    from: working,
    to: 'same',
    who: ['decide-part'],
    needs: [],
    law: 'FOIA s.12',
    label: 'Estimate the cost',
    reason: 'none',
    notify: [],
  },
  {
    action: 'submit',
    from: working,
    to: 'by-workflow',
    who: ['decide-part'],
    needs: [everyPartDecided, notWaiting],
    law: 'FOIA s.17; EIR reg 14',
    label: 'Send the answer for approval',
    reason: 'none',
    notify: ['approver'],
  },
  {
    action: 'recall',
    from: ['approval', 'approved'],
    to: 'open',
    who: ['work-case'],
    needs: [],
    label: 'Take the answer back to change it',
    reason: 'optional',
    notify: [],
  },
  {
    action: 'approve',
    from: ['approval'],
    to: 'by-workflow',
    who: ['approve-letter'],
    needs: [],
    label: 'Approve',
    reason: 'optional',
    notify: ['officer'],
  },
  {
    action: 'ask-changes',
    from: ['approval'],
    to: 'open',
    who: ['approve-letter'],
    needs: [],
    label: 'Ask for changes',
    reason: 'required',
    notify: ['officer'],
  },
  {
    action: 'pass-on',
    from: ['approval'],
    to: 'same',
    who: ['approve-letter'],
    needs: [],
    label: 'Pass on to another approver',
    reason: 'required',
    notify: ['approver'],
  },
  {
    action: 'send',
    from: ['approved'],
    to: 'answered',
    who: ['send-letter'],
    needs: [everyPartDecided],
    law: 'FOIA s.1(1), s.10; EIR reg 5',
    label: 'Send the answer',
    reason: 'none',
    notify: ['requester'],
  },
  {
    action: 'withdraw',
    from: ['new', 'open', 'approval', 'approved'],
    to: 'withdrawn',
    who: ['work-case', 'requester'],
    needs: [],
    label: 'Withdraw the request',
    reason: 'optional',
    notify: ['officer'],
  },
  {
    action: 'close',
    from: working,
    to: 'closed',
    who: ['work-case'],
    needs: [],
    label: 'Close without an answer',
    reason: 'required',
    notify: ['requester'],
  },
  {
    action: 'reopen',
    from: ['withdrawn', 'closed'],
    to: 'open',
    who: ['work-case'],
    needs: [],
    label: 'Open again',
    reason: 'required',
    notify: [],
  },
  {
    action: 'request-review',
    from: ['answered'],
    to: 'same',
    who: ['work-case', 'requester'],
    needs: [reviewable, noReviewYet],
    law: 's.45 Code; EIR reg 11',
    label: 'Ask for a review',
    reason: 'required',
    notify: ['officer'],
  },
  {
    action: 'publish',
    from: ['answered'],
    to: 'same',
    who: ['publish-disclosure'],
    needs: [notPublished],
    label: 'Publish in the disclosure log',
    reason: 'none',
    notify: [],
  },
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
