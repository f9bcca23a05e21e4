import {
  countPlaces,
  listPlaces,
  sitemapType,
  writeSitemap,
  writeSitemapIndex,
} from '../../../catalogue/index.ts'
import type { App } from '../../kit/index.ts'
import type { PublicServices } from '../public-services.ts'
import { exported, readOrRefuse, sourceFor, missing } from './open-read.ts'

/** The most addresses one sitemap may hold (sitemaps.org). */
const mostPages = 50_000
const standingPages = [
  '/',
  '/data',
  '/disclosure-log',
  '/registers',
  '/notices',
  '/news',
  '/events',
  '/licences',
  '/facts',
  '/data/suggest',
  '/requests/new',
  '/contact',
  '/accessibility',
  '/cookies',
  '/help',
  '/help/api',
  '/help/deadlines',
]

/** Pages for search engines: one sitemap, or past 50,000 pages an index of several. */
export function registerSitemap(routes: App, services: PublicServices): void {
  const { reader } = services.database
  const roomForPlaces = mostPages - standingPages.length

  routes.get('/sitemap.xml', { config: exported }, async (request, reply) => {
    const { authority, linkTo } = sourceFor(services, request)
    const total = await readOrRefuse(reply, () => countPlaces(reader, authority.id))
    const files = Math.max(1, Math.ceil(total / roomForPlaces))
    if (files === 1) {
      const body = await readOrRefuse(reply, () => pageOf(authority.id, linkTo, 1))
      return reply.type(sitemapType).send(body)
    }
    const hrefs = Array.from({ length: files }, (_, index) => linkTo(`/sitemap-${index + 1}.xml`))
    return reply.type(sitemapType).send(writeSitemapIndex(hrefs))
  })

  routes.get('/sitemap-:number.xml', { config: exported }, async (request, reply) => {
    const { authority, linkTo } = sourceFor(services, request)
    const { number } = request.params as { number: string }
    if (!/^[1-9]\d{0,3}$/.test(number)) return missing(reply)
    const total = await readOrRefuse(reply, () => countPlaces(reader, authority.id))
    if (Number(number) > Math.max(1, Math.ceil(total / roomForPlaces))) return missing(reply)
    const body = await readOrRefuse(reply, () => pageOf(authority.id, linkTo, Number(number)))
    return reply.type(sitemapType).send(body)
  })

  /** For robots (RFC 9309): where the pages are, and not every way to sort and filter a table. */
  routes.get('/robots.txt', { config: exported }, (request, reply) => {
    const { linkTo } = sourceFor(services, request)
    const lines = ['User-agent: *', 'Disallow: /staff', 'Disallow: /data/*?', '']
    return reply
      .type('text/plain; charset=utf-8')
      .send([...lines, `Sitemap: ${linkTo('/sitemap.xml')}`, ''].join('\n'))
  })

  const pageOf = async (
    authorityId: string,
    linkTo: (path: string) => string,
    number: number,
  ): Promise<string> => {
    const places = await listPlaces(reader, authorityId, {
      start: (number - 1) * roomForPlaces,
      rows: roomForPlaces,
    })
    const standing = number === 1 ? standingPages.map((path) => ({ href: linkTo(path) })) : []
    return writeSitemap([
      ...standing,
      ...places.map(({ path, changedAt }) => ({ href: linkTo(path), changedAt })),
    ])
  }
}
