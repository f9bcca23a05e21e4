import type { CalendarId, Calendars } from '../calendar/calendars.ts'
import { toEpochDay } from '../calendar/epoch-days.ts'
import { countWorking } from '../calendar/working-days.ts'
import type { ClockUnit } from './regimes.ts'

/** Days after today up to the due day, in the clock's unit: 0 on the day itself, negative when late. */
export function daysLeft(
  due: Temporal.PlainDate,
  today: Temporal.PlainDate,
  calendars: Calendars,
  calendarId: CalendarId,
  unit: ClockUnit = 'working-days',
): number {
  const from = toEpochDay(today)
  const to = toEpochDay(due)
  if (unit === 'calendar-days') return to - from
  // A due day passed is late from midnight, also when no working day has gone by since.
  const left = countWorking(calendars.indexes[calendarId], from, to)
  return left === 0 && from > to ? -1 : left
}
