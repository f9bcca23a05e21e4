import { decideReviewOutcome } from '../../../../cases/index.ts'
import type { App } from '../../../kit/index.ts'
import type { StaffServices } from '../../staff-services.ts'
import { addCaseForm } from '../forms/case-form.ts'

const outcomes = ['upheld', 'upheld-in-part', 'overturned'] as const

export function addReviewOutcomeForm(app: App, services: StaffServices): void {
  addCaseForm<{ outcome: (typeof outcomes)[number]; findings: string; remedy?: string }>(app, services, {
    place: 'review-outcome',
    permissions: ['decide-part'],
    title: 'Decide the review',
    button: 'Save the outcome',
    done: 'review-decided',
    tab: 'decision',
    fields: () => [
      {
        kind: 'radios',
        name: 'outcome',
        label: 'What did the review find?',
        items: [
          { value: 'upheld', text: 'The first answer was right' },
          { value: 'upheld-in-part', text: 'The first answer was right in part' },
          { value: 'overturned', text: 'The first answer was wrong' },
        ],
      },
      { kind: 'textarea', name: 'findings', label: 'Findings', hint: 'The requester reads this.', rows: 10 },
      { kind: 'textarea', name: 'remedy', label: 'What will be done', optional: true, rows: 5 },
    ],
    read: (form) => {
      const remedy = form.text('remedy', { multiline: true, most: 20_000, label: 'The remedy' })
      return {
        outcome: form.choice('outcome', outcomes, { required: 'Select what the review found' }) ?? 'upheld',
        findings: form.text('findings', {
          required: 'Enter the findings',
          multiline: true,
          most: 50_000,
          label: 'The findings',
        }),
        ...(remedy === '' ? {} : { remedy }),
      }
    },
    run: decideReviewOutcome,
  })
}
