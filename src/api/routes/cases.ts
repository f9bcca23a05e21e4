import {
  addNote,
  caseByReference,
  offeredActions,
  openCase,
  relatedByRequester,
  textLimits,
  worklistAfter,
  worklistTabs,
  type CasePageModel,
  type WorklistPlace,
} from '../../cases/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { prepareEntry, readCaseAnswer } from '../../disclosure/index.ts'
import { today } from '../../kernel/clock.ts'
import { parseDay } from '../../kernel/dates.ts'
import { isId } from '../../kernel/ids.ts'
import { decodeCursor } from '../../kernel/pagination.ts'
import { clockRegimes } from '../../law/index.ts'
import type { App } from '../../web/kit/index.ts'
import { notFound, staffOf, valueOf } from '../access.ts'
import type { ApiServices } from '../api-services.ts'
import { stateOf, tagVersion } from '../change-route.ts'
import { idempotencyKey, keyHeader } from '../idempotency.ts'
import { badToken, nextOf } from '../pages-of.ts'
import { caseSchema, eventSchema, presentCase, presentEvent } from '../present/case.ts'
import { presentRow, presentState, rowSchema, stages, stateSchema } from '../present/case-summary.ts'
import { presentProposal, proposalSchema } from '../present/proposal.ts'
import { staffOnly, withToken } from '../route-settings.ts'
import {
  answers,
  body,
  day,
  id,
  limit,
  named,
  next,
  nextToken,
  oneOf,
  reference,
  staffProblems,
  text,
  Type,
} from '../schemas.ts'
import { requesterBody, requesterOf } from './requests.ts'

const tags = ['Cases']
const sorts = ['due', '-due', 'received', '-received', 'reference', '-reference'] as const

/** Reads the whole of a case for staff who may; the reading is on the audit trail. */
export async function readCase(services: ApiServices, staff: Staff, wanted: string): Promise<CasePageModel> {
  const found = await caseByReference(services, staff, wanted)
  if (found === null) throw notFound('There is no case of that reference.')
  return found
}

