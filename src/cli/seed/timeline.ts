import type { Clock } from '../../kernel/clock.ts'
import { legalZone, today } from '../../kernel/clock.ts'
import { addWorkingDays, type Calendars } from '../../law/index.ts'

/** A clock that is set by hand. */
export type MovingClock = Clock & { set(instant: Temporal.Instant): void }

export function movingClock(start: Temporal.Instant): MovingClock {
  let at = start
  return { now: () => at, set: (instant) => (at = instant) }
}

/** A day counted back from today in working days, and a time on it: `{ ago: 12, time: '09:40' }`. */
export type When = { ago: number; time: string }
type Step = { at: Temporal.Instant; order: number; work: () => Promise<void>; opens: string | null }

/**
 * What happened, collected in any order and then done in the order of time, so that the audit trail of the worked
 * examples reads as a real one does.
 */
export type Timeline = {
  /** `opens` names the authority whose next reference the step takes. */
  add(when: When, work: () => Promise<void>, opens?: string): void
  /** How many references of an authority are taken before a moment. */
  openedBefore(authoritySlug: string, when: When): number
  run(): Promise<void>
}

export function createTimeline(clock: MovingClock, now: Clock, calendars: Calendars): Timeline {
  const steps: Step[] = []
  const day = today(now)
  const instant = ({ ago, time }: When): Temporal.Instant =>
    addWorkingDays(calendars, 'uk-all', day, -ago)
      .toZonedDateTime({ timeZone: legalZone, plainTime: time })
      .toInstant()
  return {
    add(when, work, opens) {
      steps.push({ at: instant(when), order: steps.length, work, opens: opens ?? null })
    },
    openedBefore(slug, when) {
      const limit = instant(when)
      return steps.filter((step) => step.opens === slug && Temporal.Instant.compare(step.at, limit) < 0)
        .length
    },
    async run() {
      const ordered = steps.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || a.order - b.order)
      for (const step of ordered) {
        clock.set(step.at)
        await step.work()
      }
    },
  }
}
