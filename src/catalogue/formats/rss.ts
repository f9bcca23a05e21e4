import { escapeXml } from '../../kernel/escape-xml.ts'
import { textElement, writeXml, xml } from './xml.ts'

export const rssType = 'application/rss+xml; charset=utf-8'

export type RssFeed = {
  title: string
  description: string
  /** The page that people read */
  href: string
  /** The feed's own address */
  selfHref: string
  items: RssItem[]
}
export type RssItem = { title: string; href: string; body: string; publishedAt: Temporal.Instant }

/** RSS 2.0 (rssboard.org). Descriptions are HTML there, so that plain text is escaped once for HTML and once for XML. */
export function writeRss({ title, description, href, selfHref, items }: RssFeed): string {
  const [newest] = items
  return writeXml(
    xml(
      'rss',
      { version: '2.0', 'xmlns:atom': 'http://www.w3.org/2005/Atom' },
      xml(
        'channel',
        {},
        xml('title', {}, title),
        xml('link', {}, href),
        xml('description', {}, description),
        xml('language', {}, 'en-gb'),
        newest === undefined ? null : xml('lastBuildDate', {}, rssDate(newest.publishedAt)),
        xml('atom:link', { rel: 'self', type: 'application/rss+xml', href: selfHref }),
        ...items.map((item) =>
          xml(
            'item',
            {},
            xml('title', {}, item.title),
            xml('link', {}, item.href),
            xml('guid', { isPermaLink: 'true' }, item.href),
            xml('pubDate', {}, rssDate(item.publishedAt)),
            textElement('description', toHtml(item.body)),
          ),
        ),
      ),
    ),
  )
}

function toHtml(text: string): string {
  return text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => `<p>${escapeXml(paragraph.trim()).replaceAll('\n', '<br>')}</p>`)
    .join('')
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** RFC 822 with a year of four figures: `Wed, 14 Jan 2026 09:30:00 +0000`. */
export function rssDate(at: Temporal.Instant): string {
  const { dayOfWeek, day, month, year, hour, minute, second } = at.toZonedDateTimeISO('UTC')
  const two = (number: number) => String(number).padStart(2, '0')
  const time = [hour, minute, second].map(two).join(':')
  return `${weekdays[dayOfWeek - 1]}, ${two(day)} ${months[month - 1]} ${year} ${time} +0000`
}
