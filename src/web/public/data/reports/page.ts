import {
  feedbackKinds,
  findPublicFeedback,
  listPublicFeedback,
  type PublicFeedback,
} from '../../../../catalogue/index.ts'
import { findDataset } from '../../../../datasets/index.ts'
import type { App, Column } from '../../../kit/index.ts'
import {
  blankForm,
  filterChips,
  pageLinks,
  readState,
  sendCsv,
  sendJson,
  twinLink,
  wantsJson,
  withQuery,
} from '../../../kit/index.ts'
import type { PublicServices } from '../../public-services.ts'
import { readPageNumber, readQueryChoices, readQueryText } from '../../read-query.ts'
import { kindNames, stateNames, toReportView } from './report-view.ts'

const pageSize = 25
const shownStates = ['open', 'answered'] as const

/** What people said about the data, and what we did about it. */
export function registerReports(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/data/reports', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const filters = readFilters(request.query)
    const found = await listPublicFeedback(reader, id, { ...filters, pageSize })
    if (found.items.length === 0 && filters.page > 1)
      return reply.redirect(withQuery(state, { page: null }), 303)
    const dataset = filters.dataset === undefined ? null : await findDataset(reader, id, filters.dataset)
    return reply.page('public/data/reports/list.njk', {
      reports: found.items.map(toReportView),
      total: found.total,
      pageNumber: found.page,
      links: pageLinks(state, found),
      twins: { csv: twinLink(state, 'csv'), json: twinLink(state, 'json') },
      chips: filterChips(state, {
        state: { category: 'State', values: stateNames },
        kind: { category: 'Kind', values: kindNames },
        dataset: { category: 'Dataset', values: dataset === null ? {} : { [dataset.slug]: dataset.title } },
      }),
      dataset: filters.dataset,
      form: blankForm({ state: filters.states?.[0] ?? '', kind: filters.kind ?? '' }),
      states: [
        { value: '', text: 'All' },
        ...shownStates.map((value) => ({ value, text: stateNames[value] })),
      ],
      kinds: [
        { value: '', text: 'All' },
        ...feedbackKinds.map((value) => ({ value, text: kindNames[value] })),
      ],
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Data', href: '/data' },
      ],
    })
  })

  app.get('/data/reports.csv', { config: { rate: 'exports' } }, (request, reply) => {
    const { id } = services.authorityFor(request)
    return sendCsv(reply, 'reports', columns, everyReport(id, request.query))
  })
  app.get('/data/reports.json', { config: { rate: 'exports' } }, async (request, reply) => {
    const { id } = services.authorityFor(request)
    const found = await listPublicFeedback(reader, id, { ...readFilters(request.query), pageSize })
    return sendJson(reply, columns, found.items, {
      total: found.total,
      page: found.page,
      pageSize: found.pageSize,
    })
  })

  app.get('/data/reports/:reference', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const { reference: asked } = request.params as { reference: string }
    const reference = asked.replace(/\.json$/, '')
    const found = await findPublicFeedback(reader, id, reference)
    if (found === null) return reply.callNotFound()
    if (wantsJson(request)) return reply.send(toReportJson(found))
    return reply.page('public/data/reports/page.njk', {
      report: toReportView(found),
      breadcrumbs: [
        { text: 'Home', href: '/' },
        { text: 'Data', href: '/data' },
        { text: 'Problems and suggestions', href: '/data/reports' },
      ],
    })
  })

  /** The end of sending one. It is as good tomorrow: there is nothing in it but the reference. */
  app.get('/data/reports/:reference/sent', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const { reference } = request.params as { reference: string }
    const found = await findPublicFeedback(reader, id, reference)
    if (found === null) return reply.callNotFound()
    return reply.page('public/data/reports/sent.njk', { report: toReportView(found) })
  })

  async function* everyReport(authorityId: string, query: unknown): AsyncGenerator<PublicFeedback> {
    for (let page = 1; ; page += 1) {
      const found = await listPublicFeedback(reader, authorityId, {
        ...readFilters(query),
        page,
        pageSize: 100,
      })
      yield* found.items
      if (page * 100 >= found.total) return
    }
  }
}

function readFilters(query: unknown) {
  const given = query as Record<string, unknown>
  const [state] = readQueryChoices(given['state'], shownStates)
  const [kind] = readQueryChoices(given['kind'], feedbackKinds)
  return {
    states: state === undefined ? undefined : [state],
    kind,
    dataset: readQueryText(given['dataset']) || undefined,
    page: readPageNumber(given['page']),
  }
}

const columns: Column<PublicFeedback>[] = [
  { name: 'reference', value: ({ reference }) => reference },
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'dataset', value: ({ dataset }) => dataset?.slug },
  { name: 'place', value: ({ place }) => place },
  { name: 'state', value: ({ state }) => state },
  { name: 'received', value: ({ receivedAt }) => receivedAt },
  { name: 'text', value: ({ text }) => text },
  { name: 'answer', value: ({ answer }) => answer },
  { name: 'answered', value: ({ answeredAt }) => answeredAt },
  { name: 'corrected_in_version', value: ({ correctedIn }) => correctedIn },
]

function toReportJson(report: PublicFeedback): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name, value }) => [name, value(report)?.toString() ?? null]))
}
