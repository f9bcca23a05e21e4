import { sql } from 'kysely'
import { recordAudit } from '../../audit/index.ts'
import type { Writer } from '../../db/index.ts'
import type { FileStore } from '../../documents/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import type { DocumentId } from '../../kernel/ids.ts'
import { ProblemError, refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import { whyNotReleased } from '../../redaction/index.ts'
import { readArrival } from '../arrival.ts'
import type { CaseDocument, CaseServices } from '../case.ts'
import { isPartOf, notAPart } from '../case-parts.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
import { tellOfArrival } from './arrivals-waiting.ts'
import { insertDocuments, keepUploads, type Upload } from '../uploads.ts'

export type AddDocumentInput = Versioned & { partId?: string; upload: Upload; forRelease?: boolean }

/** Adds a document to a case. One that is empty, encrypted, dangerous or not what it says is refused with the reason. */
export async function addDocument(
  services: CaseServices,
  staff: Staff,
  input: AddDocumentInput,
): Promise<Outcome<{ documentId: DocumentId }>> {
  const [kept] = await keepUploads(services.files, [input.upload])
  if (!kept) throw new Error('one upload gives one document')
  if (kept.problems.length > 0)
    return refuseFields(kept.problems.map(({ message }) => ({ field: 'upload', message })))
  const added = await changeCase(
    services,
    byStaff(staff),
    input,
    'add-document',
    async ({ tx, row, now }) => {
      if (input.partId !== undefined && !(await isPartOf(tx, input.partId, row.id))) {
        return notAPart()
      }
      const [documentId] = await insertDocuments(
        tx,
        [kept],
        {
          authorityId: row.authority_id,
          caseId: row.id,
          origin: 'officer',
          releaseState: input.forRelease ? 'for-release' : 'held',
          uploadedBy: staff.id,
          ...(input.partId ? { partId: input.partId } : {}),
        },
        now,
      )
      if (!documentId) throw new Error('one upload gives one document')
      return success({
        value: { documentId },
        details: { documentId, sha256: kept.sha256, fileType: kept.fileType },
      })
    },
  )
  if (added.ok) tellOfArrival()
  return added
}

/** Says whether a document goes out with the answer, and with which part. */
export function setDocumentRelease(
  services: CaseServices,
  staff: Staff,
  input: Versioned & {
    documentId: string
    state: 'held' | 'for-release' | 'withheld'
    partId?: string | null
  },
): Promise<Outcome<null>> {
  return changeCase(services, byStaff(staff), input, 'add-document', async ({ tx, row }) => {
    if (input.partId && !(await isPartOf(tx, input.partId, row.id))) {
      return notAPart()
    }
    const document = await tx
      .selectFrom('document')
      .select(['id', 'inspection', 'arrival', 'part_id'])
      .where('id', '=', input.documentId)
      .where('case_id', '=', row.id)
      .executeTakeFirst()
    if (!document) return refuse('not-found', 'That document is not on this case.')
    const partId = input.partId === undefined ? document.part_id : input.partId
    if (input.state === 'for-release') {
      const problem = document.inspection[0]
      if (problem) return refuseFields([{ field: 'state', message: problem.message }])
      if (readArrival(document.arrival)?.virus === 'found')
        return refuseFields([
          { field: 'state', message: 'A virus was found in this file, so it cannot be sent' },
        ])
      const unsafe = await whyNotReleased(tx, { caseId: row.id, documentId: document.id })
      if (unsafe !== null) return refuseFields([{ field: 'state', message: unsafe.replace(/\.$/, '') }])
      if (partId === null)
        return refuseFields([{ field: 'partId', message: 'Select the part this document answers' }])
    }
    await tx
      .updateTable('document')
      .set({ release_state: input.state, part_id: partId })
      .where('id', '=', document.id)
      .execute()
    return success({ value: null, details: { documentId: document.id, releaseState: input.state } })
  })
}

export type OpenedDocument = {
  name: string
  mediaType: string
  size: number
  stream: Awaited<ReturnType<FileStore['open']>>
}

export type FoundDocument = Pick<
  CaseDocument,
  'id' | 'name' | 'mediaType' | 'size' | 'sha256' | 'origin' | 'arrival'
> & {
  authorityId: string
  caseId: string | null
  caseReference: string | null
}

/** A document that the member of staff may read, without reading it; null where there is none for them. */
export async function findDocument(
  services: CaseServices,
  staff: Staff,
  documentId: string,
): Promise<FoundDocument | null> {
  const found = await services.database.reader
    .selectFrom('document as d')
    .leftJoin('task as t', 't.id', 'd.task_id')
    .leftJoin('cases as c', 'c.id', 'd.case_id')
    .selectAll('d')
    .select(['t.team_id', 'c.reference'])
    .where('d.id', '=', documentId)
    .executeTakeFirst()
  if (!found || found.authority_id !== staff.authorityId) return null
  // A service contact sees what their own team supplied, and nothing else of the case.
  const ownTeam = found.team_id !== null && staff.teamIds.some((team) => team === found.team_id)
  if (!can(staff, 'read-cases') && !ownTeam) return null
  return {
    id: found.id as DocumentId,
    name: found.name,
    mediaType: found.media_type,
    size: found.size,
    sha256: found.sha256,
    origin: found.origin as CaseDocument['origin'],
    arrival: readArrival(found.arrival),
    authorityId: found.authority_id,
    caseId: found.case_id,
    caseReference: found.reference,
  }
}

/**
 * A document's bytes for a member of staff; the read goes into the audit trail before a byte leaves. Throws ProblemError
 * `quarantined` where a virus was found.
 */
export async function readDocument(
  services: CaseServices,
  staff: Staff,
  documentId: string,
): Promise<OpenedDocument | null> {
  const found = await findDocument(services, staff, documentId)
  if (found === null) return null
  // Another authority may have let the same bytes go.
  if (found.arrival?.virus === 'found')
    throw new ProblemError('quarantined', 'A virus was found in the file.')
  await services.files.locate(found.sha256)
  await services.database.write((tx) =>
    auditDocument(tx, services, staff, found, 'read-document', { sha256: found.sha256 }),
  )
  return {
    name: found.name,
    mediaType: found.mediaType,
    size: found.size,
    stream: await services.files.open(found.sha256),
  }
}

/** Records that an officer has read what is hidden in a document. Nothing happens where it was recorded before. */
export async function noteWarningsSeen(
  services: CaseServices,
  staff: Staff,
  found: FoundDocument,
): Promise<void> {
  if (!can(staff, 'read-cases') || found.arrival === null || found.arrival.seenAt !== null) return
  const seen = JSON.stringify({ seenAt: services.clock.now().toString() })
  await services.database.write(async (tx) => {
    const { numAffectedRows = 0n } = await sql`update document set arrival = arrival || ${seen}::jsonb
      where id = ${found.id} and arrival->>'lookedAt' is not null and arrival->>'seenAt' is null`.execute(tx)
    if (numAffectedRows > 0n) await auditDocument(tx, services, staff, found, 'see-document-warnings', {})
  })
}

function auditDocument(
  tx: Writer,
  { clock }: CaseServices,
  staff: Staff,
  { id, authorityId, caseId }: FoundDocument,
  action: string,
  details: Record<string, unknown>,
): Promise<void> {
  return recordAudit(tx, authorityId, clock.now(), [
    {
      actor: staffActor(staff),
      action,
      subject: { kind: 'document', id },
      ...(caseId === null ? {} : { caseId }),
      details,
    },
  ])
}
