import { json } from '../../db/index.ts'
import { approvalSteps, type Staff } from '../../identity/index.ts'
import { legalDay } from '../../kernel/clock.ts'
import { newId, type LetterId } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices, Stage } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { whyNot } from '../transitions.ts'
import { loadFacts } from '../store.ts'
import { composeAnswer, keepRenditions, ownCase } from './answer-letter.ts'

/** Sends the composed answer to whoever must approve it, step by step as the authority decided; never to its author. */
export async function submitLetter(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { version: number },
): Promise<Outcome<{ letterId: LetterId; stage: Stage }>> {
  if (!(await ownCase(services, staff, input.caseId))) return refuse('not-found')
  const row = await services.database.reader
    .selectFrom('cases')
    .selectAll()
    .where('id', '=', input.caseId)
    .executeTakeFirstOrThrow()
  if (row.version !== input.version) return refuse('stale')
  const blocked = whyNot('submit', await loadFacts(services.database.reader, row))
  if (blocked !== null) return refuse('not-now', `${blocked}.`)
  const composed = await composeAnswer(services, input.caseId, legalDay(services.clock.now()))
  if (!composed.ok) return composed
  const kept = await keepRenditions(services, composed.value.model)
  return changeCase(services, byStaff(staff), input, 'submit', async ({ tx, row: fresh, now }) => {
    const steps = await approvalSteps(tx, fresh.authority_id, fresh.regime, fresh.risk_flags)
    const letterId = newId<LetterId>()
    const last = await tx
      .selectFrom('letter')
      .select((letter) => letter.fn.max('version').as('version'))
      .where('case_id', '=', fresh.id)
      .executeTakeFirst()
    await tx
      .updateTable('letter')
      .set({ state: 'superseded' })
      .where('case_id', '=', fresh.id)
      .where('state', '!=', 'sent')
      .execute()
    await tx
      .insertInto('letter')
      .values({
        id: letterId,
        case_id: fresh.id,
        version: (last?.version ?? 0) + 1,
        kind: composed.value.kind,
        input: json(composed.value.input),
        wording_version: composed.value.wordingVersion,
        state: steps.length === 0 ? 'approved' : 'submitted',
        ...kept.hashes,
        text_body: kept.text,
        created_by: staff.id,
        created_at: now,
        sent_at: null,
      })
      .execute()
    if (steps.length > 0) {
      await tx
        .insertInto('approval')
        .values(
          steps.map((step, index) => ({
            id: newId(),
            letter_id: letterId,
            case_id: fresh.id,
            step: index + 1,
            role: step.role,
            label: step.label,
            assigned_to: null,
            decision: null,
            decided_by: null,
            decided_at: null,
            created_at: now,
          })),
        )
        .execute()
    }
    const stage: Stage = steps.length === 0 ? 'approved' : 'approval'
    return success({
      value: { letterId, stage },
      set: { stage },
      details: { letterId, steps: steps.length, pdf: kept.hashes.pdf_sha256 },
    })
  })
}

export function recallLetter(
  services: CaseServices,
  staff: Staff,
  input: Versioned & { reason?: string },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'recall', async ({ tx, row }) => {
    await tx
      .updateTable('letter')
      .set({ state: 'superseded' })
      .where('case_id', '=', row.id)
      .where('state', 'in', ['submitted', 'approved'])
      .execute()
    return success({ value: null, set: { stage: 'open' } })
  })
}
