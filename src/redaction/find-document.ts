import type { Reader } from '../db/index.ts'
import type { FileType } from '../documents/index.ts'
import { can, type Permission, type Staff } from '../identity/index.ts'
import { isId } from '../kernel/ids.ts'
import { refuse, success, type Outcome, type Refusal } from '../kernel/outcome.ts'

export type SourceDocument = {
  id: string
  caseId: string
  name: string
  fileType: FileType
  sha256: string
  redactedFrom: string | null
}

/** A document of a case of the person's own authority: for those who may redact, unless looking is all that is wanted. */
export async function findDocument(
  reader: Reader,
  staff: Staff,
  documentId: string,
  permission: Permission = 'redact',
): Promise<Outcome<SourceDocument>> {
  if (!can(staff, permission)) return refuse('not-permitted')
  const row = isId(documentId)
    ? await reader
        .selectFrom('document')
        .select(['id', 'case_id', 'name', 'file_type', 'sha256', 'redacted_from'])
        .where('id', '=', documentId)
        .where('authority_id', '=', staff.authorityId)
        .executeTakeFirst()
    : undefined
  if (!row?.case_id) return noDocument()
  return success({
    id: row.id,
    caseId: row.case_id,
    name: row.name,
    fileType: row.file_type as FileType,
    sha256: row.sha256,
    redactedFrom: row.redacted_from,
  })
}

export const noDocument = (): Refusal => refuse('not-found', 'There is no such document on a request.')
