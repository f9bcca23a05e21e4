import { recordAudit } from '../../audit/index.ts'
import type { FileStore } from '../../documents/index.ts'
import { can, staffActor, type Staff } from '../../identity/index.ts'
import type { DocumentId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import type { CaseServices } from '../case.ts'
import { byStaff, changeCase, type Versioned } from '../change-case.ts'
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
  return changeCase(services, byStaff(staff), input, 'add-document', async ({ tx, row, now }) => {
    if (input.partId !== undefined && !(await isPartOf(tx, input.partId, row.id))) {
      return refuseFields([{ field: 'partId', message: 'Select a part of this request' }])
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
  })
}

async function isPartOf(
  tx: Parameters<typeof insertDocuments>[0],
  partId: string,
  caseId: string,
): Promise<boolean> {
  const part = await tx
    .selectFrom('case_part')
    .select('id')
    .where('id', '=', partId)
    .where('case_id', '=', caseId)
    .executeTakeFirst()
  return part !== undefined
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
      return refuseFields([{ field: 'partId', message: 'Select a part of this request' }])
    }
    const document = await tx
      .selectFrom('document')
      .select(['id', 'inspection', 'part_id'])
      .where('id', '=', input.documentId)
      .where('case_id', '=', row.id)
      .executeTakeFirst()
    if (!document) return refuse('not-found', 'That document is not on this case.')
    const partId = input.partId === undefined ? document.part_id : input.partId
    if (input.state === 'for-release') {
      const problem = document.inspection[0]
      if (problem) return refuseFields([{ field: 'state', message: problem.message }])
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

/** A document's bytes for a member of staff; the read goes into the audit trail before a byte leaves. */
export async function readDocument(
  services: CaseServices,
  staff: Staff,
  documentId: string,
): Promise<OpenedDocument | null> {
  const found = await services.database.reader
    .selectFrom('document as d')
    .leftJoin('task as t', 't.id', 'd.task_id')
    .select([
      'd.id',
      'd.name',
      'd.media_type',
      'd.size',
      'd.sha256',
      'd.case_id',
      'd.authority_id',
      'd.origin',
      't.team_id',
    ])
    .where('d.id', '=', documentId)
    .executeTakeFirst()
  if (!found || found.authority_id !== staff.authorityId) return null
  // A service contact sees what their own team supplied, and nothing else of the case.
  const ownTeam = found.team_id !== null && staff.teamIds.some((team) => team === found.team_id)
  if (!can(staff, 'read-cases') && !ownTeam) return null
  await services.database.write((tx) =>
    recordAudit(tx, found.authority_id, services.clock.now(), [
      {
        actor: staffActor(staff),
        action: 'read-document',
        subject: { kind: 'document', id: found.id },
        ...(found.case_id ? { caseId: found.case_id } : {}),
        details: { sha256: found.sha256 },
      },
    ]),
  )
  return {
    name: found.name,
    mediaType: found.media_type,
    size: found.size,
    stream: await services.files.open(found.sha256),
  }
}
