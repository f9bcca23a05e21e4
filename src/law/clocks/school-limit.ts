import type { Calendars } from '../calendar/calendars.ts'
import { toEpochDay, toPlainDate } from '../calendar/epoch-days.ts'
import { addWorking } from '../calendar/working-days.ts'
import type { RuleFacts, Step } from '../citation.ts'
import { schoolRegulations } from '../citations/foia.ts'
import { stepOn } from './working.ts'

const citation = schoolRegulations.outerLimit
const outerLimit = 60

export const rule: RuleFacts = {
  title: 'A maintained school’s answer, at the latest',
  period: `${outerLimit} working days after receipt`,
  citations: [citation],
}

/** The outer limit for a maintained school, itself a public authority; its school days may end sooner. */
export function schoolOuterDay(
  received: Temporal.PlainDate,
  calendars: Calendars,
): { day: Temporal.PlainDate; because: Step[] } {
  const from = toEpochDay(received)
  const day = addWorking(calendars.indexes['uk-all'], from, outerLimit)
  return {
    day: toPlainDate(day),
    because: [
      stepOn(from, 'Received by the school, day 0.', citation),
      stepOn(
        day,
        `Working day ${outerLimit}: the latest the answer can be. 20 school days may end sooner.`,
        citation,
      ),
    ],
  }
}
