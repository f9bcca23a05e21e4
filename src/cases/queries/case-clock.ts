import type { Reader } from '../../db/index.ts'
import type { WaitingFor } from '../../law/index.ts'
import type { CaseClock } from '../case.ts'

/** The clock that stands for a case, with its working; nothing of who asked. Null where there is no such case. */
export async function clockOfReference(
  reader: Reader,
  authorityId: string,
  reference: string,
): Promise<CaseClock | null> {
  const row = await reader
    .selectFrom('clock as k')
    .innerJoin('cases as c', 'c.id', 'k.case_id')
    .selectAll('k')
    .where('c.authority_id', '=', authorityId)
    .where('c.reference', '=', reference)
    .where('k.superseded_at', 'is', null)
    .orderBy('k.computed_at', 'desc')
    .executeTakeFirst()
  if (!row) return null
  return {
    rule: row.rule,
    calendarVersion: row.calendar_version,
    state: row.state as CaseClock['state'],
    waitingFor: row.waiting_for as WaitingFor | null,
    rawOn: row.raw_on,
    dueOn: row.due_on,
    lapsesOn: row.lapses_on,
    noticeBy: row.notice_by,
    because: row.because,
    cause: row.cause,
    computedAt: row.computed_at,
  }
}
