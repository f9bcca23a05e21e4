import { recordAudit } from '../../audit/index.ts'
import { staffActor, type Staff } from '../../identity/index.ts'
import type { SourceDocument } from '../find-document.ts'
import type { RedactionServices } from '../redaction.ts'

/** Turning the pages of a document is one reading of it. Milliseconds. */
const oneReading = 10 * 60_000
const mostKept = 10_000

/** When whom last saw which document; only this process’s, so that after a restart it is said once more. */
const looked = new Map<string, number>()

type Read = Pick<SourceDocument, 'id' | 'caseId' | 'sha256'>

/** Puts a reading of a document into the audit trail, once while somebody turns its pages. */
export async function recordLook(services: RedactionServices, staff: Staff, document: Read): Promise<void> {
  if (!isNewLook(services, staff, document.id)) return
  try {
    await recordReading(services, staff, document, 'read-document')
  } catch (error) {
    looked.delete(keyOf(staff, document.id))
    throw error
  }
}

export function recordReading(
  { database, clock }: RedactionServices,
  staff: Staff,
  { id, caseId, sha256 }: Read,
  action: 'read-document' | 'open-redaction',
): Promise<void> {
  return database.write((tx) =>
    recordAudit(tx, staff.authorityId, clock.now(), [
      {
        actor: staffActor(staff),
        action,
        subject: { kind: 'document', id },
        caseId,
        details: { sha256 },
      },
    ]),
  )
}

/** Also called where an opening was recorded anyway. */
export function isNewLook({ clock }: RedactionServices, staff: Staff, documentId: string): boolean {
  const key = keyOf(staff, documentId)
  const now = clock.now().epochMilliseconds
  const last = looked.get(key)
  const isNew = last === undefined || now - last >= oneReading
  looked.delete(key)
  looked.set(key, isNew ? now : last)
  const [oldest] = looked.keys()
  if (looked.size > mostKept && oldest !== undefined) looked.delete(oldest)
  return isNew
}

const keyOf = (staff: Staff, documentId: string): string => `${staff.id} ${documentId}`
