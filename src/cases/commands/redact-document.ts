import type { Writer } from '../../db/index.ts'
import { json } from '../../db/index.ts'
import { inspectFile } from '../../documents/index.ts'
import { can, type Staff } from '../../identity/index.ts'
import { newId, type DocumentId } from '../../kernel/ids.ts'
import { refuse, refuseFields, success, type Outcome } from '../../kernel/outcome.ts'
import {
  burnCopy,
  findRedaction,
  layers,
  staleAt,
  whyNotChanged,
  type CopyFacts,
  type Layer,
} from '../../redaction/index.ts'
import type { CaseServices } from '../case.ts'
import { isPartOf, notAPart } from '../case-parts.ts'
import { byStaff, changeCase } from '../change-case.ts'

export type RedactedCopyInput = {
  documentId: string
  /** Of the redaction, as the person saw it */
  version: number
  layer: Layer
  /** The part it answers; the source’s own where absent */
  partId?: string
  /** To be sent with the answer, in place of the source and of earlier copies */
  forRelease?: boolean
}

/**
 * Makes a new file without what is marked, checks it, and puts it on the case beside its source, which stays as it is.
 * Refused while proposals are undecided, where the check fails, and where somebody changed a mark meanwhile.
 */
export async function makeRedactedCopy(
  services: CaseServices,
  staff: Staff,
  input: RedactedCopyInput,
): Promise<Outcome<{ documentId: DocumentId }>> {
  const { documentId, version, layer, forRelease = false } = input
  // Making it takes a while: what would be refused afterwards is refused at once.
  if (!can(staff, 'redact')) return refuse('not-permitted')
  if (!layers.includes(layer)) return refuse('invalid-input', `There is no layer “${layer}”.`)
  if (forRelease && layers.indexOf(layer) < layers.indexOf('requester'))
    return refuse('invalid-input', 'A copy for readers who may see more cannot be sent to the requester.')
  const record = await findRedaction(services.database.reader, staff.authorityId, documentId)
  if (record === null) return refuse('not-found')
  const refused = whyNotChanged(record, version)
  if (refused !== null) return refused
  const { caseId } = record
  const burnt = await burnCopy(services, record, layer)
  if (!burnt.ok) return burnt
  const { bytes, name, made, marks, schedule } = burnt.value
  const stored = await services.files.put(bytes)
  const inspection = inspectFile(bytes, name, '')
  const facts: CopyFacts = {
    layer,
    version,
    places: marks.map(({ place }) => place),
    schedule,
    pictures: made.pictures,
  }
  return changeCase(services, byStaff(staff), { caseId }, 'make-redacted-copy', async ({ tx, now }) => {
    const fresh = await lockVersion(tx, documentId)
    if (fresh !== version) return staleAt(fresh, version)
    const partId = await findPart(tx, caseId, documentId, input.partId)
    if (!partId.ok) return partId
    if (forRelease && partId.value === null)
      return refuseFields([{ field: 'partId', message: 'Select the part this document answers' }])
    if (forRelease) await holdOthers(tx, documentId)
    const copyId = newId<DocumentId>()
    await tx
      .insertInto('document')
      .values({
        id: copyId,
        authority_id: staff.authorityId,
        case_id: caseId,
        task_id: null,
        part_id: partId.value,
        message_id: null,
        name: inspection.safeName,
        media_type: inspection.mediaType,
        file_type: inspection.type,
        size: stored.size,
        sha256: stored.sha256,
        origin: 'redacted',
        release_state: forRelease ? 'for-release' : 'held',
        inspection: json([]),
        uploaded_by: staff.id,
        created_at: now,
        redacted_from: documentId,
        redaction: json(facts),
      })
      .execute()
    return success({
      value: { documentId: copyId },
      details: {
        documentId: copyId,
        redactedFrom: documentId,
        sha256: stored.sha256,
        layer,
        redactionVersion: version,
        marks: marks.length,
        reasons: [...new Set(marks.map(({ reason }) => reason))],
        pictures: made.pictures.length,
        forRelease,
      },
    })
  })
}

async function lockVersion(tx: Writer, documentId: string): Promise<number> {
  const row = await tx
    .selectFrom('redaction')
    .select('version')
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirst()
  return row?.version ?? 0
}

/** The part it answers: the one named, else that of its source. */
async function findPart(
  tx: Writer,
  caseId: string,
  documentId: string,
  wanted: string | undefined,
): Promise<Outcome<string | null>> {
  if (wanted !== undefined) return (await isPartOf(tx, wanted, caseId)) ? success(wanted) : notAPart()
  const source = await tx
    .selectFrom('document')
    .select('part_id')
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow()
  return success(source.part_id)
}

/** One of them goes, not two that show what the other hides. */
async function holdOthers(tx: Writer, documentId: string): Promise<void> {
  await tx
    .updateTable('document')
    .set({ release_state: 'held' })
    .where((where) => where.or([where('id', '=', documentId), where('redacted_from', '=', documentId)]))
    .where('release_state', '=', 'for-release')
    .execute()
}
