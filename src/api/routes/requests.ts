import type { FastifyRequest } from 'fastify'
import {
  findByTracking,
  openCase,
  replyAsRequester,
  requestReviewAsRequester,
  textLimits,
  withdrawAsRequester,
  type TrackingView,
} from '../../cases/index.ts'
import type { Authority } from '../../identity/index.ts'
import { today } from '../../kernel/clock.ts'
import { ProblemError } from '../../kernel/outcome.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { idempotencyKey, keyHeader } from '../idempotency.ts'
import { presentTracking, trackingSchema } from '../present/tracking.ts'
import { publicWrite, tracked } from '../route-settings.ts'
import { answers, body, day, named, nullable, oneOf, text, token, Type } from '../schemas.ts'

const tags = ['Requests']

export const requesterBody = body({
  name: Type.Optional(
    nullable(
      text(textLimits.short, 'Full name; a Freedom of Information request is only valid with a real one'),
    ),
  ),
  email: Type.Optional(nullable(text(textLimits.short))),
  phone: Type.Optional(nullable(text(100))),
  postalAddress: Type.Optional(nullable(text(textLimits.address))),
})

export function requesterOf(given: {
  name?: string | null
  email?: string | null
  phone?: string | null
  postalAddress?: string | null
}) {
  const { name = null, email = null, phone = null, postalAddress = null } = given
  return { name, email, phone, postalAddress }
}

const openedSchema = named('OpenedRequest', {
  reference: Type.String(),
  receivedOn: day(),
  dueOn: nullable(day()),
  token: Type.String({
    description: 'The secret of the tracking link. Keep it: it is the only way back to the request',
  }),
  trackingUrl: Type.String({ format: 'uri', description: 'The tracking page, for people' }),
})

type Holder = { authority: Authority; secret: string }

/** Asking for information, and what the holder of a tracking link may do. No account and no key. */
export function registerRequests(api: App, services: ApiServices): void {
  const pageUrl = ({ authority, secret }: Holder): string => services.linkTo(authority, `/requests/${secret}`)
  const holderOf = (request: FastifyRequest & { params: { token: string } }): Holder => ({
    authority: services.authorityFor(request),
    secret: request.params.token,
  })
  const viewOf = async ({ authority, secret }: Holder): Promise<TrackingView> => {
    const view = await findByTracking(services, authority, secret)
    if (view === null) throw notFound('No request has this tracking link.')
    return view
  }

  api.post(
    '/api/v1/requests',
    {
      config: publicWrite,
      schema: {
        tags,
        summary: 'Ask for information',
        headers: keyHeader,
        body: body({
          requestText: Type.String({
            maxLength: textLimits.request,
            description: 'What you would like to know',
          }),
          parts: Type.Optional(
            Type.Array(text(textLimits.request), {
              maxItems: 200,
              description: 'The same, question by question',
            }),
          ),
          title: Type.Optional(text(textLimits.short)),
          regime: Type.Optional(
            oneOf(['foia', 'eir'], {
              description: '`eir` for information about the environment; `foia` unless given',
            }),
          ),
          periodText: Type.Optional(text(textLimits.short, 'The time it should be about')),
          formatPreference: Type.Optional(text(textLimits.short)),
          replyBy: Type.Optional(oneOf(['email', 'post'])),
          requester: requesterBody,
        }),
        response: answers(201, openedSchema, [
          'invalid-input',
          'idempotency-conflict',
          'unsupported-type',
          'too-large',
        ]),
      },
    },
    async (request, reply) => {
      const key = idempotencyKey(request)
      const authority = services.authorityFor(request)
      const { requester, regime = 'foia', ...rest } = request.body
      const opened = valueOf(
        await openCase(
          services,
          { kind: 'requester', id: null },
          {
            ...rest,
            authority,
            regime,
            channel: 'api',
            requester: requesterOf(requester),
            idempotencyKey: `api:${key}`,
          },
        ),
      )
      reply.code(201).header('Location', `/api/v1/requests/${opened.trackingSecret}`)
      const holder = { authority, secret: opened.trackingSecret }
      // Asked again with the same key, the case may be of another day than this one.
      const { receivedOn } = await viewOf(holder)
      return presentOpened(opened, receivedOn, pageUrl(holder))
    },
  )

  api.get(
    '/api/v1/requests/:token',
    {
      config: tracked,
      schema: {
        tags,
        summary: 'See how a request stands',
        params: token,
        response: answers(200, trackingSchema, ['not-found']),
      },
    },
    async (request) => {
      const holder = holderOf(request)
      return presentTracking(await viewOf(holder), pageUrl(holder))
    },
  )

  api.post(
    '/api/v1/requests/:token/replies',
    {
      config: tracked,
      schema: {
        tags,
        summary: 'Reply, or answer our question',
        description:
          'Where we asked for clarification, the answer starts the clock again. The same words sent twice in a row are kept once.',
        params: token,
        body: body({ text: text(textLimits.reply) }),
        response: answers(201, trackingSchema, ['invalid-input', 'not-found', 'not-now']),
      },
    },
    async (request, reply) => {
      const holder = holderOf(request)
      const view = await viewOf(holder)
      if (!view.can.reply)
        throw new ProblemError(
          'not-now',
          'We no longer take messages about this request. Contact us instead.',
        )
      const last = view.messages.find(({ direction }) => direction === 'in')
      if (last?.body !== request.body.text.trim() || view.waitingFor === 'clarification')
        valueOf(await replyAsRequester(services, holder.authority, holder.secret, request.body))
      reply.code(201)
      return presentTracking(await viewOf(holder), pageUrl(holder))
    },
  )

  api.post(
    '/api/v1/requests/:token/withdrawal',
    {
      config: tracked,
      schema: {
        tags,
        summary: 'Withdraw a request',
        params: token,
        body: body({ reason: Type.Optional(text(textLimits.reason)) }),
        response: answers(200, trackingSchema, ['invalid-input', 'not-found', 'not-now']),
      },
    },
    async (request) => {
      const holder = holderOf(request)
      valueOf(await withdrawAsRequester(services, holder.authority, holder.secret, request.body))
      return presentTracking(await viewOf(holder), pageUrl(holder))
    },
  )

  api.post(
    '/api/v1/requests/:token/review',
    {
      config: tracked,
      schema: {
        tags,
        summary: 'Ask us to look at our answer again',
        params: token,
        body: body({ text: text(textLimits.reply, 'What you would like us to look at again') }),
        response: answers(201, openedSchema, ['invalid-input', 'not-found', 'not-now']),
      },
    },
    async (request, reply) => {
      const { authority, secret } = holderOf(request)
      const opened = valueOf(await requestReviewAsRequester(services, authority, secret, request.body))
      reply.code(201).header('Location', `/api/v1/requests/${opened.trackingSecret}`)
      return presentOpened(
        opened,
        today(services.clock),
        pageUrl({ authority, secret: opened.trackingSecret }),
      )
    },
  )
}

function presentOpened(
  opened: { reference: string; dueOn: Temporal.PlainDate | null; trackingSecret: string },
  receivedOn: Temporal.PlainDate,
  trackingUrl: string,
) {
  return {
    reference: opened.reference,
    receivedOn: receivedOn.toString(),
    dueOn: opened.dueOn?.toString() ?? null,
    token: opened.trackingSecret,
    trackingUrl,
  }
}
