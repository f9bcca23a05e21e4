import type { Extras } from './letter-input.ts'
import type { Reader } from '../db/index.ts'
import type { Staff } from '../identity/index.ts'
import { refuseFields, success, type Outcome } from '../kernel/outcome.ts'
import type { CaseServices } from './case.ts'
import { byStaff, changeCase, type Versioned } from './change-case.ts'
import { checkText, textLimits, tidyText } from './people.ts'

export const reviewOutcomes = ['upheld', 'upheld-in-part', 'overturned'] as const
export type ReviewOutcome = (typeof reviewOutcomes)[number]

/** How a review letter says it: it speaks of the complaint, the case of the first decision. */
const letterWords = { upheld: 'not-upheld', 'upheld-in-part': 'partly-upheld', overturned: 'upheld' } as const

export type ReviewDecisionInput = Versioned & { outcome: ReviewOutcome; findings: string; remedy?: string }

/** What the reviewer found about the first answer. The parts of the review say what is given now. */
export function decideReviewOutcome(
  services: CaseServices,
  staff: Staff,
  input: ReviewDecisionInput,
): Promise<Outcome<null>> {
  const findings = tidyText(input.findings)
  const errors = checkText('findings', findings, textLimits.reply, 'Enter what the review found')
  if (!reviewOutcomes.includes(input.outcome))
    errors.push({ field: 'outcome', message: 'Select the outcome of the review' })
  if (errors.length) return Promise.resolve(refuseFields(errors))
  return changeCase(services, byStaff(staff), input, 'decide-part', async ({ tx, row, now }) => {
    if (row.regime !== 'foia-review' && row.regime !== 'eir-review') {
      return refuseFields([{ field: 'outcome', message: 'This case is not a review' }])
    }
    // The reviewer must not be the person who made the decision under review.
    const first = await tx
      .selectFrom('case_link as l')
      .innerJoin('case_part as p', 'p.case_id', 'l.to_id')
      .select('p.id')
      .where('l.from_id', '=', row.id)
      .where('l.kind', '=', 'review-of')
      .where('p.decided_by', '=', staff.id)
      .executeTakeFirst()
    if (first)
      return {
        ok: false,
        problem: 'own-work',
        detail: 'You decided the request under review; a review is for somebody else.',
      }
    await tx
      .insertInto('review_decision')
      .values({
        case_id: row.id,
        outcome: input.outcome,
        findings,
        remedy: tidyText(input.remedy ?? ''),
        decided_by: staff.id,
        decided_at: now,
      })
      .onConflict((conflict) =>
        conflict.column('case_id').doUpdateSet({
          outcome: input.outcome,
          findings,
          remedy: tidyText(input.remedy ?? ''),
          decided_by: staff.id,
          decided_at: now,
        }),
      )
      .execute()
    return success({ value: null, details: { reviewOutcome: input.outcome } })
  })
}

export async function findReviewDecision(reader: Reader, caseId: string) {
  return (
    (await reader
      .selectFrom('review_decision')
      .selectAll()
      .where('case_id', '=', caseId)
      .executeTakeFirst()) ?? null
  )
}

/** What a review's letter says beyond its parts. */
export async function reviewExtras(
  reader: Reader,
  caseId: string,
  requestedOn: Temporal.PlainDate,
): Promise<Outcome<Extras>> {
  const decision = await findReviewDecision(reader, caseId)
  if (!decision)
    return refuseFields([{ field: 'outcome', message: 'Decide the outcome of the review first' }])
  return success({
    review: {
      requestedOn,
      outcome: letterWords[decision.outcome as ReviewOutcome],
      findings: decision.findings,
      ...(decision.remedy ? { remedy: decision.remedy } : {}),
    },
  })
}
