import type { Reader } from '../../db/index.ts'
import type { Page } from '../../kernel/pagination.ts'
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
  { kind, endingAfter, withdrawn = false, page: wanted = 1, pageSize = 20 }: NewsFilters = {},
): Promise<Page<NewsItem>> {
  const page = Math.min(100_000, Math.max(1, Math.trunc(wanted) || 1))
  const size = Math.min(500, Math.max(1, Math.trunc(pageSize) || 20))
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
    .offset((page - 1) * size)
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
