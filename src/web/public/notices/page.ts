import type { App } from '../../kit/index.ts'
import { draftDays } from '../../../cases/index.ts'
import { lawWords } from '../law-words.ts'
import type { PublicServices } from '../public-services.ts'

/** Privacy notices. The one here is of this service; each other service of the authority has its own. */
export function registerNotices(app: App, services: PublicServices): void {
  app.get('/notices', (request, reply) =>
    reply.page('public/notices/page.njk', {
      privacyNoticeUrl: services.authorityFor(request).settings.privacyNoticeUrl,
    }),
  )
  app.get('/notices/information-requests', (request, reply) => {
    const { settings } = services.authorityFor(request)
    return reply.page('public/notices/information-requests.njk', {
      regulator: settings.regulator,
      privacyNoticeUrl: settings.privacyNoticeUrl,
      freedom: lawWords('foia'),
      environment: lawWords('eir'),
      own: lawWords('uk-gdpr'),
      draftDays,
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Privacy notices', href: '/notices' },
      ],
    })
  })
}
