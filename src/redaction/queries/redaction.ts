import type { FileType, ReleaseState } from '../../documents/index.ts'
import type { Reader } from '../../db/index.ts'
import { isId } from '../../kernel/ids.ts'
import type { Layer, Mark, MarkPlace, MarkState } from '../mark.ts'
import type { FlaggedPage, PageFlag, RedactedCopy, RedactionRecord } from '../redaction.ts'
import type { ScheduleLine } from '../schedule.ts'
import { isOpenStage } from '../store.ts'

/** What `document.redaction` of a redacted copy holds. */
export type CopyFacts = {
  layer: Layer
  /** Of the redaction, when the copy was made */
  version: number
  /** What was removed, whole pages as boxes */
  places: MarkPlace[]
  schedule: ScheduleLine[]
  /** Pages that became pictures */
  pictures: number[]
}

/** What is kept of a copy; null of what is none. */
export const copyFacts = (kept: unknown): CopyFacts | null =>
  // Only `makeRedactedCopy` writes it.
  typeof kept === 'object' && kept !== null ? (kept as CopyFacts) : null

/** Everything kept about one document; null where the authority has no such document on a case. Changes nothing. */
export async function findRedaction(
  reader: Reader,
  authorityId: string,
  documentId: string,
): Promise<RedactionRecord | null> {
  if (!isId(documentId)) return null
  const document = await reader
    .selectFrom('document as d')
    .innerJoin('cases as c', 'c.id', 'd.case_id')
    .leftJoin('redaction as r', 'r.document_id', 'd.id')
    .select(['d.id', 'd.name', 'd.file_type', 'd.sha256', 'd.redacted_from', 'c.id as case_id', 'c.stage'])
    .select('r.version')
    .where('d.id', '=', documentId)
    .where('d.authority_id', '=', authorityId)
    .executeTakeFirst()
  if (!document) return null
  const version = document.version ?? 0
  // One after another: a transaction has one connection.
  return {
    documentId: document.id,
    caseId: document.case_id,
    name: document.name,
    redactedFrom: document.redacted_from,
    fileType: document.file_type as FileType,
    sha256: document.sha256,
    version,
    open: isOpenStage(document.stage),
    marks: version === 0 ? [] : await marksOf(reader, documentId),
    pages: version === 0 ? [] : await pagesOf(reader, documentId),
    copies: await copiesOf(reader, documentId, version),
  }
}

async function marksOf(reader: Reader, documentId: string): Promise<Mark[]> {
  const rows = await reader
    .selectFrom('redaction_mark as m')
    .innerJoin('staff as s', 's.id', 'm.created_by')
    .leftJoin('staff as d', 'd.id', 'm.decided_by')
    .selectAll('m')
    .select(['s.name as author', 'd.name as decided_by_name'])
    .where('m.document_id', '=', documentId)
    .where('m.removed_at', 'is', null)
    .orderBy('m.page')
    .orderBy('m.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    place: row.place as MarkPlace,
    reason: row.reason,
    author: row.author,
    at: row.created_at,
    rule: row.rule,
    why: row.why,
    score: row.score,
    state: row.state as MarkState,
    layer: row.layer as Layer,
    decidedBy: row.decided_by_name,
    decidedAt: row.decided_at,
  }))
}

async function pagesOf(reader: Reader, documentId: string): Promise<FlaggedPage[]> {
  const rows = await reader
    .selectFrom('redaction_page')
    .select(['page', 'flag', 'reason', 'duplicate_of', 'duplicate_page'])
    .where('document_id', '=', documentId)
    .orderBy('page')
    .execute()
  return rows.map((row) => ({
    page: row.page,
    flag: row.flag as PageFlag,
    reason: row.reason,
    duplicateOf:
      row.duplicate_of === null ? null : { documentId: row.duplicate_of, page: row.duplicate_page ?? 1 },
  }))
}

async function copiesOf(reader: Reader, documentId: string, version: number): Promise<RedactedCopy[]> {
  const rows = await reader
    .selectFrom('document as d')
    .leftJoin('staff as s', 's.id', 'd.uploaded_by')
    .select(['d.id', 'd.name', 'd.sha256', 'd.release_state', 'd.created_at', 'd.redaction'])
    .select('s.name as created_by')
    .where('d.redacted_from', '=', documentId)
    .orderBy('d.created_at', 'desc')
    .execute()
  return rows.map((row) => {
    const facts = copyFacts(row.redaction)
    return {
      documentId: row.id,
      name: row.name,
      sha256: row.sha256,
      layer: facts?.layer ?? 'requester',
      releaseState: row.release_state as ReleaseState,
      createdBy: row.created_by,
      createdAt: row.created_at,
      upToDate: facts?.version === version,
    }
  })
}
