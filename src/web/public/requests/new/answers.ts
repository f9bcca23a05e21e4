import { detectRegimeHints } from '../../../../correspondence/index.ts'
import type { Regime } from '../../../../cases/index.ts'
import type { HitType, MatchingSentence } from '../../../../search/index.ts'

export type YesNo = 'yes' | 'no'

/** What may already answer the request, as it stood when the question was asked. */
export type Suggestion = {
  type: HitType
  title: string
  path: string
  sentence: MatchingSentence
  /** An ISO day */
  date: string | null
}

export type KeptFile = { name: string; declaredType: string; sha256: string; size: number }

/** The answers given so far. Null and empty mean "not answered yet". */
export type DraftAnswers = {
  requestText: string
  suggestions: Suggestion[]
  suggestionsOpened: number[]
  suggestionsAnswer: 'all' | 'some' | 'none' | null
  aboutSelf: YesNo | null
  /** They came by the door marked "information about yourself", so they are not asked again. */
  aboutSelfByDoor: boolean
  reuse: YesNo | null
  detailsSeen: boolean
  periodText: string
  formatPreference: string
  name: string
  replyBy: 'email' | 'post' | null
  email: string
  postalAddress: string
  uploads: KeptFile[]
}

export const blankAnswers: DraftAnswers = {
  requestText: '',
  suggestions: [],
  suggestionsOpened: [],
  suggestionsAnswer: null,
  aboutSelf: null,
  aboutSelfByDoor: false,
  reuse: null,
  detailsSeen: false,
  periodText: '',
  formatPreference: '',
  name: '',
  replyBy: null,
  email: '',
  postalAddress: '',
  uploads: [],
}

/** Kept answers as this version knows them: a draft begun before an upgrade lacks what was added since. */
export function readAnswers(kept: Partial<DraftAnswers>): DraftAnswers {
  return { ...blankAnswers, ...kept }
}

export type Hints = { aboutSelf: boolean; environment: boolean; reuse: boolean }

export function hintsOf(answers: DraftAnswers): Hints {
  const regimes = new Set(detectRegimeHints(answers.requestText).map(({ regime }) => regime))
  return { aboutSelf: regimes.has('uk-gdpr'), environment: regimes.has('eir'), reuse: regimes.has('ropsi') }
}

/**
 * The law the request is opened under, for an officer to confirm. Only a person's own word makes it a subject access or
 * re-use request; the environment is proposed without asking, since people need not know which law applies.
 */
export function regimeOf(answers: DraftAnswers): Regime {
  if (answers.aboutSelf === 'yes') return 'uk-gdpr'
  if (answers.reuse === 'yes') return 'ropsi'
  return hintsOf(answers).environment ? 'eir' : 'foia'
}
