import type { CaseEvent, Regime } from '../../../../cases/index.ts'
import { dayInWords, parseDay } from '../../../../kernel/dates.ts'
import { isId } from '../../../../kernel/ids.ts'
import { clockRegimes, regimes } from '../../../../law/index.ts'
import type { CasePage } from '../case-page.ts'

export type EventKind = 'decisions' | 'messages' | 'clock' | 'other' | 'reading'
export type EventLine = {
  title: string
  by: string | null
  at: Temporal.Instant
  text: string | null
  kind: EventKind
}

/** What each kind of audit record is called on a page, and under which filter it is found. */
const names: Record<string, [title: string, kind: EventKind]> = {
  'open-case': ['Request received', 'clock'],
  start: ['Work started', 'other'],
  'change-regime': ['The law it is answered under was changed', 'clock'],
  assign: ['Assigned', 'other'],
  'edit-details': ['Details changed', 'other'],
  'edit-parts': ['Parts changed', 'decisions'],
  'add-task': ['Team asked', 'other'],
  'answer-task': ['Team answered', 'other'],
  'cancel-task': ['Task cancelled', 'other'],
  'chase-task': ['Team reminded', 'other'],
  'add-document': ['Document added', 'other'],
  'make-redacted-copy': ['Redacted copy made', 'decisions'],
  'open-redaction': ['Document opened for redaction', 'reading'],
  'add-redaction-marks': ['Redaction marks added', 'decisions'],
  'find-and-mark': ['Document searched and marked', 'decisions'],
  'decide-redaction-marks': ['Redaction proposals decided', 'decisions'],
  'change-redaction-marks': ['Redaction marks changed', 'decisions'],
  'remove-redaction-marks': ['Redaction marks taken away', 'decisions'],
  'restore-redaction-marks': ['Redaction marks brought back', 'decisions'],
  'flag-redaction-pages': ['Pages flagged for redaction', 'decisions'],
  'add-case-person': ['Person added to the list of names', 'other'],
  'remove-case-person': ['Person taken off the list of names', 'other'],
  'set-document-release': ['What happens to a document was changed', 'decisions'],
  'ask-clarification': ['Clarification asked for', 'clock'],
  'record-clarification': ['Clarification received', 'clock'],
  'give-fees-notice': ['Fees notice given', 'clock'],
  'record-fee': ['Fee received', 'clock'],
  extend: ['Time extended', 'clock'],
  'recompute-clock': ['Dates worked out again', 'clock'],
  lapse: ['Lapsed', 'clock'],
  'decide-part': ['Part decided', 'decisions'],
  'estimate-cost': ['Cost estimated', 'decisions'],
  submit: ['Answer sent for approval', 'decisions'],
  recall: ['Answer taken back', 'decisions'],
  approve: ['Answer approved', 'decisions'],
  'ask-changes': ['Changes asked for', 'decisions'],
  'pass-on': ['Approval passed on', 'decisions'],
  send: ['Answer sent', 'messages'],
  'reply-as-requester': ['The requester replied', 'messages'],
  'add-message': ['Message received', 'messages'],
  'import-mail': ['Email received', 'messages'],
  'deliver-message': ['Message delivered', 'messages'],
  'add-note': ['Note added', 'messages'],
  'link-cases': ['Requests linked', 'other'],
  withdraw: ['Request withdrawn', 'decisions'],
  close: ['Closed without an answer', 'decisions'],
  reopen: ['Opened again', 'decisions'],
  'request-review': ['Review asked for', 'decisions'],
  'decide-review': ['Review decided', 'decisions'],
  publish: ['Published in the disclosure log', 'decisions'],
  'publish-entry': ['Published in the disclosure log', 'decisions'],
  'withdraw-entry': ['Taken out of the disclosure log', 'decisions'],
  'read-case': ['Opened to read', 'reading'],
  'read-document': ['Document opened', 'reading'],
  'look-into-document': ['Document looked into', 'other'],
  'see-document-warnings': ['Warnings about a document read', 'reading'],
}

const detailNames: Record<string, string> = {
  due: 'Due',
  dueOn: 'Due',
  previousDue: 'Due before',
  dueBefore: 'Due before',
  dueAfter: 'Due now',
  from: 'From',
  to: 'To',
  on: 'On',
  until: 'Until',
  part: 'Part',
  outcome: 'Outcome',
  regime: 'Law',
  cause: 'Cause',
  step: 'Step',
  stage: 'Stage',
  decision: 'Decision',
  version: 'Letter version',
  receivedOn: 'Received',
}

export function eventLine(event: CaseEvent): EventLine {
  const [title, kind] = names[event.action] ?? [inWords(event.action), 'other']
  return { title, kind, by: byWhom(event), at: event.at, text: detailText(ofLetters(event)) }
}

/** What others did to the case since a form was opened: the newest few changes, without readings. */
export function changesSince(page: CasePage, body: unknown): EventLine[] {
  const text: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'version') : null
  const opened = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : page.record.version
  const most = Math.max(1, Math.min(5, page.record.version - opened))
  return page.events
    .map(eventLine)
    .filter(({ kind }) => kind !== 'reading')
    .slice(0, most)
    .map((line) => ({ ...line, text: line.text?.replaceAll('\n', ', ') ?? null }))
}

function byWhom({ actorKind, actorName }: CaseEvent): string | null {
  if (actorKind === 'requester') return 'the requester'
  return actorKind === 'system' ? 'automatically' : actorName
}

/** Marks have versions as letters have; which try at marking it was helps nobody. */
function ofLetters({ action, details }: CaseEvent): Record<string, unknown> {
  if (!/redact|-mark/.test(action)) return details
  const { version: _, ...others } = details
  return others
}

function detailText(details: Record<string, unknown>): string | null {
  const lines = Object.entries(details).flatMap(([key, value]) => {
    const name = detailNames[key]
    if (name === undefined || (typeof value !== 'string' && typeof value !== 'number')) return []
    if (typeof value === 'string' && isId(value)) return []
    if (key === 'regime' && isRegime(value)) return [`${name}: ${regimes[value].title}`]
    const day = typeof value === 'string' ? parseDay(value) : null
    return [`${name}: ${day === null ? inWords(String(value)) : dayInWords(day)}`]
  })
  return lines.length === 0 ? null : lines.join('\n')
}

function isRegime(value: unknown): value is Regime {
  return clockRegimes.some((regime) => regime === value)
}

function inWords(code: string): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
