import { recordAudit, systemActor } from '../../audit/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { newId } from '../../kernel/ids.ts'
import type { CaseServices } from '../case.ts'
import { bySystem, changeCase } from '../change-case.ts'
import { clockOf, loadClockEvents, recomputeClock } from '../clock-keeping.ts'
import { asCase } from '../store.ts'
import { closing } from './end-case.ts'

/**
 * Chases each overdue task once for every day of its schedule. A chase is a message to the team in the outbox and an
 * entry in the trail; running twice on one day chases once.
 */
export async function chaseTasks(services: CaseServices): Promise<{ chased: number; escalated: number }> {
  const now = services.clock.now()
  const today = legalDay(now)
  let chased = 0
  let escalated = 0
  for (;;) {
    const worked = await services.database.write(async (tx) => {
      const task = await tx
        .selectFrom('task as k')
        .innerJoin('team as t', 't.id', 'k.team_id')
        .innerJoin('cases as c', 'c.id', 'k.case_id')
        .select([
          'k.id',
          'k.authority_id',
          'k.case_id',
          'k.due_on',
          'k.chases',
          't.email',
          't.name',
          'c.reference',
        ])
        .where('k.status', 'in', ['not-started', 'in-progress'])
        .where('k.next_chase_on', '<=', today)
        .orderBy('k.next_chase_on')
        .limit(1)
        .forUpdate('k')
        .skipLocked()
        .executeTakeFirst()
      if (!task) return false
      const { chase } = services.authority(task.authority_id).settings
      const count = task.chases + 1
      const escalate = count >= chase.escalateAfter
      await tx
        .updateTable('task')
        .set({ chases: count, next_chase_on: today.add({ days: chase.everyDays }) })
        .where('id', '=', task.id)
        .execute()
      if (task.email) {
        await tx
          .insertInto('outbox')
          .values({
            id: newId(),
            key: `chase:${task.id}:${count}`,
            kind: 'mail',
            authority_id: task.authority_id,
            payload: JSON.stringify({
              caseId: task.case_id,
              to: task.email,
              subject: `${task.reference}: a task is overdue`,
              // What the task asks may name people: it is read after signing in.
              text: `A task of this case was due on ${task.due_on.toString()}. Answer it at:\n${services.linkTo(services.authority(task.authority_id), `/staff/tasks/${task.id}`)}\n`,
              html: null,
              attachments: [],
            }),
            created_at: now,
            next_attempt_at: now,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
      }
      await recordAudit(tx, task.authority_id, now, [
        {
          actor: systemActor,
          action: escalate ? 'escalate-task' : 'chase-task',
          subject: { kind: 'task', id: task.id },
          caseId: task.case_id,
          details: { chase: count },
        },
      ])
      chased += 1
      if (escalate) escalated += 1
      return true
    })
    if (!worked) return { chased, escalated }
  }
}

export type MovedClock = { caseId: string; reference: string; from: string | null; to: string | null }

/**
 * Computes every open clock afresh with the calendars as now known and keeps those that moved, each with an audit
 * record of the old and the new date. Closed cases keep the calendar they were judged by.
 */
export async function recomputeOpenClocks(
  services: CaseServices,
  cause: string,
): Promise<{ looked: number; moved: MovedClock[] }> {
  const calendars = services.calendars()
  const now = services.clock.now()
  const moved: MovedClock[] = []
  let looked = 0
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const batch = await services.database.reader
      .selectFrom('cases')
      .selectAll()
      .where('stage', 'in', ['new', 'open', 'approval', 'approved'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(500)
      .execute()
    if (batch.length === 0) return { looked, moved }
    for (const found of batch) {
      looked += 1
      after = found.id
      const row = asCase(found)
      const authority = services.authority(row.authority_id)
      const change = await services.database.write(async (tx) => {
        const events = await loadClockEvents(tx, row.id)
        const fresh = clockOf(authority, row, events, calendars)
        if (!fresh.ok || fresh.value.due?.toString() === row.due_on?.toString()) return null
        const locked = await tx
          .selectFrom('cases')
          .select('version')
          .where('id', '=', row.id)
          .forUpdate()
          .executeTakeFirst()
        if (locked?.version !== row.version) return null
        const clock = await recomputeClock(tx, authority, row, calendars, now, cause)
        if (!clock.ok) return null
        const dates = { from: row.due_on?.toString() ?? null, to: clock.value.due?.toString() ?? null }
        await recordAudit(tx, row.authority_id, now, [
          {
            actor: systemActor,
            action: 'recompute-clock',
            subject: { kind: 'case', id: row.id },
            caseId: row.id,
            details: { cause, calendar: calendars.version, ...dates },
          },
        ])
        return { caseId: row.id, reference: row.reference, ...dates }
      })
      if (change) moved.push(change)
    }
  }
}

/** Closes cases whose clarification never came, after the authority's own number of days, with a letter that says so. */
export async function lapseCases(services: CaseServices): Promise<{ closed: number }> {
  const today = legalDay(services.clock.now())
  const waiting = await services.database.reader
    .selectFrom('cases as c')
    .innerJoin('clock_event as e', 'e.case_id', 'c.id')
    .select(['c.id', 'c.authority_id', (query) => query.fn.max('e.happened_on').as('asked_on')])
    .where('c.stage', 'in', ['new', 'open'])
    .where('c.waiting_for', '=', 'clarification')
    .where('e.type', '=', 'clarification-asked')
    .where('e.retracted_at', 'is', null)
    .groupBy(['c.id', 'c.authority_id'])
    .execute()
  let closed = 0
  for (const row of waiting) {
    const days = services.authority(row.authority_id).settings.clarificationCloseDays
    if (
      days === null ||
      row.asked_on === null ||
      Temporal.PlainDate.compare(row.asked_on.add({ days }), today) >= 0
    )
      continue
    const outcome = await changeCase(services, bySystem, { caseId: row.id }, 'close', (change) =>
      closing(
        services,
        change,
        'We asked you to clarify your request and have not heard from you. Reply to this message, and we will open it again.',
      ),
    )
    if (outcome.ok) closed += 1
  }
  return { closed }
}
