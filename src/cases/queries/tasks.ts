import { sql } from 'kysely'
import type { Reader } from '../../db/index.ts'
import { can, type Staff } from '../../identity/index.ts'
import { readArrival } from '../arrival.ts'
import type { CaseDocument, CaseServices, CaseTask } from '../case.ts'

const taskColumns = sql`k.id, k.case_id, c.reference, p.number as part_number, k.team_id, t.name as team_name, k.title,
  k.instructions, k.due_on, k.status, k.response, k.chases, k.next_chase_on, s.name as completed_by_name, k.completed_at, c.due_on as case_due_on`
const taskJoins = sql`task k join cases c on c.id = k.case_id join team t on t.id = k.team_id
  left join case_part p on p.id = k.part_id left join staff s on s.id = k.completed_by`

/** A task as a row, with the names of what it belongs to. */
type TaskFacts = {
  id: CaseTask['id']
  case_id: CaseTask['caseId']
  reference: string
  part_number: number | null
  team_id: CaseTask['teamId']
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
}
type TaskRow = TaskFacts & { case_due_on: Temporal.PlainDate | null }

export function toTask(row: TaskFacts): CaseTask {
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
