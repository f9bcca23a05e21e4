import { browseDatasets, streamDatasets } from '../../../datasets/index.ts'
import { listPublishedItems } from '../../../disclosure/index.ts'
import type { App } from '../../kit/index.ts'
import {
  blankForm,
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  sendJson,
  withQuery,
} from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import {
  datasetChipNames,
  listColumns,
  readDatasetFilters,
  toFacetOptions,
  toListedView,
} from './list-view.ts'

const pageSize = 25
const mostElsewhere = 100

/** Every dataset there is, narrowed by what its address says. */
export function registerData(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/data', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const filters = readDatasetFilters(request.query)
    const found = await browseDatasets(reader, id, { ...filters, pageSize })
    if (found.items.length === 0 && (filters.page ?? 1) > 1)
      return reply.redirect(withQuery(state, { page: null }), 303)
    const chips = filterChips(state, datasetChipNames(filters))
    const plain = filters.q === undefined && chips.length === 0 && found.page === 1
    return reply.page('public/data/list.njk', {
      q: filters.q ?? '',
      datasets: found.items.map(toListedView),
      total: found.total,
      pageNumber: found.page,
      links: pageLinks(state, found),
      facets: toFacetOptions(found.facets, filters),
      chips,
      clearHref: filters.q === undefined ? state.path : withQuery({ ...state, query: {} }, { q: filters.q }),
      keyword: filters.keyword,
      // /data.json is the whole catalogue in a form of its own, so the list's twins stand beside it.
      csvHref: withQuery({ ...state, path: '/data/list.csv' }, { page: null }),
      jsonHref: withQuery({ ...state, path: '/data/list.json' }, { page: null }),
      elsewhere: plain ? await listElsewhere(id) : [],
      form: blankForm({ sort: filters.sort ?? (filters.q === undefined ? 'changed' : 'relevance') }),
      sorts: [
        { value: 'changed', text: 'Latest first' },
        { value: 'title', text: 'By title' },
        ...(filters.q === undefined ? [] : [{ value: 'relevance', text: 'Best match first' }]),
      ],
    })
  })

  app.get('/data/list.json', { config: { rate: 'exports' } }, async (request, reply) => {
    const authority = services.authorityFor(request)
    const columns = listColumns((path) => services.linkTo(authority, path))
    const filters = { ...readDatasetFilters(request.query), page: undefined }
    const items = await Array.fromAsync(streamDatasets(reader, authority.id, filters))
    return sendJson(reply, columns, items, { total: items.length })
  })

  app.get('/data/list.csv', { config: { rate: 'exports' } }, (request, reply) => {
    const authority = services.authorityFor(request)
    const columns = listColumns((path) => services.linkTo(authority, path))
    const filters = { ...readDatasetFilters(request.query), page: undefined }
    return sendCsv(reply, 'datasets', columns, streamDatasets(reader, authority.id, filters))
  })

  /** Datasets of the publication scheme that are not kept here: entered as an address and no more. */
  async function listElsewhere(authorityId: string) {
    const { items } = await listPublishedItems(reader, authorityId, {
      kind: 'dataset',
      pageSize: mostElsewhere,
    })
    return items.filter(({ url }) => !/^(https?:\/\/[^/]+)?\/data\//.test(url))
  }
}
