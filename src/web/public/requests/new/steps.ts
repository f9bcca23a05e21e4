import { hintsOf, type DraftAnswers } from './answers.ts'

export const stepNames = [
  'question',
  'published',
  'about-you',
  'purpose',
  'details',
  'name',
  'reply',
  'check',
] as const
export type StepName = (typeof stepNames)[number]

type StepRule = { applies: (answers: DraftAnswers) => boolean; answered: (answers: DraftAnswers) => boolean }

const always = (): boolean => true

/** When each question is asked, and when it counts as answered. The order is that of `stepNames`. */
const rules: Record<StepName, StepRule> = {
  question: { applies: always, answered: ({ requestText }) => requestText !== '' },
  published: {
    applies: ({ suggestions, aboutSelf }) => suggestions.length > 0 && aboutSelf !== 'yes',
    answered: ({ suggestionsAnswer }) => suggestionsAnswer === 'some' || suggestionsAnswer === 'none',
  },
  'about-you': {
    applies: (answers) => !answers.aboutSelfByDoor && hintsOf(answers).aboutSelf,
    answered: ({ aboutSelf }) => aboutSelf !== null,
  },
  purpose: {
    applies: (answers) => answers.aboutSelf !== 'yes' && hintsOf(answers).reuse,
    answered: ({ reuse }) => reuse !== null,
  },
  details: { applies: always, answered: ({ detailsSeen }) => detailsSeen },
  name: { applies: always, answered: ({ name }) => name !== '' },
  reply: { applies: always, answered: ({ replyBy }) => replyBy !== null },
  check: { applies: always, answered: () => false },
}

/** The first question still to be answered; `check` when there is none. */
export function firstOpenStep(answers: DraftAnswers): StepName {
  return stepNames.find((name) => rules[name].applies(answers) && !rules[name].answered(answers)) ?? 'check'
}

/** Where Continue leads. `returning` from a Change link it goes straight back to the check page, unless more is now asked. */
export function nextStep(current: StepName, answers: DraftAnswers, returning: boolean): StepName {
  if (returning) return firstOpenStep(answers)
  const later = stepNames.slice(stepNames.indexOf(current) + 1)
  return later.find((name) => rules[name].applies(answers)) ?? 'check'
}

/** Where Back leads: the question before, or null for the start page. */
export function previousStep(current: StepName, answers: DraftAnswers): StepName | null {
  const earlier = stepNames.slice(0, stepNames.indexOf(current)).reverse()
  return earlier.find((name) => rules[name].applies(answers)) ?? null
}

/** True where the step may be shown: nothing asked before it is still open, and there is something to show. */
export function isReached(step: StepName, answers: DraftAnswers): boolean {
  if (step === 'published' && !rules.published.applies(answers)) return false
  return stepNames.indexOf(step) <= stepNames.indexOf(firstOpenStep(answers))
}

export function stepAddress(secret: string | null, step: StepName, returning = false): string {
  const base = secret === null ? '/requests/new' : `/requests/new/${secret}`
  return `${base}/${step}${returning ? '?return=check' : ''}`
}
