import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { isBefore } from '../../kernel/dates.ts'

/**
 * How many cases were open at the end of each Sunday of the period, and of its last day or today. Counted from the
 * cases that are open now and those finished since, so that the years before cost nothing.
 */
export async function readBacklog(
  reader: Reader,
  authorityId: string,
  { from, to, regimes }: { from: Temporal.PlainDate; to: Temporal.PlainDate; regimes: readonly string[] },
  today: Temporal.PlainDate,
): Promise<{ on: Temporal.PlainDate; open: number }[]> {
  const last = isBefore(today, to) ? today : to
  if (isBefore(last, from)) return []
  const { rows } = await sql<{ on: Temporal.PlainDate; open: number }>`
    with day as (
      select sunday::date as day
      from generate_series(${from}::date + (7 - extract(isodow from ${from}::date))::integer, ${last}::date, '7 days') sunday
      union select ${last}::date
    ), span as materialized (
      select received_on, null::date as finished_on from cases
      where authority_id = ${authorityId} and regime = any(${regimes}::text[])
        and stage in ('new', 'open', 'approval', 'approved') and received_on <= ${last}::date
      union all
      select received_on, coalesce(answered_on, closed_on) from cases
      where authority_id = ${authorityId} and regime = any(${regimes}::text[])
        and stage in ('answered', 'withdrawn', 'closed') and coalesce(answered_on, closed_on) > ${from}::date
        and received_on <= ${last}::date
    ), change as (
      select greatest(received_on, ${from}::date) as day, count(*) as step from span group by 1
      union all
      select finished_on, -count(*) from span where finished_on <= ${last}::date group by 1
    )
    select day.day as on, coalesce(sum(change.step), 0)::integer as open
    from day left join change on change.day <= day.day group by day.day order by day.day`.execute(reader)
  return rows
}
