import { writeXml, xml } from './xml.ts'

export const sitemapType = 'application/xml; charset=utf-8'
const namespace = { xmlns: 'http://www.sitemaps.org/schemas/sitemap/0.9' }

/** Pages for search engines (sitemaps.org). At most 50,000 may stand in one. */
export function writeSitemap(pages: readonly { href: string; changedAt?: Temporal.Instant }[]): string {
  return writeXml(
    xml(
      'urlset',
      namespace,
      ...pages.map(({ href, changedAt }) =>
        xml(
          'url',
          {},
          xml('loc', {}, href),
          changedAt === undefined ? null : xml('lastmod', {}, changedAt.round('second').toString()),
        ),
      ),
    ),
  )
}

export function writeSitemapIndex(hrefs: readonly string[]): string {
  return writeXml(
    xml('sitemapindex', namespace, ...hrefs.map((href) => xml('sitemap', {}, xml('loc', {}, href)))),
  )
}
