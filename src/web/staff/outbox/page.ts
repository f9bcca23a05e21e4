import { outboxFor } from '../../../cases/index.ts'
import { readState, withQuery, type App } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { casePath } from '../cases/case-page.ts'
import { deliveryTags } from '../cases/messages/page.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'

const states = ['held', 'pending', 'failed', 'sent'] as const
const names = { held: 'Kept here', pending: 'Waiting to go', failed: 'Not delivered', sent: 'Sent' }

export function addOutboxPage(app: App, services: StaffServices): void {
  app.get('/staff/outbox', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'send-letter')
    const state = readState(request)
    const wanted = states.find((name) => name === state.query['state'])
    const messages = await outboxFor(services.database.reader, staff, {
      limit: 100,
      ...(wanted === undefined ? {} : { state: wanted }),
    })
    return show(reply, 'outbox/page.njk', {
      title: 'Outbox',
      mailConfigured: services.mailConfigured,
      filters: [
        { text: 'All', href: withQuery(state, { state: null }), current: wanted === undefined },
        ...states.map((name) => ({
          text: names[name],
          href: withQuery(state, { state: name }),
          current: name === wanted,
        })),
      ],
      messages: messages.map((message) => ({
        ...message,
        tag: deliveryTags[message.state],
        href: message.caseReference === null ? null : `${casePath(message.caseReference)}/messages`,
      })),
    })
  })
}
