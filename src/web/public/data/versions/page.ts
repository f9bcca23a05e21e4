import { listVersionSummaries, type VersionSummary } from '../../../../datasets/index.ts'
import { sha256 } from '../../../../kernel/ids.ts'
import type { App, ResponseCache } from '../../../kit/index.ts'
import { pageLinks, pageType, readState, withQuery } from '../../../kit/index.ts'
import type { FastifyRequest } from '../../../kit/options.ts'
import type { PublicServices } from '../../public-services.ts'
import { readPageNumber } from '../../read-query.ts'
import type { DatasetContext, DatasetContexts } from '../dataset-context.ts'
import { letAnySiteRead } from '../public-file.ts'
import { toVersionView } from '../versions-view.ts'

const pageSize = 50
/** Of the twin, in which nothing is left out. */
const everyVersion = 100_000

/** Every version of a dataset, those withdrawn with their reason; of a withdrawn dataset too. */
export function registerVersions(
  app: App,
  services: PublicServices,
  contexts: DatasetContexts,
  cache: ResponseCache,
): void {
  const { reader } = services.database
  // Of a withdrawn dataset the list still says what was published and when; the files themselves are gone.
  const find = (request: FastifyRequest): Promise<DatasetContext | null> => {
    const { slug } = request.params as { slug: string }
    return contexts.find(services.authorityFor(request), slug)
  }

  app.get('/data/:slug/versions', async (request, reply) => {
    const context = await find(request)
    if (context === null) return reply.callNotFound()
    const { dataset } = context
    const state = readState(request)
    const page = readPageNumber(state.query['page'])
    if (page > 1 && (page - 1) * pageSize >= context.versionCount)
      return reply.redirect(withQuery(state, { page: null }), 303)
    return cache.send(request, reply, sha256(`${context.stamp} ${request.url}`), async () => {
      const found = await listVersionSummaries(reader, dataset.id, { page, pageSize })
      const view = {
        slug: dataset.slug,
        title: dataset.title,
        withdrawal: dataset.withdrawal,
        items: found.items.map((version) => toVersionView(dataset.slug, version)),
        current: context.latest?.number ?? null,
        pageNumber: page,
        links: pageLinks(state, found),
        json: `/data/${dataset.slug}/versions.json`,
        feed: `/feeds/data/${dataset.slug}.atom`,
        breadcrumbs: [
          { text: 'Home', href: '/' },
          { text: 'Data', href: '/data' },
          { text: dataset.title, href: `/data/${dataset.slug}` },
        ],
      }
      return { status: 200, type: pageType, body: reply.render('public/data/versions/page.njk', view) }
    })
  })

  app.get('/data/:slug/versions.json', { config: { rate: 'exports' } }, async (request, reply) => {
    const context = await find(request)
    if (context === null) return reply.callNotFound()
    const { items } = await listVersionSummaries(reader, context.dataset.id, { pageSize: everyVersion })
    return letAnySiteRead(reply).send({
      dataset: context.dataset.slug,
      state: context.dataset.state,
      latest: context.latest?.number ?? null,
      versions: items.map((version) => toVersionJson(services, context, version)),
    })
  })
}

function toVersionJson(
  services: PublicServices,
  { authority, dataset }: DatasetContext,
  version: VersionSummary,
): Record<string, unknown> {
  const url = services.linkTo(authority, `/data/${dataset.slug}/versions/${version.number}`)
  return {
    number: version.number,
    url,
    state: version.state,
    reason: version.reason,
    note: version.note,
    breaking: version.breaking,
    publishedAt: version.publishedAt?.toString() ?? null,
    period: { from: version.periodFrom?.toString() ?? null, to: version.periodTo?.toString() ?? null },
    rows: version.rows,
    difference: version.difference,
    csv: { url: `${url}.csv`, ...version.csv },
    parquet: { url: `${url}.parquet`, ...version.parquet },
    withdrawal:
      version.withdrawal === null
        ? null
        : { at: version.withdrawal.at.toString(), reason: version.withdrawal.reason },
  }
}
