import { isWeekend, isoDay, toEpochDay, weekdayOf, type EpochDay } from '../calendar/epoch-days.ts'
import { isWorking, type WorkingDayIndex } from '../calendar/working-days.ts'
import type { Calendars } from '../calendar/calendars.ts'
import type { ClockInput, ClockResult, DayResult } from './clock.ts'
import { runClock, toDays } from './compute-clock.ts'
import { clockUnit } from './regimes.ts'

/** One day of a clock's life: whether it counted, as which number, and why or why not. */
export type DayLine = { date: string; counted: boolean; number: number | null; why: string }

/** Every day from receipt to the due day, or to the last event while the clock waits. */
export function explainDays(input: ClockInput, result: ClockResult, calendars: Calendars): DayLine[] {
  const days = toDays(input)
  const run = runClock(days, calendars)
  const index = calendars.indexes[result.calendarId]
  const lastEvent = days.events.reduce((latest, { on }) => Math.max(latest, on), days.received)
  const end = result.due === null ? lastEvent : toEpochDay(result.due)
  const inWorkingDays = clockUnit(input.regime) === 'working-days'
  const lines: DayLine[] = []
  let number = 0
  for (let day = days.received; day <= end; day++) {
    const why = reasonNotCounted(run, index, day, inWorkingDays)
    if (why === null) number += 1
    lines.push({
      date: isoDay(day),
      counted: why === null,
      number: why === null ? number : null,
      why: why ?? `${inWorkingDays ? 'Working day' : 'Day'} ${number}`,
    })
  }
  return lines
}

function reasonNotCounted(
  run: DayResult,
  index: WorkingDayIndex,
  day: EpochDay,
  inWorkingDays: boolean,
): string | null {
  if (day < run.start) return 'Before the clock started afresh'
  if (day === run.start) return 'Day 0'
  if (inWorkingDays && !isWorking(index, day)) return nonWorking(index, day)
  const leftOut = run.leftOut.find(({ from, to }) => day >= from && day <= to)
  if (leftOut !== undefined) return leftOut.why
  if (run.state === 'waiting') return 'Waiting'
  if (run.raw !== null && day > run.raw) {
    return isWorking(index, day) ? 'The next working day: the period ends here' : nonWorking(index, day)
  }
  return null
}

function nonWorking(index: WorkingDayIndex, day: EpochDay): string {
  if (isWeekend(day)) return weekdayOf(day) === 6 ? 'Saturday' : 'Sunday'
  return index.byDay.get(day) ?? 'Not a working day'
}
