import { ukGdpr } from '../citations/data-protection.ts'

export const citation = ukGdpr.breach

const hours = 72

/** The last moment to report a personal data breach to the Commissioner: clock hours, no weekend relief. */
export function breachReportBy(awareAt: Temporal.Instant): Temporal.Instant {
  return awareAt.add({ hours })
}