export function registerCases(api: App, services: ApiServices): void {
  const { reader } = services.database

  api.get(
    '/api/v1/cases',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List cases',
        description: 'The tabs, filters and order of the worklist page.',
        ...withToken,
        querystring: Type.Object({
          tab: Type.Optional(oneOf(worklistTabs, { description: '`open` unless given' })),
          q: Type.Optional(text(300)),
          regime: Type.Optional(oneOf(clockRegimes)),
          officer: Type.Optional(id()),
          topic: Type.Optional(text(100)),
          sort: Type.Optional(oneOf(sorts, { description: '`due` unless given; `-` turns it round' })),
          limit: limit(1000, 50),
          next,
        }),
        response: answers(
          200,
          named('Cases', { items: Type.Array(rowSchema), next: nextToken }),
          staffProblems,
        ),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      const {
        tab = 'open',
        q,
        regime,
        officer,
        topic,
        sort = 'due',
        limit: most = 50,
        next: token,
      } = request.query
      const name = sort.replace(/^-/, '')
      const rows = await worklistAfter(
        reader,
        staff,
        {
          tab,
          sort: name === 'received' || name === 'reference' ? name : 'due',
          direction: sort.startsWith('-') ? 'desc' : 'asc',
          after: token === undefined ? null : placeOf(token),
          limit: most + 1,
          ...(q === undefined ? {} : { q }),
          ...(regime === undefined ? {} : { regime }),
          ...(officer === undefined ? {} : { officerId: officer }),
          ...(topic === undefined ? {} : { topic }),
        },
        today(services.clock),
        services.calendars(),
      )
      const items = rows.slice(0, most)
      const last = rows.length > most ? items.at(-1) : undefined
      return { items: items.map(presentRow), next: nextOf(request, reply, last ? keyOf(last) : null) }
    },
  )

  api.post(
    '/api/v1/cases',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Key in a request that came another way',
        ...withToken,
        headers: keyHeader,
        body: body({
          regime: oneOf(clockRegimes),
          channel: oneOf(['email', 'post', 'phone', 'web', 'api']),
          requestText: text(textLimits.request),
          parts: Type.Optional(Type.Array(text(textLimits.request), { maxItems: 200 })),
          title: Type.Optional(text(textLimits.short)),
          requester: requesterBody,
          receivedOn: Type.Optional(day('The day it reached the authority; today unless given')),
          periodText: Type.Optional(text(textLimits.short)),
          formatPreference: Type.Optional(text(textLimits.short)),
          replyBy: Type.Optional(oneOf(['email', 'post'])),
          followsReference: Type.Optional(text(60)),
        }),
        response: answers(201, Type.Object({ case: stateSchema }), [
          ...staffProblems,
          'invalid-input',
          'idempotency-conflict',
        ]),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'open-case')
      const key = idempotencyKey(request)
      const { requester, receivedOn, ...sent } = request.body
      const opened = valueOf(
        await openCase(services, staffActor(staff), {
          ...sent,
          authority: services.authority(staff.authorityId),
          requester: requesterOf(requester),
          idempotencyKey: `api:${staff.id}:${key}`,
          ...(receivedOn === undefined ? {} : { receivedOn: Temporal.PlainDate.from(receivedOn) }),
        }),
      )
      const state = await stateOf(services, staff, opened.reference)
      tagVersion(reply, state.version)
      reply.code(201).header('Location', `/api/v1/cases/${opened.reference}`)
      return { case: presentState(state) }
    },
  )

  api.get(
    '/api/v1/cases/:reference',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read one case',
        description: 'The whole case with the requester. Each reading is recorded. The ETag is for If-Match.',
        ...withToken,
        params: reference,
        response: answers(200, caseSchema, [...staffProblems, 'not-found']),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'read-cases')
      // Notes and answers to tasks do not move the version on, so it must not turn this answer into a 304.
      delete request.headers['if-none-match']
      const { record, facts } = await readCase(services, staff, request.params.reference)
      tagVersion(reply, record.version)
      return presentCase(
        record,
        offeredActions(facts, (permission) => can(staff, permission)),
      )
    },
  )

  api.get(
    '/api/v1/cases/:reference/history',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Read what happened on a case',
        ...withToken,
        params: reference,
        response: answers(200, Type.Object({ items: Type.Array(eventSchema) }), [
          ...staffProblems,
          'not-found',
        ]),
      },
    },
    async (request) => {
      const { events } = await readCase(services, staffOf(request, 'read-cases'), request.params.reference)
      return { items: events.map(presentEvent) }
    },
  )

  api.get(
    '/api/v1/cases/:reference/related',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'List other requests of the same person or campaign',
        ...withToken,
        params: reference,
        response: answers(
          200,
          Type.Object({
            items: Type.Array(
              named('RelatedCase', {
                reference: Type.String(),
                title: Type.String(),
                receivedOn: day(),
                stage: oneOf(stages),
                sameRequester: Type.Boolean(),
                inWindow: Type.Boolean({ description: 'Could be counted together for cost (FOIA s.12(4))' }),
              }),
            ),
          }),
          [...staffProblems, 'not-found'],
        ),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'read-cases')
      const { record } = await readCase(services, staff, request.params.reference)
      const related = await relatedByRequester(services, staff, record.id)
      return {
        items: related.map(({ reference: other, title, receivedOn, stage, sameRequester, inWindow }) => ({
          reference: other,
          title,
          receivedOn: receivedOn.toString(),
          stage,
          sameRequester,
          inWindow,
        })),
      }
    },
  )

  api.get(
    '/api/v1/cases/:reference/disclosure-proposal',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Propose the published answer',
        ...withToken,
        params: reference,
        response: answers(200, proposalSchema, [...staffProblems, 'not-found', 'not-now']),
      },
    },
    async (request) => {
      const staff = staffOf(request, 'publish-disclosure')
      const { id: caseId } = await stateOf(services, staff, request.params.reference)
      const answer = await readCaseAnswer(reader, staff.authorityId, caseId)
      if (answer === null)
        return valueOf({ ok: false, problem: 'not-now', detail: 'The case is not answered.' })
      const { name, shortName } = services.authority(staff.authorityId)
      return presentProposal(prepareEntry(answer, [name, shortName]))
    },
  )

  api.post(
    '/api/v1/cases/:reference/notes',
    {
      config: staffOnly,
      schema: {
        tags,
        summary: 'Add an internal note',
        ...withToken,
        params: reference,
        body: body({ text: text(textLimits.reply) }),
        response: answers(201, Type.Object({ case: stateSchema }), [
          ...staffProblems,
          'not-found',
          'invalid-input',
        ]),
      },
    },
    async (request, reply) => {
      const staff = staffOf(request, 'work-case')
      const state = await stateOf(services, staff, request.params.reference)
      valueOf(await addNote(services, staff, { caseId: state.id, text: request.body.text }))
      reply.code(201)
      return { case: presentState(state) }
    },
  )
}

function keyOf({ id: caseId, reference: at, receivedOn, dueOn }: WorklistPlace) {
  return [caseId, at, receivedOn.toString(), dueOn?.toString() ?? null]
}

/** The place in the list that a `next` token stands for. Throws `bad-request` for a made-up one. */
function placeOf(token: string): WorklistPlace {
  const key = decodeCursor(token)
  if (!Array.isArray(key) || key.length !== 4) throw badToken()
  const [caseId, at, received, due]: unknown[] = key
  const receivedOn = typeof received === 'string' ? parseDay(received) : null
  const dueOn = typeof due === 'string' ? parseDay(due) : null
  if (typeof caseId !== 'string' || !isId(caseId) || typeof at !== 'string' || at.includes('\0'))
    throw badToken()
  if (receivedOn === null || (dueOn === null && due !== null)) throw badToken()
  return { id: caseId, reference: at, receivedOn, dueOn }
}
