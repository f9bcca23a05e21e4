import type { App } from '../../../../kit/index.ts'
import { lawWords } from '../../../law-words.ts'

/** What asking is, what it is not, and the other ways to ask. `q` and `about` are carried to the first question. */
export function registerStart(app: App): void {
  app.get('/requests/new', (request, reply) => {
    const { q } = request.query as { q?: unknown }
    const carried = typeof q === 'string' && q !== '' ? `?q=${encodeURIComponent(q.slice(0, 2000))}` : ''
    return reply.page('public/requests/new/start/page.njk', {
      startHref: `/requests/new/question${carried}`,
      freedom: lawWords('foia'),
      environment: lawWords('eir'),
    })
  })
  app.get('/requests/new/about-yourself', (_request, reply) =>
    reply.page('public/requests/new/start/about-yourself.njk', {
      own: lawWords('uk-gdpr'),
      backLink: '/requests/new',
    }),
  )
}
