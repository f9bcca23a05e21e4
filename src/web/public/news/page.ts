import { findNews, listNews, type NewsItem } from '../../../catalogue/index.ts'
import { legalDay } from '../../../kernel/clock.ts'
import { dayInWords, momentInWords } from '../../../kernel/dates.ts'
import type { App } from '../../kit/index.ts'
import { pageLinks, readState, withQuery } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readPageNumber } from '../read-query.ts'

const pageSize = 20

/** What the authority says about its information: news, and events with a day and a place. */
export function registerNews(app: App, services: PublicServices): void {
  const { reader } = services.database

  app.get('/news', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const page = readPageNumber(state.query['page'])
    const found = await listNews(reader, id, { kind: 'news', page, pageSize })
    if (found.items.length === 0 && page > 1) return reply.redirect(withQuery(state, { page: null }), 303)
    return reply.page('public/news/list.njk', {
      news: found.items.map(toNewsView),
      pageNumber: found.page,
      links: pageLinks(state, found),
    })
  })

  app.get('/events', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const state = readState(request)
    const page = readPageNumber(state.query['page'])
    const found = await listNews(reader, id, {
      kind: 'event',
      endingAfter: services.clock.now(),
      page,
      pageSize,
    })
    if (found.items.length === 0 && page > 1) return reply.redirect(withQuery(state, { page: null }), 303)
    return reply.page('public/news/events.njk', {
      events: found.items.map(toNewsView),
      pageNumber: found.page,
      links: pageLinks(state, found),
    })
  })

  app.get('/news/:slug', async (request, reply) => {
    const { id } = services.authorityFor(request)
    const { slug } = request.params as { slug: string }
    const item = await findNews(reader, id, slug)
    if (item === null) return reply.callNotFound()
    const isEvent = item.kind === 'event'
    const view = {
      item: toNewsView(item),
      breadcrumbs: [
        { text: 'Home', href: '/' },
        isEvent ? { text: 'Events', href: '/events' } : { text: 'News', href: '/news' },
      ],
    }
    return item.withdrawnAt === null
      ? reply.page('public/news/page.njk', view)
      : reply.page('public/news/withdrawn.njk', view, { status: 410 })
  })
}

function toNewsView(item: NewsItem) {
  return {
    ...item,
    href: `/news/${item.slug}`,
    isEvent: item.kind === 'event',
    when: item.startsAt === null ? null : whenInWords(item.startsAt, item.endsAt),
  }
}

/** `14 January 2026 at 10:00am to 4:00pm`; the day again where it ends on another. */
function whenInWords(from: Temporal.Instant, to: Temporal.Instant | null): string {
  const start = momentInWords(from)
  if (to === null) return start
  const end = momentInWords(to)
  const sameDay = legalDay(from).equals(legalDay(to))
  return `${start} to ${sameDay ? end.replace(`${dayInWords(legalDay(to))} at `, '') : end}`
}
