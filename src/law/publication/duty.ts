import type { Nation } from '../calendar/calendars.ts'
import type { Citation } from '../citation.ts'

/**
 * When something must be public. `periods` of some months follow one another without a gap; what is said of one is due
 * so many months after it, or before it begins. A `standing` duty asks that it be there, whenever it was
 * put there.
 */
export type DueRule =
  | {
      kind: 'periods'
      every: { months: number } | { days: number }
      /** ISO day on which one period begins: the others are counted from it, both ways */
      from: string
      due: { after: 'end'; months: number } | { after: 'end'; days: number } | { before: 'start' }
      /** What was published covers a period if it ends at most so many days before it, as card statements do */
      slackDays?: number
    }
  | { kind: 'standing' }

export type Duty = {
  id: string
  title: string
  /** What must be public, in a sentence or two */
  words: string
  citation: Citation
  nations: readonly Nation[]
  /** A frequency of ./frequencies.ts */
  frequency: string
  due: DueRule
  /** The due rule in words */
  dueWords: string
  /** `law`: an enactment or a code with its force says so; `practice`: good practice or a policy reading */
  force: 'law' | 'practice'
  /** Whom it binds, where that is not every authority */
  appliesWhen?: string
  /** False where it starts only once something has happened, or an authority chooses it */
  appliesAtFirst: boolean
  /** The dataset template that meets it */
  template?: string
}

/** A duty as one authority keeps it. */
export type DutyState = 'met' | 'on-time' | 'due-soon' | 'late' | 'missing'
