import { listPublishedItems } from '../../../disclosure/index.ts'
import type { App } from '../../kit/index.ts'
import { pageLinks, readState, withQuery } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readPageNumber } from '../read-query.ts'

const pageSize = 50

export function registerData(app: App, services: PublicServices): void {
  app.get('/data', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const page = readPageNumber(state.query['page'])
    const found = await listPublishedItems(services.database.reader, id, { kind: 'dataset', page, pageSize })
    if (found.items.length === 0 && page > 1) return reply.redirect(withQuery(state, { page: null }), 303)
    return reply.page('public/data/list.njk', {
      datasets: found.items,
      pageNumber: found.page,
      links: pageLinks(state, found),
    })
  })
}
