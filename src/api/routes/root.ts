import type { App } from '../../web/kit/index.ts'
import type { ApiServices } from '../api-services.ts'
import { describeApi } from '../describe-api.ts'
import { publicRead } from '../route-settings.ts'
import { answers, named, Type } from '../schemas.ts'

const href = Type.String({ format: 'uri-reference' })

/** Where to begin: what there is, and the description of all of it. */
export function registerRoot(api: App, services: ApiServices): void {
  api.get(
    '/api/v1',
    {
      config: publicRead,
      schema: {
        tags: ['Start'],
        summary: 'Find your way',
        response: answers(
          200,
          named('Start', {
            authority: Type.Object({ name: Type.String(), shortName: Type.String(), nation: Type.String() }),
            links: Type.Object({
              description: href,
              help: href,
              disclosureLog: href,
              search: href,
              publicationScheme: href,
              statistics: href,
              due: href,
              exemptions: href,
              requests: href,
            }),
          }),
        ),
      },
    },
    (request) => {
      const { name, shortName, nation } = services.authorityFor(request)
      return {
        authority: { name, shortName, nation },
        links: {
          description: '/api/v1/openapi.json',
          help: '/help/api',
          disclosureLog: '/api/v1/disclosure-log',
          search: '/api/v1/search?q=parking',
          publicationScheme: '/api/v1/publication-scheme',
          statistics: '/api/v1/statistics',
          due: '/api/v1/law/due?regime=foia&received=2026-01-05',
          exemptions: '/api/v1/law/exemptions',
          requests: '/api/v1/requests',
        },
      }
    },
  )

  let description: object | null = null
  api.get(
    '/api/v1/openapi.json',
    {
      config: publicRead,
      schema: {
        tags: ['Start'],
        summary: 'Read this description',
        response: answers(200, Type.Object({}, { title: 'OpenApiDocument', description: 'OpenAPI 3.1' })),
      },
    },
    () => {
      description ??= describeApi(api)
      return description
    },
  )
}
