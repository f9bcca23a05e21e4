import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { pageAsked } from '../../kernel/pagination.ts'
import { hitTypes, type Hit, type HitPage, type HitType, type SearchInput } from '../hit.ts'
import { markedText, pickSentence } from '../matching-sentence.ts'
import { cleanQuery } from '../query-text.ts'

/** Of each table, the newest so many matches are ranked: a common word costs no more than a rare one. */
const mostRanked = 500
const largestPage = 100

/**
 * Answers and everything else that is public, ranked together. `q` is whatever somebody typed: words, "phrases",
 * `or`, `-not`; nothing in it is an error.
 */
export async function searchPublished(
  reader: Reader,
  authorityId: string,
  { q, types, ...asked }: SearchInput,
): Promise<HitPage> {
  const text = cleanQuery(q)
  const { page, size, offset } = pageAsked(asked, { usual: 20, most: largestPage })
  const empty: HitPage = { items: [], total: 0, page, pageSize: size, capped: false, types: [] }
  if (text === '') return empty
  const chosen = hitTypes.filter((type) => types === undefined || types.length === 0 || types.includes(type))
  const query = sql`websearch_to_tsquery('english', ${text})`
  const { rows } = await sql<FoundRow>`
    with answers as materialized (
      select id, answered_on, search from disclosure_entry
      where authority_id = ${authorityId} and withdrawn_at is null and search @@ ${query}
      order by answered_on desc, id desc limit ${mostRanked + 1}
    ), others as materialized (
      select id, kind, updated_on, search from published_item
      where authority_id = ${authorityId} and search @@ ${query} limit ${mostRanked + 1}
    ), found as materialized (
      select 'answer' as type, id, answered_on as day, ts_rank_cd(search, ${query}, 1) as rank from answers
      union all
      select kind, id, updated_on, ts_rank_cd(search, ${query}, 1) from others
    ), counts as (
      select jsonb_object_agg(type, hits) as types from (select type, count(*) as hits from found group by type) each
    ), page as (
      select * from found where type = any(${chosen}::text[])
      order by rank desc, day desc nulls last, id limit ${size} offset ${offset}
    )
    select counts.types, page.type, page.day, coalesce(e.title, i.title) as title,
      coalesce('/disclosure-log/' || e.reference, i.url) as path,
      ${markedText(sql`coalesce(e.summary || E'\n' || e.body_text, i.description)`, query)} as marked
    from counts left join page on true
      left join disclosure_entry e on e.id = page.id and page.type = 'answer'
      left join published_item i on i.id = page.id and page.type <> 'answer'
    order by page.rank desc, page.day desc nulls last, page.id`.execute(reader)
  const counts = rows[0]?.types ?? {}
  const all = hitTypes.flatMap((type) => {
    const count = counts[type]
    return count === undefined ? [] : [{ type, count: Math.min(count, mostRanked) }]
  })
  const answers = counts.answer ?? 0
  const others = Object.values(counts).reduce((sum, count) => sum + count, 0) - answers
  return {
    ...empty,
    items: rows.flatMap((row) => (row.type === null ? [] : [toHit(row, row.type)])),
    total: all.filter(({ type }) => chosen.includes(type)).reduce((sum, { count }) => sum + count, 0),
    capped: answers > mostRanked || others > mostRanked,
    types: all,
  }
}

type FoundRow = {
  types: Partial<Record<HitType, number>> | null
  type: HitType | null
  day: Temporal.PlainDate | null
  title: string | null
  path: string | null
  marked: string | null
}

function toHit(row: FoundRow, type: HitType): Hit {
  return {
    type,
    title: row.title ?? '',
    path: row.path ?? '',
    date: row.day,
    sentence: pickSentence(row.marked ?? ''),
  }
}
