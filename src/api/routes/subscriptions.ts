import { channels, endSubscription, subscribe, subscriptionPath } from '../../catalogue/index.ts'
import type { App } from '../../web/kit/index.ts'
import { valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { publicWrite, tracked } from '../route-settings.ts'
import { answers, body, named, nullable, oneOf, text, token, Type } from '../schemas.ts'

const tags = ['Published']

/** Being told of new versions, corrections and withdrawals: programs by webhook, people by mail. */
export function registerSubscriptions(api: App, services: ApiServices): void {
  api.post(
    '/api/v1/subscriptions',
    {
      config: publicWrite,
      schema: {
        tags,
        summary: 'Ask to be told of new versions, corrections and withdrawals',
        description:
          'A webhook is confirmed by answering 200 with the `challenge` it is sent in the body; an email address by its link. ' +
          'Each event is a POST with `Muniment-Signature: t=…,v1=…`: the hexadecimal HMAC-SHA256, by `signingSecret`, of `t`, ' +
          'a full stop and the body. An event may come twice: `id` is the same. A webhook that answers 410 is ended.',
        body: body({
          dataset: Type.Optional(nullable(text(100, 'The dataset’s address; every dataset without it'))),
          channel: oneOf(channels),
          address: text(2000, 'An email address, or an https address on the public internet'),
        }),
        response: answers(
          202,
          named('AskedSubscription', {
            channel: oneOf(channels),
            token: nullable(Type.String({ description: 'Ends it; given once, and to webhooks alone' })),
            signingSecret: nullable(Type.String({ description: 'Given once, and to webhooks alone' })),
            url: nullable(Type.String({ format: 'uri', description: 'The page that ends it' })),
          }),
          ['invalid-input', 'unsupported-type', 'too-large'],
        ),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { dataset = null, channel, address } = request.body
      const made = valueOf(await subscribe(services, authority, { dataset, channel, address }))
      const secret = made.channel === 'webhook' ? made.secret : null
      return reply.status(202).send({
        channel: made.channel,
        token: secret,
        signingSecret: made.channel === 'webhook' ? made.signingSecret : null,
        url: secret === null ? null : services.linkTo(authority, subscriptionPath(secret)),
      })
    },
  )

  api.delete(
    '/api/v1/subscriptions/:token',
    {
      config: tracked,
      schema: {
        tags,
        summary: 'End a subscription',
        description: 'The address is forgotten. Ending it twice changes nothing.',
        params: token,
        response: answers(200, named('EndedSubscription', { ended: Type.Boolean() }), ['not-found']),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      valueOf(await endSubscription(services, authority, request.params.token))
      return { ended: true }
    },
  )
}
