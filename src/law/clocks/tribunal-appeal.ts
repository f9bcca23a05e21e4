import { toEpochDay, toPlainDate } from '../calendar/epoch-days.ts'
import type { RuleFacts, Step } from '../citation.ts'
import { foia, tribunalRules } from '../citations/foia.ts'
import { stepOn } from './working.ts'

const days = 28

export const rule: RuleFacts = {
  title: 'Appealing to the Tribunal',
  period: `${days} days after the decision notice is sent`,
  citations: [foia.appeal, tribunalRules.appeal],
}

/** The last day to appeal to the First-tier Tribunal after the Commissioner sends a decision notice. */
export function tribunalAppealLastDay(sentOn: Temporal.PlainDate): {
  day: Temporal.PlainDate
  because: Step[]
} {
  const sent = toEpochDay(sentOn)
  return {
    day: toPlainDate(sent + days),
    because: [
      stepOn(sent, 'The Commissioner sent the decision notice.', foia.appeal),
      stepOn(
        sent + days,
        `Day ${days}: the last day to appeal; later only with reasons.`,
        tribunalRules.appeal,
      ),
    ],
  }
}
