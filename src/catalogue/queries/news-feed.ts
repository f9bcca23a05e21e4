import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { plainLine, plainText } from '../formats/plain-text.ts'

export type NewsFeedItem = {
  id: string
  slug: string
  title: string
  body: string
  startsAt: Temporal.Instant | null
  endsAt: Temporal.Instant | null
  place: string | null
  publishedAt: Temporal.Instant
}

/** The newest news, or events, that were not taken back. */
export async function listNewsFeed(
  reader: Reader,
  authorityId: string,
  kind: 'news' | 'event',
  now: Temporal.Instant,
  rows = 50,
): Promise<NewsFeedItem[]> {
  const found = await reader
    .selectFrom('news_item')
    .select(['id', 'slug', 'title', 'body', 'starts_at', 'ends_at', 'place', 'published_at'])
    .where('authority_id', '=', authorityId)
    .where('kind', '=', kind)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`published_at <= ${now}`)
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(rows)
    .execute()
  return found.map((row) => ({
    id: row.id,
    slug: row.slug,
    title: plainLine(row.title),
    body: plainText(row.body),
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place === null ? null : plainLine(row.place),
    publishedAt: row.published_at,
  }))
}
