import {
  listCatalogueEvents,
  listNewsFeed,
  rssType,
  writeRss,
  type CatalogueEvent,
  type RecordFilter,
} from '../../../catalogue/index.ts'
import { findDataset, findTheme } from '../../../datasets/index.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { atomType, readState, withQuery, writeAtom, type App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { readQueryText } from '../read-query.ts'
import { harvested, harvestPage, readOrRefuse, sourceFor, missing } from './open-read.ts'

const pageSize = 50

type Subject = { title: string; filter: RecordFilter; path: string }

const eventNames: Record<CatalogueEvent['kind'], string> = {
  published: 'published',
  updated: 'updated',
  corrected: 'corrected',
  'version-withdrawn': 'a version withdrawn',
  withdrawn: 'withdrawn',
}

/** What changed, for feed readers: Atom for datasets, RSS for news and events. */
export function registerFeeds(routes: App, services: PublicServices): void {
  const { reader } = services.database

  routes.get('/feeds/data.atom', { config: harvested }, (request, reply) =>
    sendEvents(services, request, reply, { title: 'all datasets', filter: { kind: 'true' }, path: '/data' }),
  )
  routes.get('/feeds/custom.atom', { config: harvested }, (request, reply) => {
    const words = readQueryText(readState(request).query['q'])
    const path = withQuery({ path: '/data', query: {} }, { q: words })
    const filter: RecordFilter = words === '' ? { kind: 'true' } : { kind: 'words', text: words }
    return sendEvents(services, request, reply, {
      title: words === '' ? 'all datasets' : `datasets that speak of “${words}”`,
      filter,
      path,
    })
  })
  routes.get('/feeds/data/:slug.atom', { config: harvested }, async (request, reply) => {
    const { slug } = request.params as { slug: string }
    const { id } = services.authorityFor(request)
    const dataset = /^[a-z0-9-]{1,100}$/.test(slug)
      ? await readOrRefuse(reply, () => findDataset(reader, id, slug))
      : null
    if (dataset === null || dataset.state === 'draft') return missing(reply)
    return sendEvents(services, request, reply, {
      title: dataset.title,
      filter: { kind: 'is', field: 'id', value: dataset.id },
      path: `/data/${slug}`,
    })
  })
  routes.get('/feeds/theme/:theme.atom', { config: harvested }, async (request, reply) => {
    const theme = findTheme((request.params as { theme: string }).theme)
    if (theme === null) return missing(reply)
    return sendEvents(services, request, reply, {
      title: theme.title,
      filter: { kind: 'is', field: 'theme', value: theme.id },
      path: `/data?theme=${theme.id}`,
    })
  })

  for (const [name, kind, title] of [
    ['news', 'news', 'News'],
    ['events', 'event', 'Events'],
  ] as const)
    routes.get(`/feeds/${name}.rss`, { config: harvested }, async (request, reply) => {
      const { authority, linkTo } = sourceFor(services, request)
      const now = services.clock.now()
      const items = await readOrRefuse(reply, () => listNewsFeed(reader, authority.id, kind, now))
      const feed = writeRss({
        title: `${title} of ${authority.name}`,
        description: `${title} that ${authority.name} publishes about its information and data.`,
        href: linkTo(`/${name}`),
        selfHref: linkTo(`/feeds/${name}.rss`),
        items: items.map((item) => ({
          title: item.title,
          href: linkTo(`/news/${item.slug}`),
          body: [whenAndWhere(item), item.body].filter((words) => words !== '').join('\n\n'),
          publishedAt: item.publishedAt,
        })),
      })
      return reply.type(rssType).send(feed)
    })
}

async function sendEvents(
  services: PublicServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, filter, path }: Subject,
): Promise<FastifyReply> {
  const { authority, linkTo } = sourceFor(services, request)
  const state = readState(request)
  const page = harvestPage(state.query['page'])
  const { events, total } = await readOrRefuse(reply, () =>
    listCatalogueEvents(services.database.reader, authority.id, {
      filter,
      start: (page - 1) * pageSize,
      rows: pageSize,
    }),
  )
  if (events.length === 0 && page > 1) return missing(reply)
  const last = Math.max(1, Math.ceil(total / pageSize))
  const at = (number: number) => linkTo(withQuery(state, { page: number === 1 ? null : number }))
  const host = new URL(linkTo('/')).hostname
  const feed = writeAtom({
    // Tag addresses (RFC 4151) go on meaning the same when the site's own addresses change.
    id: `tag:${host},2026:${withQuery(state, { page: null })}`,
    title: `${authority.name}: ${title}`,
    author: authority.name,
    href: linkTo(path),
    selfHref: at(page),
    updated: events[0]?.at ?? services.startedAt,
    pages: {
      first: at(1),
      last: at(last),
      ...(page > 1 ? { previous: at(page - 1) } : {}),
      ...(page < last ? { next: at(page + 1) } : {}),
    },
    entries: events.map((event) => ({
      id: `tag:${host},${event.at.toString().slice(0, 10)}:catalogue-event/${event.id}`,
      title: `${event.title}: ${eventNames[event.kind]}`,
      href: linkTo(
        event.versionNumber === null
          ? `/data/${event.slug}`
          : `/data/${event.slug}/versions/${event.versionNumber}`,
      ),
      updated: event.at,
      published: event.at,
      summary: event.summary,
    })),
  })
  const [newest] = events
  return reply
    .type(atomType)
    .headers(
      newest === undefined ? {} : { 'Last-Modified': new Date(newest.at.epochMilliseconds).toUTCString() },
    )
    .send(feed)
}

function whenAndWhere({
  startsAt,
  endsAt,
  place,
}: {
  startsAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  place: string | null
}): string {
  const local = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO('Europe/London').toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' })
  const when =
    startsAt === null ? '' : endsAt === null ? local(startsAt) : `${local(startsAt)} to ${local(endsAt)}`
  return [when, place ?? ''].filter((words) => words !== '').join('\n')
}
