import type { CaseServices } from '../../cases/index.ts'
import { legalZone, today, type Clock } from '../../kernel/clock.ts'
import { addWorkingDays, type Calendars } from '../../law/index.ts'

/** A day counted back from today in working days, and a time on it: `{ ago: 12, time: '09:40' }`. */
export type When = { ago: number; time: string }
type Work = (services: CaseServices) => Promise<void>
type Step = { lane: object; at: Temporal.Instant; order: number; work: Work; opens: string | null }

/**
 * What happened, collected in any order and then done in the order of time, so that the audit trail of the worked
 * examples reads as a real one does.
 */
export type Timeline = {
  /** Steps of one lane wait for one another. `opens` names the authority whose next reference the step takes. */
  add(lane: object, when: When, work: Work, opens?: string): void
  /** How many references of an authority are taken before a moment. */
  openedBefore(authoritySlug: string, when: When): number
  /** Does everything, each step with a clock that stands at its own moment. */
  run(services: CaseServices): Promise<void>
}

/** How many steps may be on their way at once. */
const ahead = 16

export function createTimeline(now: Clock, calendars: Calendars): Timeline {
  const steps: Step[] = []
  const day = today(now)
  const instant = ({ ago, time }: When): Temporal.Instant =>
    addWorkingDays(calendars, 'uk-all', day, -ago)
      .toZonedDateTime({ timeZone: legalZone, plainTime: time })
      .toInstant()
  return {
    add(lane, when, work, opens) {
      steps.push({ lane, at: instant(when), order: steps.length, work, opens: opens ?? null })
    },
    openedBefore(slug, when) {
      const limit = instant(when)
      return steps.filter((step) => step.opens === slug && Temporal.Instant.compare(step.at, limit) < 0)
        .length
    },
    run: (services) =>
      runInOrder(
        steps.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at) || a.order - b.order),
        services,
      ),
  }
}

/**
 * Letters are rendered and checked while earlier steps are still being written, which halves the time; but a step
 * writes only when every earlier one has, so the trail keeps its order.
 */
async function runInOrder(steps: readonly Step[], services: CaseServices): Promise<void> {
  const lanes = new Map<object, Promise<void>>()
  const underWay: Promise<void>[] = []
  let earlier = Promise.resolve()
  for (const step of steps) {
    const before = earlier
    const done = (lanes.get(step.lane) ?? Promise.resolve()).then(() =>
      step.work({
        ...services,
        clock: { now: () => step.at },
        database: {
          ...services.database,
          write: async (work) => {
            await before
            return services.database.write(work)
          },
        },
      }),
    )
    earlier = Promise.all([before, done]).then(() => undefined)
    // A failure reaches whoever awaits the last step; until then it is nobody's.
    earlier.catch(() => undefined)
    lanes.set(step.lane, done)
    underWay.push(earlier)
    if (underWay.length >= ahead) await underWay.shift()
  }
  await earlier
}
