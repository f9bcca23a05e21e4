import { confirmSubscription, endSubscription, findSubscription } from '../../../catalogue/index.ts'
import type { App } from '../../kit/index.ts'
import { sendRefusal } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'

const secretPage = { private: true, secretAddress: true } as const

/** Whoever has the link may start the messages and end them. Opening it changes nothing: mail scanners open links. */
export function registerSubscriptions(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/subscriptions/:secret', { config: secretPage }, async (request, reply) => {
    const { secret } = request.params as { secret: string }
    const subscription = await findSubscription(reader, services.authorityFor(request).id, secret)
    if (subscription === null) return reply.callNotFound()
    return reply.page('public/subscriptions/page.njk', {
      subscription,
      action: `/subscriptions/${secret}`,
    })
  })

  for (const [step, change] of [
    ['confirm', confirmSubscription],
    ['end', endSubscription],
  ] as const)
    app.post(`/subscriptions/:secret/${step}`, { config: secretPage }, async (request, reply) => {
      const { secret } = request.params as { secret: string }
      const done = await change(services, services.authorityFor(request), secret)
      return done.ok ? reply.redirect(`/subscriptions/${secret}`, 303) : sendRefusal(reply, done)
    })
}
