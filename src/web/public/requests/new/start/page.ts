import { regimes } from '../../../../../law/index.ts'
import type { App } from '../../../../kit/index.ts'

/** What asking is, what it is not, and the other ways to ask. `q` and `about` are carried to the first question. */
export function registerStart(app: App): void {
  app.get('/requests/new', (request, reply) => {
    const { q } = request.query as { q?: unknown }
    const carried = typeof q === 'string' && q !== '' ? `?q=${encodeURIComponent(q.slice(0, 2000))}` : ''
    return reply.page('public/requests/new/start/page.njk', {
      startHref: `/requests/new/question${carried}`,
      freedom: regimes.foia,
      environment: regimes.eir,
    })
  })
  app.get('/requests/new/about-yourself', (_request, reply) =>
    reply.page('public/requests/new/start/about-yourself.njk', {
      own: regimes['uk-gdpr'],
      backLink: '/requests/new',
    }),
  )
}
