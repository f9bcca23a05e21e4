import type { Calendars } from '../calendar/calendars.ts'
import { toEpochDay, toPlainDate } from '../calendar/epoch-days.ts'
import { addWorking } from '../calendar/working-days.ts'
import type { RuleFacts, Step } from '../citation.ts'
import { eir } from '../citations/eir.ts'
import { codeOfPractice } from '../citations/foia.ts'
import { stepOn } from './working.ts'

/** Working days after the answer in which a review can be asked for: the Code for FOIA, reg 11(2) for EIR. */
const reviewWindow = 40

export const rule: RuleFacts = {
  title: 'Asking for a review',
  period: `${reviewWindow} working days after the answer`,
  citations: [codeOfPractice.reviewWindow, eir.reviewWindow],
}

/** The last day to ask for an internal review (FOIA) or make representations (EIR). */
export function internalReviewLastDay(
  regime: 'foia' | 'eir',
  answeredOn: Temporal.PlainDate,
  calendars: Calendars,
): { day: Temporal.PlainDate; because: Step[] } {
  const citation = regime === 'foia' ? codeOfPractice.reviewWindow : eir.reviewWindow
  const answered = toEpochDay(answeredOn)
  const day = addWorking(calendars.indexes['uk-all'], answered, reviewWindow)
  return {
    day: toPlainDate(day),
    because: [
      stepOn(answered, 'Answered, day 0.', citation),
      stepOn(day, `Working day ${reviewWindow}: the last day to ask for a review.`, citation),
    ],
  }
}
