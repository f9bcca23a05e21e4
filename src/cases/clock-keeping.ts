import type { Writer } from '../db/index.ts'
import { json } from '../db/index.ts'
import type { Authority } from '../identity/index.ts'
import { newId } from '../kernel/ids.ts'
import { refuseFields, success, type Outcome } from '../kernel/outcome.ts'
import {
  addWorkingDays,
  computeClock,
  type Calendars,
  type ClockEvent,
  type ClockEventType,
  type ClockResult,
} from '../law/index.ts'
import type { Regime } from './case.ts'

type ClockCase = { id: string; regime: Regime; received_on: Temporal.PlainDate }

export type NewClockEvent = {
  type: ClockEventType
  on: Temporal.PlainDate
  until?: Temporal.PlainDate | undefined
  reason: string
  recordedBy: string | null
}

/** The events that stand for a case, in the order they happened. */
export async function loadClockEvents(tx: Writer, caseId: string): Promise<ClockEvent[]> {
  const rows = await tx
    .selectFrom('clock_event')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('retracted_at', 'is', null)
    .orderBy('happened_on')
    .orderBy('recorded_at')
    .execute()
  return rows.map((row) => ({
    type: row.type as ClockEventType,
    on: row.happened_on,
    reason: row.reason,
    ...(row.until_on ? { until: row.until_on } : {}),
  }))
}

/** Adds an event after checking that the clock still computes with it; nothing is written where it does not. */
export async function addClockEvent(
  tx: Writer,
  authority: Authority,
  row: ClockCase,
  event: NewClockEvent,
  calendars: Calendars,
  now: Temporal.Instant,
): Promise<Outcome<ClockResult>> {
  await tx
    .insertInto('clock_event')
    .values({
      id: newId(),
      case_id: row.id,
      type: event.type,
      happened_on: event.on,
      until_on: event.until ?? null,
      reason: event.reason,
      recorded_by: event.recordedBy,
      recorded_at: now,
      retracted_at: null,
    })
    .execute()
  return recomputeClock(tx, authority, row, calendars, now, event.type)
}

/** The clock of a case from its events, without writing anything. */
export function clockOf(
  authority: Authority,
  row: ClockCase,
  events: ClockEvent[],
  calendars: Calendars,
): Outcome<ClockResult> {
  return computeClock(
    { regime: row.regime, nation: authority.nation, received: row.received_on, events },
    calendars,
  )
}

/**
 * Computes the clock afresh, keeps the computation with its inputs and calendar version, and repeats the dates
 * on the case row for worklists. `cause` says what moved it: an event type, `opened`, `regime-changed`, `calendar`.
 */
export async function recomputeClock(
  tx: Writer,
  authority: Authority,
  row: ClockCase,
  calendars: Calendars,
  now: Temporal.Instant,
  cause: string,
): Promise<Outcome<ClockResult>> {
  const events = await loadClockEvents(tx, row.id)
  const outcome = clockOf(authority, row, events, calendars)
  if (!outcome.ok) {
    return outcome.fields ? refuseFields(outcome.fields.map((field) => ({ ...field, field: 'on' }))) : outcome
  }
  const result = outcome.value
  await tx
    .updateTable('clock')
    .set({ superseded_at: now })
    .where('case_id', '=', row.id)
    .where('superseded_at', 'is', null)
    .execute()
  await tx
    .insertInto('clock')
    .values({
      id: newId(),
      case_id: row.id,
      rule: result.rule,
      calendar_id: result.calendarId,
      calendar_version: result.calendarVersion,
      inputs: json({
        regime: row.regime,
        nation: authority.nation,
        received: row.received_on.toString(),
        events,
      }),
      raw_on: result.raw,
      due_on: result.due,
      state: result.state,
      waiting_for: result.waitingFor ?? null,
      lapses_on: result.lapsesOn ?? null,
      notice_by: result.noticeBy,
      because: json(result.because),
      computed_at: now,
      cause,
      superseded_at: null,
    })
    .execute()
  await tx
    .updateTable('cases')
    .set({
      clock_state: result.state,
      waiting_for: result.waitingFor ?? null,
      due_on: result.due,
      draft_due_on: draftDue(authority, result, row.received_on, calendars),
      extended: events.some((event) => event.type === 'extended'),
    })
    .where('id', '=', row.id)
    .execute()
  return success(result)
}

/** The day a draft should be ready: the authority's own number of working days before the legal day. */
function draftDue(
  authority: Authority,
  result: ClockResult,
  received: Temporal.PlainDate,
  calendars: Calendars,
): Temporal.PlainDate | null {
  if (result.due === null) return null
  const draft = addWorkingDays(calendars, result.calendarId, result.due, -authority.settings.draftDaysBefore)
  return Temporal.PlainDate.compare(draft, received) < 0 ? received : draft
}
