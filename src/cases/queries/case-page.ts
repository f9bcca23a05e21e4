import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import type { Reader } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { aggregationSet } from '../../law/index.ts'
import { readArrival } from '../arrival.ts'
import type { CaseDocument, CaseEvent, CaseRecord, CaseServices, CaseTask, Stage } from '../case.ts'
import type { CaseFacts } from '../transitions.ts'
import { loadRecordFacts } from '../store.ts'
import { loadCaseEvents, loadCaseRecord } from './case-record.ts'

export type CasePageModel = { record: CaseRecord; facts: CaseFacts; events: CaseEvent[] }

/**
 * Everything the case page shows, for staff who may read cases. The reading itself goes on the audit trail first:
 * it is a look at personal data (OPS-3).
 */
export async function caseByReference(
  services: CaseServices,
  staff: Staff,
  reference: string,
): Promise<CasePageModel | null> {
  if (!can(staff, 'read-cases')) return null
  const { reader } = services.database
  const record = await loadCaseRecord(reader, { authorityId: staff.authorityId, reference })
  if (!record) return null
  await services.database.write((tx) =>
    recordAudit(tx, staff.authorityId, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'read-case',
        subject: { kind: 'case', id: record.id },
        caseId: record.id,
      },
    ]),
  )
  const [facts, events] = await Promise.all([
    loadRecordFacts(reader, record),
    loadCaseEvents(reader, record.id),
  ])
  return { record, facts, events }
}

const taskColumns = sql`k.id, k.case_id, c.reference, p.number as part_number, k.team_id, t.name as team_name, k.title,
  k.instructions, k.due_on, k.status, k.response, k.chases, k.next_chase_on, s.name as completed_by_name, k.completed_at, c.due_on as case_due_on`
const taskJoins = sql`task k join cases c on c.id = k.case_id join team t on t.id = k.team_id
  left join case_part p on p.id = k.part_id left join staff s on s.id = k.completed_by`

type TaskRow = {
  id: never
  case_id: never
  reference: string
  part_number: number | null
  team_id: never
  team_name: string
  title: string
  instructions: string
  due_on: Temporal.PlainDate
  status: CaseTask['status']
  response: string
  chases: number
  next_chase_on: Temporal.PlainDate | null
  completed_by_name: string | null
  completed_at: Temporal.Instant | null
  case_due_on: Temporal.PlainDate | null
}

function toTask(row: TaskRow): CaseTask {
  return {
    id: row.id,
    caseId: row.case_id,
    caseReference: row.reference,
    partNumber: row.part_number,
    teamId: row.team_id,
    teamName: row.team_name,
    title: row.title,
    instructions: row.instructions,
    dueOn: row.due_on,
    status: row.status,
    response: row.response,
    chases: row.chases,
    nextChaseOn: row.next_chase_on,
    completedBy: row.completed_by_name,
    completedAt: row.completed_at,
  }
}

/** The tasks of somebody's own teams; nothing of who asked. */
export async function tasksFor(
  reader: Reader,
  staff: Staff,
  { open }: { open: boolean },
): Promise<CaseTask[]> {
  if (staff.teamIds.length === 0) return []
  const states = open
    ? sql`k.status in ('not-started', 'in-progress')`
    : sql`k.status in ('done', 'not-held', 'cancelled')`
  const { rows } = await sql<TaskRow>`select ${taskColumns} from ${taskJoins}
    where k.authority_id = ${staff.authorityId} and k.team_id in (${sql.join([...staff.teamIds])}) and ${states}
    order by k.due_on, k.id limit 500`.execute(reader)
  return rows.map(toTask)
}

export type TaskPageModel = {
  task: CaseTask
  /** The words of the part it is about, or of every part when it is about the whole request. */
  asked: string[]
  caseDueOn: Temporal.PlainDate | null
  documents: Pick<
    CaseDocument,
    'id' | 'name' | 'size' | 'fileType' | 'origin' | 'inspection' | 'arrival' | 'createdAt'
  >[]
}

/** One task for its team, or for whoever works the case. The requester is no part of it. */
export async function taskById(
  services: CaseServices,
  staff: Staff,
  taskId: string,
): Promise<TaskPageModel | null> {
  const { reader } = services.database
  const { rows } = await sql<TaskRow & { asked: string[] }>`select ${taskColumns},
      array(select a.text from case_part a where a.case_id = k.case_id and (k.part_id is null or a.id = k.part_id)
        order by a.number) as asked
    from ${taskJoins} where k.authority_id = ${staff.authorityId} and k.id = ${taskId}`.execute(reader)
  const row = rows[0]
  if (!row) return null
  const ownTeam = staff.teamIds.some((team) => team === row.team_id)
  if (!can(staff, 'read-cases') && !(can(staff, 'complete-task') && ownTeam)) return null
  const documents = await reader
    .selectFrom('document')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('created_at')
    .execute()
  return {
    task: toTask(row),
    asked: row.asked,
    caseDueOn: row.case_due_on,
    documents: documents.map((document) => ({
      id: document.id as CaseDocument['id'],
      name: document.name,
      size: document.size,
      fileType: document.file_type,
      origin: document.origin as CaseDocument['origin'],
      inspection: document.inspection,
      arrival: readArrival(document.arrival),
      createdAt: document.created_at,
    })),
  }
}

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
