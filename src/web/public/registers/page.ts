import { listPublishedItems, readPublicationScheme } from '../../../disclosure/index.ts'
import type { App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'

/** Registers, and the publication scheme by its seven classes (FOIA s.19). */
export function registerRegisters(app: App, services: PublicServices): void {
  app.get('/registers', async (request, reply) => {
    const authority = services.authorityFor(request)
    const { reader } = services.database
    const [scheme, registers] = await Promise.all([
      readPublicationScheme(reader, authority.id),
      listPublishedItems(reader, authority.id, { kind: 'register', pageSize: 100 }),
    ])
    return reply.page('public/registers/page.njk', {
      classes: scheme,
      // A register with a class stands under it; only the others need a list of their own.
      registers: registers.items.filter(({ schemeClass }) => schemeClass === null),
      schemeUrl: authority.settings.publicationSchemeUrl,
    })
  })
}
