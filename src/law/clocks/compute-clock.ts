import { refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { calendarOf, type CalendarId, type Calendars, type Nation } from '../calendar/calendars.ts'
import { toEpochDay, toPlainDate, type EpochDay } from '../calendar/epoch-days.ts'
import type { ClockInput, ClockRegime, ClockResult, DayInput, DayResult } from './clock.ts'
import { runComplaintClock } from './complaint-clock.ts'
import { findEventErrors } from './event-order.ts'
import { runMonthClock } from './month-clock.ts'
import { clockUnit } from './regimes.ts'
import { runWorkingDayClock } from './working-day-clock.ts'

/** Information rights count every bank holiday in the United Kingdom; data protection the nation's own. */
export function clockCalendar(regime: ClockRegime, nation: Nation): CalendarId {
  return clockUnit(regime) === 'working-days' ? 'uk-all' : calendarOf(nation)
}

/** The clock on whole days; the caller has checked the events with findEventErrors. */
export function runClock(input: DayInput, calendars: Calendars): DayResult {
  const index = calendars.indexes[clockCalendar(input.regime, input.nation)]
  if (input.regime === 'uk-gdpr') return runMonthClock(index, input.received, input.events)
  if (input.regime === 'dp-complaint') return runComplaintClock(index, input.received, input.events)
  return runWorkingDayClock(input.regime, index, input.received, input.events)
}

/**
 * The last day to act, with its working. Refuses `invalid-input`, naming `received` or `events.N.on|type|until`,
 * where events come before receipt, out of order, twice over, or answer what was never asked.
 */
export function computeClock(input: ClockInput, calendars: Calendars): Outcome<ClockResult> {
  const days = toDays(input)
  const errors = findEventErrors(days)
  if (errors.length > 0) return refuseFields(errors)
  const result = runClock(days, calendars)
  return success({
    rule: result.rule,
    calendarId: clockCalendar(input.regime, input.nation),
    calendarVersion: calendars.version,
    state: result.state,
    ...(result.waitingFor === undefined ? {} : { waitingFor: result.waitingFor }),
    ...(result.lapsesOn === undefined ? {} : { lapsesOn: toPlainDate(result.lapsesOn) }),
    raw: orNull(result.raw),
    due: orNull(result.due),
    noticeBy: orNull(result.noticeBy),
    because: result.because,
  })
}

export function toDays(input: ClockInput): DayInput {
  const { regime, nation, received, events } = input
  return {
    regime,
    nation,
    received: toEpochDay(received),
    events: events.map(({ type, on, until }) => ({
      type,
      on: toEpochDay(on),
      ...(until === undefined ? {} : { until: toEpochDay(until) }),
    })),
  }
}

function orNull(day: EpochDay | null): Temporal.PlainDate | null {
  return day === null ? null : toPlainDate(day)
}
