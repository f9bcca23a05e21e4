import type { Reader } from '../../db/index.ts'
import { isRole, type Role } from '../permissions.ts'

export type ApprovalStep = { role: Role; label: string }

const oneApproval: ApprovalStep[] = [{ role: 'approver', label: 'Approval' }]

/**
 * The approvals a letter needs, in order; none for an empty list. The workflow of a risk flag stands before that of
 * the regime, and that before the authority's own default; of several flags the longest. One approval where nothing
 * is set.
 */
export async function approvalSteps(
  reader: Reader,
  authorityId: string,
  regime: string,
  riskFlags: readonly string[],
): Promise<ApprovalStep[]> {
  const rows = await reader
    .selectFrom('approval_workflow')
    .select(['regime', 'risk_flag', 'steps'])
    .where('authority_id', '=', authorityId)
    .where((where) => where.or([where('regime', 'is', null), where('regime', '=', regime)]))
    .execute()
  /** The workflow for one flag (or none): that of the regime, else that of every regime. */
  const stepsFor = (flag: string | null) =>
    (
      rows.find((row) => row.risk_flag === flag && row.regime !== null) ??
      rows.find((row) => row.risk_flag === flag)
    )?.steps
  const flagged = riskFlags.map(stepsFor).filter((steps) => steps !== undefined)
  const longest = flagged.toSorted((a, b) => b.length - a.length)[0]
  return (longest ?? stepsFor(null) ?? oneApproval).map((step) => {
    // A step that nobody could take must stop the letter, not vanish from its approvals.
    if (!isRole(step.role)) throw new Error(`approval step "${step.label}" names no role: ${step.role}`)
    return { role: step.role, label: step.label }
  })
}
