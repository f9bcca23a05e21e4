import { recordAudit } from '../../audit/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import type { CaseEvent, CaseRecord, CaseServices } from '../case.ts'
import type { CaseFacts } from '../transitions.ts'
import { loadRecordFacts } from '../store.ts'
import { loadCaseEvents, loadCaseRecord } from './case-record.ts'

export type CasePageModel = { record: CaseRecord; facts: CaseFacts; events: CaseEvent[] }

/**
 * Everything the case page shows, for staff who may read cases. The reading itself goes on the audit trail first:
 * it is a look at personal data (OPS-3).
 */
export async function caseByReference(
  services: CaseServices,
  staff: Staff,
  reference: string,
): Promise<CasePageModel | null> {
  if (!can(staff, 'read-cases')) return null
  const { reader } = services.database
  const record = await loadCaseRecord(reader, { authorityId: staff.authorityId, reference })
  if (!record) return null
  await services.database.write((tx) =>
    recordAudit(tx, staff.authorityId, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'read-case',
        subject: { kind: 'case', id: record.id },
        caseId: record.id,
      },
    ]),
  )
  const [facts, events] = await Promise.all([
    loadRecordFacts(reader, record),
    loadCaseEvents(reader, record.id),
  ])
  return { record, facts, events }
}
