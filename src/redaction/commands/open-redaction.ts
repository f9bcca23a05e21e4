import { recordAudit } from '../../audit/index.ts'
import { staffActor, type Staff } from '../../identity/index.ts'
import { refuse, success, type Outcome } from '../../kernel/outcome.ts'
import { isNewLook } from '../pages/record-look.ts'
import { findRedaction } from '../queries/redaction.ts'
import type { RedactionRecord, RedactionServices } from '../redaction.ts'
import { changeRedaction, mayRedact } from '../store.ts'

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
  isNewLook(services, staff, documentId)
  const { reader } = services.database
  const found = await findRedaction(reader, staff.authorityId, documentId)
  if (found === null) return refuse('not-found', 'There is no such document on a request.')
  if (found.version === 0 && found.open) {
    const made = await changeRedaction(services, staff, { documentId, version: 0 }, async () =>
      success({ value: {}, action: 'open-redaction', details: { sha256: found.sha256 } }),
    )
    // Somebody else may have opened it a moment before.
    if (!made.ok && made.problem !== 'stale') return made
    const record = await findRedaction(reader, staff.authorityId, documentId)
    return record === null ? refuse('not-found') : success(record)
  }
  await services.database.write((tx) =>
    recordAudit(tx, staff.authorityId, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'open-redaction',
        subject: { kind: 'document', id: documentId },
        caseId: found.caseId,
        details: { sha256: found.sha256 },
      },
    ]),
  )
  return success(found)
}
