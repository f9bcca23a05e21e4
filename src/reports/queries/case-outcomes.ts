import { sql, type RawBuilder } from 'kysely'

/** Cases of the period as they stand, each with its one outcome category. A common table expression named `standing`. */
export function standingCases(
  authorityId: string,
  from: Temporal.PlainDate,
  to: Temporal.PlainDate,
  regimes: readonly string[],
): RawBuilder<unknown> {
  return sql`cohort as materialized (
      select id, regime, stage, outcome, topic, clock_state, waiting_for, received_on, due_on, answered_on, extended
      from cases where authority_id = ${authorityId} and received_on between ${from}::date and ${to}::date
        and regime = any(${regimes}::text[])
    ), parts as (
      select cohort.id,
        bool_or(part.outcome in ('provided', 'partly-provided')) as gave,
        bool_or(part.outcome in ('partly-provided', 'refused', 'neither-confirm-nor-deny', 'over-cost-limit', 'vexatious', 'repeated')) as kept,
        bool_or(part.outcome in ('refused', 'neither-confirm-nor-deny')) as refused,
        bool_or(part.outcome = 'over-cost-limit') as over_cost_limit,
        bool_or(part.outcome = 'vexatious') as vexatious,
        bool_or(part.outcome = 'repeated') as repeated,
        bool_or(part.outcome = 'not-held') as not_held,
        bool_or(part.outcome = 'available-elsewhere') as elsewhere,
        bool_or(part.outcome = 'clarification-needed') as unclear
      from cohort join case_part part on part.case_id = cohort.id where part.outcome is not null group by cohort.id
    ), standing as materialized (
      select cohort.*, ${category} as category from cohort left join parts using (id)
    )`
}

/**
 * One category a case. What was given and what was kept back decide; information that is published elsewhere (s.21)
 * decides only where there is nothing else. Cases closed with no parts decided fall back on their own outcome.
 */
const category = sql`case
    when stage not in ('answered', 'closed', 'withdrawn') then null
    when stage = 'withdrawn' or cohort.outcome = 'withdrawn' then 'withdrawn'
    when gave and kept then 'part-disclosed-part-refused'
    when gave and not_held then 'part-disclosed-part-not-held'
    when gave then 'granted-in-full'
    when refused then 'refused-in-full'
    when over_cost_limit then 'over-cost-limit'
    when vexatious then 'vexatious'
    when repeated then 'repeated'
    when not_held then 'not-held'
    when elsewhere then 'accessible-elsewhere'
    when unclear then 'clarification'
    when cohort.outcome in ('granted-in-full', 'refused-in-full', 'not-held', 'over-cost-limit', 'vexatious', 'repeated') then cohort.outcome
    when cohort.outcome = 'granted-in-part' then 'part-disclosed-part-refused'
    when cohort.outcome = 'clarification-needed' then 'clarification'
    else 'other' end`
