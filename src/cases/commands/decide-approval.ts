import type { Writer } from '../../db/index.ts'
import type { Staff } from '../../identity/index.ts'
import type { StaffId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices, Stage } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { checkText, textLimits, tidyText } from '../people.ts'

export type ApprovalInput = Versioned & {
  decision: 'approved' | 'changes-asked' | 'passed-on'
  comment: string
  passTo?: StaffId
}

/** One step's decision on the letter that waits. The author of the letter is refused, whatever their roles. */
export function decideApproval(
  services: CaseServices,
  staff: Staff,
  input: ApprovalInput,
): Promise<Outcome<{ stage: Stage }>> {
  const comment = tidyText(input.comment)
  if (input.decision !== 'approved') {
    const errors = checkText(
      'comment',
      comment,
      textLimits.reason,
      input.decision === 'changes-asked' ? 'Enter what must change' : 'Enter why you pass it on',
    )
    if (errors.length) return Promise.resolve(refuseFields(errors))
  }
  const action = ({ approved: 'approve', 'changes-asked': 'ask-changes', 'passed-on': 'pass-on' } as const)[
    input.decision
  ]
  return changeCase<{ stage: Stage }>(services, byStaff(staff), input, action, async ({ tx, row, now }) => {
    const letter = await tx
      .selectFrom('letter')
      .select(['id', 'created_by'])
      .where('case_id', '=', row.id)
      .where('state', '=', 'submitted')
      .executeTakeFirst()
    if (!letter) return refuse('not-now', 'No letter waits for approval.')
    // Separation of duties: whoever wrote the letter or decided a part of it is not the one to approve it.
    const decided = await tx
      .selectFrom('case_part')
      .select('id')
      .where('case_id', '=', row.id)
      .where('decided_by', '=', staff.id)
      .executeTakeFirst()
    if (letter.created_by === staff.id || decided) return refuse('own-work')
    const steps = await tx
      .selectFrom('approval')
      .selectAll()
      .where('letter_id', '=', letter.id)
      .orderBy('step')
      .execute()
    const current = steps.find((step) => step.decision === null)
    if (!current) return refuse('not-now', 'Every step has been decided.')
    if (!staff.roles.some((role) => role === current.role))
      return refuse('not-permitted', `This step is for the role “${current.role}”.`)
    if (current.assigned_to !== null && current.assigned_to !== staff.id)
      return refuse('not-permitted', 'This step was passed on to somebody else.')
    if (steps.some((step) => step.decision === 'approved' && step.decided_by === staff.id)) {
      return refuse('own-work', 'You approved an earlier step; each step is for a different person.')
    }
    const details = { step: current.step, letterId: letter.id }
    if (input.decision === 'passed-on') {
      const to = await approverNamed(tx, row.authority_id, input.passTo, current.role)
      if (!to || to === staff.id || to === letter.created_by) {
        return refuseFields([{ field: 'passTo', message: 'Select another approver, not the author' }])
      }
      await tx
        .updateTable('approval')
        .set({ assigned_to: to, comment })
        .where('id', '=', current.id)
        .execute()
      return success({ value: { stage: 'approval' }, details: { ...details, passedTo: to } })
    }
    await tx
      .updateTable('approval')
      .set({ decision: input.decision, comment, decided_by: staff.id, decided_at: now })
      .where('id', '=', current.id)
      .execute()
    const done =
      input.decision === 'approved' &&
      steps.every((step) => step.id === current.id || step.decision === 'approved')
    const stage: Stage = input.decision === 'changes-asked' ? 'open' : done ? 'approved' : 'approval'
    if (stage !== 'approval') {
      await tx
        .updateTable('letter')
        .set({ state: done ? 'approved' : 'changes-asked' })
        .where('id', '=', letter.id)
        .execute()
    }
    return success({ value: { stage }, set: { stage }, details })
  })
}

async function approverNamed(
  tx: Writer,
  authorityId: string,
  staffId: string | undefined,
  role: string,
): Promise<string | null> {
  if (staffId === undefined) return null
  const found = await tx
    .selectFrom('staff as s')
    .innerJoin('staff_role as r', 'r.staff_id', 's.id')
    .select('s.id')
    .where('s.id', '=', staffId)
    .where('s.authority_id', '=', authorityId)
    .where('s.active', '=', true)
    .where('r.role', '=', role)
    .executeTakeFirst()
  return found?.id ?? null
}
