import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'

/** What an operator watches: counts, never who or what. */
export type InstallationGauges = {
  authorities: { slug: string; open: number; overdue: number }[]
  outbox: { state: 'pending' | 'sent' | 'failed' | 'held'; messages: number }[]
}

const outboxStates = ['pending', 'held', 'failed', 'sent'] as const

/** Of every authority, or of one. Open cases have an index of their own, so finished ones cost nothing here. */
export async function installationGauges(
  reader: Reader,
  today: Temporal.PlainDate,
  authorityId: string | null = null,
): Promise<InstallationGauges> {
  const only = sql<boolean>`(${authorityId}::uuid is null or a.id = ${authorityId}::uuid)`
  const [cases, outbox] = await Promise.all([
    sql<{ slug: string; open: number; overdue: number }>`
      select a.slug, count(c.id)::integer as open,
        (count(c.id) filter (where c.due_on < ${today}::date and c.clock_state = 'running'))::integer as overdue
      from authority a left join cases c on c.authority_id = a.id and c.stage in ('new', 'open', 'approval', 'approved')
      where ${only} group by a.slug order by a.slug`.execute(reader),
    sql<{ state: string; messages: number }>`
      select o.state, count(*)::integer as messages from outbox o join authority a on a.id = o.authority_id
      where ${only} group by o.state`.execute(reader),
  ])
  return {
    authorities: cases.rows,
    outbox: outboxStates.map((state) => ({
      state,
      messages: outbox.rows.find((row) => row.state === state)?.messages ?? 0,
    })),
  }
}

/** How many migrations the database has had; an answer at all says that it is there. */
export async function countMigrations(reader: Reader): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::integer as count from schema_migration`.execute(reader)
  return rows[0]?.count ?? 0
}
