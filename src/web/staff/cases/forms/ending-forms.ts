import {
  addNote,
  closeCase,
  linkCases,
  recallLetter,
  reopenCase,
  requestReview,
  withdrawCase,
  type CaseLink,
} from '../../../../cases/index.ts'
import type { App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { casePath } from '../case-page.ts'
import { addCaseForm } from './case-form.ts'
import { dayValues } from '../../form-fields.ts'

const linkKinds: readonly CaseLink['kind'][] = [
  'duplicate-of',
  'aggregated-with',
  'follows',
  'review-of',
  'complaint-about',
]
/** `to`: this request points at the other; `from`: the other points here. */
export const linkWords: Record<CaseLink['kind'], { to: string; from: string }> = {
  'review-of': { to: 'Review of', from: 'Reviewed in' },
  'duplicate-of': { to: 'Duplicate of', from: 'Has a duplicate' },
  'aggregated-with': { to: 'Costs taken together with', from: 'Costs taken together with' },
  follows: { to: 'Follows', from: 'Followed by' },
  'complaint-about': { to: 'Complaint about', from: 'Complained about in' },
}

/** The ways a request ends other than by an answer, and what joins it to another. */
export function addEndingForms(app: App, services: StaffServices): void {
  const reasonRules = { label: 'The reason', multiline: true, most: 5000 } as const

  addCaseForm<{ reason?: string }>(app, services, {
    place: 'withdraw',
    action: 'withdraw',
    permissions: ['work-case'],
    title: 'Withdraw the request',
    button: 'Withdraw the request',
    done: 'withdrawn',
    tab: 'summary',
    warning: true,
    lead: () => 'Only where the requester said that they no longer want an answer.',
    fields: () => [{ kind: 'textarea', name: 'reason', label: 'How they said so', optional: true, rows: 4 }],
    read: (form) => {
      const reason = form.text('reason', reasonRules)
      return reason === '' ? {} : { reason }
    },
    run: withdrawCase,
  })

  addCaseForm<{ reason: string }>(app, services, {
    place: 'close',
    action: 'close',
    permissions: ['work-case'],
    title: 'Close without an answer',
    button: 'Close and tell the requester',
    done: 'closed',
    tab: 'summary',
    warning: true,
    lead: () => 'For what is no valid request, or was dealt with in another way. The requester is told why.',
    fields: () => [
      { kind: 'textarea', name: 'reason', label: 'Why', hint: 'The requester reads this.', rows: 6 },
    ],
    read: (form) => ({ reason: form.text('reason', { required: 'Enter why', ...reasonRules }) }),
    run: closeCase,
  })

  addCaseForm<{ reason: string }>(app, services, {
    place: 'reopen',
    action: 'reopen',
    permissions: ['work-case'],
    title: 'Open again',
    button: 'Open again',
    done: 'reopened',
    tab: 'summary',
    fields: () => [{ kind: 'textarea', name: 'reason', label: 'Why', rows: 4 }],
    read: (form) => ({ reason: form.text('reason', { required: 'Enter why', ...reasonRules }) }),
    run: reopenCase,
  })

  addCaseForm<{ reason?: string }>(app, services, {
    place: 'recall',
    action: 'recall',
    permissions: ['work-case'],
    title: 'Take the answer back',
    button: 'Take it back',
    done: 'recalled',
    tab: 'decision',
    lead: () => 'The answer can be changed again. Any approval given so far no longer counts.',
    fields: () => [{ kind: 'textarea', name: 'reason', label: 'Why', optional: true, rows: 3 }],
    read: (form) => {
      const reason = form.text('reason', reasonRules)
      return reason === '' ? {} : { reason }
    },
    run: recallLetter,
  })

  addCaseForm<{ text: string; receivedOn?: Temporal.PlainDate }>(app, services, {
    place: 'review',
    action: 'request-review',
    permissions: ['work-case'],
    title: 'Record a request for a review',
    button: 'Open the review',
    done: 'review-requested',
    tab: 'summary',
    lead: () =>
      'The review is a request of its own with its own clock. Give it to somebody who had no part in the first answer.',
    fields: () => [
      { kind: 'textarea', name: 'text', label: 'What they are unhappy with', rows: 8 },
      { kind: 'date', name: 'receivedOn', label: 'On which day they asked' },
    ],
    values: (page) => ({ text: '', ...dayValues('receivedOn', page.today) }),
    read: (form) => {
      const receivedOn = form.day('receivedOn', { label: 'The day', required: 'Enter the day they asked' })
      return {
        text: form.text('text', {
          required: 'Enter what they are unhappy with',
          label: 'The text',
          multiline: true,
          most: 20_000,
        }),
        ...(receivedOn === null ? {} : { receivedOn }),
      }
    },
    run: requestReview,
    next: (page, value) => casePath(referenceIn(value) ?? page.record.reference),
  })

  addCaseForm<{ text: string }>(app, services, {
    place: 'messages/note',
    permissions: ['work-case'],
    title: 'Add a note',
    button: 'Add the note',
    done: 'note-added',
    tab: 'messages',
    lead: () => 'Only staff see notes, but a note is recorded information and may itself be asked for.',
    fields: () => [{ kind: 'textarea', name: 'text', label: 'Note', rows: 6 }],
    read: (form) => ({
      text: form.text('text', {
        required: 'Enter the note',
        label: 'The note',
        multiline: true,
        most: 20_000,
      }),
    }),
    run: (all, staff, { caseId, text }) => addNote(all, staff, { caseId, text }),
  })

  addCaseForm<{ reference: string; kind: CaseLink['kind'] }>(app, services, {
    place: 'link',
    permissions: ['work-case'],
    title: 'Link to another request',
    button: 'Link them',
    done: 'linked',
    tab: 'summary',
    fields: () => [
      { kind: 'text', name: 'reference', label: 'Reference of the other request', width: 20 },
      {
        kind: 'radios',
        name: 'kind',
        label: 'This request is',
        items: [
          { value: 'duplicate-of', text: 'a duplicate of it' },
          { value: 'aggregated-with', text: 'one whose cost is taken together with it' },
          { value: 'follows', text: 'a follow-up to it' },
        ],
      },
    ],
    read: (form) => ({
      reference: form.text('reference', {
        required: 'Enter the reference',
        most: 60,
        label: 'The reference',
      }),
      kind: form.choice('kind', linkKinds, { required: 'Select how they belong together' }) ?? 'follows',
    }),
    run: (all, staff, { caseId, reference, kind }) => linkCases(all, staff, { caseId, reference, kind }),
  })
}

function referenceIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('reference' in value)) return null
  return typeof value.reference === 'string' ? value.reference : null
}
