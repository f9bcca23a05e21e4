import { listNews } from '../../../catalogue/index.ts'
import { listDatasets } from '../../../datasets/index.ts'
import { listPublishedItems, recentEntries } from '../../../disclosure/index.ts'
import { today } from '../../../kernel/clock.ts'
import { recentPerformance } from '../../../reports/index.ts'
import type { App } from '../../kit/index.ts'
import { toListedView } from '../data/list-view.ts'
import { toSummaryView } from '../disclosure-log/entry-view.ts'
import type { PublicServices } from '../public-services.ts'

const recentCount = 5

export function registerHome(app: App, services: PublicServices): void {
  app.get('/', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const { reader } = services.database
    const [recent, performance, registers, datasets, news] = await Promise.all([
      recentEntries(reader, id, recentCount),
      recentPerformance(reader, id, today(services.clock)),
      listPublishedItems(reader, id, { kind: 'register', pageSize: recentCount }),
      listDatasets(reader, id, { pageSize: recentCount }),
      listNews(reader, id, { kind: 'news', pageSize: 3 }),
    ])
    return reply.page('public/home/page.njk', {
      recent: recent.map(toSummaryView),
      performance: performance?.sentence ?? null,
      registers: registers.items,
      datasets: datasets.items.map(toListedView),
      news: news.items,
    })
  })
}
