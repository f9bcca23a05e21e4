import { regimes } from '../law/index.ts'
import type { CaseStatistics, StatisticsRow } from './statistics.ts'

const { limit } = regimes.foia

/** What became of a request, in the words of the section 45 Code’s statistics. */
export const outcomeNames: Record<keyof CaseStatistics['outcomes'], string> = {
  'granted-in-full': 'Granted in full',
  'part-disclosed-part-refused': 'Part disclosed, part refused',
  'part-disclosed-part-not-held': 'Part disclosed, part not held',
  'refused-in-full': 'Refused in full',
  'not-held': 'Not held',
  clarification: 'Clarification needed',
  'over-cost-limit': 'Over the cost limit',
  vexatious: 'Vexatious',
  repeated: 'Repeated',
  'accessible-elsewhere': 'Accessible elsewhere',
  withdrawn: 'Withdrawn',
  other: 'Closed without an outcome',
}

const names: Record<string, string> = {
  received: 'Requests received',
  receivedEir: 'Of these, under the Environmental Information Regulations',
  open: 'Created, not closed',
  openWaitingClarification: 'Waiting for clarification',
  openFeeOutstanding: 'Fees notice outstanding',
  openOverLimit: `Open for more than ${limit.count} ${limit.of}`,
  answered: 'Answered',
  inTime: 'Answered in time',
  late: 'Answered late',
  extended: 'Deadline extended as permitted',
  onTimeRate: 'Share answered in time',
  ...outcomeNames,
  total: 'Requests processed',
  accessibleElsewhereOnly: 'Wholly accessible elsewhere (s.21), outside the total',
  resolvable: 'Resolvable requests',
  grantedInFull: 'Granted in full',
  partlyWithheld: 'Partially withheld',
  fullyWithheld: 'Fully withheld',
  notHeld: 'Information not held',
  overCostLimit: 'Over the cost limit (s.12)',
  upheld: 'First answer upheld',
  upheldInPart: 'First answer upheld in part',
  overturned: 'First answer overturned',
}

/** For CSV and JSON: one line a figure, `code` stable, `measure` in words. */
export function toRows(statistics: CaseStatistics): StatisticsRow[] {
  const { outcomes, national, reviews, exemptions, topics, backlog } = statistics
  const rows = (group: string, figures: Record<string, number | null>): StatisticsRow[] =>
    Object.entries(figures).map(([code, value]) => ({ group, measure: names[code] ?? code, code, value }))
  const { received, receivedEir, open, openWaitingClarification, openFeeOutstanding, openOverLimit } =
    statistics
  const { answered, inTime, late, extended, onTimeRate } = statistics
  return [
    ...rows('timeliness', { received, receivedEir, answered, inTime, late, extended, onTimeRate }),
    ...rows('open', { open, openWaitingClarification, openFeeOutstanding, openOverLimit }),
    ...rows('outcome', outcomes),
    ...rows('national', national),
    ...exemptions.map(({ code, title, cases }) => ({
      group: 'exemption',
      measure: title,
      code,
      value: cases,
    })),
    ...rows('review', reviews),
    ...topics.map(({ topic, cases }) => ({ group: 'topic', measure: topic, code: topic, value: cases })),
    ...backlog.map(({ on, open: value }) => ({
      group: 'backlog',
      measure: `Open on ${on.toString()}`,
      code: on.toString(),
      value,
    })),
  ]
}
