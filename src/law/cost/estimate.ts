import { ProblemError } from '../../kernel/outcome.ts'
import { cite, type Citation, type RuleFacts } from '../citation.ts'
import { feesRegulations, foia } from '../citations/foia.ts'

export type CostActivity =
  | 'determine-held'
  | 'locate'
  | 'retrieve'
  | 'extract'
  | 'redact'
  | 'consider-exemptions'
  | 'read-for-sensitivity'
  | 'consult'
  | 'write-answer'

export type ActivityFacts = { id: CostActivity; title: string; counts: boolean; citation: Citation }

export const rule: RuleFacts = {
  title: 'The cost limit',
  period: 'no more than the appropriate limit, counting staff time at the fixed rate',
  citations: [foia.costOfComplying, feesRegulations.limit, feesRegulations.activities, feesRegulations.rate],
}

const activity = (id: CostActivity, title: string, counts: boolean): ActivityFacts => ({
  id,
  title,
  counts,
  citation: feesRegulations.activities,
})

/** The four activities that reg 4(3) lets an estimate count, and the common ones that it never does. */
export const costActivities: readonly ActivityFacts[] = [
  activity('determine-held', 'Finding out whether the information is held', true),
  activity('locate', 'Locating it, or a document that may contain it', true),
  activity('retrieve', 'Retrieving it, or a document that may contain it', true),
  activity('extract', 'Extracting it from a document', true),
  activity('redact', 'Redacting what is exempt', false),
  activity('consider-exemptions', 'Considering exemptions and the public interest', false),
  activity('read-for-sensitivity', 'Reading for sensitivity', false),
  activity('consult', 'Consulting others', false),
  activity('write-answer', 'Writing the answer', false),
]

/** Pence a person an hour: reg 4(4). */
export const hourlyRate = 2500

/** Pence. `local` is every authority outside Part I of Schedule 1 to the Act, councils among them. */
export const appropriateLimits = { local: 45000, central: 60000 } as const

export type CostLine = {
  activity: CostActivity
  hours: number
  pence: number
  counts: boolean
  text: string
  citation: string
}

export type CostEstimate = {
  /** Pence of the counted activities */
  total: number
  countedHours: number
  limit: number
  /** True only where the total exceeds the limit; equal to it is within it */
  overLimit: boolean
  because: CostLine[]
  uncounted: CostLine[]
}

/** Adds up an estimate in whole pence. Throws `invalid-input` for hours that are negative or no number. */
export function estimateCost(
  activities: readonly { activity: CostActivity; hours: number }[],
  limit: number = appropriateLimits.local,
): CostEstimate {
  const lines = activities.map(priceActivity)
  const because = lines.filter(({ counts }) => counts)
  const total = because.reduce((sum, { pence }) => sum + pence, 0)
  return {
    total,
    countedHours: total / hourlyRate,
    limit,
    overLimit: total > limit,
    because,
    uncounted: lines.filter(({ counts }) => !counts),
  }
}

function priceActivity(
  { activity: id, hours }: { activity: CostActivity; hours: number },
  index: number,
): CostLine {
  const facts = costActivities.find((candidate) => candidate.id === id)
  if (facts === undefined || !Number.isFinite(hours) || hours < 0) {
    const message =
      facts === undefined ? `“${id}” is not a known activity.` : 'Enter the hours as a number of 0 or more.'
    const field = facts === undefined ? `activities.${index}.activity` : `activities.${index}.hours`
    throw new ProblemError('invalid-input', message, [{ field, message }])
  }
  const pence = Math.round(hours * hourlyRate)
  const text = facts.counts
    ? `${facts.title}: ${hours} hours at £${hourlyRate / 100} is £${(pence / 100).toFixed(2)}.`
    : `${facts.title}: never counts towards the limit.`
  return { activity: id, hours, pence, counts: facts.counts, text, citation: cite(facts.citation) }
}
