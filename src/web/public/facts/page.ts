import { browseDatasets, type ListedDataset } from '../../../datasets/index.ts'
import type { Authority } from '../../../identity/index.ts'
import type { App } from '../../kit/index.ts'
import { drawCharts, type ChartView } from '../data/charts-view.ts'
import { periodInWords } from '../data/facts-view.ts'
import { emptyQuery } from '../data/table-address.ts'
import type { PublicServices } from '../public-services.ts'

/** The keyword that puts a dataset's charts on the page. */
const keyword = 'official-statistics'
const mostDatasets = 12
const mostCharts = 3
const mostKept = 200

/** What the statistics say about the area: each chart of each dataset marked as official statistics. */
export function registerFacts(app: App, services: PublicServices): void {
  // A version never changes, so neither do its charts.
  const drawn = new Map<string, ChartView[]>()

  app.get('/facts', async (request, reply) => {
    const authority = services.authorityFor(request)
    const found = await browseDatasets(services.database.reader, authority.id, {
      keyword,
      sort: 'title',
      pageSize: mostDatasets,
    })
    const facts = []
    for (const dataset of found.items) {
      const charts = await chartsOf(authority, dataset)
      if (charts.length > 0)
        facts.push({
          title: dataset.title,
          description: dataset.description,
          href: `/data/${dataset.slug}`,
          updated: dataset.latest?.publishedAt ?? dataset.changedAt,
          charts,
        })
    }
    return reply.page('public/facts/page.njk', {
      facts,
      more: found.total > found.items.length ? `/data?keyword=${keyword}` : null,
    })
  })

  async function chartsOf(authority: Authority, dataset: ListedDataset): Promise<ChartView[]> {
    const { latest, slug, charts, version } = dataset
    if (latest === null || charts.length === 0) return []
    const key = `${latest.id} ${version}`
    const kept = drawn.get(key)
    if (kept !== undefined) return kept
    const place = { path: `/data/${slug}`, charts: [] }
    const views = await drawCharts(services, latest, place, charts.slice(0, mostCharts), emptyQuery, {
      area: dataset.areaName ?? '',
      period: periodInWords(latest.periodFrom ?? dataset.periodFrom, latest.periodTo ?? dataset.periodTo),
      source: authority.name,
    })
    const own = views.filter((view) => view.drawn).map((view) => ({ ...view, id: `${slug}-${view.id}` }))
    const [oldest] = drawn.keys()
    if (drawn.size >= mostKept && oldest !== undefined) drawn.delete(oldest)
    drawn.set(key, own)
    return own
  }
}
