import { findLicence, licences } from '../../../law/index.ts'
import { browseDatasets } from '../../../datasets/index.ts'
import { today } from '../../../kernel/clock.ts'
import type { App } from '../../kit/index.ts'
import { wantsJson } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { licenceType, toLicenceJson, toLicenceView } from './licence-view.ts'

/** The licences that data here is under, in plain words beside their own. */
export function registerLicences(app: App, services: PublicServices): void {
  app.get('/licences', async (request, reply) => {
    const authority = services.authorityFor(request)
    const { facets } = await browseDatasets(services.database.reader, authority.id, { pageSize: 1 })
    const used = new Map(facets.licence.map(({ value, count }) => [value, count]))
    const shown = licences
      .filter(({ id, standing }) => standing === 'offered' || used.has(id))
      .map((licence) => ({
        ...licence,
        href: `/licences/${licence.id}`,
        datasets: used.get(licence.id) ?? 0,
      }))
    return reply.page('public/licences/list.njk', { licences: shown })
  })

  app.get('/licences.json', async (request, reply) => {
    const authority = services.authorityFor(request)
    const items = licences.map((licence) =>
      toLicenceJson(licence, services.linkTo(authority, `/licences/${licence.id}`)),
    )
    return reply.type(licenceType).send(JSON.stringify({ items }, null, 2))
  })

  app.get('/licences/:id', async (request, reply) => {
    const authority = services.authorityFor(request)
    const { id } = request.params as { id: string }
    const licence = findLicence(id.slice(0, 60).replace(/\.json(ld)?$/, ''))
    if (licence === null) return reply.callNotFound()
    const address = services.linkTo(authority, `/licences/${licence.id}`)
    if (/\.json(ld)?$/.test(id) || wantsJson(request))
      return reply
        .type(licenceType)
        .header('Vary', 'Accept')
        .send(JSON.stringify(toLicenceJson(licence, address), null, 2))
    const { total } = await browseDatasets(services.database.reader, authority.id, {
      licence: [licence.id],
      pageSize: 1,
    })
    return reply.header('Vary', 'Accept').page('public/licences/page.njk', {
      ...toLicenceView(licence, today(services.clock).year),
      datasets: total,
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Data', href: '/data' },
        { text: 'Licences', href: '/licences' },
      ],
    })
  })
}
