import { can, type Staff } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { noDocument } from '../find-document.ts'
import { isNewLook, recordReading } from '../pages/record-look.ts'
import { findRedaction } from '../queries/redaction.ts'
import type { RedactionRecord, RedactionServices } from '../redaction.ts'
import { aCopy } from '../store.ts'

/**
 * What is kept about a document, for whoever may read the case. The reading goes into the audit trail, because the
 * document is read; nothing else is written: until the first change the redaction is empty and at version 0.
 */
export async function openRedaction(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
): Promise<Outcome<RedactionRecord>> {
  if (!can(staff, 'read-cases')) return refuse('not-permitted')
  const found = await findRedaction(services.database.reader, staff.authorityId, documentId)
  if (found === null) return noDocument()
  if (found.redactedFrom !== null) return aCopy()
  const { caseId, sha256 } = found
  await recordReading(services, staff, { id: documentId, caseId, sha256 }, 'open-redaction')
  isNewLook(services, staff, documentId)
  return success(found)
}
