import type { Reader } from '../../db/index.ts'
import type { PartId } from '../../kernel/ids.ts'
import type { CaseSummary } from '../case.ts'

/** Where a case stands, and the ids of its parts. Nothing of who asked or what, so reading it is no look at personal data. */
export type CaseState = Pick<
  CaseSummary,
  | 'id'
  | 'reference'
  | 'regime'
  | 'stage'
  | 'outcome'
  | 'clockState'
  | 'waitingFor'
  | 'receivedOn'
  | 'dueOn'
  | 'draftDueOn'
  | 'answeredOn'
  | 'version'
> & { parts: { id: PartId; number: number }[] }

/** Null where the authority has no case of that reference. For whoever is about to change it and to be told how it now stands. */
export async function caseState(
  reader: Reader,
  authorityId: string,
  reference: string,
): Promise<CaseState | null> {
  const rows = await reader
    .selectFrom('cases as c')
    .leftJoin('case_part as p', 'p.case_id', 'c.id')
    .select(['c.id', 'c.reference', 'c.regime', 'c.stage', 'c.outcome', 'c.clock_state', 'c.waiting_for'])
    .select(['c.received_on', 'c.due_on', 'c.draft_due_on', 'c.answered_on', 'c.version'])
    .select(['p.id as part_id', 'p.number'])
    .where('c.authority_id', '=', authorityId)
    .where('c.reference', '=', reference)
    .orderBy('p.number')
    .execute()
  const row = rows[0]
  if (!row) return null
  return {
    id: row.id as CaseState['id'],
    reference: row.reference,
    regime: row.regime as CaseState['regime'],
    stage: row.stage as CaseState['stage'],
    outcome: row.outcome as CaseState['outcome'],
    clockState: row.clock_state as CaseState['clockState'],
    waitingFor: row.waiting_for as CaseState['waitingFor'],
    receivedOn: row.received_on,
    dueOn: row.due_on,
    draftDueOn: row.draft_due_on,
    answeredOn: row.answered_on,
    version: row.version,
    parts: rows.flatMap(({ part_id: id, number }) =>
      id === null || number === null ? [] : [{ id: id as PartId, number }],
    ),
  }
}
