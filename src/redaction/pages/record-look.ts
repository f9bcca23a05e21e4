import { recordAudit } from '../../audit/index.ts'
import { staffActor, type Staff } from '../../identity/index.ts'
import type { SourceDocument } from '../find-document.ts'
import type { RedactionServices } from '../redaction.ts'

/** Turning the pages of a document is one reading of it. Milliseconds. */
const oneReading = 10 * 60_000
const mostKept = 10_000

/** When whom last saw which document; only this process’s, so that after a restart it is said once more. */
const looked = new Map<string, number>()

/** Puts a reading of a document into the audit trail, once while somebody turns its pages. */
export async function recordLook(
  services: RedactionServices,
  staff: Staff,
  document: Pick<SourceDocument, 'id' | 'caseId' | 'sha256'>,
): Promise<void> {
  if (!isNewLook(services, staff, document.id)) return
  await services.database.write((tx) =>
    recordAudit(tx, staff.authorityId, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'read-document',
        subject: { kind: 'document', id: document.id },
        caseId: document.caseId,
        details: { sha256: document.sha256 },
      },
    ]),
  )
}

/** Also called where an opening is recorded anyway. */
export function isNewLook({ clock }: RedactionServices, staff: Staff, documentId: string): boolean {
  const key = `${staff.id} ${documentId}`
  const now = clock.now().epochMilliseconds
  const last = looked.get(key)
  looked.delete(key)
  looked.set(key, last !== undefined && now - last < oneReading ? last : now)
  const [oldest] = looked.keys()
  if (looked.size > mostKept && oldest !== undefined) looked.delete(oldest)
  return last === undefined || now - last >= oneReading
}
