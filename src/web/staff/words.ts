import type { CaseOutcome, CaseSummary, Channel, Held, PartOutcome, Stage } from '../../cases/index.ts'
import { clockCalendar, clockUnit, daysLeft, type Calendars, type Nation } from '../../law/index.ts'
import { plural } from '../kit/index.ts'

export type Tag = { text: string; colour: string | null }

const stageTags: Record<Stage, Tag> = {
  new: { text: 'New', colour: 'blue' },
  open: { text: 'In progress', colour: 'teal' },
  approval: { text: 'With approver', colour: 'purple' },
  approved: { text: 'Approved', colour: 'green' },
  answered: { text: 'Answered', colour: 'grey' },
  withdrawn: { text: 'Withdrawn', colour: 'grey' },
  closed: { text: 'Closed', colour: 'grey' },
}

/** Stage and clock as one adjective: what waits says so first. */
export function statusTag(summary: Pick<CaseSummary, 'stage' | 'clockState'>): Tag {
  const open = isOpen(summary.stage)
  return open && summary.clockState === 'waiting'
    ? { text: 'Paused', colour: 'yellow' }
    : stageTags[summary.stage]
}

export function isOpen(stage: Stage): boolean {
  return stage === 'new' || stage === 'open' || stage === 'approval' || stage === 'approved'
}

export const outcomeWords: Record<CaseOutcome, string> = {
  'granted-in-full': 'Granted in full',
  'granted-in-part': 'Granted in part',
  'refused-in-full': 'Refused in full',
  'not-held': 'Not held',
  'over-cost-limit': 'Over the cost limit',
  vexatious: 'Vexatious',
  repeated: 'Repeated',
  'clarification-needed': 'Clarification needed',
  withdrawn: 'Withdrawn',
  upheld: 'Original answer upheld',
  'upheld-in-part': 'Original answer upheld in part',
  overturned: 'Original answer overturned',
}

export const partOutcomeWords: Record<PartOutcome, string> = {
  provided: 'Provided',
  'partly-provided': 'Provided in part',
  'not-held': 'Not held',
  'available-elsewhere': 'Available elsewhere',
  refused: 'Refused',
  'over-cost-limit': 'Over the cost limit',
  vexatious: 'Vexatious',
  repeated: 'Repeated',
  'neither-confirm-nor-deny': 'Neither confirmed nor denied',
  withdrawn: 'Withdrawn by the requester',
  'clarification-needed': 'Clarification needed',
}

export const heldWords: Record<Held, string> = {
  unknown: 'Not known yet',
  yes: 'Yes',
  part: 'Some of it',
  no: 'No',
}

export const channelWords: Record<Channel, string> = {
  web: 'Website',
  email: 'Email',
  post: 'Post',
  phone: 'Phone',
  api: 'Another system',
}

export const waitingWords: Record<string, string> = {
  clarification: 'The requester was asked to clarify what they want',
  fee: 'The requester was asked to pay a fee',
  identity: 'The requester was asked to show who they are',
}

export const riskFlagWords: Record<string, string> = {
  media: 'Media interest',
  'personal-data': 'Personal data',
  political: 'Political interest',
  legal: 'Legal proceedings',
  commercial: 'Commercial',
  'vulnerable-people': 'Vulnerable people',
}

export function riskFlagName(flag: string): string {
  return riskFlagWords[flag] ?? flag
}

export type DueNote = { note: string; state: 'ok' | 'soon' | 'late' | 'paused' }

/** How far off a date is, in the clock's own days: `in 3 working days`, `2 days late`, `Paused`. */
export function dueNote(
  summary: Pick<CaseSummary, 'stage' | 'clockState' | 'regime' | 'answeredOn'>,
  due: Temporal.PlainDate | null,
  now: { today: Temporal.PlainDate; calendars: Calendars; nation: Nation },
): DueNote {
  if (!isOpen(summary.stage)) {
    if (summary.answeredOn === null || due === null) return { note: '', state: 'ok' }
    const late = Temporal.PlainDate.compare(summary.answeredOn, due) > 0
    return late ? { note: 'Answered late', state: 'late' } : { note: 'Answered on time', state: 'ok' }
  }
  if (summary.clockState === 'waiting' || due === null) return { note: 'Paused', state: 'paused' }
  const unit = clockUnit(summary.regime)
  const calendar = clockCalendar(summary.regime, now.nation)
  const left = daysLeft(due, now.today, now.calendars, calendar, unit)
  if (left === 0) return { note: 'today', state: 'soon' }
  const days = plural(Math.abs(left), unit === 'working-days' ? 'working day' : 'day')
  if (left < 0) return { note: `${days} late`, state: 'late' }
  return { note: `in ${days}`, state: left <= 3 ? 'soon' : 'ok' }
}
