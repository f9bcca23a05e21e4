import {
  feedbackKinds,
  feedbackPath,
  findPublicFeedback,
  listPublicDuties,
  listPublicFeedback,
  messageLimits,
  reportProblem,
  type DutyItem,
  type PublicFeedback,
} from '../../catalogue/index.ts'
import type { Authority } from '../../identity/index.ts'
import { today } from '../../kernel/clock.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { listSchema, pageOf, sendList } from '../pages-of.ts'
import { publicRead, publicWrite } from '../route-settings.ts'
import {
  answers,
  body,
  day,
  limit,
  moment,
  named,
  next,
  nullable,
  oneOf,
  reference,
  text,
  Type,
} from '../schemas.ts'

const tags = ['Published']
const pageMost = 100
const dutyStates = ['met', 'on-time', 'due-soon', 'late', 'missing'] as const
const slug = text(100, 'The dataset’s address')
const address = Type.String({ format: 'uri' })

const dutySchema = named('Duty', {
  id: Type.String(),
  title: Type.String(),
  words: Type.String({ description: 'What must be public' }),
  basis: Type.String({ description: 'The provision, or what the authority itself decided' }),
  basisUrl: nullable(address),
  force: oneOf(['law', 'practice', 'own']),
  frequency: Type.String(),
  due: Type.String({ description: 'The due rule in words' }),
  state: oneOf(dutyStates),
  periodFrom: nullable(day()),
  periodTo: nullable(day()),
  dueOn: nullable(day()),
  dataset: nullable(Type.Object({ slug: Type.String(), title: Type.String(), url: address })),
  publishedOn: nullable(day()),
  because: Type.Array(Type.Object({ date: day(), text: Type.String(), citation: Type.String() })),
})

const feedbackSchema = named('Feedback', {
  reference: Type.String(),
  url: address,
  kind: oneOf(feedbackKinds),
  state: oneOf(['new', 'open', 'answered']),
  dataset: nullable(Type.Object({ slug: Type.String(), title: Type.String() })),
  text: nullable(Type.String({ description: 'As a publisher cleared it; null until then' })),
  place: nullable(Type.String()),
  answer: nullable(Type.String()),
  correctedIn: nullable(Type.Integer({ description: 'The version in which it was put right' })),
  receivedAt: moment(),
  answeredAt: nullable(moment()),
})

/** What must be published and whether it was; what people said is wrong with the data, and what came of it. */
export function registerCatalogue(api: App, services: ApiServices): void {
  const { reader } = services.database

  api.get(
    '/api/v1/duties',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List what must be published, and whether it is on time',
        querystring: Type.Object({ state: Type.Optional(oneOf(dutyStates)) }),
        response: answers(200, named('Duties', { items: Type.Array(dutySchema) })),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const { state } = request.query
      const found = await listPublicDuties(reader, authority, today(services.clock))
      const items = found.flatMap((item) => presentDuty(services, authority, item) ?? [])
      return { items: state === undefined ? items : items.filter((item) => item.state === state) }
    },
  )

  api.get(
    '/api/v1/feedback',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'List what was reported about the data',
        querystring: Type.Object({
          dataset: Type.Optional(slug),
          kind: Type.Optional(oneOf(feedbackKinds)),
          state: Type.Optional(oneOf(['open', 'answered'])),
          limit: limit(pageMost, 50),
          next,
        }),
        response: answers(200, listSchema('FeedbackList', feedbackSchema)),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { limit: pageSize = 50, next: token, state, ...filters } = request.query
      const found = await listPublicFeedback(reader, authority.id, {
        ...filters,
        ...(state === undefined ? {} : { states: [state] }),
        page: pageOf(token),
        pageSize,
      })
      return sendList(request, reply, found, (item) => presentFeedback(services, authority, item))
    },
  )

  api.get(
    '/api/v1/feedback/:reference',
    {
      config: publicRead,
      schema: {
        tags,
        summary: 'Read what came of one report',
        params: reference,
        response: answers(200, feedbackSchema, ['not-found']),
      },
    },
    async (request) => {
      const authority = services.authorityFor(request)
      const found = await findPublicFeedback(reader, authority.id, request.params.reference)
      if (found === null) throw notFound('There is no report of that reference here.')
      return presentFeedback(services, authority, found)
    },
  )

  api.post(
    '/api/v1/feedback',
    {
      config: publicWrite,
      schema: {
        tags,
        summary: 'Report a problem with data, or suggest a dataset',
        description: 'Nothing of it is public before a publisher has cleared it.',
        body: body({
          kind: oneOf(feedbackKinds),
          dataset: Type.Optional(nullable(slug)),
          message: text(messageLimits.most, `At least ${messageLimits.least} characters`),
          place: Type.Optional(
            nullable(text(60, 'Which part of the table, after RFC 7111: `row=12`, `cell=12,3`')),
          ),
          email: Type.Optional(nullable(text(300, 'Only to be told the answer; forgotten after that'))),
        }),
        response: answers(201, named('ReportedFeedback', { reference: Type.String(), url: address }), [
          'invalid-input',
          'unsupported-type',
          'too-large',
        ]),
      },
    },
    async (request, reply) => {
      const authority = services.authorityFor(request)
      const { kind, dataset = null, message, place = null, email = null } = request.body
      const made = valueOf(await reportProblem(services, authority, { kind, dataset, message, place, email }))
      const url = services.linkTo(authority, feedbackPath(made.reference))
      return reply
        .status(201)
        .header('Location', `/api/v1/feedback/${made.reference}`)
        .send({ ...made, url })
    },
  )
}

function presentDuty(services: ApiServices, authority: Authority, item: DutyItem) {
  const { status, dataset } = item
  if (status === null) return null
  return {
    id: item.key,
    title: item.title,
    words: item.words,
    basis: item.basis,
    basisUrl: item.basisUrl,
    force: item.force,
    frequency: item.frequency,
    due: item.dueWords,
    state: status.state,
    periodFrom: status.periodFrom?.toString() ?? null,
    periodTo: status.periodTo?.toString() ?? null,
    dueOn: status.dueOn?.toString() ?? null,
    dataset:
      dataset === null
        ? null
        : {
            slug: dataset.slug,
            title: dataset.title,
            url: services.linkTo(authority, `/data/${dataset.slug}`),
          },
    publishedOn: item.publishedOn?.toString() ?? null,
    because: status.because,
  }
}

function presentFeedback(services: ApiServices, authority: Authority, item: PublicFeedback) {
  return {
    ...item,
    url: services.linkTo(authority, feedbackPath(item.reference)),
    receivedAt: item.receivedAt.toString(),
    answeredAt: item.answeredAt?.toString() ?? null,
  }
}
