import { sql } from 'kysely'
import { can, type Staff } from '../../identity/index.ts'
import { aggregationSet } from '../../law/index.ts'
import type { CaseServices, Stage } from '../case.ts'

export type RelatedCase = {
  reference: string
  title: string
  receivedOn: Temporal.PlainDate
  stage: Stage
  sameRequester: boolean
  /** Could be counted together for cost: FOIA s.12(4), Fees Regulations reg 5 */
  inWindow: boolean
}

/** Other requests of the same person or campaign, with those marked that fall within one aggregation window. */
export async function relatedByRequester(
  services: CaseServices,
  staff: Staff,
  caseId: string,
): Promise<RelatedCase[]> {
  if (!can(staff, 'read-cases')) return []
  const { rows } = await sql<{
    id: string
    reference: string
    title: string
    received_on: Temporal.PlainDate
    stage: Stage
    regime: string
    same_requester: boolean
    own: boolean
  }>`with own as (
      select c.id, c.authority_id, c.campaign, lower(r.email) as email, c.regime from cases c join requester r on r.id = c.requester_id
      where c.id = ${caseId} and c.authority_id = ${staff.authorityId}),
    near as (
      select c.id from own join requester r on r.authority_id = own.authority_id and lower(r.email) = own.email join cases c on c.requester_id = r.id
      union
      select c.id from own join cases c on c.authority_id = own.authority_id and c.campaign = own.campaign
      union select id from own)
    select c.id, c.reference, c.title, c.received_on, c.stage, c.regime, c.id = own.id as own,
      coalesce(lower(r.email) = own.email, false) as same_requester
    from near join cases c on c.id = near.id join requester r on r.id = c.requester_id cross join own
    order by c.received_on desc, c.id limit 200`.execute(services.database.reader)
  const own = rows.find((row) => row.own)
  if (!own) return []
  const others = rows.filter((row) => !row.own)
  const sameLaw = others.filter((row) => row.regime === own.regime)
  const within = new Set(
    aggregationSet(
      { id: own.id, received: own.received_on },
      sameLaw.map((row) => ({ id: row.id, received: row.received_on })),
      services.calendars(),
    ).ids,
  )
  return others.map((row) => ({
    reference: row.reference,
    title: row.title,
    receivedOn: row.received_on,
    stage: row.stage,
    sameRequester: row.same_requester,
    inWindow: within.has(row.id),
  }))
}
