import { epochDayOf, type EpochDay } from '../calendar/epoch-days.ts'
import { rollForward, type WorkingDayIndex } from '../calendar/working-days.ts'
import { dpa, ukGdpr } from '../citations/data-protection.ts'
import type { DayEvent, DayResult } from './clock.ts'
import { rollInWords } from './month-clock.ts'
import { regimes } from './regimes.ts'
import { dayWords, deadlineWords, inDayOrder, stepOn } from './working.ts'

const facts = regimes['dp-complaint']
const inForce = epochDayOf(2026, 6, 19)

/** The time to acknowledge a data protection complaint: 30 days after receipt, rolled to a working day. */
export function runComplaintClock(
  index: WorkingDayIndex,
  received: EpochDay,
  events: readonly DayEvent[],
): DayResult {
  const { count } = facts.limit
  const raw = received + count
  const due = rollForward(index, raw)
  const before =
    received < inForce ? ' The duty came into force on 19 June 2026; before it this is good practice.' : ''
  const because = [stepOn(received, `Complaint received. Day 1 is the day after.${before}`, dpa.complaint)]
  for (const { on } of events) {
    because.push(
      stepOn(
        on,
        'The law gives this no effect on the time to acknowledge, so the date stands.',
        dpa.complaint,
      ),
    )
  }
  if (raw !== due) {
    const text = `Day ${count} is ${deadlineWords(raw)}.${rollInWords(index, raw, due)}`
    because.push(stepOn(raw, text, ukGdpr.roll))
  }
  const strict = `Read strictly the words end a day sooner: aim for ${dayWords(raw - 1)}.`
  because.push(stepOn(due, `The last day to acknowledge. ${strict}`, dpa.complaint))
  return {
    rule: `${count} days`,
    state: 'running',
    raw,
    due,
    noticeBy: null,
    start: received,
    leftOut: [],
    because: inDayOrder(because),
  }
}
