import { worklist, type WorklistFilters, type WorklistTab } from '../../../cases/index.ts'
import { today } from '../../../kernel/clock.ts'
import { hitTypeNames, searchPublished } from '../../../search/index.ts'
import { readState, withQuery, type App } from '../../kit/index.ts'
import { show } from '../answer.ts'
import { casePath } from '../cases/case-page.ts'
import { requireStaff } from '../session.ts'
import type { StaffServices } from '../staff-services.ts'
import { statusTag } from '../words.ts'

/** One box over requests, open and closed, and over what is published. */
export function addSearchPage(app: App, services: StaffServices): void {
  app.get('/staff/search', { config: { private: true } }, async (request, reply) => {
    const staff = requireStaff(request, 'read-cases')
    const state = readState(request)
    const q = ([state.query['q'] ?? ''].flat()[0] ?? '').slice(0, 300)
    if (q.trim() === '')
      return show(reply, 'search/page.njk', { title: 'Search', q: '', groups: [], published: null })
    const { reader } = services.database
    const find = async (tab: WorklistTab) => {
      const filters: WorklistFilters = { tab, q, sort: 'received', direction: 'desc', page: 1, pageSize: 15 }
      return worklist(reader, staff, filters, today(services.clock), services.calendars())
    }
    const [open, closed, published] = await Promise.all([
      find('open'),
      find('closed'),
      searchPublished(reader, staff.authorityId, { q, pageSize: 10 }),
    ])
    const group = (heading: string, tab: WorklistTab, found: Awaited<ReturnType<typeof find>>) => ({
      heading,
      total: found.total,
      capped: found.totalIsCapped,
      all: withQuery({ path: '/staff/cases', query: {} }, { tab, q }),
      rows: found.rows.map((row) => ({
        reference: row.reference,
        href: casePath(row.reference),
        title: row.title,
        receivedOn: row.receivedOn,
        tag: statusTag(row),
      })),
    })
    return show(reply, 'search/page.njk', {
      title: 'Search',
      q,
      groups: [group('Open requests', 'open', open), group('Closed requests', 'closed', closed)],
      published: {
        total: published.total,
        capped: published.capped,
        all: withQuery({ path: '/search', query: {} }, { q }),
        items: published.items.map((hit) => ({ ...hit, typeName: hitTypeNames[hit.type] })),
      },
    })
  })
}
