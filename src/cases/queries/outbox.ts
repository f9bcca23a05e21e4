import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { can, type Staff } from '../../identity/index.ts'

export type OutboxEntry = {
  id: string
  kind: string
  to: string
  subject: string
  text: string
  attachments: { name: string }[]
  state: 'pending' | 'sent' | 'failed' | 'held'
  attempts: number
  lastError: string | null
  createdAt: Temporal.Instant
  sentAt: Temporal.Instant | null
  caseReference: string | null
}

/** What waits to leave, has left, or could not, newest first. */
export async function outboxFor(
  reader: Reader,
  staff: Staff,
  filter: { state?: OutboxEntry['state']; limit?: number } = {},
): Promise<OutboxEntry[]> {
  if (!can(staff, 'read-cases')) return []
  const { rows } = await sql<{
    id: string
    kind: string
    payload: { to: string; subject: string; text: string; attachments: { name: string }[] }
    state: OutboxEntry['state']
    attempts: number
    last_error: string | null
    created_at: Temporal.Instant
    sent_at: Temporal.Instant | null
    reference: string | null
  }>`select o.*, c.reference from outbox o left join cases c on c.id = (o.payload ->> 'caseId')::uuid
    where o.authority_id = ${staff.authorityId} ${filter.state ? sql`and o.state = ${filter.state}` : sql``}
    order by o.created_at desc, o.id desc limit ${filter.limit ?? 200}`.execute(reader)
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.payload.to,
    subject: row.payload.subject,
    text: row.payload.text,
    attachments: row.payload.attachments,
    state: row.state,
    attempts: row.attempts,
    lastError: row.last_error,
    createdAt: row.created_at,
    sentAt: row.sent_at,
    caseReference: row.reference,
  }))
}
