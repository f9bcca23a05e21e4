import { recordAudit } from '../../audit/index.ts'
import { json } from '../../db/index.ts'
import { newId } from '../../kernel/ids.ts'
import { refuseFields, success, type FieldError, type Outcome } from '../../kernel/outcome.ts'
import { clockRegimes } from '../../law/index.ts'
import { authorise } from '../authorise.ts'
import { permissions, staffActor } from '../permissions.ts'
import { isPlainText } from '../read-fields.ts'
import type { Services } from '../services.ts'
import type { Staff } from '../staff.ts'

export type ApprovalWorkflowInput = {
  /** Null for every regime */
  regime: string | null
  /** Null for requests without a flag that has a workflow of its own */
  riskFlag: string | null
  /** In order; empty where no approval is needed; null takes the workflow away */
  steps: { role: string; label: string }[] | null
}

export async function setApprovalWorkflow(
  services: Services,
  staff: Staff,
  input: ApprovalWorkflowInput,
): Promise<Outcome<null>> {
  const errors = checkWorkflow(input)
  if (errors.length > 0) return refuseFields(errors)
  const { regime, riskFlag } = input
  const steps = input.steps?.map((step) => ({ role: step.role, label: step.label.trim() })) ?? null
  const at = services.clock.now()
  return services.database.write(async (tx) => {
    const refusal = await authorise(tx, staffActor(staff), 'manage-authority', staff.authorityId)
    if (refusal) return refusal
    if (steps === null) {
      await tx
        .deleteFrom('approval_workflow')
        .where('authority_id', '=', staff.authorityId)
        .where('regime', 'is not distinct from', regime)
        .where('risk_flag', 'is not distinct from', riskFlag)
        .execute()
    } else {
      await tx
        .insertInto('approval_workflow')
        .values({
          id: newId(),
          authority_id: staff.authorityId,
          regime,
          risk_flag: riskFlag,
          steps: json(steps),
        })
        .onConflict((conflict) =>
          conflict.columns(['authority_id', 'regime', 'risk_flag']).doUpdateSet({ steps: json(steps) }),
        )
        .execute()
    }
    await recordAudit(tx, staff.authorityId, at, [
      {
        actor: staffActor(staff),
        action: 'set-approval-workflow',
        subject: { kind: 'authority', id: staff.authorityId },
        details: { regime, riskFlag, roles: steps?.map((step) => step.role) ?? null },
      },
    ])
    return success(null)
  })
}

function checkWorkflow(input: ApprovalWorkflowInput): FieldError[] {
  const errors: FieldError[] = []
  if (input.regime !== null && !clockRegimes.some((regime) => regime === input.regime))
    errors.push({ field: 'regime', message: `Select a regime: one of ${clockRegimes.join(', ')}` })
  if (input.riskFlag !== null && !/^[a-z][a-z0-9-]{0,40}$/.test(input.riskFlag))
    errors.push({ field: 'riskFlag', message: 'The risk flag must be small letters and hyphens' })
  if ((input.steps?.length ?? 0) > 10)
    errors.push({ field: 'steps', message: 'There must be 10 approvals or fewer' })
  const approvers = permissions['approve-letter']
  for (const [index, step] of (input.steps ?? []).entries()) {
    const label = step.label.trim()
    if (!approvers.some((role) => role === step.role))
      errors.push({
        field: `steps.${index}.role`,
        message: `Select a role that approves letters: one of ${approvers.join(', ')}`,
      })
    if (label === '' || label.length > 100 || !isPlainText(label))
      errors.push({
        field: `steps.${index}.label`,
        message: 'Enter what this approval is called, in 100 characters or fewer',
      })
  }
  return errors
}
