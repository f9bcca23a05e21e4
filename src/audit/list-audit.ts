import type { Reader } from '../db/index.ts'

/** One record as an auditor reads it. */
export type AuditLine = {
  number: number
  at: Temporal.Instant
  actorKind: 'staff' | 'requester' | 'system'
  actorName: string | null
  action: string
  subjectKind: string
  caseReference: string | null
  details: Record<string, unknown>
  hash: string
}
export type AuditFilters = {
  before?: number
  action?: string
  staffId?: string
  caseReference?: string
  /** What it was done to: ids of datasets, versions … */
  subjectIds?: readonly string[]
  limit?: number
}

/** An authority's records, newest first, from below a number: a keyset, so that old pages cost what new ones do. */
export async function listAudit(
  reader: Reader,
  chain: string,
  filters: AuditFilters = {},
): Promise<AuditLine[]> {
  let query = reader
    .selectFrom('audit_event as e')
    .leftJoin('staff as s', (join) => join.onRef('s.id', '=', 'e.actor_id').on('e.actor_kind', '=', 'staff'))
    .leftJoin('cases as c', 'c.id', 'e.case_id')
    .select(['e.number', 'e.at', 'e.actor_kind', 'e.action', 'e.subject_kind', 'e.details', 'e.hash'])
    .select(['s.name as actor_name', 'c.reference'])
    .where('e.chain', '=', chain)
    .orderBy('e.number', 'desc')
    .limit(filters.limit ?? 100)
  if (filters.before !== undefined) query = query.where('e.number', '<', filters.before)
  if (filters.action !== undefined) query = query.where('e.action', '=', filters.action)
  if (filters.staffId !== undefined)
    query = query.where('e.actor_kind', '=', 'staff').where('e.actor_id', '=', filters.staffId)
  if (filters.subjectIds !== undefined) query = query.where('e.subject_id', 'in', filters.subjectIds)
  if (filters.caseReference !== undefined)
    query = query.where('c.reference', '=', filters.caseReference).where('c.authority_id', '=', chain)
  return (await query.execute()).map((row) => ({
    number: row.number,
    at: row.at,
    actorKind: row.actor_kind as AuditLine['actorKind'],
    actorName: row.actor_name,
    action: row.action,
    subjectKind: row.subject_kind,
    caseReference: row.reference,
    details: row.details ?? {},
    hash: row.hash,
  }))
}
