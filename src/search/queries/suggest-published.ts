import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import type { Hit, HitType } from '../hit.ts'
import { markedText, pickSentence } from '../matching-sentence.ts'
import { cleanText } from '../query-text.ts'
import { likenessQuery, weighTerms } from '../weigh-terms.ts'

const mostScored = 300

/**
 * What may already answer somebody who typed `freeText`: a sentence or a whole letter, of which 100,000 characters are
 * read. Best first; empty where nothing is really alike, because a wrong suggestion costs more trust than none.
 */
export async function suggestPublished(
  reader: Reader,
  authorityId: string,
  freeText: string,
  limit = 5,
  excludeReference: string | null = null,
): Promise<Hit[]> {
  const text = cleanText(freeText)
  if (text === '') return []
  const query = likenessQuery(await weighTerms(reader, authorityId, text, 'published'))
  if (query === null) return []
  const candidates = sql`${query.candidates}::tsquery`
  const open = sql`authority_id = ${authorityId} and withdrawn_at is null and reference is distinct from ${excludeReference}`
  const { rows } = await sql<{
    type: HitType
    title: string
    path: string
    day: Temporal.PlainDate | null
    marked: string
  }>`
    with found as materialized (
      (select id, 'answer' as type from disclosure_entry
        where ${open} and search @@ ${query.closest ?? query.candidates}::tsquery limit ${mostScored})
      union
      (select id, 'answer' from disclosure_entry where ${open} and search @@ ${candidates} limit ${mostScored})
      union
      (select id, kind from published_item
        where authority_id = ${authorityId} and search @@ ${candidates} limit ${mostScored})
    ), candidate as materialized (
      -- The empty vector added on makes a copy at hand: each term would fetch a long one from its side table again.
      select type, id, answered_on as day, search || ''::tsvector as search
        from found join disclosure_entry using (id) where type = 'answer'
      union all
      select type, id, updated_on, search || ''::tsvector from found join published_item using (id) where type <> 'answer'
    ), scored as (
      select candidate.type, candidate.id, candidate.day, sum(term.weight) as weight, count(*) as shared,
        sum(case when candidate.search @@ (term.lexeme || ':A')::tsquery then term.weight else 0 end) as title_weight
      from candidate, unnest(${query.lexemes}::text[], ${query.weights}::float8[]) as term (lexeme, weight)
      where candidate.search @@ term.lexeme::tsquery
      group by candidate.type, candidate.id, candidate.day
    ), best as (
      select * from scored where shared >= ${query.leastShared} and weight >= ${query.needed}
      order by weight + 0.5 * title_weight desc, day desc nulls last, id limit ${limit}
    )
    select best.type, best.day, coalesce(e.title, i.title) as title,
      coalesce('/disclosure-log/' || e.reference, i.url) as path,
      ${markedText(sql`coalesce(e.summary || E'\n' || e.body_text, i.description)`, sql`${query.any}::tsquery`)} as marked
    from best
      left join disclosure_entry e on e.id = best.id and best.type = 'answer'
      left join published_item i on i.id = best.id and best.type <> 'answer'
    order by best.weight + 0.5 * best.title_weight desc, best.day desc nulls last, best.id`.execute(reader)
  return rows.map(({ type, title, path, day, marked }) => ({
    type,
    title,
    path,
    date: day,
    sentence: pickSentence(marked),
  }))
}
