import type { FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { Static, TObject, TProperties } from '@fastify/type-provider-typebox'
import type { Staff } from '../identity/index.ts'
import { ProblemError, type Outcome } from '../kernel/outcome.ts'
import type { ProblemCode } from '../kernel/problems.ts'
import type { App } from '../web/kit/index.ts'
import { staffOf, valueOf } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { changeProblems, matchHeader, tagVersion, versionOf } from './change-route.ts'
import { staffOnly, withToken } from './route-settings.ts'
import { answers, body, id, Type } from './schemas.ts'

export const documentParams = Type.Object({ documentId: id() })
export const redactionAddress = '/api/v1/documents/:documentId/redaction'

type Making = {
  services: ApiServices
  staff: Staff
  /** The version from If-Match: the command decides on the locked row. */
  target: { documentId: string; version: number }
}

type Settings<Body extends TProperties, Result extends TProperties> = {
  method: 'POST' | 'PATCH'
  /** Below `/api/v1/documents/:documentId/redaction` */
  path: string
  summary: string
  description?: string
  body: Body
  /** What comes back beside the new version */
  result: Result
  problems?: readonly ProblemCode[]
  run: (
    making: Making,
    sent: Static<TObject<Body>>,
  ) => Promise<Outcome<Static<TObject<Result>> & { version: number }>>
}

/** A route that makes one change to the redaction of one document: every one takes If-Match, and answers with the new version. */
export function defineRedactionChange<Body extends TProperties, Result extends TProperties>(
  settings: Settings<Body, Result>,
): (api: App, services: ApiServices) => void {
  const { method, path, summary, description, run } = settings
  const answer = Type.Object({ version: Type.Integer(), ...settings.result })
  const schema: FastifySchema = {
    tags: ['Redaction'],
    summary,
    ...(description === undefined ? {} : { description }),
    ...withToken,
    params: documentParams,
    headers: matchHeader,
    body: body(settings.body),
    response: answers(200, answer, [...changeProblems, ...(settings.problems ?? [])]),
  }
  return (api, services) =>
    void api.route({
      method,
      url: `${redactionAddress}${path}`,
      config: staffOnly,
      schema,
      handler: (request, reply) => {
        const staff = staffOf(request, 'redact')
        const sent = request.body as Static<TObject<Body>>
        return changeRedaction(request, reply, (target) => run({ services, staff, target }, sent))
      },
    })
}

async function changeRedaction<T extends { version: number }>(
  request: FastifyRequest,
  reply: FastifyReply,
  run: (target: Making['target']) => Promise<Outcome<T>>,
): Promise<T> {
  const version = versionOf(request)
  const { documentId } = request.params as { documentId: string }
  const outcome = await run({ documentId, version })
  if (!outcome.ok && outcome.problem === 'stale')
    throw new ProblemError(
      'precondition-failed',
      `${outcome.detail ?? 'Somebody changed it.'} Read it again and decide on what it says now.`,
    )
  const value = valueOf(outcome)
  tagVersion(reply, value.version)
  return value
}
