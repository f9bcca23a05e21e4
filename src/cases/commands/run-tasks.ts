import { recordAudit } from '../../audit/index.ts'
import { writeOutcome } from '../../db/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { newId, type TaskId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { addWorkingDays } from '../../law/index.ts'
import type { CaseServices } from '../case.ts'
import { isPartOf, notAPart } from '../case-parts.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { checkText, textLimits, tidyLine, tidyText } from '../people.ts'
import { tellOfArrival } from './arrivals-waiting.ts'
import { insertDocuments, keepUploads, type Upload } from '../uploads.ts'

export type AddTaskInput = Versioned & {
  partId: string | null
  teamId: string
  title: string
  instructions: string
  dueOn?: Temporal.PlainDate
}

/** Asks a team for material. Its due day is the authority's own number of working days away, before the legal one. */
export function addTask(
  services: CaseServices,
  staff: Staff,
  input: AddTaskInput,
): Promise<Outcome<{ taskId: TaskId }>> {
  const title = tidyLine(input.title)
  const instructions = tidyText(input.instructions)
  const errors = checkText('title', title, textLimits.short, 'Enter what the team should do')
  if (instructions.length > textLimits.reply)
    errors.push({ field: 'instructions', message: 'The instructions are too long' })
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(
    services,
    byStaff(staff),
    input,
    'add-task',
    async ({ tx, row, authority, now, today }) => {
      const team = await tx
        .selectFrom('team')
        .select('id')
        .where('id', '=', input.teamId)
        .where('authority_id', '=', row.authority_id)
        .executeTakeFirst()
      if (!team) return refuseFields([{ field: 'teamId', message: 'Select a team' }])
      if (input.partId !== null && !(await isPartOf(tx, input.partId, row.id))) return notAPart()
      const { taskWorkingDays, chase } = authority.settings
      const dueOn = input.dueOn ?? addWorkingDays(services.calendars(), 'uk-all', today, taskWorkingDays)
      if (Temporal.PlainDate.compare(dueOn, today) < 0)
        return refuseFields([{ field: 'dueOn', message: 'The due date must be today or in the future' }])
      const taskId = newId<TaskId>()
      await tx
        .insertInto('task')
        .values({
          id: taskId,
          authority_id: row.authority_id,
          case_id: row.id,
          part_id: input.partId,
          team_id: team.id,
          title,
          instructions,
          due_on: dueOn,
          next_chase_on: dueOn.add({ days: chase.firstAfterDays }),
          created_by: staff.id,
          created_at: now,
          completed_by: null,
          completed_at: null,
        })
        .execute()
      return success({ value: { taskId }, details: { taskId, teamId: team.id, dueOn: dueOn.toString() } })
    },
  )
}

export type AnswerTaskInput = {
  taskId: string
  status: 'in-progress' | 'done' | 'not-held'
  response: string
  uploads?: Upload[]
}

/**
 * A team's answer: material, words, or that nothing is held. The task belongs to the team, not to the case's officer,
 * so it has no version: the last answer stands and each one is in the trail.
 */
export async function answerTask(
  services: CaseServices,
  staff: Staff,
  input: AnswerTaskInput,
): Promise<Outcome<{ problems: string[] }>> {
  if (!can(staff, 'complete-task')) return refuse('not-permitted')
  const response = tidyText(input.response)
  if (response.length > textLimits.reply)
    return refuseFields([{ field: 'response', message: 'The answer is too long; attach it as a document' }])
  if (input.status === 'done' && response === '' && !input.uploads?.length) {
    return refuseFields([{ field: 'response', message: 'Enter an answer or attach a document' }])
  }
  const uploads = await keepUploads(services.files, input.uploads ?? [])
  const now = services.clock.now()
  const answered = await writeOutcome(services.database, async (tx) => {
    const task = await tx
      .selectFrom('task')
      .selectAll()
      .where('id', '=', input.taskId)
      .forUpdate()
      .executeTakeFirst()
    if (!task || task.authority_id !== staff.authorityId) return refuse('not-found')
    if (!can(staff, 'work-case') && !staff.teamIds.some((team) => team === task.team_id))
      return refuse('not-found')
    if (task.status === 'cancelled') return refuse('not-now', 'The task was cancelled.')
    const finished = input.status !== 'in-progress'
    await tx
      .updateTable('task')
      .set({
        status: input.status,
        response: response || task.response,
        completed_by: finished ? staff.id : null,
        completed_at: finished ? now : null,
        next_chase_on: finished ? null : task.next_chase_on,
      })
      .where('id', '=', task.id)
      .execute()
    await insertDocuments(
      tx,
      uploads,
      {
        authorityId: task.authority_id,
        caseId: task.case_id,
        taskId: task.id,
        ...(task.part_id ? { partId: task.part_id } : {}),
        origin: 'service',
        uploadedBy: staff.id,
      },
      now,
    )
    await recordAudit(tx, task.authority_id, now, [
      {
        actor: staffActor(staff),
        action: 'answer-task',
        subject: { kind: 'task', id: task.id },
        caseId: task.case_id,
        details: {
          status: input.status,
          files: uploads.map(({ sha256 }) => sha256),
          late: Temporal.PlainDate.compare(legalDay(now), task.due_on) > 0,
        },
      },
    ])
    return success({
      problems: uploads.flatMap((upload) =>
        upload.problems.map(({ message }) => `${upload.name}: ${message}`),
      ),
    })
  })
  if (answered.ok && uploads.length > 0) tellOfArrival()
  return answered
}

export async function cancelTask(
  services: CaseServices,
  staff: Staff,
  input: { taskId: string; reason: string },
): Promise<Outcome<null>> {
  if (!can(staff, 'work-case')) return refuse('not-permitted')
  const now = services.clock.now()
  return writeOutcome(services.database, async (tx) => {
    const task = await tx
      .updateTable('task')
      .set({ status: 'cancelled', next_chase_on: null })
      .where('id', '=', input.taskId)
      .where('authority_id', '=', staff.authorityId)
      .where('status', 'in', ['not-started', 'in-progress'])
      .returning(['id', 'authority_id', 'case_id'])
      .executeTakeFirst()
    if (!task) return refuse('not-found', 'There is no open task of that kind.')
    await recordAudit(tx, task.authority_id, now, [
      {
        actor: staffActor(staff),
        action: 'cancel-task',
        subject: { kind: 'task', id: task.id },
        caseId: task.case_id,
        details: { reasonGiven: input.reason.trim() !== '' },
      },
    ])
    return success(null)
  })
}
