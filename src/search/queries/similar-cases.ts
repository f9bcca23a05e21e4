import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import { aggregationSet, type Calendars } from '../../law/index.ts'
import type { Hit, SimilarCase } from '../hit.ts'
import { markedText, pickSentence } from '../matching-sentence.ts'
import { cleanText } from '../query-text.ts'
import { likenessQuery, weighTerms } from '../weigh-terms.ts'
import { suggestPublished } from './suggest-published.ts'

const mostScored = 300
const mostOfRequester = 100

export type SimilarInput = {
  text: string
  receivedOn: Temporal.PlainDate
  excludeCaseId?: string
  /** Cases of the same requester are listed even where their words differ; the same email is the same requester */
  requesterId?: string
  limit?: number
}

/** Cases that may be the same request again, or be taken together with it. For staff. Alike ones first. */
export async function similarCases(
  reader: Reader,
  authorityId: string,
  { text, receivedOn, excludeCaseId, requesterId, limit = 10 }: SimilarInput,
  calendars: Calendars,
): Promise<SimilarCase[]> {
  const query = likenessQuery(await weighTerms(reader, authorityId, cleanText(text), 'cases'))
  const requester = requesterId !== undefined && isId(requesterId) ? requesterId : null
  if (query === null && requester === null) return []
  const others = sql`c.authority_id = ${authorityId} and c.id is distinct from ${excludeCaseId ?? null}::uuid`
  const none = "'nothing'"
  const { rows } = await sql<SimilarRow>`
    with alike as materialized (
      (select c.id from cases c where ${query !== null} and ${others}
        and c.search @@ ${query?.closest ?? query?.candidates ?? none}::tsquery limit ${mostScored})
      union
      (select c.id from cases c where ${query !== null} and ${others}
        and c.search @@ ${query?.candidates ?? none}::tsquery limit ${mostScored})
    ), same_person as materialized (
      select c.id from cases c where ${others} and c.requester_id in (
        select ${requester}::uuid union
        select other.id from requester asker join requester other
          on other.authority_id = asker.authority_id and lower(other.email) = lower(asker.email)
        where asker.id = ${requester}::uuid)
      order by c.received_on desc limit ${mostOfRequester}
    ), scored as (
      select c.id, coalesce(sum(term.weight), 0) as weight, count(term.lexeme) as shared, c.id in (select id from same_person) as mine
      from (select id from alike union select id from same_person) candidate join cases c using (id)
        left join unnest(${query?.lexemes ?? []}::text[], ${query?.weights ?? []}::float8[]) as term (lexeme, weight)
          on c.search @@ term.lexeme::tsquery
      group by c.id
    ), best as (
      select id, mine, case when shared >= ${query?.leastShared ?? 1} and weight >= ${query?.needed ?? 1}
        then least(1, weight / ${query?.full ?? 1}::float8) else 0 end as likeness
      from scored
    )
    select c.id, c.reference, c.title, c.regime, c.stage, c.outcome, c.received_on, c.answered_on, best.mine, best.likeness,
      ${markedText(sql`c.request_text`, sql`${query?.any ?? none}::tsquery`)} as marked
    from best join cases c using (id) where best.mine or best.likeness > 0
    order by best.likeness desc, c.received_on desc, c.id desc limit ${limit}`.execute(reader)
  const window = new Set(
    aggregationSet(
      { id: 'this', received: receivedOn },
      rows.map((row) => ({ id: row.id, received: row.received_on })),
      calendars,
    ).ids,
  )
  return rows.map((row) => ({
    caseId: row.id,
    reference: row.reference,
    title: row.title,
    regime: row.regime,
    stage: row.stage,
    outcome: row.outcome,
    receivedOn: row.received_on,
    answeredOn: row.answered_on,
    sameRequester: row.mine,
    inAggregationWindow: window.has(row.id),
    likeness: row.likeness,
    sentence: pickSentence(row.marked),
  }))
}

type SimilarRow = {
  id: string
  reference: string
  title: string
  regime: string
  stage: string
  outcome: string | null
  received_on: Temporal.PlainDate
  answered_on: Temporal.PlainDate | null
  mine: boolean
  likeness: number
  marked: string
}

/** Everything that may already answer one case, for the officer who writes to it. Null where there is no such case. */
export async function suggestAnswered(
  reader: Reader,
  authorityId: string,
  caseId: string,
  calendars: Calendars,
  limit = 5,
): Promise<{ published: Hit[]; cases: SimilarCase[] } | null> {
  if (!isId(caseId)) return null
  const row = await reader
    .selectFrom('cases')
    .select(['reference', 'title', 'request_text', 'requester_id', 'received_on'])
    .where('id', '=', caseId)
    .where('authority_id', '=', authorityId)
    .executeTakeFirst()
  if (row === undefined) return null
  const text = `${row.title}\n${row.request_text}`
  const [published, cases] = await Promise.all([
    suggestPublished(reader, authorityId, text, limit, row.reference),
    similarCases(
      reader,
      authorityId,
      { text, receivedOn: row.received_on, excludeCaseId: caseId, requesterId: row.requester_id, limit },
      calendars,
    ),
  ])
  return { published, cases }
}
