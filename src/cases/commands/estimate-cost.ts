import { json } from '../../db/index.ts'
import type { Staff } from '../../identity/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { costActivities, estimateCost, type CostActivity, type CostEstimate } from '../../law/index.ts'
import type { CaseServices } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { textLimits, tidyLine } from '../people.ts'

export type EstimateInput = Versioned & { activities: { activity: string; hours: number; note: string }[] }

/** Keeps an estimate of what complying would cost, with what may and may not be counted (Fees Regulations reg 4). */
export function estimateCaseCost(
  services: CaseServices,
  staff: Staff,
  input: EstimateInput,
): Promise<Outcome<CostEstimate>> {
  const errors: FieldError[] = []
  const lines: { activity: CostActivity; hours: number; note: string }[] = []
  input.activities.forEach(({ activity, hours, note }, index) => {
    const known = costActivities.find((candidate) => candidate.id === activity)
    if (!known) errors.push({ field: `activities.${index}.activity`, message: 'Select an activity' })
    if (!Number.isFinite(hours) || hours < 0 || hours > 100_000)
      errors.push({ field: `activities.${index}.hours`, message: 'Enter the hours as a number, like 6.5' })
    if (known) lines.push({ activity: known.id, hours, note: tidyLine(note).slice(0, textLimits.short) })
  })
  if (input.activities.length === 0)
    errors.push({ field: 'activities', message: 'Enter the hours of at least one activity' })
  if (errors.length) return Promise.resolve(refuseFields(errors))
  const estimate = estimateCost(lines)
  return changeCase(services, byStaff(staff), input, 'estimate-cost', async ({ tx, row, now }) => {
    await tx
      .insertInto('cost_estimate')
      .values({
        id: newId(),
        case_id: row.id,
        activities: json(lines),
        total_pence: estimate.total,
        over_limit: estimate.overLimit,
        created_by: staff.id,
        created_at: now,
      })
      .execute()
    return success({
      value: estimate,
      details: { totalPence: estimate.total, overLimit: estimate.overLimit },
    })
  })
}
