import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { pageAsked, type Page } from '../../kernel/pagination.ts'
import { plainLine, plainText } from '../formats/plain-text.ts'
import type { NewsItem, NewsKind } from '../news-item.ts'

export type NewsFilters = {
  kind?: NewsKind | undefined
  /** Only events that have not ended by then */
  endingAfter?: Temporal.Instant | undefined
  /** Staff see withdrawn ones too */
  withdrawn?: boolean | undefined
  page?: number | undefined
  pageSize?: number | undefined
}

/** News, newest first; where `endingAfter` is given, events in the order they begin. */
export async function listNews(
  reader: Reader,
  authorityId: string,
  { kind, endingAfter, withdrawn = false, ...asked }: NewsFilters = {},
): Promise<Page<NewsItem>> {
  const { page, size, offset } = pageAsked(asked, { usual: 20, most: 500 })
  let matching = reader.selectFrom('news_item').where('authority_id', '=', authorityId)
  if (!withdrawn) matching = matching.where('withdrawn_at', 'is', null)
  if (kind !== undefined) matching = matching.where('kind', '=', kind)
  if (endingAfter !== undefined)
    matching = matching.where((where) => where(where.fn.coalesce('ends_at', 'starts_at'), '>=', endingAfter))
  const { total } = await matching
    .select((expression) => expression.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .select(columns)
    .orderBy(
      endingAfter === undefined ? 'published_at' : 'starts_at',
      endingAfter === undefined ? 'desc' : 'asc',
    )
    .orderBy('id', 'desc')
    .limit(size)
    .offset(offset)
    .execute()
  return { items: rows.map(present), total, page, pageSize: size }
}

/** One by its address, withdrawn ones too: the page of such a one says so. */
export async function findNews(reader: Reader, authorityId: string, slug: string): Promise<NewsItem | null> {
  const row = await reader
    .selectFrom('news_item')
    .select(columns)
    .where('authority_id', '=', authorityId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row === undefined ? null : present(row)
}

/** The newest news, or events, that were not taken back, in text that any feed can hold. */
export async function listNewsFeed(
  reader: Reader,
  authorityId: string,
  kind: NewsKind,
  now: Temporal.Instant,
  rows = 50,
): Promise<NewsItem[]> {
  const found = await reader
    .selectFrom('news_item')
    .select(columns)
    .where('authority_id', '=', authorityId)
    .where('kind', '=', kind)
    .where('withdrawn_at', 'is', null)
    .where(sql<boolean>`published_at <= ${now}`)
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(rows)
    .execute()
  return found.map(present).map((item) => ({
    ...item,
    title: plainLine(item.title),
    body: plainText(item.body),
    place: item.place === null ? null : plainLine(item.place),
  }))
}

const columns = [
  'kind',
  'slug',
  'title',
  'body',
  'starts_at',
  'ends_at',
  'place',
  'published_at',
  'withdrawn_at',
] as const

function present(row: {
  kind: string
  slug: string
  title: string
  body: string
  starts_at: Temporal.Instant | null
  ends_at: Temporal.Instant | null
  place: string | null
  published_at: Temporal.Instant
  withdrawn_at: Temporal.Instant | null
}): NewsItem {
  return {
    kind: row.kind as NewsKind,
    slug: row.slug,
    title: row.title,
    body: row.body,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    place: row.place,
    publishedAt: row.published_at,
    withdrawnAt: row.withdrawn_at,
  }
}
