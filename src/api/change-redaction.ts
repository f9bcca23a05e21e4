import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Static, TObject, TProperties } from '@fastify/type-provider-typebox'
import type { Staff } from '../identity/index.ts'
import { ProblemError, type Outcome } from '../kernel/outcome.ts'
import type { App } from '../web/kit/index.ts'
import { staffOf, valueOf } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { changeSchema, tagVersion, versionOf, type ChangeSettings } from './change-route.ts'
import { staffOnly } from './route-settings.ts'
import { id, Type } from './schemas.ts'

export const documentParams = Type.Object({ documentId: id() })
export const redactionAddress = '/api/v1/documents/:documentId/redaction'

type Making = {
  services: ApiServices
  staff: Staff
  /** The version from If-Match: the command decides on the locked row. */
  target: { documentId: string; version: number }
}

type Settings<Body extends TProperties, Result extends TProperties> = ChangeSettings<Body> & {
  method: 'POST' | 'PATCH'
  /** Below `/api/v1/documents/:documentId/redaction` */
  path: string
  /** What comes back beside the new version */
  result: Result
  run: (
    making: Making,
    sent: Static<TObject<Body>>,
  ) => Promise<Outcome<Static<TObject<Result>> & { version: number }>>
}

/** A route that makes one change to the redaction of one document: every one takes If-Match, and answers with the new version. */
export function defineRedactionChange<Body extends TProperties, Result extends TProperties>(
  settings: Settings<Body, Result>,
): (api: App, services: ApiServices) => void {
  const { method, path, run } = settings
  const answer = Type.Object({ version: Type.Integer(), ...settings.result })
  const schema = changeSchema('Redaction', settings, documentParams, answer)
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
