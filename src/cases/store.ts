import { sql, type Selectable, type Updateable } from 'kysely'
import { recordAudit, type Actor, type AuditEntry } from '../audit/index.ts'
import { messageIdFor } from '../correspondence/index.ts'
import type { CasesTable, Reader, Writer } from '../db/index.ts'
import { can, type Permission, type Staff } from '../identity/index.ts'
import { newId } from '../kernel/ids.ts'
import { refuse, success, type Outcome } from '../kernel/outcome.ts'
import type { CaseSummary, Regime, Stage } from './case.ts'
import { transitionOf, whyNot, type Action, type CaseFacts } from './transitions.ts'

/** The case row as it is now, locked until the transaction ends. */
export type LockedCase = Omit<Selectable<CasesTable>, 'search' | 'regime' | 'stage'> & {
  regime: Regime
  stage: Stage
}

/** Who asks for a change: a member of staff, or the requester by their tracking link. */
export type Asking = { by: 'staff'; staff: Staff } | { by: 'requester' } | { by: 'system' }

export type ChangeRequest = {
  caseId: string
  action: Action
  asking: Asking
  /** The version the asker saw; absent where they need not have seen one (a requester, a timer) */
  version?: number
}

/**
 * Locks the case and decides, on the fresh row, whether the action is allowed: authority, permission,
 * version, stage and guards. Everything that changes a case goes through here.
 */
export async function lockForChange(
  tx: Writer,
  { caseId, action, asking, version }: ChangeRequest,
): Promise<Outcome<{ row: LockedCase; facts: CaseFacts }>> {
  const row = await lockCase(tx, caseId)
  if (!row) return refuse('not-found')
  if (asking.by === 'staff') {
    if (row.authority_id !== asking.staff.authorityId) return refuse('not-found')
    const permissions = transitionOf(action).who.filter((who): who is Permission => who !== 'requester')
    if (!permissions.some((permission) => can(asking.staff, permission))) return refuse('not-permitted')
  } else if (asking.by === 'requester' && !transitionOf(action).who.includes('requester')) {
    return refuse('not-permitted')
  }
  if (version !== undefined && version !== row.version) {
    return refuse('stale', `The case is at version ${row.version}; you had version ${version}.`)
  }
  const facts = await loadFacts(tx, row)
  const reason = whyNot(action, facts)
  if (reason !== null) return refuse('not-now', `${reason}.`)
  return success({ row, facts })
}

export async function lockCase(tx: Writer, caseId: string): Promise<LockedCase | undefined> {
  const row = await tx.selectFrom('cases').selectAll().where('id', '=', caseId).forUpdate().executeTakeFirst()
  return row && asCase(row)
}

/** The columns that hold one of few words, given their types: the table's own checks and commands keep them so. */
export function asCase(row: Selectable<CasesTable>): LockedCase {
  return { ...row, regime: row.regime as Regime, stage: row.stage as Stage }
}

/** What the guards look at, in one statement. */
export async function loadFacts(
  reader: Reader | Writer,
  row: { id: string; stage: string; regime: string; waiting_for: string | null; extended: boolean },
): Promise<CaseFacts> {
  const { rows } = await sql<{
    parts: { number: number; outcome: string | null }[] | null
    open_tasks: number
    published: boolean
    review_requested: boolean
    balanced: boolean
  }>`select
      (select json_agg(json_build_object('number', number, 'outcome', outcome) order by number)
        from case_part where case_id = ${row.id}) as parts,
      (select count(*) from task where case_id = ${row.id} and status in ('not-started', 'in-progress')) as open_tasks,
      exists (select 1 from disclosure_entry where case_id = ${row.id}) as published,
      exists (select 1 from case_link where to_id = ${row.id} and kind = 'review-of') as review_requested,
      exists (select 1 from part_ground g join case_part p on p.id = g.part_id
        where p.case_id = ${row.id} and g.conclusion <> '') as balanced`.execute(reader)
  const found = rows[0]
  return {
    stage: row.stage as Stage,
    regime: row.regime as Regime,
    waitingFor: row.waiting_for,
    parts: found?.parts ?? [],
    openTasks: found?.open_tasks ?? 0,
    extended: row.extended,
    published: found?.published ?? false,
    reviewRequested: found?.review_requested ?? false,
    hasPublicInterestGround: found?.balanced ?? false,
  }
}

/** The same for a case that was read whole. */
export function loadRecordFacts(reader: Reader, record: CaseSummary): Promise<CaseFacts> {
  const { id, stage, regime, waitingFor, extended } = record
  return loadFacts(reader, { id, stage, regime, waiting_for: waitingFor, extended })
}

/** Columns a change may write; the version is moved on for it. */
export type CaseChanges = Omit<Updateable<CasesTable>, 'id' | 'search' | 'created_at' | 'version'>

/** Writes changed columns and moves the version on, so that everybody else's token goes stale. */
export async function updateCase(tx: Writer, row: LockedCase, changes: CaseChanges = {}): Promise<void> {
  await tx
    .updateTable('cases')
    .set({ ...changes, version: sql<number>`version + 1` })
    .where('id', '=', row.id)
    .execute()
}

export type OutgoingMessage = {
  kind: string
  to: string | null
  channel: 'email' | 'post'
  subject: string
  body: string
  html?: string
  /** File-store addresses of what goes with it */
  attachments?: { name: string; mediaType: string; sha256: string }[]
  /** Names the one act this message belongs to; the same key is never sent twice */
  key: string
  /** The authority's mail domain */
  domain: string
}

/**
 * Puts a message to the requester on the case and, for email, in the outbox: in the transaction of the decision
 * it tells of, so neither happens without the other.
 */
export async function sayToRequester(
  tx: Writer,
  row: { id: string; authority_id: string },
  message: OutgoingMessage,
  at: Temporal.Instant,
  staffId: string | null,
): Promise<string> {
  const messageId = newId()
  let outboxId: string | null = null
  if (message.channel === 'email' && message.to !== null) {
    outboxId = newId()
    const payload = {
      messageId,
      caseId: row.id,
      to: message.to,
      subject: message.subject,
      text: message.body,
      html: message.html ?? null,
      attachments: message.attachments ?? [],
    }
    await tx
      .insertInto('outbox')
      .values({
        id: outboxId,
        key: message.key,
        kind: 'mail',
        authority_id: row.authority_id,
        payload: JSON.stringify(payload),
        created_at: at,
        next_attempt_at: at,
      })
      .execute()
  }
  await tx
    .insertInto('message')
    .values({
      id: messageId,
      authority_id: row.authority_id,
      case_id: row.id,
      direction: 'out',
      kind: message.kind,
      channel: message.channel,
      from_address: null,
      to_address: message.to,
      subject: message.subject,
      body: message.body,
      // The id the mail will carry, so that an answer to it finds this case.
      mail_id: outboxId === null ? null : messageIdFor(message.key, message.domain),
      outbox_id: outboxId,
      created_by: staffId,
      created_at: at,
    })
    .execute()
  return messageId
}

/** The audit record of a case's own changes, in the chain of its authority. */
export async function auditCase(
  tx: Writer,
  row: { id: string; authority_id: string },
  at: Temporal.Instant,
  actor: Actor,
  action: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await recordAudit(tx, row.authority_id, at, [caseEntry(row.id, actor, action, details)])
}

function caseEntry(
  caseId: string,
  actor: Actor,
  action: string,
  details: Record<string, unknown>,
): AuditEntry {
  return { actor, action, subject: { kind: 'case', id: caseId }, caseId, details }
}
