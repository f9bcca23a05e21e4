import type { Staff } from '../../identity/index.ts'
import { success, type Outcome } from '../../kernel/outcome.ts'
import { noDocument } from '../find-document.ts'
import { isNewLook, recordReading } from '../pages/record-look.ts'
import { findRedaction } from '../queries/redaction.ts'
import type { RedactionRecord, RedactionServices } from '../redaction.ts'
import { aCopy, changeRedaction, mayRedact } from '../store.ts'

/**
 * What is kept about a document, made at the first opening; every opening goes into the audit trail, because the
 * document is read. A case past its stage can be looked at and not changed: its version stays 0 where it was never opened.
 */
export async function openRedaction(
  services: RedactionServices,
  staff: Staff,
  documentId: string,
): Promise<Outcome<RedactionRecord>> {
  const refused = mayRedact(staff)
  if (refused !== null) return refused
  const { reader } = services.database
  const found = await findRedaction(reader, staff.authorityId, documentId)
  if (found === null) return noDocument()
  if (found.redactedFrom !== null) return aCopy()
  const { caseId, sha256 } = found
  const first =
    found.version === 0 && found.open
      ? await changeRedaction(services, staff, { documentId, version: 0 }, async () =>
          success({ value: {}, action: 'open-redaction', details: { sha256 } }),
        )
      : null
  // Somebody else may have opened it a moment before: then this is a later opening, and recorded as one.
  if (first !== null && !first.ok && first.problem !== 'stale') return first
  if (first?.ok !== true)
    await recordReading(services, staff, { id: documentId, caseId, sha256 }, 'open-redaction')
  isNewLook(services, staff, documentId)
  if (first === null) return success(found)
  const record = await findRedaction(reader, staff.authorityId, documentId)
  return record === null ? noDocument() : success(record)
}
