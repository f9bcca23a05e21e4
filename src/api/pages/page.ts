import type { App } from '../../web/kit/index.ts'
import type { ApiServices } from '../api-services.ts'
import { describeApi } from '../describe-api.ts'
import { toPageView } from './page-view.ts'

/**
 * The API explained from its own schemas: three calls to copy and what is true of all of it on one page, the addresses
 * of each kind and each shape of an answer on a page of its own.
 */
export function registerApiPage(api: App, services: ApiServices): void {
  let made: ReturnType<typeof toPageView> | null = null
  const view = () => (made ??= toPageView(describeApi(api)))
  const hidden = { schema: { hide: true } }
  api.get('/help/api', hidden, (request, reply) => {
    const base = services.linkTo(services.authorityFor(request), '').replace(/\/$/, '')
    return reply.page('api/pages/api.njk', { ...view(), base })
  })
  api.get<{ Params: { group: string } }>('/help/api/:group', hidden, (request, reply) => {
    const group = view().groups.find(({ id }) => id === request.params.group)
    return group === undefined ? reply.callNotFound() : reply.page('api/pages/group.njk', { group })
  })
  api.get<{ Params: { shape: string } }>('/help/api/shapes/:shape', hidden, (request, reply) => {
    const shape = view().shapes.find(({ name }) => name === request.params.shape)
    return shape === undefined ? reply.callNotFound() : reply.page('api/pages/shape.njk', { shape })
  })
}
