import { dayInWords, deadlineInWords } from '../../kernel/dates.ts'
import { isoDay, toPlainDate, type EpochDay } from '../calendar/epoch-days.ts'
import { cite, type Citation, type Step } from '../citation.ts'

const deadlines = new Map<EpochDay, string>()
const days = new Map<EpochDay, string>()

/** `Wednesday 14 January 2026`. Kept once made: a batch names the same few thousand days over and over. */
export function deadlineWords(day: EpochDay): string {
  const known = deadlines.get(day)
  if (known !== undefined) return known
  const words = deadlineInWords(toPlainDate(day))
  deadlines.set(day, words)
  return words
}

/** `14 January 2026` */
export function dayWords(day: EpochDay): string {
  const known = days.get(day)
  if (known !== undefined) return known
  const words = dayInWords(toPlainDate(day))
  days.set(day, words)
  return words
}

const cited = new Map<Citation, string>()

export function stepOn(day: EpochDay, text: string, citation: Citation): Step {
  let provision = cited.get(citation)
  if (provision === undefined) {
    provision = cite(citation)
    cited.set(citation, provision)
  }
  return { date: isoDay(day), text, citation: provision }
}

/** Puts working in the order of its days; steps of one day keep the order they were made in. */
export function inDayOrder(steps: Step[]): Step[] {
  for (let index = 1; index < steps.length; index++) {
    const step = steps[index]
    if (step === undefined) break
    let place = index
    for (
      let before = steps[place - 1];
      before !== undefined && before.date > step.date;
      before = steps[place - 1]
    ) {
      steps[place] = before
      place -= 1
    }
    steps[place] = step
  }
  return steps
}
