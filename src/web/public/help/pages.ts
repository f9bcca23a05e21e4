import type { App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { registerDeadlines } from './deadlines/page.ts'

/** The pages in the footer, and help. */
export function registerHelp(app: App, services: PublicServices): void {
  app.get('/help', (_request, reply) => reply.page('public/help/page.njk', {}))
  app.get('/accessibility', (request, reply) => {
    const authority = services.authorityFor(request)
    const facts = authority.settings.accessibility
    return reply.page('public/help/accessibility/page.njk', {
      facts,
      contactEmail: facts.contactEmail ?? authority.email,
      contactPhone: facts.contactPhone ?? authority.phone,
      inNorthernIreland: authority.nation === 'northern-ireland',
    })
  })
  app.get('/cookies', (_request, reply) => reply.page('public/help/cookies/page.njk', {}))
  app.get('/contact', (request, reply) => {
    const { name, email, phone, addressLines, website, settings } = services.authorityFor(request)
    return reply.page('public/help/contact/page.njk', {
      email,
      phone,
      website,
      addressLines: [name, ...addressLines],
      openingHours: settings.openingHours,
    })
  })
  registerDeadlines(app, services)
}
