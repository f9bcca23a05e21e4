import type { Staff } from '../../identity/index.ts'
import { isId } from '../../kernel/ids.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { checkReason } from '../check-marks.ts'
import { layers, markStates, mostMarks, type Layer, type MarkState } from '../mark.ts'
import type { RedactionServices } from '../redaction.ts'
import { changeRedaction, type RedactionChange, type Versioned } from '../store.ts'

export type MarksChanged = { version: number; changed: number }
type Named = Versioned & { ids: readonly string[] }

/** Accepts or rejects what was proposed, with another reason where one is given; `proposed` takes a decision back. */
export async function decideMarks(
  services: RedactionServices,
  staff: Staff,
  input: Named & { state: MarkState; reason?: string },
): Promise<Outcome<MarksChanged>> {
  const { state } = input
  if (!markStates.includes(state)) return refuse('invalid-input', `There is no state “${state}”.`)
  const given = input.reason === undefined ? undefined : checkReason(input.reason)
  if (given !== undefined && !given.ok) return given
  const reason = given === undefined ? {} : { reason: given.value.id }
  return change(services, staff, input, 'decide-redaction-marks', { state, ...reason }, ({ now }) => ({
    ...reason,
    state,
    decided_by: state === 'proposed' ? null : staff.id,
    decided_at: state === 'proposed' ? null : now,
  }))
}

/** Gives marks another reason, another layer, or both. */
export async function changeMarks(
  services: RedactionServices,
  staff: Staff,
  input: Named & { reason?: string; layer?: Layer },
): Promise<Outcome<MarksChanged>> {
  const { layer } = input
  if (layer !== undefined && !layers.includes(layer))
    return refuse('invalid-input', `There is no layer “${layer}”.`)
  const reason = input.reason === undefined ? undefined : checkReason(input.reason)
  if (reason !== undefined && !reason.ok) return reason
  const changes = {
    ...(reason === undefined ? {} : { reason: reason.value.id }),
    ...(layer === undefined ? {} : { layer }),
  }
  if (Object.keys(changes).length === 0)
    return refuse('invalid-input', 'Say the new reason, or the new layer.')
  return change(services, staff, input, 'change-redaction-marks', changes, () => changes)
}

/** Takes marks away; they stay in the record, and `restoreMarks` brings them back. */
export function removeMarks(
  services: RedactionServices,
  staff: Staff,
  input: Named,
): Promise<Outcome<MarksChanged>> {
  return change(services, staff, input, 'remove-redaction-marks', {}, ({ now }) => ({ removed_at: now }))
}

export function restoreMarks(
  services: RedactionServices,
  staff: Staff,
  input: Named,
): Promise<Outcome<MarksChanged>> {
  return change(services, staff, input, 'restore-redaction-marks', {}, () => ({ removed_at: null }))
}

type MarkChanges = {
  reason?: string
  layer?: string
  state?: string
  decided_by?: string | null
  decided_at?: Temporal.Instant | null
  removed_at?: Temporal.Instant | null
}

async function change(
  services: RedactionServices,
  staff: Staff,
  input: Named,
  action: string,
  details: Record<string, unknown>,
  changesOf: (given: RedactionChange) => MarkChanges,
): Promise<Outcome<MarksChanged>> {
  const ids = [...new Set(input.ids)]
  if (ids.length === 0) return refuse('invalid-input', 'Select at least one mark.')
  if (ids.length > mostMarks || !ids.every(isId)) return refuse('not-found', gone(ids.length))
  return changeRedaction(services, staff, input, async (given) => {
    const restoring = action === 'restore-redaction-marks'
    const { tx, documentId } = given
    const updated = await tx
      .updateTable('redaction_mark')
      .set(changesOf(given))
      .where('document_id', '=', documentId)
      .where('id', 'in', ids)
      .where('removed_at', restoring ? 'is not' : 'is', null)
      .returning('id')
      .execute()
    if (updated.length < ids.length) return refuse('not-found', gone(ids.length - updated.length))
    if (restoring) {
      const { kept } = await tx
        .selectFrom('redaction_mark')
        .select(({ fn }) => fn.countAll<number>().as('kept'))
        .where('document_id', '=', documentId)
        .where('removed_at', 'is', null)
        .executeTakeFirstOrThrow()
      if (kept > mostMarks)
        return refuse('too-large', `A document can have ${mostMarks.toLocaleString('en-GB')} marks.`)
    }
    return success({
      value: { changed: updated.length },
      action,
      details: { marks: updated.length, ids: ids.slice(0, 100), ...details },
    })
  })
}

const gone = (count: number): string =>
  count === 1 ? 'That mark is not there any more.' : `${count} of the marks are not there any more.`
