import { sql } from 'kysely'
import { recordAudit } from '../audit/index.ts'
import { json, writeOutcome, type Writer } from '../db/index.ts'
import { can, staffActor, type Staff } from '../identity/index.ts'
import { newId } from '../kernel/ids.ts'
import { refuse, success, type Outcome, type Refusal } from '../kernel/outcome.ts'
import { findDocument } from './find-document.ts'
import { lessMarks, mostMarks, pageOf, type Layer, type MarkPlace, type MarkState } from './mark.ts'
import type { RedactionRecord, RedactionServices } from './redaction.ts'

/** A change names the version it was made on; without one it takes things as they are (command line, scripts). */
export type Versioned = { documentId: string; version?: number }

/** What the work of a change is given, inside the transaction and with the redaction locked. */
export type RedactionChange = { tx: Writer; documentId: string; now: Temporal.Instant; staff: Staff }

/** `details` of null: nothing was changed, so neither the version nor the audit trail moves. */
export type RedactionChanged<T> = {
  value: T
  action: string
  details: Record<string, unknown> | null
}

/**
 * One change to the redaction of one document, all of it or none: lock the case against leaving its stage and the
 * redaction against everybody else, check on fresh rows, work, move the version on, append to the audit trail.
 */
export function changeRedaction<T extends object>(
  services: RedactionServices,
  staff: Staff,
  { documentId, version }: Versioned,
  work: (change: RedactionChange) => Promise<Outcome<RedactionChanged<T>>>,
): Promise<Outcome<T & { version: number }>> {
  const now = services.clock.now().round('microsecond')
  return writeOutcome(services.database, async (tx) => {
    const locked = await lockRedaction(tx, staff, documentId, now)
    if (!locked.ok) return locked
    const { caseId, version: current } = locked.value
    const refused = whyNotChanged(locked.value, version)
    if (refused !== null) return refused
    const done = await work({ tx, documentId, now, staff })
    if (!done.ok) return done
    const { value, action, details } = done.value
    if (details === null) return success({ ...value, version: current })
    await tx
      .updateTable('redaction')
      .set({ version: sql<number>`version + 1` })
      .where('document_id', '=', documentId)
      .execute()
    await recordAudit(tx, staff.authorityId, now, [
      {
        actor: staffActor(staff),
        action,
        subject: { kind: 'document', id: documentId },
        caseId,
        details: { ...details, version: current + 1 },
      },
    ])
    return success({ ...value, version: current + 1 })
  })
}

type Locked = Pick<RedactionRecord, 'caseId' | 'redactedFrom' | 'open' | 'version'>

/** Makes the row where nobody has opened the redaction yet, at version 0. */
async function lockRedaction(
  tx: Writer,
  staff: Staff,
  documentId: string,
  now: Temporal.Instant,
): Promise<Outcome<Locked>> {
  const found = await findDocument(tx, staff, documentId)
  if (!found.ok) return found
  const { caseId, redactedFrom } = found.value
  // The case may not move on to approval while a mark is being set in one of its documents.
  const { stage } = await tx
    .selectFrom('cases')
    .select('stage')
    .where('id', '=', caseId)
    .forShare()
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('redaction')
    .values({
      document_id: documentId,
      authority_id: staff.authorityId,
      case_id: caseId,
      version: 0,
      created_by: staff.id,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { version } = await tx
    .selectFrom('redaction')
    .select('version')
    .where('document_id', '=', documentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return success({ caseId, redactedFrom, open: isOpenStage(stage), version })
}

/** Why nothing of it can be changed, or null. `had` is the version the change was made on; absent, any will do. */
export function whyNotChanged(
  { redactedFrom, open, version }: Omit<Locked, 'caseId'>,
  had?: number,
): Refusal | null {
  if (redactedFrom !== null) return aCopy()
  if (!open) return pastStage()
  return had === undefined || had === version ? null : staleAt(version, had)
}

export const aCopy = (): Refusal =>
  refuse(
    'not-now',
    'This is a redacted copy. Change the marks of the document it was made from, and make the copy again.',
  )
export const pastStage = (): Refusal =>
  refuse('not-now', 'The request is past the stage at which its documents can be redacted.')
export const staleAt = (version: number, had: number): Refusal =>
  refuse('stale', `The redaction is at version ${version}; you had version ${had}.`)

export const isOpenStage = (stage: string): boolean => stage === 'new' || stage === 'open'
export const mayRedact = (staff: Staff): Refusal | null =>
  can(staff, 'redact') ? null : refuse('not-permitted')

export type MarkRow = {
  place: MarkPlace
  reason: string
  layer: Layer
  state: MarkState
  rule: string | null
  why: string | null
  score: number | null
}

const rowsAtOnce = 1000

/** Refuses more than a document may have. The ids come in the order given. */
export async function insertMarks(
  { tx, documentId, now, staff }: RedactionChange,
  marks: readonly MarkRow[],
  kept: number,
): Promise<Outcome<string[]>> {
  if (kept + marks.length > mostMarks)
    return refuse(
      'too-large',
      `A document can have ${mostMarks.toLocaleString('en-GB')} marks. This one has ${kept.toLocaleString('en-GB')}, and ${marks.length.toLocaleString('en-GB')} more are too many: ${lessMarks}`,
    )
  const rows = marks.map(({ place, reason, layer, state, rule, why, score }) => ({
    id: newId(),
    document_id: documentId,
    page: pageOf(place),
    place: json(place),
    reason,
    layer,
    state,
    rule,
    why,
    score,
    created_by: staff.id,
    created_at: now,
    decided_by: state === 'proposed' ? null : staff.id,
    decided_at: state === 'proposed' ? null : now,
    removed_at: null,
  }))
  for (let from = 0; from < rows.length; from += rowsAtOnce)
    await tx
      .insertInto('redaction_mark')
      .values(rows.slice(from, from + rowsAtOnce))
      .execute()
  return success(rows.map(({ id }) => id))
}

export type KeptMark = MarkRow & { id: string }

/** Every mark that has not been taken away. */
export async function keptMarks(tx: Writer, documentId: string): Promise<KeptMark[]> {
  const rows = await tx
    .selectFrom('redaction_mark')
    .select(['id', 'place', 'reason', 'layer', 'state', 'rule', 'why', 'score'])
    .where('document_id', '=', documentId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows as KeptMark[]
}

/** Two marks of the same key lie in the same place, to a tenth of a point. */
export function placeKey(place: MarkPlace): string {
  if (place.kind === 'box')
    return [place.page, place.left, place.top, place.width, place.height]
      .map((number) => Math.round(number * 10))
      .join(' ')
  if (place.kind === 'text') return `text ${place.piece} ${place.start} ${place.end}`
  return `cell ${place.sheet} ${place.row} ${place.column} ${place.start ?? ''} ${place.end ?? ''}`
}

/** Two marks that mean the same: the same place, reason, readers and state. */
export const meaningOf = ({ place, reason, layer, state }: Omit<MarkRow, 'rule' | 'why' | 'score'>): string =>
  `${placeKey(place)} ${reason} ${layer} ${state}`
