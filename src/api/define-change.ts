import type { Static, TObject, TProperties } from '@fastify/type-provider-typebox'
import type { Staff } from '../identity/index.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { App } from '../web/kit/index.ts'
import { staffOf } from './access.ts'
import type { ApiServices } from './api-services.ts'
import { changeCase, changeSchema, type ChangeSettings, type Target } from './change-route.ts'
import { stateSchema } from './present/case-summary.ts'
import { staffOnly } from './route-settings.ts'
import { reference, Type } from './schemas.ts'

export type Registrar = (api: App, services: ApiServices) => void

/** What a change's own work is given. */
export type Making = { services: ApiServices; staff: Staff; target: Target; params: Record<string, string> }

type Settings<Body extends TProperties, Result extends TProperties> = ChangeSettings<Body> & {
  method: 'POST' | 'PUT' | 'PATCH'
  /** Below `/api/v1/cases/:reference` */
  path: string
  /** Beyond the reference */
  params?: TProperties
  /** What comes back beside the case, where there is anything */
  result?: Result
  run: (making: Making, sent: Static<TObject<Body>>) => Promise<Outcome<Static<TObject<Result>> | null>>
}

/** A route that makes one change to one case: every one takes If-Match, and answers with how the case stands. */
export function defineChange<Body extends TProperties, Result extends TProperties = TProperties>(
  settings: Settings<Body, Result>,
): Registrar {
  const { method, path, params = {}, result, run } = settings
  const answer = Type.Object({
    case: stateSchema,
    ...(result === undefined ? {} : { result: Type.Object(result) }),
  })
  const address = Type.Object({ ...reference.properties, ...params })
  const schema = changeSchema('Cases', settings, address, answer)
  return (api, services) =>
    void api.route({
      method,
      url: `/api/v1/cases/:reference${path}`,
      config: staffOnly,
      schema,
      handler: async (request, reply) => {
        const staff = staffOf(request)
        const sent = request.body as Static<TObject<Body>>
        const done = await changeCase(services, request, reply, staff, (target) =>
          run({ services, staff, target, params: request.params as Record<string, string> }, sent),
        )
        return result === undefined ? { case: done.case } : { case: done.case, result: done.value }
      },
    })
}
