import type { App } from '../../web/kit/index.ts'
import type { ApiServices } from '../api-services.ts'
import { describeApi } from '../describe-api.ts'
import { toPageView } from './page-view.ts'

/** The API explained: three calls to copy, what is true of all of it, and every address, from the same schemas. */
export function registerApiPage(api: App, services: ApiServices): void {
  let view: ReturnType<typeof toPageView> | null = null
  api.get('/help/api', { schema: { hide: true } }, (request, reply) => {
    view ??= toPageView(describeApi(api))
    const base = services.linkTo(services.authorityFor(request), '').replace(/\/$/, '')
    return reply.page('api/pages/api.njk', { ...view, base })
  })
}
