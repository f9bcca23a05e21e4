import type { RuleFacts } from '../citation.ts'
import { ukGdpr } from '../citations/data-protection.ts'

const hours = 72

export const rule: RuleFacts = {
  title: 'Reporting a personal data breach',
  period: `${hours} hours after becoming aware of it`,
  citations: [ukGdpr.breach],
}

/** The last moment to report a personal data breach to the Commissioner: clock hours, no weekend relief. */
export function breachReportBy(awareAt: Temporal.Instant): Temporal.Instant {
  return awareAt.add({ hours })
}
