import type { CaseMessage } from '../../../../cases/index.ts'
import type { App } from '../../../kit/index.ts'
import { show } from '../../answer.ts'
import type { StaffServices } from '../../staff-services.ts'
import type { Tag } from '../../words.ts'
import { caseFrame } from '../case-frame.ts'
import { loadCase } from '../case-page.ts'

export const deliveryTags: Record<NonNullable<CaseMessage['delivery']>, Tag> = {
  pending: { text: 'Waiting to go', colour: 'blue' },
  sent: { text: 'Sent', colour: 'green' },
  failed: { text: 'Not delivered', colour: 'red' },
  held: { text: 'Kept here', colour: 'yellow' },
}

const kinds: Record<string, string> = {
  acknowledgement: 'Acknowledgement',
  response: 'Answer',
  clarification: 'Clarification',
  'fees-notice': 'Fees notice',
  extension: 'Extension notice',
  'review-outcome': 'Outcome of the review',
  withdrawal: 'Withdrawal',
  closing: 'Closing letter',
  transfer: 'Transfer',
  request: 'Request',
  reply: 'Reply',
  note: 'Note',
  'auto-reply': 'Automatic reply',
  bounce: 'Could not be delivered',
}

export function addMessagesPage(app: App, services: StaffServices): void {
  app.get('/staff/cases/:reference/messages', { config: { private: true } }, async (request, reply) => {
    const page = await loadCase(services, request, 'read-cases')
    const newestFirst = page.record.messages.toSorted((a, b) =>
      Temporal.Instant.compare(b.createdAt, a.createdAt),
    )
    return show(reply, 'cases/messages/page.njk', {
      ...caseFrame(services, page, 'messages', 'Messages'),
      mailConfigured: services.mailConfigured,
      messages: newestFirst.map((message) => ({
        ...message,
        title: message.direction === 'note' ? 'Note' : (kinds[message.kind] ?? 'Message'),
        way:
          message.direction === 'in' ? 'Received' : message.direction === 'out' ? 'Sent' : 'For staff only',
        tag: message.delivery === null ? null : deliveryTags[message.delivery],
      })),
      canNote: page.may('work-case'),
    })
  })
}
