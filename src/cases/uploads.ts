import { inspectFile, type FileStore } from '../documents/index.ts'
import type { Writer } from '../db/index.ts'
import { json } from '../db/index.ts'
import { newId, type DocumentId } from '../kernel/ids.ts'
import type { CaseDocument } from './case.ts'

export type Upload = { name: string; declaredType: string; bytes: Uint8Array }

export type KeptUpload = {
  name: string
  mediaType: string
  fileType: string
  size: number
  sha256: string
  problems: { code: string; message: string }[]
}

/**
 * Looks at each file and puts its bytes in the store. A file with problems is kept too, with the problems said:
 * a requester's evidence is not thrown away because its name lies about its type.
 */
export async function keepUploads(files: FileStore, uploads: readonly Upload[]): Promise<KeptUpload[]> {
  const kept: KeptUpload[] = []
  for (const upload of uploads) {
    const inspection = inspectFile(upload.bytes, upload.name, upload.declaredType)
    const stored = await files.put(upload.bytes)
    kept.push({
      name: inspection.safeName,
      mediaType: inspection.mediaType,
      fileType: inspection.type,
      size: stored.size,
      sha256: stored.sha256,
      problems: inspection.problems.map(({ code, message }) => ({ code, message })),
    })
  }
  return kept
}

type Belongs = {
  authorityId: string
  caseId: string
  taskId?: string
  partId?: string
  messageId?: string
  origin: CaseDocument['origin']
  releaseState?: CaseDocument['releaseState']
  uploadedBy: string | null
}

export async function insertDocuments(
  tx: Writer,
  uploads: readonly KeptUpload[],
  belongs: Belongs,
  at: Temporal.Instant,
): Promise<DocumentId[]> {
  if (uploads.length === 0) return []
  const rows = uploads.map((upload) => ({
    id: newId<DocumentId>(),
    authority_id: belongs.authorityId,
    case_id: belongs.caseId,
    task_id: belongs.taskId ?? null,
    part_id: belongs.partId ?? null,
    message_id: belongs.messageId ?? null,
    name: upload.name,
    media_type: upload.mediaType,
    file_type: upload.fileType,
    size: upload.size,
    sha256: upload.sha256,
    origin: belongs.origin,
    release_state: belongs.releaseState ?? 'held',
    inspection: json(upload.problems),
    uploaded_by: belongs.uploadedBy,
    created_at: at,
  }))
  await tx.insertInto('document').values(rows).execute()
  return rows.map((row) => row.id)
}
